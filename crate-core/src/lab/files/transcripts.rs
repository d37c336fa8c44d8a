//! What the command line of every node prints of its lists and certificates.

use super::Files;
use crate::lab::cluster::Cluster;
use crate::lab::description::NodeDescription;
use crate::lab::error::LabError;
use crate::lab::transcript::{
    ListedAs, ListedCertificate, ListedStore, show_certificate, show_certificate_list, show_security_mode,
    show_trust_list, show_trust_list_missing,
};
use crate::report::{ClusterMode, Layout, ListKind, NodeService};

impl Cluster {
    /// `show-itl.txt`, `show-ctl.txt` and `show-cert.txt` of every node of calls, of the files that lie there. A list whose bytes are no
    /// longer those that the cluster wrote – a fault has damaged them – is not printed: what CUCM prints then is not known.
    pub(super) fn transcripts(&self, written: &Files, files: &Files) -> Result<Files, LabError> {
        let mut texts = Files::new();
        for node in self.description.running(NodeService::Tvs) {
            let folder = node.host();
            let of_node = |list: &str| {
                let name = format!("{folder}/{list}");
                let has_name = |(other, _): &&(String, Vec<u8>)| *other == name;
                let intact = written.iter().find(has_name)?;
                files.iter().find(has_name).filter(|file| *file == intact).map(|(_, bytes)| bytes)
            };
            let modified = self.description.listed_at();
            if let Some(itl) = of_node("ITLFile.tlv") {
                texts.push((format!("{folder}/show-itl.txt"), show_trust_list(itl, ListKind::Itl, modified)));
            }
            let has_ctl = files.iter().any(|(name, _)| *name == format!("{folder}/CTLFile.tlv"));
            if let Some(ctl) = of_node("CTLFile.tlv") {
                texts.push((format!("{folder}/show-ctl.txt"), show_trust_list(ctl, ListKind::Ctl, modified)));
            } else if !has_ctl && self.description.mode == ClusterMode::NonSecure {
                texts.push((format!("{folder}/show-ctl.txt"), show_trust_list_missing().into_bytes()));
            }
            texts.push((format!("{folder}/show-cert.txt"), self.show_certificates(node, files)?.into_bytes()));
        }
        let mode = show_security_mode(self.description.mode == ClusterMode::Mixed).into_bytes();
        let publisher = self.description.nodes.first().map(NodeDescription::host).unwrap_or_default();
        texts.push((format!("{publisher}/cluster-security-mode.txt"), mode));
        Ok(texts)
    }

    /// A session on a node: `show cert list own`, `show cert list trust`, and `show cert own` of each certificate.
    fn show_certificates(&self, node: &NodeDescription, files: &Files) -> Result<String, LabError> {
        let own: Vec<_> = self.certificates.iter().filter(|made| made.is_of(&node.name)).collect();
        let layout = if self.description.at_least(15, 0) { Layout::From14Su2 } else { Layout::UpTo14Su1 };
        let listed = own.iter().filter_map(|made| {
            let unit = made.unit()?.to_owned();
            let issuer = made.description.issuer.as_ref();
            let listed_as =
                issuer.map_or(ListedAs::SelfSigned, |issuer| ListedAs::SignedBy(issuer.common_name().to_owned()));
            Some(ListedCertificate { file_name: format!("{unit}.pem"), unit, listed_as })
        });
        let listed: Vec<_> = listed.collect();
        let trusted: Vec<_> = files.iter().filter_map(|(name, _)| trusted_on(node.host(), name)).collect();
        let mut text = show_certificate_list(ListedStore::Own, &listed);
        text.push_str(&show_certificate_list(ListedStore::Trust, &trusted));
        for made in own {
            let Some(unit) = made.unit() else { continue };
            let shown = show_certificate(unit, &made.der, layout);
            text.push_str(&shown.map_err(|error| LabError::field("a certificate", error.to_string()))?);
        }
        Ok(text)
    }
}

/// The entry of a listing for a file in a trust store of a node: `cucm-pub/CAPF-trust/CAPF-1a2b3c4d.pem`.
fn trusted_on(host: &str, name: &str) -> Option<ListedCertificate> {
    let (store, file_name) = name.strip_prefix(host)?.strip_prefix('/')?.split_once('/')?;
    let is_store = store.ends_with("-trust") && !file_name.contains('/');
    is_store.then(|| ListedCertificate {
        unit: store.to_owned(),
        file_name: file_name.to_owned(),
        listed_as: ListedAs::Trusted,
    })
}
