//! Whether a description can be made.

use super::{CtlSigner, Description, MOST_NODES, MOST_PHONES};
use crate::crypto::HashAlgorithm;
use crate::lab::error::LabError;
use crate::lab::phones::END_OF_SHA1_CHAINS;
use crate::lab::{KeyKind, name};
use crate::report::{ClusterMode, NodeService};
use std::collections::BTreeSet;
use std::net::Ipv4Addr;

/// The latest time that a trust list can hold: its TIMESTAMP has four bytes (formats.md, section 2).
const LAST_SECOND: i64 = u32::MAX as i64;

/// The longest name of a node in characters: a common name has 64 (RFC 5280, appendix A.1), and `ITLRECOVERY_` stands before it.
const LONGEST_NAME: usize = 52;

impl Description {
    /// Everything that is wrong with the description, as far as it would keep the cluster from being made.
    ///
    /// # Errors
    /// One sentence for each field that contradicts itself or asks for what there is not.
    pub fn check(&self) -> Result<(), Vec<LabError>> {
        let mut problems = Vec::new();
        let mut wrong = |field: &str, reason: String| problems.push(LabError::field(field, reason));
        let is_number = |part: &str| part.parse::<u32>().is_ok();
        if !self.release.split('.').all(is_number) || !self.at_least(8, 0) {
            wrong("release", format!("\"{}\" is no release of CUCM since 8.0: write it as 12.5", self.release));
        }
        match self.mode {
            ClusterMode::Unknown => wrong("mode", "say mixed or non-secure".to_owned()),
            ClusterMode::Mixed if self.ctl_signer == CtlSigner::Tokenless && !self.at_least(10, 0) => {
                wrong("ctl_signer", "before 10.0 only tokens sign a CTL: say etoken".to_owned());
            }
            ClusterMode::Mixed if self.ctl_signer == CtlSigner::Etoken && self.made_at.unix() >= END_OF_SHA1_CHAINS => {
                wrong(
                    "made_at",
                    "hardware tokens end on 14 May 2029: take an earlier date, or sign without them".to_owned(),
                );
            }
            _ => {}
        }
        if self.made_at.unix() < 0 || self.judged_at.unix() > LAST_SECOND {
            wrong("made_at", "dates lie between 1970 and 2106".to_owned());
        }
        if self.judged_at < self.made_at.plus_days(3) {
            wrong("judged_at", "judge at least three days after made_at: lists are made a day after".to_owned());
        }
        if self.key == KeyKind::Rsa512 {
            wrong("key", "keys of 512 bits are not made: take rsa-1024 or longer".to_owned());
        }
        if matches!(self.certificate_hash, HashAlgorithm::Md5 | HashAlgorithm::Sha224) {
            wrong("certificate_hash", "say sha1, sha256, sha384 or sha512".to_owned());
        }
        if !matches!(self.lists.digest, HashAlgorithm::Sha1 | HashAlgorithm::Sha256 | HashAlgorithm::Sha512) {
            wrong("lists.digest", "say sha1, sha256 or sha512".to_owned());
        }
        if self.phones.count > MOST_PHONES {
            wrong("phones.count", format!("at most {MOST_PHONES} phones"));
        }
        let organisation = name::attributes(&self.organisation);
        if let Err(LabError::Description { reason, .. }) = name::encode(&organisation) {
            wrong("organisation", reason);
        } else if organisation.iter().any(|(key, _)| key.eq_ignore_ascii_case("CN")) {
            wrong("organisation", "leave CN out: each certificate has its own".to_owned());
        }
        problems.extend(self.check_nodes());
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    fn check_nodes(&self) -> Vec<LabError> {
        let mut problems = Vec::new();
        let mut wrong = |field: String, reason: &str| problems.push(LabError::field(field, reason));
        if self.nodes.is_empty() || self.nodes.len() > MOST_NODES {
            wrong("nodes".to_owned(), &format!("a cluster has 1 to {MOST_NODES} nodes, the first is the publisher"));
        }
        let (mut hosts, mut addresses) = (BTreeSet::new(), BTreeSet::new());
        for (number, node) in self.nodes.iter().enumerate() {
            let field = |name: &str| format!("nodes[{number}].{name}");
            let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_');
            if node.host().is_empty() || !node.name.chars().all(is_letter) || node.name.len() > LONGEST_NAME {
                wrong(field("name"), "a host name of at most 52 letters, digits, hyphens and dots");
            } else if !hosts.insert(node.host().to_ascii_lowercase()) {
                wrong(field("name"), "two nodes cannot have one host name");
            }
            if node.address.parse::<Ipv4Addr>().is_err() {
                wrong(field("address"), "an IPv4 address such as 10.0.0.11");
            } else if !addresses.insert(node.address.clone()) {
                wrong(field("address"), "two nodes cannot have one address");
            }
            if node.runs.contains(&NodeService::Publisher) != (number == 0) {
                wrong(field("runs"), "the first node, and no other, is the publisher");
            }
            if node.runs.contains(&NodeService::Capf) && number != 0 {
                wrong(field("runs"), "CAPF runs on the publisher");
            }
            if node.runs.contains(&NodeService::ImPresence) && node.runs.len() > 1 {
                wrong(field("runs"), "an IM and Presence node runs im-presence and nothing else");
            }
        }
        if self.running(NodeService::Tftp).next().is_none() {
            wrong("nodes".to_owned(), "at least one node runs tftp: it writes the ITL");
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn healthy_descriptions_can_be_made() {
        for release in super::super::RELEASES {
            for mode in [ClusterMode::Mixed, ClusterMode::NonSecure] {
                assert_eq!(Description::healthy(release, mode, 3).check(), Ok(()), "{release}");
            }
        }
    }

    #[test]
    fn each_wrong_field_is_named() {
        let mut description = Description::healthy("12.5", ClusterMode::Mixed, 3);
        description.release = "twelve".to_owned();
        description.nodes[1].address = "10.0.0.300".to_owned();
        description.nodes[2].name = "cucm-pub.example.net".to_owned();
        description.judged_at = description.made_at;
        let problems = description.check().unwrap_err();
        let fields: Vec<String> = problems.iter().map(ToString::to_string).collect();
        for field in ["release:", "judged_at:", "nodes[1].address:", "nodes[2].name:"] {
            assert!(fields.iter().any(|problem| problem.starts_with(field)), "{field} is missing in {fields:?}");
        }
    }
}
