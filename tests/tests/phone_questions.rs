//! Questions about phones over any inputs: every question gets an answer that hangs together, and what is asked about nothing gets none.

#![cfg(not(target_arch = "wasm32"))]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::LazyLock;
use trustlens_core::Case;
use trustlens_core::phone::rules::{Rule, SIGNED_FILE, TRUST_LIST};
use trustlens_core::report::ClusterMode::{Mixed, NonSecure};
use trustlens_core::report::Identity::{Callmanager, Itlrecovery, Tvs};
use trustlens_core::report::{Boot, Decision, OfferKind, PhoneQuestion, TvsReach, Verdict};
use trustlens_tests::cluster::{Cluster, Encode, date};
use trustlens_tests::scene::{SERVER, Scene, signed_file};
use trustlens_tests::{file_name, fixture, settings};

type Named = (String, Vec<u8>);

/// Random cases without patience.
const CASES: u32 = 60;

/// Files of two clusters and two generations, printouts, captures, and files of other programs.
static FILES: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let mut files = Vec::new();
    let mut cluster = Cluster::healthy("12.5", Mixed, 2);
    files.extend(cluster.list_files());
    let signer = cluster.certificate(Callmanager, SERVER).clone();
    files.push(("cucm-pub/SEP00005E005300.cnf.xml.sgn".to_owned(), signed_file(&signer, date("2025-04-01"))));
    cluster.renew(Itlrecovery, SERVER, date("2026-01-01"));
    cluster.renew(Tvs, SERVER, date("2026-01-01"));
    cluster.write_lists(date("2026-01-02"));
    files.extend(cluster.files().into_iter().filter(|(path, _)| !path.contains("tomcat") && !path.contains("ipsec")));
    files.push((
        "show-itl.txt".to_owned(),
        trustlens_tests::show::show(&cluster.itl(SERVER).encode(), trustlens_core::report::ListKind::Itl),
    ));
    files.extend(Cluster::healthy("9.1", NonSecure, 1).list_files());
    for path in [
        "samples/own/ITLFile-cucm12style-sha1.tlv",
        "samples/peer/ITLSEP001122334455.tlv",
        "samples/peer/CTL-sha1.tlv",
        "samples/peer/sgn-sha1/SEP001122334455.cnf.xml.sgn",
    ] {
        files.push((file_name(path).to_owned(), fixture(path)));
    }
    files
});

/// One thing that is done to a file.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, u8),
    Cut(Index),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => (any::<Index>(), 1..=255_u8).prop_map(|(place, bits)| Damage::Flip(place, bits)),
        1 => any::<Index>().prop_map(Damage::Cut),
        1 => (any::<Index>(), vec(any::<u8>(), 1..40)).prop_map(|(place, bytes)| Damage::Insert(place, bytes)),
        1 => (any::<Index>(), 1..400_usize).prop_map(|(place, count)| Damage::Remove(place, count)),
    ]
}

fn done(damage: &Damage, bytes: &mut Vec<u8>) {
    let length = bytes.len();
    match damage {
        Damage::Flip(place, bits) if length > 0 => bytes[place.index(length)] ^= bits,
        Damage::Flip(..) => {}
        Damage::Cut(place) => bytes.truncate(place.index(length + 1)),
        Damage::Insert(place, more) => {
            let place = place.index(length + 1);
            bytes.splice(place..place, more.iter().copied());
        }
        Damage::Remove(place, count) => {
            let place = place.index(length + 1);
            bytes.drain(place..(place + count).min(length));
        }
    }
}

/// Some files, most of them as they are, some damaged.
fn files() -> impl Strategy<Value = Vec<Named>> {
    let file = (any::<Index>(), prop_oneof![2 => Just(Vec::new()), 1 => vec(damage(), 1..4)]);
    vec(file, 0..9).prop_map(|chosen| {
        let make = |(index, damages): (Index, Vec<Damage>)| {
            let (name, mut bytes) = FILES[index.index(FILES.len())].clone();
            for damage in &damages {
                done(damage, &mut bytes);
            }
            (name, bytes)
        };
        chosen.into_iter().map(make).collect()
    })
}

fn question() -> impl Strategy<Value = PhoneQuestion> {
    let ids = || vec(0..14_usize, 0..5);
    let nodes = vec(select(vec!["cucm-pub", "cucm-sub1.example.com", "", "a\u{202e}b\n", "10.0.0.11"]), 0..3);
    let tvs = prop_oneof![
        2 => Just(TvsReach::All),
        1 => Just(TvsReach::None),
        1 => nodes.prop_map(|nodes| TvsReach::Nodes(nodes.into_iter().map(str::to_owned).collect())),
    ];
    (ids(), ids(), prop::bool::weighted(0.2), tvs).prop_map(|(holds, offered, without, tvs)| PhoneQuestion {
        holds,
        offered,
        without_security_by_default: without,
        tvs,
    })
}

/// What is wrong with an answer.
fn misses(boot: &Boot, inputs: usize) -> Vec<String> {
    let mut misses = Vec::new();
    let mut texts = vec![&boot.phone, &boot.outcome, &boot.advice];
    if boot.decisions.is_empty() {
        misses.push("a start without anything offered".to_owned());
    }
    let worst =
        boot.decisions.iter().map(|decision| decision.verdict).filter(|verdict| *verdict != Verdict::NotAsked).max();
    if worst.unwrap_or(Verdict::NotAsked) != boot.verdict {
        misses.push(format!("{:?} for {worst:?}", boot.verdict));
    }
    for decision in &boot.decisions {
        let rules = if decision.kind == OfferKind::SignedFile { SIGNED_FILE } else { TRUST_LIST };
        let place = |id: &str| rules.iter().position(|rule: &Rule| rule.id == id);
        let places: Vec<Option<usize>> = decision.path.iter().map(|step| place(&step.rule)).collect();
        if places.is_empty() || places.contains(&None) || !places.is_sorted_by(|one, other| one < other) {
            misses.push(format!("the way is no way through the table: {:?}", decision.rule));
        }
        if decision.path.last().map(|step| &step.rule) != Some(&decision.rule) {
            misses.push(format!("{} does not come last", decision.rule));
        }
        if (decision.verdict == Verdict::Open) == decision.needs.is_empty() {
            misses.push(format!("{:?} needs {:?}", decision.verdict, decision.needs));
        }
        texts.extend([&decision.offered, &decision.outcome]);
        texts.extend(&decision.needs);
        for step in &decision.path {
            texts.extend([&step.because, &step.then]);
            let far = step.evidence.iter().filter_map(|evidence| evidence.input).find(|input| *input >= inputs);
            misses.extend(far.map(|input| format!("evidence in input {input}, which is none")));
        }
    }
    let is_odd = |text: &&&String| text.chars().any(|letter| letter.is_control() || letter == '\u{202e}');
    misses.extend(texts.iter().find(is_odd).map(|text| format!("not for people: {text:?}")));
    misses
}

#[test]
fn every_question_gets_an_answer_that_hangs_together() {
    let patience: u32 = std::env::var("TRUSTLENS_PATIENCE").ok().and_then(|number| number.parse().ok()).unwrap_or(1);
    let config =
        Config { cases: CASES * patience, failure_persistence: None, max_shrink_iters: 80, ..Config::default() };
    let mut runner = match patience {
        1 => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        _ => TestRunner::new(config),
    };
    let outcome = runner.run(&(files(), vec(question(), 1..6)), |(files, questions)| {
        let mut case = Case::new();
        let mut inputs = 0;
        for (name, bytes) in files {
            inputs += case.add(&name, bytes).len();
        }
        for question in &questions {
            let boots = case.phones(&settings(), question);
            prop_assert!(boots.len() <= 64, "{}", boots.len());
            if question.holds.iter().chain(&question.offered).any(|id| *id < inputs) || inputs > 0 {
                let misses: Vec<String> = boots.iter().flat_map(|boot| misses(boot, inputs)).collect();
                prop_assert!(misses.is_empty(), "{question:?}: {misses:?}\n{boots:#?}");
            } else {
                prop_assert!(boots.is_empty(), "{boots:#?}");
            }
            let written = serde_json::to_string(&boots).expect("JSON");
            let read: Vec<Boot> = serde_json::from_str(&written).expect("boots");
            prop_assert_eq!(&read, &boots);
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn nothing_is_said_of_inputs_that_are_no_lists() {
    let mut case = Case::new();
    let ask = |case: &mut Case, holds: &[usize], offered: &[usize]| {
        let question = PhoneQuestion { holds: holds.to_vec(), offered: offered.to_vec(), ..PhoneQuestion::default() };
        case.phones(&settings(), &question)
    };
    assert!(ask(&mut case, &[], &[]).is_empty(), "an empty case offers nothing");
    assert!(ask(&mut case, &[7], &[]).is_empty() && ask(&mut case, &[], &[7]).is_empty());
    let mut cluster = Cluster::healthy("12.5", NonSecure, 1);
    let list = case.add("ITLFile.tlv", cluster.itl(SERVER).encode())[0];
    let other = case.add("notes.txt", b"nothing of interest".to_vec())[0];
    assert!(ask(&mut case, &[other], &[]).is_empty(), "a phone cannot hold a text");
    assert!(ask(&mut case, &[99], &[list]).is_empty(), "which list it holds is not known");
    assert!(ask(&mut case, &[], &[other]).is_empty() && ask(&mut case, &[list], &[99]).is_empty());
    assert!(ask(&mut case, &[list], &[]).is_empty(), "nothing is there that it does not hold already");
    // What is known counts.
    let boots = ask(&mut case, &[], &[list, 99]);
    assert_eq!(boots.len(), 1);
    assert_eq!(boots[0].decisions[0].rule, "L-NOTHING-HELD");
}

fn verdicts(boots: &[Boot], kind: OfferKind) -> Vec<Verdict> {
    let all = boots.iter().flat_map(|boot| boot.decisions.iter().filter(|decision| decision.kind == kind));
    all.map(|decision: &Decision| decision.verdict).collect()
}

/// domain.md 2.5 (d): simulate each historical ITL.
#[test]
fn every_generation_that_a_phone_may_hold_is_told() {
    let scene = Scene::of("10.5", NonSecure, 1).holds_itl(SERVER);
    let scene = scene.renewed(&[(Tvs, SERVER)]).restarted().holds_itl(SERVER);
    let scene = scene.renewed(&[(Callmanager, SERVER)]).restarted().holds_itl(SERVER).restarted();
    let boots = scene.boots();
    // The first knows neither the TVS nor the CallManager of now, the second the TVS, the third both.
    assert_eq!(verdicts(&boots, OfferKind::Itl), [Verdict::Refused, Verdict::Accepted, Verdict::Accepted]);
    let rules: Vec<&str> = boots.iter().map(|boot| boot.decisions[0].rule.as_str()).collect();
    assert_eq!(rules, ["L-TVS-PROVES-ITSELF", "L-OPENS-BY-TVS", "L-OPENS-BY-ITL"]);
    assert_eq!(boots[0].holds.len(), 1);
    // The recovery that all three know is still on the server: a list signed by it brings the first one back (domain.md 3.4).
    assert!(boots[0].advice.contains("ITLRECOVERY_cucm-pub.example.com"), "{}", boots[0].advice);
    assert!(boots[0].advice.contains("utils itl reset localkey"), "{}", boots[0].advice);
    assert!(boots[1].advice.is_empty() && boots[1].remedy.is_empty());
}

#[test]
fn a_phone_stays_with_its_tftp_server_where_nothing_else_is_said() {
    let scene = Scene::of("12.5", NonSecure, 2).holds_itl("cucm-sub1").restarted();
    let boots = scene.boots();
    assert_eq!(boots.len(), 1, "{boots:#?}");
    assert_eq!(boots[0].decisions[0].offered, "cucm-sub1/ITLFile.tlv");
    // Of a phone that holds nothing it is not known which its server is.
    assert_eq!(Scene::of("12.5", NonSecure, 2).boots().len(), 2);
}

#[test]
fn every_list_is_offered_with_the_ctl_of_its_own_cluster() {
    let mut other = Scene::of("9.1", Mixed, 1);
    let mut description = other.cluster.description.clone();
    "berlin-pub.voice.example.net".clone_into(&mut description.nodes[0].name);
    other.cluster = trustlens_tests::cluster::Make::make(description);
    let (itl, ctl) = (other.cluster.itl("berlin-pub").encode(), other.cluster.ctl().encode());
    let scene = Scene::of("12.5", Mixed, 1).offers_file("berlin-pub/ITLFile.tlv", itl);
    let scene =
        scene.offers_file("berlin-pub/CTLFile.tlv", ctl).offers(&["cucm-pub/ITLFile.tlv", "cucm-pub/CTLFile.tlv"]);
    let boots = scene.boots();
    assert_eq!(boots.len(), 2);
    for boot in &boots {
        let offered: Vec<&str> = boot.decisions.iter().map(|decision| &decision.offered[..6]).collect();
        assert!(offered[0] == offered[1], "{offered:?}");
        assert_eq!(boot.verdict, Verdict::Accepted, "{boot:#?}");
    }
}

/// What to do follows from what was refused and why (domain.md, sections 3.4, 3.8 and 4.3).
#[test]
fn what_to_do_fits_what_was_refused() {
    let said = |scene: &Scene| {
        let boot = scene.boot();
        (boot.remedy, boot.advice)
    };
    let locked = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER).renewed_everywhere(&[Itlrecovery, Tvs]);
    let locked = locked.restarted().offers(&["cucm-pub/CTLFile.tlv"]);
    let (plan, advice) = said(&locked);
    // The publisher's CallManager, SAST of the CTL that is held, was not renewed.
    assert!(plan == "P-LOCKED" && advice.contains("utils ctl reset localkey"), "{plan} {advice}");
    assert!(advice.contains("cucm-pub.example.com") && !advice.contains("ITLRECOVERY"), "{advice}");

    let nothing_left = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER);
    let nothing_left = nothing_left.renewed_everywhere(&[Callmanager, Itlrecovery, Tvs]).restarted();
    let (plan, advice) = said(&nothing_left.offers(&["cucm-pub/ITLFile.tlv"]));
    assert!(plan == "P-LOCKED" && advice.contains("remotekey"), "{plan} {advice}");

    let mut cut = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER);
    let mut bytes = cut.cluster.itl(SERVER).encode();
    bytes.truncate(2_000);
    let (plan, advice) = said(&cut.offers_file("offered/ITLFile.tlv", bytes));
    assert!(plan.is_empty() && advice.contains("binary mode"), "{plan} {advice}");

    let file = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER).renewed(&[(Callmanager, SERVER), (Tvs, SERVER)]);
    let (plan, advice) = said(&file.offers_configuration(SERVER));
    assert!(plan == "P-CM" && advice.contains("Restart TFTP"), "{plan} {advice}");

    let old = Scene::of("9.1", Mixed, 1).holds_ctl().without_security_by_default().renewed(&[(Callmanager, SERVER)]);
    let (plan, advice) = said(&old.offers_configuration(SERVER));
    assert!(plan == "P-CM" && advice.contains("Update the CTL"), "{plan} {advice}");

    let taken = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER).restarted().offers(&["cucm-pub/ITLFile.tlv"]);
    assert_eq!(said(&taken), (String::new(), String::new()));
}
