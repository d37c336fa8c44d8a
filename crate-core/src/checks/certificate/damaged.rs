//! CRT-09

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder};
use crate::case::evaluation::Evaluation;
use crate::report::{CertificateSignatureStatus as Status, Severity};
use crate::text::hex;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-09",
    severity: Severity::Error,
    title: "A self-signed certificate is signed with its own key",
    meaning: "A self-signed certificate carries its own proof: the key in it opens the signature on it. Where it does not, bytes were changed after signing, or the file was put together from two certificates.",
    symptoms: "Uploads of it are refused; whoever verifies it at all refuses the connection.",
    plan: None,
    remedy: "Download the certificate again from the server that holds it. If the server holds it like this, regenerate it there.",
    source: "RFC 5280, sections 4.2.1.1 and 6.1",
    since: "0.1",
    needs: "a self-signed certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in evaluation.certificates.iter().filter(|judged| judged.entry.certificate.is_self_issued()) {
        let x509 = &judged.entry.certificate;
        let own = x509.subject_key_identifier();
        let named = x509.authority_key_identifier().and_then(|identifier| identifier.key_identifier.as_deref());
        // One that names another key of its own holder was issued when the holder changed keys; it is not self-signed.
        let names_other = matches!((own, named), (Some(own), Some(named)) if own != named);
        if judged.verdict.self_signed && names_other {
            let title = format!("{} names another key than its own", holder(judged));
            let detail = "Its own key opens its signature, but its authority key identifier is that of another key. Programs that build chains by \
                          identifiers will look for a certificate that does not exist.";
            observations.say_as(Severity::Warning, title, detail, evidence(judged)).compare(
                "key identifier",
                [("its own", hex(own.unwrap_or_default())), ("the one it names", hex(named.unwrap_or_default()))],
            );
        } else if judged.verdict.status == Status::Invalid && !names_other {
            let title = format!("{} is damaged", holder(judged));
            observations.say(title, judged.verdict.reason.clone(), evidence(judged));
        }
    }
}
