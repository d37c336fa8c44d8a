//! Rows of PCAP: what network captures tell.

use super::{Fixture, Given};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new("PCAP-01", "a boot over TFTP", || capture("tftp-boot"), || capture("tls13")),
    Fixture::new("PCAP-02", "a phone that gets no CTL", || capture("tftp-boot"), || capture("tftp-blksize")),
    Fixture::new("PCAP-03", "certificates in a handshake", || capture("tls12-mutual"), || capture("tftp-boot")),
];

fn capture(name: &str) -> Given {
    Given::fixtures(&[&format!("captures/{name}.pcap")])
}
