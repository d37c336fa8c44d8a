//! FMT: is the file whole, and does it agree with itself?

pub(super) mod broken_certificate;
pub(super) mod empty;
pub(super) mod fields_differ;
pub(super) mod incomplete_text;
pub(super) mod lengths_disagree;
pub(super) mod name_and_time;
pub(super) mod no_certificate;
pub(super) mod not_a_trust_list;
mod not_found;
pub(super) mod repeated_record;
pub(super) mod same_file;
pub(super) mod unknown_tags;
pub(super) mod wrong_end;

use super::Check;
use super::{Observations, byte};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::input::Input;
use crate::formats::damage::{Damage, DamageKind};
use crate::report::Transcript;
use crate::text::count;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &not_a_trust_list::CHECK,
    &wrong_end::CHECK,
    &lengths_disagree::CHECK,
    &unknown_tags::CHECK,
    &no_certificate::CHECK,
    &broken_certificate::CHECK,
    &fields_differ::CHECK,
    &name_and_time::CHECK,
    &repeated_record::CHECK,
    &empty::CHECK,
    &incomplete_text::CHECK,
    &same_file::CHECK,
];

/// Every trust list of the case that was printed, with what was printed beside it.
fn transcripts<'a, 'case>(
    evaluation: &'a Evaluation<'case>,
) -> impl Iterator<Item = (&'a JudgedList<'case>, &'a Transcript)> {
    evaluation.lists.iter().filter_map(|list| Some((list, list.contents.transcript.as_ref()?)))
}

/// Applies when the case has a trust list or another file with a signed header.
fn any_signed(evaluation: &Evaluation<'_>) -> bool {
    evaluation.inputs.iter().any(|input| damages(input).is_some())
}

/// What is wrong with the structure of an input, if it has a signed header.
fn damages(input: &Input) -> Option<&[Damage]> {
    match (input.trust_list(), input.signed_file()) {
        (Some(list), _) => Some(&list.damages),
        (None, Some(file)) => Some(&file.damages),
        (None, None) => None,
    }
}

/// Says one thing for each input that has damages of a kind: all of them, with their bytes.
fn say_damages(
    evaluation: &Evaluation<'_>,
    observations: &mut Observations,
    title: &str,
    belongs: impl Fn(&DamageKind) -> bool,
) {
    for input in evaluation.inputs {
        let found: Vec<&Damage> =
            damages(input).unwrap_or_default().iter().filter(|damage| belongs(&damage.kind)).collect();
        let Some(first) = found.iter().min_by_key(|damage| damage.offset) else { continue };
        let more = match found.len() - 1 {
            0 => String::new(),
            more => format!(" And {} more of the kind.", count(more, "contradiction")),
        };
        let detail = format!("At byte {}: {}.{more}", first.offset, first.kind);
        let evidence = found.iter().map(|damage| byte(input.id, damage.offset)).collect();
        observations.say(format!("{}: {title}", input.short_name()), detail, evidence);
    }
}
