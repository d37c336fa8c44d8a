//! EKU-02

use super::super::certificate::{evidence, holder};
use super::super::{Check, Observations, any_certificate};
use super::needs::{needs, role};
use crate::case::evaluation::Evaluation;
use crate::crypto::PublicKey;
use crate::formats::certificate::KeyUsageFlag;
use crate::plan::Key;
use crate::report::{Identity, Severity};
use crate::text::listed;

pub(in crate::checks) static CHECK: Check = Check {
    id: "EKU-02",
    severity: Severity::Warning,
    title: "The authority left the key usage that the role needs",
    meaning: "CUCM asks for digitalSignature and dataEncipherment in the certificates of its services, and Cisco forbids authorities to take \
              dataEncipherment away. Many templates do so all the same. Self-signed certificates are as CUCM makes them, differently in each release, \
              and are not looked at.",
    symptoms: "The upload succeeds, and TLS fails later with some peers: those that look at the key usage.",
    plan: None,
    remedy: "Have the request answered again with a template that grants every key usage that it asks for, and upload that certificate.",
    source: "Cisco Security Guide 14SU2, Certificates, table of key usage; RFC 8813 section 3",
    since: "0.1",
    needs: "a certificate of CallManager, TVS, IPsec or Tomcat that an authority issued",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    use KeyUsageFlag::{DataEncipherment, DigitalSignature};
    for judged in &evaluation.certificates {
        let x509 = &judged.entry.certificate;
        let Some((needed, _)) = needs(judged.identity).filter(|_| judged.identity != Identity::Capf) else { continue };
        let Some(usage) = x509.key_usage().filter(|_| !x509.is_self_issued()) else { continue };
        // Whether keyEncipherment is asked for differs between releases; these two never.
        let missing: Vec<KeyUsageFlag> = [DigitalSignature, DataEncipherment]
            .into_iter()
            .filter(|flag| needed.usage.contains(flag) && !usage.contains(*flag))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let names: Vec<&str> = missing.iter().map(|flag| flag.name()).collect();
        let title = format!("{} lacks {}", holder(judged), listed(&names));
        let issuer = x509.issuer().common_name();
        let mut detail = format!("{issuer} allows {usage} alone; {} needs {}.", role(judged.identity), listed(&names));
        let by_the_rules = missing == [DataEncipherment] && matches!(x509.public_key(), PublicKey::Ec { .. });
        let severity = if by_the_rules {
            detail.push_str(
                " RFC 8813 forbids dataEncipherment for keys on elliptic curves, so authorities that keep to it leave it out, whatever CUCM asks for.",
            );
            Severity::Info
        } else {
            Severity::Warning
        };
        observations.say_as(severity, title, detail, evidence(judged)).by_plan(Key::renewing(judged.identity));
    }
}
