//! Trust lists as `show itl` and `show ctl` print them (formats.md, section 8.1).

use super::trust_list::TrustList;
use crate::report::{self, ListKind};

/// A trust list as the command line printed it.
///
/// [`TrustListTranscript::list`] holds what was printed as the elements it was printed from, so that one code judges files and
/// transcripts: a record's certificate is there as its SHA-1 (CERTIFICATEHASH). What was not printed (TIMESTAMP, DIGESTALGORITHM,
/// addresses) is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustListTranscript {
    /// ITL or CTL.
    pub kind: ListKind,
    /// The list.
    pub list: TrustList,
    /// What was printed beside the list.
    pub facts: report::Transcript,
}
