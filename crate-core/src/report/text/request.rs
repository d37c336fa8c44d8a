//! Certificate signing requests as text.

use super::super::model::{CertificateSignatureStatus, Report, Request};
use super::wrapped;
use std::fmt::{self, Write};

/// Writes the requests of an input.
pub(super) fn write_requests(report: &Report, input: usize, out: &mut impl Write) -> fmt::Result {
    for request in report.requests.iter().filter(|request| request.input == input) {
        write_request(report, request, out)?;
    }
    Ok(())
}

fn write_request(report: &Report, request: &Request, out: &mut impl Write) -> fmt::Result {
    let subject = if request.subject.is_empty() { "none" } else { &request.subject };
    wrapped(out, "  request    ", subject)?;
    writeln!(out, "    key      {}, {}", request.key.for_people(), request.signature_algorithm)?;
    let verdict = match request.signature {
        CertificateSignatureStatus::Valid => "GOOD",
        CertificateSignatureStatus::Invalid => "BAD",
        CertificateSignatureStatus::IssuerMissing | CertificateSignatureStatus::Unsupported => "NOT VERIFIED",
    };
    wrapped(out, "    signed   ", &format!("{verdict}. {}", request.signature_reason))?;
    write_list(out, "    names    ", &request.subject_alternative_names)?;
    write_list(out, "    usage    ", request.key_usage.as_deref().unwrap_or_default())?;
    write_list(out, "    purposes ", request.extended_key_usage.as_deref().unwrap_or_default())?;
    if let Some(is_ca) = request.is_ca {
        let length = request.path_length.map_or_else(String::new, |length| format!(", path length {length}"));
        writeln!(out, "    CA       {}{length}", if is_ca { "yes" } else { "no" })?;
    }
    for attribute in request.attributes.iter().filter(|attribute| !attribute.text.is_empty()) {
        wrapped(out, "    told     ", &format!("{}: {}", attribute.label, attribute.text))?;
    }
    wrapped(out, "    identity ", &request.identity_reason)?;
    for sha256 in &request.certificates {
        let name = report.certificate(sha256).map_or(sha256.as_str(), |certificate| &certificate.common_name);
        wrapped(out, "    answer   ", &format!("{name}, SHA-256 {sha256}"))?;
    }
    for note in &request.notes {
        wrapped(out, "    note     ", note)?;
    }
    Ok(())
}

fn write_list(out: &mut impl Write, label: &str, items: &[String]) -> fmt::Result {
    if items.is_empty() { Ok(()) } else { wrapped(out, label, &items.join(", ")) }
}
