//! Certificates of any description.

use super::error::LabError;
use super::key::{Key, PublicKeyInfo, signature_algorithm};
use super::name;
use super::servers::{Unit, serial};
use crate::crypto::{HashAlgorithm, sha1};
use crate::formats::signed_header::TagOrder;
use crate::report::Identity;
use crate::{Timestamp, text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::net::IpAddr;
use x509_cert::TbsCertificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder as _, CertificateBuilder};
use x509_cert::der::asn1::{BitString, Ia5String, ObjectIdentifier, OctetString};
use x509_cert::der::{self, DateTime, Encode as _};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAltName, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, ToExtension as _};
use x509_cert::name::Name;
use x509_cert::request::RequestBuilder;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{
    AlgorithmIdentifierOwned, Document, DynSignatureAlgorithmIdentifier, EncodePublicKey, SubjectPublicKeyInfoRef,
};
use x509_cert::time::{Time, Validity};

pub use x509_cert::ext::pkix::KeyUsages;

/// Purposes of an extended key usage.
pub mod purpose {
    #![allow(missing_docs, reason = "the names are those of RFC 5280")]
    use super::ObjectIdentifier;
    pub const SERVER_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
    pub const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
    pub const IPSEC_END_SYSTEM: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.5");
}

/// What a certificate is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateDescription {
    /// The attributes of the subject in the order of the certificate; see [`name::attributes`].
    pub subject: Vec<(String, String)>,
    /// The serial number, big-endian, positive.
    pub serial: Vec<u8>,
    /// From when on it is valid.
    pub not_before: Timestamp,
    /// Until when it is valid.
    pub not_after: Timestamp,
    /// Its key.
    pub key: Key,
    /// The hash that its signature is made over.
    pub hash: HashAlgorithm,
    /// CA or not, with the length of the path below; absent when there is no such extension.
    pub basic_constraints: Option<(bool, Option<u8>)>,
    /// Key usage; critical unless [`CertificateDescription::usage_is_critical`] says otherwise.
    pub key_usage: Option<KeyUsage>,
    /// Whether key usage is critical.
    pub usage_is_critical: bool,
    /// Extended key usage; no extension when there are none.
    pub purposes: Vec<ObjectIdentifier>,
    /// Subject alternative names: host names and addresses.
    pub alternative_names: Vec<String>,
    /// Whether it says which key it holds.
    pub has_subject_key_identifier: bool,
    /// Whether it says which key signed it.
    pub has_authority_key_identifier: bool,
    /// Further extensions.
    pub further: Vec<FurtherExtension>,
    /// Who issued it; none for a self-signed one.
    pub issuer: Option<Box<Made>>,
}

/// An extension of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FurtherExtension {
    /// Which: `1.3.6.1.4.1.11129.2.4.2`.
    pub oid: String,
    /// Whether it is critical.
    pub critical: bool,
    /// Its DER.
    pub value: Vec<u8>,
}

/// A certificate that was made, with everything that signing with it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it is in CUCM.
    pub identity: Identity,
    /// The name that CUCM has for certificates of this kind, where its identity does not tell: `authz`, `cup-xmpp`. See [`Made::unit`].
    pub special_unit: Option<&'static str>,
    /// The full names of the nodes that hold it as their own.
    pub nodes: Vec<String>,
    /// What it was made after.
    pub description: CertificateDescription,
    /// The certificate.
    pub der: Vec<u8>,
    /// The value of its signature.
    pub signature: Vec<u8>,
    /// Subject and issuer as a trust list names them, where that is not the usual way: those of tokens.
    pub listed_as: Option<(String, String)>,
}

impl CertificateDescription {
    /// A self-signed certificate without extensions, valid for five years from a time on. Its serial number comes from its name and key.
    #[must_use]
    pub fn new(subject: &str, key: &Key, not_before: Timestamp) -> Self {
        Self {
            subject: name::attributes(subject),
            serial: serial(subject, key),
            not_before,
            not_after: years_after(not_before, 5),
            key: key.clone(),
            hash: key.kind().usual_hash(),
            basic_constraints: None,
            key_usage: None,
            usage_is_critical: true,
            purposes: Vec::new(),
            alternative_names: Vec::new(),
            has_subject_key_identifier: true,
            has_authority_key_identifier: true,
            further: Vec::new(),
            issuer: None,
        }
    }

    /// The same, issued by another certificate: signed with the hash that is usual under its key.
    #[must_use]
    pub fn issued_by(self, issuer: &Made) -> Self {
        Self { hash: issuer.key().kind().usual_hash(), issuer: Some(Box::new(issuer.clone())), ..self }
    }

    /// The same, valid for so many years from a date on.
    #[must_use]
    pub fn valid_for(self, from: Timestamp, years: i64) -> Self {
        Self { not_before: from, not_after: years_after(from, years), ..self }
    }

    /// Makes the certificate and signs it, with its own key or its issuer's.
    ///
    /// # Errors
    /// When the description cannot be written as a certificate.
    pub fn sign(self) -> Result<Made, LabError> {
        let issuer_key = self.issuer.as_ref().map_or(&self.key, |issuer| issuer.key());
        let profile = Profile {
            subject: name::encode(&self.subject)?,
            issuer: name::encode(self.issuer.as_ref().map_or(&self.subject, |issuer| &issuer.description.subject))?,
            extensions: self.extensions(issuer_key)?,
        };
        let validity = Validity::new(time(self.not_before)?, time(self.not_after)?);
        let serial = SerialNumber::new(&self.serial).map_err(LabError::encoding("a serial number"))?;
        let signer = Signer::new(issuer_key, self.hash)?;
        let builder = CertificateBuilder::new(profile, serial, validity, self.key.public_key()?);
        let mut builder = builder.map_err(not_built("a certificate"))?;
        let content = builder.finalize(&signer).map_err(not_built("a certificate"))?;
        let signature = issuer_key.sign(self.hash, &content)?;
        let bits = BitString::from_bytes(&signature).map_err(LabError::encoding("a signature"))?;
        let made = builder.assemble(bits, &signer).map_err(not_built("a certificate"))?;
        let der = made.to_der().map_err(LabError::encoding("a certificate"))?;
        Ok(Made {
            identity: Identity::Other,
            special_unit: None,
            nodes: Vec::new(),
            description: self,
            der,
            signature,
            listed_as: None,
        })
    }

    /// The request (PKCS#10) that asks for this certificate: its subject, key, usage and names, signed with its own key.
    ///
    /// # Errors
    /// When the description cannot be written as a request.
    pub fn request(&self) -> Result<Vec<u8>, LabError> {
        let asked = Self { has_subject_key_identifier: false, has_authority_key_identifier: false, ..self.clone() };
        let signer = Signer::new(&self.key, self.hash)?;
        let mut builder = RequestBuilder::new(name::encode(&self.subject)?).map_err(not_built("a request"))?;
        for extension in asked.extensions(&self.key)? {
            builder.add_extension(extension).map_err(LabError::encoding("a request"))?;
        }
        let content = builder.finalize(&signer).map_err(not_built("a request"))?;
        let signature = self.key.sign(self.hash, &content)?;
        let bits = BitString::from_bytes(&signature).map_err(LabError::encoding("a signature"))?;
        let made = builder.assemble(bits, &signer).map_err(not_built("a request"))?;
        made.to_der().map_err(LabError::encoding("a request"))
    }

    fn extensions(&self, issuer_key: &Key) -> Result<Vec<Extension>, LabError> {
        let own = self.has_subject_key_identifier.then(|| key_identifier(&self.key)).transpose()?;
        let issuers = self.has_authority_key_identifier.then(|| key_identifier(issuer_key)).transpose()?;
        self.encode_extensions(own, issuers).map_err(LabError::encoding("an extension"))
    }

    fn encode_extensions(
        &self,
        own_key: Option<OctetString>,
        issuer_key: Option<OctetString>,
    ) -> der::Result<Vec<Extension>> {
        let (subject, mut extensions) = (Name::default(), Vec::new());
        if let Some((ca, path)) = self.basic_constraints {
            let constraints = BasicConstraints { ca, path_len_constraint: path };
            extensions.push((ca, &constraints).to_extension(&subject, &[])?);
        }
        if let Some(usage) = &self.key_usage {
            extensions.push((self.usage_is_critical, usage).to_extension(&subject, &[])?);
        }
        if !self.purposes.is_empty() {
            extensions.push((false, &ExtendedKeyUsage(self.purposes.clone())).to_extension(&subject, &[])?);
        }
        if !self.alternative_names.is_empty() {
            let names = self.alternative_names.iter().map(|name| general_name(name)).collect::<der::Result<_>>()?;
            extensions.push((false, &SubjectAltName(names)).to_extension(&subject, &[])?);
        }
        if let Some(key) = own_key {
            extensions.push((false, &SubjectKeyIdentifier(key)).to_extension(&subject, &[])?);
        }
        if let Some(key) = issuer_key {
            let identifier = AuthorityKeyIdentifier { key_identifier: Some(key), ..AuthorityKeyIdentifier::default() };
            extensions.push((false, &identifier).to_extension(&subject, &[])?);
        }
        for further in &self.further {
            extensions.push(Extension {
                extn_id: ObjectIdentifier::new(&further.oid)?,
                critical: further.critical,
                extn_value: OctetString::new(further.value.as_slice())?,
            });
        }
        Ok(extensions)
    }
}

impl Made {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.description.key
    }

    /// The same with another meaning and holders.
    #[must_use]
    pub fn of(self, identity: Identity, nodes: &[&str]) -> Self {
        Self { identity, nodes: nodes.iter().map(|node| (*node).to_owned()).collect(), ..self }
    }

    /// The name that CUCM has for certificates of this kind, and the file that it keeps them in, without `.pem`: `CallManager`. None for
    /// what servers do not make.
    #[must_use]
    pub fn unit(&self) -> Option<&'static str> {
        self.special_unit.or_else(|| Unit::of(self.identity).map(|unit| unit.name))
    }

    /// Whether a node holds it as its own.
    #[must_use]
    pub fn is_of(&self, node: &str) -> bool {
        self.nodes.iter().any(|own| own == node)
    }

    /// Its common name.
    #[must_use]
    pub fn common_name(&self) -> &str {
        name::common_name(&self.description.subject)
    }

    /// The certificate as PEM.
    #[must_use]
    pub fn pem(&self) -> Vec<u8> {
        pem("CERTIFICATE", &self.der)
    }

    /// Its serial number as CUCM writes it into file names.
    #[must_use]
    pub fn serial_hex(&self) -> String {
        text::hex(&self.description.serial)
    }

    /// Subject and issuer as a trust list names them.
    #[must_use]
    pub fn listed_names(&self, order: TagOrder) -> (String, String) {
        self.listed_as.clone().unwrap_or_else(|| {
            let issuer = self.description.issuer.as_ref();
            let issuer = issuer.map_or(&self.description.subject, |issuer| &issuer.description.subject);
            (name::listed_as(order, &self.description.subject), name::listed_as(order, issuer))
        })
    }
}

/// The bytes of a PEM block.
#[must_use]
pub fn pem(label: &str, der: &[u8]) -> Vec<u8> {
    let body = STANDARD.encode(der);
    let lines: Vec<&str> = body.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n")).into_bytes()
}

/// A time so many years later, as CUCM counts them: 365 days each and the leap days between, less one day.
#[must_use]
pub fn years_after(time: Timestamp, years: i64) -> Timestamp {
    time.plus_days(years * 365 + years / 4 - 1)
}

/// A time so many days earlier, but none before 1970.
pub(super) fn days_before(time: Timestamp, days: i64) -> Timestamp {
    time.plus_days(-days).max(Timestamp::from_unix(0))
}

fn time(timestamp: Timestamp) -> Result<Time, LabError> {
    let before =
        || LabError::field("a date", format!("{timestamp} lies before 1970, which X.509 has no room for here"));
    let seconds = u64::try_from(timestamp.unix()).map_err(|_| before())?;
    let moment = DateTime::from_unix_duration(std::time::Duration::from_secs(seconds));
    Ok(moment.map_err(LabError::encoding("a date"))?.into())
}

fn not_built(what: &'static str) -> impl Fn(x509_cert::builder::Error) -> LabError {
    move |error| LabError::Encoding { what, reason: error.to_string() }
}

fn general_name(name: &str) -> der::Result<GeneralName> {
    Ok(match name.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => GeneralName::IpAddress(OctetString::new(address.octets())?),
        Ok(IpAddr::V6(address)) => GeneralName::IpAddress(OctetString::new(address.octets())?),
        Err(_) => GeneralName::DnsName(Ia5String::new(name)?),
    })
}

/// SHA-1 of the key (RFC 5280, section 4.2.1.2, method 1).
fn key_identifier(key: &Key) -> Result<OctetString, LabError> {
    OctetString::new(sha1(&key.bare_public_key()?)).map_err(LabError::encoding("a key identifier"))
}

/// What the builder of x509-cert asks for the names and the extensions.
struct Profile {
    subject: Name,
    issuer: Name,
    extensions: Vec<Extension>,
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        _key: SubjectPublicKeyInfoRef<'_>,
        _issuer_key: SubjectPublicKeyInfoRef<'_>,
        _certificate: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        Ok(self.extensions.clone())
    }
}

/// What the builder asks for the algorithm. It signs nothing: [`Key::sign`] does.
struct Signer {
    public_key: PublicKey,
    algorithm: AlgorithmIdentifierOwned,
}

impl Signer {
    fn new(key: &Key, hash: HashAlgorithm) -> Result<Self, LabError> {
        Ok(Self { public_key: PublicKey(key.public_key()?), algorithm: signature_algorithm(hash, key.kind())? })
    }
}

impl p256::ecdsa::signature::Keypair for Signer {
    type VerifyingKey = PublicKey;

    fn verifying_key(&self) -> PublicKey {
        self.public_key.clone()
    }
}

impl DynSignatureAlgorithmIdentifier for Signer {
    fn signature_algorithm_identifier(&self) -> x509_cert::spki::Result<AlgorithmIdentifierOwned> {
        Ok(self.algorithm.clone())
    }
}

#[derive(Clone)]
struct PublicKey(PublicKeyInfo);

impl EncodePublicKey for PublicKey {
    fn to_public_key_der(&self) -> x509_cert::spki::Result<Document> {
        Ok(Document::try_from(self.0.to_der()?)?)
    }
}

/// The key usage with these flags.
#[must_use]
pub fn usage(flags: &[KeyUsages]) -> Option<KeyUsage> {
    let mut usage = KeyUsage(KeyUsages::DigitalSignature.into());
    usage.0.clear();
    for flag in flags {
        usage.0 |= *flag;
    }
    Some(usage)
}
