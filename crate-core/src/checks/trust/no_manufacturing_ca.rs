//! TRU-05

use super::super::stores;
use super::super::{Check, Observations};
use super::any_store;
use crate::case::evaluation::Evaluation;
use crate::case::known_cisco::{Kind, TABLE};
use crate::report::Severity;
use crate::text::listed;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-05",
    severity: Severity::Info,
    title: "CallManager-trust has Cisco's manufacturing CAs, or has them not on purpose",
    meaning: "Cisco recommends to delete its manufacturing CAs from CallManager-trust, so that phones register with an LSC only, and to keep them in \
              CAPF-trust for the first LSC. Without them a phone that has its MIC alone does not register encrypted. Phones built since about 2021 have \
              MICs of two newer CAs, which releases before 11.5SU9, 12.5SU4 and 14 do not bring.",
    symptoms: "Phones without LSC, or those with MICs of a CA that is missing, do not register encrypted.",
    plan: None,
    remedy: "Nothing, where all phones have LSCs. Otherwise install LSCs, or upload the CA that the phones need.",
    source: "Cisco Security Guide 14, Certificates; Cisco field notice FN72302",
    since: "0.1",
    needs: "a listing of CallManager-trust",
    wants: &[],
    applies: any_store,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let Some(store) = stores::of_cluster(evaluation, "CallManager-trust").filter(|store| store.is_listed) else {
        return;
    };
    // CAP-RTP-001 and -002 were taken out of current releases.
    let issuing =
        TABLE.iter().filter(|known| known.kind == Kind::ManufacturingCa && !known.name.starts_with("CAP-RTP"));
    let (there, missing): (Vec<&str>, Vec<&str>) =
        issuing.map(|known| known.name).partition(|name| store.has_name(name));
    if missing.is_empty() {
        return;
    }
    let (title, so) = if there.is_empty() {
        (
            "CallManager-trust holds no manufacturing CA of Cisco's",
            "That is as Cisco recommends, as long as every phone has an LSC.",
        )
    } else {
        (
            "CallManager-trust lacks some of Cisco's manufacturing CAs",
            "Phones whose MIC comes from these need an LSC for encrypted registration.",
        )
    };
    observations.say(title, format!("The listing does not name {}. {so}", listed(&missing)), store.evidence());
}
