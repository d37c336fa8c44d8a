//! CTL-05

use super::super::{Check, Fact, Observations, input, record};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::case::evaluation::JudgedList;
use crate::expected::{self, Listed};
use crate::report::{Severity, Standing};
use crate::text::listed_briefly;
use std::net::IpAddr;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-05",
    severity: Severity::Warning,
    title: "The CTL holds every CallManager and TFTP node, each with its own certificate",
    meaning: "A secure phone registers with a server, and takes its signed configuration, only if the server's certificate stands in the CTL: \
              one CCM+TFTP record of every node that runs CallManager or TFTP. A node that was added after the CTL had been written is not in \
              it.",
    symptoms: "Secure phones cannot register with the node that is missing, nor fail over to it; they go on to the next in their CallManager \
              group.",
    plan: None,
    remedy: "Run \"utils ctl update CTLFile\" on the publisher (or the CTL client, where tokens sign), restart CallManager and TFTP on every \
              node that runs them, and reset the phones.",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893)",
    since: "0.1",
    needs: "a CTL",
    wants: &[Fact::Nodes],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation) {
        let missing = expected::entries(evaluation, ctl.input.id, CHECK.id, Standing::Missing);
        let nodes: Vec<&str> = missing.filter_map(|entry| entry.node.as_deref()).collect();
        if !nodes.is_empty() {
            let title = format!("{} lacks {}", ctl.input.short_name(), listed_briefly(&nodes));
            let detail = format!(
                "CallManager or TFTP runs there, and no CCM+TFTP record names {}.",
                if nodes.len() == 1 { "it" } else { "them" }
            );
            observations.say(title, detail, vec![input(ctl.input.id)]);
        }
        say_others(evaluation, ctl, observations);
    }
}

/// Records that are called like one node and hold the certificate of another host.
fn say_others(evaluation: &Evaluation<'_>, ctl: &JudgedList<'_>, observations: &mut Observations) {
    let records = expected::records(evaluation, ctl);
    for listed in records.iter().filter(|listed| listed.serves() && is_of_another(listed)) {
        let (node, names) = (listed.host(), &listed.names);
        let title =
            format!("{}: the record of {} holds the certificate of {}", ctl.input.short_name(), node, names.shown());
        let detail = format!(
            "The certificate names {} and not {}, neither as common name nor as alternative name.",
            names.shown(),
            node
        );
        observations.say(title, detail, vec![record(ctl.input.id, listed.number)]);
    }
}

/// Names can be compared only where the certificate is there and the node is called by a host name.
fn is_of_another(listed: &Listed<'_>) -> bool {
    let Some(node) = listed.node else { return false };
    let names = &listed.names;
    let by_name = node.name.parse::<IpAddr>().is_err();
    by_name && names.is_certificate_seen && !names.common_name.is_empty() && !names.certificate_names(node)
}
