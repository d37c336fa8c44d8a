use super::{Glyph, WithDetail, icon, link, remark, span, tag};
use crate::browser;
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::state::Action;
use crate::words::{self, Tone, thousands};
use trustlens_web::protocol::{Detail, Explanation, Subject};
use yew::prelude::*;

/// Every check that there is, by family: what it means, what it needs, and its source. It is drawn with and without a case; the texts
/// come from the engine.
pub fn check_reference(desk: &DeskHandle) -> Html {
    let draw = {
        let desk = desk.clone();
        Callback::from(move |detail: Shared<Detail>| match &*detail {
            Detail::Catalogue(checks) => catalogue(&desk, checks),
            _ => Html::default(),
        })
    };
    html! { <WithDetail {desk} subject={Subject::Catalogue} {draw} /> }
}

/// The reference as a page of its own, where there is no case.
pub fn reference_page(desk: &DeskHandle, status: Html) -> Html {
    html! {
        <main class="view reference">
            <p>{ link(&Route::Overview, "Open the files of a case") }</p>
            <h1 id="main-heading" tabindex="-1">{ "Checks" }</h1>
            { status }
            { check_reference(desk) }
        </main>
    }
}

fn catalogue(desk: &DeskHandle, checks: &[Explanation]) -> Html {
    let wanted: Vec<String> = desk.state.sought_checks.split_whitespace().map(str::to_lowercase).collect();
    let shown: Vec<&Explanation> = checks.iter().filter(|check| matches(check, &wanted)).collect();
    let named = match &desk.state.route {
        Route::Checks(Some(id)) => Some(id),
        _ => None,
    };
    let unknown = named.filter(|id| !checks.iter().any(|check| check.check == **id));
    let groups = shown.chunk_by(|one, other| family(one) == family(other));
    html! {
        <>
            <p class="soft lead-in">
                { "Each rule that Trustlens holds a case against, with its reason and its source. A rule that has nothing to look at in a case says nothing." }
            </p>
            if let Some(id) = unknown {
                <div class="notice" role="alert">
                    <p>{ format!("There is no check {id}. Look for it by its words, or in the list of all.") }</p>
                </div>
            }
            { search(desk, shown.len(), checks.len()) }
            { for groups.map(|group| section(desk, group)) }
            if shown.is_empty() {
                { remark("No check has all these words.") }
            }
        </>
    }
}

fn family(check: &Explanation) -> &str {
    check.check.split('-').next().unwrap_or_default()
}

fn matches(check: &Explanation, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let Explanation { check: id, title, meaning, symptoms, remedy, source, needs, .. } = check;
    let text = [id, title, meaning, symptoms, remedy, source, needs].map(String::as_str).join("\n").to_lowercase();
    wanted.iter().all(|word| text.contains(word.as_str()))
}

fn search(desk: &DeskHandle, shown: usize, all: usize) -> Html {
    let oninput = desk.tell.reform(|event: InputEvent| Action::ChecksSought(browser::value_of(&event)));
    html! {
        <form class="toolbar" role="search" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
            <div class="field">
                <label for="check-search">{ "Search" }</label>
                <input id="check-search" type="search" value={desk.state.sought_checks.clone()} {oninput}
                    autocomplete="off" spellcheck="false" placeholder="Id, or words of the explanation" />
            </div>
            <p class="soft" role="status">
                { format!("{} of {}", thousands(shown as u64), words::count(all, "check")) }
            </p>
        </form>
    }
}

fn section(desk: &DeskHandle, group: &[&Explanation]) -> Html {
    let Some(name) = group.first().map(|check| family(check).to_owned()) else { return Html::default() };
    let id = format!("family-{name}");
    html! {
        <section key={name.clone()} class="family" aria-labelledby={id.clone()}>
            <h2 {id}>{ words::family(&name) }{ " " }{ span("soft code", &name) }</h2>
            <ol class="findings">{ for group.iter().map(|check| row(desk, check)) }</ol>
        </section>
    }
}

fn row(desk: &DeskHandle, check: &Explanation) -> Html {
    let route = Route::Checks(Some(check.check.clone()));
    let id = route.element_id();
    let body_id = format!("{id}-opened");
    let is_open = desk.is_open(&route);
    let address = route.to_string();
    let onclick = desk.toggle(route).reform(|_: MouseEvent| ());
    let tone = Tone::from(check.severity);
    html! {
        <li key={check.check.clone()} class={classes!("finding", tone.class())} {id}>
            <button type="button" class="opener" aria-expanded={is_open.to_string()}
                aria-controls={is_open.then(|| body_id.clone())} {onclick}>
                { icon(Glyph::Chevron) }
                { span("code check-id", &check.check) }
                { span("finding-title", &check.title) }
                { tag(tone, words::severity(check.severity)) }
            </button>
            if is_open {
                <div class="finding-body" id={body_id}>{ body(desk, check, address) }</div>
            }
        </li>
    }
}

fn body(desk: &DeskHandle, check: &Explanation, address: String) -> Html {
    let plan = check.plan.as_deref().map(|key| {
        let plan = desk.state.snapshot.as_ref().and_then(|report| report.plan(key));
        match plan {
            Some(plan) => link(&Route::Plans(Some(key.to_owned())), &plan.title),
            None => {
                html! { { format!("{key}, which is made for a case: for its release and mode, with exact commands.") } }
            }
        }
    });
    let wants = if check.wants.is_empty() { "nothing".to_owned() } else { check.wants.join(", ") };
    let parts = [
        ("What it means", html! { { &check.meaning } }),
        ("Who feels it, and how", html! { { &check.symptoms } }),
        ("What to do", html! { { &check.remedy } }),
    ];
    let part = |(label, value): (&'static str, Html)| html! { <><dt>{ label }</dt><dd>{ value }</dd></> };
    let is_there = |text: &str| !text.is_empty();
    let parts = parts
        .into_iter()
        .zip([is_there(&check.meaning), is_there(&check.symptoms), is_there(&check.remedy)])
        .filter_map(|(part, is_there)| is_there.then_some(part));
    html! {
        <>
            <dl>
                { for parts.map(part) }
                { for plan.map(|plan| part(("The plan", plan))) }
                { part(("What it looks at", html! { { words::sentence(&check.needs) } })) }
                { part(("What it must know of the cluster", html! { { words::sentence(&wants) } })) }
                { part(("Source", html! { { words::sentence(&check.source) } })) }
            </dl>
            <p class="soft source">
                { format!("Since version {}. ", check.since) }<a href={address}>{ "Link to this check" }</a>
            </p>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::report::Severity;

    #[test]
    fn every_word_must_be_found_somewhere() {
        let check = Explanation {
            check: "XF-03".to_owned(),
            severity: Severity::Error,
            title: "Stale CAPF".to_owned(),
            meaning: "The CTL holds another certificate.".to_owned(),
            symptoms: String::new(),
            plan: None,
            remedy: String::new(),
            source: String::new(),
            since: String::new(),
            needs: String::new(),
            wants: Vec::new(),
        };
        let found = |words: &str| {
            let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
            matches(&check, &wanted)
        };
        assert!(found("") && found("xf-03") && found("capf another"));
        assert!(!found("capf tomcat"));
        assert_eq!(family(&check), "XF");
    }
}
