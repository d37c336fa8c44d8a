//! CRT-17

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, holder};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::{Identity, Severity};
use std::collections::BTreeMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-17",
    severity: Severity::Warning,
    title: "Certificates for a trust store have names of their own",
    meaning: "A trust store of CUCM holds one certificate of a name: a newer one replaces the older, an older one is refused, and the twins of an authority with SHA-1 and SHA-256 cannot stand side by side.",
    symptoms: "An upload is refused, or silently replaces the certificate that others still need.",
    plan: None,
    remedy: "Upload only the one that issued what is in use. Where both are needed, ask the authority for a certificate under another name.",
    source: "Cisco Security Guide 14, Certificates",
    since: "0.1",
    needs: "two certificates of authorities with one name",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut groups: BTreeMap<&[u8], Vec<&JudgedCertificate<'_>>> = BTreeMap::new();
    for judged in &evaluation.certificates {
        let x509 = &judged.entry.certificate;
        // What already lies in a store is TRU-03's; Cisco's own are known.
        let is_loose = !evaluation.holdings.is_stored(&judged.entry.sha256);
        if is_loose && x509.is_ca() && judged.known.is_none() && judged.identity == Identity::Other {
            groups.entry(x509.subject_der()).or_default().push(judged);
        }
    }
    let groups = groups.into_values().filter(|group| group.len() > 1);
    for mut group in groups {
        group.sort_by_key(|judged| judged.entry.certificate.not_before());
        let Some(newest) = group.last() else { continue };
        let title = format!("{} certificates are called {}", group.len(), holder(newest));
        let detail = format!(
            "A trust store takes one of them; the one that is valid from {} would replace the others.",
            newest.entry.certificate.not_before().date()
        );
        let rows: Vec<(String, String)> = group
            .iter()
            .map(|judged| {
                let x509 = &judged.entry.certificate;
                (
                    format!("valid from {}", x509.not_before().date()),
                    format!("serial {}, {}", x509.serial_hex(), x509.signature_algorithm().name()),
                )
            })
            .collect();
        observations.say(title, detail, all_evidence(&group)).compare("certificate", rows);
    }
}
