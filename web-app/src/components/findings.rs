use super::{ShowMore, finding, remark, severity_filter, undecided};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::state::Action;
use yew::prelude::*;

/// All findings that follow from no other, worst first.
pub fn findings(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    let chosen = desk.state.severity;
    let is_shown = |place: &usize| chosen.is_none_or(|chosen| report.findings[*place].severity == chosen);
    let shown: Vec<usize> = report.headlines().filter(is_shown).collect();
    let count = shown.len();
    // The one that the address names is drawn, however many stand before it.
    let named = match desk.state.route {
        Route::Findings(Some(place)) => {
            Some(report.findings.get(place).and_then(|finding| finding.cause).unwrap_or(place))
        }
        _ => None,
    };
    let at_least = shown.iter().position(|place| Some(*place) == named).map_or(0, |place| place + 1);
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |count: usize| {
            let places = shown.iter().take(count);
            html! { <ol class="findings">{ for places.map(|place| finding(&desk, &report, *place)) }</ol> }
        })
    };
    html! {
        <>
            { severity_filter(report, chosen, &desk.tell.reform(Action::SeverityChosen)) }
            if count == 0 {
                { remark("No check has anything to say.") }
            } else {
                <ShowMore {count} noun="finding" {at_least} {draw} />
            }
            { undecided(report) }
        </>
    }
}
