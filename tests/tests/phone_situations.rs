//! What phones do in situations of which the documents say it.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::sync::LazyLock;
use trustlens_core::phone::rules::{Rule, SIGNED_FILE, TRUST_LIST};
use trustlens_core::report::{Decision, OfferKind, Reply, Verdict};
use trustlens_tests::situations::{self, Situation};

/// Rules that never decide: both answers lead on, and both are always known. Each is answered both ways.
const LEADING_ON: &[&str] = &["L-TFTP-IN-CTL"];

/// What TVS said within a day is told by no case, so no situation of one asks it with yes; unit tests of the rules do.
const REMEMBERED: &[&str] = &["L-VOUCHED-LATELY", "F-VOUCHED-LATELY"];

fn wanted() -> impl Iterator<Item = &'static Situation> {
    let wanted = std::env::var("SITUATION").unwrap_or_default();
    situations::all().filter(move |situation| situation.about.contains(&wanted))
}

fn told(decision: &Decision) -> String {
    let steps =
        decision.path.iter().map(|step| format!("  {} {:?}: {} -> {}", step.rule, step.reply, step.because, step.then));
    format!(
        "{:?} by {}: {}\n{}",
        decision.verdict,
        decision.rule,
        decision.outcome,
        steps.collect::<Vec<_>>().join("\n")
    )
}

/// The situations, each with what the program says of it; made once for all tests.
fn decided() -> &'static [(&'static Situation, Decision)] {
    static DECIDED: LazyLock<Vec<(&'static Situation, Decision)>> =
        LazyLock::new(|| wanted().map(|situation| (situation, (situation.scene)().decision(situation.of))).collect());
    &DECIDED
}

#[test]
fn phones_do_what_the_documents_say() {
    let mut misses = Vec::new();
    for (situation, decision) in decided() {
        if (decision.verdict, decision.rule.as_str()) != (situation.verdict, situation.rule) {
            misses.push(format!(
                "{}\n expected {:?} by {} ({})\n got {}",
                situation.about,
                situation.verdict,
                situation.rule,
                situation.source,
                told(decision)
            ));
        }
    }
    assert!(misses.is_empty(), "{} of {}:\n{}", misses.len(), decided().len(), misses.join("\n\n"));
}

#[test]
fn there_are_enough_situations_and_each_rule_decides_one() {
    let mut about = BTreeSet::new();
    for situation in situations::all() {
        assert!(about.insert(situation.about), "twice: {}", situation.about);
        assert!(!situation.source.is_empty());
    }
    assert!(about.len() >= 50, "{}", about.len());
    let deciding: BTreeSet<&str> = situations::all().map(|situation| situation.rule).collect();
    let rules: BTreeSet<&str> = TRUST_LIST.iter().chain(SIGNED_FILE).map(|rule: &Rule| rule.id).collect();
    assert!(deciding.is_subset(&rules), "{deciding:?}");
    let silent: Vec<&&str> =
        rules.difference(&deciding).filter(|id| !LEADING_ON.contains(*id) && !REMEMBERED.contains(*id)).collect();
    assert!(silent.is_empty(), "no situation is decided by {silent:?}");
    for kind in [OfferKind::Ctl, OfferKind::Itl, OfferKind::SignedFile] {
        for verdict in [Verdict::Accepted, Verdict::Refused, Verdict::Open] {
            let is_one = |situation: &Situation| situation.of == kind && situation.verdict == verdict;
            assert!(situations::all().any(is_one), "{kind:?} {verdict:?}");
        }
    }
}

/// Every step says what it rests on, and the last one decides.
#[test]
fn every_step_is_told() {
    let mut answered: BTreeSet<(String, bool)> = BTreeSet::new();
    for (_, decision) in decided() {
        let told = told(decision);
        assert_eq!(decision.path.last().map(|step| &step.rule), Some(&decision.rule), "{told}");
        assert!(!decision.outcome.is_empty() && decision.outcome.ends_with('.'), "{told}");
        assert_eq!(decision.verdict == Verdict::Open, !decision.needs.is_empty(), "{told}");
        for step in &decision.path {
            assert!(step.because.ends_with('.') && !step.then.is_empty() && !step.source.is_empty(), "{told}");
            answered.insert((step.rule.clone(), step.reply == Reply::Yes));
        }
        let deciding = decision.path.last().expect("a step");
        // What decides names the records that it rests on, or says why there are none.
        if deciding.rule.contains("OPENS-BY") && decision.verdict == Verdict::Accepted {
            assert!(
                deciding.because.contains("record")
                    || deciding.rule.contains("TVS")
                    || deciding.because.contains("server says"),
                "{told}"
            );
        }
    }
    if std::env::var("SITUATION").is_err() {
        for id in LEADING_ON {
            for yes in [true, false] {
                assert!(answered.contains(&((*id).to_owned(), yes)), "{id} {yes}");
            }
        }
    }
}
