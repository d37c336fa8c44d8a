//! What a transcript of `show itl` or `show ctl` says beyond the list itself.

use serde::{Deserialize, Serialize};

/// What `show itl` or `show ctl` printed beside the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// MD5 of the file, as printed.
    pub md5: Option<String>,
    /// SHA-1 of the file, as printed.
    pub sha1: Option<String>,
    /// Bytes of the file, as printed.
    pub length: Option<u64>,
    /// When the file was last modified, as printed, in the time zone of the server.
    pub modified: Option<String>,
    /// Whether the server said that it verified the file; absent when it said nothing of it.
    pub verified: Option<bool>,
    /// The records of which the server said that they were used to sign, counted from 1.
    pub signed_by: Vec<usize>,
    /// Whether the text is whole: HEADERLENGTH and all RECORDLENGTHs add up to the length of the file, and nothing is missing. Absent when
    /// one of the lengths is not there.
    pub whole: Option<bool>,
    /// Whether every record of the list is there with all its lines, though other lines may be missing.
    pub records_whole: bool,
    /// What is missing or does not fit, a sentence each.
    pub gaps: Vec<String>,
    /// The input whose bytes have the printed MD5 and SHA-1: the same list as a file.
    pub same_as: Option<usize>,
}
