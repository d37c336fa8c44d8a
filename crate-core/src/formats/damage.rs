//! What is wrong with the structure of a file, and where.

use super::tlv::Incomplete;
use crate::text::count;

/// One damage: the byte at which it was seen, and what it is.
///
/// A damaged file is read as far as it goes; each damage says what was not read or not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Damage {
    /// Bytes from the start of the file.
    pub offset: usize,
    /// What it is.
    pub kind: DamageKind,
}

/// What can be wrong with the structure of a trust list or a signed file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DamageKind {
    /// The file ends inside the header.
    #[error("the file is cut in the header: {name} needs {needed} bytes from here, {} left; fetch the file again in binary mode", are(*available))]
    CutInHeader {
        /// Cisco's name of the element that does not fit.
        name: &'static str,
        /// Bytes that it needs.
        needed: usize,
        /// Bytes that are left.
        available: usize,
    },
    /// HEADERLENGTH points behind the end of the file.
    #[error("the file is cut in the header: HEADERLENGTH is {stated}, the file has {}", count(*actual, "byte"))]
    HeaderBeyondFile {
        /// HEADERLENGTH.
        stated: usize,
        /// Bytes in the file.
        actual: usize,
    },
    /// HEADERLENGTH does not stand where the header's elements end.
    #[error("HEADERLENGTH is {stated}, but the elements of the header end at byte {actual}; read up to there")]
    HeaderLengthDisagrees {
        /// HEADERLENGTH.
        stated: usize,
        /// Where the elements end.
        actual: usize,
    },
    /// The header states no length.
    #[error("the header has no HEADERLENGTH, so where it ends was taken from its elements")]
    NoHeaderLength,
    /// Bytes at the end of the header that are no element.
    #[error("{} at the end of the header {} no element", count(*length, "byte"), if *length == 1 { "is" } else { "are" })]
    UnreadInHeader {
        /// How many.
        length: usize,
    },
    /// What the encryption block says cannot be.
    #[error("{0}")]
    Encryption(String),
    /// The file ends inside a record.
    #[error("the file is cut in record {record}: it states {stated} bytes, {} left", are(*available))]
    CutInRecord {
        /// The record, counted from 1.
        record: usize,
        /// RECORDLENGTH.
        stated: usize,
        /// Bytes that are left from the record's start.
        available: usize,
    },
    /// An element does not fit into its record.
    #[error("{name} in record {record} needs {needed} bytes, but {} left in the record", are(*available))]
    ElementBeyondRecord {
        /// The record, counted from 1.
        record: usize,
        /// Cisco's name of the element.
        name: &'static str,
        /// Bytes that it needs.
        needed: usize,
        /// Bytes that are left in the record.
        available: usize,
    },
    /// RECORDLENGTH is not what the record's elements take.
    #[error("record {record} states {stated} bytes, its elements take {actual}")]
    RecordLengthDisagrees {
        /// The record, counted from 1.
        record: usize,
        /// RECORDLENGTH.
        stated: usize,
        /// Bytes that the elements take.
        actual: usize,
    },
    /// Bytes behind the last record that are no record.
    #[error("{} after the last record {} to no record", count(*length, "byte"), if *length == 1 { "belongs" } else { "belong" })]
    BytesAfterLastRecord {
        /// How many.
        length: usize,
    },
    /// A container announces another length than its elements have.
    #[error("{name} announces {stated} bytes, the elements in it take {actual}")]
    ContainerDisagrees {
        /// Cisco's name of the container.
        name: &'static str,
        /// What it announces.
        stated: usize,
        /// What its elements take.
        actual: usize,
    },
    /// A value has not the length that its tag asks for.
    #[error("{name} has {}, {expected} were expected", count(*actual, "byte"))]
    ValueLength {
        /// Cisco's name of the element.
        name: &'static str,
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        actual: usize,
    },
    /// The signature is not as long as SIGNATUREMODULUS says.
    #[error("SIGNATUREMODULUS says {modulus} bytes, but SIGNATURE has {actual}")]
    SignatureLengthDisagrees {
        /// Bytes of the key's modulus.
        modulus: usize,
        /// Bytes of the signature.
        actual: usize,
    },
    /// An element that may stand once stands again; the first one counts.
    #[error("{name} stands a second time; the first one is used")]
    Repeated {
        /// Cisco's name of the element.
        name: &'static str,
    },
    /// A tag of which nothing is known.
    #[error("tag {tag} of the {place} is not known; its {} are kept", count(*length, "byte"))]
    UnknownTag {
        /// The tag.
        tag: u8,
        /// `header` or `record`.
        place: &'static str,
        /// Bytes of its value.
        length: usize,
    },
    /// DIGESTALGORITHM names another hash than the signature holds.
    #[error("DIGESTALGORITHM is {code} ({named}), but the signature holds {actual}")]
    DigestCodeDisagrees {
        /// The code.
        code: u64,
        /// What the code stands for.
        named: &'static str,
        /// The hash inside the signature.
        actual: &'static str,
    },
}

impl DamageKind {
    /// Puts the damage at a byte.
    #[must_use]
    pub fn at(self, offset: usize) -> Damage {
        Damage { offset, kind: self }
    }

    /// The file's end came too early, or too late.
    #[must_use]
    pub fn is_wrong_end(&self) -> bool {
        matches!(
            self,
            Self::CutInHeader { .. }
                | Self::HeaderBeyondFile { .. }
                | Self::CutInRecord { .. }
                | Self::BytesAfterLastRecord { .. }
        )
    }

    /// Two lengths contradict each other.
    #[must_use]
    pub fn is_disagreement(&self) -> bool {
        matches!(
            self,
            Self::HeaderLengthDisagrees { .. }
                | Self::UnreadInHeader { .. }
                | Self::Encryption(_)
                | Self::NoHeaderLength
                | Self::ElementBeyondRecord { .. }
                | Self::RecordLengthDisagrees { .. }
                | Self::ContainerDisagrees { .. }
                | Self::ValueLength { .. }
                | Self::SignatureLengthDisagrees { .. }
                | Self::Repeated { .. }
        )
    }
}

impl Incomplete {
    pub(crate) fn in_header(self, name: &'static str) -> Damage {
        let Self { offset, needed, available, .. } = self;
        DamageKind::CutInHeader { name, needed, available }.at(offset)
    }

    pub(crate) fn in_record(self, record: usize, name: &'static str) -> Damage {
        let Self { offset, needed, available, .. } = self;
        DamageKind::ElementBeyondRecord { record, name, needed, available }.at(offset)
    }
}

fn are(number: usize) -> String {
    if number == 1 { "1 is".to_owned() } else { format!("{number} are") }
}
