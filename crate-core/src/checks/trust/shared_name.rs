//! TRU-08

use super::super::{Check, Observations, any_certificate};
use super::MOST_NAMED;
use crate::case::evaluation::Evaluation;
use crate::case::holdings::Holding;
use crate::report::{Evidence, Identity, Severity};
use crate::text::listed_briefly;
use std::collections::HashMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-08",
    severity: Severity::Info,
    title: "Self-signed certificates of CallManager and Tomcat that share a name are known as two",
    meaning: "A node calls its CallManager and its Tomcat certificate alike, which is normal. Where both are self-signed, a peer has to trust each by itself, \
              and the trust list of Expressway cannot hold two certificates of one name (CSCwa12894).",
    symptoms: "With Expressway, TLS to CallManager or to the web server fails, depending on which of the two was uploaded last.",
    plan: None,
    remedy: "Nothing, without Expressway. With it, have both issued by one authority and trust that one, or use the Tomcat certificate for CallManager too \
             (\"Reuse Certificate\", 14 and later).",
    source: "Cisco doc 225476; Cisco bug CSCwa12894",
    since: "0.1",
    needs: "a CallManager and a Tomcat certificate of one node",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let own = |identity| {
        let current = evaluation.holdings.current(identity);
        current.into_iter().filter(|holding| holding.entry.certificate.is_self_issued()).collect::<Vec<_>>()
    };
    let name = |holding: &Holding<'_>| holding.entry.certificate.subject().common_name();
    let tomcats: HashMap<String, &Holding<'_>> =
        own(Identity::Tomcat).into_iter().map(|holding| (name(holding), holding)).collect();
    let mut names = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for holding in own(Identity::Callmanager) {
        let name = name(holding);
        let Some(tomcat) = tomcats.get(&name).filter(|tomcat| tomcat.entry.sha256 != holding.entry.sha256) else {
            continue;
        };
        names.push(name);
        if evidence.len() < MOST_NAMED {
            evidence.extend([holding.evidence(), tomcat.evidence()]);
        }
    }
    if !names.is_empty() {
        let detail = format!("Two different self-signed certificates each are called {}.", listed_briefly(&names));
        observations.say("CallManager and Tomcat have different certificates of one name", detail, evidence);
    }
}
