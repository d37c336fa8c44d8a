//! Which node a record is of.

use crate::case::inventory::Entry;
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::{Certificate, GeneralName};
use crate::formats::signed_header::shown_name;
use crate::formats::trust_list::{Record, record_tag};
use crate::host_name::is_multi_server;
use crate::report::Node;
use crate::text::visible;

/// Alternative names of one certificate that are looked at; a cluster has some two dozen nodes.
const MOST_NAMES: usize = 256;

/// The hosts and addresses that a record and its certificate name.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// DNSNAME of the record, which may be an address; empty when there is none.
    pub(crate) dns_name: String,
    /// IPADDRESS of the record; absent where it is 0.0.0.0, as for hardware tokens.
    pub(crate) address: Option<String>,
    /// The common name, without what CUCM adds to the host's.
    pub(crate) common_name: String,
    /// Alternative names of the certificate.
    pub(crate) alternative: Vec<String>,
    /// Whether CUCM calls it a certificate of several servers.
    pub(crate) is_multi_server: bool,
    /// Whether the case has the certificate, so that these are all names.
    pub(crate) is_certificate_seen: bool,
}

/// The node of the case that a record is of. Its own name and address tell, else the common name of its certificate, else alternative
/// names that fit one node alone.
#[must_use]
pub fn node_of_record<'a>(nodes: &'a [Node], record: &Record, entry: Option<&Entry>) -> Option<&'a Node> {
    let certificate = entry.map(|entry| &entry.certificate);
    let subject = certificate.map(|certificate| certificate.subject().clone()).or_else(|| record.subject());
    node_of(nodes, &Names::of(record, certificate, subject.as_ref()))
}

/// The node that these names are of.
pub(super) fn node_of<'a>(nodes: &'a [Node], names: &Names) -> Option<&'a Node> {
    let own = [names.dns_name.as_str(), names.address.as_deref().unwrap_or_default(), names.common_name.as_str()];
    let called = |name: &str| nodes.iter().find(|node| !name.is_empty() && node.is_called(name));
    own.into_iter().find_map(called).or_else(|| {
        let mut covered = nodes.iter().filter(|node| names.alternative.iter().any(|name| node.is_called(name)));
        covered.next().filter(|_| covered.next().is_none())
    })
}

impl Names {
    /// What a record, its certificate and the subject of that name.
    pub(super) fn of(record: &Record, certificate: Option<&Certificate>, subject: Option<&DistinguishedName>) -> Self {
        let dns_name = record.find(record_tag::DNSNAME).map(shown_name).unwrap_or_default().trim().to_owned();
        let common_name = subject.and_then(|subject| subject.get("CN")).unwrap_or_default().trim();
        let alternative = certificate.map(Certificate::subject_alternative_names).unwrap_or_default();
        let alternative = alternative.iter().take(MOST_NAMES).filter_map(|name| match name {
            GeneralName::Dns(name) => Some(name.clone()),
            GeneralName::Ip(address) => Some(address.to_string()),
            _ => None,
        });
        Self {
            dns_name,
            address: record.ip_address().filter(|address| address != "0.0.0.0"),
            common_name: plain_host(common_name),
            alternative: alternative.collect(),
            is_multi_server: is_multi_server(common_name),
            is_certificate_seen: certificate.is_some(),
        }
    }

    /// Whether any of the names is that of a node.
    pub(crate) fn cover(&self, node: &Node) -> bool {
        let own = [Some(&self.dns_name), self.address.as_ref(), Some(&self.common_name)];
        own.into_iter().flatten().chain(&self.alternative).any(|name| !name.is_empty() && node.is_called(name))
    }

    /// Whether the certificate, and not the record around it, names a node.
    pub(crate) fn certificate_names(&self, node: &Node) -> bool {
        node.is_called(&self.common_name) || self.alternative.iter().any(|name| node.is_called(name))
    }

    /// What tells two records of one certificate and role apart.
    pub(super) fn place(&self) -> Option<String> {
        Some(format!("{} {}", self.dns_name.to_ascii_lowercase(), self.address.as_deref()?))
            .or_else(|| (!self.dns_name.is_empty()).then(|| self.dns_name.to_ascii_lowercase()))
    }

    /// The best of them for people.
    pub(crate) fn shown(&self) -> String {
        let best = [self.common_name.as_str(), &self.dns_name, self.address.as_deref().unwrap_or_default()];
        best.into_iter()
            .find(|name| !name.is_empty())
            .map_or_else(|| "a server without name".to_owned(), |name| visible(name).into_owned())
    }
}

/// The host of a common name: without the `-EC` and `-ms` that CUCM puts behind the host, and without `ITLRECOVERY_` before it.
pub(crate) fn plain_host(common_name: &str) -> String {
    let name = match common_name.get(..12) {
        Some(prefix) if prefix.eq_ignore_ascii_case("ITLRECOVERY_") => common_name.get(12..).unwrap_or_default(),
        _ => common_name,
    };
    let (host, domain) = name.split_once('.').map_or((name, ""), |(host, domain)| (host, domain));
    let host = host.strip_suffix("-ms").unwrap_or(host);
    let host = host.strip_suffix("-EC").unwrap_or(host);
    if domain.is_empty() { host.to_owned() } else { format!("{host}.{domain}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_behind_the_names_that_cucm_makes() {
        for (name, host) in [
            ("cucm-pub.example.com", "cucm-pub.example.com"),
            ("cucm-pub-EC.example.com", "cucm-pub.example.com"),
            ("cucm-pub-EC-ms.example.com", "cucm-pub.example.com"),
            ("ITLRECOVERY_cucm-pub.example.com", "cucm-pub.example.com"),
            ("cucm-pub", "cucm-pub"),
            ("", ""),
        ] {
            assert_eq!(plain_host(name), host);
        }
        assert!(is_multi_server("cucm-pub-ms.example.com") && !is_multi_server("cucm-pub.ms.example.com"));
    }

    #[test]
    fn the_name_and_address_of_a_record_come_before_its_certificate() {
        let nodes = [Node::named("cucm-pub.example.com"), Node::named("cucm-sub1.example.com")];
        let names = |dns_name: &str, common_name: &str, alternative: &[&str]| Names {
            dns_name: dns_name.to_owned(),
            common_name: common_name.to_owned(),
            alternative: alternative.iter().map(|name| (*name).to_owned()).collect(),
            ..Names::default()
        };
        let of = |names: &Names| node_of(&nodes, names).map(|node| node.name.as_str());
        assert_eq!(of(&names("cucm-sub1", "cucm-pub.example.com", &[])), Some("cucm-sub1.example.com"));
        assert_eq!(of(&names("", "cucm-pub", &["cucm-sub1.example.com"])), Some("cucm-pub.example.com"));
        assert_eq!(of(&names("", "cucm", &["cucm-pub.example.com"])), Some("cucm-pub.example.com"));
        assert_eq!(of(&names("", "cucm", &["cucm-pub.example.com", "cucm-sub1.example.com"])), None);
        assert_eq!(of(&names("", "", &[])), None);
    }
}
