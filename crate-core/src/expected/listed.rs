//! The records of a list as the expectation looks at them: what each certificate is, whose, and whether it stands there twice.

use super::nodes::{Names, node_of};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::identity::by_name;
use crate::distinguished_name::DistinguishedName;
use crate::formats::trust_list::{Record, Role};
use crate::report::{Identity, Node};
use crate::text::{hex, visible};
use std::collections::{HashMap, HashSet};

/// One record.
#[derive(Debug)]
pub(crate) struct Listed<'a> {
    /// Its number, counted from 1.
    pub(crate) number: usize,
    /// The record itself.
    pub(crate) record: &'a Record,
    /// Its role.
    pub(crate) role: Role,
    /// What its certificate is in CUCM; `Other` where nothing tells.
    pub(crate) identity: Identity,
    /// The hosts and addresses that it names.
    pub(crate) names: Names,
    /// The node of the case that it is of, if it is of one.
    pub(crate) node: Option<&'a Node>,
    /// Equal for records that hold the same certificate.
    pub(crate) certificate: String,
    /// The number of an earlier record that is the same: role, certificate, name and address.
    pub(crate) repeats: Option<usize>,
}

/// The records of a list with a role, in their order; a record without one cannot be used.
pub(crate) fn of<'a>(evaluation: &'a Evaluation<'_>, list: &'a JudgedList<'_>) -> Vec<Listed<'a>> {
    let nodes = &evaluation.context.nodes;
    let mut seen: HashMap<(Role, String, Option<String>), usize> = HashMap::new();
    let records = (1..).zip(&list.contents.list.records);
    let listed = records.filter_map(|(number, record)| {
        let role = record.role()?;
        let entry = list.certificate(number);
        let judged = entry.and_then(|entry| identity_of(evaluation, &entry.sha256));
        let subject = entry.map(|entry| entry.certificate.subject().clone()).or_else(|| record.subject());
        let identity = judged.or_else(|| named(subject.as_ref(), record)).unwrap_or(Identity::Other);
        let names = Names::of(record, entry.map(|entry| &entry.certificate), subject.as_ref());
        let certificate = match (entry, record.serial(), record.issuer(), record.certificate_hash()) {
            (Some(entry), ..) => entry.sha256.clone(),
            (None, Some(serial), Some(issuer), _) => [hex(serial), issuer.folded()].join(" "),
            (None, _, _, Some(hash)) => hex(hash),
            _ => format!("record {number}"),
        };
        let same = (role, certificate.clone(), names.place());
        let first = *seen.entry(same).or_insert(number);
        let repeats = (first != number).then_some(first);
        let node = node_of(nodes, &names);
        Some(Listed { number, record, role, identity, names, node, certificate, repeats })
    });
    listed.collect()
}

/// What a certificate of the case is. (The places of the inventory are those of the certificates.)
fn identity_of(evaluation: &Evaluation<'_>, sha256: &str) -> Option<Identity> {
    let place = evaluation.inventory.position(sha256)?;
    evaluation.certificates.get(place).map(|judged| judged.identity)
}

/// What the name of a certificate that the case does not hold tells of it.
fn named(subject: Option<&DistinguishedName>, record: &Record) -> Option<Identity> {
    by_name(subject?, &record.issuer().unwrap_or_default()).map(|(identity, _)| identity)
}

impl Listed<'_> {
    /// Whether it holds a certificate or the hash of one.
    pub(crate) fn is_filled(&self) -> bool {
        self.record.has_certificate()
    }

    /// Whether it is one of a server that signs configuration or that phones register with.
    pub(crate) fn serves(&self) -> bool {
        matches!(self.role, Role::TFTP | Role::CCM_TFTP | Role::CCM)
    }

    /// Whose it is, in words: the node, else the host that it names.
    pub(crate) fn host(&self) -> String {
        self.node.map_or_else(|| self.names.shown(), |node| visible(&node.name).into_owned())
    }
}

/// Whether one of these records holds a certificate that is among others.
pub(crate) fn certificates<'a>(records: impl Iterator<Item = &'a Listed<'a>>) -> HashSet<&'a str> {
    records.map(|listed| listed.certificate.as_str()).collect()
}
