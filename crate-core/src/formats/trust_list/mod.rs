//! Trust lists: `ITLFile.tlv`, `CTLFile.tlv` and their per-phone names (formats.md, section 3).
//!
//! A signed header, then records to the end of the file: no count, nothing between them, nothing after them.

mod record;
mod roles;
#[cfg(test)]
mod tests;

pub use record::{RECORD_TAGS, Record, tag as record_tag};
pub use roles::Role;

use super::damage::{Damage, DamageKind};
use super::signed_header::{SignedHeader, digest_code_fits, tag};
use crate::report::ListKind;

/// A decoded trust list. [`TrustList::encode`] gives back exactly the bytes it was read from, damaged or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustList {
    /// The signed header.
    pub header: SignedHeader,
    /// The records in file order.
    pub records: Vec<Record>,
    /// Bytes behind the last record, because the file is damaged; empty otherwise.
    pub trailing: Vec<u8>,
}

impl TrustList {
    /// Reads the records behind a header, and says what is wrong with them.
    #[must_use]
    pub fn decode(bytes: &[u8], header: SignedHeader) -> (Self, Vec<Damage>) {
        let mut list = Self { header, ..Self::default() };
        let mut damages = Vec::new();
        let mut position = list.header.length;
        while let Some((record, wrong)) = Record::decode(bytes, position, list.records.len() + 1) {
            damages.extend(wrong);
            position += record.length();
            list.records.push(record);
        }
        list.trailing = bytes.get(position..).unwrap_or_default().to_vec();
        if !list.trailing.is_empty() {
            damages.push(DamageKind::BytesAfterLastRecord { length: list.trailing.len() }.at(position));
        }
        (list, damages)
    }

    /// Whether the file behind `header` is a trust list and not another signed file: it calls itself `….tlv`, or records follow.
    #[must_use]
    pub fn follows(header: &SignedHeader, bytes: &[u8]) -> bool {
        match header.file_name() {
            Some(name) if is_list_name(&name) => true,
            _ => bytes.get(header.length..).is_some_and(Record::begins),
        }
    }

    /// The bytes of the file.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.header.encode(&mut bytes);
        for record in &self.records {
            record.encode(&mut bytes);
        }
        bytes.extend(&self.trailing);
        bytes
    }

    /// ITL or CTL: by the name in the header, else by the name the file came with, else by what only an ITL holds.
    #[must_use]
    pub fn kind(&self, given_name: &str) -> ListKind {
        let by_content = || {
            let has_tvs = self.records.iter().any(|record| record.role() == Some(Role::TVS));
            if has_tvs { ListKind::Itl } else { ListKind::Unknown }
        };
        self.header
            .file_name()
            .and_then(|name| kind_of_name(&name))
            .or_else(|| kind_of_name(given_name))
            .unwrap_or_else(by_content)
    }

    /// Records with a role, with their numbers counted from 1.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = (usize, &Record)> {
        (1..).zip(&self.records).filter(move |(_, record)| record.role() == Some(role))
    }

    /// SAST records whose serial number and issuer are those of the header's signer (formats.md, section 2.4).
    #[must_use]
    pub fn signer_records(&self) -> Vec<(usize, &Record)> {
        let signer = self.header.signer();
        let mut records = self.records_with_serial();
        records.retain(|(_, record)| match (record.issuer(), &signer.issuer) {
            (Some(issuer), Some(named)) => issuer.matches(named),
            _ => false,
        });
        records
    }

    /// SAST records with the serial number of the header's signer, whoever issued them: how certutils looks for the signer.
    #[must_use]
    pub fn records_with_serial(&self) -> Vec<(usize, &Record)> {
        let serial = self.header.signer().serial;
        let is_signers = |record: &Record| serial.is_some() && record.serial() == serial.as_deref();
        self.with_role(Role::SAST).filter(|(_, record)| is_signers(record)).collect()
    }
}

/// ITL or CTL, by a file name such as `ITLSEP001122334455.tlv`, with or without folders before it.
#[must_use]
pub fn kind_of_name(name: &str) -> Option<ListKind> {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name).trim().to_ascii_lowercase();
    if base.starts_with("itl") {
        Some(ListKind::Itl)
    } else if base.starts_with("ctl") {
        Some(ListKind::Ctl)
    } else {
        None
    }
}

/// The damage of a DIGESTALGORITHM that does not name the hash which the signature holds.
#[must_use]
pub fn digest_damage(header: &SignedHeader, actual: crate::crypto::HashAlgorithm) -> Option<Damage> {
    let element = header.find(tag::DIGESTALGORITHM)?;
    let code = element.number()?;
    if digest_code_fits(code, actual) {
        return None;
    }
    let named = super::signed_header::digest_of_code(code).map_or("no known hash", crate::crypto::HashAlgorithm::name);
    Some(DamageKind::DigestCodeDisagrees { code, named, actual: actual.name() }.at(element.offset))
}

/// Whether a file's name is one that only trust lists have: `….tlv`.
#[must_use]
pub fn is_list_name(name: &str) -> bool {
    name.trim().to_ascii_lowercase().ends_with(".tlv")
}
