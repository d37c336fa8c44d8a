//! PHN-03

use super::super::certificate::{all_evidence, evidence};
use super::super::stores;
use super::super::{Check, Observations};
use super::{MOST_NAMED, any_mic, device, devices, subject};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::identity::LAB_MANUFACTURING_CA;
use crate::report::{Identity, Severity};
use crate::verify::chain::{Chain, End, chain};
use std::collections::BTreeMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "PHN-03",
    severity: Severity::Warning,
    title: "A MIC comes from a manufacturing CA of Cisco's that the cluster knows",
    meaning: "A phone proves with its manufacturing installed certificate (MIC) that it is one of Cisco's, above all when CAPF issues its first LSC. CUCM \
              looks for the CA of the MIC in CAPF-trust. Phones built since about 2021 have MICs of CAs that releases before 11.5SU9, 12.5SU4 and 14 do \
              not have. In CallManager-trust Cisco recommends to have no MIC CAs.",
    symptoms: "The phone gets no LSC with authentication by MIC, and does not register encrypted as long as it has none.",
    plan: None,
    remedy: "Upload the CA of the MIC and the root above it, which Cisco publishes, to CAPF-trust and, where phones register with their MIC, to \
             CallManager-trust. A MIC that Cisco's key did not sign is no certificate of a Cisco phone, or was damaged on the way.",
    source: "Cisco field notice FN72302; Cisco Security Guide 14, Certificates",
    since: "0.1",
    needs: "a MIC",
    wants: &[],
    applies: any_mic,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut by_issuer: BTreeMap<String, Vec<&JudgedCertificate<'_>>> = BTreeMap::new();
    for judged in evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Mic) {
        let way = chain(evaluation, judged);
        match fault(&way) {
            Some(reason) if judged.entry.certificate.issuer().get("CN") == Some(LAB_MANUFACTURING_CA) => {
                let title = format!("The MIC of {} was made in a lab", device(judged));
                let detail = format!("{reason} It is good for learning, and for no phone of Cisco's.");
                observations.say_as(Severity::Info, title, detail, evidence(judged)).felt_by("");
            }
            Some(reason) => {
                let title = format!("The MIC of {} does not come from Cisco's CA", device(judged));
                observations.say(title, reason, evidence(judged));
            }
            None => by_issuer.entry(judged.entry.certificate.issuer().common_name()).or_default().push(judged),
        }
    }
    // What CallManager-trust lacks by itself is TRU-05's: Cisco recommends it.
    let Some(store) = stores::of_cluster(evaluation, "CAPF-trust").filter(|store| store.is_listed) else { return };
    for (issuer, group) in by_issuer.iter().filter(|(issuer, _)| !store.has_name(issuer)) {
        let (who, is_one) = subject("MIC", group);
        let verb = if is_one { "comes" } else { "come" };
        let title = format!("{who} {verb} from {issuer}, which CAPF-trust lacks");
        let detail = format!("CAPF-trust, as it is listed, does not name {issuer}. Phones: {}.", devices(group));
        let shown = all_evidence(group.get(..MOST_NAMED).unwrap_or(group));
        observations.say(title, detail, store.evidence().into_iter().chain(shown).collect());
    }
}

/// Why a MIC is not one of Cisco's; none where it is, or where that cannot be told.
fn fault(way: &Chain<'_, '_>) -> Option<String> {
    match &way.end {
        End::DoesNotHold { reason, .. } => Some((*reason).to_owned()),
        End::Root if way.known_root().is_none() => {
            let root = way.links.last()?.common_name();
            Some(format!(
                "Its chain ends at {root}, which is none of the roots of Cisco's that Trustlens knows, whatever it is called."
            ))
        }
        _ => None,
    }
}
