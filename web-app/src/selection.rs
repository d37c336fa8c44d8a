//! Which certificates a person wants to see, and in what order.

use crate::order::sort_places;
use std::cmp::Ordering;
use trustlens_core::Timestamp;
use trustlens_core::report::Certificate;

/// Days within which a certificate counts as expiring soon; the same as in the check for expiry.
const SOON: i64 = 90;

/// What to show of the certificates, by their validity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those whose last day is before the date.
    Expired,
    /// Those that are valid and expire within 90 days.
    ExpiringSoon,
    /// Those that have not expired.
    HideExpired,
    /// Those whose first day is after the date.
    NotYetValid,
}

/// All filters with what they are called; the name in the page's form comes first.
pub const FILTERS: [(&str, Filter, &str); 5] = [
    ("all", Filter::All, "All"),
    ("hide-expired", Filter::HideExpired, "Hide expired"),
    ("expiring", Filter::ExpiringSoon, "Expiring within 90 days"),
    ("expired", Filter::Expired, "Expired"),
    ("future", Filter::NotYetValid, "Not valid yet"),
];

impl Filter {
    /// Whether a certificate is shown at a date.
    pub fn shows(self, certificate: &Certificate, at: Timestamp) -> bool {
        let is_expired = certificate.not_after < at;
        match self {
            Self::All => true,
            Self::Expired => is_expired,
            Self::ExpiringSoon => !is_expired && at.days_until(certificate.not_after) < SOON,
            Self::HideExpired => !is_expired,
            Self::NotYetValid => certificate.not_before > at,
        }
    }
}

/// What certificates are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The common name.
    #[default]
    Name,
    /// The issuer.
    Issuer,
    /// The serial number, as a number.
    Serial,
    /// The last day.
    Expiry,
    /// The kind and the strength of the key.
    Key,
    /// The identity.
    Identity,
    /// The verdict on the signature.
    Verdict,
}

impl SortBy {
    /// Compares two certificates; those that are alike keep the order of the report.
    pub fn compare(self, one: &Certificate, other: &Certificate) -> Ordering {
        match self {
            Self::Name => compare_words(&one.common_name, &other.common_name),
            Self::Issuer => compare_words(&one.issuer, &other.issuer),
            // Without leading zeros the longer number is the greater one.
            Self::Serial => (one.serial.len(), &one.serial).cmp(&(other.serial.len(), &other.serial)),
            Self::Expiry => one.not_after.cmp(&other.not_after),
            Self::Key => key_rank(one).cmp(&key_rank(other)),
            Self::Identity => one.identity.cmp(&other.identity),
            Self::Verdict => (one.signature.status as u8).cmp(&(other.signature.status as u8)),
        }
    }
}

fn key_rank(certificate: &Certificate) -> (&str, Option<u64>, Option<&str>) {
    (&certificate.key.algorithm, certificate.key.bits, certificate.key.curve.as_deref())
}

/// Without regard to case, as far as the letters are ASCII: names of hosts and services are.
fn compare_words(one: &str, other: &str) -> Ordering {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one.eq_ignore_ascii_case(other)).count();
    let rest = |text: &str| text.as_bytes().get(same).map(u8::to_ascii_lowercase);
    rest(one).cmp(&rest(other))
}

/// What a person chose to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Words that must be found in each certificate.
    pub search: String,
    /// What to show by validity.
    pub filter: Filter,
    /// What to sort by, and whether the largest comes first.
    pub order: (SortBy, bool),
}

/// The places of the certificates to show, in order. The search finds words anywhere in names, serial numbers and
/// fingerprints; colons in it are passed over, as the command line prints serial numbers with them.
pub fn select(certificates: &[Certificate], choice: &Choice, at: Timestamp) -> Vec<usize> {
    let wanted: Vec<String> = choice.search.split_whitespace().map(str::to_ascii_lowercase).collect();
    let (sort_by, is_descending) = choice.order;
    let mut places: Vec<usize> = certificates
        .iter()
        .enumerate()
        .filter(|(_, certificate)| choice.filter.shows(certificate, at) && matches(certificate, &wanted))
        .map(|(place, _)| place)
        .collect();
    sort_places(&mut places, &mut |one, other| {
        let order = sort_by.compare(&certificates[one], &certificates[other]);
        if is_descending { order.reverse() } else { order }
    });
    places
}

fn matches(certificate: &Certificate, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let names = format!("{}\n{}", certificate.subject, certificate.issuer).to_ascii_lowercase();
    wanted.iter().all(|word| {
        let digits: String = word.chars().filter(|character| *character != ':').collect();
        names.contains(word.as_str())
            || [&certificate.serial, &certificate.sha256, &certificate.sha1, &certificate.md5]
                .iter()
                .any(|text| text.contains(&digits))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::report::{CertificateSignature, CertificateSignatureStatus, Identity, Key};

    fn certificate(name: &str, serial: &str, not_after: &str) -> Certificate {
        Certificate {
            sha256: format!("{serial}ffff"),
            sha1: String::new(),
            md5: String::new(),
            subject: format!("CN={name}"),
            common_name: name.to_owned(),
            issuer: "CN=Issuer".to_owned(),
            serial: serial.to_owned(),
            not_before: Timestamp::parse("2020-01-01").unwrap(),
            not_after: Timestamp::parse(not_after).unwrap(),
            key: Key { algorithm: "rsa".to_owned(), bits: Some(2048), exponent: None, curve: None },
            signature_algorithm: String::new(),
            self_signed: false,
            signature: CertificateSignature {
                status: CertificateSignatureStatus::IssuerMissing,
                issuer_certificate: None,
                known_issuer: None,
                reason: String::new(),
            },
            identity: Identity::Other,
            identity_reason: String::new(),
            known: None,
            size: 0,
            found_in: Vec::new(),
            detail: None,
        }
    }

    fn three() -> Vec<Certificate> {
        vec![
            certificate("beta", "9", "2026-12-01"),
            certificate("Alpha", "10", "2020-06-01"),
            certificate("gamma", "1f", "2030-01-01"),
        ]
    }

    fn shown(search: &str, filter: Filter, order: (SortBy, bool)) -> Vec<usize> {
        let choice = Choice { search: search.to_owned(), filter, order };
        select(&three(), &choice, Timestamp::parse("2026-11-23").unwrap())
    }

    #[test]
    fn sorts_by_every_sense_of_order() {
        assert_eq!(shown("", Filter::All, (SortBy::Name, false)), [1, 0, 2]);
        assert_eq!(shown("", Filter::All, (SortBy::Name, true)), [2, 0, 1]);
        assert_eq!(shown("", Filter::All, (SortBy::Serial, false)), [0, 1, 2], "9 is less than 10");
        assert_eq!(shown("", Filter::All, (SortBy::Expiry, false)), [1, 0, 2]);
        assert_eq!(shown("", Filter::All, (SortBy::Issuer, false)), [0, 1, 2], "alike: in the order of the report");
    }

    #[test]
    fn filters_by_validity() {
        let order = (SortBy::Name, false);
        assert_eq!(shown("", Filter::Expired, order), [1]);
        assert_eq!(shown("", Filter::ExpiringSoon, order), [0]);
        assert_eq!(shown("", Filter::HideExpired, order), [0, 2]);
        assert!(shown("", Filter::NotYetValid, order).is_empty());
    }

    #[test]
    fn finds_words_and_serial_numbers() {
        let order = (SortBy::Name, false);
        assert_eq!(shown("ALPHA", Filter::All, order), [1]);
        assert_eq!(shown("cn=beta issuer", Filter::All, order), [0]);
        assert_eq!(shown("1F:FF", Filter::All, order), [2]);
        assert!(shown("nothing", Filter::All, order).is_empty());
    }
}
