//! Trust lists side by side: what differs, whether it may, and by which rule.

use super::finding::{Evidence, Severity};
use super::trust_list::{ListKind, ListSource};
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// Two or more trust lists, compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListComparison {
    /// The lists: the columns of the matrix.
    pub lists: Vec<ComparedList>,
    /// How many lists were left out because there are too many.
    pub left_out: usize,
    /// The outcome in one sentence.
    pub summary: String,
    /// What the lists are to each other; a list may stand in several relations.
    pub relations: Vec<ListRelation>,
    /// The differences in words, those that must not be first.
    pub sentences: Vec<ComparisonSentence>,
    /// The matrix: one row for each entry that stands in any of the lists.
    pub rows: Vec<ComparedRow>,
}

/// One of the lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedList {
    /// The input that it was read from.
    pub input: usize,
    /// What it is called: the end of its name that no other has.
    pub name: String,
    /// ITL or CTL.
    pub list: ListKind,
    /// The node that it was fetched from or, for an ITL, that wrote it.
    pub node: Option<String>,
    /// When it was written; printouts do not tell.
    pub timestamp: Option<Timestamp>,
    /// Whether the bytes were read, or text that the command line printed.
    pub source: ListSource,
    /// MD5 of the file, as it is or as it was printed.
    pub md5: Option<String>,
    /// SHA-1 of the file, as it is or as it was printed.
    pub sha1: Option<String>,
    /// Whether all of its records are there and undamaged. What does not stand in another counts as not known.
    pub is_whole: bool,
    /// The list of the comparison that is the same file and stands for it: a file, where there is one, and not a printout.
    pub same_file_as: Option<usize>,
}

/// What some of the lists are to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRelation {
    /// What they are.
    pub kind: RelationKind,
    /// The inputs, generations in the order of their times.
    pub inputs: Vec<usize>,
    /// The same in a sentence.
    pub meaning: String,
}

/// What lists are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// The same file, several times or printed.
    SameFile,
    /// ITLs of several TFTP nodes of one cluster.
    TftpNodes,
    /// CTLs of one cluster, which should be one.
    CtlCopies,
    /// An ITL and a CTL of one cluster.
    ItlAndCtl,
    /// One list at several times.
    Generations,
    /// Lists of one cluster of which it is not known whether they are of several nodes or of several times.
    Unplaced,
    /// Lists of different clusters.
    Clusters,
}

/// Whether a difference may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// It must not be.
    NotAllowed,
    /// It must not be, or may, for a reason that the lists do not tell.
    Open,
    /// It may be.
    Allowed,
    /// There is no difference.
    Same,
}

/// One thing that is said of the lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparisonSentence {
    /// The matter with its values.
    pub text: String,
    /// Whether it may be.
    pub judgement: Judgement,
    /// How bad it is.
    pub severity: Severity,
    /// The rule that it rests on; absent where it only tells.
    pub rule: Option<ComparisonRule>,
    /// The inputs and records that it speaks of.
    pub evidence: Vec<Evidence>,
}

/// A rule of what may differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparisonRule {
    /// Names it within the table: `tftp-nodes/tvs`.
    pub id: String,
    /// The rule in a sentence.
    pub text: String,
    /// Where it stands.
    pub source: String,
    /// The check that looks at the same.
    pub check: Option<String>,
}

/// One entry of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedRow {
    /// The role; where it differs, all of them: `TFTP, CCM+TFTP`.
    pub role: String,
    /// Whose certificate: "TVS of cucm-sub1", "ITLRecovery".
    pub whose: String,
    /// How the cells of the row stand to each other.
    pub standing: RowStanding,
    /// Whether the row may stand so.
    pub judgement: Judgement,
    /// One for each of [`ListComparison::lists`], in their order.
    pub cells: Vec<ComparedCell>,
}

/// How the cells of a row stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowStanding {
    /// The same certificate wherever it belongs.
    Equal,
    /// The same certificate, with another role.
    OtherRole,
    /// The same certificate, but not in all lists where it could stand.
    OnlyInSome,
    /// Certificates of the same name with different keys.
    OtherKey,
    /// Certificates of the same name and key.
    Reissued,
    /// Certificates of the same name; whether they have the same key is not known.
    OtherCertificate,
    /// Certificates of different names.
    Different,
    /// Too little is known of one to compare them.
    Unclear,
}

/// What one list has of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedCell {
    /// Whether it is there.
    pub state: CellState,
    /// Cells of a row with the same number hold the same certificate; counted from 0.
    pub variant: Option<usize>,
    /// The records with it, counted from 1; several when it stands there more than once.
    pub records: Vec<usize>,
    /// The role that it has in this list.
    pub role: Option<String>,
    /// The common name of the certificate.
    pub name: Option<String>,
    /// Its serial number.
    pub serial: Option<String>,
    /// SHA-1 of it.
    pub sha1: Option<String>,
    /// SHA-256 of it, if the case holds it.
    pub certificate: Option<String>,
    /// From when to when it is valid, in words.
    pub validity: Option<String>,
}

/// Whether a list has an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellState {
    /// It has it, with a certificate or the hash of one.
    Held,
    /// It has a record for it without certificate.
    Empty,
    /// It does not have it, and could.
    #[default]
    Absent,
    /// It does not have it, and it does not belong there.
    NotDue,
    /// Not all of the list is there, so it is not known.
    NotKnown,
}

/// Which lists have the checksum that a phone or a server shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecksumAnswer {
    /// The checksum in lower-case hexadecimal.
    pub checksum: String,
    /// The hash that it is, going by its length: `SHA-1`.
    pub hash: String,
    /// The inputs with the lists that have it.
    pub lists: Vec<usize>,
    /// The answer in sentences, with what to do.
    pub text: String,
}

/// What comes of comparing: the answer to who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The comparison; absent where there are not two lists.
    pub comparison: Option<ListComparison>,
    /// The answers to the checksums that were asked for, in their order.
    pub checksums: Vec<ChecksumAnswer>,
}

impl ListComparison {
    /// Whether anything differs that must not, or that perhaps must not.
    #[must_use]
    pub fn objects(&self) -> bool {
        self.sentences.iter().any(|sentence| sentence.judgement <= Judgement::Open)
    }

    /// The list that was read from an input.
    #[must_use]
    pub fn list(&self, input: usize) -> Option<&ComparedList> {
        self.lists.iter().find(|list| list.input == input)
    }
}

impl Compared {
    /// Whether anything differs that must not: within the lists, or between them and a checksum.
    #[must_use]
    pub fn objects(&self) -> bool {
        self.comparison.as_ref().is_some_and(ListComparison::objects)
            || self.checksums.iter().any(|answer| answer.lists.is_empty())
    }
}

impl Judgement {
    /// In a word or two.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotAllowed => "must not differ",
            Self::Open => "perhaps wrong",
            Self::Allowed => "may differ",
            Self::Same => "the same",
        }
    }
}

impl RowStanding {
    /// In a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::OtherRole => "other role",
            Self::OnlyInSome => "only in some",
            Self::OtherKey => "same name, another key",
            Self::Reissued => "same key, issued again",
            Self::OtherCertificate => "same name, another certificate",
            Self::Different => "differs",
            Self::Unclear => "cannot be told",
        }
    }
}

impl CellState {
    /// In a few words, where there is no certificate to show.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Held => "there",
            Self::Empty => "empty record",
            Self::Absent => "missing",
            Self::NotDue => "not of this list",
            Self::NotKnown => "not known",
        }
    }
}
