use super::{ShowMore, check_link, remark, span, tag};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone, thousands};
use trustlens_core::report::{self, Log, LogLine};
use yew::prelude::*;

/// Every log of the case, with the lines of which something is known.
pub fn logs(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.logs.is_empty() {
        return remark("There is no log in the case.");
    }
    let cards = (0..report.logs.len()).filter_map(|place| card(desk, report, place));
    html! { <div class="cards">{ for cards }</div> }
}

fn card(desk: &DeskHandle, report: &Shared<Snapshot>, place: usize) -> Option<Html> {
    let log = report.logs.get(place)?;
    let id = Route::Logs(Some((log.input, None))).element_id();
    let heading = format!("{id}-heading");
    Some(html! {
        <section key={log.input} class="card" {id} aria-labelledby={heading.clone()} tabindex="-1">
            <h2 id={heading}>{ report.input_name(log.input) }</h2>
            { remark(&summary(report, log)) }
            { lines(desk, report, place, log) }
            if log.more > 0 {
                { remark(&format!("{} more lines of which something is known are not shown.", thousands(log.more))) }
            }
        </section>
    })
}

fn summary(report: &Snapshot, log: &Log) -> String {
    report.input(log.input).map(|input| words::sentence(&input.description)).unwrap_or_default()
}

fn lines(desk: &DeskHandle, report: &Shared<Snapshot>, place: usize, log: &Log) -> Html {
    if log.lines.is_empty() {
        return remark("Nothing is known of any of its lines.");
    }
    let at_least = match desk.state.route {
        Route::Logs(Some((input, Some(offset)))) if input == log.input => {
            log.lines.iter().position(|line| line.offset == offset).map_or(0, |place| place + 1)
        }
        _ => 0,
    };
    let draw = {
        let report = report.clone();
        Callback::from(move |count: usize| {
            let Some(log) = report.logs.get(place) else { return Html::default() };
            html! { <ol class="log-lines">{ for log.lines.iter().take(count).map(|line| item(log.input, line)) }</ol> }
        })
    };
    html! { <ShowMore count={log.lines.len()} noun="line" {at_least} {draw} /> }
}

fn item(input: usize, line: &LogLine) -> Html {
    let (tone, word) = tone(line.tone);
    let id = Route::Logs(Some((input, Some(line.offset)))).element_id();
    let repeated = (line.repeated > 1).then(|| span("badge", &format!("{} times", thousands(line.repeated))));
    html! {
        <li {id} tabindex="-1">
            <p class="log-place">
                { span("soft number", &format!("line {}", thousands(line.line))) }
                { tag(tone, word) }
                { for repeated }
                { for line.check.as_deref().map(check_link) }
            </p>
            <p class="code log-text">{ &line.text }</p>
            <p>{ &line.meaning }</p>
        </li>
    }
}

fn tone(tone: report::Tone) -> (Tone, &'static str) {
    match tone {
        report::Tone::Good => (Tone::Good, "good"),
        report::Tone::Neutral => (Tone::Info, "step"),
        report::Tone::Harmless => (Tone::Info, "harmless"),
        report::Tone::Bad => (Tone::Error, "bad"),
    }
}
