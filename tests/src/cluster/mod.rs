//! Clusters of the [lab](trustlens_core::lab) for tests: with keys from a pool instead of made ones, so that they cost no time, and
//! without errors: what cannot be made is a mistake of the test.
//!
//! ```
//! use trustlens_core::report::{ClusterMode, Identity};
//! use trustlens_tests::cluster::{Cluster, date};
//!
//! let mut cluster = Cluster::healthy("12.5", ClusterMode::Mixed, 3);
//! cluster.renew(Identity::Capf, "cucm-pub", date("2026-06-01"));
//! let (files, settings) = (cluster.files(), cluster.settings());
//! assert!(files.iter().any(|(name, _)| name == "cucm-pub/CAPF.pem"));
//! assert_eq!(settings.release.as_deref(), Some("12.5"));
//! ```
#![allow(clippy::missing_panics_doc, reason = "everything here panics where it cannot make what a test asks for")]

mod article;
mod phones;
mod pool;

pub use article::article;
pub use phones::{lsc, manufacturing_ca, mic};
pub use pool::{Pool, pool_key, pool_pem, pool_size};
pub use trustlens_core::crypto::HashAlgorithm as Hash;
pub use trustlens_core::lab::{
    CertificateDescription, CtlSigner, Description, Embed, FurtherExtension, Key, KeyKind, KeyUsages, ListDescription,
    Made, NodeDescription, RecordDescription, host, name, pem, purpose, serial, usage, years_after,
};

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::lab;
use trustlens_core::report::{ClusterMode, Identity};
use trustlens_core::{Settings, Timestamp};

/// A cluster of the lab.
#[derive(Debug, Clone)]
pub struct Cluster(lab::Cluster);

/// A date such as `2026-11-23`, or with time.
#[must_use]
pub fn date(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A time so many days later; earlier when negative.
#[must_use]
pub fn days_after(time: Timestamp, days: i64) -> Timestamp {
    time.plus_days(days)
}

/// A self-signed certificate without extensions, valid for five years from 2025-03-02 on, with this key.
#[must_use]
#[allow(clippy::needless_pass_by_value, reason = "keys of the pool are made where they are used")]
pub fn described(subject: &str, key: Key) -> CertificateDescription {
    CertificateDescription::new(subject, &key, date("2025-03-02"))
}

/// Makes what a description describes.
pub trait Make {
    /// What is made.
    type Made;

    /// Makes it.
    fn make(self) -> Self::Made;
}

impl Make for Description {
    type Made = Cluster;

    fn make(self) -> Cluster {
        Cluster(self.build(Arc::new(Pool::default())).unwrap_or_else(|error| panic!("{error}")))
    }
}

impl Make for CertificateDescription {
    type Made = Made;

    fn make(self) -> Made {
        self.sign().unwrap_or_else(|error| panic!("{error}"))
    }
}

/// Writes the bytes of a list.
pub trait Encode {
    /// The bytes, signed.
    fn encode(&self) -> Vec<u8>;

    /// The first record with a role.
    fn of_role(&mut self, role: Role) -> &mut RecordDescription;
}

impl Encode for ListDescription {
    fn encode(&self) -> Vec<u8> {
        self.sign().unwrap_or_else(|error| panic!("{error}"))
    }

    fn of_role(&mut self, role: Role) -> &mut RecordDescription {
        self.record(role).unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Deref for Cluster {
    type Target = lab::Cluster;

    fn deref(&self) -> &lab::Cluster {
        &self.0
    }
}

impl DerefMut for Cluster {
    fn deref_mut(&mut self) -> &mut lab::Cluster {
        &mut self.0
    }
}

/// What the lab's cluster does, without errors.
#[allow(missing_docs, reason = "said where the lab's cluster has them")]
impl Cluster {
    #[must_use]
    pub fn healthy(release: &str, mode: ClusterMode, nodes: usize) -> Self {
        Description::healthy(release, mode, nodes).make()
    }

    #[must_use]
    pub fn certificate(&self, identity: Identity, node: &str) -> &Made {
        sure(self.0.certificate(identity, node))
    }

    pub fn renew(&mut self, identity: Identity, node: &str, from: Timestamp) -> Made {
        sure(self.0.renew(identity, node, from))
    }

    pub fn replace(&mut self, identity: Identity, node: &str, made: Made) -> Made {
        sure(self.0.replace(identity, node, made))
    }

    /// Changes the certificate of a node before anything is made of it. The lists are made anew.
    pub fn alter(&mut self, identity: Identity, node: &str, change: impl FnOnce(&mut CertificateDescription)) {
        sure(self.0.alter(identity, node, change));
        self.write_lists(self.description.listed_at());
    }

    pub fn describe(&mut self, identity: Identity, node: &str, from: Timestamp) -> CertificateDescription {
        sure(self.0.describe(identity, node, from))
    }

    pub fn write_lists(&mut self, timestamp: Timestamp) {
        sure(self.0.write_lists(timestamp));
    }

    pub fn write_itl(&mut self, node: &str, timestamp: Timestamp) {
        sure(self.0.write_itl(node, timestamp));
    }

    pub fn write_ctl(&mut self, timestamp: Timestamp) {
        sure(self.0.write_ctl(timestamp));
    }

    pub fn itl(&mut self, node: &str) -> &mut ListDescription {
        sure(self.0.itl(node))
    }

    pub fn ctl(&mut self) -> &mut ListDescription {
        sure(self.0.ctl())
    }

    pub fn ctl_of(&mut self, node: &str) -> &mut ListDescription {
        sure(self.0.ctl_of(node))
    }

    #[must_use]
    pub fn files(&self) -> lab::Files {
        sure(self.0.files())
    }

    #[must_use]
    pub fn list_files(&self) -> lab::Files {
        sure(self.0.list_files())
    }

    #[must_use]
    pub fn settings(&self) -> Settings {
        self.description.settings()
    }

    #[must_use]
    pub fn date_alone(&self) -> Settings {
        self.description.date_alone()
    }
}

fn sure<T>(made: Result<T, lab::LabError>) -> T {
    made.unwrap_or_else(|error| panic!("{error}"))
}
