//! What outputs and configurations name, joined to the certificates of the case.

use super::input::{Contents, Input};
use super::inventory::{Entry, Inventory};
use crate::distinguished_name::DistinguishedName;
use crate::report::{Configuration, Listing, ListingEntry};
use std::collections::HashMap;

/// Certificates by their serial number, as the report writes it.
type BySerial<'case> = HashMap<String, Vec<&'case Entry>>;

/// The listings of all inputs, with the certificates that their entries are.
pub(super) fn listings(inputs: &[Input], inventory: &Inventory) -> Vec<Listing> {
    let mut listings: Vec<Listing> = inputs
        .iter()
        .filter_map(|input| match &input.contents {
            Contents::Listing(listing) => Some((**listing).clone()),
            _ => None,
        })
        .collect();
    let open = |entry: &ListingEntry| entry.certificate.is_none();
    if listings.iter().any(|listing| listing.entries.iter().any(open)) {
        let mut by_serial = BySerial::new();
        for entry in inventory.entries() {
            by_serial.entry(entry.certificate.serial_hex()).or_default().push(entry);
        }
        for entry in listings.iter_mut().flat_map(|listing| &mut listing.entries).filter(|entry| open(entry)) {
            entry.certificate = named_by(entry, &by_serial).map(|found| found.sha256.clone());
        }
    }
    listings
}

/// The certificate that an entry names by serial number and issuer, else by its file name.
fn named_by<'case>(entry: &ListingEntry, by_serial: &BySerial<'case>) -> Option<&'case Entry> {
    if let (Some(serial), Some(issuer)) = (&entry.serial, &entry.issuer) {
        let issuer = DistinguishedName::parse(issuer);
        return by_serial.get(serial)?.iter().copied().find(|found| found.certificate.issuer().matches(&issuer));
    }
    let named = FileName::parse(entry.name.as_deref()?)?;
    by_serial.get(&named.serial)?.iter().copied().find(|found| named.is_holder(found))
}

/// A file name as CUCM makes them since 14SU1: common name, `_`, serial number in hexadecimal (domain.md, section 1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileName {
    holder: String,
    /// The serial number, without zeros in front.
    pub(crate) serial: String,
    /// How many digits it is written with.
    pub(crate) digits: usize,
}

impl FileName {
    /// Reads `path/Cisco_Root_CA_M2_01.pem`; none when the name is not made so.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
        let (holder, serial) = stem.rsplit_once('_')?;
        if holder.is_empty() || serial.len() < 2 || !serial.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let minimal = serial.trim_start_matches('0').to_ascii_lowercase();
        let minimal = if minimal.is_empty() { "0".to_owned() } else { minimal };
        Some(Self { holder: folded(holder), serial: minimal, digits: serial.len() })
    }

    /// Whether the common name is that of this certificate. (Blanks and other characters become `_` in a file name.)
    pub(crate) fn is_holder(&self, entry: &Entry) -> bool {
        entry.certificate.subject().get("CN").is_some_and(|name| folded(name.trim()) == self.holder)
    }
}

/// A name in lower case with `_` for everything that is no letter or digit.
fn folded(name: &str) -> String {
    name.chars().map(|one| if one.is_alphanumeric() { one.to_ascii_lowercase() } else { '_' }).collect()
}

/// The configurations of all inputs, with the certificates that their hashes are of.
pub(super) fn configurations(inputs: &[Input], inventory: &Inventory) -> Vec<Configuration> {
    let configurations = inputs.iter().filter_map(|input| match &input.contents {
        Contents::Configuration(configuration) => Some((**configuration).clone()),
        _ => None,
    });
    configurations.map(|configuration| with_certificate(configuration, inventory)).collect()
}

fn with_certificate(mut configuration: Configuration, inventory: &Inventory) -> Configuration {
    let Some(hash) = configuration.certificate_hash.clone() else { return configuration };
    let is_hexadecimal = hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    let hash_of: fn(&Entry) -> String = match hash.len() {
        32 if is_hexadecimal => |entry| entry.certificate.md5(),
        40 if is_hexadecimal => |entry| entry.certificate.sha1(),
        _ => {
            configuration
                .notes
                .push("certHash is no MD5 in hexadecimal, so it can be compared with nothing.".to_owned());
            return configuration;
        }
    };
    let found = inventory.entries().iter().find(|entry| hash_of(entry) == hash);
    configuration.certificate = found.map(|entry| entry.sha256.clone());
    let note = match found {
        Some(entry) => {
            let holder = entry.certificate.subject().common_name();
            let issuer = entry.certificate.issuer().common_name();
            format!("certHash is the hash of the certificate of {holder}, issued by {issuer}, which is in the case.")
        }
        None => match own_certificate(&configuration, inventory) {
            Some(entry) => format!(
                "certHash is not the hash of the certificate of {}, issued by {}, which is in the case: the server made this file for \
                 another certificate of the phone. A phone that sees a hash of another certificate asks CAPF first.",
                entry.certificate.subject().common_name(),
                entry.certificate.issuer().common_name()
            ),
            None => "No certificate of the case has the hash in certHash.".to_owned(),
        },
    };
    configuration.notes.push(note);
    configuration
}

/// A certificate of the case that names the phone.
fn own_certificate<'case>(configuration: &Configuration, inventory: &'case Inventory) -> Option<&'case Entry> {
    let device = configuration.device_name.as_deref().filter(|device| device.len() > 3)?;
    inventory.entries().iter().find(|entry| {
        let name = entry.certificate.subject().get("CN").unwrap_or_default().trim();
        let rest =
            name.len().checked_sub(device.len()).and_then(|start| Some((name.get(..start)?, name.get(start..)?)));
        rest.is_some_and(|(model, end)| end.eq_ignore_ascii_case(device) && (model.is_empty() || model.ends_with('-')))
    })
}
