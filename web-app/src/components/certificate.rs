use super::{Fact, Glyph, ShowMore, WithDetail, copy_button, evidence_link, facts, icon, part, remark, span, tag};
use crate::desk::DeskHandle;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::{Certificate, CertificateDetail, Evidence, Extension, Line};
use trustlens_web::protocol::{Detail, Subject};
use yew::prelude::*;

/// All of a certificate.
pub fn certificate(desk: &DeskHandle, report: &Shared<Snapshot>, sha256: &str) -> Html {
    let Some(certificate) = report.certificate(sha256) else {
        return remark("This certificate is no longer in the case.");
    };
    let (validity_tone, validity) = words::validity(certificate, desk.date(report));
    let (signature_tone, signature) = words::certificate_verdict(certificate);
    let draw = {
        let (desk, algorithm) = (desk.clone(), certificate.signature_algorithm.clone());
        Callback::from(move |detail: Shared<Detail>| match &*detail {
            Detail::Certificate(detail) => all(&desk, detail, &algorithm),
            _ => Html::default(),
        })
    };
    html! {
        <div class="certificate">
            <div class="tag-row">
                { tag(validity_tone, words::sentence(&validity)) }
                { tag(signature_tone, format!("Signature: {}", signature.to_ascii_lowercase())) }
            </div>
            { facts(desk, summary(certificate)) }
            <WithDetail {desk} subject={Subject::Certificate(sha256.to_owned())} {draw} />
            { part("Found in") }
            { places(report, certificate) }
        </div>
    }
}

fn summary(certificate: &Certificate) -> Vec<Fact> {
    let kind = format!("{}: {}", certificate.identity.name(), certificate.identity_reason);
    let mut facts = vec![
        Fact::name("Subject", &certificate.subject),
        Fact::name("Issuer", &certificate.issuer),
        Fact::copyable("Serial number", &certificate.serial),
        Fact::words("Valid from", certificate.not_before.for_people()),
        Fact::words("Valid until", certificate.not_after.for_people()),
        Fact::words("Identity", kind),
    ];
    facts.extend(Fact::maybe("Known to Trustlens", certificate.known_for_people().as_ref()));
    facts.extend([
        Fact::words("Key", certificate.key.for_people()),
        Fact::words("Signature", certificate.signature.reason.clone()),
        Fact::copyable("SHA-256 fingerprint", &certificate.sha256),
        Fact::copyable("SHA-1 fingerprint", &certificate.sha1),
        Fact::copyable("MD5 fingerprint", &certificate.md5),
        Fact::words("Size", words::bytes(certificate.size)),
    ]);
    facts
}

fn all(desk: &DeskHandle, detail: &CertificateDetail, algorithm: &str) -> Html {
    let signature = [Fact::words("Algorithm", algorithm.to_owned()), Fact::code("Value", &detail.signature_value)];
    html! {
        <>
            { facts(desk, uses(detail)) }
            { notes(detail) }
            { part("Public key") }
            { facts(desk, lines(&detail.key)) }
            { part(&words::count(detail.extensions.len(), "extension")) }
            { for detail.extensions.iter().map(|each| extension(desk, each)) }
            { part("Signature") }
            { facts(desk, signature) }
            <div class="heading-row">
                { part("PEM") }
                { copy_button(desk, &detail.pem.clone().into(), "the certificate as PEM", true) }
            </div>
            <pre class="pem" tabindex="0" aria-label="The certificate as PEM">{ &detail.pem }</pre>
        </>
    }
}

/// What the certificate may be used for; the same stands in the extensions, in their words.
fn uses(detail: &CertificateDetail) -> [Fact; 5] {
    let list = |items: &[String]| if items.is_empty() { "none".to_owned() } else { items.join(", ") };
    let or_absent = |items: &Option<Vec<String>>| items.as_deref().map_or_else(|| "not stated".to_owned(), list);
    let authority = match (detail.is_ca, detail.path_length) {
        (None, _) => "not stated".to_owned(),
        (Some(false), _) => "no".to_owned(),
        (Some(true), None) => "yes".to_owned(),
        (Some(true), Some(length)) => format!("yes, path length {length}"),
    };
    [
        Fact::words("Alternative names", list(&detail.subject_alternative_names)),
        Fact::words("Key usage", or_absent(&detail.key_usage)),
        Fact::words("Extended key usage", or_absent(&detail.extended_key_usage)),
        Fact::words("Certificate authority", authority),
        Fact::words("Version", detail.version.to_string()),
    ]
}

fn notes(detail: &CertificateDetail) -> Html {
    if detail.notes.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="notes">
            for note in &detail.notes {
                <li>{ icon(Glyph::Warning) }<span>{ note }</span></li>
            }
        </ul>
    }
}

fn lines(lines: &[Line]) -> Vec<Fact> {
    lines.iter().map(|line| Fact::code(line.label.clone(), &line.text)).collect()
}

fn extension(desk: &DeskHandle, extension: &Extension) -> Html {
    let name = if extension.name == "unknown" { "Unknown extension" } else { &extension.name };
    html! {
        <section class="extension">
            <h4>
                { name }
                { span("code soft", &extension.oid) }
                if extension.critical {
                    { span("badge", "critical") }
                }
            </h4>
            if extension.lines.is_empty() {
                <p class="code">{ &extension.raw }</p>
            } else {
                { facts(desk, lines(&extension.lines)) }
            }
        </section>
    }
}

fn places(report: &Shared<Snapshot>, certificate: &Certificate) -> Html {
    let draw = {
        let (report, places) = (report.clone(), certificate.found_in.clone());
        Callback::from(move |count: usize| {
            let place = |place: &trustlens_core::report::Place| {
                let evidence = Evidence { input: Some(place.input), record: place.record, ..Evidence::default() };
                html! { <li>{ evidence_link(&report, &evidence) }</li> }
            };
            html! { <ul class="links">{ for places[..count].iter().map(place) }</ul> }
        })
    };
    html! { <ShowMore count={certificate.found_in.len()} noun="place" {draw} /> }
}
