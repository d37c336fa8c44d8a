//! What there is of phones: their certificates, and the configurations that TFTP nodes sign for them.

use super::Files;
use crate::formats::signed_header::{HeaderDraft, usual_digest_code};
use crate::lab::cluster::{Cluster, PhoneMade};
use crate::lab::configuration::{CallManager, CapfAuthentication, PhoneConfiguration, Protocol, SecurityMode, Server};
use crate::lab::description::host;
use crate::lab::error::LabError;
use crate::lab::list::{header_of, sign_file};
use crate::report::{ClusterMode, Identity, NodeService};

/// The ports of TVS and CAPF (formats.md, sections 6 and 7).
const TVS_PORT: u16 = 2445;
const CAPF_PORT: u16 = 3804;

/// The most members of a CallManager group.
const MEMBERS: usize = 3;

impl PhoneMade {
    /// The name of the device: `SEP00005E005300`.
    #[must_use]
    pub fn device_name(&self) -> String {
        format!("SEP{}", self.mac)
    }
}

impl Cluster {
    /// `phones/SEP…/lsc.pem` and `mic.pem` of every phone, and the authority of the latter.
    pub(super) fn phone_certificates(&self) -> Files {
        let mut files = Files::new();
        for phone in &self.phones {
            let named = [("lsc", &phone.lsc), ("mic", &phone.mic)];
            for (name, made) in named.into_iter().filter_map(|(name, made)| Some((name, made.as_ref()?))) {
                files.push((format!("phones/{}/{name}.pem", phone.device_name()), made.pem()));
            }
        }
        files.extend(self.manufacturing_ca.iter().map(|ca| ("phones/manufacturing-ca.pem".to_owned(), ca.pem())));
        files
    }

    /// `SEP….cnf.xml.sgn` of every phone in the folder of every TFTP node, signed by its CallManager (formats.md, section 4).
    pub(super) fn configurations(&self) -> Result<Files, LabError> {
        let mut files = Files::new();
        for node in self.description.running(NodeService::Tftp) {
            let signer = self.certificate(Identity::Callmanager, &node.name)?;
            for phone in &self.phones {
                let configuration = self.configuration(phone);
                let name = format!("{}.sgn", configuration.file_name());
                let digest = self.description.lists.digest;
                let header = HeaderDraft {
                    digest_code: usual_digest_code(digest),
                    timestamp: u32::try_from(self.description.listed_at().unix()).ok(),
                    ..header_of(signer, self.description.lists.order, &name)
                };
                let file = sign_file(&header, digest, signer, configuration.write().as_bytes())?;
                files.push((format!("{}/{name}", host(&node.name)), file));
            }
        }
        Ok(files)
    }

    fn configuration(&self, phone: &PhoneMade) -> PhoneConfiguration {
        let description = &self.description;
        let is_mixed = description.mode == ClusterMode::Mixed;
        let server = |address: &str, port| Server { address: address.to_owned(), port };
        let group: Vec<_> = description.running(NodeService::Callmanager).take(MEMBERS).collect();
        PhoneConfiguration {
            device_name: phone.device_name(),
            protocol: Protocol::Sip,
            call_managers: group
                .iter()
                .map(|node| CallManager { name: node.host().to_owned(), address: node.name.clone() })
                .collect(),
            tvs_servers: group.iter().map(|node| server(&node.name, TVS_PORT)).collect(),
            capf_servers: vec![server(description.publisher(), CAPF_PORT)],
            load_server: None,
            load: "sip88xx.14-2-1-0101-26".to_owned(),
            security_mode: if is_mixed && phone.lsc.is_some() {
                SecurityMode::Encrypted
            } else {
                SecurityMode::NonSecure
            },
            capf_authentication: CapfAuthentication::NothingDue,
            certificate: phone.lsc.as_ref().map(|lsc| lsc.der.clone()),
            is_encrypted: false,
        }
    }
}
