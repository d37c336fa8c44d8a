//! Rows of TXT: what logs and printed outputs tell.

use super::{Fixture, Given, mixed};
use crate::show::show;
use trustlens_core::report::ListKind;

/// The list that the phone of `alarm-holds-sample.log` holds.
const ITL: &str = "samples/own/ITLFile-cucm12style-sha1.tlv";

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new("TXT-01", "a 79xx that shows LSC and MIC", || log("console-79xx"), || log("harmless")),
    Fixture::new("TXT-02", "a server that does not know the phone's CA", || log("console-79xx"), || log("harmless")),
    Fixture::new("TXT-03", "a phone that takes its lists", || log("console-accepted"), || log("harmless")),
    Fixture::new("TXT-04", "a TVS that does not know a certificate", || log("tvs-not-found"), || log("harmless")),
    Fixture::new(
        "TXT-05",
        "a phone that holds another ITL than that of the case",
        || Given::fixtures(&["logs/alarm-holds-another.log", ITL]),
        || log("tvs-not-found"),
    ),
    Fixture::new("TXT-06", "lines that look alarming and are harmless", || log("harmless"), || log("capf")),
    Fixture::new("TXT-07", "a phone that refuses its configuration", || log("console-refused"), || log("harmless")),
    Fixture::new(
        "TXT-08",
        "a signer that is called a token and is none",
        || {
            let list = mixed().list_files().remove(0).1;
            Given::input("show-itl.txt", show(&list, ListKind::Itl))
        },
        // Of a hardware token the words are true.
        || Given::fixtures(&["console/forum.txt"]),
    ),
    Fixture::new(
        "TXT-09",
        "a listing of certificates that nobody gave",
        || Given::fixtures(&["console/cert-list-own.txt"]),
        || Given::fixtures(&["console/cert-own-new.txt"]),
    ),
    Fixture::new("TXT-10", "a phone whose clock is behind", || log("clock-behind"), || log("console-accepted")),
    Fixture::new("TXT-11", "operations of CAPF that failed", || log("capf"), || log("harmless")),
];

fn log(name: &str) -> Given {
    Given::fixtures(&[&format!("logs/{name}.log")])
}
