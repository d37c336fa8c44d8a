//! Trust lists as CUCM writes them (formats.md, sections 2 and 3).

use super::certificate::Made;
use super::error::LabError;
use super::key::Key;
use super::listed::Listed;
use crate::Timestamp;
use crate::crypto::HashAlgorithm;
use crate::formats::signed_header::{HeaderDraft, TagOrder, usual_digest_code};
use crate::formats::tlv::{TooLong, write_element};
use crate::formats::trust_list::{Role, record_tag};
use crate::report::ListKind;
use std::net::Ipv4Addr;

/// What a trust list is to hold. It is signed when [`ListDescription::sign`] writes it.
#[derive(Debug, Clone)]
pub struct ListDescription {
    /// ITL or CTL.
    pub kind: ListKind,
    /// The full names of the nodes that serve this file: one for an ITL, all for a CTL.
    pub nodes: Vec<String>,
    /// FILENAME in the header, and the name of the file.
    pub name: String,
    /// VERSION.
    pub version: (u8, u8),
    /// SIGNERVERSION (tag 28); CUCM writes none.
    pub signer_version: Option<(u8, u8)>,
    /// The order of tags.
    pub order: TagOrder,
    /// When it was made.
    pub timestamp: Timestamp,
    /// The hash that it is signed over.
    pub digest: HashAlgorithm,
    /// The code of DIGESTALGORITHM, where it is not the usual one of the hash.
    pub digest_code: Option<u8>,
    /// Who signs it.
    pub signer: Made,
    /// Further elements of the header, each with its tag.
    pub further: Vec<(u8, Vec<u8>)>,
    /// Its records.
    pub records: Vec<RecordDescription>,
}

/// One record: of a certificate that was made, or of any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordDescription<C = Made> {
    /// What its certificate may do.
    pub role: Role,
    /// Its certificate.
    pub certificate: C,
    /// DNSNAME; empty text is one NUL.
    pub dns_name: String,
    /// IPADDRESS; no such element when there is none, as in ITLs.
    pub address: Option<String>,
    /// How much of the certificate it holds.
    pub embed: Embed,
    /// Whether the signature of the certificate stands beside it: the CTL client leaves it out.
    pub has_signature: bool,
    /// Further elements, each with its tag.
    pub further: Vec<(u8, Vec<u8>)>,
}

/// How much of its certificate a record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embed {
    /// All of it.
    Whole,
    /// Its SHA-256 alone.
    HashOnly,
    /// Nothing: name, role and address alone.
    Empty,
}

impl ListDescription {
    /// The bytes of the file, signed.
    ///
    /// # Errors
    /// When something does not fit into its length, or the signer's key cannot sign a list: it must be RSA.
    pub fn sign(&self) -> Result<Vec<u8>, LabError> {
        let mut records = Vec::new();
        for record in &self.records {
            record.encode(self.order, &mut records)?;
        }
        sign_file(&self.header()?, self.digest, &self.signer, &records)
    }

    fn header(&self) -> Result<HeaderDraft, LabError> {
        Ok(HeaderDraft {
            version: self.version,
            signer_version: self.signer_version,
            order: self.order,
            digest_code: self.digest_code.unwrap_or_else(|| usual_digest_code(self.digest)),
            timestamp: Some(seconds(self.timestamp)?),
            further: self.further.clone(),
            ..header_of(&self.signer, self.order, &self.name)
        })
    }

    /// The first record with a role.
    ///
    /// # Errors
    /// When there is none.
    pub fn record(&mut self, role: Role) -> Result<&mut RecordDescription, LabError> {
        let record = self.records.iter_mut().find(|record| record.role == role);
        record.ok_or_else(|| LabError::NoRecord(role.to_string()))
    }
}

/// A header that names a signer, of version 1.0 over SHA-1.
pub(super) fn header_of(signer: &impl Listed, order: TagOrder, file_name: &str) -> HeaderDraft {
    let (subject, issuer) = signer.listed_names(order);
    HeaderDraft {
        signer: subject,
        serial: signer.listed_serial().to_vec(),
        issuer,
        ..HeaderDraft::of_file(file_name, order)
    }
}

/// TIMESTAMP.
pub(super) fn seconds(time: Timestamp) -> Result<u32, LabError> {
    let outside = |_| LabError::field("a date", "the time of a list lies between 1970 and 2106");
    u32::try_from(time.unix()).map_err(outside)
}

/// A file signed with the key of `signer`.
pub(super) fn sign_file(
    header: &HeaderDraft,
    digest: HashAlgorithm,
    signer: &Made,
    body: &[u8],
) -> Result<Vec<u8>, LabError> {
    sign_with(header, digest, signer.key(), body)
}

/// A file signed with a key.
pub(super) fn sign_with(
    header: &HeaderDraft,
    digest: HashAlgorithm,
    key: &Key,
    body: &[u8],
) -> Result<Vec<u8>, LabError> {
    let reason = "phones read RSA signatures only";
    let length = key.signature_length().ok_or(LabError::CannotSign { kind: key.kind(), reason })?;
    header.sign(body, length, |signed| key.sign(digest, signed))
}

impl<C: Listed + Clone> RecordDescription<C> {
    /// A record of an ITL: with a name, without address.
    #[must_use]
    pub fn new(role: Role, certificate: &C, dns_name: &str) -> Self {
        Self {
            role,
            certificate: certificate.clone(),
            dns_name: dns_name.to_owned(),
            address: None,
            embed: Embed::Whole,
            has_signature: true,
            further: Vec::new(),
        }
    }

    /// The same with an address, as records of a CTL have.
    #[must_use]
    pub fn at(self, address: &str) -> Self {
        Self { address: Some(address.to_owned()), ..self }
    }

    /// Appends the bytes of the record.
    ///
    /// # Errors
    /// When something does not fit into its length.
    pub fn encode(&self, order: TagOrder, bytes: &mut Vec<u8>) -> Result<(), LabError> {
        let mut body = Vec::new();
        for (tag, value) in self.elements(order)? {
            write_element(tag, &value, &mut body)?;
        }
        let length = body.len() + 5;
        let length = u16::try_from(length).map_err(|_| TooLong { what: "a record", length })?;
        write_element(record_tag::RECORDLENGTH, &length.to_be_bytes(), bytes)?;
        bytes.extend(body);
        Ok(())
    }

    /// The elements behind RECORDLENGTH, each with its tag.
    fn elements(&self, order: TagOrder) -> Result<Vec<(u8, Vec<u8>)>, LabError> {
        let text = |text: &str| [text.as_bytes(), &[0]].concat();
        let (subject, issuer) = self.certificate.listed_names(order);
        let function = (record_tag::FUNCTION, self.role.0.to_be_bytes().to_vec());
        let serial = (record_tag::SERIALNUMBER, self.certificate.listed_serial().to_vec());
        let (subject, issuer) = ((record_tag::SUBJECTNAME, text(&subject)), (record_tag::ISSUERNAME, text(&issuer)));
        let mut elements = Vec::new();
        if order == TagOrder::Cucm {
            elements.push((record_tag::DNSNAME, text(&self.dns_name)));
        }
        match (self.embed, order) {
            (Embed::Empty, _) => elements.push(function),
            (_, TagOrder::Cucm) => elements.extend([subject, function, issuer, serial]),
            (_, TagOrder::Certutils) => elements.extend([subject, issuer, serial, function]),
        }
        if self.embed != Embed::Empty {
            elements.push((record_tag::PUBLICKEY, self.certificate.listed_key()?));
            if self.has_signature {
                elements.push((record_tag::SIGNATURE, self.certificate.listed_signature().to_vec()));
            }
        }
        if self.embed == Embed::Whole {
            elements.push((record_tag::CERTIFICATE, self.certificate.listed_der().to_vec()));
        }
        if let Some(address) = self.address.as_ref().filter(|_| order == TagOrder::Cucm) {
            let parsed: Result<Ipv4Addr, _> = address.parse();
            let address = parsed.map_err(|_| LabError::field("address", format!("{address} is no IPv4 address")))?;
            elements.push((record_tag::IPADDRESS, address.octets().to_vec()));
        }
        if self.embed == Embed::HashOnly {
            let hash = HashAlgorithm::Sha256.digest(self.certificate.listed_der());
            elements.push((record_tag::CERTIFICATEHASH, hash));
            elements.push((record_tag::HASHALGORITHM, vec![2]));
        }
        elements.extend(self.further.iter().cloned());
        Ok(elements)
    }
}
