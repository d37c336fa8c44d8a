//! Plans: what to do, in which order, with exact commands for the release and mode of the case (domain.md, section 4).
//!
//! One file a plan, as data: sentences and steps, each with the situation that it belongs to. What the release, the mode or another fact rules
//! out is left out; what they leave open is printed with its condition before it. A step carries [what it does](effect) to what phones trust, so that
//! [`proposal`] simulates the very steps that are printed.

mod callmanager;
mod capf;
mod change;
mod common;
mod draft;
mod effect;
mod expired_trust;
mod ipsec;
mod itlrecovery;
mod locked;
mod migrate;
mod mixed;
mod nonsecure;
mod place;
pub mod proposal;
mod readdress;
mod rename;
mod restore;
#[cfg(test)]
mod tests;
mod tokenless;
mod tomcat;
mod tvs;
mod when;

pub use change::{Change, ChangeError};

use crate::case::Releases;
use crate::case::evaluation::Evaluation;
use crate::case::holdings::Holding;
use crate::report::{ClusterMode, Finding, Identity, ListKind, Node, Plan, Severity};
use draft::Template;

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
    /// From non-secure to mixed mode.
    Mixed,
    /// Give a node another host name.
    Rename,
    /// Give a node another address.
    Readdress,
    /// Restore a backup.
    Restore,
}

impl Key {
    /// All of them.
    pub const ALL: [Self; 15] = [
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
        Self::Mixed,
        Self::Rename,
        Self::Readdress,
        Self::Restore,
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
            Self::Mixed => "P-MIXED",
            Self::Rename => "P-RENAME",
            Self::Readdress => "P-READDRESS",
            Self::Restore => "P-RESTORE",
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
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The releases that the cluster may run.
    pub releases: Releases,
    /// The security mode.
    pub mode: ClusterMode,
    /// The nodes, as far as they are known.
    pub nodes: &'a [Node],
    /// Whether these are all the nodes: somebody gave them.
    pub all_nodes_known: bool,
    /// Whether hardware tokens sign the CTL; `None` when no CTL in the case tells.
    pub signed_by_token: Option<bool>,
    /// Whether the CallManager certificate is the Tomcat certificate (check XF-10); `None` when the case does not tell.
    pub tomcat_is_callmanager: Option<bool>,
    /// How many phones without Security By Default there are, if somebody said.
    pub phones_without_security_by_default: Option<u32>,
    /// Whether the certificate has been renewed already, and only the lists and the phones have to follow.
    pub renewed: bool,
}

/// Checks that find a list older than the certificate of the server: there is nothing to renew any more.
const RENEWED: &[&str] = &["XF-03", "XF-06", "XF-07", "XF-12"];

/// The plans that findings name, each once, in the order of the findings.
#[must_use]
pub fn of_findings(evaluation: &Evaluation<'_>, findings: &[Finding]) -> Vec<Plan> {
    let situation = Situation::of(evaluation);
    let mut wanted: Vec<(Key, bool)> = Vec::new();
    // What follows from another finding is gone when that one is mended.
    let is_headline = |finding: &&Finding| finding.severity < Severity::Info && finding.cause.is_none();
    for finding in findings.iter().filter(is_headline) {
        let Some(key) = Key::parse(&finding.remedy) else { continue };
        let renewed = RENEWED.contains(&finding.check.as_str());
        match wanted.iter_mut().find(|(known, _)| *known == key) {
            Some((_, all_renewed)) => *all_renewed &= renewed,
            None => wanted.push((key, renewed)),
        }
    }
    wanted.into_iter().map(|(key, renewed)| make(key, &Situation { renewed, ..situation })).collect()
}

impl<'a> Situation<'a> {
    /// The situation of a case, with the certificates still to be renewed.
    #[must_use]
    pub fn of(evaluation: &'a Evaluation<'_>) -> Self {
        let context = &evaluation.context;
        let is_token = |sha256: &str| {
            evaluation.certificate(sha256).is_some_and(|certificate| certificate.identity == Identity::Etoken)
        };
        let ctls = evaluation.lists.iter().filter(|list| list.contents.kind == ListKind::Ctl);
        let signers: Vec<&str> = ctls.filter_map(|list| list.verdict.certificate.as_deref()).collect();
        let current = |identity| evaluation.holdings.current(identity);
        let (call_managers, tomcats) = (current(Identity::Callmanager), current(Identity::Tomcat));
        let both_known = !call_managers.is_empty() && !tomcats.is_empty();
        let is_tomcat = |one: &&Holding<'_>| tomcats.iter().any(|tomcat| tomcat.entry.sha256 == one.entry.sha256);
        Self {
            releases: evaluation.releases,
            mode: context.mode,
            nodes: &context.nodes,
            all_nodes_known: !context.nodes.is_empty() && !context.inferred.iter().any(|field| field == "nodes"),
            signed_by_token: (!signers.is_empty()).then(|| signers.into_iter().any(is_token)),
            tomcat_is_callmanager: both_known.then(|| call_managers.iter().any(is_tomcat)),
            phones_without_security_by_default: context.phones_without_security_by_default,
            renewed: false,
        }
    }

    /// What the plan rests on, and what to look up first where a fact is missing.
    fn basis(&self) -> String {
        let mode = match self.mode {
            ClusterMode::Mixed => Some("mixed mode"),
            ClusterMode::NonSecure => Some("non-secure mode"),
            ClusterMode::Unknown => None,
        };
        let release = self.releases.is_known().then(|| format!("release {}", self.releases));
        let known: Vec<&str> = release.as_deref().into_iter().chain(mode).collect();
        let mut basis = if known.is_empty() {
            "Nothing is known of the cluster.".to_owned()
        } else {
            format!("Made for {}.", known.join(", "))
        };
        if release.is_none() {
            basis.push_str(
                " Look up the release first (\"show version active\"), and take the steps that are marked for it.",
            );
        }
        if mode.is_none() {
            basis.push_str(
                " Look up the security mode first (ClusterSecurityMode, below: 0 is non-secure, 1 is mixed), and take the steps that are \
                 marked for it.",
            );
        }
        basis
    }
}

/// The plan for a situation.
#[must_use]
pub fn make(key: Key, situation: &Situation<'_>) -> Plan {
    let template = template(key);
    let title = if situation.renewed { template.title_renewed } else { template.title };
    Plan {
        key: key.name().to_owned(),
        title: title.to_owned(),
        basis: situation.basis(),
        affected: draft::sentences(template.affected, situation).join(" "),
        before: draft::steps(template.before, situation),
        steps: draft::steps(template.steps, situation),
        verify: draft::steps(template.verify, situation),
        way_back: draft::sentences(template.way_back, situation).join(" "),
        not_next: template.not_next.iter().flat_map(|part| draft::sentences(part, situation)).collect(),
        source: template.source.to_owned(),
    }
}

/// The plan for a situation, and for each of its steps what it does to what phones trust.
fn make_with_effects(
    key: Key,
    situation: &Situation<'_>,
    assumed: &Situation<'_>,
) -> (Plan, Vec<&'static [effect::Effect]>) {
    (make(key, situation), draft::effects(template(key).steps, situation, assumed))
}

fn template(key: Key) -> &'static Template {
    match key {
        Key::Tomcat => &tomcat::PLAN,
        Key::Ipsec => &ipsec::PLAN,
        Key::Capf => &capf::PLAN,
        Key::Callmanager => &callmanager::PLAN,
        Key::Tvs => &tvs::PLAN,
        Key::Itlrecovery => &itlrecovery::PLAN,
        Key::Locked => &locked::PLAN,
        Key::Migrate => &migrate::PLAN,
        Key::ExpiredTrust => &expired_trust::PLAN,
        Key::Tokenless => &tokenless::PLAN,
        Key::Nonsecure => &nonsecure::PLAN,
        Key::Mixed => &mixed::PLAN,
        Key::Rename => &rename::PLAN,
        Key::Readdress => &readdress::PLAN,
        Key::Restore => &restore::PLAN,
    }
}
