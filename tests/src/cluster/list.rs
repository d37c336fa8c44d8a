//! Trust lists as CUCM writes them (formats.md, sections 2 and 3).

use super::certificate::Made;
use super::key::Hash;
use std::net::Ipv4Addr;
use trustlens_core::Timestamp;
use trustlens_core::formats::signed_header::tag;
use trustlens_core::formats::trust_list::{Role, record_tag};
use trustlens_core::report::ListKind;

/// What a trust list is to hold. It is signed when [`ListDescription::encode`] writes it.
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
    /// When it was made.
    pub timestamp: Timestamp,
    /// The hash that it is signed over.
    pub digest: Hash,
    /// The code of DIGESTALGORITHM, where it is not the usual one of the hash.
    pub digest_code: Option<u8>,
    /// Who signs it.
    pub signer: Made,
    /// Further elements of the header, each with its tag.
    pub further: Vec<(u8, Vec<u8>)>,
    /// Its records.
    pub records: Vec<RecordDescription>,
}

/// One record.
#[derive(Debug, Clone)]
pub struct RecordDescription {
    /// What its certificate may do.
    pub role: Role,
    /// Its certificate.
    pub certificate: Made,
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
    /// The bytes of the file.
    ///
    /// # Panics
    /// When something does not fit into its length, or the signer's key cannot sign a list.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let records: Vec<u8> = self.records.iter().flat_map(RecordDescription::encode).collect();
        let (before, after) = self.header();
        let signed = [before.as_slice(), &after, &records].concat();
        let signature = self.signer.key().sign(self.digest, &signed);
        [before, element(tag::SIGNATURE, &signature), after, records].concat()
    }

    /// The header before SIGNATURE, and behind it.
    fn header(&self) -> (Vec<u8>, Vec<u8>) {
        let (subject, issuer) = self.signer.listed_names();
        let signer = [
            text(tag::SIGNERNAME, &subject),
            element(tag::SERIALNUMBER, &self.signer.description.serial),
            text(tag::CANAME, &issuer),
        ]
        .concat();
        let modulus_bytes = self.signer.key().sign(self.digest, b"").len();
        let algorithm =
            [element(tag::SIGNATUREALGORITHM, &[0]), element(tag::SIGNATUREMODULUS, &[modulus(modulus_bytes)])];
        let algorithm = algorithm.concat();
        let code = self.digest_code.unwrap_or(match self.digest {
            Hash::Sha1 => 1,
            Hash::Sha256 => 2,
            _ => 3,
        });
        let info =
            [element(tag::DIGESTALGORITHM, &[code]), container(tag::SIGNATUREALGOINFO, algorithm.len()), algorithm]
                .concat();
        let seconds = u32::try_from(self.timestamp.unix()).expect("a time that fits into four bytes");
        let mut after = [text(tag::FILENAME, &self.name), element(tag::TIMESTAMP, &seconds.to_be_bytes())].concat();
        after.extend(self.further.iter().flat_map(|(tag, value)| element(*tag, value)));
        let middle =
            [container(tag::SIGNERID, signer.len()), signer, container(tag::SIGNATUREINFO, info.len()), info].concat();
        let version = element(tag::VERSION, &[self.version.0, self.version.1]);
        // VERSION and HEADERLENGTH take five bytes each, SIGNATURE three before its value.
        let unpadded = 10 + middle.len() + 3 + modulus_bytes + after.len();
        after.resize(after.len() + unpadded.next_multiple_of(4) - unpadded, tag::PAD);
        let length = u16::try_from(unpadded.next_multiple_of(4)).expect("a header that fits into its length");
        let before = [version, element(tag::HEADERLENGTH, &length.to_be_bytes()), middle].concat();
        (before, after)
    }

    /// The first record with a role.
    ///
    /// # Panics
    /// When there is none.
    pub fn record(&mut self, role: Role) -> &mut RecordDescription {
        self.records.iter_mut().find(|record| record.role == role).expect("a record with this role")
    }
}

impl RecordDescription {
    /// A record of an ITL: with a name, without address.
    #[must_use]
    pub fn new(role: Role, certificate: &Made, dns_name: &str) -> Self {
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

    /// The bytes of the record.
    ///
    /// # Panics
    /// When something does not fit into its length.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let certificate = &self.certificate;
        let (subject, issuer) = certificate.listed_names();
        let name = text(record_tag::DNSNAME, &self.dns_name);
        let function = element(record_tag::FUNCTION, &self.role.0.to_be_bytes());
        let mut body = name;
        if self.embed == Embed::Empty {
            body.extend(function);
        } else {
            body.extend(text(record_tag::SUBJECTNAME, &subject));
            body.extend(function);
            body.extend(text(record_tag::ISSUERNAME, &issuer));
            body.extend(element(record_tag::SERIALNUMBER, &certificate.description.serial));
            body.extend(element(record_tag::PUBLICKEY, &certificate.key().bare_public_key()));
            if self.has_signature {
                body.extend(element(record_tag::SIGNATURE, &certificate.signature));
            }
        }
        if self.embed == Embed::Whole {
            body.extend(element(record_tag::CERTIFICATE, &certificate.der));
        }
        if let Some(address) = &self.address {
            let address: Ipv4Addr = address.parse().expect("an IPv4 address");
            body.extend(element(record_tag::IPADDRESS, &address.octets()));
        }
        if self.embed == Embed::HashOnly {
            body.extend(element(record_tag::CERTIFICATEHASH, &Hash::Sha256.digest(&certificate.der)));
            body.extend(element(record_tag::HASHALGORITHM, &[2]));
        }
        body.extend(self.further.iter().flat_map(|(tag, value)| element(*tag, value)));
        let length = u16::try_from(body.len() + 5).expect("a record that fits into its length");
        [element(record_tag::RECORDLENGTH, &length.to_be_bytes()), body].concat()
    }
}

/// One element: tag, length, value.
fn element(tag: u8, value: &[u8]) -> Vec<u8> {
    [&container(tag, value.len()), value].concat()
}

/// A tag and a length alone.
fn container(tag: u8, length: usize) -> Vec<u8> {
    let [high, low] = u16::try_from(length).expect("a value that fits into its length").to_be_bytes();
    vec![tag, high, low]
}

/// Text with the NUL at its end.
fn text(tag: u8, text: &str) -> Vec<u8> {
    element(tag, &[text.as_bytes(), &[0]].concat())
}

/// SIGNATUREMODULUS. There is no known code for 3072 bits; the one of 2048 is written.
fn modulus(bytes: usize) -> u8 {
    match bytes {
        64 => 0,
        128 => 1,
        512 => 3,
        _ => 2,
    }
}
