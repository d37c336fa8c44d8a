//! What a cluster must be like for a fault.

use crate::lab::description::{CtlSigner, Description, NodeDescription};
use crate::report::{ClusterMode, NodeService};
use crate::timestamp::Timestamp;
use std::fmt;

/// A condition of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Mixed mode: there is a CTL.
    Mixed,
    /// Non-secure mode.
    NonSecure,
    /// At least so many nodes of calls.
    Nodes(usize),
    /// At least so many nodes that run TFTP.
    TftpNodes(usize),
    /// This release or a later one.
    Since(u32, u32),
    /// A release before this one.
    Before(u32, u32),
    /// At least one phone with an LSC.
    Lsc,
    /// At least one phone with a certificate that looks like a MIC.
    Mic,
    /// At least one phone.
    Phone,
    /// No phone with an LSC.
    NoLsc,
    /// An authority issued the certificates of CallManager and Tomcat.
    Authority,
    /// All certificates are self-signed.
    SelfSigned,
    /// The CTL is signed without tokens.
    Tokenless,
    /// The CTL is signed by a token.
    Etoken,
    /// No certificate is of several nodes, other than as the release makes them.
    OneServerCertificates,
    /// One certificate of Tomcat for all nodes.
    MultiServerTomcat,
    /// Keys of an elliptic curve beside those of RSA.
    Elliptic,
    /// Lists without elliptic certificates.
    RsaInLists,
    /// A node of IM and Presence.
    ImPresence,
    /// Judged at this time or later, in seconds since 1970.
    JudgedSince(i64),
    /// Judged before this time, in seconds since 1970.
    JudgedBefore(i64),
}

impl Need {
    /// Whether a cluster meets it.
    #[must_use]
    pub fn is_met(self, description: &Description) -> bool {
        use crate::report::Identity::{Callmanager, Tomcat};
        match self {
            Self::Mixed => description.mode == ClusterMode::Mixed,
            Self::NonSecure => description.mode == ClusterMode::NonSecure,
            Self::Nodes(count) => description.running(NodeService::Tvs).count() >= count,
            Self::TftpNodes(count) => description.running(NodeService::Tftp).count() >= count,
            Self::Since(major, minor) => description.at_least(major, minor),
            Self::Before(major, minor) => !description.at_least(major, minor),
            Self::Lsc => description.phones.count > 0 && description.phones.lsc,
            Self::Mic => description.phones.count > 0 && description.phones.mic,
            Self::Phone => description.phones.count > 0,
            Self::NoLsc => description.phones.count == 0 || !description.phones.lsc,
            Self::Authority => [Callmanager, Tomcat].iter().all(|kind| description.signed_by_authority.contains(kind)),
            Self::SelfSigned => description.signed_by_authority.is_empty(),
            Self::Tokenless => description.ctl_signer == CtlSigner::Tokenless,
            Self::Etoken => description.ctl_signer == CtlSigner::Etoken,
            Self::OneServerCertificates => {
                description.multi_server.iter().all(|kind| *kind != Callmanager && *kind != Tomcat)
            }
            Self::MultiServerTomcat => description.multi_server.contains(&Tomcat),
            Self::Elliptic => description.key.is_elliptic(),
            Self::RsaInLists => !description.elliptic_in_lists,
            Self::ImPresence => description.running(NodeService::ImPresence).next().is_some(),
            Self::JudgedSince(time) => description.judged_at.unix() >= time,
            Self::JudgedBefore(time) => description.judged_at.unix() < time,
        }
    }

    /// The description, changed so that it meets the need.
    #[must_use]
    pub fn meet(self, mut description: Description) -> Description {
        if self.is_met(&description) {
            return description;
        }
        let usual = |release: &str, description: &Description| {
            let healthy = Description::healthy(release, description.mode, description.nodes.len());
            Description { phones: description.phones.clone(), ..healthy }
        };
        match self {
            Self::Mixed => description.mode = ClusterMode::Mixed,
            Self::NonSecure => description.mode = ClusterMode::NonSecure,
            Self::Nodes(count) => {
                description.nodes = Description::healthy(&description.release, description.mode, count).nodes;
            }
            Self::TftpNodes(count) => {
                let nodes = if count > 2 { 5 } else { 2 };
                description.nodes = Description::healthy(&description.release, description.mode, nodes).nodes;
            }
            Self::Since(major, minor) => description = usual(&format!("{major}.{minor}"), &description),
            Self::Before(major, minor) => {
                let earlier = |release: &&&str| !usual(release, &description).at_least(major, minor);
                let release = crate::lab::RELEASES.iter().rev().find(earlier).copied().unwrap_or("8.6");
                description = usual(release, &description);
            }
            Self::Lsc | Self::Mic => {
                description.phones.count = description.phones.count.max(1);
                description.phones.lsc |= self == Self::Lsc;
                description.phones.mic |= self == Self::Mic;
            }
            Self::Phone => description.phones.count = 1,
            Self::NoLsc => description.phones.lsc = false,
            Self::Authority => description = description.signed(),
            Self::SelfSigned => description.signed_by_authority.clear(),
            Self::Tokenless => description.ctl_signer = CtlSigner::Tokenless,
            Self::Etoken => description.ctl_signer = CtlSigner::Etoken,
            Self::OneServerCertificates => {
                use crate::report::Identity::{Callmanager, Tomcat};
                description.multi_server.retain(|kind| *kind != Callmanager && *kind != Tomcat);
            }
            Self::MultiServerTomcat => description.multi_server.push(crate::report::Identity::Tomcat),
            Self::Elliptic => description.key = crate::lab::KeyKind::P384,
            Self::RsaInLists => description.elliptic_in_lists = false,
            Self::ImPresence => {
                description.nodes.push(NodeDescription::new("imp1", "10.0.1.1", &[NodeService::ImPresence]));
            }
            Self::JudgedSince(_) | Self::JudgedBefore(_) => {
                let usual = Description::healthy(&description.release, description.mode, 1);
                (description.made_at, description.judged_at) = (usual.made_at, usual.judged_at);
            }
        }
        description
    }
}

/// What is needed, behind "needs": "mixed mode".
impl fmt::Display for Need {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mixed => formatter.write_str("mixed mode"),
            Self::NonSecure => formatter.write_str("non-secure mode"),
            Self::Nodes(count) => write!(formatter, "at least {count} nodes"),
            Self::TftpNodes(count) => write!(formatter, "at least {count} nodes that run TFTP"),
            Self::Since(major, minor) => write!(formatter, "release {major}.{minor} or later"),
            Self::Before(major, minor) => write!(formatter, "a release before {major}.{minor}"),
            Self::Lsc => formatter.write_str("a phone with an LSC"),
            Self::Mic => formatter.write_str("a phone with a MIC"),
            Self::Phone => formatter.write_str("a phone"),
            Self::NoLsc => formatter.write_str("phones without LSCs"),
            Self::Authority => formatter.write_str("CallManager and Tomcat signed by the authority"),
            Self::SelfSigned => formatter.write_str("self-signed certificates"),
            Self::Tokenless => formatter.write_str("a CTL without tokens"),
            Self::Etoken => formatter.write_str("a CTL signed by a token"),
            Self::OneServerCertificates => {
                formatter.write_str("CallManager and Tomcat certificates of each node alone")
            }
            Self::MultiServerTomcat => formatter.write_str("a multi-server certificate of Tomcat"),
            Self::Elliptic => formatter.write_str("keys of an elliptic curve"),
            Self::RsaInLists => formatter.write_str("lists without elliptic certificates"),
            Self::ImPresence => formatter.write_str("a node of IM and Presence"),
            Self::JudgedSince(time) => {
                write!(formatter, "{} or later as the date to judge by", Timestamp::from_unix(*time).date())
            }
            Self::JudgedBefore(time) => {
                write!(formatter, "a date to judge by before {}", Timestamp::from_unix(*time).date())
            }
        }
    }
}
