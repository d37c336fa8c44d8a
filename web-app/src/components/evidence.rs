use super::{ShowMore, link, span};
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, thousands};
use trustlens_core::report::Evidence;
use yew::prelude::*;

/// Leads to the very record, certificate or input that something rests on, and opens it.
pub fn evidence_link(report: &Snapshot, evidence: &Evidence) -> Html {
    let words = describe(report, evidence);
    match report.route_to(evidence) {
        Some(route) => link(&route, &words),
        None => span("", &words),
    }
}

/// All that something rests on.
pub fn evidence_list(report: &Shared<Snapshot>, evidence: &[Evidence]) -> Html {
    let count = evidence.len();
    let draw = {
        let (report, evidence) = (report.clone(), evidence.to_vec());
        Callback::from(move |count: usize| {
            let item = |evidence: &Evidence| html! { <li>{ evidence_link(&report, evidence) }</li> };
            html! { <ul class="links">{ for evidence[..count].iter().map(item) }</ul> }
        })
    };
    html! { <ShowMore {count} noun="place" {draw} /> }
}

/// "ITLFile.tlv, record 2 (CCM+TFTP, cucm-pub), byte 404".
fn describe(report: &Snapshot, evidence: &Evidence) -> String {
    let mut parts = Vec::new();
    let certificate = evidence.certificate.as_deref().and_then(|sha256| report.certificate(sha256));
    if let Some(input) = evidence.input {
        parts.push(report.input_name(input));
        if let Some(number) = evidence.record {
            let record = report.record(input, number);
            let name = record.and_then(|record| record.subject.as_deref().or(record.dns_name.as_deref()));
            parts.push(match (record, name) {
                (Some(record), Some(name)) => format!("record {number} ({}, {})", record.role, words::short_name(name)),
                (Some(record), None) => format!("record {number} ({})", record.role),
                (None, _) => format!("record {number}"),
            });
        }
    }
    if evidence.record.is_none()
        && let Some(certificate) = certificate
    {
        parts.push(format!("certificate {}", certificate.common_name));
    }
    parts.extend(evidence.offset.map(|offset| format!("byte {}", thousands(offset))));
    if parts.is_empty() { "the case as a whole".to_owned() } else { parts.join(", ") }
}
