//! Signing a list with the person's own keys: what was given, the changes, and what came of it.

use super::field::{DIGESTS, YES, named, version, version_text, word};
use crate::session::Gift;
use crate::shared::Shared;
use trustlens_core::Timestamp;
use trustlens_core::crypto::HashAlgorithm;
use trustlens_core::formats::signed_header::TagOrder;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::lab::edit::{Edit, ListHeader, ListSummary};
use trustlens_core::lab::own_keys::OwnKeysSummary;

/// What a new list is called: phones ask for it under this name.
const NEW_NAME: &str = "ITLFile.tlv";

/// The roles to choose from; CUCM writes no others into its lists.
pub const ROLES: [Role; 6] = [Role::SAST, Role::CCM, Role::CCM_TFTP, Role::TFTP, Role::CAPF, Role::TVS];

/// A field of a list's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// FILENAME.
    Name,
    /// The hash that the list is signed over.
    Digest,
    /// VERSION.
    Version,
    /// SIGNERVERSION; empty for none.
    SignerVersion,
    /// The order of tags.
    Order,
    /// TIMESTAMP; empty for none.
    Time,
}

/// Everything about signing that the components draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Signing {
    /// The files with certificates and keys.
    pub keys: Vec<Gift>,
    /// The passwords that the person gave.
    pub passwords: Vec<String>,
    /// The list that was opened; a new one is made without.
    pub list: Option<Gift>,
    /// When the person came here: the time of a new list.
    pub began_at: Option<Timestamp>,
    /// The header, once the person has changed it.
    header: Option<ListHeader>,
    /// Fields of the header whose text says nothing: the text, and a sentence.
    drafts: Vec<(Line, String, String)>,
    /// The changes of records, one after the other.
    pub edits: Vec<Edit>,
    /// The SHA-256 of the certificate that signs; empty for the first that can.
    signer: String,
    /// Whether a SAST record of the signer is added, where there is none.
    pub adds_signer: bool,
    /// The certificate and the role of the record to add.
    pub to_add: (String, u16),
    /// What was given, as the worker last saw it.
    pub held: OwnKeysSummary,
    /// The list, as the worker last saw it.
    pub shown: Option<ListSummary>,
    /// Why files of keys could not be read, a sentence each.
    pub refused: Vec<String>,
    /// Why the changes cannot be made, as the worker last saw it.
    pub problem: Option<String>,
    /// The list that was signed, or why it could not be.
    pub outcome: Option<Result<Shared<Signed>, String>>,
}

/// All that a list is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The list to begin with; without one it begins empty.
    pub list: Option<Gift>,
    /// The files of certificates and keys.
    pub keys: Vec<Gift>,
    /// What may open them.
    pub passwords: Vec<String>,
    /// The header that it is to have; none where that of the opened list stays.
    pub header: Option<ListHeader>,
    /// The changes, one after the other.
    pub edits: Vec<Edit>,
}

/// A list that was signed.
#[derive(Debug)]
pub struct Signed {
    /// The file.
    pub file: Gift,
    /// Bytes in it.
    pub size: u64,
    /// What phones may make of it.
    pub warnings: Vec<String>,
}

/// What can happen in signing.
#[derive(Debug)]
pub enum SignAct {
    /// The person came here at a time.
    Came(Timestamp),
    /// The person gave certificates and keys.
    KeysGiven(Vec<Gift>),
    /// The person wants all certificates and keys forgotten, and the passwords.
    KeysForgotten,
    /// The person gave a password.
    PasswordGiven(String),
    /// The person opened a list, or begins a new one.
    ListChosen(Option<Gift>),
    /// The person wrote into a field of the header.
    Wrote(Line, String),
    /// The person changed a record.
    Edited(Edit),
    /// The person takes the last change back.
    Undone,
    /// The person chose who signs.
    SignerChosen(String),
    /// The person chose whether a record of the signer is added.
    SignerAdded(bool),
    /// The person chose the certificate of a record to add.
    CertificateChosen(String),
    /// The person chose the role of a record to add.
    RoleChosen(u16),
    /// The worker looked at the certificates and keys; and why it could not read some files.
    KeysCame(OwnKeysSummary, Vec<String>),
    /// The worker made the changes, or could not for this reason.
    Drafted(Result<Box<ListSummary>, String>),
    /// The worker signed the list, or could not.
    Ended(Result<Shared<Signed>, String>),
}

impl Default for Signing {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            passwords: Vec::new(),
            list: None,
            began_at: None,
            header: None,
            drafts: Vec::new(),
            edits: Vec::new(),
            signer: String::new(),
            adds_signer: true,
            to_add: (String::new(), Role::CCM_TFTP.0),
            held: OwnKeysSummary::default(),
            shown: None,
            refused: Vec::new(),
            problem: None,
            outcome: None,
        }
    }
}

impl Signing {
    /// What there is after an act.
    pub fn act(&mut self, act: SignAct) {
        // Whatever is changed, what was signed before is no longer what would be signed now.
        if !matches!(
            act,
            SignAct::Came(_)
                | SignAct::KeysCame(..)
                | SignAct::Drafted(_)
                | SignAct::CertificateChosen(_)
                | SignAct::RoleChosen(_)
        ) {
            self.outcome = None;
        }
        match act {
            SignAct::Came(now) => self.began_at = self.began_at.or(Some(now)),
            SignAct::KeysGiven(files) => self.keys.extend(files),
            SignAct::KeysForgotten => {
                let Self { list, began_at, header, edits, adds_signer, .. } = std::mem::take(self);
                *self = Self { list, began_at, header, edits, adds_signer, ..Self::default() };
            }
            SignAct::PasswordGiven(password) => self.passwords.push(password),
            SignAct::ListChosen(list) => {
                self.list = list;
                self.header = None;
                self.drafts.clear();
                self.edits.clear();
                self.shown = None;
                self.problem = None;
            }
            SignAct::Wrote(line, text) => self.write(line, text),
            SignAct::Edited(edit) => self.edits.push(edit),
            SignAct::Undone => drop(self.edits.pop()),
            SignAct::SignerChosen(signer) => self.signer = signer,
            SignAct::SignerAdded(is_added) => self.adds_signer = is_added,
            SignAct::CertificateChosen(certificate) => self.to_add.0 = certificate,
            SignAct::RoleChosen(role) => self.to_add.1 = role,
            SignAct::KeysCame(held, refused) => {
                self.held = held;
                self.refused = refused;
                let is_held = |sha256: &str| self.held.certificates.iter().any(|held| held.sha256 == sha256);
                if !is_held(&self.to_add.0) {
                    self.to_add.0 = self.held.certificates.first().map(|held| held.sha256.clone()).unwrap_or_default();
                }
                if !is_held(&self.signer) {
                    self.signer.clear();
                }
            }
            SignAct::Drafted(Ok(list)) => {
                self.shown = Some(*list);
                self.problem = None;
            }
            SignAct::Drafted(Err(reason)) => self.problem = Some(reason),
            SignAct::Ended(outcome) => self.outcome = Some(outcome),
        }
    }

    /// The SHA-256 of the certificate that signs: the chosen one, or the first that can; empty where none can.
    pub fn signer(&self) -> String {
        let mut able = self.held.certificates.iter().filter(|held| held.can_sign);
        if self.signer.is_empty() {
            able.next().map(|held| held.sha256.clone()).unwrap_or_default()
        } else {
            self.signer.clone()
        }
    }

    /// What the worker is to look at.
    pub fn task(&self) -> Task {
        Task {
            list: self.list.clone(),
            keys: self.keys.clone(),
            passwords: self.passwords.clone(),
            header: self.wanted_header(),
            edits: self.edits.clone(),
        }
    }

    /// The header that the list is to have; none where that of the opened list stays.
    fn wanted_header(&self) -> Option<ListHeader> {
        match (&self.header, &self.list) {
            (Some(header), _) => Some(header.clone()),
            (None, Some(_)) => None,
            (None, None) => Some(self.new_header()),
        }
    }

    fn new_header(&self) -> ListHeader {
        ListHeader { timestamp: self.began_at, ..ListHeader::new(NEW_NAME) }
    }

    /// The header as it is shown.
    fn present_header(&self) -> ListHeader {
        let read = self.shown.as_ref().filter(|_| self.list.is_some()).map(|list| list.header.clone());
        self.header.clone().or(read).unwrap_or_else(|| self.new_header())
    }

    /// What stands in a field of the header.
    pub fn text(&self, line: Line) -> String {
        let draft = self.drafts.iter().find(|(other, ..)| *other == line);
        draft.map_or_else(|| line.text(&self.present_header()), |(_, text, _)| text.clone())
    }

    /// What is wrong with a field of the header.
    pub fn problem_at(&self, line: Line) -> Option<String> {
        self.drafts.iter().find(|(other, ..)| *other == line).map(|(.., problem)| problem.clone())
    }

    fn write(&mut self, line: Line, text: String) {
        self.drafts.retain(|(other, ..)| *other != line);
        let mut header = self.present_header();
        match line.put(&mut header, &text) {
            Ok(()) => self.header = Some(header),
            Err(problem) => self.drafts.push((line, text, problem)),
        }
    }

    /// What keeps the list from being signed: the `id` of its element, where it has one, and a sentence.
    pub fn obstacles(&self) -> Vec<(Option<String>, String)> {
        let unread = self.drafts.iter().map(|(line, _, problem)| (Some(line.id()), problem.clone()));
        let found = self.problem.iter().map(|problem| (None, crate::words::sentence(problem)));
        unread.chain(found).collect()
    }
}

impl Line {
    /// The `id` of its element.
    pub fn id(self) -> String {
        super::field::id_of(&format!("sign {self:?}"))
    }

    fn text(self, header: &ListHeader) -> String {
        match self {
            Self::Name => header.name.clone(),
            Self::Digest => header.digest.name().to_owned(),
            Self::Version => version_text(header.version),
            Self::SignerVersion => header.signer_version.map(version_text).unwrap_or_default(),
            Self::Order => word(header.order == TagOrder::Cucm),
            Self::Time => {
                header.timestamp.map(|time| time.to_string().trim_end_matches('Z').to_owned()).unwrap_or_default()
            }
        }
    }

    fn put(self, header: &mut ListHeader, text: &str) -> Result<(), String> {
        match self {
            Self::Name => text.trim().clone_into(&mut header.name),
            Self::Digest => {
                header.digest = named(DIGESTS, HashAlgorithm::name, text)?;
                // A code of the list's own was for its hash.
                header.digest_code = None;
            }
            Self::Version => header.version = version(text)?,
            Self::SignerVersion => {
                header.signer_version = if text.trim().is_empty() { None } else { Some(version(text)?) };
            }
            Self::Order => header.order = if text == YES { TagOrder::Cucm } else { TagOrder::Certutils },
            Self::Time => header.timestamp = if text.is_empty() { None } else { Some(date_and_time(text)?) },
        }
        Ok(())
    }
}

/// A time in UTC as a browser's field gives it, which leaves seconds out where they are none.
fn date_and_time(text: &str) -> Result<Timestamp, String> {
    let seconds = if text.matches(':').count() == 1 { ":00" } else { "" };
    Timestamp::parse(&format!("{text}{seconds}Z")).map_err(|_| "Give a whole date and time.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::field::NO;
    use super::*;

    fn new() -> Signing {
        let mut signing = Signing::default();
        signing.act(SignAct::Came(Timestamp::parse("2026-11-23").unwrap()));
        signing
    }

    #[test]
    fn a_new_list_has_the_time_at_which_it_was_begun_until_another_is_written() {
        let mut signing = new();
        signing.act(SignAct::Came(Timestamp::parse("2027-01-01").unwrap()));
        assert_eq!(signing.text(Line::Time), "2026-11-23T00:00:00");
        signing.act(SignAct::Wrote(Line::Time, "2026-11-24T08:30".to_owned()));
        assert_eq!(signing.wanted_header().unwrap().timestamp, Timestamp::parse("2026-11-24T08:30:00Z").ok());
        signing.act(SignAct::Wrote(Line::Time, String::new()));
        assert_eq!(signing.wanted_header().unwrap().timestamp, None);
    }

    #[test]
    fn each_field_of_the_header_reads_what_it_shows() {
        let mut signing = new();
        let written = [
            (Line::Name, "CTLFile.tlv"),
            (Line::Digest, "SHA-512"),
            (Line::Version, "1.1"),
            (Line::SignerVersion, "1.0"),
            (Line::Order, NO),
            (Line::Time, "2026-11-24T08:30:01"),
        ];
        for (line, text) in written {
            signing.act(SignAct::Wrote(line, text.to_owned()));
        }
        for (line, text) in written {
            assert_eq!((signing.text(line).as_str(), signing.problem_at(line)), (text, None));
        }
        signing.act(SignAct::Wrote(Line::Version, "1".to_owned()));
        assert_eq!((signing.text(Line::Version).as_str(), signing.obstacles().len()), ("1", 1));
        assert_eq!(signing.wanted_header().unwrap().version, (1, 1));
    }

    #[test]
    fn changes_are_taken_back_one_after_the_other_and_forgotten_with_the_list() {
        let mut signing = new();
        signing.act(SignAct::Edited(Edit::Remove { record: 1 }));
        signing.act(SignAct::Edited(Edit::Remove { record: 2 }));
        signing.act(SignAct::Undone);
        assert_eq!(signing.edits, [Edit::Remove { record: 1 }]);
        signing.act(SignAct::ListChosen(None));
        assert_eq!(signing.edits, []);
    }

    #[test]
    fn what_was_signed_before_a_change_is_not_shown_after_it() {
        let mut signing = new();
        signing.act(SignAct::Ended(Err("nobody can".to_owned())));
        signing.act(SignAct::KeysCame(OwnKeysSummary::default(), Vec::new()));
        assert!(signing.outcome.is_some());
        signing.act(SignAct::PasswordGiven("lab".to_owned()));
        assert!(signing.outcome.is_none());
    }
}
