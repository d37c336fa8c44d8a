//! Faults by name: what can be broken on purpose.
//!
//! A [`Fault`] belongs to one check of the catalogue: the report on a sound cluster with it has a finding of that check, and no other
//! above info but those that the fault says it [brings](Fault::brings). One file holds the faults of a family of checks; a further fault
//! is one entry there.

mod capture;
mod certificate;
mod common;
mod cross;
mod ctl;
mod format;
mod itl;
mod need;
mod phone;
mod planning;
mod request;
mod role;
mod signature;
mod simulation;
mod text;
mod trust;
mod usage;

pub use need::Need;

use super::Files;
use super::cluster::Cluster;
use super::description::Description;
use super::error::LabError;
use std::fmt;

/// One fault.
#[derive(Debug)]
pub struct Fault {
    /// Its name in descriptions and on the command line: `capf-renewed-after-the-ctl`.
    pub name: &'static str,
    /// The id of the check that it provokes.
    pub check: &'static str,
    /// The name for people: "CAPF renewed after the CTL".
    pub title: &'static str,
    /// What was done to the cluster, and how people would notice, in a sentence or two.
    pub about: &'static str,
    /// What the cluster must be like.
    pub needs: &'static [Need],
    /// What it changes: two faults that change the same thing cannot be combined.
    pub changes: &'static [Part],
    /// The checks that necessarily speak above info too, because they are about the same thing.
    pub brings: &'static [&'static str],
    /// What it does.
    pub act: Act,
}

/// What a fault does, and when.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    /// Before anything is made.
    Description(fn(&mut Description)),
    /// When servers have their certificates; phones get theirs and lists are written afterwards.
    Certificates(fn(&mut Cluster) -> Result<(), LabError>),
    /// When lists have been written, and before they are signed: a renewal here leaves them stale.
    Lists(fn(&mut Cluster) -> Result<(), LabError>),
    /// When all files have been written.
    Files(fn(&Cluster, &mut Files) -> Result<(), LabError>),
}

/// A part of a cluster that a fault changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Part {
    Itl,
    Ctl,
    ListOptions,
    Callmanager,
    Capf,
    Tvs,
    Tomcat,
    Ipsec,
    Itlrecovery,
    TrustStores,
    Phones,
    Configurations,
    Requests,
    Bundles,
    Expressway,
    ImPresence,
    Transcripts,
    Logs,
    Captures,
    Backup,
}

/// In words: "the ITL".
impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Itl => "the ITL",
            Self::Ctl => "the CTL",
            Self::ListOptions => "how lists are written",
            Self::Callmanager => "certificates of CallManager",
            Self::Capf => "certificates of CAPF",
            Self::Tvs => "certificates of TVS",
            Self::Tomcat => "certificates of Tomcat",
            Self::Ipsec => "certificates of IPsec",
            Self::Itlrecovery => "certificates of ITLRecovery",
            Self::ImPresence => "certificates of IM and Presence",
            Self::TrustStores => "trust stores",
            Self::Phones => "phones",
            Self::Configurations => "configurations",
            Self::Requests => "certificate signing requests",
            Self::Bundles => "bundles of certificates",
            Self::Expressway => "certificates of Expressway",
            Self::Transcripts => "transcripts",
            Self::Logs => "logs",
            Self::Captures => "captures",
            Self::Backup => "the date of the backup",
        })
    }
}

impl Fault {
    /// Whether it changes something that another fault changes too: then the two cannot be combined.
    #[must_use]
    pub fn collides_with(&self, other: &Self) -> bool {
        other.changes.iter().any(|part| self.changes.contains(part))
    }

    /// Whether a cluster can have it.
    ///
    /// # Errors
    /// Everything that is missing.
    pub fn fits(&self, description: &Description) -> Result<(), LabError> {
        let missing = self.needs.iter().filter(|need| !need.is_met(description));
        let missing: Vec<String> = missing.map(ToString::to_string).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(LabError::FaultDoesNotFit { fault: self.name, needs: missing.join(" and ") })
    }

    /// The usual cluster, changed as far as the fault needs it, with the fault.
    #[must_use]
    pub fn example(&self) -> Description {
        let mut description =
            self.needs.iter().fold(Description::default(), |description, need| need.meet(description));
        description.faults = vec![self.name.to_owned()];
        description
    }

    pub(super) fn change_description(&self, description: &mut Description) {
        if let Act::Description(change) = self.act {
            change(description);
        }
    }

    pub(super) fn change_certificates(&self, cluster: &mut Cluster) -> Result<(), LabError> {
        if let Act::Certificates(change) = self.act { change(cluster) } else { Ok(()) }
    }

    pub(super) fn change_lists(&self, cluster: &mut Cluster) -> Result<(), LabError> {
        if let Act::Lists(change) = self.act { change(cluster) } else { Ok(()) }
    }

    pub(super) fn change_files(&self, cluster: &Cluster, files: &mut Files) -> Result<(), LabError> {
        if let Act::Files(change) = self.act { change(cluster, files) } else { Ok(()) }
    }
}

/// Every fault, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    [
        format::FAULTS,
        signature::FAULTS,
        itl::FAULTS,
        ctl::FAULTS,
        cross::FAULTS,
        simulation::FAULTS,
        certificate::FAULTS,
        usage::FAULTS,
        role::FAULTS,
        phone::FAULTS,
        trust::FAULTS,
        request::FAULTS,
        text::FAULTS,
        capture::FAULTS,
        planning::FAULTS,
    ]
    .into_iter()
    .flatten()
}

/// The fault with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Fault> {
    all().find(|fault| fault.name == name)
}

/// The faults that a description names.
pub(super) fn chosen(description: &Description) -> Result<Vec<&'static Fault>, LabError> {
    let mut chosen: Vec<&'static Fault> = Vec::new();
    for name in &description.faults {
        let fault = find(name).ok_or_else(|| LabError::NoFault(name.clone()))?;
        fault.fits(description)?;
        if let Some(other) = chosen.iter().find(|other| fault.collides_with(other)) {
            return Err(LabError::FaultsCollide(other.name, fault.name));
        }
        chosen.push(fault);
    }
    Ok(chosen)
}
