//! Trust lists side by side, as text: what differs in sentences, then the matrix.

use super::super::model::{
    CellState, Compared, ComparedCell, ComparedList, ComparedRow, ComparisonSentence, Judgement, ListComparison,
    ListKind, ListSource, RelationKind, RowStanding,
};
use super::{WIDTH, wrapped};
use crate::text::columns;
use crate::timestamp::Timestamp;
use std::fmt::{self, Write};

/// Digits of a serial number or a hash that the matrix shows.
const DIGITS: usize = 8;

/// Writes the answers to checksums, and the comparison.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(compared: &Compared, out: &mut impl Write) -> fmt::Result {
    for answer in &compared.checksums {
        wrapped(out, "", &format!("{} {}", answer.hash, answer.checksum))?;
        wrapped(out, "  ", &answer.text)?;
    }
    let Some(comparison) = &compared.comparison else { return Ok(()) };
    if !compared.checksums.is_empty() {
        writeln!(out)?;
    }
    wrapped(out, "", &comparison.summary)?;
    writeln!(out, "\nLISTS")?;
    for (place, list) in comparison.lists.iter().enumerate() {
        write_list(comparison, place, list, out)?;
    }
    // That lists are the same file is said above.
    let mut relations =
        comparison.relations.iter().filter(|relation| relation.kind != RelationKind::SameFile).peekable();
    if relations.peek().is_some() {
        writeln!(out, "\nWHAT THEY ARE TO EACH OTHER")?;
    }
    relations.try_for_each(|relation| wrapped(out, "  ", &relation.meaning))?;
    writeln!(out, "\nDIFFERENCES")?;
    comparison.sentences.iter().try_for_each(|sentence| write_sentence(sentence, out))?;
    write_matrix(comparison, out)
}

/// The same as one text.
#[must_use]
pub fn render(compared: &Compared) -> String {
    let mut text = String::new();
    // Writing into a String does not fail.
    let _ = write(compared, &mut text);
    text
}

/// What a list is called in the matrix: A to X.
#[must_use]
pub fn letter(place: usize) -> char {
    u8::try_from(place)
        .ok()
        .and_then(|place| b'A'.checked_add(place))
        .filter(u8::is_ascii_uppercase)
        .map_or('?', char::from)
}

fn write_list(comparison: &ListComparison, place: usize, list: &ComparedList, out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("  {}  ", letter(place)), &list.name)?;
    let kind = match list.list {
        ListKind::Itl => "ITL",
        ListKind::Ctl => "CTL",
        ListKind::Unknown => "trust list",
    };
    let mut facts = vec![kind.to_owned()];
    facts.extend(list.node.as_ref().map(|node| format!("of {node}")));
    facts.push(match (list.timestamp.map(Timestamp::for_people), list.source) {
        (Some(time), _) => format!("written {time}"),
        (None, ListSource::Transcript) => "printed by the server".to_owned(),
        (None, ListSource::Binary) => "written at an unknown time".to_owned(),
    });
    let same = list.same_file_as.and_then(|input| comparison.lists.iter().position(|other| other.input == input));
    facts.extend(same.map(|place| format!("the same file as {}", letter(place))));
    if !list.is_whole {
        facts.push("not whole".to_owned());
    }
    wrapped(out, "     ", &facts.join(", "))?;
    for (label, hash) in [("MD5  ", &list.md5), ("SHA-1", &list.sha1)] {
        if let Some(hash) = hash.as_ref().filter(|_| same.is_none()) {
            writeln!(out, "     {label} {hash}")?;
        }
    }
    Ok(())
}

fn write_sentence(sentence: &ComparisonSentence, out: &mut impl Write) -> fmt::Result {
    let mark = match sentence.judgement {
        Judgement::NotAllowed => "MUST NOT",
        Judgement::Open => "PERHAPS",
        Judgement::Allowed => "may",
        Judgement::Same => "same",
    };
    wrapped(out, &format!("  {mark:<9} "), &sentence.text)?;
    // Of what is as it should be, the rule is of use to nobody who reads this.
    match sentence.rule.as_ref().filter(|_| sentence.judgement <= Judgement::Open) {
        Some(rule) => {
            let check = rule.check.as_ref().map(|check| format!("{check}, ")).unwrap_or_default();
            wrapped(out, "            rule: ", &format!("{} ({check}{})", rule.text, rule.source))
        }
        None => Ok(()),
    }
}

/// A table, where it fits into a line; else each row by itself.
fn write_matrix(comparison: &ListComparison, out: &mut impl Write) -> fmt::Result {
    if comparison.rows.is_empty() {
        return Ok(());
    }
    let width = |of: fn(&ComparedRow) -> &str| comparison.rows.iter().map(|row| columns(of(row))).max().unwrap_or(0);
    let (role, whose) = (width(|row| &row.role), width(|row| &row.whose));
    let before = 4 + STANDING + 1 + role + 2 + whose;
    let fits = before + comparison.lists.len() * (DIGITS + 2) <= WIDTH;
    writeln!(out, "\nMATRIX")?;
    wrapped(
        out,
        "  ",
        "The first digits of serial numbers. ! must not be so, ? may be wrong; - missing, . does not belong there, empty a record without certificate, ?? not known.",
    )?;
    if fits {
        let letters: Vec<String> =
            (0..comparison.lists.len()).map(|place| format!("  {:<DIGITS$}", letter(place))).collect();
        writeln!(out, "{:before$}{}", "", letters.concat().trim_end())?;
    }
    for row in &comparison.rows {
        let mark = match row.judgement {
            Judgement::NotAllowed => "!",
            Judgement::Open => "?",
            Judgement::Allowed | Judgement::Same => "",
        };
        let padding = |text: &str, width: usize| " ".repeat(width.saturating_sub(columns(text)));
        let head = format!(
            "  {mark:<2}{:<STANDING$} {}{}  {}{}",
            standing(row.standing),
            row.role,
            padding(&row.role, role),
            row.whose,
            padding(&row.whose, whose)
        );
        if fits {
            let cells: Vec<String> = row.cells.iter().map(|cell| format!("  {:<DIGITS$}", shown(cell))).collect();
            writeln!(out, "{head}{}", cells.concat().trim_end())?;
        } else {
            writeln!(out, "{}", head.trim_end())?;
            write_block(row, out)?;
        }
    }
    Ok(())
}

/// The lists with each certificate of a row, a line each.
fn write_block(row: &ComparedRow, out: &mut impl Write) -> fmt::Result {
    let mut lines: Vec<(String, String)> = Vec::new();
    for (place, cell) in row.cells.iter().enumerate() {
        let what = match cell.state {
            CellState::Held => {
                let validity = cell.validity.as_ref().map(|validity| format!(", {validity}")).unwrap_or_default();
                format!("{}{validity}", shown(cell))
            }
            CellState::NotDue => continue,
            state => state.words().to_owned(),
        };
        match lines.iter_mut().find(|(known, _)| *known == what) {
            Some((_, letters)) => letters.extend([' ', letter(place)]),
            None => lines.push((what, letter(place).to_string())),
        }
    }
    lines.iter().try_for_each(|(what, letters)| wrapped(out, &format!("      {what}: "), letters))
}

/// Characters that the longest word of [`standing`] takes.
const STANDING: usize = 11;

/// How a row stands, in a word that fits into a column.
fn standing(standing: RowStanding) -> &'static str {
    match standing {
        RowStanding::Equal => "equal",
        RowStanding::OtherRole => "other role",
        RowStanding::OnlyInSome => "in some",
        RowStanding::OtherKey => "another key",
        RowStanding::Reissued => "issued anew",
        RowStanding::OtherCertificate | RowStanding::Different => "differs",
        RowStanding::Unclear => "unclear",
    }
}

/// What a cell shows.
fn shown(cell: &ComparedCell) -> String {
    match cell.state {
        CellState::Held => {
            let number = cell.serial.as_deref().or(cell.sha1.as_deref()).unwrap_or("there");
            number.chars().take(DIGITS).collect()
        }
        CellState::Empty => "empty".to_owned(),
        CellState::Absent => "-".to_owned(),
        CellState::NotDue => ".".to_owned(),
        CellState::NotKnown => "??".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::model::ComparisonRule;
    use super::*;
    use crate::report::Severity;

    fn comparison(lists: usize) -> Compared {
        let list = |place: usize| ComparedList {
            input: place,
            name: format!("node{place}/ITLFile.tlv"),
            list: ListKind::Itl,
            node: None,
            timestamp: None,
            source: ListSource::Binary,
            md5: None,
            sha1: None,
            is_whole: true,
            same_file_as: None,
        };
        let cell = |place: usize| ComparedCell {
            state: if place == 1 { CellState::Absent } else { CellState::Held },
            serial: Some("0123456789abcdef".to_owned()),
            ..ComparedCell::default()
        };
        let rule = ComparisonRule {
            id: "tftp-nodes/capf".to_owned(),
            text: "It must be the same.".to_owned(),
            source: "A guide".to_owned(),
            check: Some("XF-01".to_owned()),
        };
        let comparison = ListComparison {
            lists: (0..lists).map(list).collect(),
            left_out: 0,
            summary: "They differ.".to_owned(),
            relations: Vec::new(),
            sentences: vec![ComparisonSentence {
                text: "CAPF is only in some.".to_owned(),
                judgement: Judgement::NotAllowed,
                severity: Severity::Warning,
                rule: Some(rule),
                evidence: Vec::new(),
            }],
            rows: vec![ComparedRow {
                role: "CAPF".to_owned(),
                whose: "CAPF".to_owned(),
                standing: RowStanding::OnlyInSome,
                judgement: Judgement::NotAllowed,
                cells: (0..lists).map(cell).collect(),
            }],
        };
        Compared { comparison: Some(comparison), checksums: Vec::new() }
    }

    #[test]
    fn few_lists_are_a_table_below_the_sentences() {
        let text = render(&comparison(3));
        assert!(text.starts_with("They differ.\n\nLISTS\n  A  node0/ITLFile.tlv\n"), "{text}");
        assert!(
            text.contains(
                "  MUST NOT  CAPF is only in some.\n            rule: It must be the same. (XF-01, A guide)\n"
            ),
            "{text}"
        );
        assert!(text.ends_with("  ! in some     CAPF  CAPF  01234567  -         01234567\n"), "{text}");
        assert!(text.find("MUST NOT") < text.find("MATRIX"));
    }

    #[test]
    fn many_lists_are_a_block_for_each_row() {
        let text = render(&comparison(24));
        let block = "  ! in some     CAPF  CAPF\n      01234567: A C D E F G H I J K L M N O P Q R S T U V W X\n      missing: B\n";
        assert!(text.ends_with(block), "{text}");
        assert!(text.lines().all(|line| columns(line) <= WIDTH), "{text}");
    }

    #[test]
    fn letters_end_where_they_end() {
        assert_eq!([0, 23, 25, 26, 1000].map(letter), ['A', 'X', 'Z', '?', '?']);
    }
}
