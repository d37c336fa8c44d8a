//! A start of a phone: it asks for CTL, ITL and configuration, in this order, and each rests on what became of those before (formats.md,
//! section 9; domain.md, section 2.5).

use super::decide::{decide, decide_file};
use super::list::{List, Offer};
use super::{Phone, Surroundings};
use crate::report::{Boot, Decision, OfferKind, Verdict};

/// What a server offers to a phone that starts.
#[derive(Debug, Clone, Default)]
pub struct Server<'a> {
    /// The CTL, in mixed mode.
    pub ctl: Option<List<'a>>,
    /// The ITL of the phone's TFTP server.
    pub itl: Option<List<'a>>,
    /// The signed configuration, firmware and the like.
    pub files: Vec<Offer<'a>>,
}

/// What a phone does at its next start. Afterwards it holds what it took.
#[must_use]
pub fn start<'a>(phone: &mut Phone<'a>, server: &Server<'a>, surroundings: &Surroundings) -> Boot {
    let name = described(phone);
    let holds = phone.ctl.iter().chain(&phone.itl).filter_map(|list| list.offer.input).collect();
    let mut decisions = Vec::new();
    if let Some(ctl) = &server.ctl {
        let decision = decide(phone, ctl, surroundings);
        if decision.verdict == Verdict::Accepted {
            phone.ctl = Some(ctl.clone());
        }
        decisions.push(decision);
    }
    if let Some(itl) = &server.itl {
        let decision = decide(phone, itl, surroundings);
        if decision.verdict == Verdict::Accepted {
            phone.itl = Some(itl.clone());
        }
        decisions.push(decision);
    }
    decisions.extend(server.files.iter().map(|file| decide_file(phone, file, surroundings)));
    let verdict = overall(&decisions);
    Boot {
        phone: name,
        without_security_by_default: phone.lacks_security_by_default,
        holds,
        verdict,
        outcome: outcome(&decisions, verdict),
        decisions,
        remedy: String::new(),
        advice: String::new(),
    }
}

/// The phone by what it holds.
fn described(phone: &Phone<'_>) -> String {
    let held: Vec<String> = phone.ctl.iter().chain(&phone.itl).map(List::described).collect();
    let kind = if phone.lacks_security_by_default { "A phone without Security By Default" } else { "A phone" };
    if held.is_empty() {
        format!("{kind} that holds no list")
    } else {
        format!("{kind} that holds {}", held.join(" and "))
    }
}

/// The worst of all; what was not asked for counts where there is nothing else.
fn overall(decisions: &[Decision]) -> Verdict {
    let counted = decisions.iter().map(|decision| decision.verdict).filter(|verdict| *verdict != Verdict::NotAsked);
    counted.max().unwrap_or(if decisions.is_empty() { Verdict::Accepted } else { Verdict::NotAsked })
}

/// What comes of a start, for the person with the phone.
fn outcome(decisions: &[Decision], verdict: Verdict) -> String {
    let refused = |kind: OfferKind| {
        decisions.iter().any(|decision| decision.kind == kind && decision.verdict == Verdict::Refused)
    };
    let lists = refused(OfferKind::Ctl) || refused(OfferKind::Itl);
    match verdict {
        Verdict::Accepted => "It takes everything that it is offered.".to_owned(),
        Verdict::NotAsked => "It never asks for what is offered, and misses nothing by that.".to_owned(),
        Verdict::Open => "What was given does not tell: see what is missing.".to_owned(),
        Verdict::Refused if lists => "It keeps the list that it has, says nothing of it, and may stay registered; what is signed by certificates that it does not know does \
                                      not reach it any more: changed configuration, firmware, locales, phone services over HTTPS."
            .to_owned(),
        Verdict::Refused => "It takes the lists, but not the file: it keeps the configuration that it has.".to_owned(),
    }
}
