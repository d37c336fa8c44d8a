//! Trust lists: taken, refused, held.

use super::{Matched, Reading};
use crate::formats::log::alarm::{Field, fields};
use crate::formats::log::find::position;
use crate::formats::log::hash;
use crate::report::Tone;

/// The result of reading a new list.
pub(crate) fn list_update(matched: &Matched<'_>) -> Option<Reading> {
    match matched.value {
        "CTL_SUCCESS" => Some(Reading::toned("The new trust list could be read.", Tone::Good)),
        other => {
            let text = format!("The new trust list could not be read: {other}.");
            Some(Reading::toned(text, Tone::Bad).check("TXT-07").uncertain())
        }
    }
}

/// The reason that an update of the lists ended with.
pub(crate) fn failure_reason(matched: &Matched<'_>) -> Option<Reading> {
    match matched.value {
        "Success" => Some(Reading::toned("The update of the trust list succeeded.", Tone::Good)),
        other => {
            let text = format!("The update of the trust list failed: {other}.");
            Some(Reading::toned(text, Tone::Bad).check("TXT-07").uncertain())
        }
    }
}

/// Nothing stands behind the text of a status message.
pub(crate) fn whole_message(matched: &Matched<'_>) -> Option<Reading> {
    matched.value.trim_matches([' ', '.', '!']).is_empty().then(|| Reading::new(String::new()))
}

/// What the fields of an alarm say of the trust lists, where its name stands in the line.
pub(crate) fn alarm(matched: &Matched<'_>) -> Option<Reading> {
    holds(matched).map(Reading::new)
}

/// The same where its name stands in another line.
pub(crate) fn alarm_ctl(matched: &Matched<'_>) -> Option<Reading> {
    position(matched.message, b"DeviceTLInfo").is_none().then(|| holds(matched)).flatten().map(Reading::new)
}

/// The same where the CTL stands in another line too.
pub(crate) fn alarm_itl(matched: &Matched<'_>) -> Option<Reading> {
    position(matched.message, b"CTL_Signature").is_none().then(|| alarm_ctl(matched)).flatten()
}

/// "The phone says that it holds no CTL and the ITL with the SHA-1 …"
fn holds(matched: &Matched<'_>) -> Option<String> {
    let said: Vec<String> = fields(matched.message)
        .iter()
        .filter_map(|(field, value)| match field {
            Field::CtlSignature => held("CTL", value),
            Field::ItlSignature => held("ITL", value),
            _ => None,
        })
        .collect();
    (!said.is_empty()).then(|| format!("The phone says that it holds {}.", said.join(" and ")))
}

fn held(list: &str, value: &str) -> Option<String> {
    match hash::read(value) {
        Some(digits) => Some(format!("the {list} with the {} {digits}", hash::name(&digits))),
        None if value.trim().eq_ignore_ascii_case("Not Installed") => Some(format!("no {list}")),
        None => None,
    }
}

/// The hash of a list on a screen. The message names the list, the value is what stands behind the name.
pub(crate) fn list_hash(matched: &Matched<'_>) -> Option<Reading> {
    let value = matched.value.trim_start_matches([' ', ':', '=', '-', '\t']);
    let list =
        if matched.message.first().is_some_and(|first| first.eq_ignore_ascii_case(&b'c')) { "CTL" } else { "ITL" };
    Some(Reading::new(format!("The phone shows that it holds {}.", held(list, value)?)))
}
