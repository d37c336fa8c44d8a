//! XF-09

use crate::case::evaluation::Evaluation;
use crate::case::facts::Facts;
use crate::case::holdings::Holding;
use crate::checks::{Check, Fact, Observations};
use crate::host_name::is_multi_server;
use crate::report::{Identity, Node, Severity};
use crate::text::listed_briefly;
use std::collections::HashSet;
use std::net::IpAddr;

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-09",
    severity: Severity::Warning,
    title: "Certificates name the node that holds them",
    meaning: "The certificates of CallManager, TVS and Tomcat carry the name of their node. When a node is renamed, CUCM makes the self-signed ones anew; those that an \
              authority signed are lost and have to be asked for again. ITLRecovery stays, and keeps the publisher's old name: that is normal.",
    symptoms: "Browsers, trunks and Expressways that check the name refuse the node; phones that know it by its new name do not find it in their list.",
    plan: None,
    remedy: "If the node was renamed: have the certificate issued for the new name, in mixed mode run \"utils ctl update CTLFile\" on the publisher, then restart TVS and \
             TFTP and reset the phones. If it was not, the file is of another node.",
    source: "Cisco Administration Guide, changing IP address and host name",
    since: "0.1",
    needs: "the certificate of a node whose name is known",
    wants: &[],
    applies: |evaluation| evaluation.holdings.iter().any(|holding| is_named(holding) || is_recovery(holding)),
    run,
};

const KINDS: [Identity; 5] =
    [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Tvs, Identity::Tomcat, Identity::TomcatEcdsa];

/// Whether a certificate should name its node. One of several nodes at once is what CSR-05 looks at.
fn is_named(holding: &Holding<'_>) -> bool {
    holding.is_own && holding.store.is_none() && KINDS.iter().any(|kind| holding.is(*kind)) && !is_shared(holding)
}

fn is_recovery(holding: &Holding<'_>) -> bool {
    holding.is_own && holding.store.is_none() && holding.is(Identity::Itlrecovery)
}

fn is_shared(holding: &Holding<'_>) -> bool {
    holding.entry.certificate.subject().get("CN").is_some_and(is_multi_server)
}

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let nodes = &evaluation.context.nodes;
    let all_known = Fact::Nodes.is_known(evaluation);
    let mut said = HashSet::new();
    let of_kind = KINDS.iter().flat_map(|kind| evaluation.holdings.current(*kind));
    let current: HashSet<&str> = of_kind.map(|holding| holding.entry.sha256.as_str()).collect();
    for holding in evaluation.holdings.iter().filter(|holding| is_named(holding)) {
        let facts = Facts::of_entry(holding.entry);
        // One that names several nodes is of all of them: CSR-05 says whether it lacks one.
        if nodes.iter().filter(|node| facts.names(&node.name)).nth(1).is_some() {
            continue;
        }
        // A node that is known by its address only has no name that could be missing.
        let lacks = match holding.node.as_deref() {
            Some(node) => {
                let node = nodes.iter().find(|other| other.is_called(node));
                node.filter(|node| has_name(node) && !facts.names(&node.name)).map(|node| vec![node.name.as_str()])
            }
            None if all_known && nodes.iter().all(has_name) && !nodes.iter().any(|node| facts.names(&node.name)) => {
                Some(nodes.iter().map(|node| node.name.as_str()).collect())
            }
            None => None,
        };
        let Some(lacks) = lacks else { continue };
        if !said.insert((holding.entry.sha256.as_str(), holding.node.as_deref()))
            || !current.contains(holding.entry.sha256.as_str())
        {
            continue;
        }
        let (title, detail) = match &holding.node {
            Some(node) => (
                format!("The certificate of {} does not name {node}", facts.name),
                format!("{node} holds it, but neither its common name nor its alternative names are this node's."),
            ),
            None => (
                format!("The certificate of {} names none of the nodes", facts.name),
                format!("The nodes that were given are {}; it names none of them.", listed_briefly(&lacks)),
            ),
        };
        observations.say(title, detail, vec![holding.evidence()]);
    }
    if all_known && nodes.iter().all(has_name) {
        recovery(evaluation, nodes, observations);
    }
}

/// A recovery certificate with a name that no node has (any more).
fn recovery(evaluation: &Evaluation<'_>, nodes: &[Node], observations: &mut Observations) {
    for holding in evaluation.holdings.current(Identity::Itlrecovery).into_iter().filter(|one| is_recovery(one)) {
        let facts = Facts::of_entry(holding.entry);
        if nodes.iter().any(|node| facts.names(&node.name)) {
            continue;
        }
        let detail = "No node is called so. After a renaming of the publisher that is normal: ITLRecovery is kept, with the old name in it, so that phones go on trusting it.";
        observations
            .say_as(
                Severity::Info,
                format!("{} bears another name than the nodes", facts.name),
                detail,
                vec![holding.evidence()],
            )
            .advise("Nothing. Do not regenerate ITLRecovery because of its name.");
    }
}

fn has_name(node: &Node) -> bool {
    node.name.parse::<IpAddr>().is_err()
}
