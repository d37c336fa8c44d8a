//! The files that a support engineer would have of a cluster.

use super::certificate::Made;
use super::cluster::Cluster;
use super::description::host;
use super::error::LabError;
use super::name;
use crate::report::Identity;

impl Cluster {
    /// Every file with its path: `cucm-pub/ITLFile.tlv`, `cucm-pub/CallManager.pem`, `cucm-pub/CallManager-trust/….pem`, …
    ///
    /// # Errors
    /// When a list cannot be written.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, LabError> {
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
    pub fn list_files(&self) -> Result<Vec<(String, Vec<u8>)>, LabError> {
        let mut files = Vec::new();
        for list in &self.lists {
            let bytes = list.sign()?;
            files.extend(list.nodes.iter().map(|node| (format!("{}/{}", host(node), list.name), bytes.clone())));
        }
        Ok(files)
    }

    /// The certificates of one node.
    fn files_of(&self, node: &str) -> Vec<(String, Vec<u8>)> {
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
