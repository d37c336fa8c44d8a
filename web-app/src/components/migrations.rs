use super::{Glyph, link, marked, phone_verdict, plain_table, remark, sentences, tinted, verdict};
use crate::route::Route;
use crate::snapshot::Snapshot;
use crate::words::Tone;
use trustlens_core::report::{Boot, Import, ImportStanding, Migration, MovingPhones};
use yew::prelude::*;

const PHONES: [(&str, &str); 3] = [("Phones", "wide"), ("Today", ""), ("After the imports", "")];
const IMPORTS: [(&str, &str); 4] =
    [("Certificate", ""), ("Trust store", ""), ("How it stands", ""), ("What it does", "wide")];

/// What it takes to move phones between the clusters of the case; nothing where it has lists of one.
pub fn migrations(report: &Snapshot) -> Html {
    if report.migrations.is_empty() {
        return Html::default();
    }
    html! {
        <section class="next" aria-labelledby="moves-heading">
            <h2 id="moves-heading">{ "Move phones between the clusters" }</h2>
            { remark("The case has lists of several clusters. Each is offered to the phones of the others.") }
            <div class="cards">{ for report.migrations.iter().enumerate().map(|(place, it)| way(report, it, place)) }</div>
        </section>
    }
}

fn way(report: &Snapshot, way: &Migration, place: usize) -> Html {
    let id = format!("move-{place}");
    let imports: Vec<Vec<Html>> = way.imports.iter().map(|it| import(report, it)).collect();
    html! {
        <section class="card" aria-labelledby={id.clone()}>
            <h3 {id}>{ format!("From {} to {}", way.from, way.to) }</h3>
            { verdict(phone_verdict(way.today), &way.outcome, Html::default()) }
            { sentences(&way.meant) }
            { plain_table("Kinds of phones".to_owned(), &PHONES, way.phones.iter().map(phones).collect()) }
            <details class="moves" open={!way.meant.is_empty()}>
                <summary>{ "What to import, and what to do" }</summary>
                if !imports.is_empty() {
                    { plain_table("Certificates to import".to_owned(), &IMPORTS, imports) }
                }
                if way.more_imports > 0 {
                    { remark(&format!("And {} more.", way.more_imports)) }
                }
                <h4>{ "Steps" }</h4>
                <ol class="steps numbered">{ for way.steps.iter().map(|step| html! { <li><p>{ step }</p></li> }) }</ol>
                if !way.left_behind.is_empty() {
                    <h4>{ "What does not come along" }</h4>
                    { sentences(&way.left_behind) }
                }
            </details>
        </section>
    }
}

fn phones(phones: &MovingPhones) -> Vec<Html> {
    let word = |boot: &Boot| {
        let (tone, word) = phone_verdict(boot.verdict);
        tinted(tone, word)
    };
    vec![html! { { &phones.phones } }, word(&phones.today), word(&phones.afterwards)]
}

fn import(report: &Snapshot, import: &Import) -> Vec<Html> {
    let (tone, glyph, word) = match import.standing {
        ImportStanding::Present => (Tone::Good, Glyph::Good, "There"),
        ImportStanding::Missing => (Tone::Error, Glyph::Error, "Missing"),
        ImportStanding::Unknown => (Tone::Info, Glyph::Absent, "Not known"),
    };
    let known = import.certificate.as_ref().filter(|sha256| report.certificate(sha256).is_some());
    let name = match known {
        Some(sha256) => link(&Route::Certificates(Some(sha256.clone())), &import.name),
        None => html! { { &import.name } },
    };
    vec![
        name,
        html! { { format!("{} of {}", import.store, import.cluster) } },
        marked(tone, glyph, word),
        html! { { &import.why } },
    ]
}
