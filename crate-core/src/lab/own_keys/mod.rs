//! Certificates and private keys that a person gives, to sign lists with or to stand in them.
//!
//! The inspector counts private keys and decrypts none; here they are read, because signing is what they are given for. They are held in
//! types that wipe themselves, and nothing of them is in an error or in what `Debug` prints.

mod error;
mod private_key;
#[cfg(test)]
mod tests;

pub use error::{NoSigner, OwnKeysError, OwnKeysFault};

use super::key::Key;
use crate::Timestamp;
use crate::crypto::PublicKey;
use crate::crypto::password::Secret;
use crate::formats::certificate::Certificate;
use crate::formats::pem::{self, PemBlock, PemError};
use crate::formats::pkcs7;
use crate::formats::pkcs12::{self, Part, Pkcs12};
use crate::text::{listed, visible};
use private_key::Form;
use serde::{Deserialize, Serialize};

/// Everything that was given, each certificate with its key where that is there too.
#[derive(Debug, Default)]
pub struct OwnKeys {
    certificates: Vec<OwnCertificate>,
    keys: Vec<OwnKey>,
}

/// A certificate that was given.
#[derive(Debug, Clone)]
pub struct OwnCertificate {
    /// The certificate.
    pub certificate: Certificate,
    /// The name of the file that it stands in.
    pub file: String,
}

#[derive(Debug, Clone)]
struct OwnKey {
    key: Key,
    file: String,
}

/// A certificate and its key.
#[derive(Debug, Clone)]
pub struct Signer {
    /// The certificate.
    pub certificate: Certificate,
    /// The private key to its public one.
    pub key: Key,
}

/// What was given, as data for the page: nothing of the private keys is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnKeysSummary {
    /// The certificates in the order in which they were given.
    pub certificates: Vec<OwnCertificateSummary>,
    /// The names of files with a private key to which no certificate was given.
    pub unpaired: Vec<String>,
}

/// A certificate that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCertificateSummary {
    /// Its SHA-256 in lower-case hexadecimal digits: by it, it is chosen.
    pub sha256: String,
    /// The name of the file that it stands in.
    pub file: String,
    /// The common name of its subject.
    pub common_name: String,
    /// Its subject.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Its key: `RSA 2048 bits`.
    pub key: String,
    /// From when on it is valid.
    pub not_before: Timestamp,
    /// Until when it is valid.
    pub not_after: Timestamp,
    /// Whether its private key was given too.
    pub has_key: bool,
    /// Whether it can sign a list: its private key is there, and is RSA.
    pub can_sign: bool,
}

impl OwnKeys {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file: PEM with any number of certificates and keys, a certificate or key in DER, or PKCS#12. What is encrypted is tried
    /// with each password. A file that cannot be read whole adds nothing.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do about it.
    pub fn add(&mut self, file: &str, bytes: &[u8], passwords: &[String]) -> Result<(), OwnKeysError> {
        let mut contents = Contents::default();
        let secrets: Vec<Secret<'_>> = passwords.iter().map(|password| Secret::Password(password)).collect();
        contents.read(bytes, &secrets).map_err(|fault| OwnKeysError { file: file.to_owned(), fault })?;
        for certificate in contents.certificates {
            if !self.certificates.iter().any(|own| own.certificate == certificate) {
                self.certificates.push(OwnCertificate { certificate, file: file.to_owned() });
            }
        }
        for key in contents.keys {
            if !self.keys.iter().any(|own| own.key == key) {
                self.keys.push(OwnKey { key, file: file.to_owned() });
            }
        }
        Ok(())
    }

    /// The certificates in the order in which they were given.
    #[must_use]
    pub fn certificates(&self) -> &[OwnCertificate] {
        &self.certificates
    }

    /// The certificate with this SHA-256, in hexadecimal digits.
    #[must_use]
    pub fn find(&self, sha256: &str) -> Option<&Certificate> {
        let mut certificates = self.certificates.iter().map(|own| &own.certificate);
        certificates.find(|certificate| certificate.sha256().eq_ignore_ascii_case(sha256))
    }

    /// The certificate that signs, with its key: the one with this SHA-256, or the only one whose RSA key was given.
    ///
    /// # Errors
    /// Why there is none, and what to give.
    pub fn signer(&self, sha256: Option<&str>) -> Result<Signer, NoSigner> {
        let name =
            |own: &OwnCertificate| format!("{} ({})", own.certificate.subject().common_name(), visible(&own.file));
        let wanted =
            |own: &&OwnCertificate| sha256.is_none_or(|sha256| own.certificate.sha256().eq_ignore_ascii_case(sha256));
        let candidates: Vec<&OwnCertificate> = self.certificates.iter().filter(wanted).collect();
        let paired: Vec<(&OwnCertificate, &Key)> =
            candidates.iter().filter_map(|own| Some((*own, self.key_of(&own.certificate)?))).collect();
        let mut signers = paired.iter().filter(|(_, key)| !key.kind().is_elliptic());
        match (signers.next(), signers.next()) {
            (Some((own, key)), None) => Ok(Signer { certificate: own.certificate.clone(), key: (*key).clone() }),
            (Some(_), Some(_)) => {
                let rsa = paired.iter().filter(|(_, key)| !key.kind().is_elliptic());
                Err(NoSigner::Several(listed(&rsa.map(|(own, _)| name(own)).collect::<Vec<_>>())))
            }
            (None, _) => Err(match (paired.first(), candidates.first(), self.unpaired().next(), sha256) {
                (Some((own, _)), ..) => NoSigner::NotRsa(name(own)),
                (_, _, Some(key), None) => NoSigner::Unpaired(visible(&key.file).into_owned()),
                (_, Some(own), ..) => NoSigner::NoKey(name(own)),
                (_, None, _, Some(sha256)) => NoSigner::Unknown(visible(sha256).into_owned()),
                (_, None, ..) => NoSigner::NoCertificate,
            }),
        }
    }

    /// What was given, as data.
    #[must_use]
    pub fn summary(&self) -> OwnKeysSummary {
        let summary = |own: &OwnCertificate| {
            let key = self.key_of(&own.certificate);
            OwnCertificateSummary {
                sha256: own.certificate.sha256(),
                file: visible(&own.file).into_owned(),
                common_name: own.certificate.subject().common_name(),
                subject: own.certificate.subject().to_string(),
                issuer: own.certificate.issuer().to_string(),
                key: own.certificate.key_text(),
                not_before: own.certificate.not_before(),
                not_after: own.certificate.not_after(),
                has_key: key.is_some(),
                can_sign: key.is_some_and(|key| !key.kind().is_elliptic()),
            }
        };
        OwnKeysSummary {
            certificates: self.certificates.iter().map(summary).collect(),
            unpaired: self.unpaired().map(|key| visible(&key.file).into_owned()).collect(),
        }
    }

    fn key_of(&self, certificate: &Certificate) -> Option<&Key> {
        self.keys.iter().map(|own| &own.key).find(|key| is_pair(certificate, key))
    }

    fn unpaired(&self) -> impl Iterator<Item = &OwnKey> {
        self.keys.iter().filter(|own| !self.certificates.iter().any(|other| is_pair(&other.certificate, &own.key)))
    }
}

/// Whether a key is the private half of a certificate's.
fn is_pair(certificate: &Certificate, key: &Key) -> bool {
    PublicKey::from_spki(key.public_key_der()).is_ok_and(|public_key| public_key == *certificate.public_key())
}

/// What a file holds.
#[derive(Default)]
struct Contents {
    certificates: Vec<Certificate>,
    keys: Vec<Key>,
}

/// How a file of another program's keys begins, whose it is, and the command that converts it.
const OTHER_FORMS: &[(&[u8], &str, &str)] = &[
    (b"PuTTY-User-Key-File-", "PuTTY", "puttygen old.ppk -O private-openssh -o FILE; ssh-keygen -p -m PKCS8 -f FILE"),
    (b"openssh-key-v1\0", "OpenSSH", OPENSSH),
    (b"\xfe\xed\xfe\xed", "Java (JKS)", KEYSTORE),
    (b"\xce\xce\xce\xce", "Java (JCEKS)", KEYSTORE),
];
const OPENSSH: &str = "ssh-keygen -p -m PKCS8 -f FILE";
const KEYSTORE: &str = "keytool -importkeystore -srckeystore FILE -destkeystore new.p12 -deststoretype PKCS12";

impl Contents {
    fn read(&mut self, bytes: &[u8], secrets: &[Secret<'_>]) -> Result<(), OwnKeysFault> {
        if let Some((_, form, convert)) = OTHER_FORMS.iter().find(|(begins, ..)| bytes.starts_with(begins)) {
            return Err(OwnKeysFault::OtherForm { form, convert });
        }
        let blocks = pem::scan(bytes);
        if !blocks.is_empty() {
            blocks.iter().try_for_each(|block| self.take_block(bytes, block, secrets))?;
        } else if pkcs12::looks_like(bytes) {
            self.take_pkcs12(bytes, secrets)?;
        } else if Form::of(bytes).is_some() {
            self.keys.push(private_key::read(bytes, secrets)?);
        } else if pkcs7::looks_like(bytes) {
            self.take_bag(bytes)?;
        } else if let Ok((certificate, _)) = Certificate::decode(bytes) {
            self.certificates.push(certificate);
        }
        if self.certificates.is_empty() && self.keys.is_empty() { Err(OwnKeysFault::Nothing) } else { Ok(()) }
    }

    fn take_block(&mut self, bytes: &[u8], block: &PemBlock, secrets: &[Secret<'_>]) -> Result<(), OwnKeysFault> {
        let damaged = |error: &PemError| OwnKeysFault::Damaged { offset: error.offset, reason: error.to_string() };
        let label = block.label.to_ascii_uppercase();
        if label.contains("PRIVATE KEY") {
            if label.starts_with("OPENSSH") {
                return Err(OwnKeysFault::OtherForm { form: "OpenSSH", convert: OPENSSH });
            }
            if block.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("DEK-Info")) {
                return Err(OwnKeysFault::OldEncryption);
            }
            let der = pem::private_key(bytes, block).map_err(|error| damaged(&error))?;
            self.keys.push(private_key::read(&der, secrets)?);
            return Ok(());
        }
        match label.as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
                self.take_certificate(block.contents.as_ref().map_err(damaged)?)
            }
            "PKCS7" | "PKCS #7 SIGNED DATA" | "CMS" => self.take_bag(block.contents.as_ref().map_err(damaged)?),
            // Parameters of curves, requests and the like stand beside keys and are of no use.
            _ => Ok(()),
        }
    }

    fn take_certificate(&mut self, der: &[u8]) -> Result<(), OwnKeysFault> {
        let (certificate, _) =
            Certificate::decode(der).map_err(|error| OwnKeysFault::Certificate(error.to_string()))?;
        self.certificates.push(certificate);
        Ok(())
    }

    fn take_bag(&mut self, der: &[u8]) -> Result<(), OwnKeysFault> {
        let certificates = pkcs7::certificates(der).map_err(|error| OwnKeysFault::Certificate(error.to_string()))?;
        certificates.iter().try_for_each(|raw| self.take_certificate(raw.der))
    }

    fn take_pkcs12(&mut self, bytes: &[u8], secrets: &[Secret<'_>]) -> Result<(), OwnKeysFault> {
        let file = Pkcs12::read(bytes).map_err(|error| OwnKeysFault::Pkcs12(error.to_string()))?;
        // Some programs write an empty password, some none at all.
        let tried: Vec<Secret<'_>> = secrets.iter().copied().chain([Secret::Password(""), Secret::Missing]).collect();
        let mut fault = match secrets.len() {
            0 => OwnKeysFault::FileLocked,
            given => OwnKeysFault::WrongPassword(given),
        };
        for secret in by_checksum(&file, tried)? {
            match open_pkcs12(&file, secret) {
                Ok(contents) => {
                    self.certificates.extend(contents.certificates);
                    self.keys.extend(contents.keys);
                    return Ok(());
                }
                Err(OwnKeysFault::KeyLocked | OwnKeysFault::FileLocked | OwnKeysFault::WrongPassword(_)) => {}
                Err(other) => fault = other,
            }
        }
        Err(fault)
    }
}

/// The passwords that may open a file: the one that its checksum was made with, or all where there is no checksum.
fn by_checksum<'s>(file: &Pkcs12, tried: Vec<Secret<'s>>) -> Result<Vec<Secret<'s>>, OwnKeysFault> {
    let encrypted = file.parts.iter().filter_map(|part| match part {
        Part::Encrypted(part) => Some(part.scheme.rounds()),
        _ => None,
    });
    let checksum = if let Some(Ok(mac)) = &file.mac { Some(mac.rounds()) } else { None };
    if encrypted.chain(checksum).any(|rounds| rounds.is_none()) {
        let too_much = "a password costs more rounds of hashing, or more memory, than are spent here; write it anew with `openssl pkcs12 -export`";
        return Err(OwnKeysFault::Pkcs12(too_much.to_owned()));
    }
    if checksum.is_none() {
        return Ok(tried);
    }
    Ok(tried.into_iter().find(|secret| file.mac_fits(*secret) == Some(true)).into_iter().collect())
}

/// What a file holds, opened with one password.
fn open_pkcs12(file: &Pkcs12, secret: Secret<'_>) -> Result<Contents, OwnKeysFault> {
    let unreadable = |error: String| OwnKeysFault::Pkcs12(error);
    let mut contents = Contents::default();
    for part in &file.parts {
        let opened;
        let bags = match part {
            Part::Open(bags) => bags,
            Part::Encrypted(part) => {
                opened = part.open(secret).ok_or(OwnKeysFault::FileLocked)?;
                &opened
            }
            Part::Other(what) => return Err(unreadable(format!("of a part of it, {what}"))),
        };
        if let Some(error) = &bags.broken {
            return Err(unreadable(error.to_string()));
        }
        bags.certificates.iter().try_for_each(|der| contents.take_certificate(der))?;
    }
    for key in file.key_bags(secret).map_err(|error| unreadable(error.to_string()))? {
        contents.keys.push(private_key::read(&key, &[secret])?);
    }
    Ok(contents)
}
