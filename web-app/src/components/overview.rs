use super::{
    expectations, finding, link, remark, severity_filter, span, tinted, troubled_services, trust_list_card, undecided,
    verdict,
};
use crate::browser;
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::state::Action;
use crate::words::{self, Tone};
use trustlens_core::Timestamp;
use trustlens_core::report::{Certificate, Severity, SignedFile, TrustList};
use yew::prelude::*;

/// How much of each the overview shows before it leads to the view of all.
const FINDINGS: usize = 6;
const VERDICTS: usize = 12;
const LISTS: usize = 4;
const EXPIRIES: usize = 5;

/// The whole case at a glance.
pub fn overview(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    let to_findings = desk.tell.reform(|severity: Option<Severity>| {
        browser::go_to(&Route::Findings(None).to_string());
        Action::SeverityChosen(severity)
    });
    let headlines: Vec<usize> = report.headlines().collect();
    let (findings, lists) = (headlines.len(), report.trust_lists.len());
    html! {
        <div class="overview">
            <section class="glance" aria-labelledby="glance-heading">
                <h2 id="glance-heading" class="visually-hidden">{ "At a glance" }</h2>
                { contents(report) }
                { severity_filter(report, None, &to_findings) }
                { verdicts(report) }
            </section>
            if findings > 0 || !report.undecided.is_empty() {
                <section class="worst" aria-labelledby="worst-heading">
                    <h2 id="worst-heading">{ "Findings, worst first" }</h2>
                    if findings == 0 {
                        { remark("No check has anything to say.") }
                    } else {
                        <ol class="findings">
                            { for headlines.iter().take(FINDINGS).map(|index| finding(desk, report, *index)) }
                        </ol>
                    }
                    { all(findings, FINDINGS, "finding", &Route::Findings(None)) }
                    { undecided(report) }
                </section>
            }
            <div class="beside">
                { expectations(report) }
                { troubled_services(report) }
                { next_to_expire(report, desk.date(report)) }
            </div>
            if lists > 0 {
                <div class="cards lists">
                    { for (0..lists.min(LISTS)).map(|list| trust_list_card(desk, report, list, true)) }
                    { all(lists, LISTS, "trust list", &Route::Lists(None)) }
                </div>
            }
        </div>
    }
}

fn contents(report: &Snapshot) -> Html {
    let links = [
        (report.inputs.len(), "input", Route::Inputs(None)),
        (report.trust_lists.len(), "trust list", Route::Lists(None)),
        (report.signed_files.len(), "signed file", Route::SignedFiles(None)),
        (report.certificates.len(), "certificate", Route::Certificates(None)),
        (report.requests.len(), "request", Route::Requests(None)),
        (report.captures.len(), "capture", Route::Captures(None)),
        (report.logs.len(), "log", Route::Logs(None)),
        (report.listings.len(), "command output", Route::Listings(None)),
        (report.configurations.len(), "phone configuration", Route::Configurations(None)),
    ];
    let link =
        |(number, noun, route): (usize, &str, Route)| (number > 0).then(|| link(&route, &words::count(number, noun)));
    html! { <p class="contents">{ for links.into_iter().filter_map(link) }</p> }
}

fn verdicts(report: &Snapshot) -> Html {
    let item = |route: Route, input: usize, word: (Tone, &'static str), reason: &str| {
        html! { <li>{ verdict(word, reason, link(&route, &report.input_name(input))) }</li> }
    };
    let list = |list: &TrustList| {
        let route = Route::Lists(Some((list.input, None)));
        item(route, list.input, words::list_verdict(list), &list.signature.reason)
    };
    let file = |file: &SignedFile| {
        let route = Route::SignedFiles(Some(file.input));
        item(route, file.input, words::verdict(file.signature.status), &file.signature.reason)
    };
    let lists = report.trust_lists.iter().take(VERDICTS);
    let files = report.signed_files.iter().take(VERDICTS);
    html! {
        <>
            <ul class="verdicts">
                { for lists.map(list) }
                { for files.map(file) }
            </ul>
            { all(report.trust_lists.len(), VERDICTS, "trust list", &Route::Lists(None)) }
            { all(report.signed_files.len(), VERDICTS, "signed file", &Route::SignedFiles(None)) }
        </>
    }
}

fn next_to_expire(report: &Snapshot, at: Timestamp) -> Html {
    let mut next: Vec<&Certificate> = Vec::with_capacity(EXPIRIES + 1);
    for certificate in report.certificates.iter().filter(|certificate| certificate.not_after >= at) {
        let place = next.partition_point(|sooner| sooner.not_after <= certificate.not_after);
        if place < EXPIRIES {
            next.insert(place, certificate);
            next.truncate(EXPIRIES);
        }
    }
    if next.is_empty() {
        return Html::default();
    }
    let item = |certificate: &Certificate| {
        let (tone, text) = words::validity(certificate, at);
        let route = Route::Certificates(Some(certificate.sha256.clone()));
        html! {
            <li>
                { link(&route, &certificate.common_name) }
                { span("soft", &certificate.not_after.date()) }
                { tinted(tone, text) }
            </li>
        }
    };
    html! {
        <section class="next" aria-labelledby="next-heading">
            <h2 id="next-heading">{ "Next to expire" }</h2>
            <ul class="next-list">{ for next.into_iter().map(item) }</ul>
            <p class="more">{ link(&Route::Expiry, "All, by expiry") }</p>
        </section>
    }
}

/// The way to all of them, where not all are shown.
fn all(number: usize, shown: usize, noun: &str, route: &Route) -> Html {
    if number <= shown {
        return Html::default();
    }
    html! { <p class="more">{ link(route, &format!("All {}", words::count(number, noun))) }</p> }
}
