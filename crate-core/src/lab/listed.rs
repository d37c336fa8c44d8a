//! What trust lists hold of a certificate (formats.md, sections 2.1 and 3), whether it was made here or given.

use super::certificate::Made;
use super::error::LabError;
use super::name;
use crate::distinguished_name::{Attribute, DistinguishedName};
use crate::formats::certificate::Certificate;
use crate::formats::signed_header::TagOrder;
use x509_cert::der::Decode as _;
use x509_cert::spki::SubjectPublicKeyInfoRef;

/// A certificate that can stand in a trust list, and that a header can name as signer.
pub trait Listed {
    /// Subject and issuer as lists with this order of tags write them.
    fn listed_names(&self, order: TagOrder) -> (String, String);

    /// The serial number, big-endian, without a sign byte.
    fn listed_serial(&self) -> &[u8];

    /// The public key: a PKCS#1 `RSAPublicKey`, or a point.
    ///
    /// # Errors
    /// When the key cannot be read.
    fn listed_key(&self) -> Result<Vec<u8>, LabError>;

    /// The value of the certificate's signature.
    fn listed_signature(&self) -> &[u8];

    /// The certificate.
    fn listed_der(&self) -> &[u8];
}

impl Listed for Made {
    fn listed_names(&self, order: TagOrder) -> (String, String) {
        self.listed_names(order)
    }

    fn listed_serial(&self) -> &[u8] {
        &self.description.serial
    }

    fn listed_key(&self) -> Result<Vec<u8>, LabError> {
        self.key().bare_public_key()
    }

    fn listed_signature(&self) -> &[u8] {
        &self.signature
    }

    fn listed_der(&self) -> &[u8] {
        &self.der
    }
}

impl Listed for Certificate {
    fn listed_names(&self, order: TagOrder) -> (String, String) {
        let listed = |name: &DistinguishedName| {
            let pair = |attribute: &Attribute| (attribute.key.clone(), attribute.value.clone());
            name::listed_as(order, &name.attributes().iter().map(pair).collect::<Vec<_>>())
        };
        (listed(self.subject()), listed(self.issuer()))
    }

    fn listed_serial(&self) -> &[u8] {
        let serial = self.serial_bytes();
        if serial.is_empty() { &[0] } else { serial }
    }

    fn listed_key(&self) -> Result<Vec<u8>, LabError> {
        let key = SubjectPublicKeyInfoRef::from_der(self.spki()).map_err(LabError::encoding("a public key"))?;
        Ok(key.subject_public_key.raw_bytes().to_vec())
    }

    fn listed_signature(&self) -> &[u8] {
        self.signature()
    }

    fn listed_der(&self) -> &[u8] {
        self.der()
    }
}
