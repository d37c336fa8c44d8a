//! TRU-07

use super::super::certificate::{evidence, holder};
use super::super::{Check, Observations, any_certificate};
use super::expressway;
use crate::case::evaluation::Evaluation;
use crate::case::facts::plain_host;
use crate::case::holdings::Holding;
use crate::plan::Key;
use crate::report::{Evidence, Identity, Severity};
use std::collections::HashMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-07",
    severity: Severity::Warning,
    title: "Where an authority issued the RSA certificate of a service, it issued the ECDSA one too",
    meaning: "Tomcat and CallManager have two certificates each, and the peer chooses. An Expressway from X14.2 on may choose ECDSA. Where only the RSA \
              certificate comes from an authority that the peer trusts, the self-signed ECDSA one is refused, and nobody looks for the reason there.",
    symptoms: "Registration over Expressway breaks after an upgrade of Expressway to X14.2 or later, although no certificate changed.",
    plan: None,
    remedy: "Have the ECDSA certificate issued by the same authority, or upload it to the trust list of Expressway; or take the ECDSA ciphers away from the \
             service.",
    source: "Cisco doc 225476, traffic server certificate requirements of MRA",
    since: "0.1",
    needs: "an RSA and an ECDSA certificate of Tomcat or CallManager",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let has_expressway = evaluation.certificates.iter().any(expressway::is_core);
    for (rsa, ecdsa) in [(Identity::Tomcat, Identity::TomcatEcdsa), (Identity::Callmanager, Identity::CallmanagerEcdsa)]
    {
        let elliptic = evaluation.holdings.current(ecdsa);
        if elliptic.is_empty() {
            continue;
        }
        let rsa = evaluation.holdings.current(rsa);
        let by_host: HashMap<String, &Holding<'_>> = rsa.iter().map(|holding| (host(holding), *holding)).collect();
        for holding in elliptic.iter().filter(|holding| holding.entry.certificate.is_self_issued()) {
            let twin = by_host.get(&host(holding)).filter(|twin| !twin.entry.certificate.is_self_issued());
            let Some(twin) = twin else { continue };
            let place = evaluation.inventory.position(&holding.entry.sha256);
            let Some(judged) = place.and_then(|place| evaluation.certificates.get(place)) else { continue };
            let (severity, so) = if has_expressway {
                (Severity::Warning, "An Expressway is in the case.")
            } else {
                (Severity::Info, "It matters where Expressways are in use; the case has none.")
            };
            let issuer = twin.entry.certificate.issuer().common_name();
            let title = format!("{} is self-signed, and its RSA twin is not", holder(judged));
            let shown: Vec<Evidence> = evidence(judged).into_iter().chain([twin.evidence()]).collect();
            observations
                .say_as(severity, title, format!("{issuer} issued the RSA certificate. {so}"), shown)
                .by_plan(Key::renewing(judged.identity).filter(|_| has_expressway));
        }
    }
}

/// The host that a certificate is of, without what CUCM adds for ECDSA and for several servers.
fn host(holding: &Holding<'_>) -> String {
    plain_host(holding.entry.certificate.subject().get("CN").unwrap_or_default())
}
