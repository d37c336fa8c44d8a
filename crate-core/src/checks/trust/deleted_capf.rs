//! TRU-04

use super::super::certificate::all_evidence;
use super::super::stores;
use super::super::{Check, Observations};
use super::{MOST_NAMED, any_store};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::identity::phone;
use crate::report::{CertificateSignatureStatus as Status, Identity, Severity};
use crate::text::{count, listed_briefly};
use std::collections::BTreeMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-04",
    severity: Severity::Warning,
    title: "A CAPF stays in CallManager-trust as long as there are LSCs that it issued",
    meaning: "CUCM looks for the CAPF of an LSC in CallManager-trust. When CAPF is renewed, the certificate before it has to stay there until every phone has \
              a new LSC; who deletes it earlier locks the others out.",
    symptoms: "Phones with LSCs of that CAPF do not register encrypted: \"unknown CA\".",
    plan: None,
    remedy: "Upload the CAPF certificate to CallManager-trust and CAPF-trust again, then issue new LSCs, and delete it after the last of them.",
    source: "Cisco doc 200860, Q&A on CUCM phone certificates",
    since: "0.1",
    needs: "an LSC, the CAPF certificate that issued it, and CallManager-trust",
    wants: &[],
    applies: |evaluation| {
        any_store(evaluation) && evaluation.certificates.iter().any(|judged| judged.identity == Identity::Lsc)
    },
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let Some(store) = stores::of_cluster(evaluation, "CallManager-trust") else { return };
    // A folder without any CAPF is not all of it.
    if !store.is_listed && !store.has_capf() {
        return;
    }
    let mut groups: BTreeMap<usize, Vec<&JudgedCertificate<'_>>> = BTreeMap::new();
    for judged in evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Lsc) {
        let is_over = judged.entry.certificate.not_after() < evaluation.at;
        if let Some(issuer) = judged.verdict.issuer.filter(|_| judged.verdict.status == Status::Valid && !is_over) {
            groups.entry(issuer).or_default().push(judged);
        }
    }
    for (issuer, group) in groups {
        let Some(issuer) = evaluation.certificates.get(issuer) else { continue };
        if issuer.identity != Identity::Capf || store.holds(issuer.entry) {
            continue;
        }
        let name = issuer.entry.certificate.subject().common_name();
        let title = format!(
            "{name} is not in CallManager-trust, and {} of it {} there",
            count(group.len(), "LSC"),
            if group.len() == 1 { "is" } else { "are" }
        );
        let phones: Vec<&str> = group.iter().filter_map(|judged| phone(&judged.entry.certificate)).collect();
        let how = if store.is_listed { "as it is listed" } else { "as far as the case has it" };
        let detail = format!("CallManager-trust, {how}, does not hold it. Phones: {}.", listed_briefly(&phones));
        let mut shown = all_evidence(&[issuer]);
        shown.extend(store.evidence());
        shown.extend(all_evidence(group.get(..MOST_NAMED).unwrap_or(&group)));
        observations.say(title, detail, shown);
    }
}
