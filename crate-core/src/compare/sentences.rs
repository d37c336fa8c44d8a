//! What differs between lists, in sentences: each relation by its rules.

use super::pairing::{Cell, Row};
use super::relations::Group;
use super::rules::{self, Aspect, Demand, Owner, Rule};
use super::{Desk, ctls, generations};
use crate::case::context::mode_of;
use crate::distinguished_name::DistinguishedName;
use crate::report::{
    CellState, ClusterMode, ComparisonRule, ComparisonSentence, Evidence, Judgement, ListKind, RelationKind,
    RowStanding, Severity,
};
use crate::text::{NAMED, listed_briefly};
use std::collections::HashSet;

/// What the rules speak of entry by entry, with what it is called.
const ENTRIES: [(Aspect, &str); 4] = [
    (Aspect::Tvs, "TVS"),
    (Aspect::Capf, "CAPF"),
    (Aspect::Recovery, "ITLRecovery"),
    (Aspect::CallManager, "CallManager"),
];

/// Says what there is to say of a group, and judges the rows by its rules.
pub(super) fn say(
    desk: &Desk<'_, '_, '_>,
    group: &Group,
    judgements: &mut [Judgement],
    sentences: &mut Vec<ComparisonSentence>,
) {
    match group.kind {
        RelationKind::SameFile => same_file(desk, group, judgements, sentences),
        RelationKind::TftpNodes => {
            entries(desk, group, judgements, sentences);
            mode(desk, group, sentences);
            own(desk, group, sentences);
        }
        RelationKind::ItlAndCtl => {
            entries(desk, group, judgements, sentences);
            mode(desk, group, sentences);
            tell(desk, group, Aspect::File, sentences);
        }
        RelationKind::Unplaced => entries(desk, group, judgements, sentences),
        RelationKind::CtlCopies => ctl_copies(desk, group, judgements, sentences),
        RelationKind::Generations => generations::say(desk, group, sentences),
        RelationKind::Clusters => tell(desk, group, Aspect::File, sentences),
    }
}

/// The entries that a relation demands to be the same: a sentence for each that is not, and one for each kind of which all are.
fn entries(
    desk: &Desk<'_, '_, '_>,
    group: &Group,
    judgements: &mut [Judgement],
    sentences: &mut Vec<ComparisonSentence>,
) {
    let mut agreed = Vec::new();
    for (aspect, name) in ENTRIES {
        let Some(rule) = rules::find(group.kind, aspect, desk.evaluation.releases) else { continue };
        if rule.demand == Demand::Nothing {
            continue;
        }
        let (mut compared, mut wrong) = (0, 0);
        for (row, judgement) in
            desk.rows.iter().zip(judgements.iter_mut()).filter(|(row, _)| row.place.aspect() == aspect)
        {
            let held = row.of(&group.columns).filter(|(_, cell)| cell.variant.is_some()).count();
            compared += usize::from(held > 1);
            if !objects(row, group, rule.demand) {
                continue;
            }
            wrong += 1;
            *judgement = rule.judgement.min(*judgement);
            if wrong <= NAMED {
                let text = format!(
                    "{} {}: {}.",
                    row.whose,
                    differs(row.standing(&group.columns)),
                    desk.spell(row, &group.columns)
                );
                sentences.push(by_rule(rule, text, evidence(desk, row, &group.columns)));
            }
        }
        if wrong > NAMED {
            let text = format!("{} more of {name} differ; the matrix shows them.", wrong - NAMED);
            sentences.push(by_rule(rule, text, desk.inputs(&group.columns)));
        }
        if wrong == 0 && compared > 0 {
            agreed.push(if compared > 1 { format!("{name} ({compared} entries)") } else { name.to_owned() });
        }
    }
    if !agreed.is_empty() {
        let text = format!("The same in {}: {}.", desk.names(&group.columns), listed_briefly(&agreed));
        sentences.push(ComparisonSentence { judgement: Judgement::Same, ..told(text, desk.inputs(&group.columns)) });
    }
}

/// Whether the cells of a group are not as demanded.
fn objects(row: &Row<'_>, group: &Group, demand: Demand) -> bool {
    let cells: Vec<&Cell<'_>> = row.of(&group.columns).map(|(_, cell)| cell).collect();
    let mut variants = cells.iter().filter_map(|cell| cell.variant);
    let Some(first) = variants.next() else { return false };
    // Beside ITLs stands one CTL, the last: how the ITLs differ from each other, another relation says.
    let differ = match (group.kind, cells.split_last()) {
        (RelationKind::ItlAndCtl, Some((ctl, itls))) => {
            ctl.variant.is_some_and(|ctl| {
                itls.iter().filter(|cell| cell.state == CellState::Held).any(|cell| cell.variant != Some(ctl))
            }) && cells.last().is_some_and(|ctl| ctl.state == CellState::Held)
        }
        _ => variants.any(|variant| variant != first),
    };
    differ || demand == Demand::Same && cells.iter().any(|cell| cell.state == CellState::Absent)
}

/// "differs: the same name, another key".
fn differs(standing: RowStanding) -> &'static str {
    match standing {
        RowStanding::OtherKey => "differs (the same name, another key)",
        RowStanding::Reissued => "differs (the same key, issued again)",
        RowStanding::OtherCertificate => "differs (the same name, another certificate)",
        RowStanding::OnlyInSome => "is only in some",
        RowStanding::Unclear => "differs, as far as can be told",
        _ => "differs",
    }
}

/// The mode that the role of servers tells.
fn mode(desk: &Desk<'_, '_, '_>, group: &Group, sentences: &mut Vec<ComparisonSentence>) {
    let Some(rule) = rules::find(group.kind, Aspect::Mode, desk.evaluation.releases) else { return };
    let of = |wanted: ClusterMode| -> Vec<usize> {
        let told = |place: &&usize| {
            desk.columns.get(**place).is_some_and(|column| mode_of(column.placed.list.contents) == wanted)
        };
        group.columns.iter().filter(told).copied().collect()
    };
    let (mixed, other) = (of(ClusterMode::Mixed), of(ClusterMode::NonSecure));
    // A CTL whose servers are empty, or an ITL of mixed mode beside it, is what a change of mode leaves; its checks say so.
    let is_about_ctl = group.kind == RelationKind::ItlAndCtl;
    let ctl_is_mixed = group.columns.last().is_some_and(|ctl| mixed.contains(ctl));
    if mixed.is_empty() || other.is_empty() || is_about_ctl && !ctl_is_mixed {
        return;
    }
    let text = format!(
        "{} {} mixed mode (role CCM+TFTP), {} non-secure mode (role TFTP).",
        desk.names(&mixed),
        if mixed.len() == 1 { "says" } else { "say" },
        desk.names(&other)
    );
    sentences.push(by_rule(rule, text, desk.inputs(&group.columns)));
}

/// What differs between the ITLs of TFTP nodes as it should.
fn own(desk: &Desk<'_, '_, '_>, group: &Group, sentences: &mut Vec<ComparisonSentence>) {
    let own = desk.rows.iter().filter(|row| {
        rules::owner(ListKind::Itl, row.place.aspect(), row.place.signs()) == Owner::Own
            && row.of(&group.columns).any(|(_, cell)| cell.state == CellState::Held)
            && row.of(&group.columns).any(|(_, cell)| cell.state == CellState::NotDue)
    });
    let mut whose: Vec<&str> = own.map(|row| row.whose.as_str()).collect();
    let mut seen = HashSet::new();
    whose.retain(|whose| seen.insert(*whose));
    if let (Some(rule), false) = (rules::find(group.kind, Aspect::File, desk.evaluation.releases), whose.is_empty()) {
        let text = format!("Each holds what is its own node's: {}.", listed_briefly(&whose));
        sentences.push(by_rule(rule, text, desk.inputs(&group.columns)));
    }
    let mut signers: Vec<String> = group.columns.iter().map(|place| desk.signer(*place)).collect();
    signers.dedup();
    if let (Some(rule), true) = (rules::find(group.kind, Aspect::Signer, desk.evaluation.releases), signers.len() > 1) {
        let text = format!("They are signed by different certificates: {}.", listed_briefly(&signers));
        sentences.push(by_rule(rule, text, desk.inputs(&group.columns)));
    }
}

/// CTLs that are not one file.
fn ctl_copies(
    desk: &Desk<'_, '_, '_>,
    group: &Group,
    judgements: &mut [Judgement],
    sentences: &mut Vec<ComparisonSentence>,
) {
    let placed: Vec<_> =
        group.columns.iter().filter_map(|place| desk.columns.get(*place)).map(|column| column.placed).collect();
    let meaning = ctls::meaning(&placed);
    for (row, judgement) in desk.rows.iter().zip(judgements) {
        if objects(row, group, Demand::Same) {
            *judgement = meaning.judgement.min(*judgement);
        }
    }
    let Some(rule) = rules::find(group.kind, Aspect::File, desk.evaluation.releases) else { return };
    let columns = group.columns.iter().filter_map(|place| desk.columns.get(*place));
    let written: Vec<String> =
        columns.map(|column| format!("{}, written {}", desk.copies(column), column.placed.made_for_people())).collect();
    let text = format!("The CTLs are not the same file: {}. {}", written.join("; "), meaning.meaning);
    sentences.push(ComparisonSentence {
        judgement: meaning.judgement,
        severity: meaning.severity,
        ..by_rule(rule, text, desk.inputs(&group.columns))
    });
}

/// Lists that are one file: copies, and printouts of it.
fn same_file(
    desk: &Desk<'_, '_, '_>,
    group: &Group,
    judgements: &mut [Judgement],
    sentences: &mut Vec<ComparisonSentence>,
) {
    let Some(rule) = rules::find(group.kind, Aspect::File, desk.evaluation.releases) else { return };
    let agreed = |text| ComparisonSentence {
        judgement: Judgement::Same,
        severity: Severity::Info,
        ..by_rule(rule, text, desk.inputs(&group.columns))
    };
    let is_printed = |place: &usize| desk.columns.get(*place).is_some_and(super::Column::is_printed);
    let (printed, files): (Vec<usize>, Vec<usize>) = group.columns.iter().copied().partition(is_printed);
    if files.len() > 1 {
        sentences.push(agreed(format!("{} are the same file, byte for byte.", desk.names(&files))));
    }
    match (printed.len(), files.first()) {
        (0, _) => {}
        (1, Some(file)) => sentences.push(agreed(format!(
            "{} is a printout of {}: it prints the checksums of that file.",
            desk.names(&printed),
            desk.names(&[*file])
        ))),
        (_, Some(file)) => sentences.push(agreed(format!(
            "{} are printouts of {}: they print the checksums of that file.",
            desk.names(&printed),
            desk.names(&[*file])
        ))),
        (_, None) => sentences.push(agreed(format!(
            "{} are printouts of one file: they print the same checksums.",
            desk.names(&printed)
        ))),
    }
    for (row, judgement) in desk.rows.iter().zip(judgements) {
        if objects(row, group, Demand::Same) {
            *judgement = rule.judgement.min(*judgement);
            let text = format!(
                "{} differs although the checksums are the same, so the text is not what was printed: {}.",
                row.whose,
                desk.spell(row, &group.columns)
            );
            sentences.push(by_rule(rule, text, evidence(desk, row, &group.columns)));
        }
    }
}

/// Says a rule itself: what may differ in this relation.
fn tell(desk: &Desk<'_, '_, '_>, group: &Group, aspect: Aspect, sentences: &mut Vec<ComparisonSentence>) {
    if let Some(rule) = rules::find(group.kind, aspect, desk.evaluation.releases) {
        sentences.push(by_rule(rule, rule.text.to_owned(), desk.inputs(&group.columns)));
    }
}

/// Lists of which not all is there.
pub(super) fn say_gaps(desk: &Desk<'_, '_, '_>, sentences: &mut Vec<ComparisonSentence>) {
    for column in desk.columns.iter().filter(|column| !column.is_whole) {
        let what = match &column.placed.list.contents.transcript {
            Some(printed) if !printed.gaps.is_empty() => format!("is not printed whole: {}", printed.gaps.join(" ")),
            Some(_) => "is not printed whole.".to_owned(),
            None => "is damaged, or cut.".to_owned(),
        };
        let text = format!("{} {what} What does not stand there counts as not known, not as missing.", column.name);
        sentences.push(told(text, vec![of_input(column.input())]));
    }
}

/// A sentence that a rule speaks.
pub(super) fn by_rule(rule: &Rule, text: String, evidence: Vec<Evidence>) -> ComparisonSentence {
    let drawn: ComparisonRule = rule.drawn();
    ComparisonSentence { text, judgement: rule.judgement, severity: rule.severity, rule: Some(drawn), evidence }
}

/// A sentence that only tells.
pub(super) fn told(text: String, evidence: Vec<Evidence>) -> ComparisonSentence {
    ComparisonSentence { text, judgement: Judgement::Allowed, severity: Severity::Info, rule: None, evidence }
}

/// The records of a row, as evidence.
pub(super) fn evidence(desk: &Desk<'_, '_, '_>, row: &Row<'_>, columns: &[usize]) -> Vec<Evidence> {
    let of_cell = |(place, cell): (usize, &Cell<'_>)| {
        let input = desk.columns.get(place)?.input();
        let certificate = cell.facts.as_ref().and_then(|facts| facts.entry).map(|entry| entry.sha256.clone());
        Some(Evidence { input: Some(input), record: cell.records.first().copied(), certificate, offset: None })
    };
    row.of(columns).filter_map(of_cell).take(NAMED).collect()
}

fn of_input(input: usize) -> Evidence {
    Evidence { input: Some(input), ..Evidence::default() }
}

impl Desk<'_, '_, '_> {
    /// The names of some lists.
    pub(super) fn names(&self, columns: &[usize]) -> String {
        let names: Vec<&str> =
            columns.iter().filter_map(|place| self.columns.get(*place)).map(|column| column.name.as_str()).collect();
        listed_briefly(&names)
    }

    /// A list with all that are the same file.
    fn copies(&self, column: &super::Column<'_, '_>) -> String {
        let same = self.columns.iter().filter(|other| other.leader == column.leader);
        let names: Vec<&str> = same.map(|column| column.name.as_str()).collect();
        if names.len() > 1 { format!("{} (one file)", listed_briefly(&names)) } else { column.name.clone() }
    }

    /// Evidence: the inputs of some lists.
    pub(super) fn inputs(&self, columns: &[usize]) -> Vec<Evidence> {
        let inputs = columns.iter().filter_map(|place| self.columns.get(*place)).map(super::Column::input);
        inputs.take(NAMED).map(of_input).collect()
    }

    /// Who signed a list, as its header says.
    pub(super) fn signer(&self, column: usize) -> String {
        let Some(column) = self.columns.get(column) else { return String::new() };
        let signer = column.placed.list.contents.list.header.signer();
        let name =
            signer.subject.as_ref().map_or_else(|| "a signer without name".to_owned(), DistinguishedName::common_name);
        let serial = signer.serial_hex().map(|serial| format!(" (serial number {serial})"));
        format!("{name}{}", serial.unwrap_or_default())
    }

    /// What each list has of an entry: "A and B have serial number 5f; C has none".
    pub(super) fn spell(&self, row: &Row<'_>, columns: &[usize]) -> String {
        let mut said: Vec<(String, Vec<usize>)> = Vec::new();
        for (place, cell) in row.of(columns) {
            let Some(words) = words(cell) else { continue };
            match said.iter_mut().find(|(known, _)| *known == words) {
                Some((_, places)) => places.push(place),
                None => said.push((words, vec![place])),
            }
        }
        let parts: Vec<String> = said
            .iter()
            .map(|(words, places)| {
                let verb = if places.len() == 1 { "has" } else { "have" };
                format!("{} {verb} {words}", self.names(places))
            })
            .collect();
        parts.join("; ")
    }
}

/// What a list has of an entry, in words behind its name; none where it does not belong there.
fn words(cell: &Cell<'_>) -> Option<String> {
    let held = || {
        let facts = cell.facts.as_ref()?;
        let number = facts.serial.as_ref().map(|serial| format!("serial number {serial}"));
        let hash = || facts.sha1.as_ref().map(|sha1| format!("SHA-1 {sha1}"));
        let validity = facts.validity.as_ref().map(|validity| format!(" (valid {validity})")).unwrap_or_default();
        Some(format!("{}{validity}", number.or_else(hash)?))
    };
    match cell.state {
        CellState::Held => Some(held().unwrap_or_else(|| "a certificate that cannot be read".to_owned())),
        CellState::Empty => Some("an empty record".to_owned()),
        CellState::Absent => Some("none".to_owned()),
        CellState::NotDue | CellState::NotKnown => None,
    }
}
