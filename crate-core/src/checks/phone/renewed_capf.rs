//! PHN-07

use super::super::certificate::all_evidence;
use super::super::{Check, Observations};
use super::{MOST_NAMED, any_lsc, devices, lscs, subject};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::{CertificateSignatureStatus as Status, Identity, Severity};
use std::collections::{BTreeMap, HashSet};

pub(in crate::checks) static CHECK: Check = Check {
    id: "PHN-07",
    severity: Severity::Info,
    title: "Servers for 802.1X and VPN know every CAPF that phones have LSCs of",
    meaning: "After CAPF is renewed, old LSCs are valid on, and phones get new ones little by little. A RADIUS server, or an ASA for phone VPN, needs the old \
              and the new CAPF certificate during that time. Phones do not send the chain, so a root above CAPF alone does not help there.",
    symptoms: "Where the new CAPF is unknown, each phone drops out of 802.1X or VPN when it gets its new LSC.",
    plan: None,
    remedy: "Upload the new CAPF certificate to the RADIUS server and the ASA before new LSCs are issued, and leave the old one there and in CallManager-trust \
             and CAPF-trust until the last of its LSCs is replaced.",
    source: "Preferred Architecture for Cisco Collaboration 12.x, Security; Cisco doc 225746",
    since: "0.1",
    needs: "an LSC, the CAPF certificate that issued it, and a newer CAPF certificate",
    wants: &[],
    applies: any_lsc,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let current = evaluation.holdings.current(Identity::Capf);
    let fingerprints: HashSet<&str> = current.iter().map(|holding| holding.entry.sha256.as_str()).collect();
    let newest = current.iter().max_by_key(|holding| holding.entry.certificate.not_before());
    let Some(newest) = newest else { return };
    let mut groups: BTreeMap<usize, Vec<&JudgedCertificate<'_>>> = BTreeMap::new();
    for judged in lscs(evaluation).into_iter().filter(|judged| judged.verdict.status == Status::Valid) {
        if let Some(issuer) = judged.verdict.issuer {
            groups.entry(issuer).or_default().push(judged);
        }
    }
    for (issuer, group) in groups {
        let Some(issuer) = evaluation.certificates.get(issuer) else { continue };
        let (old, new) = (&issuer.entry.certificate, &newest.entry.certificate);
        // Before 14 each node has a CAPF certificate of its own: what one holds now was not renewed.
        let was_renewed = issuer.identity == Identity::Capf
            && !fingerprints.contains(issuer.entry.sha256.as_str())
            && old.not_before() < new.not_before();
        if !was_renewed {
            continue;
        }
        let (who, is_one) = subject("LSC", &group);
        let title = format!("{who} {} of the CAPF before the renewal", if is_one { "is" } else { "are" });
        let detail = format!("Phones: {}.", devices(&group));
        let (old_name, new_name) = (old.subject().common_name(), new.subject().common_name());
        let sides = [(old_name, old.not_before().date()), (new_name, new.not_before().date())];
        let mut shown = all_evidence(&[issuer]);
        shown.push(newest.evidence());
        shown.extend(all_evidence(group.get(..MOST_NAMED).unwrap_or(&group)));
        observations.say(title, detail, shown).compare("CAPF valid from", sides);
    }
}
