//! The header of a list, as a person changes it.

use crate::Timestamp;
use crate::crypto::HashAlgorithm;
use crate::formats::signed_header::{SignedHeader, TagOrder, digest_of_code, tag, usual_digest_code};
use crate::formats::tlv::{self, Element};
use serde::{Deserialize, Serialize};

/// What a header holds beside its signer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListHeader {
    /// VERSION: 1.2.
    pub version: (u8, u8),
    /// SIGNERVERSION (tag 28), which certutils writes for its phones; CUCM writes none.
    pub signer_version: Option<(u8, u8)>,
    /// The order of tags, of the header and of records that are added.
    pub order: TagOrder,
    /// FILENAME.
    pub name: String,
    /// TIMESTAMP; no such element when there is none.
    pub timestamp: Option<Timestamp>,
    /// The hash that the list is signed over.
    pub digest: HashAlgorithm,
    /// DIGESTALGORITHM, where it is not the usual code of the hash.
    pub digest_code: Option<u8>,
    /// Further elements, each with its tag.
    pub further: Vec<(u8, Vec<u8>)>,
}

/// Elements that the other fields of a header stand for.
const KNOWN: [u8; 16] = [
    tag::VERSION,
    tag::HEADERLENGTH,
    tag::SIGNERVERSION,
    tag::SIGNERID,
    tag::SIGNERNAME,
    tag::SERIALNUMBER,
    tag::CANAME,
    tag::SIGNATUREINFO,
    tag::DIGESTALGORITHM,
    tag::SIGNATUREALGOINFO,
    tag::SIGNATUREALGORITHM,
    tag::SIGNATUREMODULUS,
    tag::SIGNATURE,
    tag::FILENAME,
    tag::TIMESTAMP,
    tag::PAD,
];

impl ListHeader {
    /// The header of a new list: version 1.2 over SHA-1, in CUCM's order, without a time.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            version: (1, 2),
            signer_version: None,
            order: TagOrder::Cucm,
            name: name.to_owned(),
            timestamp: None,
            digest: HashAlgorithm::Sha1,
            digest_code: None,
            further: Vec::new(),
        }
    }

    /// The header that was read. `digest` is the hash that its signature holds, where that is known.
    pub(super) fn read(header: &SignedHeader, digest: Option<HashAlgorithm>) -> Self {
        let place = |tag: u8| header.elements.iter().position(|element| element.tag == tag);
        let certutils = place(tag::CANAME).zip(place(tag::SERIALNUMBER)).is_some_and(|(name, serial)| name < serial);
        let code = header.digest_code().and_then(|code| u8::try_from(code).ok());
        let named = code.and_then(|code| digest_of_code(code.into()));
        let digest = digest.or(named).unwrap_or(HashAlgorithm::Sha1);
        let further = header.elements.iter().filter(|element| !KNOWN.contains(&element.tag));
        Self {
            version: header.version().unwrap_or((1, 2)),
            signer_version: header.find(tag::SIGNERVERSION).and_then(|element| tlv::version(element.value())),
            order: if certutils { TagOrder::Certutils } else { TagOrder::Cucm },
            name: header.find(tag::FILENAME).map(raw_text).unwrap_or_default(),
            timestamp: header.timestamp(),
            digest,
            digest_code: code.filter(|code| *code != usual_digest_code(digest)),
            further: further.map(|element| (element.tag, element.value().to_vec())).collect(),
        }
    }
}

/// Text as it stands, without the NUL at its end.
pub(super) fn raw_text(element: &Element) -> String {
    String::from_utf8_lossy(tlv::without_nul(element.value())).into_owned()
}
