use super::{
    Glyph, WithDetail, check_link, evidence_list, link, marked, part, remark, sentences, span, tag, tinted, titled,
};
use crate::browser;
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::state::Action;
use crate::words::{self, Tone};
use trustlens_core::report::{
    CellState, ChecksumAnswer, ComparedCell, ComparedList, ComparedRow, ComparisonSentence, Judgement, ListComparison,
    ListSource, RowStanding, TrustList,
};
use trustlens_web::protocol::{Detail, Subject};
use yew::prelude::*;

/// The field for a checksum.
const CHECKSUM: &str = "checksum";

/// Rows that are drawn at most. More than a phone can hold is no matrix for people.
const MOST_ROWS: usize = 400;

/// What the certificates of a row are called, in the order in which they come.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Digits of a serial number that the matrix shows.
const DIGITS: usize = 8;

/// The trust lists of the case side by side.
pub fn compare(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    let lists = &report.trust_lists;
    let chosen: Vec<usize> =
        lists.iter().map(|list| list.input).filter(|input| !desk.state.not_compared.contains(input)).collect();
    let is_enough = chosen.len() > 1;
    html! {
        <>
            { checksum(desk, report) }
            if lists.len() > 1 {
                { choice(desk, report) }
            }
            if is_enough {
                <WithDetail desk={desk.clone()} subject={Subject::Comparison(chosen)} draw={draw(report)} />
            } else {
                { remark("It takes two trust lists to compare them.") }
            }
        </>
    }
}

/// Which lists are compared.
fn choice(desk: &DeskHandle, report: &Snapshot) -> Html {
    let one = |list: &TrustList| {
        let input = list.input;
        let id = format!("compare-{input}");
        let is_chosen = !desk.state.not_compared.contains(&input);
        let onchange = desk.tell.reform(move |_: Event| Action::ComparedOrNot(input));
        html! {
            <li class="tick">
                <input id={id.clone()} type="checkbox" checked={is_chosen} {onchange} />
                <label for={id}>
                    { report.input_name(input) }{ " " }
                    { span("badge", words::list_kind(list.list)) }
                    if list.source == ListSource::Transcript {
                        { " " }{ span("badge", "from text") }
                    }
                </label>
            </li>
        }
    };
    html! {
        <fieldset class="card compare-choice">
            <legend>{ "Lists to compare" }</legend>
            <ul>{ for report.trust_lists.iter().map(one) }</ul>
        </fieldset>
    }
}

/// Asks for the checksum that a phone shows, and says which list has it.
fn checksum(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    let onsubmit = {
        let tell = desk.tell.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tell.emit(Action::ChecksumSought(browser::input_text(CHECKSUM).trim().to_owned()));
        })
    };
    let answered = {
        let report = report.clone();
        Callback::from(move |detail: Shared<Detail>| match &*detail {
            Detail::Checksum(Some(answer)) => answer_to(&report, answer),
            _ => tag(Tone::Warning, "This is no checksum: it has 32, 40, 64 or 128 digits from 0 to f."),
        })
    };
    html! {
        <section class="card" aria-labelledby="checksum-heading">
            <h2 id="checksum-heading">{ "Which list does a phone hold?" }</h2>
            <form class="button-row" {onsubmit}>
                <div class="field">
                    <label for={CHECKSUM}>{ "A checksum that a phone or “show itl” shows" }</label>
                    <input id={CHECKSUM} type="text" class="code" autocomplete="off" spellcheck="false"
                        aria-describedby="checksum-hint" />
                </div>
                <button type="submit" class="button">{ "Find the list" }</button>
            </form>
            <p class="soft hint" id="checksum-hint">{ "MD5, SHA-1, SHA-256 or SHA-512, with or without colons." }</p>
            <div role="status">
                if !desk.state.checksum.is_empty() {
                    <WithDetail desk={desk.clone()} subject={Subject::Checksum(desk.state.checksum.clone())} draw={answered} />
                }
            </div>
        </section>
    }
}

fn answer_to(report: &Snapshot, answer: &ChecksumAnswer) -> Html {
    let tone = if answer.lists.is_empty() { Tone::Warning } else { Tone::Good };
    let found = |input: &usize| {
        html! { <li>{ link(&Route::Lists(Some((*input, None))), &report.input_name(*input)) }</li> }
    };
    html! {
        <>
            <p>{ tinted(tone, answer.text.clone()) }</p>
            <ul class="links">{ for answer.lists.iter().map(found) }</ul>
        </>
    }
}

fn draw(report: &Shared<Snapshot>) -> Callback<Shared<Detail>, Html> {
    let report = report.clone();
    Callback::from(move |detail: Shared<Detail>| match &*detail {
        Detail::Comparison(comparison) => drawn(&report, comparison),
        _ => Html::default(),
    })
}

fn drawn(report: &Shared<Snapshot>, comparison: &ListComparison) -> Html {
    let worst = comparison.sentences.iter().map(|sentence| sentence.judgement).min();
    let meanings: Vec<String> = comparison.relations.iter().map(|relation| relation.meaning.clone()).collect();
    html! {
        <>
            <section class="card" aria-labelledby="comparison-heading">
                <h2 id="comparison-heading">{ "What differs" }</h2>
                <p class="comparison-summary">{ tinted(tone(worst), comparison.summary.clone()) }</p>
                <ul class="comparison-sentences">
                    { for comparison.sentences.iter().map(|sentence| said(report, sentence)) }
                </ul>
                { part("What the lists are to each other") }
                { sentences(&meanings) }
            </section>
            { matrix(comparison) }
        </>
    }
}

fn tone(judgement: Option<Judgement>) -> Tone {
    match judgement {
        Some(Judgement::NotAllowed) => Tone::Error,
        Some(Judgement::Open) => Tone::Warning,
        _ => Tone::Good,
    }
}

/// One sentence, with the rule that it rests on and where to look.
fn said(report: &Shared<Snapshot>, sentence: &ComparisonSentence) -> Html {
    let tone = if sentence.judgement == Judgement::Allowed { Tone::Info } else { tone(Some(sentence.judgement)) };
    html! {
        <li>
            <p>{ tag(tone, sentence.judgement.words()) }{ " " }{ sentence.text.clone() }</p>
            <details>
                <summary>{ "Rule and evidence" }</summary>
                if let Some(rule) = &sentence.rule {
                    <p>{ rule.text.clone() }</p>
                    <p class="soft">
                        { "Source: " }{ rule.source.clone() }
                        if let Some(check) = &rule.check {
                            { ". Check: " }{ check_link(check) }
                        }
                    </p>
                }
                { evidence_list(report, &sentence.evidence) }
            </details>
        </li>
    }
}

/// One row for each entry, one column for each list. The table scrolls in its own box, and its first column stays.
fn matrix(comparison: &ListComparison) -> Html {
    let more = comparison.rows.len().saturating_sub(MOST_ROWS);
    let row = |row: &ComparedRow| {
        let differs = row.cells.iter().any(|cell| cell.variant.is_some_and(|variant| variant > 0));
        let cells = comparison
            .lists
            .iter()
            .zip(&row.cells)
            .map(|(list, cell)| html! { <td>{ shown(list, cell, differs) }</td> });
        html! { <tr><th scope="row">{ entry(row) }</th>{ for cells }</tr> }
    };
    html! {
        <div class="card">
            <h2 id="matrix-heading">{ "Matrix" }</h2>
            <div class="list-matrix-box" role="region" aria-labelledby="matrix-heading" tabindex="0">
                <table class="list-matrix">
                    <caption>
                        { "Each entry, and the certificate that each list has for it: the first digits of its serial number. \
                           Where a row has several certificates, letters tell which are the same." }
                    </caption>
                    <thead>
                        <tr><th scope="col">{ "Entry" }</th>{ for comparison.lists.iter().map(|list| head(comparison, list)) }</tr>
                    </thead>
                    <tbody>{ for comparison.rows.iter().take(MOST_ROWS).map(row) }</tbody>
                </table>
            </div>
            if more > 0 {
                { remark(&format!("{} more; the command “trustlens compare” prints them all.", words::count(more, "row"))) }
            }
        </div>
    }
}

fn head(comparison: &ListComparison, list: &ComparedList) -> Html {
    let made = match (list.timestamp, list.source) {
        (Some(time), _) => time.for_people(),
        (None, ListSource::Transcript) => "printed".to_owned(),
        (None, ListSource::Binary) => "time not known".to_owned(),
    };
    let same = list.same_file_as.and_then(|input| comparison.list(input));
    html! {
        <th scope="col">
            { link(&Route::Lists(Some((list.input, None))), &list.name) }
            <span class="soft">{ format!("{}, {made}", words::list_kind(list.list)) }</span>
            if let Some(same) = same {
                <span class="soft">{ format!("same file as {}", same.name) }</span>
            }
            if !list.is_whole {
                { marked(Tone::Warning, Glyph::Warning, "not whole") }
            }
        </th>
    }
}

fn entry(row: &ComparedRow) -> Html {
    let tone = match (row.judgement, row.standing) {
        (Judgement::Same, _) | (_, RowStanding::Equal) => Tone::Good,
        (Judgement::Allowed, _) => Tone::Info,
        (judgement, _) => tone(Some(judgement)),
    };
    let judged = if row.judgement <= Judgement::Open {
        format!("{}: {}", row.standing.words(), row.judgement.words())
    } else {
        row.standing.words().to_owned()
    };
    html! {
        <>
            <span>{ span("role", &row.role) }{ row.whose.clone() }</span>
            { marked(tone, tone.into(), judged) }
        </>
    }
}

fn shown(list: &ComparedList, cell: &ComparedCell, differs: bool) -> Html {
    match cell.state {
        CellState::Held => {}
        CellState::Absent | CellState::Empty => return marked(Tone::Warning, Glyph::Absent, cell.state.words()),
        CellState::NotDue | CellState::NotKnown => return span("soft", cell.state.words()),
    }
    let number = cell.serial.as_deref().or(cell.sha1.as_deref()).unwrap_or("there");
    let short: String = number.chars().take(DIGITS).collect();
    let route = Route::Lists(Some((list.input, cell.records.first().copied())));
    let letter = cell.variant.filter(|_| differs).and_then(|variant| LETTERS.get(variant..=variant));
    html! {
        <>
            if let Some(letter) = letter {
                <span class="badge"><span class="visually-hidden">{ "certificate " }</span>{ letter }</span>{ " " }
            }
            <a class="code" href={route.to_string()} title={number.to_owned()}>{ short }</a>
            if cell.records.len() > 1 {
                { titled("soft", "It stands there more than once.", &format!(" {}×", cell.records.len())) }
            }
            if let Some(validity) = &cell.validity {
                <span class="soft">{ validity.clone() }</span>
            }
        </>
    }
}
