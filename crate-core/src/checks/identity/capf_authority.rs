//! ROL-03

use super::super::certificate::evidence;
use super::super::{Check, Fact, Observations};
use super::{any_capf, in_use};
use crate::case::Release;
use crate::case::evaluation::Evaluation;
use crate::formats::certificate::{Certificate, KeyUsageFlag};
use crate::plan::Key;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "ROL-03",
    severity: Severity::Error,
    title: "A CAPF certificate is that of an authority that issues certificates of phones, and no more",
    meaning: "CAPF issues the LSCs of phones, so its certificate must be allowed to: basic constraints CA:TRUE with path length 0, key usage \
              digitalSignature and keyCertSign. From 14SU2 TLS fails without. What self-signed CAPF certificates of earlier releases hold is not \
              documented and differs; an upgrade keeps them as they are.",
    symptoms: "From 14SU2 on phones with LSCs do not register encrypted, and no LSC is issued.",
    plan: Some(Key::Capf),
    remedy: "Regenerate the CAPF certificate, or have its request answered by a template for subordinate authorities with path length 0.",
    source: "Cisco Security Guide 14SU2, Certificate Authority Proxy Function (note), and Certificates, table of key usage",
    since: "0.1",
    needs: "a CAPF certificate",
    wants: &[],
    applies: any_capf,
    run,
};

/// The first release that is known to demand it.
const DEMANDED_FROM: Release = Release::with_update(14, 0, 2);

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let demanded = evaluation.releases.at_least(DEMANDED_FROM);
    for judged in in_use(evaluation, Identity::Capf) {
        let x509 = &judged.entry.certificate;
        let Some((points, contradicts)) = faults(x509) else { continue };
        let (severity, so) = match demanded {
            Some(true) => (Severity::Error, " This release demands it."),
            _ if contradicts || !x509.is_self_issued() => {
                (Severity::Warning, " From 14SU2 TLS fails with it; before, it is not documented what happens.")
            }
            _ => {
                if demanded.is_none() {
                    observations.lack([Fact::Release]);
                }
                (
                    Severity::Info,
                    " Self-signed ones of releases before 14SU2 may be like that; renew it before the upgrade to 14SU2 or later.",
                )
            }
        };
        let title = format!("{} is not all that CAPF needs", x509.subject().common_name());
        observations.say_as(severity, title, format!("{}{so}", points.join(" ")), evidence(judged));
    }
}

/// What a certificate lacks of an authority that issues LSCs, and whether it says the contrary of what is needed instead of nothing.
fn faults(x509: &Certificate) -> Option<(Vec<String>, bool)> {
    let mut points = Vec::new();
    let mut contradicts = false;
    match x509.basic_constraints() {
        None => points.push("It has no basic constraints, which should say CA:TRUE with path length 0.".to_owned()),
        Some(constraints) if !constraints.ca => {
            contradicts = true;
            points.push("Its basic constraints say that it is no authority.".to_owned());
        }
        Some(constraints) => match constraints.path_length {
            Some(0) => {}
            Some(length) => points.push(format!("Its path length is {length}, not 0.")),
            None => points.push("Its basic constraints state no path length; it should be 0.".to_owned()),
        },
    }
    match x509.key_usage() {
        None => points.push("It has no key usage, which should be digitalSignature and keyCertSign.".to_owned()),
        Some(usage) => {
            for flag in [KeyUsageFlag::DigitalSignature, KeyUsageFlag::KeyCertSign] {
                if !usage.contains(flag) {
                    contradicts |= flag == KeyUsageFlag::KeyCertSign;
                    points.push(format!("Its key usage lacks {}.", flag.name()));
                }
            }
        }
    }
    (!points.is_empty()).then_some((points, contradicts))
}
