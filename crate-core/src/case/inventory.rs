//! Every certificate of a case, once, with the places where it was found.

use super::input::{Contents, Input, ListContents};
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::Certificate;
use crate::formats::trust_list::Role;
use crate::report::Place;
use crate::text::hex;
use std::collections::HashMap;

/// A certificate as it was read from an input, with its name within the case.
#[derive(Debug, Clone)]
pub struct Found {
    /// The certificate.
    pub certificate: Certificate,
    /// Its SHA-256 fingerprint.
    pub sha256: String,
}

impl Found {
    /// Names a certificate.
    #[must_use]
    pub fn new(certificate: Certificate) -> Self {
        let sha256 = certificate.sha256();
        Self { certificate, sha256 }
    }
}

/// A certificate of the case.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The certificate.
    pub certificate: Certificate,
    /// Its SHA-256 fingerprint.
    pub sha256: String,
    /// Where it was found, in the order of the inputs.
    pub places: Vec<Place>,
    /// Roles that trust lists give it, each once.
    pub roles: Vec<Role>,
    /// Names of the inputs that hold it by itself (no trust list, no bundle).
    pub file_names: Vec<String>,
    /// Units and trust stores that CUCM lists it under, each once: `tomcat`, `CallManager-trust`.
    pub units: Vec<String>,
}

/// All certificates of a case in the order in which they were first found.
#[derive(Debug, Default)]
pub struct Inventory {
    entries: Vec<Entry>,
    by_sha256: Index,
    by_subject: Index,
    by_key_identifier: Index,
    by_key: Index,
    /// Filled only where records name certificates by their SHA-1.
    by_sha1: Index,
}

/// Places of entries by some bytes of theirs. One type for all, which keeps the page small.
type Index = HashMap<Vec<u8>, Vec<usize>>;

impl Inventory {
    /// Collects the certificates of all inputs.
    #[must_use]
    pub fn of(inputs: &[Input]) -> Self {
        let mut inventory = Self::default();
        for input in inputs {
            inventory.collect(input);
        }
        inventory.join_hashes(inputs);
        inventory
    }

    /// The entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry at a place.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index)
    }

    /// The place of a certificate by its fingerprint.
    #[must_use]
    pub fn position(&self, sha256: &str) -> Option<usize> {
        self.by_sha256.get(sha256.as_bytes())?.first().copied()
    }

    /// Places of the certificates with this subject, however it is spelled.
    #[must_use]
    pub fn with_subject(&self, name: &DistinguishedName) -> &[usize] {
        self.by_subject.get(name.folded().as_bytes()).map_or(&[], Vec::as_slice)
    }

    /// Places of the certificates whose own key has this identifier.
    #[must_use]
    pub fn with_key_identifier(&self, identifier: &[u8]) -> &[usize] {
        self.by_key_identifier.get(identifier).map_or(&[], Vec::as_slice)
    }

    /// Places of the certificates with this public key (`SubjectPublicKeyInfo`, encoded).
    #[must_use]
    pub fn with_key(&self, spki: &[u8]) -> &[usize] {
        self.by_key.get(spki).map_or(&[], Vec::as_slice)
    }

    /// The place of the certificate with this SHA-1 (20 bytes), if a record names it by that.
    #[must_use]
    pub fn with_sha1(&self, sha1: &[u8]) -> Option<usize> {
        self.by_sha1.get(hex(sha1).as_bytes())?.first().copied()
    }

    /// The certificate of a record: the one in it, or the one of the case whose SHA-1 stands there.
    #[must_use]
    pub fn of_record(&self, list: &ListContents, number: usize) -> Option<&Entry> {
        let position = match list.certificate(number) {
            Some(found) => self.position(&found.sha256),
            None => self.with_sha1(list.list.records.get(number.checked_sub(1)?)?.certificate_hash()?),
        };
        self.get(position?)
    }

    /// Finds the certificates that records name by their SHA-1, as transcripts do, and gives them those places and roles.
    fn join_hashes(&mut self, inputs: &[Input]) {
        let hashed = |list: &ListContents| list.list.records.iter().any(|record| record.certificate_hash().is_some());
        if !inputs.iter().filter_map(Input::trust_list).any(hashed) {
            return;
        }
        for (index, entry) in self.entries.iter().enumerate() {
            self.by_sha1.entry(entry.certificate.sha1().into_bytes()).or_default().push(index);
        }
        for input in inputs {
            let Some(list) = input.trust_list() else { continue };
            for (number, record) in (1..).zip(&list.list.records) {
                let Some(hash) = record.certificate_hash().filter(|_| record.certificate().is_none()) else { continue };
                let Some(entry) = self.with_sha1(hash).and_then(|index| self.entries.get_mut(index)) else { continue };
                entry.places.push(Place { input: input.id, record: Some(number) });
                if let Some(role) = record.role().filter(|role| !entry.roles.contains(role)) {
                    entry.roles.push(role);
                }
            }
        }
        let order: HashMap<usize, usize> = inputs.iter().enumerate().map(|(place, input)| (input.id, place)).collect();
        for entry in &mut self.entries {
            entry.places.sort_by_key(|place| order.get(&place.input).copied());
        }
    }

    fn collect(&mut self, input: &Input) {
        if let Some(list) = input.trust_list() {
            for (number, (record, found)) in (1..).zip(list.list.records.iter().zip(&list.certificates)) {
                let Some(Ok(read)) = found else { continue };
                let place = Place { input: input.id, record: Some(number) };
                let entry = self.entry(&read.found, place);
                if let Some(role) = record.role().filter(|role| !entry.roles.contains(role)) {
                    entry.roles.push(role);
                }
            }
        }
        let alone = input.certificates.len() == 1;
        for found in &input.certificates {
            let entry = self.entry(found, Place { input: input.id, record: None });
            if alone {
                entry.file_names.push(input.name.clone());
            }
        }
        let Contents::Listing(listing) = &input.contents else { return };
        for row in &listing.entries {
            let place = row.certificate.as_deref().and_then(|sha256| self.position(sha256));
            if let Some(entry) = place.and_then(|place| self.entries.get_mut(place)) {
                entry.units.extend(row.unit.clone().filter(|unit| !entry.units.contains(unit)));
            }
        }
    }

    fn entry(&mut self, found: &Found, place: Place) -> &mut Entry {
        let index = self.position(&found.sha256).unwrap_or_else(|| self.push(found));
        // The map only ever holds places of entries that were pushed above.
        let entry = &mut self.entries[index];
        entry.places.push(place);
        entry
    }

    fn push(&mut self, found: &Found) -> usize {
        let index = self.entries.len();
        let note = |map: &mut Index, key: &[u8]| map.entry(key.to_vec()).or_default().push(index);
        note(&mut self.by_sha256, found.sha256.as_bytes());
        note(&mut self.by_key, found.certificate.spki());
        note(&mut self.by_subject, found.certificate.subject().folded().as_bytes());
        if let Some(identifier) = found.certificate.subject_key_identifier() {
            note(&mut self.by_key_identifier, identifier);
        }
        self.entries.push(Entry {
            certificate: found.certificate.clone(),
            sha256: found.sha256.clone(),
            places: Vec::new(),
            roles: Vec::new(),
            file_names: Vec::new(),
            units: Vec::new(),
        });
        index
    }
}
