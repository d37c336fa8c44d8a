//! The lists of `tests/fixtures/phone`, by which command and page are asked what phones do: two generations of an ITL, and one of another
//! cluster. `cargo test -p trustlens-tests --test phone_lists -- --ignored` writes them.
#![cfg(not(target_arch = "wasm32"))]

use std::path::PathBuf;
use std::sync::Arc;
use trustlens_core::lab::Cluster;
use trustlens_core::report::{ClusterMode, Identity, PhoneQuestion, TvsReach, Verdict};
use trustlens_core::{Case, phone};
use trustlens_tests::cluster::{Description, Pool, date};

/// Release 12.5, so that ITLRecovery signs: it stays when CallManager is renewed (domain.md, section 2.2).
fn files() -> [(&'static str, Vec<u8>); 3] {
    let pool = Arc::new(Pool::default());
    let description = Description::healthy("12.5", ClusterMode::NonSecure, 1);
    let mut cluster = description.build(pool.clone()).expect("a cluster");
    let before = itl(&cluster);
    cluster.renew(Identity::Callmanager, "cucm-pub", date("2026-06-01")).expect("a certificate");
    cluster.write_lists(date("2026-06-02")).expect("lists");
    let after = itl(&cluster);
    let mut description = Description::healthy("12.5", ClusterMode::NonSecure, 1);
    "new-pub.lab.example".clone_into(&mut description.nodes[0].name);
    let other = itl(&description.build(pool).expect("another cluster"));
    [("before/ITLFile.tlv", before), ("after/ITLFile.tlv", after), ("other/ITLFile.tlv", other)]
}

fn itl(cluster: &Cluster) -> Vec<u8> {
    let files = cluster.list_files().expect("lists");
    files.into_iter().find(|(name, _)| name.ends_with("ITLFile.tlv")).expect("an ITL").1
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "fixtures/phone"].iter().collect()
}

#[test]
#[ignore = "writes the lists"]
fn write_the_lists() {
    for (name, bytes) in files() {
        let path = folder().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder of the list");
        std::fs::write(path, bytes).expect("the list");
    }
}

#[test]
fn the_lists_are_as_they_would_be_written_now() {
    for (name, bytes) in files() {
        assert!(std::fs::read(folder().join(name)).expect("the list") == bytes, "{name}");
    }
}

/// The case of these lists: before, after, other.
fn case() -> Case {
    let mut case = Case::new();
    for (name, bytes) in files() {
        case.add(name, bytes);
    }
    case
}

#[test]
fn a_case_of_two_generations_suggests_a_phone_that_missed_the_newer() {
    let mut case = case();
    let choices = phone::choices(&case.evaluate(&trustlens_tests::settings()), None);
    assert_eq!(choices.question, PhoneQuestion { holds: vec![0], ..PhoneQuestion::default() });
    assert!(choices.reason.contains("several generations"), "{}", choices.reason);
    assert_eq!(choices.lists.iter().map(|list| list.input).collect::<Vec<_>>(), [1, 0, 2], "the newest first");
    let before = choices.lists.iter().find(|list| list.input == 0).expect("it is there");
    assert_eq!((before.name.as_str(), before.node.as_deref()), ("before/ITLFile.tlv", Some("cucm-pub.example.com")));
    assert_eq!(choices.tvs, ["cucm-pub.example.com"], "the cluster of what is held");
    let starts = case.phones(&trustlens_tests::settings(), &choices.question);
    assert_eq!(starts.iter().map(|start| start.verdict).collect::<Vec<_>>(), [Verdict::Accepted]);
}

#[test]
fn what_a_phone_says_it_holds_is_suggested_before_all() {
    use trustlens_core::crypto::HashAlgorithm;
    let mut case = case();
    let hash = trustlens_core::text::hex(&HashAlgorithm::Md5.digest(&files()[1].1));
    // What phones show under Settings, Security (formats.md, section 9).
    let screen = include_str!("../fixtures/logs/screen.txt").replace("5557f33920a9ad6e21267494cdd2f384", &hash);
    case.add("screen.txt", screen.into_bytes());
    let choices = phone::choices(&case.evaluate(&trustlens_tests::settings()), None);
    assert_eq!(choices.question.holds, [1]);
    assert!(choices.reason.contains("log"), "{}", choices.reason);
}

#[test]
fn a_case_of_one_list_suggests_a_first_start() {
    let mut case = Case::new();
    case.add("ITLFile.tlv", files()[0].1.clone());
    let choices = phone::choices(&case.evaluate(&trustlens_tests::settings()), None);
    assert_eq!(choices.question, PhoneQuestion::default());
}

#[test]
fn a_question_that_is_asked_is_kept_and_copies_stand_for_the_list() {
    let mut case = case();
    let copy = case.add("copy/ITLFile.tlv", files()[0].1.clone());
    let asked = PhoneQuestion { holds: copy, offered: vec![2], tvs: TvsReach::None, ..PhoneQuestion::default() };
    let choices = phone::choices(&case.evaluate(&trustlens_tests::settings()), Some(asked.clone()));
    assert_eq!(choices.question, PhoneQuestion { holds: vec![0], ..asked });
    assert!(choices.reason.is_empty());
}

/// What a phone asks of the list of another cluster (Cisco doc 213407): its TVS, which does not know the signer, so far as this case tells.
#[test]
fn an_open_question_tells_both_ways() {
    let question = PhoneQuestion { holds: vec![0], offered: vec![2], ..PhoneQuestion::default() };
    let starts = case().phones(&trustlens_tests::settings(), &question);
    let decision = &starts[0].decisions[0];
    assert_eq!(decision.verdict, Verdict::Open);
    let last = decision.path.last().expect("a question");
    assert_eq!(last.ways, Some((Verdict::Open, Verdict::Refused)));
    assert!(decision.path.iter().rev().skip(1).all(|step| step.ways.is_none()));
    let text = trustlens_core::report::text::decision::render(&starts);
    assert!(text.contains("Then: with yes it is open, with no refused."), "{text}");
    assert!(text.contains("Missing: the servers' own certificates"), "{text}");
}
