use super::super::{button, check_link, remark};
use super::controls::problem_text;
use crate::browser;
use crate::desk::DeskHandle;
use crate::state::Action;
use crate::words::{self, thousands};
use crate::workbench::Act;
use crate::workbench::field::id_of;
use trustlens_web::lab::protocol::FaultEntry;
use yew::prelude::*;

/// What can be broken on purpose, by family of checks.
pub fn faults(desk: &DeskHandle) -> Html {
    let body = match &desk.state.lab.faults {
        None => remark("Loading …"),
        Some(faults) => all(desk, faults),
    };
    html! {
        <section class="card" aria-labelledby="lab-faults-heading">
            <h2 id="lab-faults-heading">{ "Faults" }</h2>
            <p class="soft">{ "Each breaks the cluster so that one check speaks. Without any, nothing is wrong with it." }</p>
            { body }
        </section>
    }
}

fn all(desk: &DeskHandle, faults: &[FaultEntry]) -> Html {
    let wanted: Vec<String> = desk.state.lab.sought.split_whitespace().map(str::to_lowercase).collect();
    let shown: Vec<&FaultEntry> = faults.iter().filter(|fault| matches(fault, &wanted)).collect();
    let groups = shown.chunk_by(|one, other| family(one) == family(other));
    html! {
        <>
            { search(desk, shown.len(), faults.len()) }
            { for groups.map(|group| section(desk, group, !wanted.is_empty())) }
            if shown.is_empty() {
                { remark("No fault has all these words.") }
            }
        </>
    }
}

fn family(fault: &FaultEntry) -> &str {
    fault.check.split('-').next().unwrap_or_default()
}

fn matches(fault: &FaultEntry, wanted: &[String]) -> bool {
    let FaultEntry { name, check, title, about, .. } = fault;
    let text = [name, check, title, about].map(String::as_str).join("\n").to_lowercase();
    wanted.iter().all(|word| text.contains(word.as_str()))
}

fn search(desk: &DeskHandle, shown: usize, all: usize) -> Html {
    let oninput = desk.tell.reform(|event: InputEvent| Action::Lab(Act::Sought(browser::value_of(&event))));
    html! {
        <div class="toolbar" role="search">
            <div class="field">
                <label for="fault-search">{ "Search faults" }</label>
                <input id="fault-search" type="search" value={desk.state.lab.sought.clone()} {oninput}
                    autocomplete="off" spellcheck="false" placeholder="CAPF, expired, SIG-01 …" />
            </div>
            <p class="soft" role="status">{ format!("{} of {}", thousands(shown as u64), words::count(all, "fault")) }</p>
        </div>
    }
}

/// A family of faults: all open while something is searched for.
fn section(desk: &DeskHandle, group: &[&FaultEntry], is_search: bool) -> Html {
    let Some(name) = group.first().map(|fault| family(fault).to_owned()) else { return Html::default() };
    let chosen = group.iter().filter(|fault| desk.state.lab.form.has_fault(&fault.name)).count();
    let title = words::family(&name);
    let legend = format!("Faults: {title}");
    let list = html! {
        <fieldset class="lab-faults">
            <legend class="visually-hidden">{ legend }</legend>
            <ul>{ for group.iter().map(|fault| item(desk, fault)) }</ul>
        </fieldset>
    };
    let heading = html! {
        <>
            { title }{ " " }<span class="soft code">{ name.clone() }</span>{ " " }
            <span class="soft">{ thousands(group.len() as u64) }</span>
            if chosen > 0 {
                { " " }<span class="badge signer">{ format!("{chosen} chosen") }</span>
            }
        </>
    };
    // Two elements and not one that is opened: what the person opened stays so after the search.
    if is_search {
        html! { <div key={format!("found-{name}")} class="lab-family"><h3>{ heading }</h3>{ list }</div> }
    } else {
        html! { <details key={name} class="lab-family"><summary>{ heading }</summary>{ list }</details> }
    }
}

fn item(desk: &DeskHandle, fault: &FaultEntry) -> Html {
    let bench = &desk.state.lab;
    let id = id_of(&fault.name);
    let is_chosen = bench.form.has_fault(&fault.name);
    let closed = bench.closed_because(&fault.name).filter(|_| !is_chosen);
    let onchange = {
        let name = fault.name.clone();
        desk.tell.reform(move |_: Event| Action::Lab(Act::FaultToggled(name.clone())))
    };
    let fit = {
        let (desk, name) = (desk.clone(), fault.name.clone());
        Callback::from(move |_: MouseEvent| desk.lab.fit(name.clone()))
    };
    let problem = bench.problem_of_fault(&fault.name).filter(|_| is_chosen);
    let about = format!("{id}-about");
    html! {
        <li key={fault.name.clone()} class={classes!(closed.is_some().then_some("closed"))}>
            <input id={id.clone()} type="checkbox" checked={is_chosen} disabled={closed.is_some()} aria-describedby={about.clone()} {onchange} />
            <div>
                <p class="fault-title"><label for={id.clone()}>{ &fault.title }</label>{ " " }{ check_link(&fault.check) }</p>
                <p class="soft" id={about}>
                    { &fault.about }
                    if closed.is_none() && !fault.needs.is_empty() {
                        { format!(" Needs {}.", fault.needs.join(", ")) }
                    }
                </p>
                if let Some(reason) = closed {
                    <div class="fault-closed">
                        <p>{ why_closed(desk, reason) }</p>
                        <button type="button" class="button" aria-label={format!("Make it fit: {}", fault.title)} onclick={fit}>{ "Make it fit" }</button>
                    </div>
                }
                { for problem.map(|problem| problem_text(&id, &problem)) }
            </div>
        </li>
    }
}

/// Why a fault cannot be chosen, beside the fault itself.
fn why_closed(desk: &DeskHandle, reason: &str) -> String {
    match reason.split_once(" needs ") {
        Some((_, need)) => format!("Needs {}.", need.trim_end_matches('.')),
        None => desk.state.lab.in_titles(reason),
    }
}

/// The faults that are chosen, by their titles, each with a button to leave it.
pub fn chosen_faults(desk: &DeskHandle) -> Html {
    let bench = &desk.state.lab;
    let names = &bench.form.description().faults;
    if names.is_empty() {
        return remark("No fault: nothing is wrong with it.");
    }
    let entry = |name: &String| {
        let leave = {
            let name = name.clone();
            desk.tell.reform(move |_: MouseEvent| {
                browser::focus("lab-make-heading");
                Action::Lab(Act::FaultToggled(name.clone()))
            })
        };
        html! { <li key={name.clone()}><span>{ bench.title_of(name).unwrap_or(name).to_owned() }</span>{ button("button quiet", None, "Leave out", leave) }</li> }
    };
    html! { <ul class="lab-chosen" aria-label="Chosen faults">{ for names.iter().map(entry) }</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_found_by_its_words_and_its_check() {
        let fault = FaultEntry {
            name: "capf-renewed-after-the-ctl".to_owned(),
            check: "XF-03".to_owned(),
            title: "CAPF renewed after the CTL".to_owned(),
            about: "Nobody updated the CTL.".to_owned(),
            needs: Vec::new(),
            changes: Vec::new(),
        };
        let found = |words: &str| matches(&fault, &words.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert!(found("xf-03") && found("capf nobody") && !found("capf tomcat"));
        assert_eq!(family(&fault), "XF");
    }
}
