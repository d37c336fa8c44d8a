//! What is proposed, against lists that the lab really signs: where the planner says that phones follow, they take the bytes; where it says that
//! they are lost, they refuse them.
#![cfg(not(target_arch = "wasm32"))]

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::sample::subsequence;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use trustlens_core::plan::Change;
use trustlens_core::report::{Boot, ClusterMode, Identity, NodeService, PhoneQuestion, Proposal, Verdict};
use trustlens_core::{Case, Settings, Timestamp, lab};
use trustlens_tests::cluster::{Cluster, Description, Make};
use trustlens_tests::descriptions::descriptions;

use Identity::{Callmanager, Capf, Itlrecovery, Tvs};

/// Random clusters of a property.
const CASES: u32 = 24;

/// The kinds that phones trust by lists, in the order in which windows come.
const KINDS: [Identity; 4] = [Capf, Callmanager, Tvs, Itlrecovery];

fn propose(cluster: &Cluster, kinds: &[Identity]) -> Proposal {
    let mut case = Case::new();
    for (name, bytes) in cluster.files() {
        case.add(&name, bytes);
    }
    let changes = kinds.iter().map(|identity| Change::Renew { identity: *identity, node: None }).collect();
    let settings = Settings { changes, ..cluster.settings() };
    trustlens_tests::report(&mut case, &settings).proposal.expect("changes were asked for")
}

/// Renews every certificate of a kind that lists hold: from 14 on CAPF, and always the one that stands in lists, is the publisher's.
fn renew(cluster: &mut Cluster, identity: Identity, now: Timestamp) {
    let of_kind = cluster.certificates.iter().filter(|made| made.identity == identity);
    let mut nodes: Vec<String> = of_kind.filter_map(|made| made.nodes.first().cloned()).collect();
    if identity == Capf {
        nodes.retain(|node| node == cluster.description.publisher());
    }
    for node in nodes {
        cluster.renew(identity, &node, now);
    }
}

fn tftp_nodes(cluster: &Cluster) -> Vec<String> {
    cluster.description.running(NodeService::Tftp).map(|node| node.host().to_owned()).collect()
}

/// What phones of every TFTP node do, that hold the lists of one time, with those of now.
fn boots(held: &[(String, Vec<u8>)], now: &Cluster) -> Vec<Boot> {
    tftp_nodes(now).iter().flat_map(|node| boot(held, now, node)).collect()
}

fn boot(held: &[(String, Vec<u8>)], now: &Cluster, node: &str) -> Vec<Boot> {
    let mut case = Case::new();
    let mut question = PhoneQuestion::default();
    let lists = [format!("{node}/CTLFile.tlv"), format!("{node}/ITLFile.tlv")];
    for (path, bytes) in now.files() {
        let is_offered = lists.contains(&path);
        let ids = case.add(&path, bytes);
        question.offered.extend(ids.first().filter(|_| is_offered));
    }
    for (path, bytes) in held.iter().filter(|(path, _)| lists.contains(path)) {
        let ids = case.add(&format!("phone/{}", path.rsplit('/').next().unwrap_or_default()), bytes.clone());
        question.holds.extend(ids.first());
    }
    case.phones(&now.settings(), &question)
}

fn refused(boots: &[Boot]) -> Vec<&Boot> {
    boots.iter().filter(|boot| boot.verdict == Verdict::Refused).collect()
}

/// Goes through the windows with real lists: after each, phones that hold the lists of before start.
fn walk(mut cluster: Cluster, kinds: &[Identity]) -> Result<(), TestCaseError> {
    let mut now = cluster.description.listed_at();
    let next = |cluster: &mut Cluster, held: &[(String, Vec<u8>)], what: &str| {
        let boots = boots(held, cluster);
        let lost: Vec<&Boot> = boots.iter().filter(|boot| boot.verdict != Verdict::Accepted).collect();
        prop_assert!(!boots.is_empty() && lost.is_empty(), "{what}: {lost:#?}");
        Ok(())
    };
    for identity in kinds {
        now = now.plus_days(1);
        let held = cluster.list_files();
        let by_recovery = *identity == Itlrecovery && cluster.description.at_least(12, 0);
        renew(&mut cluster, *identity, now);
        if by_recovery {
            // The Security Guide's way: CallManager signs meanwhile.
            let publisher = cluster.description.publisher().to_owned();
            let signer = cluster.certificate(Callmanager, &publisher).clone();
            if cluster.description.mode == ClusterMode::Mixed {
                cluster.write_ctl(now);
                cluster.ctl().signer = signer;
            } else {
                for node in tftp_nodes(&cluster) {
                    cluster.write_itl(&node, now);
                    cluster.itl(&node).signer = signer.clone();
                }
            }
            next(&mut cluster, &held, "while CallManager signs")?;
            let held = cluster.list_files();
            now = now.plus_days(1);
            cluster.write_lists(now);
            next(&mut cluster, &held, "once ITLRecovery signs again")?;
        } else {
            cluster.write_lists(now);
            next(&mut cluster, &held, &format!("after {identity:?}"))?;
        }
    }
    Ok(())
}

fn kinds() -> impl Strategy<Value = Vec<Identity>> {
    subsequence(KINDS.to_vec(), 1..=KINDS.len())
}

/// Kinds that a cluster has.
fn of(description: &Description, kinds: &[Identity]) -> Vec<Identity> {
    let there = |kind: &&Identity| **kind != Itlrecovery || description.at_least(10, 0);
    kinds.iter().filter(there).copied().collect()
}

/// Few nodes and no phones: what costs time here is verifying signatures.
fn small(mut description: Description) -> Description {
    description.nodes.truncate(3);
    description.phones.count = 0;
    description
}

fn run(property: impl Fn(Description, Vec<Identity>) -> Result<(), TestCaseError>) {
    let config = Config { cases: CASES, failure_persistence: None, max_shrink_iters: 20, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let random =
        (descriptions().prop_map(small), kinds()).prop_filter_map("something to renew", |(description, kinds)| {
            let kinds = of(&description, &kinds);
            (!kinds.is_empty()).then_some((description, kinds))
        });
    if let Err(error) = runner.run(&random, |(description, kinds)| property(description, kinds)) {
        panic!("{error}");
    }
}

/// Windows that are proposed bring every phone along that takes each list in its turn.
#[test]
fn phones_take_the_real_lists_of_every_window() {
    run(|description, kinds| {
        let cluster = description.make();
        let proposal = propose(&cluster, &kinds);
        prop_assert_eq!(proposal.windows.len(), kinds.len(), "{:?} {:?}", kinds, proposal.refusals);
        let lost = proposal.windows.iter().flat_map(|window| &window.moments).flat_map(|moment| &moment.phones);
        let lost: Vec<&Boot> = lost
            .filter(|boot| boot.verdict != Verdict::Accepted && !boot.phone.contains("without Security By Default"))
            .collect();
        prop_assert!(lost.is_empty(), "{:#?}", lost);
        walk(cluster, &kinds)
    });
}

/// What is proposed for a cluster, the lists that its phones hold, and the cluster after everything was renewed in one go.
fn all_at_once(description: Description, kinds: &[Identity]) -> (Proposal, lab::Files, Cluster) {
    let mut cluster = description.make();
    let proposal = propose(&cluster, kinds);
    let held = cluster.list_files();
    let now = cluster.description.listed_at().plus_days(1);
    for identity in kinds {
        renew(&mut cluster, *identity, now);
    }
    cluster.write_lists(now);
    (proposal, held, cluster)
}

/// What the simulation says of everything in one go is what real lists do.
#[test]
fn phones_refuse_the_real_lists_of_what_is_refused() {
    let lost = AtomicUsize::new(0);
    run(|description, kinds| {
        let (proposal, held, cluster) = all_at_once(description, &kinds);
        let boots = boots(&held, &cluster);
        let simulated: usize = proposal.refusals.iter().map(|refusal| refusal.phones.len()).max().unwrap_or_default();
        let real = refused(&boots).len();
        prop_assert_eq!(simulated, real, "{:?} on {}: {:#?}", kinds, cluster.description.release, boots);
        lost.fetch_add(real, Ordering::Relaxed);
        Ok(())
    });
    assert!(lost.into_inner() > 0, "no case was one that loses phones");
}

/// Phones that were off the whole time do what the simulation says, too.
#[test]
fn phones_that_were_off_do_with_real_lists_what_was_said() {
    let lost = AtomicUsize::new(0);
    run(|description, kinds| {
        let (proposal, held, cluster) = all_at_once(description, &kinds);
        let real = refused(&boots(&held, &cluster)).len();
        let asleep: Vec<Boot> = proposal
            .asleep
            .iter()
            .filter(|boot| !boot.phone.contains("without Security By Default"))
            .cloned()
            .collect();
        prop_assert_eq!(refused(&asleep).len(), real, "{:?} on {}", kinds, cluster.description.release);
        lost.fetch_add(real, Ordering::Relaxed);
        Ok(())
    });
    assert!(lost.into_inner() > 0, "no case was one that loses phones");
}
