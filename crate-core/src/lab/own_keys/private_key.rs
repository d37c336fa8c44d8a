//! One private key, in whatever form it stands in DER.

use super::error::OwnKeysFault;
use crate::crypto::der::{Element, Reader, tag};
use crate::crypto::password::{MOST_ROUNDS, Scheme, Secret};
use crate::lab::error::LabError;
use crate::lab::key::Key;
use p256::elliptic_curve::zeroize::Zeroizing;
use x509_cert::der::asn1::{AnyRef, Null, ObjectIdentifier, OctetStringRef};
use x509_cert::der::{Decode as _, SecretDocument};
use x509_cert::spki::AlgorithmIdentifierRef;

/// The forms of a private key, told by the types of the first elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// PKCS#8 (RFC 5958).
    Pkcs8,
    /// PKCS#8 that is encrypted with a password (RFC 5958 section 3).
    Encrypted,
    /// `RSAPrivateKey` (RFC 8017 appendix A.1.2).
    Rsa,
    /// `ECPrivateKey` (RFC 5915).
    Elliptic,
}

impl Form {
    /// The form of a key; none when it is no key.
    pub(super) fn of(der: &[u8]) -> Option<Self> {
        let mut fields = Reader::new(der).expect(tag::SEQUENCE).ok()?.reader();
        let mut tags = Vec::new();
        while tags.len() < 4 && !fields.is_empty() {
            tags.push(fields.any().ok()?.tag);
        }
        match tags.as_slice() {
            [tag::SEQUENCE, tag::OCTET_STRING] => Some(Self::Encrypted),
            [tag::INTEGER, tag::SEQUENCE, tag::OCTET_STRING, ..] => Some(Self::Pkcs8),
            [tag::INTEGER, tag::OCTET_STRING, ..] => Some(Self::Elliptic),
            [tag::INTEGER, tag::INTEGER, tag::INTEGER, tag::INTEGER] => Some(Self::Rsa),
            _ => None,
        }
    }
}

/// Reads a key; an encrypted one with the first password that opens it.
pub(super) fn read(der: &[u8], secrets: &[Secret<'_>]) -> Result<Key, OwnKeysFault> {
    match Form::of(der) {
        Some(Form::Pkcs8) => read_pkcs8(der),
        Some(Form::Rsa) => read_pkcs8(wrap(RSA_ENCRYPTION, Null.into(), der)?.as_bytes()),
        Some(Form::Elliptic) => {
            let curve = curve(der).ok_or_else(|| {
                let convert = "`openssl pkey -in old.pem -out new.pem` writes it so that it does";
                OwnKeysFault::Key(format!("this EC key does not say on which curve it is: {convert}"))
            })?;
            read_pkcs8(wrap(EC_PUBLIC_KEY, (&curve).into(), der)?.as_bytes())
        }
        Some(Form::Encrypted) => open(der, secrets),
        None => Err(OwnKeysFault::Key("the private key in it is damaged: its structure cannot be read".to_owned())),
    }
}

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

fn read_pkcs8(der: &[u8]) -> Result<Key, OwnKeysFault> {
    // A certificate of such a key can stand in a list; it cannot be made or used to sign here.
    Key::from_pkcs8(der).map_err(|error| match error {
        LabError::KeyUnreadable(reason) => OwnKeysFault::Key(format!(
            "this private key cannot be used: {reason}; a list needs an RSA key of 1024, 2048 or 4096 bits"
        )),
        other => OwnKeysFault::Key(other.to_string()),
    })
}

/// A key of an older form as PKCS#8. The document wipes itself.
fn wrap(oid: ObjectIdentifier, parameters: AnyRef<'_>, key: &[u8]) -> Result<SecretDocument, OwnKeysFault> {
    let damaged = |_| OwnKeysFault::Key("the private key in it is damaged: it is too long for a key".to_owned());
    let key = OctetStringRef::new(key).map_err(damaged)?;
    let algorithm = AlgorithmIdentifierRef { oid, parameters: Some(parameters) };
    SecretDocument::encode_msg(&rsa::pkcs8::PrivateKeyInfoRef::new(algorithm, key)).map_err(damaged)
}

/// The curve that an `ECPrivateKey` names in its parameters.
fn curve(der: &[u8]) -> Option<ObjectIdentifier> {
    let mut fields = Reader::new(der).expect(tag::SEQUENCE).ok()?.reader();
    fields.expect(tag::INTEGER).ok()?;
    fields.expect(tag::OCTET_STRING).ok()?;
    let parameters = fields.optional(tag::constructed(0)).ok()??;
    let oid: Element<'_> = parameters.reader().expect(tag::OID).ok()?;
    ObjectIdentifier::from_der(oid.raw).ok()
}

/// Opens an encrypted key with the first password that does.
fn open(der: &[u8], secrets: &[Secret<'_>]) -> Result<Key, OwnKeysFault> {
    let broken = |_| OwnKeysFault::Key("the encrypted private key in it is damaged".to_owned());
    let mut fields = Reader::new(der).expect(tag::SEQUENCE).map_err(broken)?.reader();
    let scheme = Scheme::read(&fields.expect(tag::SEQUENCE).map_err(broken)?).map_err(broken)?;
    let scheme = scheme.map_err(OwnKeysFault::Encryption)?;
    let data = fields.expect(tag::OCTET_STRING).map_err(broken)?.content;
    if scheme.rounds().is_none() {
        return Err(OwnKeysFault::Encryption(format!("more than {MOST_ROUNDS} rounds of hashing, or too much memory")));
    }
    let mut refused = None;
    for secret in secrets {
        let Some(plain) = scheme.decrypt(*secret, data).map(Zeroizing::new) else { continue };
        // One wrong password of 256 leaves a right padding; what it gives is no key.
        if Form::of(&plain) == Some(Form::Pkcs8) {
            match read_pkcs8(&plain) {
                Ok(key) => return Ok(key),
                Err(fault) => refused = Some(fault),
            }
        }
    }
    let given = secrets.iter().filter(|secret| matches!(secret, Secret::Password(given) if !given.is_empty())).count();
    Err(match (refused, given) {
        (Some(fault), _) => fault,
        (None, 0) => OwnKeysFault::KeyLocked,
        (None, given) => OwnKeysFault::WrongPassword(given),
    })
}
