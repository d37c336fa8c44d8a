use super::{
    Column, DataTable, Fact, Row, certificate, facts, part, record_elements, remark, span, text, tinted, titled,
};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::Timestamp;
use trustlens_core::report::{ListSource, Record, TrustList};
use yew::prelude::*;

const COLUMNS: [(&str, &str); 7] = [
    ("Record", "column-role"),
    ("Subject", "column-name"),
    ("Issuer", "column-issuer"),
    ("Serial", "column-serial"),
    ("Validity", "column-validity"),
    ("Key", "column-key"),
    ("Identity", "column-identity"),
];

/// The records of the trust list at a place of the report. Each opens to all of it.
pub fn record_table(desk: &DeskHandle, report: &Shared<Snapshot>, place: usize) -> Html {
    let Some(list) = report.trust_lists.get(place).filter(|list| !list.records.is_empty()) else {
        return remark("The list has no records.");
    };
    let columns = COLUMNS.map(Column::new).to_vec();
    let label = format!("Records of {}", report.input_name(list.input));
    let count = list.records.len();
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |index: usize| {
            let list = report.trust_lists.get(place)?;
            Some(row(&desk, &report, list, list.records.get(index)?))
        })
    };
    html! { <DataTable {label} {columns} {count} {draw} /> }
}

fn row(desk: &DeskHandle, report: &Shared<Snapshot>, list: &TrustList, record: &Record) -> Row {
    let route = Route::Lists(Some((list.input, Some(record.index))));
    Row {
        id: route.element_id(),
        cells: cells(report, record, desk.date(report)),
        opened: desk.is_open(&route).then(|| opened(desk, report, list, record)),
        toggle: Some(desk.toggle(route)),
        ..Row::default()
    }
}

fn cells(report: &Snapshot, record: &Record, at: Timestamp) -> Vec<Html> {
    let held = record.certificate.as_deref().and_then(|sha256| report.certificate(sha256));
    let name = |name: &Option<String>| match name {
        Some(name) => titled("", name, words::short_name(name)),
        None => span("soft", "–"),
    };
    let issuer = match (&record.issuer, &record.subject) {
        (Some(issuer), Some(subject)) if issuer == subject => span("soft", "itself"),
        (issuer, _) => name(issuer),
    };
    let subject = match (&record.subject, &record.dns_name) {
        (None, Some(dns)) => titled("", "DNS name; the record names no subject", dns),
        (subject, _) => name(subject),
    };
    let validity = match held.map(|held| words::validity(held, at)) {
        Some((tone, text)) => tinted(tone, text),
        None => span("soft", "no certificate"),
    };
    vec![
        html! {
            <>
                <span class="record-number">{ record.index }</span>{ " " }<span class="role">{ &record.role }</span>
                if record.named_as_signer {
                    { span("badge signer", "signer") }
                }
            </>
        },
        subject,
        issuer,
        span("code", record.serial.as_deref().unwrap_or("–")),
        validity,
        held.map_or_else(Html::default, |held| text(&held.key.for_people())),
        held.map_or_else(Html::default, |held| text(held.identity.name())),
    ]
}

fn opened(desk: &DeskHandle, report: &Shared<Snapshot>, list: &TrustList, record: &Record) -> Html {
    html! {
        <div class="record-detail">
            { facts(desk, about(list, record)) }
            if list.source == ListSource::Binary {
                { part("Elements") }
                { record_elements(desk, list.input, record.index) }
            }
            if let Some(sha256) = &record.certificate {
                <h3 class="part">{ "Certificate" }</h3>
                { certificate(desk, report, sha256) }
            }
        </div>
    }
}

fn about(list: &TrustList, record: &Record) -> [Option<Fact>; 9] {
    let role = match record.function {
        Some(code) => format!("{} (FUNCTION {code})", record.role),
        None => record.role.clone(),
    };
    let position = (list.source == ListSource::Binary)
        .then(|| Fact::words("Position", format!("byte {}, {}", record.offset, words::bytes(record.length))));
    [
        Some(Fact::words("Role", role)),
        record
            .named_as_signer
            .then(|| Fact::words("Signer", "The header names this record's certificate as the signer of the list.")),
        Fact::maybe("DNS name", record.dns_name.as_ref()),
        Fact::maybe("IP address", record.ip_address.as_ref()),
        record.subject.as_ref().map(|name| Fact::name("Subject", name)),
        record.issuer.as_ref().map(|name| Fact::name("Issuer", name)),
        record.serial.as_ref().map(|serial| Fact::copyable("Serial number", serial)),
        record.certificate_sha1.as_ref().map(|sha1| Fact::copyable("Certificate SHA-1", sha1)),
        position,
    ]
}
