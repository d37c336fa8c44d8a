//! Plans: what to do, in which order, with exact commands for the release and mode of the case (domain.md, section 4).

use crate::case::Releases;
use crate::case::evaluation::Evaluation;
use crate::report::{ClusterMode, Finding, Identity, Node, Plan, Severity};

/// The plans of domain.md, section 4.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Renew Tomcat.
    Tomcat,
    /// Renew IPsec.
    Ipsec,
    /// Renew CAPF, or bring a renewed CAPF to the phones.
    Capf,
    /// Renew CallManager, or bring a renewed CallManager to the phones.
    Callmanager,
    /// Renew TVS.
    Tvs,
    /// Renew ITLRecovery, or bring a renewed ITLRecovery to the phones.
    Itlrecovery,
    /// Have phones that reject every list take one again.
    Locked,
    /// Move phones between clusters.
    Migrate,
    /// Take expired certificates out of trust stores.
    ExpiredTrust,
    /// From hardware tokens to a tokenless CTL.
    Tokenless,
    /// From mixed to non-secure mode.
    Nonsecure,
}

impl Key {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Tomcat,
        Self::Ipsec,
        Self::Capf,
        Self::Callmanager,
        Self::Tvs,
        Self::Itlrecovery,
        Self::Locked,
        Self::Migrate,
        Self::ExpiredTrust,
        Self::Tokenless,
        Self::Nonsecure,
    ];

    /// As domain.md names it: `P-CAPF`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tomcat => "P-TOMCAT",
            Self::Ipsec => "P-IPSEC",
            Self::Capf => "P-CAPF",
            Self::Callmanager => "P-CM",
            Self::Tvs => "P-TVS",
            Self::Itlrecovery => "P-ITLREC",
            Self::Locked => "P-LOCKED",
            Self::Migrate => "P-MIGRATE",
            Self::ExpiredTrust => "P-EXPIRED-TRUST",
            Self::Tokenless => "P-TOKENLESS",
            Self::Nonsecure => "P-NONSECURE",
        }
    }

    /// The plan that renews a certificate of this kind, where there is one.
    #[must_use]
    pub fn renewing(identity: Identity) -> Option<Self> {
        Some(match identity {
            Identity::Callmanager | Identity::CallmanagerEcdsa => Self::Callmanager,
            Identity::Capf => Self::Capf,
            Identity::Tvs => Self::Tvs,
            Identity::Tomcat | Identity::TomcatEcdsa => Self::Tomcat,
            Identity::Ipsec => Self::Ipsec,
            Identity::Itlrecovery => Self::Itlrecovery,
            Identity::Etoken => Self::Tokenless,
            Identity::Lsc | Identity::Mic | Identity::CiscoCa | Identity::Other => return None,
        })
    }

    /// The plan with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name().eq_ignore_ascii_case(name))
    }
}

/// What a plan is made for.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// The releases that the cluster may run.
    pub releases: Releases,
    /// The security mode.
    pub mode: ClusterMode,
    /// The nodes, as far as they are known.
    pub nodes: &'a [Node],
    /// Whether the ITL, or the CTL in mixed mode, is signed by a hardware token.
    pub signed_by_token: bool,
    /// Whether the CallManager certificate is the Tomcat certificate (check XF-10).
    pub tomcat_is_callmanager: bool,
    /// Whether phones without Security By Default are known to be there.
    pub phones_without_security_by_default: Option<u32>,
}

/// The plans that findings name, each once, in the order of the findings.
#[must_use]
pub fn of_findings(evaluation: &Evaluation<'_>, findings: &[Finding]) -> Vec<Plan> {
    let situation = Situation::of(evaluation);
    let mut keys: Vec<Key> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.severity < Severity::Info) {
        keys.extend(Key::parse(&finding.remedy).filter(|key| !keys.contains(key)));
    }
    keys.into_iter().filter_map(|key| make(key, &situation)).collect()
}

impl<'a> Situation<'a> {
    /// The situation of a case.
    #[must_use]
    pub fn of(evaluation: &'a Evaluation<'_>) -> Self {
        let context = &evaluation.context;
        let is_token = |sha256: &String| {
            evaluation.certificate(sha256).is_some_and(|certificate| certificate.identity == Identity::Etoken)
        };
        let current = |identity| evaluation.holdings.current(identity);
        let tomcats = current(Identity::Tomcat);
        Self {
            releases: evaluation.releases,
            mode: context.mode,
            nodes: &context.nodes,
            signed_by_token: evaluation.lists.iter().filter_map(|list| list.verdict.certificate.as_ref()).any(is_token),
            tomcat_is_callmanager: current(Identity::Callmanager)
                .iter()
                .any(|one| tomcats.iter().any(|other| one.entry.sha256 == other.entry.sha256)),
            phones_without_security_by_default: context.phones_without_security_by_default,
        }
    }
}

/// The plan for a situation. `None` only as long as it is not written.
#[must_use]
pub fn make(_key: Key, _situation: &Situation<'_>) -> Option<Plan> {
    None
}
