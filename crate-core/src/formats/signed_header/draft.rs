//! Writing a header and signing the file behind it (formats.md, sections 2 and 2.3).

use super::tag;
use crate::crypto::HashAlgorithm;
use crate::formats::tlv::{TooLong, write_container, write_element, write_text};
use serde::{Deserialize, Serialize};

/// In which order the elements of headers and records stand, and which of them there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TagOrder {
    /// As CUCM writes them.
    #[default]
    Cucm,
    /// As certutils writes them: CANAME before SERIALNUMBER, and in records neither DNSNAME nor IPADDRESS.
    Certutils,
}

/// What a header is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderDraft {
    /// VERSION: 1.2 for trust lists, 1.0 for signed configurations (formats.md, section 2.5).
    pub version: (u8, u8),
    /// SIGNERVERSION (tag 28), which certutils writes; phones that read EC certificates ask for 1.1.
    pub signer_version: Option<(u8, u8)>,
    /// The order of its elements.
    pub order: TagOrder,
    /// SIGNERNAME.
    pub signer: String,
    /// SERIALNUMBER of the signer, big-endian.
    pub serial: Vec<u8>,
    /// CANAME.
    pub issuer: String,
    /// DIGESTALGORITHM.
    pub digest_code: u8,
    /// FILENAME.
    pub file_name: String,
    /// TIMESTAMP: seconds since 1970.
    pub timestamp: Option<u32>,
    /// Further elements, each with its tag.
    pub further: Vec<(u8, Vec<u8>)>,
}

/// The usual code of a hash in DIGESTALGORITHM (formats.md, section 2.2).
#[must_use]
pub fn usual_digest_code(hash: HashAlgorithm) -> u8 {
    match hash {
        HashAlgorithm::Sha1 => 1,
        HashAlgorithm::Sha256 => 2,
        _ => 3,
    }
}

impl HeaderDraft {
    /// The header of a file with this name, of version 1.0 over SHA-1, that names no signer yet.
    #[must_use]
    pub fn of_file(name: &str, order: TagOrder) -> Self {
        Self {
            version: (1, 0),
            signer_version: None,
            order,
            signer: String::new(),
            serial: Vec::new(),
            issuer: String::new(),
            digest_code: usual_digest_code(HashAlgorithm::Sha1),
            file_name: name.to_owned(),
            timestamp: None,
            further: Vec::new(),
        }
    }

    /// The whole file: the header, signed with a signature of so many bytes by `sign`, then the body.
    ///
    /// `sign` gets what a signature covers: the file without the SIGNATURE element, tag and length included.
    ///
    /// # Errors
    /// When a value is too long for its element, or `sign` fails.
    pub fn sign<E: From<TooLong>>(
        &self,
        body: &[u8],
        signature_length: usize,
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        let (before, after) = self.encode(signature_length)?;
        let mut file = [before.as_slice(), &after, body].concat();
        let mut signature = Vec::new();
        write_element(tag::SIGNATURE, &sign(&file)?, &mut signature)?;
        file.splice(before.len()..before.len(), signature);
        Ok(file)
    }

    /// The header before SIGNATURE, and behind it.
    fn encode(&self, signature_length: usize) -> Result<(Vec<u8>, Vec<u8>), TooLong> {
        let mut middle = Vec::new();
        if let Some((major, minor)) = self.signer_version {
            write_element(tag::SIGNERVERSION, &[major, minor], &mut middle)?;
        }
        self.encode_signer(&mut middle)?;
        let algorithm = [tag::SIGNATUREALGORITHM, 0, 1, 0, tag::SIGNATUREMODULUS, 0, 1, modulus_code(signature_length)];
        let mut info = vec![tag::DIGESTALGORITHM, 0, 1, self.digest_code];
        write_container(tag::SIGNATUREALGOINFO, algorithm.len(), &mut info)?;
        info.extend(algorithm);
        write_container(tag::SIGNATUREINFO, info.len(), &mut middle)?;
        middle.extend(info);

        let mut after = Vec::new();
        write_text(tag::FILENAME, &self.file_name, &mut after)?;
        if let Some(seconds) = self.timestamp {
            write_element(tag::TIMESTAMP, &seconds.to_be_bytes(), &mut after)?;
        }
        for (tag, value) in &self.further {
            write_element(*tag, value, &mut after)?;
        }
        // VERSION and HEADERLENGTH take five bytes each, SIGNATURE three before its value.
        let unpadded = 10 + middle.len() + 3 + signature_length + after.len();
        let padded = unpadded.next_multiple_of(4);
        after.resize(after.len() + padded - unpadded, tag::PAD);
        let length = u16::try_from(padded).map_err(|_| TooLong { what: "the header", length: padded })?;
        let mut before = Vec::new();
        write_element(tag::VERSION, &[self.version.0, self.version.1], &mut before)?;
        write_element(tag::HEADERLENGTH, &length.to_be_bytes(), &mut before)?;
        before.extend(middle);
        Ok((before, after))
    }

    fn encode_signer(&self, bytes: &mut Vec<u8>) -> Result<(), TooLong> {
        let mut signer = Vec::new();
        write_text(tag::SIGNERNAME, &self.signer, &mut signer)?;
        if self.order == TagOrder::Certutils {
            write_text(tag::CANAME, &self.issuer, &mut signer)?;
        }
        write_element(tag::SERIALNUMBER, &self.serial, &mut signer)?;
        if self.order == TagOrder::Cucm {
            write_text(tag::CANAME, &self.issuer, &mut signer)?;
        }
        write_container(tag::SIGNERID, signer.len(), bytes)?;
        bytes.extend(signer);
        Ok(())
    }
}

/// SIGNATUREMODULUS. There is no known code for 3072 bits; the one of 2048 is written.
fn modulus_code(signature_length: usize) -> u8 {
    match signature_length {
        64 => 0,
        128 => 1,
        512 => 3,
        _ => 2,
    }
}
