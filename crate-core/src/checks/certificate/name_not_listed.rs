//! CRT-12

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder};
use crate::case::evaluation::Evaluation;
use crate::formats::certificate::GeneralName;
use crate::host_name::is_multi_server;
use crate::plan::Key;
use crate::report::{Identity, Severity, same_host};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-12",
    severity: Severity::Warning,
    title: "The name of a web server stands among its alternative names",
    meaning: "Browsers look at the alternative names alone. A certificate whose common name is not among them is refused, however well it is signed.",
    symptoms: "Browsers say ERR_CERT_COMMON_NAME_INVALID; agents of contact centres cannot log in.",
    plan: Some(Key::Tomcat),
    remedy: "Make a new request that names the host among the alternative names, and have the authority keep them.",
    source: "Cisco UCCX Solution Certificate Management Guide",
    since: "0.1",
    needs: "the certificate of Tomcat",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let is_web = |identity| matches!(identity, Identity::Tomcat | Identity::TomcatEcdsa);
    for judged in evaluation.certificates.iter().filter(|judged| is_web(judged.identity)) {
        let x509 = &judged.entry.certificate;
        let name = x509.subject().get("CN").unwrap_or_default().trim();
        // A multi-server certificate is called after no host: nobody enters its name.
        let names = x509.subject_alternative_names();
        let is_named = names.iter().any(|one| matches!(one, GeneralName::Dns(one) if same_host(one, name)));
        if name.is_empty() || is_multi_server(name) || is_named {
            continue;
        }
        let detail =
            if names.is_empty() { "It has no alternative names at all." } else { "Its alternative names lack it." };
        // A browser refuses a self-signed certificate anyway, until somebody accepts it.
        let severity = if judged.verdict.self_signed { Severity::Info } else { CHECK.severity };
        let title = format!("{}: the common name is not among the alternative names", holder(judged));
        observations.say_as(severity, title, detail, evidence(judged));
    }
}
