//! Where a step is done.

use super::Situation;
use crate::report::{Node, NodeService};

/// Where a step is done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// The publisher.
    Publisher,
    /// Every node of CUCM, the publisher first.
    EveryNode,
    /// Every node that runs a service of the report's vocabulary, the publisher first.
    Where(NodeService),
    /// As it says.
    At(&'static str),
}

impl Place {
    /// In words, with the nodes that are known.
    pub(super) fn name(self, situation: &Situation<'_>) -> String {
        let words = match self {
            Self::At(place) => return place.to_owned(),
            Self::Publisher => {
                let publisher = situation.nodes.iter().find(|node| node.runs(NodeService::Publisher) == Some(true));
                return publisher.map_or_else(|| "publisher".to_owned(), |node| format!("publisher ({})", node.name));
            }
            Self::EveryNode => "every node, the publisher first".to_owned(),
            Self::Where(service) => format!("every node that runs {}, the publisher first", service.name()),
        };
        let mut nodes: Vec<&Node> = situation.nodes.iter().collect();
        nodes.sort_by_key(|node| node.runs(NodeService::Publisher) != Some(true));
        let named = nodes.into_iter().filter_map(|node| match self.is_at(node) {
            Some(true) => Some(node.name.clone()),
            Some(false) => None,
            None => Some(format!("{} if it runs there", node.name)),
        });
        let named: Vec<String> = named.collect();
        match (named.is_empty(), situation.all_nodes_known) {
            (true, _) => words,
            (false, true) => format!("{words}: {}", named.join(", ")),
            (false, false) => format!("{words}; known of them: {}", named.join(", ")),
        }
    }

    /// Whether it is done on a node; `None` when nothing is known of what runs there. Nodes of IM and Presence run none of it.
    fn is_at(self, node: &Node) -> Option<bool> {
        match self {
            Self::Where(service) => node.runs(service),
            _ => Some(node.runs(NodeService::ImPresence) != Some(true)),
        }
    }
}
