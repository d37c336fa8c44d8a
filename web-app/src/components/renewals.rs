use super::{Glyph, WithDetail, button, link, part, plain_table, remark, sentences, span, tinted};
use crate::browser;
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone};
use trustlens_core::Timestamp;
use trustlens_core::report::{Identity, Renewal, RenewalStanding};
use trustlens_web::protocol::{Detail, Subject};
use yew::prelude::*;

const COLUMNS: [(&str, &str); 5] = [
    ("Begin by", "number"),
    ("Certificate", "wide"),
    ("Ends", "number"),
    ("Plan", "breaks"),
    ("What fails then", "wide"),
];

/// How many renewals are shown before the others have to be opened.
const NEXT: usize = 8;

/// Days within which a renewal deserves attention, as in check PLN-03.
const AHEAD: i64 = 365;

/// What the file is called.
const FILE_NAME: &str = "trustlens-renewals.ics";

/// The renewals of the case, each with the last day on which to begin, and the button that saves them as a calendar.
pub fn renewals(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    let all = &report.renewals;
    if all.is_empty() {
        return Html::default();
    }
    let table = |label: &str, some: &[Renewal]| {
        plain_table(label.to_owned(), &COLUMNS, some.iter().map(|renewal| cells(report, renewal)).collect())
    };
    let (next, later) = all.split_at(all.len().min(NEXT));
    html! {
        <section class="renewals" aria-labelledby="renewals-heading">
            <h2 id="renewals-heading">{ "Next renewals" }</h2>
            <p class="soft lead-in">
                { "The last day on which to begin each, for the date that is judged by. How many days a renewal takes is advice of Trustlens; no document of Cisco names any. Plans that change what phones trust may not overlap, so their days add up." }
            </p>
            <div class="button-row">
                <WithDetail desk={desk.clone()} subject={Subject::Calendar} draw={Callback::from(save_button)} />
            </div>
            { table("Next renewals", next) }
            if !later.is_empty() {
                <details>
                    <summary>{ words::count(later.len(), "later renewal") }</summary>
                    { table("Later renewals", later) }
                </details>
            }
        </section>
    }
}

fn save_button(detail: Shared<Detail>) -> Html {
    let save = Callback::from(move |_: MouseEvent| {
        if let Detail::Calendar(text) = &*detail {
            browser::save_text(text, FILE_NAME);
        }
    });
    button("button", Some(Glyph::File), "Save as calendar (.ics)", save)
}

fn cells(report: &Snapshot, renewal: &Renewal) -> Vec<Html> {
    let at = report.evaluated_at;
    let (tone, standing) = standing(renewal, at);
    let name = match &renewal.certificate {
        Some(sha256) => link(&Route::Certificates(Some(sha256.clone())), &renewal.name),
        None => span("", &renewal.name),
    };
    let kind = if renewal.identity == Identity::Other { "CA" } else { renewal.identity.name() };
    let held_by = std::iter::once(kind).chain(renewal.nodes.iter().map(String::as_str));
    let held_by = held_by.collect::<Vec<_>>().join(", ");
    vec![
        html! { <><strong>{ renewal.begin_by.date() }</strong>{ tinted(tone, standing) }</> },
        html! { <>{ name }{ span("soft", &held_by) }</> },
        html! { <>{ renewal.ends.date() }{ span("soft", &renewal.ends.relative_to(at)) }</> },
        plan(report, renewal),
        then(report, renewal),
    ]
}

/// How a renewal stands to the date that is judged by, in a word or two.
fn standing(renewal: &Renewal, at: Timestamp) -> (Tone, String) {
    match renewal.standing {
        RenewalStanding::Ended => (Tone::Error, "ended".to_owned()),
        RenewalStanding::Late => (Tone::Warning, "late".to_owned()),
        RenewalStanding::Open => {
            let tone = if at.days_until(renewal.begin_by) <= AHEAD { Tone::Info } else { Tone::Good };
            (tone, renewal.begin_by.relative_to(at))
        }
    }
}

/// The plan that renews it, what has to come after that, and what stands in its way.
fn plan(report: &Snapshot, renewal: &Renewal) -> Html {
    let Some(key) = &renewal.plan else { return span("soft", "–") };
    let blocked = !renewal.blocked.is_empty();
    html! {
        <>
            if report.plan(key).is_some() {
                { link(&Route::Plans(Some(key.clone())), key) }
            } else {
                { key.clone() }
            }
            if !renewal.then.is_empty() {
                { span("soft", &format!("then {}", renewal.then.join(", "))) }
            }
            if blocked {
                { tinted(Tone::Error, "blocked") }
            }
        </>
    }
}

/// What fails when it has ended; and all that is behind the date, to be opened.
fn then(report: &Snapshot, renewal: &Renewal) -> Html {
    let service = |id: &String| {
        let service = report.services.iter().find(|service| service.id == *id)?;
        Some(html! { <li>{ link(&Route::Services(Some(id.clone())), &service.name) }</li> })
    };
    let days: Vec<String> = renewal
        .reasons
        .iter()
        .map(|reason| format!("{}: {}", words::count(reason.days as usize, "day"), reason.what))
        .collect();
    let of = |plans: &[String]| if plans.is_empty() { String::new() } else { format!("{}: ", plans.join(", ")) };
    let failing: Vec<String> = renewal
        .failing_steps
        .iter()
        .map(|step| format!("{}{} {} {}", of(&step.plans), step.action, step.why, step.advice))
        .collect();
    let blocked: Vec<String> = renewal
        .blocked
        .iter()
        .map(|it| {
            format!(
                "{} ended on {}, so this step fails: {} {} {}",
                it.name,
                it.ended.date(),
                it.step.action,
                it.step.why,
                it.step.advice
            )
        })
        .collect();
    let list = |title: &str, all: &[String]| {
        if all.is_empty() {
            Html::default()
        } else {
            html! { <>{ part(title) }{ sentences(all) }</> }
        }
    };
    html! {
        <>
            { &renewal.fails }
            { for renewal.notes.iter().map(|note| remark(note)) }
            { list("What blocks its plan", &blocked) }
            <details>
                <summary>{ format!("{} to allow, and what then fails", words::count(renewal.lead_days as usize, "day")) }</summary>
                { list("What the days are for", &days) }
                { list("Steps that fail once it has ended", &failing) }
                if !renewal.services.is_empty() {
                    { part("Services that rest on it") }
                    <ul class="links">{ for renewal.services.iter().filter_map(service) }</ul>
                }
                <p class="soft source">{ format!("Source: {}. The days are advice of Trustlens.", renewal.source) }</p>
            </details>
        </>
    }
}
