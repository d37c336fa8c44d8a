//! The lab: makes whole clusters for teaching and testing – certificates, trust lists, configurations, what the command line prints of
//! them – sound, or broken on purpose.
//!
//! Nothing made here is good for production: the keys may come from a seed that others know.
//!
//! A [`Description`] says what a cluster is like. [`make`] makes it of keys that a [`KeySource`] gives, applies the
//! [faults](faults::Fault) that the description names, and writes its files. The same description and keys give the same bytes.
//!
//! ```
//! use std::sync::Arc;
//! use trustlens_core::lab::{self, Description, Seeded};
//!
//! let description = Description::from_toml("release = \"12.5\"\nnodes = 1\nkey = \"rsa-1024\"")?;
//! let made = lab::make(&description, Arc::new(Seeded::new(b"a course")))?;
//! assert!(made.files.iter().any(|(name, _)| name == "cucm-pub/ITLFile.tlv"));
//! # Ok::<(), lab::LabError>(())
//! ```

mod archive;
mod calendar;
pub mod capture;
mod certificate;
mod cluster;
pub mod configuration;
mod contents;
mod description;
pub mod edit;
mod error;
pub mod faults;
mod files;
mod key;
mod key_source;
mod list;
mod listed;
pub mod name;
pub mod own_keys;
pub mod phone_log;
mod phones;
mod servers;
pub mod transcript;

pub use archive::{is_within, zip};
pub use certificate::{CertificateDescription, FurtherExtension, KeyUsages, Made, pem, purpose, usage, years_after};
pub use cluster::{Cluster, PhoneMade};
pub use description::{
    CtlSigner, Description, ListOptions, MOST_NODES, MOST_PHONES, NodeDescription, Overrides, PhoneOptions, RELEASES,
    host,
};
pub use error::LabError;
pub use files::WARNING;
pub use key::{Key, KeyKind, PrivateKey};
pub use key_source::{KeyRing, KeySource, KeyWish, Rehearsal, Seeded};
pub use list::{Embed, ListDescription, RecordDescription};
pub use listed::Listed;
pub use phones::{lab_manufacturing_ca, lsc, manufacturing_ca, mic, token};
pub use servers::{Unit, serial};

use crate::Settings;
use std::sync::Arc;

/// Files, each with its path.
pub type Files = Vec<(String, Vec<u8>)>;

/// What [`make`] gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Lab {
    /// All files.
    pub files: Files,
    /// What is to be said of them when they are inspected: the date, the release, the mode and the nodes. A fault may have changed them.
    pub settings: Settings,
}

/// Makes a cluster with the faults that its description names, and all its files.
///
/// # Errors
/// When the description contradicts itself, a fault does not fit it or another fault, or a key cannot be made.
pub fn make(asked: &Description, keys: Arc<dyn KeySource>) -> Result<Lab, LabError> {
    let chosen = faults::chosen(asked)?;
    let mut description = asked.clone();
    for fault in &chosen {
        fault.change_description(&mut description);
    }
    let settings = description.settings();
    let mut cluster = description.build_servers(keys)?;
    for fault in &chosen {
        fault.change_certificates(&mut cluster)?;
    }
    cluster.make_phones()?;
    cluster.write_lists(cluster.description.listed_at())?;
    for fault in &chosen {
        fault.change_lists(&mut cluster)?;
    }
    let mut files = cluster.damageable_files()?;
    let written = files.clone();
    for fault in &chosen {
        fault.change_files(&cluster, &mut files)?;
    }
    files.extend(cluster.further_files(asked, &written, &files)?);
    // Folder by folder, whoever added a file.
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(Lab { files, settings })
}

/// The keys that [`make`] would ask for, in the order of asking: so that they can be made somewhere else, several at a time.
///
/// # Errors
/// When the cluster cannot be made.
pub fn wishes(description: &Description) -> Result<Vec<KeyWish>, LabError> {
    let rehearsal = Arc::new(Rehearsal::default());
    make(description, rehearsal.clone())?;
    Ok(rehearsal.wishes())
}
