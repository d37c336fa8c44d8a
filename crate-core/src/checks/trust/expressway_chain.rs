//! TRU-06

use super::super::certificate::{evidence, holder};
use super::super::stores;
use super::super::{Check, Observations};
use super::{any_store, expressway};
use crate::case::evaluation::Evaluation;
use crate::report::Severity;
use crate::text::listed;
use crate::verify::chain::{End, Link, chain};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-06",
    severity: Severity::Warning,
    title: "The chain of an Expressway-C is in tomcat-trust and in CallManager-trust",
    meaning: "For registration over Expressway (MRA), the web server and CallManager check the certificate of the Expressway-C, in non-secure mode as well. \
              Every authority above it has to lie in tomcat-trust and in CallManager-trust. A certificate is taken for that of an Expressway-C by the \
              name of its host or file (expc01, exp-c, expressway-c); one with another name is not recognised.",
    symptoms: "Log-in or registration over Expressway fails, while phones in the network work.",
    plan: None,
    remedy: "Upload the authorities above the Expressway-C certificate to tomcat-trust and CallManager-trust on the publisher, and restart Cisco Tomcat, \
             CallManager and TFTP.",
    source: "Cisco doc 225476, traffic server certificate requirements of MRA",
    since: "0.1",
    needs: "the certificate of an Expressway-C, and tomcat-trust or CallManager-trust",
    wants: &[],
    applies: |evaluation| any_store(evaluation) && evaluation.certificates.iter().any(expressway::is_core),
    run,
};

/// Expressways that are looked at: a cluster has at most six peers.
const MOST: usize = 32;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for name in ["tomcat-trust", "CallManager-trust"] {
        let Some(store) = stores::of_cluster(evaluation, name) else { continue };
        for judged in evaluation.certificates.iter().filter(|judged| expressway::is_core(judged)).take(MOST) {
            let way = chain(evaluation, judged);
            // A self-signed certificate is trusted itself; otherwise those above it.
            let own = usize::from(!judged.entry.certificate.is_self_issued());
            let mut missing: Vec<String> = way
                .links
                .iter()
                .skip(own)
                .filter(|link| match link {
                    Link::Case(link) => !store.holds(link.entry),
                    Link::Known(known) => !store.has_name(known.name),
                })
                .map(Link::common_name)
                .collect();
            if let End::Missing { issuer, .. } = &way.end {
                missing.extend((!store.has_name(issuer)).then(|| issuer.clone()));
            }
            if missing.is_empty() {
                continue;
            }
            let (severity, how) = if store.is_listed {
                (Severity::Warning, "as it is listed, does")
            } else {
                (Severity::Info, "as far as the case has it, does")
            };
            let called = holder(judged);
            let title = format!("{name} lacks {}, which {} needs", listed(&missing), called);
            let detail = format!("{name}, {how} not hold it. {called} is taken for an Expressway-C by its name.");
            observations.say_as(
                severity,
                title,
                detail,
                evidence(judged).into_iter().chain(store.evidence()).collect(),
            );
        }
    }
}
