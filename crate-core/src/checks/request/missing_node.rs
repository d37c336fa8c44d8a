//! CSR-05

use super::super::{Check, Fact, Observations, input};
use super::{certificate, listed};
use crate::case::evaluation::Evaluation;
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::GeneralName;
use crate::host_name::is_multi_server;
use crate::report::{Evidence, Identity, Node, NodeService, Severity, same_host};
use std::net::IpAddr;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CSR-05",
    severity: Severity::Warning,
    title: "A multi-server certificate, or the request for one, names every node",
    meaning: "A multi-server certificate is made once for the cluster and brought to every node. A node that was added or renamed afterwards is not in it: \
              browsers, trunks and Expressways that check the name then refuse that node.",
    symptoms: "Browsers, trunks and Expressways refuse the node that is not named; others work.",
    plan: None,
    remedy: "Make a new multi-server request on the publisher, which takes up all nodes as they are now, and have it answered. Nodes of IM and Presence \
             belong into it for tomcat and the certificates of IM and Presence alone.",
    source: "Cisco Security Guide 14, Certificates (multi-server certificates)",
    since: "0.1",
    needs: "a certificate or a certificate signing request",
    wants: &[Fact::Nodes],
    applies: |evaluation| {
        let mut requests = evaluation.requests.iter().map(|judged| judged.request.subject_alternative_names());
        let mut certificates =
            evaluation.certificates.iter().map(|judged| judged.entry.certificate.subject_alternative_names());
        requests.any(names_several) || certificates.any(names_several)
    },
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let nodes = &evaluation.context.nodes;
    let concerned = |identity| nodes.iter().filter(|node| is_concerned(identity, node)).collect::<Vec<_>>();
    for judged in &evaluation.requests {
        let names = judged.request.subject_alternative_names();
        if let Some(missing) = missing(judged.request.subject(), names, &concerned(judged.identity)) {
            let title = format!("The request for {} does not name every node", super::called(judged));
            say(observations, title, &missing, vec![input(judged.input.id)]);
        }
    }
    for judged in &evaluation.certificates {
        let x509 = &judged.entry.certificate;
        if let Some(missing) = missing(x509.subject(), x509.subject_alternative_names(), &concerned(judged.identity)) {
            let title = format!("{} does not name every node", x509.subject().common_name());
            say(observations, title, &missing, vec![certificate(judged.entry)]);
        }
    }
}

/// Whether a certificate of this kind can be of a node: those of calls are not of nodes of IM and Presence.
fn is_concerned(identity: Identity, node: &Node) -> bool {
    let of_calls = matches!(identity, Identity::Callmanager | Identity::CallmanagerEcdsa | Identity::Tvs);
    !of_calls || node.runs(NodeService::ImPresence) != Some(true)
}

fn say(observations: &mut Observations, title: String, missing: &[&str], evidence: Vec<Evidence>) {
    let detail = format!("Of the nodes that were given, its alternative names lack {}.", listed(missing));
    observations.say(title, detail, evidence);
}

/// The nodes that the names of a multi-server certificate lack; none when it is no such certificate of this cluster, or lacks none.
///
/// It is one when CUCM named it so (`-ms` at the end of the host), or when it names several nodes. One that names no node at all belongs
/// to another cluster.
fn missing<'a>(subject: &DistinguishedName, names: &[GeneralName], nodes: &[&'a Node]) -> Option<Vec<&'a str>> {
    let common_name = subject.get("CN").unwrap_or_default().trim();
    // A node given by its address is in no such certificate; that says nothing.
    let by_name = nodes.iter().map(|node| node.name.as_str()).filter(|node| node.parse::<IpAddr>().is_err());
    let (covered, missing): (Vec<&str>, Vec<&str>) =
        by_name.partition(|node| names.iter().any(|name| covers(name, node)));
    let is_for_several = is_multi_server(common_name) || covered.len() > 1;
    (is_for_several && !covered.is_empty() && !missing.is_empty()).then_some(missing)
}

/// Whether these are names of several hosts, as a multi-server certificate has them.
fn names_several(names: &[GeneralName]) -> bool {
    names.iter().filter(|name| matches!(name, GeneralName::Dns(_))).nth(1).is_some()
}

/// Whether an alternative name is that of a node; where one of them is without domain, the host alone counts.
fn covers(name: &GeneralName, node: &str) -> bool {
    matches!(name, GeneralName::Dns(name) if same_host(name, node))
}
