//! Releases and servers of a cluster, in the layouts that Cisco's documents and public scripts show.

use crate::report::{Listing, Node, NodeService, Report};
use crate::{Case, Detail, Settings, Timestamp};

fn report(text: &str) -> Report {
    let mut case = Case::new();
    case.add("paste.txt", text.as_bytes().to_vec());
    case.report(&Settings::at(Timestamp::parse("2026-12-10").unwrap()), Detail::Slim, &mut |_| {})
}

fn listing(text: &str) -> Listing {
    let report = report(text);
    assert_eq!(report.listings.len(), 1, "{:?}", report.inputs);
    report.listings[0].clone()
}

#[test]
fn the_active_version() {
    let listing = listing(
        "admin:show version active\nActive Master Version: 12.5.1.11900-146\nActive Version Installed Software Options:\nNo Installed \
         Software Options Found.\nadmin:",
    );
    assert_eq!(listing.release.as_deref(), Some("12.5.1.11900-146"));
    assert_eq!(listing.command, "show version active");
}

#[test]
fn the_inactive_version_is_no_release() {
    let report = report(
        "Active Master Version: 14.0.1.12345-67\nActive Version Installed Software Options:\nInactive Master Version: 12.5.1.11000-22\n",
    );
    let releases: Vec<_> = report.listings.iter().map(|listing| listing.release.as_deref()).collect();
    assert_eq!(releases, [Some("14.0.1.12345-67"), None]);
}

#[test]
fn show_status_names_the_server() {
    let text = "admin:show status\n\nHost Name          : cucm-pub\nDate               : Mon Mar 2, 2026 00:36:32\nTime Zone          : Israel \
                Standard Time (Asia/Jerusalem)\nLocale             : en_US.UTF-8\nProduct Ver        : 12.5.1.12900-115\nUnified OS Version : \
                7.0.0.0-4\n\nUptime:\n 00:36:33 up 79 days, 12:45,  1 user,  load average: 1.76, 1.09, 0.94\n";
    let listing = listing(text);
    assert_eq!(
        (listing.release.as_deref(), listing.nodes.as_slice()),
        (Some("12.5.1.12900-115"), &["cucm-pub".to_owned()][..])
    );
}

#[test]
fn the_line_of_the_administration_page() {
    assert_eq!(listing("System version: 8.6.2.23900-10\n").release.as_deref(), Some("8.6.2.23900-10"));
    assert!(report("System version: unknown\n").listings.is_empty());
}

#[test]
fn the_servers_of_the_cluster() {
    let listing = listing(
        "admin:show network cluster\n10.3.74.13 IMPPUB.example.com IMPPUB Subscriber cups DBPub authenticated\n10.3.74.12 \
         CUCMSUB.example.com CUCMSUB Subscriber callmanager DBSub authenticated using TCP since Thu Oct 28 11:24:16 2021\n10.3.74.11 \
         CUCMPUB.example.com CUCMPUB Publisher callmanager DBPub\nauthenticated using TCP since Thu Oct 28 11:27:36 2021\n\nServer Table \
         (processnode) Entries\n----------------------------------\nCUCMPUB\nadmin:",
    );
    let node = |name: &str, address: &str, runs: &[NodeService]| Node {
        name: name.to_owned(),
        addresses: vec![address.to_owned()],
        runs: runs.to_vec(),
    };
    assert_eq!(
        listing.servers,
        [
            node("IMPPUB.example.com", "10.3.74.13", &[NodeService::ImPresence]),
            node("CUCMSUB.example.com", "10.3.74.12", &[]),
            node("CUCMPUB.example.com", "10.3.74.11", &[NodeService::Publisher]),
        ]
    );
}
