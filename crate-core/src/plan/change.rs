//! What somebody is about to change.

use crate::report::Identity;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One change of a cluster that touches what phones trust, or what rests on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A certificate of a kind is renewed, of one node or of all that have one.
    Renew {
        /// The kind.
        identity: Identity,
        /// The node; all when absent.
        node: Option<String>,
    },
    /// Whatever signs the ITL now is renewed: ITLRecovery or CallManager, which the case tells.
    RenewSigner,
    /// A node gets another host name: all its self-signed certificates are made anew (Cisco Administration Guide, Change the Hostname).
    Rename {
        /// The node.
        node: String,
    },
    /// A node gets another address. Its certificates stay.
    Readdress {
        /// The node.
        node: String,
    },
    /// From hardware tokens to a tokenless CTL.
    Tokenless,
    /// From mixed to non-secure mode.
    NonSecure,
    /// From non-secure to mixed mode.
    Mixed,
    /// A backup is restored: every certificate made after it is gone. Its date is the one that was given with the cluster.
    Restore,
    /// Phones move to the cluster that a trust list of the case belongs to.
    Migrate {
        /// The input with a list of the cluster that they move to.
        to: usize,
    },
}

/// The kinds of certificates that can be renewed, by the words that people write.
const RENEWABLE: [(&str, Identity); 8] = [
    ("callmanager", Identity::Callmanager),
    ("callmanager-ecdsa", Identity::CallmanagerEcdsa),
    ("capf", Identity::Capf),
    ("tvs", Identity::Tvs),
    ("tomcat", Identity::Tomcat),
    ("tomcat-ecdsa", Identity::TomcatEcdsa),
    ("ipsec", Identity::Ipsec),
    ("itlrecovery", Identity::Itlrecovery),
];

/// What was given is no certificate that can be renewed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{given:?} cannot be renewed; write one of {known}, with @ and a node behind it for that node alone (capf, callmanager@cucm-sub1)"
)]
pub struct ChangeError {
    /// What was given.
    pub given: String,
    /// What could be.
    pub known: String,
}

impl Change {
    /// Reads what is to be renewed: `capf`, `callmanager@cucm-sub1`, `signer`; letter case does not count.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn renew(text: &str) -> Result<Self, ChangeError> {
        let (kind, node) = match text.trim().split_once('@') {
            Some((kind, node)) => (kind.trim(), Some(node.trim().to_owned()).filter(|node| !node.is_empty())),
            None => (text.trim(), None),
        };
        if kind.eq_ignore_ascii_case("signer") && node.is_none() {
            return Ok(Self::RenewSigner);
        }
        let found = RENEWABLE.iter().find(|(word, _)| word.eq_ignore_ascii_case(kind));
        match found {
            Some((_, identity)) => Ok(Self::Renew { identity: *identity, node }),
            None => Err(ChangeError { given: text.trim().to_owned(), known: Self::renewable().join(", ") }),
        }
    }

    /// The words of everything that can be renewed.
    #[must_use]
    pub fn renewable() -> Vec<&'static str> {
        RENEWABLE.iter().map(|(word, _)| *word).chain(["signer"]).collect()
    }
}

impl fmt::Display for Change {
    /// In words, as a heading says it: "Renew CAPF", "Renew CallManager of cucm-sub1".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Renew { identity, node: None } => write!(formatter, "Renew {}", identity.name()),
            Self::Renew { identity, node: Some(node) } => write!(formatter, "Renew {} of {node}", identity.name()),
            Self::RenewSigner => formatter.write_str("Renew the signer of the ITL"),
            Self::Rename { node } => write!(formatter, "Rename {node}"),
            Self::Readdress { node } => write!(formatter, "Give {node} another address"),
            Self::Tokenless => formatter.write_str("Go from hardware tokens to a tokenless CTL"),
            Self::NonSecure => formatter.write_str("Go from mixed to non-secure mode"),
            Self::Mixed => formatter.write_str("Go from non-secure to mixed mode"),
            Self::Restore => formatter.write_str("Restore a backup"),
            Self::Migrate { .. } => formatter.write_str("Move phones to another cluster"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write() {
        let of = |identity, node: Option<&str>| Ok(Change::Renew { identity, node: node.map(str::to_owned) });
        assert_eq!(Change::renew("CAPF"), of(Identity::Capf, None));
        assert_eq!(Change::renew(" callmanager@cucm-sub1 "), of(Identity::Callmanager, Some("cucm-sub1")));
        assert_eq!(Change::renew("signer"), Ok(Change::RenewSigner));
        assert!(Change::renew("capff").unwrap_err().to_string().contains("callmanager-ecdsa"));
    }
}
