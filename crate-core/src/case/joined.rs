//! What outputs and configurations name, joined to the certificates of the case.

use super::input::{Contents, Input};
use super::inventory::{Entry, Inventory};
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::Certificate;
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

/// Certificates with the same serial number that are looked at for an entry. Some authorities' own certificates share the numbers 0 and 1.
const MOST_NAMESAKES: usize = 64;

/// The certificate that an entry names by serial number and issuer, else by its file name.
fn named_by<'case>(entry: &ListingEntry, by_serial: &BySerial<'case>) -> Option<&'case Entry> {
    if let (Some(serial), Some(issuer)) = (&entry.serial, &entry.issuer) {
        let issuer = DistinguishedName::parse(issuer);
        return by_serial
            .get(serial)?
            .iter()
            .copied()
            .take(MOST_NAMESAKES)
            .find(|found| found.certificate.issuer().matches(&issuer));
    }
    let named = FileName::parse(entry.name.as_deref()?)?;
    by_serial.get(&named.serial)?.iter().copied().take(MOST_NAMESAKES).find(|found| named.is_holder(found))
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

    /// Common name and serial number in one spelling, for look-ups; [`file_name`] writes a certificate's so.
    pub(crate) fn key(&self) -> String {
        format!("{}_{}", self.holder, self.serial)
    }

    /// Whether the common name is that of this certificate. (Blanks and other characters become `_` in a file name.)
    pub(crate) fn is_holder(&self, entry: &Entry) -> bool {
        entry.certificate.subject().get("CN").is_some_and(|name| folded(name.trim()) == self.holder)
    }
}

/// A certificate's common name and serial number as [`FileName::key`] spells them.
pub(crate) fn file_name(certificate: &Certificate) -> String {
    let name = certificate.subject().get("CN").unwrap_or_default().trim();
    format!("{}_{}", folded(name), certificate.serial_hex())
}

/// A name in lower case with `_` for everything that is no letter or digit.
pub(crate) fn folded(name: &str) -> String {
    name.chars().map(|one| if one.is_alphanumeric() { one.to_ascii_lowercase() } else { '_' }).collect()
}

/// The configurations of all inputs, with the certificates that their hashes are of.
pub(super) fn configurations(inputs: &[Input], inventory: &Inventory) -> Vec<Configuration> {
    let mut configurations: Vec<Configuration> = inputs
        .iter()
        .filter_map(|input| match &input.contents {
            Contents::Configuration(configuration) => Some((**configuration).clone()),
            _ => None,
        })
        .collect();
    if configurations.iter().any(|configuration| configuration.certificate_hash.is_some()) {
        let known = Known::of(inventory);
        for configuration in &mut configurations {
            join(configuration, &known);
        }
    }
    configurations
}

/// Certificates by what configurations name them by.
#[derive(Default)]
struct Known<'case> {
    /// By MD5 and by SHA-1, in lower-case hexadecimal.
    by_hash: HashMap<String, &'case Entry>,
    /// By the last part of the common name, which in certificates of phones is the device's name behind that of the model.
    by_device: HashMap<String, &'case Entry>,
}

impl<'case> Known<'case> {
    fn of(inventory: &'case Inventory) -> Self {
        let mut known = Self::default();
        for entry in inventory.entries() {
            for hash in [entry.certificate.md5(), entry.certificate.sha1()] {
                known.by_hash.entry(hash).or_insert(entry);
            }
            let name = entry.certificate.subject().get("CN").unwrap_or_default().trim();
            let device = name.rsplit('-').next().unwrap_or(name);
            known.by_device.entry(device.to_ascii_lowercase()).or_insert(entry);
        }
        known
    }

    /// A certificate that names the phone.
    fn of_device(&self, configuration: &Configuration) -> Option<&'case Entry> {
        let device = configuration.device_name.as_deref().filter(|device| device.len() > 3)?;
        self.by_device.get(&device.to_ascii_lowercase()).copied()
    }
}

/// Says which certificate the hash is of.
fn join(configuration: &mut Configuration, known: &Known<'_>) {
    let Some(hash) = &configuration.certificate_hash else { return };
    if !matches!(hash.len(), 32 | 40) || !hash.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        let note = "certHash is no MD5 in hexadecimal, so it can be compared with nothing.";
        configuration.notes.push(note.to_owned());
        return;
    }
    let found = known.by_hash.get(hash);
    configuration.certificate = found.map(|entry| entry.sha256.clone());
    let note = match found {
        Some(entry) => {
            let holder = entry.certificate.subject().common_name();
            let issuer = entry.certificate.issuer().common_name();
            format!("certHash is the hash of the certificate of {holder}, issued by {issuer}, which is in the case.")
        }
        None => match known.of_device(configuration) {
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
}
