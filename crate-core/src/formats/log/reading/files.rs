//! Files that phones ask for, and how that ended.

use super::{Matched, Reading};
use crate::formats::trust_list::kind_of_name;
use crate::report::{ListKind, Tone};
use crate::text::shorten;

/// The server does not have the file that was asked for last.
pub(crate) fn file_not_found(matched: &Matched<'_>) -> Option<Reading> {
    Some(missing(matched.file))
}

/// `<CTLFile.tlv>`, `: CTLFile.tlv`: the status message names the file.
pub(crate) fn missing_file(matched: &Matched<'_>) -> Option<Reading> {
    let name = matched.value.trim_matches([' ', ':', '<', '>', '.']);
    // A sentence is no file name.
    let is_name = !name.is_empty() && name.len() <= 128 && !name.contains(char::is_whitespace);
    is_name.then(|| missing(Some(name)))
}

fn missing(file: Option<&str>) -> Reading {
    let Some(file) = file else { return Reading::toned("The server does not have the file.", Tone::Neutral) };
    let file = shorten(file, 100);
    match kind_of_name(&file) {
        Some(ListKind::Ctl) => Reading::toned(
            format!("The server has no {file}. That is as it should be where the cluster is not in mixed mode."),
            Tone::Harmless,
        )
        .check("TXT-06"),
        Some(ListKind::Itl) if !file.eq_ignore_ascii_case("ITLFile.tlv") => {
            Reading::toned(format!("The server has no {file}; the phone asks for ITLFile.tlv next."), Tone::Harmless)
                .check("TXT-06")
        }
        Some(ListKind::Itl) => Reading::toned(
            format!("The server has no {file}: it is older than 8.0, or its TFTP service did not write one."),
            Tone::Bad,
        )
        .check("TXT-05")
        .uncertain(),
        _ => Reading::toned(format!("The server has no {file}."), Tone::Neutral).check("TXT-05"),
    }
}

/// The status of a transfer: 100 and 2 are in documents.
pub(crate) fn transfer_status(matched: &Matched<'_>) -> Option<Reading> {
    let file = matched.file.map_or_else(|| "the file".to_owned(), |file| shorten(file, 100).into_owned());
    match matched.value {
        "100" => Some(Reading::toned(format!("The server gave {file}."), Tone::Good)),
        "2" => Some(missing(matched.file)),
        other => Some(Reading::new(format!("The transfer of {file} ended with the status {other}.")).uncertain()),
    }
}

/// `503 Service Unavailab`
pub(crate) fn http_answer(matched: &Matched<'_>) -> Option<Reading> {
    let answer = matched.value;
    if answer.starts_with('2') {
        return Some(Reading::new(format!("The TFTP server's HTTP (port 6970) answered {answer}.")));
    }
    Some(Reading::new(format!(
        "The TFTP server's HTTP (port 6970) answered {answer}; the phone turns to TFTP on port 69."
    )))
}

/// Whether an encrypted configuration was asked for.
pub(crate) fn signed_or_not(matched: &Matched<'_>) -> Option<Reading> {
    let encrypted = matched.value.split(',').next().unwrap_or_default();
    match encrypted {
        "true" => Some(Reading::new("encrypted (.enc.sgn)")),
        "false" => Some(Reading::new("not encrypted")),
        _ => None,
    }
}
