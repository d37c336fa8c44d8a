use crate::changes;
use crate::desk::Desk;
use crate::route::{Route, Tab};
use crate::snapshot::Snapshot;
use crate::words;
use yew::prelude::*;

/// The ways to the views of a case, with how much is in each.
pub fn navigation(desk: &Desk) -> Html {
    let here = desk.state.route.view();
    let count = |of: fn(&Snapshot) -> usize| desk.state.snapshot.as_ref().map(|report| of(report));
    let entries = [
        (Route::Overview, None),
        (Route::Findings(None), count(|report| report.headlines().count())),
        (Route::Plans(None), count(|report| report.plans.len().max(usize::from(!report.migrations.is_empty())))),
        (Route::Plan(None), None),
        (Route::Lists(None), count(|report| report.trust_lists.len())),
        (Route::Phone(None), None),
        (Route::Compare, count(|report| report.trust_lists.len()).filter(|lists| *lists > 1)),
        (Route::Services(None), None),
        (Route::SignedFiles(None), count(|report| report.signed_files.len())),
        (Route::Certificates(None), count(|report| report.certificates.len())),
        (Route::Expiry, None),
        (Route::Requests(None), count(|report| report.requests.len())),
        (Route::Captures(None), count(|report| report.captures.len())),
        (Route::Logs(None), count(|report| report.logs.len())),
        (Route::Listings(None), count(|report| report.listings.len())),
        (Route::Configurations(None), count(|report| report.configurations.len())),
        (Route::Inputs(None), count(|report| report.inputs.len())),
        (Route::Cluster(None), None),
        (Route::Checks(None), None),
        (Route::Lab(Tab::Make), None),
    ];
    // What few cases hold is only there when it is.
    let is_rare = |route: &Route| {
        matches!(
            route,
            Route::Plans(_)
                | Route::Compare
                | Route::Requests(_)
                | Route::Captures(_)
                | Route::Logs(_)
                | Route::Listings(_)
                | Route::Configurations(_)
        )
    };
    let entries = entries
        .into_iter()
        .filter(|(route, count)| !is_rare(route) || *route == here || count.is_some_and(|count| count > 0))
        // Without a list a phone has nothing to decide by.
        .filter(|(route, _)| {
            *route != Route::Phone(None) || *route == here || count(|report| report.trust_lists.len()) > Some(0)
        });
    // There is nothing to plan with before.
    let can_plan = count(|report| report.trust_lists.len() + report.certificates.len()) > Some(0);
    let entries = entries.filter(|(route, _)| can_plan || !matches!(route, Route::Plan(_)) || *route == here);
    let entry = |(route, count): (Route, Option<usize>)| {
        let is_here = route == here;
        let route = match route {
            Route::Plan(_) => Route::Plan(changes::write(&desk.state.changes)),
            route => route,
        };
        html! {
            <li>
                <a href={route.to_string()} aria-current={is_here.then_some("page")}
                    class={(count == Some(0)).then_some("empty")}>
                    <span>{ route.title() }</span>
                    if let Some(count) = count {
                        <span class="count">{ words::thousands(count as u64) }</span>
                    }
                </a>
            </li>
        }
    };
    html! { <nav id="views" class="views" aria-label="Views"><ul>{ for entries.map(entry) }</ul></nav> }
}
