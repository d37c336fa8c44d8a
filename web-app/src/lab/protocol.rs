//! The messages between the page and the lab's worker.
//!
//! A message is a JavaScript array: a [`Request`] or a [`Response`] as bytes (see [`pack`](crate::protocol::pack)), and
//! behind it the [`Blob`](https://developer.mozilla.org/docs/Web/API/Blob)s that it speaks of.
//!
//! Requests are answered when they are done: while a cluster is being made, others are answered. To make one no more, the
//! page ends the worker.

use serde::{Deserialize, Serialize};
use trustlens_core::Settings;
use trustlens_core::lab::Description;
use trustlens_core::lab::edit::{Edit, ListHeader, ListSummary};
use trustlens_core::lab::own_keys::OwnKeysSummary;

pub use crate::protocol::Sequence;

/// What the page asks of the lab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Which faults there are. The answer is [`Response::Faults`].
    Faults,
    /// The usual cluster with a fault, changed as far as the fault needs it. The answer is [`Response::Description`], or
    /// [`Response::Unreadable`] where there is no such fault.
    Example(String),
    /// Read a description. The answer is [`Response::Description`] or [`Response::Unreadable`].
    Read {
        /// The file's name: one that ends with `.json` is JSON, all others are TOML.
        name: String,
        /// What stands in it.
        text: String,
    },
    /// Write a description as TOML. The answer is [`Response::Text`].
    Write(Box<Description>),
    /// Look whether a description can be made. The answer is [`Response::Checked`].
    Check(Box<Description>),
    /// Make the cluster. The answers are [`Response::Progress`], and at last [`Response::Made`] or [`Response::Failed`].
    Make {
        /// Comes back with every answer.
        sequence: Sequence,
        /// What is to be made.
        description: Box<Description>,
    },
    /// Look at certificates and keys of the person's own, which come as blobs. The answer is [`Response::Keys`].
    OpenKeys {
        /// Comes back with the answer.
        sequence: Sequence,
        /// The files.
        keys: KeyFiles,
    },
    /// Show a list as it is with the changes of a draft. The answer is [`Response::Drafted`] or [`Response::Failed`].
    Draft {
        /// Comes back with the answer.
        sequence: Sequence,
        /// The draft.
        draft: Box<Draft>,
    },
    /// Sign the list of a draft. The answer is [`Response::Signed`] or [`Response::Failed`].
    Sign {
        /// Comes back with the answer.
        sequence: Sequence,
        /// The draft.
        draft: Box<Draft>,
        /// The SHA-256 of the certificate that signs; the only one with an RSA key when absent.
        signer: Option<String>,
        /// Whether a SAST record of the signer is added, where the list has none.
        add_signer: bool,
    },
}

/// Files of certificates and private keys that come as blobs with a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFiles {
    /// Their names, in the order of the blobs.
    pub names: Vec<String>,
    /// What may open them.
    pub passwords: Vec<String>,
}

/// A trust list and what is to be changed in it. The lab keeps nothing of it: whatever is asked of a draft, all of it comes
/// along. The blobs are the list, if there is one to begin with, and then the key files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Whether a list to begin with is the first blob; without one the list begins empty.
    pub with_list: bool,
    /// The files with the certificates of records to add, and with the key that signs.
    pub keys: KeyFiles,
    /// The header that the list is to have; that of the list as it is when absent.
    pub header: Option<ListHeader>,
    /// The changes, one after the other.
    pub edits: Vec<Edit>,
}

/// What the lab says to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The lab listens.
    Ready,
    /// All faults, in the order of the catalogue.
    Faults(Vec<FaultEntry>),
    /// The description that was read, or that is an example.
    Description(Box<Description>),
    /// Why a description cannot be read, in a sentence.
    Unreadable(String),
    /// The description that was to be written.
    Text(String),
    /// How a description stands.
    Checked {
        /// What keeps it from being made; nothing when it can be made.
        problems: Vec<Problem>,
        /// The faults that it does not name and that cannot be added to it.
        closed: Vec<ClosedFault>,
    },
    /// How far making has come.
    Progress {
        /// Of which request.
        sequence: Sequence,
        /// Steps done: a step is a key, and at last all that is signed with the keys.
        done: usize,
        /// All steps.
        total: usize,
        /// What is being made, in words: "the key of Tomcat of cucm-pub.example.com".
        what: String,
    },
    /// A cluster has been made. All its files come as one zip in the blob behind this message.
    Made {
        /// Which request it was.
        sequence: Sequence,
        /// The files in the zip.
        files: Vec<FileEntry>,
        /// What to judge the cluster by, all that its description says: date, release, mode and nodes.
        settings: Settings,
    },
    /// A request to make something could not be done.
    Failed {
        /// Which.
        sequence: Sequence,
        /// Why, in a sentence.
        reason: String,
    },
    /// What is in the files of certificates and keys.
    Keys {
        /// Which request it was.
        sequence: Sequence,
        /// What could be read; nothing of a private key is in it.
        summary: OwnKeysSummary,
        /// Why files could not be read: a sentence each, with the file's name.
        refused: Vec<String>,
    },
    /// A list with the changes of a draft.
    Drafted {
        /// Which request it was.
        sequence: Sequence,
        /// The list.
        summary: ListSummary,
    },
    /// A list has been signed. The file comes as the blob behind this message.
    Signed {
        /// Which request it was.
        sequence: Sequence,
        /// What the file is to be called, and its size.
        file: FileEntry,
        /// What phones may make of it, and what was odd about the list that was opened: sentences for people.
        warnings: Vec<String>,
    },
    /// The lab met a fault in its own program, or could not be loaded, for this reason in a sentence; what was asked
    /// and not answered is lost. The next request starts it anew.
    Died(String),
}

/// A fault that a cluster can have on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultEntry {
    /// Its name in descriptions: `capf-renewed-after-the-ctl`.
    pub name: String,
    /// The id of the check that it provokes.
    pub check: String,
    /// Its name for people: "CAPF renewed after the CTL".
    pub title: String,
    /// What was done to the cluster, and how people would notice.
    pub about: String,
    /// What the cluster must be like: "mixed mode".
    pub needs: Vec<String>,
    /// The parts of a cluster that it changes, in words; two faults that change the same part cannot be combined.
    pub changes: Vec<String>,
}

/// Something that keeps a description from being made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The field as descriptions name it: `release`, `nodes[2].address`, `faults[0]`; empty when it is no field's alone.
    pub field: String,
    /// What is wrong with it, and what may stand there.
    pub reason: String,
}

/// A fault that cannot be added to a description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedFault {
    /// Its name.
    pub name: String,
    /// Why, in a sentence: what it needs, or which fault it collides with.
    pub reason: String,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its path: `cucm-pub/ITLFile.tlv`.
    pub name: String,
    /// Bytes in it.
    pub size: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{pack, unpack};
    use trustlens_core::lab::edit::NewRecord;
    use trustlens_core::lab::{KeyKind, RELEASES, faults};
    use trustlens_core::report::ClusterMode;

    #[test]
    fn descriptions_come_out_as_they_went_in() {
        let mut description = Description::healthy("15", ClusterMode::NonSecure, 4).signed();
        description.seed = Some("a course".to_owned());
        description.key = KeyKind::P384;
        description.lists.signer_version = Some((1, 1));
        description.faults = faults::all().map(|fault| fault.name.to_owned()).collect();
        let description = Box::new(description);
        let requests = [
            Request::Read { name: "lab.json".to_owned(), text: "{}".to_owned() },
            Request::Write(description.clone()),
            Request::Check(description.clone()),
            Request::Make { sequence: 7, description },
            Request::Draft { sequence: 8, draft: draft() },
            Request::Sign { sequence: 9, draft: draft(), signer: Some("00".repeat(32)), add_signer: true },
        ];
        for request in requests {
            let bytes = pack(&request).unwrap();
            assert_eq!(unpack::<Request>(&bytes), Some(request));
            assert_eq!(unpack::<Request>(&bytes[..bytes.len() - 1]), None);
        }
        for release in RELEASES {
            let response = Response::Description(Box::new(Description::healthy(release, ClusterMode::Mixed, 9)));
            assert_eq!(unpack::<Response>(&pack(&response).unwrap()), Some(response));
        }
    }

    fn draft() -> Box<Draft> {
        let certificate = "ab".repeat(32);
        let new = NewRecord { certificate, role: 4, name: None, address: Some("10.0.0.11".to_owned()), at: Some(1) };
        Box::new(Draft {
            with_list: true,
            keys: KeyFiles { names: vec!["asterisk.p12".to_owned()], passwords: vec!["lab".to_owned()] },
            header: Some(ListHeader { further: vec![(40, vec![1, 2])], ..ListHeader::new("CTLFile.tlv") }),
            edits: vec![Edit::Remove { record: 2 }, Edit::Role { record: 1, role: 0 }, Edit::Add(new)],
        })
    }

    #[test]
    fn what_was_made_comes_out_as_it_went_in() {
        let settings = Description::healthy("12.5", ClusterMode::Mixed, 9).settings();
        let files = vec![FileEntry { name: "cucm-pub/ITLFile.tlv".to_owned(), size: 4_660 }];
        let made = Response::Made { sequence: 2, files, settings };
        assert_eq!(unpack::<Response>(&pack(&made).unwrap()), Some(made));
    }
}
