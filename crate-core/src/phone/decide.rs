//! Walks the decision table.

use super::list::{List, Offer};
use super::questions::{Answer, Asked, Because};
use super::rules::{Rule, SIGNED_FILE, TRUST_LIST, Then};
use super::{Phone, Surroundings};
use crate::report::{Decision, DecisionStep, ListKind, OfferKind, Reply, Verdict};

/// What a phone does with a trust list that it is offered.
#[must_use]
pub fn decide(phone: &Phone<'_>, list: &List<'_>, surroundings: &Surroundings) -> Decision {
    let kind = if list.kind == ListKind::Ctl { ListKind::Ctl } else { ListKind::Itl };
    let offer_kind = if kind == ListKind::Ctl { OfferKind::Ctl } else { OfferKind::Itl };
    decision(&Asked { phone, offer: &list.offer, kind: Some(kind), surroundings }, TRUST_LIST, offer_kind)
}

/// What a phone does with a signed file that it is offered, once it has decided on the lists.
#[must_use]
pub fn decide_file(phone: &Phone<'_>, file: &Offer<'_>, surroundings: &Surroundings) -> Decision {
    decision(&Asked { phone, offer: file, kind: None, surroundings }, SIGNED_FILE, OfferKind::SignedFile)
}

fn decision(asked: &Asked<'_>, rules: &[Rule], kind: OfferKind) -> Decision {
    let walked = walk(asked, rules, 0);
    Decision {
        offered: asked.offer.name.clone(),
        input: asked.offer.input,
        kind,
        verdict: walked.verdict,
        outcome: walked.outcome,
        rule: walked.path.last().map(|step| step.rule.clone()).unwrap_or_default(),
        path: walked.path,
        needs: walked.needs,
    }
}

/// A way through the table from one of its rows on.
struct Walked {
    verdict: Verdict,
    outcome: String,
    path: Vec<DecisionStep>,
    needs: Vec<String>,
}

fn walk(asked: &Asked<'_>, rules: &[Rule], from: usize) -> Walked {
    let mut path = Vec::new();
    let mut at = from;
    // Every row leads to one below it, so the table is walked once at most.
    while let Some(rule) = rules.get(at) {
        let (reply, because, then) = match (rule.ask)(asked) {
            Answer::Yes(because) => (Reply::Yes, because, rule.yes),
            Answer::No(because) => (Reply::No, because, rule.no),
            Answer::Open(because, missing) => return fork(asked, rules, at, path, because, missing),
        };
        path.push(step(rule, reply, because, then.words()));
        let (verdict, words) = match then {
            Then::Next => {
                at += 1;
                continue;
            }
            Then::To(id) => match rules.iter().position(|rule| rule.id == id).filter(|place| *place > at) {
                Some(place) => {
                    at = place;
                    continue;
                }
                None => break,
            },
            Then::Accept(words) => (Verdict::Accepted, words),
            Then::NotAsked(words) => (Verdict::NotAsked, words),
            Then::Refuse(words) => (Verdict::Refused, words),
        };
        return Walked { verdict, outcome: words.to_owned(), path, needs: Vec::new() };
    }
    // A unit test holds that no way runs off the table.
    Walked { verdict: Verdict::Open, outcome: "The rules do not tell.".to_owned(), path, needs: Vec::new() }
}

/// A question that nothing answers: where both ways come to the same, it need not be answered.
fn fork(
    asked: &Asked<'_>,
    rules: &[Rule],
    at: usize,
    mut path: Vec<DecisionStep>,
    because: Because,
    missing: String,
) -> Walked {
    let Some(rule) = rules.get(at) else {
        return Walked { verdict: Verdict::Open, outcome: String::new(), path, needs: vec![missing] };
    };
    let follow = |then: Then| match then {
        Then::Next => walk(asked, rules, at + 1),
        Then::To(id) => {
            let place = rules.iter().position(|rule| rule.id == id).filter(|place| *place > at);
            walk(asked, rules, place.unwrap_or(rules.len()))
        }
        Then::Accept(words) => ended(Verdict::Accepted, words),
        Then::NotAsked(words) => ended(Verdict::NotAsked, words),
        Then::Refuse(words) => ended(Verdict::Refused, words),
    };
    let (yes, no) = (follow(rule.yes), follow(rule.no));
    if yes.verdict == no.verdict && yes.verdict != Verdict::Open {
        path.push(step(rule, Reply::Open, because, "both answers come to the same".to_owned()));
        // Where one of them ends here, the other gives the reason that is known.
        let told = if no.path.is_empty() { yes } else { no };
        path.extend(told.path);
        return Walked { path, ..told };
    }
    let words = format!("with yes it is {}, with no {}", yes.verdict.name(), no.verdict.name());
    path.push(DecisionStep { ways: Some((yes.verdict, no.verdict)), ..step(rule, Reply::Open, because, words) });
    let mut needs = vec![missing];
    for need in yes.needs.into_iter().chain(no.needs) {
        if !needs.contains(&need) {
            needs.push(need);
        }
    }
    let outcome = format!("It depends on what is not known: {}.", needs.join("; "));
    Walked { verdict: Verdict::Open, outcome, path, needs }
}

fn ended(verdict: Verdict, words: &str) -> Walked {
    Walked { verdict, outcome: words.to_owned(), path: Vec::new(), needs: Vec::new() }
}

fn step(rule: &Rule, reply: Reply, because: Because, then: String) -> DecisionStep {
    DecisionStep {
        rule: rule.id.to_owned(),
        question: rule.question.to_owned(),
        reply,
        because: because.text,
        evidence: because.evidence,
        then,
        ways: None,
        source: rule.source.to_owned(),
    }
}
