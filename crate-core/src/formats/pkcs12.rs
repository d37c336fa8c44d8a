//! PKCS#12 (RFC 7292): certificates and keys behind a password; `.p12` and `.pfx` files.
//!
//! Read with [`der`](crate::crypto) and the ciphers of RustCrypto rather than with a crate for PKCS#12: those decrypt private keys and keep
//! them in memory that nobody clears, and let one odd bag hide the others. Here the bags that hold keys are counted and never decrypted;
//! `keys` alone takes them out, for the lab.

mod keys;

use crate::crypto::DerError;
use crate::crypto::der::{Element, Reader, tag};
use crate::crypto::password::{Mac, Scheme, Secret};

/// A file whose outer structure was read. It has no `Debug`: a key may be in it as it is.
pub(crate) struct Pkcs12 {
    /// What the file consists of, in its order.
    pub(crate) parts: Vec<Part>,
    /// The checksum over all parts, or the name of an algorithm that is not known here; absent when the file has none.
    pub(crate) mac: Option<Result<Mac, String>>,
    /// What the checksum is over.
    authenticated: Vec<u8>,
}

/// A part of a file.
pub(crate) enum Part {
    /// Bags that are not encrypted as a whole. The private keys among them mostly are, each by itself.
    Open(Bags),
    /// Bags that are encrypted with a password.
    Encrypted(Encrypted),
    /// Something that is not read, in words.
    Other(String),
}

/// Encrypted bags.
pub(crate) struct Encrypted {
    /// How they were encrypted.
    pub(crate) scheme: Scheme,
    data: Vec<u8>,
}

/// What stands in bags.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Bags {
    /// The certificates in DER, in their order.
    pub(crate) certificates: Vec<Vec<u8>>,
    /// Private keys, encrypted or not.
    pub(crate) private_keys: usize,
    /// Secret keys and other secrets.
    pub(crate) secrets: usize,
    /// Revocation lists and whatever else there is.
    pub(crate) others: usize,
    /// Why the bags could not be read to their end.
    pub(crate) broken: Option<DerError>,
}

/// A file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Pkcs12Error {
    /// The structure is broken.
    #[error("its structure is broken: {0}")]
    Broken(#[from] DerError),
    /// The outermost content is something else than data, for example signed.
    #[error("it is of a kind that is protected with certificates instead of a password ({0})")]
    NotData(String),
}

const OID_DATA: &str = "1.2.840.113549.1.7.1";
const OID_ENCRYPTED: &str = "1.2.840.113549.1.7.6";
const OID_ENVELOPED: &str = "1.2.840.113549.1.7.3";

/// Kinds of bags (RFC 7292 section 4.2).
const OID_BAGS: &str = "1.2.840.113549.1.12.10.1.";
/// A certificate of X.509 in a bag.
const OID_X509: &str = "1.2.840.113549.1.9.22.1";

/// The version and the type of the content: what follows the outermost header, without the length between.
const VERSION: [u8; 3] = [tag::INTEGER, 1, 3];
const PKCS7: [u8; 10] = [tag::OID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];

/// Bags inside bags are followed so deep.
const DEPTH: usize = 4;

/// Whether a file begins as PKCS#12 does, also when the rest is missing.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    let after = |start: usize, mark: &[u8]| bytes.get(start..).is_some_and(|rest| rest.starts_with(mark));
    bytes.first() == Some(&tag::SEQUENCE)
        && (2..=6)
            .any(|start| after(start, &VERSION) && (2..=6).any(|length| after(start + VERSION.len() + length, &PKCS7)))
}

impl Pkcs12 {
    /// Reads the outer structure, in DER or in BER.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Pkcs12Error> {
        let mut fields = inside(&Reader::new(bytes).allow_indefinite().expect(tag::SEQUENCE)?);
        fields.expect(tag::INTEGER)?;
        let (kind, content) = content_info(&fields.expect(tag::SEQUENCE)?)?;
        if kind != OID_DATA {
            return Err(Pkcs12Error::NotData(kind));
        }
        let authenticated = octets(&content)?;
        let mac = fields.optional(tag::SEQUENCE)?.map(|data| Mac::read(&data)).transpose()?;
        let mut contents = inside(&Reader::new(&authenticated).allow_indefinite().expect(tag::SEQUENCE)?);
        let mut parts = Vec::new();
        while !contents.is_empty() {
            parts.push(part(&contents.any()?)?);
        }
        Ok(Self { parts, mac, authenticated })
    }

    /// Whether the checksum fits under a password. None where there is none that can be checked.
    pub(crate) fn mac_fits(&self, secret: Secret<'_>) -> Option<bool> {
        match &self.mac {
            Some(Ok(mac)) => Some(mac.fits(secret, &self.authenticated)),
            _ => None,
        }
    }
}

impl Encrypted {
    /// Opens the bags; none when the password is wrong.
    ///
    /// What was decrypted is overwritten once the certificates are taken out of it.
    pub(crate) fn open(&self, secret: Secret<'_>) -> Option<Bags> {
        let mut plain = self.scheme.decrypt(secret, &self.data)?;
        let mut bags = Bags::default();
        // The padding lets one of 256 wrong passwords pass; what it gives has no structure.
        let opened = bags.take(&plain, 0).is_ok();
        plain.fill(0);
        std::hint::black_box(&plain);
        opened.then_some(bags)
    }
}

impl Bags {
    /// Reads `SafeContents` (RFC 7292 section 4.2). An error means that it does not even begin as one.
    fn take(&mut self, contents: &[u8], depth: usize) -> Result<(), DerError> {
        let mut bags = inside(&Reader::new(contents).allow_indefinite().expect(tag::SEQUENCE)?);
        let mut first = true;
        while !bags.is_empty() {
            match bags.expect(tag::SEQUENCE).and_then(|bag| self.take_bag(&bag, depth)) {
                Ok(()) => first = false,
                Err(error) if first => return Err(error),
                Err(error) => {
                    self.broken = Some(error);
                    break;
                }
            }
        }
        Ok(())
    }

    /// Reads one bag. Of a key it is only noted that it is there.
    fn take_bag(&mut self, bag: &Element<'_>, depth: usize) -> Result<(), DerError> {
        let mut fields = inside(bag);
        let kind = fields.expect(tag::OID)?.oid()?;
        let value = fields.expect(tag::constructed(0))?;
        match kind.strip_prefix(OID_BAGS) {
            Some("1" | "2") => self.private_keys += 1,
            Some("3") => {
                let mut certificate = inside(&inside(&value).expect(tag::SEQUENCE)?);
                let form = certificate.expect(tag::OID)?.oid()?;
                if form == OID_X509 {
                    let der = octets(&certificate.expect(tag::constructed(0))?)?;
                    self.certificates.push(der);
                } else {
                    self.others += 1;
                }
            }
            Some("5") => self.secrets += 1,
            Some("6") if depth < DEPTH => self.take(value.content, depth + 1)?,
            _ => self.others += 1,
        }
        Ok(())
    }
}

/// Reads one part (RFC 7292 section 4.1, `AuthenticatedSafe`).
fn part(info: &Element<'_>) -> Result<Part, DerError> {
    let (kind, content) = content_info(info)?;
    match kind.as_str() {
        OID_DATA => {
            let mut bags = Bags::default();
            if let Err(error) = bags.take(&octets(&content)?, 0) {
                bags.broken = Some(error);
            }
            Ok(Part::Open(bags))
        }
        OID_ENCRYPTED => Ok(match encrypted(&content)? {
            Ok(encrypted) => Part::Encrypted(encrypted),
            Err(name) => Part::Other(format!("it is encrypted with {name}, which is not opened here")),
        }),
        OID_ENVELOPED => {
            Ok(Part::Other("it is encrypted for the holder of a certificate, not with a password".to_owned()))
        }
        other => Ok(Part::Other(format!("it is of the type {other}, which is not known here"))),
    }
}

/// Reads `EncryptedData` (RFC 5652 section 8). The inner result is the name of a scheme that is not known here.
fn encrypted(content: &Element<'_>) -> Result<Result<Encrypted, String>, DerError> {
    let mut fields = inside(&inside(content).expect(tag::SEQUENCE)?);
    fields.expect(tag::INTEGER)?;
    let mut encrypted = inside(&fields.expect(tag::SEQUENCE)?);
    encrypted.expect(tag::OID)?;
    let scheme = Scheme::read(&encrypted.expect(tag::SEQUENCE)?)?;
    let data = join(&encrypted.any()?)?;
    Ok(scheme.map(|scheme| Encrypted { scheme, data }))
}

/// The type of a `ContentInfo` (RFC 5652 section 3), and what stands around its content.
fn content_info<'a>(info: &Element<'a>) -> Result<(String, Element<'a>), DerError> {
    let mut fields = inside(info);
    let kind = fields.expect(tag::OID)?.oid()?;
    Ok((kind, fields.expect(tag::constructed(0))?))
}

fn inside<'a>(element: &Element<'a>) -> Reader<'a> {
    element.reader().allow_indefinite()
}

/// The OCTET STRING inside an element.
fn octets(around: &Element<'_>) -> Result<Vec<u8>, DerError> {
    join(&inside(around).any()?)
}

/// The bytes of an OCTET STRING, which BER may cut into pieces (X.690 section 8.7.3).
fn join(string: &Element<'_>) -> Result<Vec<u8>, DerError> {
    if string.tag & tag::CONSTRUCTED == 0 {
        return Ok(string.content.to_vec());
    }
    let mut pieces = inside(string);
    let mut bytes = Vec::new();
    while !pieces.is_empty() {
        bytes.extend_from_slice(pieces.expect(tag::OCTET_STRING)?.content);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
