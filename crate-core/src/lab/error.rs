//! Why a cluster cannot be made.

use super::key::KeyKind;
use super::key_source::KeyWish;
use crate::formats::tlv::TooLong;
use crate::report::{Identity, ListKind};

/// Why the lab cannot make something; each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabError {
    /// The description contradicts itself, or asks for what there is not.
    #[error("{field}: {reason}")]
    Description {
        /// The field: `nodes[2].address`.
        field: String,
        /// What is wrong with it, and what may stand there.
        reason: String,
    },
    /// There is no such node.
    #[error("the cluster has no node {0}: name one of its nodes")]
    NoNode(String),
    /// A node holds no such certificate.
    #[error("{node} has no {} certificate in this release", .identity.name())]
    NoCertificate {
        /// The kind.
        identity: Identity,
        /// The node.
        node: String,
    },
    /// There is no such list.
    #[error("there is no {} of {node}: a CTL needs mixed mode, an ITL a node that runs TFTP", if *.kind == ListKind::Ctl { "CTL" } else { "ITL" })]
    NoList {
        /// ITL or CTL.
        kind: ListKind,
        /// The node.
        node: String,
    },
    /// A list has no record with this role.
    #[error("the list has no record with the role {0}")]
    NoRecord(String),
    /// No file is called so.
    #[error("no file of this cluster is called {0}")]
    NoFile(String),
    /// A value is too long for its element.
    #[error("{0}: make it shorter")]
    TooLong(#[from] TooLong),
    /// Something cannot be written as X.509.
    #[error("{what} cannot be written as a certificate or request: {reason}")]
    Encoding {
        /// Which part.
        what: &'static str,
        /// What the encoder says.
        reason: String,
    },
    /// A key could not be made.
    #[error("the key for {wish} could not be made: {reason}")]
    KeyNotMade {
        /// Which.
        wish: KeyWish,
        /// Why.
        reason: String,
    },
    /// A private key cannot be read.
    #[error("the private key cannot be read: {0}")]
    KeyUnreadable(String),
    /// A key cannot sign what it is to sign.
    #[error("a key of the kind {} cannot sign this: {reason}", .kind.name())]
    CannotSign {
        /// Its kind.
        kind: KeyKind,
        /// Why.
        reason: &'static str,
    },
    /// A file cannot be packed.
    #[error("{} cannot be packed: {reason}", crate::text::visible(.name))]
    NotPacked {
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// There is no fault with this name.
    #[error("there is no fault called {0}: `trustlens lab faults` lists them")]
    NoFault(String),
    /// A fault does not fit the cluster.
    #[error("the fault {fault} needs {needs}")]
    FaultDoesNotFit {
        /// Its name.
        fault: &'static str,
        /// What is missing: "mixed mode".
        needs: String,
    },
    /// Two faults change the same thing.
    #[error("the faults {0} and {1} change the same thing: choose one of them")]
    FaultsCollide(&'static str, &'static str),
}

impl LabError {
    /// Something about a field of the description.
    pub(super) fn field(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Description { field: field.into(), reason: reason.into() }
    }

    /// What the encoder says of a part.
    pub(super) fn encoding(what: &'static str) -> impl Fn(x509_cert::der::Error) -> Self {
        move |error| Self::Encoding { what, reason: error.to_string() }
    }
}
