//! What is known of a certificate that stands in a list, is printed, or is held by a server, so that two of them can be compared.
//!
//! A file has the certificate itself, a printout its SHA-1, and both have serial number and issuer: the best that both sides have is compared.

use super::evaluation::JudgedList;
use super::inventory::Entry;
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::GeneralName;
use crate::formats::trust_list::Record;
use crate::report::{ListingEntry, same_host};
use crate::text::{hex, minimal_hex, visible};
use crate::timestamp::Timestamp;

/// What is known of a certificate: all of it, or what was printed.
#[derive(Debug, Clone, Default)]
pub struct Facts<'case> {
    /// The certificate, if the case has it.
    pub entry: Option<&'case Entry>,
    /// Its common name; empty when no name is known.
    pub name: String,
    /// Its serial number, as the report writes it.
    pub serial: Option<String>,
    /// SHA-1 of it in hexadecimal.
    pub sha1: Option<String>,
    /// From when to when it is valid, in words.
    pub validity: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) issuer: Option<String>,
    /// The hosts that it names, without what CUCM adds to them.
    pub(super) hosts: Vec<String>,
}

impl<'case> Facts<'case> {
    /// What a certificate of the case says of itself.
    #[must_use]
    pub fn of_entry(entry: &'case Entry) -> Self {
        let x509 = &entry.certificate;
        let alternative = x509.subject_alternative_names().iter().filter_map(|name| match name {
            GeneralName::Dns(name) => Some(name.as_str()),
            _ => None,
        });
        Self {
            entry: Some(entry),
            name: x509.subject().common_name(),
            serial: Some(x509.serial_hex()),
            sha1: Some(x509.sha1()),
            validity: Some(format!("{} to {}", x509.not_before().date(), x509.not_after().date())),
            subject: Some(x509.subject().folded()),
            issuer: Some(x509.issuer().folded()),
            hosts: x509.subject().get("CN").into_iter().chain(alternative).map(plain_host).collect(),
        }
    }

    /// The certificate of a record, counted from 1; none when nothing of one stands there.
    #[must_use]
    pub fn of_record(list: &JudgedList<'case>, number: usize) -> Option<Self> {
        let record = list.contents.list.records.get(number.checked_sub(1)?)?;
        if let Some(entry) = list.certificate(number) {
            let mut facts = Self::of_entry(entry);
            facts.hosts.extend(dns_name(record));
            return Some(facts);
        }
        let subject = record.subject();
        let facts = Self {
            name: subject.as_ref().map(DistinguishedName::common_name).unwrap_or_default(),
            serial: record.serial().map(minimal_hex),
            sha1: record.certificate_hash().filter(|hash| hash.len() == 20).map(hex),
            hosts: subject.iter().filter_map(|name| name.get("CN")).map(plain_host).chain(dns_name(record)).collect(),
            subject: subject.map(|name| name.folded()),
            issuer: record.issuer().map(|name| name.folded()),
            ..Self::default()
        };
        (facts.serial.is_some() || facts.sha1.is_some()).then_some(facts)
    }

    /// What the command line printed of a certificate.
    pub(super) fn printed(entry: &ListingEntry) -> Self {
        let subject = entry.subject.as_deref().map(DistinguishedName::parse);
        let issuer = entry.issuer.as_deref().map(DistinguishedName::parse);
        let validity = match (&entry.not_before, &entry.not_after) {
            (Some(from), Some(until)) => Some(format!("{from} to {until}")),
            _ => None,
        };
        Self {
            name: subject.as_ref().map(DistinguishedName::common_name).unwrap_or_default(),
            serial: entry.serial.clone(),
            validity,
            hosts: subject.iter().filter_map(|name| name.get("CN")).map(plain_host).collect(),
            subject: subject.map(|name| name.folded()),
            issuer: issuer.map(|name| name.folded()),
            ..Self::default()
        }
    }

    /// Whether both are one certificate; `None` when they have nothing that could be compared.
    #[must_use]
    pub fn is_same(&self, other: &Facts<'_>) -> Option<bool> {
        match (self.entry, other.entry, &self.sha1, &other.sha1, &self.serial, &other.serial) {
            (Some(one), Some(other), ..) => Some(one.sha256 == other.sha256),
            (_, _, Some(one), Some(other), ..) => Some(one == other),
            (_, _, _, _, Some(one), Some(two)) => {
                let contradict =
                    |one: &Option<String>, two: &Option<String>| one.is_some() && two.is_some() && one != two;
                Some(one == two && !contradict(&self.issuer, &other.issuer))
            }
            _ => None,
        }
    }

    /// Whether it is valid from a later time on; `None` when the dates of one are not known.
    #[must_use]
    pub fn is_newer_than(&self, other: &Facts<'_>) -> Option<bool> {
        let (one, other) = (self.valid_from()?, other.valid_from()?);
        Some(one > other)
    }

    /// From when on it is valid.
    #[must_use]
    pub fn valid_from(&self) -> Option<Timestamp> {
        self.entry.map(|entry| entry.certificate.not_before())
    }

    /// The host of its common name, without what CUCM adds to that; empty when no name is known.
    #[must_use]
    pub fn host(&self) -> &str {
        self.hosts.first().map_or("", String::as_str)
    }

    /// Whether it names a host.
    #[must_use]
    pub fn names(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| same_host(own, host))
    }

    /// The name of its holder, in a form in which equal names are equal; none when it is not known.
    pub(crate) fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    /// Serial number and issuer, which no two certificates share; none when one of them is not known.
    #[must_use]
    pub fn serial_and_issuer(&self) -> Option<(&str, &str)> {
        Some((self.serial.as_deref()?, self.issuer.as_deref()?))
    }
}

/// DNSNAME of a record.
fn dns_name(record: &Record) -> Option<String> {
    let value = record.find(crate::formats::trust_list::record_tag::DNSNAME)?.value();
    let name = String::from_utf8_lossy(value).trim_matches(['\0', ' ']).to_owned();
    (!name.is_empty() && name.parse::<std::net::IpAddr>().is_err()).then(|| visible(&name).into_owned())
}

/// What the names of recovery certificates begin with.
pub(super) const RECOVERY: &str = "ITLRECOVERY_";

/// The host that a common name stands for, without what CUCM adds to it: `-EC`, `-ms`, `-EC-ms`, and `ITLRECOVERY_` before it.
#[must_use]
pub fn plain_host(name: &str) -> String {
    let name = name.trim();
    let name = match name.get(..RECOVERY.len()) {
        Some(start) if start.eq_ignore_ascii_case(RECOVERY) => name.get(RECOVERY.len()..).unwrap_or_default(),
        _ => name,
    };
    let (host, domain) = match name.split_once('.') {
        Some((host, domain)) => (host, Some(domain)),
        None => (name, None),
    };
    let mut host = host.to_ascii_lowercase();
    for added in ["-ms", "-ec"] {
        if let Some(plain) = host.strip_suffix(added).filter(|plain| !plain.is_empty()) {
            host.truncate(plain.len());
        }
    }
    match domain {
        Some(domain) => format!("{host}.{}", domain.to_ascii_lowercase()),
        None => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cucm_adds_to_a_host_is_taken_away() {
        assert_eq!(plain_host("CUCM-pub-EC-ms.example.com"), "cucm-pub.example.com");
        assert_eq!(plain_host("ITLRECOVERY_cucm-pub.example.com"), "cucm-pub.example.com");
        assert_eq!(plain_host("cucm-sub1"), "cucm-sub1");
        assert_eq!(plain_host("-ms"), "-ms");
    }

    #[test]
    fn the_best_that_both_sides_have_is_compared() {
        let facts = |sha1: Option<&str>, serial: Option<&str>, issuer: Option<&str>| Facts {
            sha1: sha1.map(str::to_owned),
            serial: serial.map(str::to_owned),
            issuer: issuer.map(str::to_owned),
            ..Facts::default()
        };
        let printed = facts(Some("aa"), Some("1"), Some("cn=a"));
        assert_eq!(printed.is_same(&facts(Some("aa"), None, None)), Some(true));
        assert_eq!(printed.is_same(&facts(Some("bb"), Some("1"), Some("cn=a"))), Some(false));
        assert_eq!(printed.is_same(&facts(None, Some("1"), Some("cn=a"))), Some(true));
        assert_eq!(printed.is_same(&facts(None, Some("1"), Some("cn=b"))), Some(false));
        assert_eq!(printed.is_same(&facts(None, Some("2"), None)), Some(false));
        assert_eq!(printed.is_same(&facts(None, None, None)), None);
    }
}
