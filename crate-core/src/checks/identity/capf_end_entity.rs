//! ROL-04

use super::super::certificate::evidence;
use super::super::{Check, Observations};
use super::{any_capf, in_use};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "ROL-04",
    severity: Severity::Error,
    title: "A CAPF certificate that an authority issued is that of a subordinate authority",
    meaning: "Where the certificate of CAPF comes from an authority, it must be one of a subordinate authority (CA:TRUE). Templates for web servers give an \
              end-entity certificate, under which nobody accepts an LSC.",
    symptoms: "LSCs are not issued, or are refused wherever they are shown: encrypted registration, 802.1X, phone VPN.",
    plan: Some(Key::Capf),
    remedy: "Have the request of CAPF answered by a template for subordinate authorities with path length 0, or go back to a self-signed certificate.",
    source: "RFC 5280 section 6.1.4; Cisco Security Guide 14SU2, Certificate Authority Proxy Function (note)",
    since: "0.1",
    needs: "a CAPF certificate that an authority issued",
    wants: &[],
    applies: any_capf,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in in_use(evaluation, Identity::Capf) {
        let x509 = &judged.entry.certificate;
        if x509.is_self_issued() || x509.is_ca() {
            continue;
        }
        let says = if x509.basic_constraints().is_some() { "say CA:FALSE" } else { "are missing" };
        let title = format!("{} may not issue certificates", x509.subject().common_name());
        let detail = format!("{} issued it, and its basic constraints {says}.", x509.issuer().common_name());
        observations.say(title, detail, evidence(judged));
    }
}
