//! Signing what was edited.

use super::{DraftRecord, EditError, ListDraft, ListHeader, is_text};
use crate::crypto::{HashAlgorithm, PublicKey, RsaPublicKey, pkcs1};
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::Certificate;
use crate::formats::signed_header::{HeaderDraft, minimal_serial, usual_digest_code};
use crate::formats::trust_list::{Record, Role, TrustList};
use crate::lab::list::{header_of, seconds, sign_with};
use crate::lab::listed::Listed as _;
use crate::lab::own_keys::Signer;
use crate::text::with_commas;
use serde::{Deserialize, Serialize};

/// Bytes beyond which phones do not register (formats.md, section 3.2).
const MOST_BYTES: usize = 64 * 1024;

/// A list that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedList {
    /// FILENAME: what the file is to be called.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What phones may make of it, and what was odd about the list that was opened: sentences for people.
    pub warnings: Vec<String>,
}

impl ListDraft {
    /// Signs the list.
    ///
    /// # Errors
    /// When the list has no records or a broken one, something is too long for its element, or the key cannot sign it.
    pub fn sign(&self, signer: &Signer) -> Result<SignedList, EditError> {
        if self.records.is_empty() {
            return Err(EditError::NoRecords);
        }
        is_text("FILENAME", &self.header.name)?;
        let body = self.body()?;
        let header = self.header_of(signer)?;
        let bytes = sign_with(&header, self.header.digest, &signer.key, &body)?;
        let mut warnings = self.remarks.clone();
        warnings.extend(self.warnings(signer, bytes.len()));
        Ok(SignedList { name: self.header.name.clone(), bytes, warnings })
    }

    /// Whether the list has a SAST record with the serial number and the issuer of a certificate, as phones look for the signer
    /// (formats.md, section 2.4).
    #[must_use]
    pub fn has_sast_of(&self, certificate: &Certificate) -> bool {
        self.records.iter().any(|(_, record)| match record {
            DraftRecord::Described(described) => described.role == Role::SAST && described.certificate == *certificate,
            DraftRecord::Read(read) => is_sast_of(read, certificate),
        })
    }

    /// The records, one after the other.
    fn body(&self) -> Result<Vec<u8>, EditError> {
        let mut body = Vec::new();
        for (number, record) in &self.records {
            match record {
                DraftRecord::Read(read) if read.is_cut() => return Err(EditError::CutRecord(*number)),
                DraftRecord::Read(read) => read.encode(&mut body),
                DraftRecord::Described(described) => described.encode(self.header.order, &mut body)?,
            }
        }
        Ok(body)
    }

    /// The header with a signer: as the list spelled it, if it is the same.
    fn header_of(&self, signer: &Signer) -> Result<HeaderDraft, EditError> {
        let mut header = self.header.named(header_of(&signer.certificate, self.header.order, &self.header.name))?;
        if let Some((subject, serial, issuer)) =
            self.named_signer.as_ref().filter(|named| is(named, &signer.certificate))
        {
            header.signer.clone_from(subject);
            header.serial.clone_from(serial);
            header.issuer.clone_from(issuer);
        }
        Ok(header)
    }

    /// Whether the list that was read would be written as it is, with the signature that it has.
    pub(super) fn rewrites(&self, list: &TrustList, bytes: &[u8]) -> bool {
        let (Some((subject, serial, issuer)), Some(signature)) = (&self.named_signer, list.header.signature()) else {
            return false;
        };
        let named = HeaderDraft {
            signer: subject.clone(),
            serial: serial.clone(),
            issuer: issuer.clone(),
            ..HeaderDraft::of_file(&self.header.name, self.header.order)
        };
        let body = bytes.get(list.header.length..).unwrap_or_default();
        let written = self
            .header
            .named(named)
            .and_then(|header| header.sign(body, signature.len(), |_| Ok::<_, EditError>(signature.to_vec())));
        written.is_ok_and(|written| written == bytes)
    }

    fn warnings(&self, signer: &Signer, length: usize) -> Vec<String> {
        let mut warnings = Vec::new();
        let mut warn = |sentence: String| warnings.push(sentence);
        let name = signer.certificate.subject().common_name();
        if !self.has_sast_of(&signer.certificate) {
            warn(format!(
                "no SAST record of the list is of {name}, which signs it: phones will refuse the list; add it as SAST"
            ));
        }
        match signer.key.kind().rsa_bits() {
            Some(3072) => warn(
                "SIGNATUREMODULUS has no known code for keys of 3072 bits; that of 2048 bits is written, and phones may refuse the list: \
                 sign with a key of 2048 or 4096 bits"
                    .to_owned(),
            ),
            Some(512) => warn("a key of 512 bits is no protection: sign with one of 2048 bits".to_owned()),
            _ => {}
        }
        if !matches!(self.header.digest, HashAlgorithm::Sha1 | HashAlgorithm::Sha512) {
            let hash = self.header.digest.name();
            warn(format!("no phone is known to read a list over {hash}: CUCM writes SHA-1 or SHA-512"));
        }
        if let Some(at) = self.header.timestamp
            && (at < signer.certificate.not_before() || at > signer.certificate.not_after())
        {
            warn(format!("the certificate of {name} is not valid at the time that the list has ({})", at.for_people()));
        }
        if length > MOST_BYTES {
            let length = with_commas(u64::try_from(length).unwrap_or(u64::MAX));
            warn(format!("the list has {length} bytes, and phones refuse more than 65,536: remove records"));
        }
        warnings
    }
}

impl ListHeader {
    /// This header, of the signer that `named` names.
    fn named(&self, named: HeaderDraft) -> Result<HeaderDraft, EditError> {
        Ok(HeaderDraft {
            version: self.version,
            signer_version: self.signer_version,
            order: self.order,
            digest_code: self.digest_code.unwrap_or_else(|| usual_digest_code(self.digest)),
            timestamp: self.timestamp.map(seconds).transpose()?,
            further: self.further.clone(),
            ..named
        })
    }
}

/// Whether the signer that a header names is this certificate.
fn is(named: &(String, Vec<u8>, String), certificate: &Certificate) -> bool {
    let (subject, serial, issuer) = named;
    minimal_serial(serial) == minimal_serial(certificate.listed_serial())
        && DistinguishedName::parse(subject).matches(certificate.subject())
        && DistinguishedName::parse(issuer).matches(certificate.issuer())
}

fn is_sast_of(record: &Record, certificate: &Certificate) -> bool {
    record.role() == Some(Role::SAST)
        && record.serial() == Some(minimal_serial(certificate.listed_serial()))
        && record.issuer().is_some_and(|issuer| issuer.matches(certificate.issuer()))
}

/// The hash that the signature of a list holds, where one of its records has the key that opens it.
pub(super) fn digest_of(list: &TrustList) -> Option<HashAlgorithm> {
    let signature = list.header.signature()?;
    let keys = list.records_with_serial().into_iter().filter_map(|(_, record)| rsa_key(record));
    keys.filter_map(|key| pkcs1::open(&key, signature).ok()).map(|info| info.algorithm).next()
}

fn rsa_key(record: &Record) -> Option<RsaPublicKey> {
    match PublicKey::from_pkcs1(record.public_key()?).ok()? {
        PublicKey::Rsa(key) => Some(key),
        _ => None,
    }
}
