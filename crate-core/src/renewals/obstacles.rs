//! Which steps fail once something has ended, and what has ended stands in the way of which plan.

use super::ending::Ending;
use super::failing_steps::{FailingRow, First, Place, ROWS};
use crate::case::evaluation::Evaluation;
use crate::checks::is_servers;
use crate::plan::{self, Key, Situation};
use crate::report::{FailingStep, Identity, Obstacle, Plan, Step};
use std::collections::HashMap;

/// The table of failing steps, as far as the plans of a case have them, and what has ended.
pub(super) struct Obstacles<'e> {
    rows: Vec<(&'static FailingRow, FailingStep)>,
    /// What has ended at the date that is judged by, of each row but those about CAs the first.
    ended: Vec<(usize, &'e Ending)>,
    /// The CAs that have ended, each of which stands in the way of what it signed alone.
    authorities: HashMap<&'e str, &'e Ending>,
    /// For each CA the names of what it signed.
    below: HashMap<&'e str, Vec<String>>,
}

impl<'e> Obstacles<'e> {
    /// Holds the table against the plans for a situation.
    pub(super) fn of(evaluation: &Evaluation<'_>, situation: &Situation<'_>, endings: &'e [Ending]) -> Self {
        let applies = |row: &&FailingRow| {
            !row.since.is_some_and(|(major, minor)| evaluation.releases.surely_before(major, minor))
                && !row.before.is_some_and(|(major, minor)| evaluation.releases.surely_at_least(major, minor))
        };
        let rows: Vec<(&FailingRow, FailingStep)> = ROWS
            .iter()
            .filter(applies)
            .filter_map(|row| Some((row, failing_step(row, &|key| plan::make(key, situation))?)))
            .collect();
        let mut ended = Vec::new();
        let has_ended = || endings.iter().filter(|ending| ending.ends < evaluation.at);
        for (place, (row, _)) in rows.iter().enumerate().filter(|(_, (row, _))| !is_about_authorities(row)) {
            let of_row = has_ended().filter(|ending| row.ended.contains(&ending.identity));
            ended.extend(of_row.min_by_key(|ending| ending.ends).map(|ending| (place, ending)));
        }
        let authorities = has_ended().filter(|ending| ending.identity == Identity::Other);
        let authorities = authorities.filter_map(|ending| Some((ending.certificate.as_deref()?, ending))).collect();
        let mut below: HashMap<&str, Vec<String>> = HashMap::new();
        for ending in endings.iter().filter(|ending| is_servers(ending.identity)) {
            for authority in &ending.authorities {
                let names = below.entry(authority).or_default();
                names.push(format!("{} of {}", ending.identity.name(), ending.name));
            }
        }
        Self { rows, ended, authorities, below }
    }

    /// The steps that fail once something has ended.
    pub(super) fn steps(&self, ending: &Ending) -> Vec<FailingStep> {
        let of_kind = self.rows.iter().filter(|(row, _)| row.ended.contains(&ending.identity));
        of_kind.map(|(_, step)| step.clone()).collect()
    }

    /// What has ended and stands in the way of the renewal of something.
    pub(super) fn before(&self, ending: &Ending) -> Vec<Obstacle> {
        let Some(key) = ending.plan.map(Key::name) else { return Vec::new() };
        let above = ending.authorities.iter().filter_map(|sha256| self.authorities.get(sha256.as_str()).copied());
        let about_authorities = || self.rows.iter().filter(|(row, _)| is_about_authorities(row));
        let by_authorities = above.flat_map(|other| about_authorities().map(move |(_, step)| (step, other)));
        let others = self.ended.iter().filter_map(|(place, other)| Some((&self.rows.get(*place)?.1, *other)));
        let of_plan = |(step, _): &(&FailingStep, &Ending)| step.plans.iter().any(|plan| plan == key);
        let obstacle = |(step, other): (&FailingStep, &Ending)| Obstacle {
            name: other.name.clone(),
            ended: other.ends,
            step: FailingStep { plans: vec![key.to_owned()], ..step.clone() },
        };
        by_authorities.chain(others).filter(of_plan).map(obstacle).collect()
    }

    /// The certificates of servers that a CA signed, each by its kind and name.
    pub(super) fn below(&self, ending: &Ending) -> &[String] {
        let names = ending.certificate.as_deref().and_then(|sha256| self.below.get(sha256));
        names.map_or(&[], Vec::as_slice)
    }
}

fn is_about_authorities(row: &FailingRow) -> bool {
    row.ended.contains(&Identity::Other)
}

/// What a row says where the plans are such; none where none of them has the step.
pub(super) fn failing_step(row: &FailingRow, make: &dyn Fn(Key) -> Plan) -> Option<FailingStep> {
    let (plans, action) = match row.place {
        Place::Operation(what) => (Vec::new(), what.to_owned()),
        Place::Step(keys, words) => found(keys, words, &|key| make(key).steps)?,
        Place::Before(keys, words) => found(keys, words, &|key| make(key).before)?,
    };
    let (first, advice) = match row.first {
        First::Plan(key) => (Some(key.name().to_owned()), format!("Follow {} first.", key.name())),
        First::Advice(advice) => (None, advice.to_owned()),
    };
    Some(FailingStep { plans, action, why: row.why.to_owned(), first, advice, source: row.source.to_owned() })
}

/// The plans that have a step with these words, and the step of the first of them.
fn found(keys: &[Key], words: &str, steps: &dyn Fn(Key) -> Vec<Step>) -> Option<(Vec<String>, String)> {
    let with_step = keys.iter().filter_map(|key| {
        let step = steps(*key).into_iter().find(|step| step.action.contains(words))?;
        Some((key.name().to_owned(), step.action))
    });
    let (plans, mut actions): (Vec<String>, Vec<String>) = with_step.unzip();
    (!actions.is_empty()).then(|| (plans, actions.swap_remove(0)))
}
