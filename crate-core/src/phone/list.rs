//! What is offered to phones, and the lists that they hold.

use super::Certificate;
use crate::case::evaluation::{JudgedFile, JudgedList};
use crate::case::facts::Facts;
use crate::crypto::PublicKey;
use crate::formats::damage::{Damage, DamageKind};
use crate::formats::signed_header::SignedHeader;
use crate::formats::trust_list::Role;
use crate::report::ListKind;
use crate::timestamp::Timestamp;

/// Something signed that a server offers.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// Its name, for people.
    pub name: String,
    /// The input with it; none for one that does not exist yet.
    pub input: Option<usize>,
    /// Who signed, as the header says; none when it does not say.
    pub signer: Option<Certificate>,
    /// By what its signature can be checked.
    pub content: Content<'a>,
    /// Why no phone can read it, in a clause; none when one can.
    pub unreadable: Option<String>,
}

/// By what a signature can be checked.
#[derive(Debug, Clone)]
pub enum Content<'a> {
    /// The bytes: the signature is opened and compared with them.
    File {
        /// The header.
        header: &'a SignedHeader,
        /// The whole file.
        bytes: &'a [u8],
    },
    /// What was printed: the signature can be opened at best.
    Printed {
        /// The header, as printed.
        header: &'a SignedHeader,
        /// What the server said of the signature: that it verified it, or that it did not hold. None when it said nothing.
        verified: Option<bool>,
    },
    /// Nothing, because it does not exist yet: the signer that it names will sign it rightly.
    Planned,
}

/// A trust list as a phone looks at it.
#[derive(Debug, Clone)]
pub struct List<'a> {
    /// The file.
    pub offer: Offer<'a>,
    /// ITL or CTL.
    pub kind: ListKind,
    /// When it was made.
    pub made: Option<Timestamp>,
    /// The records that hold a certificate, or tell which.
    pub entries: Vec<Entry>,
    /// Whether all its records are there: a paste may be cut.
    pub is_whole: bool,
}

/// A record that holds a certificate.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its number, counted from 1.
    pub record: usize,
    /// What the certificate may do.
    pub role: Role,
    /// The certificate.
    pub certificate: Certificate,
    /// Its key, where that is there.
    pub key: Option<PublicKey>,
    /// The host that the record names, for people; empty when it names none.
    pub host: String,
}

/// Different certificates beyond which phones do not load a list, and bytes (Cisco Security Guide, Default Security).
pub const MOST_CERTIFICATES: usize = 39;
/// See [`MOST_CERTIFICATES`].
pub const MOST_BYTES: u64 = 64 * 1024;

impl<'a> List<'a> {
    /// A list of a case.
    #[must_use]
    pub fn of(list: &JudgedList<'a>) -> Self {
        let contents = list.contents;
        let header = &contents.list.header;
        let entries: Vec<Entry> = (1..=contents.list.records.len()).filter_map(|number| entry(list, number)).collect();
        let content = match &contents.transcript {
            Some(transcript) => Content::Printed { header, verified: transcript.verified },
            None => Content::File { header, bytes: &contents.bytes },
        };
        let size = match &contents.transcript {
            Some(transcript) => transcript.length.unwrap_or(0),
            None => u64::try_from(contents.bytes.len()).unwrap_or(u64::MAX),
        };
        let unreadable = damaged(&contents.damages).or_else(|| too_large(&entries, size));
        Self {
            offer: Offer {
                name: list.input.short_name().to_owned(),
                input: Some(list.input.id),
                signer: Certificate::of_signer(&header.signer()),
                content,
                unreadable,
            },
            kind: contents.kind,
            made: header.timestamp(),
            entries,
            is_whole: contents.has_all_records(),
        }
    }

    /// A list that does not exist yet, with these records, which `signer` will sign.
    #[must_use]
    pub fn planned(name: String, kind: ListKind, signer: &Certificate, entries: Vec<Entry>) -> Self {
        let offer =
            Offer { name, input: None, signer: Some(signer.clone()), content: Content::Planned, unreadable: None };
        Self { offer, kind, made: None, entries, is_whole: true }
    }

    /// The records with a role.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.role == role)
    }

    /// The record that holds a certificate in one of these roles.
    #[must_use]
    pub fn find(&self, certificate: &Certificate, roles: &[Role]) -> Option<&Entry> {
        let mut fitting = self.entries.iter().filter(|entry| roles.contains(&entry.role));
        fitting.find(|entry| entry.certificate.is_same(certificate))
    }

    /// Whether nothing that a phone would take configuration or answers by stands in it: CUCM writes such an ITL while it is prepared for a
    /// rollback to a release before 8.0 (Cisco Security Guide, Default Security).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let serves = |entry: &Entry| matches!(entry.role, Role::TFTP | Role::CCM_TFTP | Role::CCM | Role::TVS);
        self.kind == ListKind::Itl && self.is_whole && !self.entries.iter().any(serves)
    }

    /// The list for a sentence: its name, and of when it is.
    #[must_use]
    pub fn described(&self) -> String {
        match self.made {
            Some(made) => format!("{} of {}", self.offer.name, made.for_people()),
            None => self.offer.name.clone(),
        }
    }
}

impl Entry {
    /// The record for a sentence: its number, and the certificate in it.
    #[must_use]
    pub fn described(&self) -> String {
        format!("record {}, {}", self.record, self.certificate.described())
    }
}

impl<'a> Offer<'a> {
    /// A signed file of a case.
    #[must_use]
    pub fn of_file(file: &JudgedFile<'a>) -> Self {
        let header = &file.contents.header;
        Self {
            name: file.input.short_name().to_owned(),
            input: Some(file.input.id),
            signer: Certificate::of_signer(&header.signer()),
            content: Content::File { header, bytes: &file.contents.bytes },
            unreadable: damaged(&file.contents.damages),
        }
    }
}

fn entry(list: &JudgedList<'_>, number: usize) -> Option<Entry> {
    let record = list.contents.list.records.get(number.checked_sub(1)?)?;
    let facts = Facts::of_record(list, number)?;
    let of_record = || record.public_key().and_then(|key| PublicKey::from_pkcs1(key).ok());
    Some(Entry {
        record: number,
        role: record.role()?,
        key: facts.entry.map(|entry| entry.certificate.public_key().clone()).or_else(of_record),
        host: facts.host().to_owned(),
        certificate: Certificate::of_facts(&facts),
    })
}

/// Why no phone can read a file with these damages, if so. Phones skip bytes and tags that they do not know (formats.md, section 9.2); whether
/// those were signed is for the signature to say.
fn damaged(damages: &[Damage]) -> Option<String> {
    let stops = |kind: &DamageKind| {
        kind.is_wrong_end()
            || matches!(kind, DamageKind::ElementBeyondRecord { .. } | DamageKind::RecordLengthDisagrees { .. })
    };
    let damage = damages.iter().find(|damage| stops(&damage.kind))?;
    Some(format!("it is damaged ({damage})"))
}

fn too_large(entries: &[Entry], size: u64) -> Option<String> {
    let names: std::collections::BTreeSet<(&str, &str)> =
        entries.iter().map(|entry| (entry.certificate.serial.as_str(), entry.certificate.issuer.as_str())).collect();
    if names.len() > MOST_CERTIFICATES {
        Some(format!(
            "it holds {} different certificates, and phones load no more than {MOST_CERTIFICATES}",
            names.len()
        ))
    } else if size > MOST_BYTES {
        Some(format!("it has {size} bytes, and phones load no more than {MOST_BYTES}"))
    } else {
        None
    }
}
