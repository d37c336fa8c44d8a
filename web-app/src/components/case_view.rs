use super::{
    captures, case_actions, certificates, check_reference, cluster_summary, cluster_view, compare, configurations,
    date_control, expiry_view, failures, findings, inputs, lab, listings, logs, navigation, overview, phone, planner,
    plans, requests, services, signed_files, status_bar, trust_lists, unlock,
};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use yew::prelude::*;

/// A case: the views of it, and what can be done with the whole.
pub fn case_view(desk: &DeskHandle) -> Html {
    html! {
        <div class="case">
            <aside class="side" aria-label="Case">
                { navigation(desk) }
                { cluster_summary(desk) }
                { date_control(desk) }
                { case_actions(desk) }
            </aside>
            <main class="view">
                <h1 id="main-heading" tabindex="-1">{ desk.state.route.title() }</h1>
                { status_bar(desk) }
                if matches!(desk.state.route, Route::Overview | Route::Inputs(_)) {
                    { failures(desk) }
                    { for desk.state.snapshot.as_ref().map(|report| unlock(desk, report)) }
                }
                if matches!(desk.state.route, Route::Checks(_)) {
                    { check_reference(desk) }
                } else if matches!(desk.state.route, Route::Lab(_)) {
                    { lab(desk) }
                } else if let Some(report) = &desk.state.snapshot {
                    { view(desk, report) }
                }
            </main>
        </div>
    }
}

fn view(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    match &desk.state.route {
        Route::Overview => overview(desk, report),
        Route::Findings(_) => findings(desk, report),
        Route::Plans(key) => plans(desk, report, key.as_deref()),
        Route::Plan(_) => planner(desk, report),
        Route::Services(id) => services(desk, report, id.as_deref()),
        Route::Lists(_) => trust_lists(desk, report),
        Route::Compare => compare(desk, report),
        Route::SignedFiles(_) => signed_files(desk, report),
        Route::Certificates(_) => certificates(desk, report),
        Route::Expiry => expiry_view(desk, report),
        Route::Requests(_) => requests(desk, report),
        Route::Captures(_) => captures(desk, report),
        Route::Logs(_) => logs(desk, report),
        Route::Listings(_) => listings(desk, report),
        Route::Configurations(_) => configurations(desk, report),
        Route::Inputs(target) => inputs(desk, report, *target),
        Route::Phone(question) => phone(desk, report, question.as_ref()),
        Route::Cluster(_) => cluster_view(desk, report),
        // Drawn before there is a report.
        Route::Checks(_) | Route::Lab(_) => Html::default(),
    }
}
