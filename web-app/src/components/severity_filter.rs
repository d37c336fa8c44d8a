use super::icon;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone};
use trustlens_core::report::Severity;
use yew::prelude::*;

/// How many findings there are of each severity. Pressing one chooses it, or lets go of it; then `onchoose` gets
/// what is chosen.
pub fn severity_filter(report: &Snapshot, chosen: Option<Severity>, onchoose: &Callback<Option<Severity>>) -> Html {
    let choice = |severity: Severity| {
        let number = report.count(severity);
        let is_chosen = chosen == Some(severity);
        let onclick = onchoose.reform(move |_: MouseEvent| (!is_chosen).then_some(severity));
        let tone = Tone::from(severity);
        html! {
            <button type="button" class={classes!("count-tile", tone.class(), (number == 0).then_some("none"))}
                aria-pressed={is_chosen.to_string()} disabled={number == 0} {onclick}>
                { icon(tone) }<span>{ words::severity_count(severity, number) }</span>
            </button>
        }
    };
    html! {
        <div class="count-tiles" role="group" aria-label="Show findings by severity">
            { for words::SEVERITIES.map(choice) }
        </div>
    }
}
