//! The private keys, each labelled as what it is.

use super::Files;
use crate::lab::certificate::{Made, pem};
use crate::lab::cluster::Cluster;
use crate::lab::description::host;

/// What stands before every key. Readers of PEM skip it (RFC 7468, section 2).
const LABEL: &str = "LAB KEY - made by Trustlens for teaching and testing.\n\
                     It is no good for production: never install it on a real server or phone.\n";

impl Cluster {
    /// `lab-keys/cucm-pub/CallManager.key.pem`, … of everything that has a certificate here.
    pub(super) fn key_files(&self) -> Files {
        let mut files = Files::new();
        let mut add = |name: String, made: &Made| {
            let key = made.key().pkcs8().map(|key| pem("PRIVATE KEY", &key));
            files.extend(key.map(|key| (format!("lab-keys/{name}.key.pem"), [LABEL.as_bytes(), &key].concat())));
        };
        for made in &self.certificates {
            let (Some(unit), Some(holder)) = (made.unit(), made.nodes.first()) else { continue };
            add(format!("{}/{unit}", host(holder)), made);
        }
        for made in self.authorities.iter().chain(&self.tokens) {
            add(format!("authorities/{}", made.common_name().trim().replace(' ', "-")), made);
        }
        if let Some(made) = &self.manufacturing_ca {
            add(format!("authorities/{}", made.common_name().replace(' ', "-")), made);
        }
        for phone in &self.phones {
            for (name, made) in [("lsc", &phone.lsc), ("mic", &phone.mic)] {
                if let Some(made) = made {
                    add(format!("phones/{}.{name}", phone.device_name()), made);
                }
            }
        }
        files
    }
}
