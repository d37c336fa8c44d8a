//! Trust lists by hand: one that exists is opened, its records removed, moved, added or given another role, and it is signed again; or
//! one is made from nothing.
//!
//! What is not touched stays byte for byte: a list that was only opened and is signed again by its own key is the very same file.

mod error;
mod header;
mod sign;
mod summary;
#[cfg(test)]
mod tests;

pub use error::EditError;
pub use header::ListHeader;
pub use sign::SignedList;
pub use summary::{ListSummary, RecordSummary};

use super::error::LabError;
use super::list::RecordDescription;
use super::own_keys::{OwnKeys, Signer};
use crate::formats::certificate::Certificate;
use crate::formats::damage::DamageKind;
use crate::formats::signed_header::{SignedHeader, tag};
use crate::formats::tlv::Content;
use crate::formats::trust_list::{Record, Role, TrustList, record_tag};
use crate::text::count;
use header::raw_text;
use serde::{Deserialize, Serialize};

/// A list that is being edited.
#[derive(Debug, Clone)]
pub struct ListDraft {
    /// Its header; all of it can be changed.
    pub header: ListHeader,
    /// Who signed it, as its header wrote it: subject, serial number, issuer.
    named_signer: Option<(String, Vec<u8>, String)>,
    /// The records in their order, each with its number.
    records: Vec<(usize, DraftRecord)>,
    /// How many numbers were given.
    numbers: usize,
    /// What is to be known of the list that was opened.
    remarks: Vec<String>,
}

/// A record of a list that is being edited.
#[derive(Debug, Clone)]
enum DraftRecord {
    /// As it stood in the list that was opened.
    Read(Record),
    /// Of a certificate that was given.
    Described(Box<RecordDescription<Certificate>>),
}

/// One change. Records keep the number that they had when the list was opened, whatever is removed or moved; each that is added gets the
/// next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// Takes a record out.
    Remove {
        /// Its number.
        record: usize,
    },
    /// Puts a record at a place, counted from 1 in the list as it is then.
    Move {
        /// Its number.
        record: usize,
        /// Where to.
        to: usize,
    },
    /// Gives a record another role.
    Role {
        /// Its number.
        record: usize,
        /// The code of the role.
        role: u16,
    },
    /// Adds a record.
    Add(NewRecord),
}

/// A record to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRecord {
    /// The SHA-256 of a certificate that was given.
    pub certificate: String,
    /// The code of its role.
    pub role: u16,
    /// DNSNAME, which CUCM's order has; the common name of the certificate when absent.
    pub name: Option<String>,
    /// IPADDRESS, which records of CUCM's CTLs have.
    pub address: Option<String>,
    /// The place, counted from 1 in the list as it is then; the last when absent.
    pub at: Option<usize>,
}

/// Everything that is asked for at once: for a page and a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignRequest {
    /// The list to begin with; a new one when absent.
    pub list: Option<Vec<u8>>,
    /// The header that it is to have; that of the list as it is when absent.
    pub header: Option<ListHeader>,
    /// The changes, one after the other.
    pub edits: Vec<Edit>,
    /// The SHA-256 of the certificate that signs; the only one with an RSA key when absent.
    pub signer: Option<String>,
    /// Whether a SAST record of the signer is added, where the list has none.
    pub add_signer: bool,
}

/// The list as it would be signed, with the certificates that were given: to be shown. Without a signer it lacks the record that
/// [`SignRequest::add_signer`] adds.
///
/// # Errors
/// When the list cannot be opened, or a change does not fit it.
pub fn draft(request: &SignRequest, own: &OwnKeys) -> Result<ListDraft, EditError> {
    let mut draft = match &request.list {
        Some(bytes) => ListDraft::open(bytes)?,
        None => ListDraft::new(ListHeader::new("ITLFile.tlv")),
    };
    if let Some(header) = &request.header {
        draft.header = header.clone();
    }
    request.edits.iter().try_for_each(|edit| draft.apply(edit, own))?;
    if let Some(signer) = own.signer(request.signer.as_deref()).ok().filter(|_| request.add_signer) {
        draft.add_signer(&signer);
    }
    Ok(draft)
}

/// Makes what is asked for, with the certificates and keys that were given.
///
/// # Errors
/// When the list cannot be opened, a change does not fit it, or nobody can sign it.
pub fn make(request: &SignRequest, own: &OwnKeys) -> Result<SignedList, EditError> {
    let draft = draft(request, own)?;
    draft.sign(&own.signer(request.signer.as_deref())?)
}

impl ListDraft {
    /// A list without records.
    #[must_use]
    pub fn new(header: ListHeader) -> Self {
        Self { header, named_signer: None, records: Vec::new(), numbers: 0, remarks: Vec::new() }
    }

    /// Opens a list.
    ///
    /// # Errors
    /// When the bytes are none.
    pub fn open(bytes: &[u8]) -> Result<Self, EditError> {
        if !SignedHeader::begins(bytes) {
            return Err(EditError::NotAList("it does not begin with VERSION and HEADERLENGTH"));
        }
        let (header, mut damages) = SignedHeader::decode(bytes);
        if header.is_encrypted() || !TrustList::follows(&header, bytes) {
            return Err(EditError::NotAList("it is another signed file, such as a configuration"));
        }
        let (list, further) = TrustList::decode(bytes, header);
        damages.extend(further);
        let digest = sign::digest_of(&list);
        let named = |tag| list.header.find(tag).map(raw_text);
        let serial = list.header.find(tag::SERIALNUMBER).map(|element| element.value().to_vec());
        let signer = (named(tag::SIGNERNAME), serial, named(tag::CANAME));
        let mut draft = Self {
            header: ListHeader::read(&list.header, digest),
            named_signer: if let (Some(subject), Some(serial), Some(issuer)) = signer {
                Some((subject, serial, issuer))
            } else {
                None
            },
            numbers: list.records.len(),
            records: (1..).zip(list.records.iter().cloned().map(DraftRecord::Read)).collect(),
            remarks: Vec::new(),
        };
        let is_said = |kind: &DamageKind| !matches!(kind, DamageKind::UnknownTag { .. });
        let said = damages.iter().filter(|damage| is_said(&damage.kind));
        draft.remarks = said.map(|damage| format!("byte {}: {}", damage.offset, damage.kind)).collect();
        if !list.trailing.is_empty() {
            draft.remarks.push("the bytes behind the last record are left out".to_owned());
        } else if !draft.rewrites(&list, bytes) {
            draft.remarks.push(
                "its header is not in the usual form and is written anew: in the usual order, and without what does not belong there"
                    .to_owned(),
            );
        }
        Ok(draft)
    }

    /// What is to be known of the list that was opened: damage, and what will be written otherwise.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Makes one change, with the certificates that were given.
    ///
    /// # Errors
    /// When it does not fit the list.
    pub fn apply(&mut self, edit: &Edit, own: &OwnKeys) -> Result<(), EditError> {
        match edit {
            Edit::Remove { record } => self.remove(*record),
            Edit::Move { record, to } => self.move_to(*record, *to),
            Edit::Role { record, role } => self.set_role(*record, Role(*role)),
            Edit::Add(new) => {
                let missing = || EditError::NoCertificate(new.certificate.clone());
                let certificate = own.find(&new.certificate).ok_or_else(missing)?;
                let name = new.name.clone().unwrap_or_else(|| name_of(certificate));
                let record = RecordDescription::new(Role(new.role), certificate, &name);
                self.add(RecordDescription { address: new.address.clone(), ..record }, new.at)
            }
        }
    }

    /// Takes a record out.
    ///
    /// # Errors
    /// When there is none with this number.
    pub fn remove(&mut self, record: usize) -> Result<(), EditError> {
        let place = self.place(record)?;
        self.records.remove(place);
        Ok(())
    }

    /// Puts a record at a place, counted from 1.
    ///
    /// # Errors
    /// When there is no such record or no such place.
    pub fn move_to(&mut self, record: usize, to: usize) -> Result<(), EditError> {
        let from = self.place(record)?;
        let last = self.records.len();
        let to = to.checked_sub(1).filter(|to| *to < last).ok_or_else(|| self.no_place(to))?;
        let moved = self.records.remove(from);
        self.records.insert(to, moved);
        Ok(())
    }

    /// Gives a record another role; nothing else of it changes.
    ///
    /// # Errors
    /// When there is no such record, or no whole FUNCTION in it.
    pub fn set_role(&mut self, record: usize, role: Role) -> Result<(), EditError> {
        let place = self.place(record)?;
        let found = self.records.get_mut(place);
        match found.map(|(_, record)| record) {
            Some(DraftRecord::Described(described)) => described.role = role,
            Some(DraftRecord::Read(read)) => {
                let function = read.elements.iter_mut().find(|element| element.tag == record_tag::FUNCTION);
                match function.map(|element| &mut element.content) {
                    Some(Content::Value(value)) if value.len() == 2 => *value = role.0.to_be_bytes().to_vec(),
                    _ => return Err(EditError::NoRole(record)),
                }
            }
            None => {}
        }
        Ok(())
    }

    /// Adds a record at a place, counted from 1, or as the last.
    ///
    /// # Errors
    /// When there is no such place, or the record cannot be written.
    pub fn add(&mut self, record: RecordDescription<Certificate>, at: Option<usize>) -> Result<(), EditError> {
        let end = self.records.len();
        let at = at.unwrap_or(end + 1);
        let place = at.checked_sub(1).filter(|place| *place <= end).ok_or_else(|| self.no_place(at))?;
        is_text("DNSNAME", &record.dns_name)?;
        record.encode(self.header.order, &mut Vec::new())?;
        self.numbers += 1;
        self.records.insert(place, (self.numbers, DraftRecord::Described(Box::new(record))));
        Ok(())
    }

    /// Adds a SAST record of the signer as the first, where the list has none.
    pub fn add_signer(&mut self, signer: &Signer) {
        if self.has_sast_of(&signer.certificate) {
            return;
        }
        let name = name_of(&signer.certificate);
        let record = RecordDescription::new(Role::SAST, &signer.certificate, &name);
        self.numbers += 1;
        self.records.insert(0, (self.numbers, DraftRecord::Described(Box::new(record))));
    }

    fn place(&self, record: usize) -> Result<usize, EditError> {
        let place = self.records.iter().position(|(number, _)| *number == record);
        place.ok_or_else(|| {
            if (1..=self.numbers).contains(&record) {
                EditError::Removed(record)
            } else {
                EditError::NoRecord(record, count(self.numbers, "record"))
            }
        })
    }

    fn no_place(&self, to: usize) -> EditError {
        EditError::NoPlace { to, records: count(self.records.len(), "record") }
    }
}

/// Refuses text that an element cannot hold: the NUL ends it, and phones print the rest.
fn is_text(element: &'static str, text: &str) -> Result<(), EditError> {
    if text.contains(char::is_control) {
        return Err(LabError::field(element, "a name has no line breaks and other control characters").into());
    }
    Ok(())
}

/// The name that a record of a certificate has in DNSNAME: its common name.
fn name_of(certificate: &Certificate) -> String {
    certificate.subject().get("CN").unwrap_or_default().to_owned()
}
