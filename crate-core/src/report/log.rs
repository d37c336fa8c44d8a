//! Draws the logs of a case.

use super::model::Log;
use crate::case::evaluation::Evaluation;
use crate::case::held_list::lists_with_hash;
use crate::case::input::Contents;

/// Every log, with the lists of the case that its phones say they hold.
pub(super) fn draw_logs(evaluation: &Evaluation<'_>) -> Vec<Log> {
    let logs = evaluation.inputs.iter().filter_map(|input| match &input.contents {
        Contents::Log(log) => Some(log.as_ref().clone()),
        _ => None,
    });
    let mut logs: Vec<Log> = logs.collect();
    for held in logs.iter_mut().flat_map(|log| &mut log.phones).flat_map(|phone| &mut phone.lists) {
        if let Some(hash) = &held.hash {
            held.same_as = lists_with_hash(evaluation.inputs, hash);
        }
    }
    logs
}
