//! One list at several times: who signs now, whether phones follow, what was renewed, what is new and what is gone.

use super::Desk;
use super::columns::{Column, checksums};
use super::pairing::{Cell, Row};
use super::relations::Group;
use super::rules::{self, Aspect};
use super::sentences::{by_rule, evidence};
use super::succession::{Way, knows_signer, way};
use crate::case::context::mode_of;
use crate::formats::signed_header::SignedHeader;
use crate::report::{
    CellState, ClusterMode, ComparisonSentence, Evidence, Judgement, ListKind, RelationKind, RowStanding, Severity,
};
use crate::text::{hex, listed_briefly};
use crate::timestamp::Timestamp;

/// Says of each list of a group what it changes of the one before it.
pub(super) fn say(desk: &Desk<'_, '_, '_>, group: &Group, sentences: &mut Vec<ComparisonSentence>) {
    for pair in group.columns.windows(2) {
        let [older, newer] = pair else { continue };
        if !group.is_ordered {
            undated(desk, *older, *newer, sentences);
        }
        changes(desk, *older, *newer, group.is_ordered, sentences);
        follow(desk, *older, *newer, group.is_ordered, sentences);
        if !group.is_ordered {
            follow(desk, *newer, *older, false, sentences);
        }
    }
}

/// Two lists of which neither is known to be the older: a printout, perhaps, that is not of the file. (Of CTLs another relation says so.)
fn undated(desk: &Desk<'_, '_, '_>, one: usize, other: usize, sentences: &mut Vec<ComparisonSentence>) {
    let Some(rule) = rules::find(RelationKind::Generations, Aspect::File, desk.evaluation.releases) else { return };
    let pair = [one, other].map(|place| desk.columns.get(place));
    let [Some(first), Some(second)] = pair else { return };
    if first.placed.list.contents.kind == ListKind::Ctl {
        return;
    }
    let shown = |column: &Column<'_, '_>| match checksums(column.placed.list) {
        (_, Some(sha1)) => format!("SHA-1 {sha1}"),
        (Some(md5), None) => format!("MD5 {md5}"),
        (None, None) => "no checksum".to_owned(),
    };
    let text = format!(
        "{} and {} are not the same file ({} and {}), and which is the newer is not known.",
        first.name,
        second.name,
        shown(first),
        shown(second)
    );
    sentences.push(by_rule(rule, text, desk.inputs(&[one, other])));
}

/// What stands in both, in one alone, and how it differs.
fn changes(
    desk: &Desk<'_, '_, '_>,
    older: usize,
    newer: usize,
    is_ordered: bool,
    sentences: &mut Vec<ComparisonSentence>,
) {
    let Some(rule) = rules::find(RelationKind::Generations, Aspect::Other, desk.evaluation.releases) else { return };
    let (from, to) = (desk.names(&[older]), desk.names(&[newer]));
    let mut renewed = Changed::default();
    let (mut gone, mut new) = (Changed::default(), Changed::default());
    for row in desk.rows {
        let (Some(before), Some(after)) = (row.cells.get(older), row.cells.get(newer)) else { continue };
        match (before.variant, after.variant) {
            (Some(one), Some(other)) if one != other => {
                let standing = row.standing(&[older, newer]);
                renewed.add(
                    desk,
                    row,
                    &[older, newer],
                    format!("{} ({}{})", row.whose, from_to(before, after), how(standing)),
                );
            }
            (Some(_), Some(_)) if before.role != after.role => {
                let roles = [before, after].map(|cell| cell.role.map(|role| role.to_string()).unwrap_or_default());
                renewed.add(
                    desk,
                    row,
                    &[older, newer],
                    format!("{} (role {} instead of {})", row.whose, roles[1], roles[0]),
                );
            }
            (Some(_), None) if after.state != CellState::NotKnown => {
                gone.add(desk, row, &[older], as_what(row, before));
            }
            (None, Some(_)) if before.state != CellState::NotKnown => new.add(desk, row, &[newer], as_what(row, after)),
            _ => {}
        }
    }
    let mut say = |text: String, evidence: Vec<Evidence>| sentences.push(by_rule(rule, text, evidence));
    let is_nothing = renewed.what.is_empty() && gone.what.is_empty() && new.what.is_empty();
    let changed = if is_ordered { format!("From {from} to {to}") } else { format!("Between {from} and {to}") };
    if is_nothing {
        let differ = beside_records(desk, older, newer);
        let text = format!("{changed} no record changed; what differs is {}.", listed_briefly(&differ));
        say(text, desk.inputs(&[older, newer]));
        return;
    }
    if !renewed.what.is_empty() {
        let verb = if is_ordered { "changed" } else { "differ" };
        say(format!("{changed} {verb}: {}.", listed_briefly(&renewed.what)), renewed.evidence);
    }
    if !new.what.is_empty() {
        let text = if is_ordered { format!("New in {to}") } else { format!("Only in {to}") };
        say(format!("{text}: {}.", listed_briefly(&new.what)), new.evidence);
    }
    if !gone.what.is_empty() {
        let text = if is_ordered { format!("Gone from {to}, which {from} had") } else { format!("Only in {from}") };
        say(format!("{text}: {}.", listed_briefly(&gone.what)), gone.evidence);
    }
}

/// What differs between lists with the same records.
fn beside_records(desk: &Desk<'_, '_, '_>, one: usize, other: usize) -> Vec<&'static str> {
    let [Some(first), Some(second)] = [one, other].map(|place| desk.columns.get(place)) else { return Vec::new() };
    let headers = [first, second].map(|column| &column.placed.list.contents.list.header);
    let order = |column: &Column<'_, '_>| -> Vec<_> {
        column.listed.iter().map(|listed| (listed.role, listed.certificate.clone())).collect()
    };
    // A printout does not tell all of these.
    let differ = |of: &dyn Fn(&SignedHeader) -> Option<String>| match headers.map(of) {
        [Some(one), Some(other)] => one != other,
        _ => false,
    };
    let mut found = Vec::new();
    let facts: [(&'static str, bool); 6] = [
        ("the time", differ(&|header| header.timestamp().map(Timestamp::for_people))),
        ("the file name in the header", differ(&SignedHeader::file_name)),
        ("the signer", differ(&|header| header.signer().serial_hex())),
        ("the hash that is signed", differ(&|header| header.digest_code().map(|code| code.to_string()))),
        ("the order of the records", order(first) != order(second)),
        ("the signature", differ(&|header| header.signature().map(hex))),
    ];
    found.extend(facts.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what));
    if found.is_empty() {
        found.push("something that is not shown here");
    }
    found
}

/// Entries that changed, and where they stand.
#[derive(Debug, Default)]
struct Changed {
    what: Vec<String>,
    evidence: Vec<Evidence>,
}

impl Changed {
    fn add(&mut self, desk: &Desk<'_, '_, '_>, row: &Row<'_>, columns: &[usize], what: String) {
        if self.evidence.len() < 8 {
            self.evidence.extend(evidence(desk, row, columns));
        }
        self.what.push(what);
    }
}

/// "serial number 5f instead of 77".
fn from_to(before: &Cell<'_>, after: &Cell<'_>) -> String {
    let number = |cell: &Cell<'_>| {
        let facts = cell.facts.as_ref()?;
        facts.serial.clone().or_else(|| facts.sha1.clone())
    };
    match (number(before), number(after)) {
        (Some(before), Some(after)) => format!("serial number {after} instead of {before}"),
        (Some(_), None) => "an empty record now".to_owned(),
        (None, Some(after)) => format!("serial number {after} instead of an empty record"),
        (None, None) => "it cannot be told how".to_owned(),
    }
}

fn how(standing: RowStanding) -> &'static str {
    match standing {
        RowStanding::OtherKey => ", the same name with another key",
        RowStanding::Reissued => ", the same key issued again",
        RowStanding::OtherCertificate => ", the same name",
        _ => "",
    }
}

/// "TVS of cucm-sub1", "CallManager of cucm-pub as SAST".
fn as_what(row: &Row<'_>, cell: &Cell<'_>) -> String {
    match cell.role.map(|role| role.to_string()) {
        Some(role) if row.place.aspect() == Aspect::CallManager => format!("{} as {role}", row.whose),
        _ => row.whose.clone(),
    }
}

/// Who signs, and whether a phone with one list takes the other.
fn follow(
    desk: &Desk<'_, '_, '_>,
    holds: usize,
    offered: usize,
    is_ordered: bool,
    sentences: &mut Vec<ComparisonSentence>,
) {
    let Some(rule) = rules::find(RelationKind::Generations, Aspect::Signer, desk.evaluation.releases) else { return };
    let (Some(older), Some(newer)) = (desk.columns.get(holds), desk.columns.get(offered)) else { return };
    let (from, to, signer) = (desk.names(&[holds]), desk.names(&[offered]), desk.signer(offered));
    let mut way = way(older.placed, newer.placed);
    if way != Way::Signer && !older.is_whole {
        way = Way::NotTold;
    }
    let known_elsewhere = desk.columns.iter().find(|other| {
        other.placed.cluster == newer.placed.cluster
            && other.placed.list.contents.kind != older.placed.list.contents.kind
            && knows_signer(other.placed.list, newer.placed.list)
    });
    let is_ctl = newer.placed.list.contents.kind == ListKind::Ctl;
    let (judgement, why) = match (way, known_elsewhere) {
        (Way::Signer, _) => (Judgement::Allowed, format!("a signer in {from} too: phones that hold {from} take it")),
        (Way::Emptied, _) => (
            Judgement::Allowed,
            format!("no signer in {from}; but that is emptied, and phones that hold it take any list"),
        ),
        (_, Some(other)) => (
            Judgement::Allowed,
            format!("no signer in {from}; phones that hold {} beside it know it from there", other.name),
        ),
        (Way::Tvs, None) => (
            Judgement::Allowed,
            format!(
                "no signer in {from}: phones that hold it ask TVS, whose certificates have not changed. It must know the signer, and phones must reach it"
            ),
        ),
        (Way::SomeTvs, None) => (
            Judgement::Open,
            format!(
                "no signer in {from}, and of the TVS certificates there only some are in use now: only phones that reach one of these can ask"
            ),
        ),
        (Way::Nothing, None) => (
            Judgement::NotAllowed,
            format!(
                "no signer in {from}, and no TVS certificate there is in use any more: phones that hold {from} keep it"
            ),
        ),
        (Way::NotTold, None) if is_ctl => (
            Judgement::Open,
            format!(
                "no signer in {from}: phones take it only if the ITL that they hold knows the signer, or a TVS in it"
            ),
        ),
        (Way::NotTold, None) => (Judgement::Open, format!("no signer in {from}, as far as can be told")),
    };
    // Which came first is not known, so that the one way or the other is nobody's.
    let judgement = if is_ordered { judgement } else { judgement.max(Judgement::Allowed) };
    let severity = if judgement <= Judgement::Open { rule.severity } else { Severity::Info };
    let text = format!("{to} is signed by {signer}. That is {why}.");
    sentences.push(ComparisonSentence { judgement, severity, ..by_rule(rule, text, desk.inputs(&[holds, offered])) });
    let modes = [older, newer].map(|column| mode_of(column.placed.list.contents));
    if let [ClusterMode::Mixed, ClusterMode::NonSecure] | [ClusterMode::NonSecure, ClusterMode::Mixed] = modes
        && is_ordered
        && let Some(rule) = rules::find(RelationKind::Generations, Aspect::Other, desk.evaluation.releases)
    {
        let mode = if modes[1] == ClusterMode::Mixed { "mixed mode" } else { "non-secure mode" };
        sentences.push(by_rule(
            rule,
            format!("{to} was written in {mode}, {from} was not."),
            desk.inputs(&[holds, offered]),
        ));
    }
}
