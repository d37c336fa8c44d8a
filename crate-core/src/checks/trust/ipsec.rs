//! TRU-09

use super::super::stores::{self, Store};
use super::super::{Check, Observations};
use super::any_store;
use crate::case::evaluation::Evaluation;
use crate::case::holdings::Holding;
use crate::plan::Key;
use crate::report::{Identity, Severity};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-09",
    severity: Severity::Warning,
    title: "The IPsec certificate of every node is in ipsec-trust of every node",
    meaning: "The disaster recovery system, up to release 13, encrypts between nodes by their IPsec certificates. Each node looks for those of the others in \
              its ipsec-trust. A certificate that was deleted there, or that was renewed and did not arrive, stops the backup.",
    symptoms: "Backup and restore fail, or a node is missing from them; IPsec between nodes does not come up.",
    plan: Some(Key::Ipsec),
    remedy: "Download ipsec.pem of the node that is missing and upload it to ipsec-trust of the others, then restart DRF Master on the publisher and DRF Local on \
             all nodes.",
    source: "Cisco doc 214231",
    since: "0.1",
    needs: "an IPsec certificate and ipsec-trust",
    wants: &[],
    applies: |evaluation| {
        any_store(evaluation) && evaluation.certificates.iter().any(|judged| judged.identity == Identity::Ipsec)
    },
    run,
};

/// Nodes that are looked at; a cluster has fewer.
const MOST_NODES: usize = 64;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    // Of one that an authority issued, the authority is trusted.
    let own: Vec<&Holding<'_>> = evaluation
        .holdings
        .current(Identity::Ipsec)
        .into_iter()
        .filter(|holding| holding.entry.certificate.is_self_issued())
        .take(MOST_NODES)
        .collect();
    let stores = stores::each(evaluation).into_iter().filter(|store| store.name.eq_ignore_ascii_case("ipsec-trust"));
    for store in stores.take(MOST_NODES) {
        let missing: Vec<&Holding<'_>> = own.iter().copied().filter(|holding| !holds(&store, holding)).collect();
        if missing.is_empty() {
            continue;
        }
        let names: Vec<String> =
            missing.iter().map(|holding| holding.entry.certificate.subject().common_name()).collect();
        let (severity, how) = if store.is_listed {
            (Severity::Warning, "as it is listed")
        } else {
            (Severity::Info, "as far as the case has it")
        };
        let title = format!("{} lacks the IPsec certificate of {}", store.title(), listed_briefly(&names));
        let serials: Vec<String> = missing
            .iter()
            .map(|holding| {
                let x509 = &holding.entry.certificate;
                format!("{} (serial number {})", x509.subject().common_name(), x509.serial_hex())
            })
            .collect();
        let detail = format!("It does, {how}, not hold what the nodes have now: {}.", listed_briefly(&serials));
        let evidence = missing.iter().map(|holding| holding.evidence()).chain(store.evidence()).collect();
        observations.say_as(severity, title, detail, evidence);
    }
}

/// Whether a store holds the certificate, or a file that is called like its node (`cucm-pub.pem`).
fn holds(store: &Store<'_, '_>, holding: &Holding<'_>) -> bool {
    let name = holding.entry.certificate.subject().get("CN").unwrap_or_default().trim();
    let host = name.split('.').next().unwrap_or(name);
    store.holds(holding.entry) || store.has_file(host)
}
