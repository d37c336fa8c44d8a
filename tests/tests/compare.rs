//! Trust lists side by side: what may differ and what may not, as docs/domain.md says (sections 0, 2 and 3).

use proptest::prelude::*;
use trustlens_core::report::{
    CellState, ClusterMode, ComparedRow, ComparisonSentence, Identity, Judgement, ListComparison, ListKind,
    RelationKind, RowStanding,
};
use trustlens_core::text::hex;
use trustlens_core::{Case, Settings};
use trustlens_tests::catalogue::Given;
use trustlens_tests::cluster::{Cluster, Description, Encode, Make, date};
use trustlens_tests::descriptions::descriptions;
use trustlens_tests::show::show;
use trustlens_tests::{fixture, settings};

const MIXED: ClusterMode = ClusterMode::Mixed;
const NON_SECURE: ClusterMode = ClusterMode::NonSecure;
const RELEASES: [&str; 8] = ["8.6", "9.1", "10.5", "11.5", "12.0", "12.5", "14", "15"];
const LATER: &str = "2026-06-01";
const WRITTEN: &str = "2026-06-02";

type Files = Vec<(String, Vec<u8>)>;

/// Compares all lists among some files.
fn compare(files: &[(String, Vec<u8>)], settings: &Settings) -> ListComparison {
    let mut case = Case::new();
    for (name, bytes) in files {
        case.add(name, bytes.clone());
    }
    case.compare(settings, &[]).expect("there are two lists")
}

/// The files of a cluster of which the name ends so.
fn files(cluster: &Cluster, ending: &str) -> Files {
    cluster.files().into_iter().filter(|(name, _)| name.ends_with(ending)).collect()
}

/// A list of a cluster, and what "show itl" prints of it.
fn file_and_printout(file: Vec<u8>) -> [(String, Vec<u8>); 2] {
    let printed = show(&file, ListKind::Itl);
    [("cucm-pub/ITLFile.tlv".to_owned(), file), ("cucm-pub/show-itl.txt".to_owned(), printed)]
}

/// Files, each with a name.
fn named<const N: usize>(files: [(&str, Vec<u8>); N]) -> Files {
    files.map(|(name, bytes)| (name.to_owned(), bytes)).to_vec()
}

fn objections(comparison: &ListComparison) -> Vec<&ComparisonSentence> {
    comparison.sentences.iter().filter(|sentence| sentence.judgement <= Judgement::Open).collect()
}

/// The only objection.
fn objection(comparison: &ListComparison) -> &ComparisonSentence {
    match objections(comparison).as_slice() {
        [only] => only,
        others => panic!("not one objection: {others:#?}"),
    }
}

fn row<'c>(comparison: &'c ListComparison, role: &str, whose: &str) -> &'c ComparedRow {
    let found = comparison.rows.iter().find(|row| row.role == role && row.whose.starts_with(whose));
    found.unwrap_or_else(|| panic!("no {role} {whose} in {:#?}", comparison.rows))
}

fn relation(comparison: &ListComparison, kind: RelationKind) -> Option<&[usize]> {
    comparison.relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.inputs.as_slice())
}

fn says(comparison: &ListComparison, parts: &[&str]) -> bool {
    comparison.sentences.iter().any(|sentence| parts.iter().all(|part| sentence.text.contains(part)))
}

/// The ITL of a node, before and after a change, with the order of the inputs not that of the times.
fn generations(release: &str, change: impl FnOnce(&mut Cluster)) -> ListComparison {
    let mut cluster = Cluster::healthy(release, NON_SECURE, 3);
    let before = cluster.itl("cucm-pub").encode();
    change(&mut cluster);
    cluster.write_lists(date(WRITTEN));
    let after = cluster.itl("cucm-pub").encode();
    compare(&named([("new.tlv", after), ("old.tlv", before)]), &cluster.settings())
}

#[test]
fn lists_of_a_sound_cluster_differ_only_where_they_may() {
    for release in RELEASES {
        for mode in [MIXED, NON_SECURE] {
            let cluster = Cluster::healthy(release, mode, 3);
            for settings in [cluster.settings(), cluster.date_alone()] {
                let comparison = compare(&cluster.files(), &settings);
                assert!(objections(&comparison).is_empty(), "{release} {mode:?}: {:#?}", objections(&comparison));
                assert!(relation(&comparison, RelationKind::TftpNodes).is_some(), "{release} {mode:?}");
                assert_eq!(relation(&comparison, RelationKind::ItlAndCtl).is_some(), mode == MIXED);
                // What is the cluster's stands in one row, and is equal there.
                assert_eq!(row(&comparison, "CAPF", "CAPF").standing, RowStanding::Equal);
                for tvs in comparison.rows.iter().filter(|row| row.role == "TVS") {
                    assert_eq!(tvs.standing, RowStanding::Equal, "{release} {}", tvs.whose);
                }
            }
        }
    }
}

#[test]
fn itlrecovery_is_one_from_12_5_on_and_each_nodes_own_before() {
    // domain.md, section 2.2.
    for (release, rows) in [("8.6", 0), ("11.5", 2), ("12.5", 1), ("15", 1)] {
        let cluster = Cluster::healthy(release, NON_SECURE, 3);
        let comparison = compare(&files(&cluster, "ITLFile.tlv"), &cluster.settings());
        let found: Vec<_> = comparison.rows.iter().filter(|row| row.whose.starts_with("ITLRecovery")).collect();
        assert_eq!(found.len(), rows, "{release}");
        assert!(found.iter().all(|row| row.judgement == Judgement::Same), "{release}");
    }
    let mut cluster = Cluster::healthy("12.5", NON_SECURE, 3);
    cluster.renew(Identity::Itlrecovery, "cucm-pub", date(LATER));
    cluster.write_itl("cucm-pub", date(WRITTEN));
    let comparison = compare(&files(&cluster, "ITLFile.tlv"), &cluster.settings());
    let objection = objection(&comparison);
    assert_eq!(objection.judgement, Judgement::NotAllowed);
    assert!(objection.text.starts_with("ITLRecovery differs (the same name, another key)"), "{}", objection.text);
    assert_eq!(objection.rule.as_ref().map(|rule| rule.id.as_str()), Some("tftp-nodes/itlrecovery"));
}

#[test]
fn a_node_that_was_left_behind_differs_in_tvs() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 3);
    cluster.renew(Identity::Tvs, "cucm-sub2", date(LATER));
    cluster.write_itl("cucm-pub", date(WRITTEN));
    let comparison = compare(&files(&cluster, "ITLFile.tlv"), &cluster.settings());
    let objection = objection(&comparison);
    assert_eq!(objection.judgement, Judgement::NotAllowed);
    assert_eq!(objection.rule.as_ref().and_then(|rule| rule.check.as_deref()), Some("XF-01"));
    for part in
        ["TVS of cucm-sub2", "cucm-pub/ITLFile.tlv has serial number", "cucm-sub1/ITLFile.tlv has serial number"]
    {
        assert!(objection.text.contains(part), "{part:?} in {}", objection.text);
    }
    let tvs = row(&comparison, "TVS", "TVS of cucm-sub2");
    assert_eq!((tvs.standing, tvs.judgement), (RowStanding::OtherKey, Judgement::NotAllowed));
    assert_eq!(tvs.cells.iter().map(|cell| cell.variant).collect::<Vec<_>>(), [Some(0), Some(1)]);
    // Each node's own CallManager does not belong into the other's list, so that nothing is missing there.
    let own = row(&comparison, "CCM+TFTP", "CallManager of cucm-pub");
    assert_eq!((own.judgement, own.cells[1].state), (Judgement::Same, CellState::NotDue));
    assert!(says(&comparison, &["Each holds what is its own node's", "CallManager of cucm-sub1"]));
}

#[test]
fn an_entry_that_one_node_lacks_is_told_as_lacking() {
    let mut cluster = Cluster::healthy("12.5", NON_SECURE, 3);
    let itl = cluster.itl("cucm-sub1");
    itl.records.retain(|record| record.role.to_string() != "CAPF");
    let comparison = compare(&files(&cluster, "ITLFile.tlv"), &cluster.settings());
    let objection = objection(&comparison);
    assert!(objection.text.starts_with("CAPF is only in some: "), "{}", objection.text);
    assert!(objection.text.contains("cucm-sub1/ITLFile.tlv has none"), "{}", objection.text);
    let capf = row(&comparison, "CAPF", "CAPF");
    assert_eq!((capf.standing, capf.cells[1].state), (RowStanding::OnlyInSome, CellState::Absent));
}

#[test]
fn before_and_after_a_renewal() {
    // Under 12.5 ITLRecovery signs: whatever else is renewed, phones follow.
    for (identity, name) in [
        (Identity::Capf, "CAPF ("),
        (Identity::Callmanager, "CallManager of cucm-pub.example.com ("),
        (Identity::Tvs, "TVS of cucm-pub.example.com ("),
    ] {
        let comparison = generations("12.5", |cluster| drop(cluster.renew(identity, "cucm-pub", date(LATER))));
        assert_eq!(relation(&comparison, RelationKind::Generations), Some(&[1, 0][..]), "the older first");
        assert!(objections(&comparison).is_empty(), "{name}: {:#?}", objections(&comparison));
        assert!(says(&comparison, &["From old.tlv to new.tlv changed: ", name]), "{name}: {:#?}", comparison.sentences);
        assert!(says(&comparison, &["is signed by ITLRECOVERY_cucm-pub", "a signer in old.tlv too"]), "{name}");
    }
    // With ITLRecovery itself the signer is unknown to phones, and TVS has to vouch (domain.md, section 2.5).
    let comparison = generations("12.5", |cluster| drop(cluster.renew(Identity::Itlrecovery, "cucm-pub", date(LATER))));
    assert!(objections(&comparison).is_empty());
    assert!(says(&comparison, &["no signer in old.tlv", "ask TVS"]), "{:#?}", comparison.sentences);
    // Up to 11.5 the CallManager of the node signs.
    let comparison = generations("11.5", |cluster| drop(cluster.renew(Identity::Callmanager, "cucm-pub", date(LATER))));
    assert!(says(&comparison, &["no signer in old.tlv", "ask TVS"]), "{:#?}", comparison.sentences);
}

#[test]
fn signer_and_all_tvs_together_lock_phones_out() {
    // domain.md, section 3, 4 and 5.
    let comparison = generations("11.5", |cluster| {
        cluster.renew(Identity::Callmanager, "cucm-pub", date(LATER));
        for node in ["cucm-pub", "cucm-sub1", "cucm-sub2"] {
            cluster.renew(Identity::Tvs, node, date(LATER));
        }
    });
    let objection = objection(&comparison);
    assert_eq!(objection.judgement, Judgement::NotAllowed);
    assert!(objection.text.contains("phones that hold old.tlv keep it"), "{}", objection.text);
    assert_eq!(objection.rule.as_ref().and_then(|rule| rule.check.as_deref()), Some("XF-11"));
    // Where only some of the TVS were renewed, some phones can ask.
    let comparison = generations("11.5", |cluster| {
        cluster.renew(Identity::Callmanager, "cucm-pub", date(LATER));
        cluster.renew(Identity::Tvs, "cucm-sub1", date(LATER));
    });
    assert_eq!(self::objection(&comparison).judgement, Judgement::Open);
}

#[test]
fn what_vanished_and_what_is_new() {
    let mut smaller = Cluster::healthy("12.5", NON_SECURE, 2);
    let mut larger = Cluster::healthy("12.5", NON_SECURE, 3);
    larger.write_lists(date(WRITTEN));
    let (two, three) = (smaller.itl("cucm-pub").encode(), larger.itl("cucm-pub").encode());
    let comparison = compare(&named([("two.tlv", two.clone()), ("three.tlv", three.clone())]), &larger.settings());
    assert!(says(&comparison, &["New in three.tlv: TVS of cucm-sub2"]), "{:#?}", comparison.sentences);
    let mut smaller = Cluster::healthy("12.5", NON_SECURE, 2);
    smaller.write_lists(date("2026-07-01"));
    let two = smaller.itl("cucm-pub").encode();
    let comparison = compare(&named([("two.tlv", two), ("three.tlv", three)]), &larger.settings());
    assert!(says(&comparison, &["Gone from two.tlv", "TVS of cucm-sub2"]), "{:#?}", comparison.sentences);
}

#[test]
fn a_change_of_mode_is_told() {
    let before = Cluster::healthy("12.5", NON_SECURE, 2).itl("cucm-pub").encode();
    let mut mixed = Cluster::healthy("12.5", MIXED, 2);
    mixed.write_lists(date(WRITTEN));
    let after = mixed.itl("cucm-pub").encode();
    let comparison = compare(&named([("before.tlv", before), ("after.tlv", after)]), &mixed.settings());
    assert!(says(&comparison, &["after.tlv was written in mixed mode"]), "{:#?}", comparison.sentences);
    let server = row(&comparison, "TFTP, CCM+TFTP", "CallManager of cucm-pub");
    assert_eq!(server.standing, RowStanding::OtherRole);
    assert!(says(&comparison, &["(role CCM+TFTP instead of TFTP)"]));
}

#[test]
fn the_ctl_is_one_file_on_every_node() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 3);
    let old = cluster.ctl().encode();
    let comparison = compare(&files(&cluster, "CTLFile.tlv"), &cluster.settings());
    assert_eq!(comparison.summary, "All 3 lists are the same file.");
    cluster.renew(Identity::Capf, "cucm-pub", date(LATER));
    cluster.write_ctl(date(WRITTEN));
    let new = cluster.ctl().encode();
    let of_nodes = named([("cucm-pub/CTLFile.tlv", new.clone()), ("cucm-sub1/CTLFile.tlv", old.clone())]);
    let comparison = compare(&of_nodes, &cluster.settings());
    let objection = objection(&comparison);
    assert_eq!(objection.judgement, Judgement::NotAllowed);
    assert_eq!(objection.rule.as_ref().and_then(|rule| rule.check.as_deref()), Some("XF-02"));
    assert_eq!(row(&comparison, "CAPF", "CAPF").judgement, Judgement::NotAllowed);
    assert!(says(&comparison, &["From cucm-sub1/CTLFile.tlv to cucm-pub/CTLFile.tlv changed: CAPF"]));
    // Of nobody knows which nodes one may be older.
    let comparison = compare(&named([("new.tlv", new.clone()), ("old.tlv", old.clone())]), &cluster.settings());
    assert_eq!(self::objection(&comparison).judgement, Judgement::Open);
    // One node, asked before and after.
    let of_one = named([("cucm-pub/CTLFile.tlv", new), ("cucm-pub/before/CTLFile.tlv", old)]);
    assert!(objections(&compare(&of_one, &cluster.settings())).is_empty());
}

#[test]
fn itl_and_ctl_name_the_same_capf_and_callmanager() {
    for (identity, check) in
        [(Identity::Capf, "XF-03"), (Identity::Callmanager, "XF-07"), (Identity::Itlrecovery, "XF-06")]
    {
        let mut cluster = Cluster::healthy("12.5", MIXED, 1);
        let ctl = cluster.ctl().encode();
        cluster.renew(identity, "cucm-pub", date(LATER));
        cluster.write_itl("cucm-pub", date(WRITTEN));
        let itl = cluster.itl("cucm-pub").encode();
        let comparison = compare(&named([("ITLFile.tlv", itl), ("CTLFile.tlv", ctl)]), &cluster.settings());
        let objections = objections(&comparison);
        assert!(!objections.is_empty(), "{identity:?}");
        for objection in objections {
            assert_eq!(objection.judgement, Judgement::NotAllowed);
            assert_eq!(objection.rule.as_ref().and_then(|rule| rule.check.as_deref()), Some(check));
        }
        // TVS stands in the ITL alone, and is missing nowhere.
        assert_eq!(row(&comparison, "TVS", "TVS").cells[1].state, CellState::NotDue);
    }
}

#[test]
fn a_printout_is_joined_to_its_file_by_what_it_prints() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 2);
    let [file, printed] = file_and_printout(cluster.itl("cucm-pub").encode());
    let comparison = compare(&[file.clone(), printed.clone()], &cluster.settings());
    assert_eq!(comparison.lists[1].same_file_as, Some(0));
    assert!(says(&comparison, &["show-itl.txt is a printout of ITLFile.tlv"]));
    assert!(comparison.rows.iter().all(|row| row.standing == RowStanding::Equal && row.judgement == Judgement::Same));
    // A paste that was cut: what is not there is not known, and not missing.
    let text = String::from_utf8(printed.1).unwrap();
    let cut = text.split("ITL Record #:4").next().unwrap().to_owned();
    let comparison = compare(&[file.clone(), ("cut.txt".to_owned(), cut.into_bytes())], &cluster.settings());
    assert!(objections(&comparison).is_empty(), "{:#?}", objections(&comparison));
    assert!(says(&comparison, &["cut.txt is not printed whole", "not as missing"]));
    assert!(comparison.rows.iter().any(|row| row.cells[1].state == CellState::NotKnown));
    assert!(!comparison.lists[1].is_whole);
    // A printout of another file of the node.
    let mut later = Cluster::healthy("12.5", MIXED, 2);
    later.renew(Identity::Capf, "cucm-pub", date(LATER));
    later.write_lists(date(WRITTEN));
    let [_, newer] = file_and_printout(later.itl("cucm-pub").encode());
    let comparison = compare(&[file, newer], &cluster.settings());
    let objection = objection(&comparison);
    assert_eq!(objection.judgement, Judgement::Open);
    for list in &comparison.lists {
        assert!(objection.text.contains(list.sha1.as_deref().unwrap()), "{}", objection.text);
    }
    assert_eq!(row(&comparison, "CAPF", "CAPF").standing, RowStanding::Different, "CAPF takes a new name each time");
}

#[test]
fn text_that_was_changed_after_printing_is_found_by_its_checksums() {
    let mut cluster = Cluster::healthy("12.5", NON_SECURE, 1);
    let [file, printed] = file_and_printout(cluster.itl("cucm-pub").encode());
    // "CERTIFICATE shows its length and the SHA-1 of the DER as 20 upper-case hex pairs" (formats.md, section 8.1).
    let hash = trustlens_core::crypto::sha1(&cluster.certificate(Identity::Capf, "cucm-pub").der);
    let pairs: Vec<String> = hash[..4].iter().map(|byte| format!("{byte:02X}")).collect();
    let text = String::from_utf8(printed.1).unwrap();
    let shown = [pairs.join(" "), pairs.concat()].into_iter().find(|shown| text.contains(shown.as_str())).unwrap();
    let other: String = shown
        .chars()
        .map(|digit| {
            if digit == '0' {
                '1'
            } else if digit == ' ' {
                ' '
            } else {
                '0'
            }
        })
        .collect();
    let text = text.replace(&shown, &other);
    let comparison = compare(&[file, ("edited.txt".to_owned(), text.into_bytes())], &cluster.settings());
    let objection = objection(&comparison);
    assert!(objection.text.starts_with("CAPF differs although the checksums are the same"), "{}", objection.text);
    assert_eq!(row(&comparison, "CAPF", "CAPF").judgement, Judgement::NotAllowed);
}

#[test]
fn a_checksum_tells_which_list_a_phone_holds() {
    // formats.md, section 8.1, prints the MD5 of this sample; the other hashes are of other programs (openssl dgst).
    let sample = "samples/own/ITLFile-cucm12style-sha1.tlv";
    let mut case = Case::new();
    case.add("CTLFile.tlv", fixture("samples/peer/CTL-sha1.tlv"));
    case.add("ITLFile.tlv", fixture(sample));
    let found = case.lists_with_checksum("55:57:F3:39:20:A9:AD:6E:21:26:74:94:CD:D2:F3:84").unwrap();
    assert_eq!((found.hash.as_str(), found.lists.as_slice()), ("MD5", &[1][..]));
    assert_eq!(found.text, "This is the MD5 of ITLFile.tlv.");
    for bits in [sha2_256(&fixture(sample)), sha2_512(&fixture(sample))] {
        assert_eq!(case.lists_with_checksum(&bits).unwrap().lists, [1]);
    }
    let none = case.lists_with_checksum(&"0".repeat(40)).unwrap();
    assert_eq!((none.hash.as_str(), none.lists.len()), ("SHA-1", 0));
    assert!(none.text.starts_with("No list here has this SHA-1"), "{}", none.text);
    assert!(none.text.contains("restart the phone"), "{}", none.text);
    assert!(case.lists_with_checksum("not a checksum").is_none());
}

fn sha2_256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex(&sha2::Sha256::digest(bytes))
}

fn sha2_512(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex(&sha2::Sha512::digest(bytes))
}

#[test]
fn a_printout_that_does_not_print_a_hash_may_be_the_one() {
    let mut cluster = Cluster::healthy("12.5", NON_SECURE, 1);
    let mut case = Case::new();
    let [_, (name, printed)] = file_and_printout(cluster.itl("cucm-pub").encode());
    case.add(&name, printed);
    let answer = case.lists_with_checksum(&"1".repeat(64)).unwrap();
    assert!(
        answer.text.contains("Whether show-itl.txt has it is not known: no SHA-256 is printed there."),
        "{}",
        answer.text
    );
}

#[test]
fn lists_of_two_clusters_are_not_held_against_each_other() {
    let mut other = Description::healthy("12.5", NON_SECURE, 1);
    "other-pub.example.net".clone_into(&mut other.nodes[0].name);
    let foreign = other.make().itl("other-pub").encode();
    let own = Cluster::healthy("12.5", NON_SECURE, 1).itl("cucm-pub").encode();
    let comparison = compare(&named([("own.tlv", own), ("other.tlv", foreign)]), &settings());
    assert!(objections(&comparison).is_empty(), "{:#?}", objections(&comparison));
    assert_eq!(relation(&comparison, RelationKind::Clusters), Some(&[0, 1][..]));
    assert!(
        comparison.rows.iter().all(|row| row.cells.iter().filter(|cell| cell.state == CellState::Held).count() == 1)
    );
    assert!(says(&comparison, &["import the other cluster's CallManager and ITLRecovery"]));
}

#[test]
fn the_lists_that_were_chosen_are_compared_in_that_order() {
    let cluster = Cluster::healthy("12.5", MIXED, 3);
    let mut case = Case::new();
    let mut lists = Vec::new();
    for (name, bytes) in cluster.files() {
        let ids = case.add(&name, bytes);
        if name.ends_with("ITLFile.tlv") {
            lists.extend(ids);
        }
    }
    lists.reverse();
    let comparison = case.compare(&cluster.settings(), &lists).unwrap();
    assert_eq!(comparison.lists.iter().map(|list| list.input).collect::<Vec<_>>(), lists);
    // One that is named twice is one, and what is no list counts for nothing.
    assert!(case.compare(&cluster.settings(), &[lists[0], lists[0], 9999]).is_none());
    assert!(Case::new().compare(&cluster.settings(), &[]).is_none());
}

#[test]
fn more_lists_than_fit_are_left_out_and_counted() {
    let mut cluster = Cluster::healthy("12.5", NON_SECURE, 1);
    let list = cluster.itl("cucm-pub").encode();
    let many: Files = (0..30).map(|number| (format!("{number}/ITLFile.tlv"), list.clone())).collect();
    let comparison = compare(&many, &cluster.settings());
    assert_eq!((comparison.lists.len(), comparison.left_out), (24, 6));
    assert!(comparison.summary.ends_with("6 more were left out: choose fewer."), "{}", comparison.summary);
}

/// What a comparison says whatever the order of its lists.
fn unordered(comparison: &ListComparison) -> Vec<String> {
    let mut said: Vec<String> = comparison
        .rows
        .iter()
        .map(|row| {
            let mut roles: Vec<&str> = row.role.split(", ").collect();
            roles.sort_unstable();
            format!("{roles:?} {} {:?} {:?}", row.whose, row.standing, row.judgement)
        })
        .collect();
    said.extend(
        objections(comparison).iter().map(|sentence| {
            format!("{:?} {:?}", sentence.judgement, sentence.rule.as_ref().map(|rule| rule.id.as_str()))
        }),
    );
    said.sort_unstable();
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_sound_cluster_differs_that_must_not(description in descriptions()) {
        let name = format!("{description:?}");
        let given = Given::from(description.make());
        let mut case = Case::new();
        for (name, bytes) in &given.inputs {
            case.add(name, bytes.clone());
        }
        for settings in [given.settings.clone(), Settings::at(given.settings.at)] {
            if let Some(comparison) = case.compare(&settings, &[]) {
                prop_assert!(objections(&comparison).is_empty(), "{}: {:#?}", name, objections(&comparison));
            }
        }
    }

    #[test]
    fn damaged_lists_in_any_order_say_the_same_and_nothing_panics(
        description in descriptions(),
        bites in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let cluster = description.make();
        let mut files: Files = cluster.list_files().into_iter().take(6).collect();
        let printed = files.iter().take(2).map(|(name, file)| {
            let kind = if name.contains("CTL") { ListKind::Ctl } else { ListKind::Itl };
            (format!("{name}.txt"), show(file, kind))
        });
        files.extend(printed.collect::<Vec<_>>());
        for (file, byte, value) in bites {
            let bytes = &mut file.get_mut(&mut files).1;
            if value < 32 {
                bytes.truncate(byte.index(bytes.len()).max(1));
            } else if !bytes.is_empty() {
                *byte.get_mut(bytes) = value;
            }
        }
        let both = |files: &Files| {
            let mut case = Case::new();
            for (name, bytes) in files {
                case.add(name, bytes.clone());
            }
            case.compare(&cluster.settings(), &[])
        };
        let forwards = both(&files);
        files.reverse();
        let backwards = both(&files);
        prop_assert_eq!(forwards.is_some(), backwards.is_some());
        if let (Some(forwards), Some(backwards)) = (forwards, backwards) {
            prop_assert_eq!(unordered(&forwards), unordered(&backwards));
        }
    }

    #[test]
    fn a_list_does_not_differ_from_itself(description in descriptions()) {
        let cluster = description.make();
        let given: Files = cluster.files().into_iter().filter(|(name, _)| name.ends_with("ITLFile.tlv")).take(1).collect();
        let twice: Files = given.iter().cloned().chain(given.iter().map(|(_, bytes)| ("again.tlv".to_owned(), bytes.clone()))).collect();
        let comparison = compare(&twice, &cluster.settings());
        prop_assert_eq!(&comparison.summary, "All 2 lists are the same file.");
        prop_assert!(comparison.rows.iter().all(|row| row.standing == RowStanding::Equal && row.judgement == Judgement::Same));
        prop_assert!(comparison.sentences.iter().all(|sentence| sentence.judgement == Judgement::Same));
    }
}
