//! Why a list cannot be opened, changed or signed.

use crate::formats::tlv::TooLong;
use crate::lab::error::LabError;
use crate::lab::own_keys::NoSigner;
use crate::text::visible;

/// Why a list cannot be opened, changed or signed; each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The bytes are no trust list.
    #[error("this is no trust list: {0}")]
    NotAList(&'static str),
    /// There is no record with this number.
    #[error("the list has no record {0}: it has {1}, counted from 1")]
    NoRecord(usize, String),
    /// A record was removed before.
    #[error("record {0} was removed before: leave one of the two changes out")]
    Removed(usize),
    /// A place that there is not.
    #[error("there is no place {to} in a list of {records}: the first place is 1")]
    NoPlace {
        /// The wanted place.
        to: usize,
        /// How many records there are, in words.
        records: String,
    },
    /// A record without a whole FUNCTION.
    #[error(
        "record {0} has no FUNCTION of two bytes, so its role cannot be changed: remove it and add its certificate anew"
    )]
    NoRole(usize),
    /// A record that the end of the file cuts.
    #[error("record {0} is not whole: fetch the list again, or remove this record")]
    CutRecord(usize),
    /// A certificate that was not given.
    #[error("no certificate that was given has the SHA-256 {}", visible(.0))]
    NoCertificate(String),
    /// Nothing to sign.
    #[error("the list has no records: add at least one")]
    NoRecords,
    /// Nobody to sign.
    #[error(transparent)]
    NoSigner(#[from] NoSigner),
    /// It cannot be written.
    #[error(transparent)]
    Lab(#[from] LabError),
}

impl From<TooLong> for EditError {
    fn from(error: TooLong) -> Self {
        Self::Lab(error.into())
    }
}
