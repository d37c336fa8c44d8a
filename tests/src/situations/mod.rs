//! Situations of phones, each with what becomes of the phone and the rule that decides it: written from the documents (domain.md, formats.md, and
//! Cisco's where they are quoted there), not from the program.
//!
//! One file a group. Where documents are silent or contradict each other, the source of the row says so.

mod damaged;
mod emptied;
mod files;
mod first_start;
mod foreign;
mod modes;
mod renewed;
mod told;

use crate::scene::Scene;
use trustlens_core::report::{OfferKind, Verdict};

/// One situation.
#[derive(Debug)]
pub struct Situation {
    /// What happened, in words.
    pub about: &'static str,
    /// Where the expectation is written.
    pub source: &'static str,
    /// How the lab makes it.
    pub scene: fn() -> Scene,
    /// Of which thing that is offered the rest is said.
    pub of: OfferKind,
    /// What becomes of it.
    pub verdict: Verdict,
    /// The id of the rule that decides.
    pub rule: &'static str,
}

const fn row(
    about: &'static str,
    source: &'static str,
    scene: fn() -> Scene,
    (of, verdict, rule): (OfferKind, Verdict, &'static str),
) -> Situation {
    Situation { about, source, scene, of, verdict, rule }
}

const fn takes_itl(rule: &'static str) -> (OfferKind, Verdict, &'static str) {
    (OfferKind::Itl, Verdict::Accepted, rule)
}

const fn refuses_itl(rule: &'static str) -> (OfferKind, Verdict, &'static str) {
    (OfferKind::Itl, Verdict::Refused, rule)
}

const fn takes_ctl(rule: &'static str) -> (OfferKind, Verdict, &'static str) {
    (OfferKind::Ctl, Verdict::Accepted, rule)
}

const fn refuses_ctl(rule: &'static str) -> (OfferKind, Verdict, &'static str) {
    (OfferKind::Ctl, Verdict::Refused, rule)
}

const fn takes_file(rule: &'static str) -> (OfferKind, Verdict, &'static str) {
    (OfferKind::SignedFile, Verdict::Accepted, rule)
}

const fn refuses_file(rule: &'static str) -> (OfferKind, Verdict, &'static str) {
    (OfferKind::SignedFile, Verdict::Refused, rule)
}

const fn open(of: OfferKind, rule: &'static str) -> (OfferKind, Verdict, &'static str) {
    (of, Verdict::Open, rule)
}

/// Every situation.
pub fn all() -> impl Iterator<Item = &'static Situation> {
    [
        first_start::ROWS,
        renewed::ROWS,
        modes::ROWS,
        emptied::ROWS,
        foreign::ROWS,
        damaged::ROWS,
        files::ROWS,
        told::ROWS,
    ]
    .into_iter()
    .flatten()
}

/// The ITL and the CTL of the publisher, and the ITL of the second node.
const ITL: &str = "cucm-pub/ITLFile.tlv";
const CTL: &str = "cucm-pub/CTLFile.tlv";
const SECOND_ITL: &str = "cucm-sub1/ITLFile.tlv";
const SECOND: &str = "cucm-sub1";
