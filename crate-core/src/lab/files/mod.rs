//! The files of a cluster: those that a support engineer would have of it, and what a lab needs besides. One kind a file.

mod keys;
mod phones;
mod read_me;
mod transcripts;

pub use read_me::WARNING;

use super::Files;
use super::certificate::Made;
use super::cluster::Cluster;
use super::description::{Description, host};
use super::error::LabError;
use super::name;
use crate::report::{Identity, ListKind};

impl Cluster {
    /// The lists and certificates of all nodes: `cucm-pub/ITLFile.tlv`, `cucm-pub/CallManager.pem`, `cucm-pub/CAPF-trust/….pem`, …
    /// [`super::make`] adds what phones hold, what the command line prints, the keys, and a description.
    ///
    /// # Errors
    /// When a list cannot be written.
    pub fn files(&self) -> Result<Files, LabError> {
        let mut files = self.list_files()?;
        for node in &self.description.nodes {
            files.extend(self.files_of(&node.name));
        }
        files.extend(self.further.iter().cloned());
        Ok(files)
    }

    /// The trust lists alone, one for each node that serves it.
    ///
    /// # Errors
    /// When a list cannot be written.
    pub fn list_files(&self) -> Result<Files, LabError> {
        let mut files = Vec::new();
        for list in &self.lists {
            let bytes = list.sign()?;
            files.extend(list.nodes.iter().map(|node| (format!("{}/{}", host(node), list.name), bytes.clone())));
        }
        Ok(files)
    }

    /// Everything that faults may still damage: lists under all names, certificates, configurations.
    pub(super) fn damageable_files(&self) -> Result<Files, LabError> {
        let mut files = self.files()?;
        if self.description.lists.names_of_phones {
            files.extend(self.lists_of_phones()?);
        }
        files.extend(self.phone_certificates());
        files.extend(self.configurations()?);
        Ok(files)
    }

    /// What is written of a cluster and its files, as they were `written` and as they are now: transcripts, keys, and what a person reads first.
    pub(super) fn further_files(&self, asked: &Description, written: &Files, files: &Files) -> Result<Files, LabError> {
        let mut further = self.transcripts(written, files)?;
        further.extend(self.key_files());
        further.extend(read_me::read_me(asked, &self.description)?);
        Ok(further)
    }

    /// The lists under the names that phones ask for first: `cucm-pub/ITLSEP00005E005300.tlv` (formats.md, section 3).
    fn lists_of_phones(&self) -> Result<Files, LabError> {
        let mut files = Files::new();
        for list in &self.lists {
            let kind = if list.kind == ListKind::Ctl { "CTL" } else { "ITL" };
            let bytes = list.sign()?;
            for node in &list.nodes {
                let names = self.phones.iter().map(|phone| format!("{}/{kind}{}.tlv", host(node), phone.device_name()));
                files.extend(names.map(|name| (name, bytes.clone())));
            }
        }
        Ok(files)
    }

    /// The certificates of one node.
    fn files_of(&self, node: &str) -> Files {
        let folder = host(node);
        let mut files = Vec::new();
        for made in self.certificates.iter().filter(|made| made.is_of(node)) {
            let Some(unit) = made.unit() else { continue };
            files.push((format!("{folder}/{unit}.pem"), made.pem()));
        }
        let mut store = |store: &str, made: &Made| {
            let file = (format!("{folder}/{store}/{}.pem", self.trust_name(made)), made.pem());
            if !files.contains(&file) {
                files.push(file);
            }
        };
        for authority in &self.authorities {
            store("CallManager-trust", authority);
            store("tomcat-trust", authority);
        }
        for made in &self.certificates {
            match made.identity {
                // CAPF-trust is of each node alone.
                Identity::Capf => {
                    store("CallManager-trust", made);
                    if made.is_of(node) {
                        store("CAPF-trust", made);
                    }
                }
                Identity::Ipsec => store("ipsec-trust", made),
                Identity::Tomcat => store("tomcat-trust", made),
                _ => {}
            }
        }
        if let Some(ca) = &self.manufacturing_ca {
            store("CallManager-trust", ca);
            store("CAPF-trust", ca);
        }
        for (_, name, made) in self.trusted.iter().filter(|(on, ..)| self.full_name(on) == node) {
            store(name, made);
        }
        files
    }

    /// The name of a file in a trust store: since 14SU1 with the serial number (domain.md, section 1.1).
    fn trust_name(&self, made: &Made) -> String {
        let common_name = name::common_name(&made.description.subject).replace(' ', "_");
        if self.description.at_least(14, 0) { format!("{common_name}_{}", made.serial_hex()) } else { common_name }
    }
}
