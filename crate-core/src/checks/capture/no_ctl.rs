//! PCAP-02

use super::super::{Check, Observations, input};
use super::{any_capture, captures, enumerate, unique};
use crate::case::evaluation::Evaluation;
use crate::formats::trust_list::{is_list_name, kind_of_name};
use crate::report::{Capture, ClusterMode, ListKind, Severity, Transfer, TransferOutcome};
use std::collections::HashSet;

pub(in crate::checks) static CHECK: Check = Check {
    id: "PCAP-02",
    severity: Severity::Info,
    title: "A CTL that the server does not have",
    meaning: "Every phone asks for CTLSEP….tlv, and some for CTLFile.tlv, before anything else. A cluster that is not in mixed mode has no CTL, and its TFTP \
              service answers \"File not found\", or 404 over HTTP. That is normal and harmless there.",
    symptoms: "In mixed mode: the phone cannot register encrypted.",
    plan: None,
    remedy: "On a cluster that is not in mixed mode nothing is to be done. In mixed mode run \"utils ctl update CTLFile\" on the publisher and restart TFTP on \
             every node that runs it.",
    source: "Cisco doc 118893; domain.md, section 2.5",
    since: "0.1",
    needs: "a network capture",
    wants: &[],
    applies: any_capture,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (capture_input, capture) in captures(evaluation) {
        let clients = without_ctl(capture);
        if clients.is_empty() {
            continue;
        }
        let evidence = vec![input(capture_input.id)];
        let who = enumerate(&clients);
        let title = format!("There is no CTL for {who}");
        let (severity, detail) = match evaluation.context.mode {
            ClusterMode::Mixed => (
                Severity::Warning,
                "The server answered that it has none. This cluster is in mixed mode, where every phone needs the CTL: the phone asked a server that \
                 does not have it.",
            ),
            ClusterMode::NonSecure => (
                CHECK.severity,
                "The server answered that it has none, which is normal: this cluster is not in mixed mode.",
            ),
            ClusterMode::Unknown => (
                CHECK.severity,
                "The server answered that it has none, which is normal on a cluster that is not in mixed mode.",
            ),
        };
        observations.say_as(severity, title, detail, evidence);
    }
}

/// The phones that asked for a CTL and got none.
pub(in crate::checks) fn without_ctl(capture: &Capture) -> Vec<String> {
    let asked = |outcome: TransferOutcome| {
        let is_ctl =
            |transfer: &&Transfer| is_list_name(&transfer.name) && kind_of_name(&transfer.name) == Some(ListKind::Ctl);
        let asked = capture.transfers.iter().filter(is_ctl).filter(move |transfer| transfer.outcome == outcome);
        asked.map(|transfer| transfer.client.as_str())
    };
    let got_one: HashSet<&str> = asked(TransferOutcome::Complete).collect();
    let without = unique(asked(TransferOutcome::NotFound)).into_iter().filter(|client| !got_one.contains(client));
    without.map(str::to_owned).collect()
}
