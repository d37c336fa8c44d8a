//! Whether a record holds another certificate than the server holds now.

use super::listed::Listed;
use crate::case::evaluation::Evaluation;
use crate::case::holdings::Holding;
use crate::report::{Identity, NodeService};
use std::collections::HashMap;

/// What the servers hold now, by kind.
pub(super) struct Held<'a, 'case> {
    kinds: HashMap<Identity, Vec<&'a Holding<'case>>>,
    publisher: Option<&'a str>,
}

impl<'a, 'case> Held<'a, 'case> {
    pub(super) fn of(evaluation: &'a Evaluation<'case>) -> Self {
        let kinds =
            [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Capf, Identity::Itlrecovery, Identity::Tvs];
        let publisher = evaluation.context.nodes.iter().find(|node| node.runs(NodeService::Publisher) == Some(true));
        Self {
            kinds: kinds.into_iter().map(|kind| (kind, evaluation.holdings.current(kind))).collect(),
            publisher: publisher.map(|node| node.name.as_str()),
        }
    }

    /// Whether it is surely another one: the same node holds another certificate of this kind, and nobody holds this one.
    pub(super) fn replaced(&self, listed: &Listed<'_>) -> bool {
        let Some(held) = self.kinds.get(&listed.identity) else { return false };
        let Some(subject) = &listed.subject else { return false };
        if held.iter().any(|held| held.entry.sha256 == listed.certificate) {
            return false;
        }
        let is_rival = |held: &&&Holding<'_>| match (listed.identity, self.publisher) {
            // The name of CAPF tells nothing of its node.
            (Identity::Capf, Some(publisher)) if held.is_of(publisher) => true,
            _ => {
                let of_node = listed.node.is_none_or(|node| held.node.is_none() || held.is_of(&node.name));
                of_node && held.entry.certificate.subject().matches(subject)
            }
        };
        held.iter().filter(|held| held.is_own).any(|held| is_rival(&held))
    }
}

/// The check that speaks of a stale record.
pub(super) fn check(identity: Identity) -> Option<&'static str> {
    Some(match identity {
        Identity::Capf => "XF-03",
        Identity::Itlrecovery => "XF-06",
        Identity::Callmanager | Identity::CallmanagerEcdsa => "XF-07",
        _ => return None,
    })
}
