//! EKU-03

use super::super::certificate::{evidence, holder};
use super::super::{Check, Observations, any_certificate};
use super::{allows, named};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "EKU-03",
    severity: Severity::Warning,
    title: "An IPsec certificate is allowed for IPsec",
    meaning: "CUCM asks for serverAuth, clientAuth and ipsecEndSystem (1.3.6.1.5.5.7.3.5) in the request for its IPsec certificate. Templates for web \
              servers leave the last one out, and peers that look at it take no part.",
    symptoms: "IPsec to gateways, and between nodes where it is set up, does not come up.",
    plan: Some(Key::Ipsec),
    remedy: "Have the request answered again with a template that grants ipsecEndSystem.",
    source: "Cisco Security Guide 14SU2, Certificates, table of key usage",
    since: "0.1",
    needs: "an IPsec certificate that an authority issued",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Ipsec) {
        let x509 = &judged.entry.certificate;
        if x509.is_self_issued() || allows(x509, "ipsecEndSystem") != Some(false) {
            continue;
        }
        let title = format!("{} lacks ipsecEndSystem", holder(judged));
        let detail = format!("{} allows {} alone.", x509.issuer().common_name(), named(x509));
        observations.say(title, detail, evidence(judged));
    }
}
