//! How changes can be made: in which order, in which windows, with what to wait for; and why not so, where phones would be locked out.
//!
//! A case is [built](build) into a [cluster](world) with [phones](population) of every kind. What is to be done is gone [through](simulate) step by
//! step, with the very steps that the plans print: each does what the table of [effects] says, and phones decide by the table of
//! [`phone::rules`](crate::phone::rules). What is refused and what is to be minded is the table of [rules]; the order is that of [order].

mod build;
mod effects;
mod meanwhile;
mod order;
mod population;
mod question;
mod rules;
mod simulate;
mod slots;
#[cfg(test)]
mod tests;
mod world;

use super::{Key, Situation, make};
use crate::case::evaluation::Evaluation;
use crate::plan::Change;
use crate::renewals;
use crate::report::{Boot, Caution, Proposal, Refusal, Safety, Window};
use crate::text::listed;
use crate::timestamp::Timestamp;
use effects::Scene;
use order::Document;
use question::Question;
use rules::{Rule, Weight};

/// What is proposed for the changes that somebody is about to make; none when nobody is.
#[must_use]
pub fn propose(evaluation: &Evaluation<'_>) -> Option<Proposal> {
    if evaluation.changes.is_empty() {
        return None;
    }
    let built = build::build(evaluation);
    let mut question = Question::new(evaluation, Situation::of(evaluation), &built);
    let people = population::people(&built, evaluation.context.phones_without_security_by_default);
    let mut scene = Scene { world: built.world.clone(), people };
    question.found.locked_already = simulate::take_out_locked(&mut scene);
    question.found.at_once = simulate::at_once(&question, scene.clone()).1;
    let (document, tasks, mut course) = in_order(&question, &scene);
    let asleep = if question.touching().is_empty() { Vec::new() } else { simulate::wake(&mut course.scene) };
    question.found.open = simulate::open(&course.windows, &asleep);
    let is_old = |boot: &&Boot| boot.without_security_by_default;
    let refused = || asleep.iter().filter(|boot| boot.verdict == crate::report::Verdict::Refused);
    question.found.asleep = refused().filter(|boot| !is_old(boot)).cloned().collect();
    question.found.old_phones = course.old_phones.into_iter().chain(refused().filter(is_old).cloned()).collect();
    question.found.deletes_ctl = course.deletes_ctl;
    question.found.behind = course.behind;
    question.found.in_windows = course.lost;
    let refusals: Vec<Refusal> =
        applying(&question, Weight::Refuses).map(|(rule, why)| refusal(&question, rule, why)).collect();
    let is_safe = question.found.in_windows.is_empty();
    let windows = if is_safe { course.windows } else { Vec::new() };
    let cautions = applying(&question, Weight::Warns).chain(applying(&question, Weight::Notes));
    let cautions: Vec<Caution> = cautions.map(|(rule, why)| caution(rule, &why)).collect();
    let warns: Vec<&str> = applying(&question, Weight::Warns).map(|(rule, _)| rule.title).collect();
    let safety = match (refusals.is_empty(), warns.is_empty()) {
        (false, _) => Safety::Refused,
        (true, false) => Safety::Caution,
        (true, true) => Safety::Safe,
    };
    Some(Proposal {
        changes: evaluation.changes.iter().map(ToString::to_string).collect(),
        safety,
        summary: summary(&question, &refusals, windows.len(), &warns),
        order: order::remarks(&question, &tasks, document),
        way_out: way_out(&question, &refusals),
        begin_by: begin_by(&question, &windows),
        refusals,
        windows,
        cautions,
        asleep: if is_safe { asleep } else { Vec::new() },
        basis: built.basis.clone(),
        lacking: lacking(&question, &built.lacking),
    })
}

/// The windows in the order of doc 214231; in that of Security Guide 14 where only that one brings all phones along.
fn in_order<'case>(
    question: &Question<'_, 'case>,
    scene: &Scene<'case>,
) -> (Document, Vec<Vec<order::Task>>, simulate::Course<'case>) {
    let try_one = |document| {
        let tasks = order::windows(question, document);
        let course = simulate::through(question, scene.clone(), &tasks);
        (document, tasks, course)
    };
    let usual = try_one(Document::Doc214231);
    if usual.2.lost.is_empty() {
        return usual;
    }
    let other = try_one(Document::Guide14);
    if other.2.lost.is_empty() { other } else { usual }
}

/// The rules of a weight that apply, each with the reason.
fn applying<'a>(question: &'a Question<'_, '_>, weight: Weight) -> impl Iterator<Item = (&'static Rule, String)> + 'a {
    let of_weight = rules::TABLE.iter().filter(move |rule| rule.weight == weight);
    of_weight.filter_map(|rule| Some((rule, (rule.why)(question)?)))
}

fn refusal(question: &Question<'_, '_>, rule: &Rule, why: String) -> Refusal {
    let found = &question.found;
    let phones = if rule.id == "C-NO-ORDER" { &found.in_windows } else { &found.at_once };
    Refusal {
        rule: rule.id.to_owned(),
        title: rule.title.to_owned(),
        why,
        phones: phones.clone(),
        instead: rule.instead.to_owned(),
        source: rule.source.to_owned(),
    }
}

fn caution(rule: &Rule, why: &str) -> Caution {
    Caution {
        rule: rule.id.to_owned(),
        title: rule.title.to_owned(),
        advice: format!("{why} {}", rule.instead),
        plan: rule.plan.map(|key| key.name().to_owned()).unwrap_or_default(),
        source: rule.source.to_owned(),
    }
}

fn summary(question: &Question<'_, '_>, refusals: &[Refusal], windows: usize, warns: &[&str]) -> String {
    let safely = match windows {
        1 => "in the steps below, in their order".to_owned(),
        windows => format!("in {windows} windows, with a wait for all phones in between"),
    };
    let loses = !question.found.at_once.is_empty() || !question.found.in_windows.is_empty();
    let mind = || listed(&warns.iter().map(|title| lower(title)).collect::<Vec<_>>());
    match (refusals.first(), windows) {
        (None, 0) => "Nothing is to be done.".to_owned(),
        (None, _) if question.touching().is_empty() => {
            "Nothing that phones trust changes; services restart.".to_owned()
        }
        (None, _) if warns.is_empty() => {
            format!("It can be done {safely}. All phones follow, those too that are off meanwhile.")
        }
        (None, _) => format!("It can be done {safely}. Mind: {}.", mind()),
        (Some(_), 0) if loses => {
            "Not so: phones would be locked out, and no order of the steps is known to avoid it.".to_owned()
        }
        (Some(_), _) if loses => format!("Not so: phones would be locked out. It can be done {safely}."),
        (Some(first), 0) => format!("Not so: {}.", lower(&first.title)),
        (Some(first), _) => format!("Not so: {}. It can be done {safely}.", lower(&first.title)),
    }
}

/// A title as it stands behind a colon. Names begin with a capital letter there too.
fn lower(title: &str) -> String {
    match title.split_once(' ') {
        Some((first, rest)) if first.chars().skip(1).all(char::is_lowercase) => {
            format!("{} {rest}", first.to_lowercase())
        }
        _ => title.to_owned(),
    }
}

/// How phones come back that are locked out all the same: the plan for these, and those that refusals name.
fn way_out(question: &Question<'_, '_>, refusals: &[Refusal]) -> Vec<crate::report::Plan> {
    if question.touching().is_empty() {
        return Vec::new();
    }
    let mut keys = vec![Key::Locked];
    let named = |id: &str| rules::TABLE.iter().find(|rule| rule.id == id).and_then(|rule| rule.plan);
    let cautions = applying(question, Weight::Warns).filter_map(|(rule, _)| rule.plan);
    for key in refusals.iter().filter_map(|refusal| named(&refusal.rule)).chain(cautions) {
        let is_way_out = matches!(key, Key::Tokenless | Key::Migrate);
        if is_way_out && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.into_iter().map(|key| make(key, &question.situation)).collect()
}

/// The last day on which the first window can begin: that on which the most urgent of the renewals has to, and none later than what the plans rest
/// on allows. A window takes a day at least, since phones have to come back in between.
fn begin_by(question: &Question<'_, '_>, windows: &[Window]) -> Option<Timestamp> {
    let plans: Vec<&str> = windows.iter().flat_map(|window| &window.plans).map(|plan| plan.key.as_str()).collect();
    let renewals = renewals::of(question.evaluation);
    let renewed = renewals.iter().filter(|renewal| renewal.plan.as_deref().is_some_and(|key| plans.contains(&key)));
    let world = question.world;
    let relied_on = world.slots.iter().filter_map(|slot| slot.ends).chain(world.has_tokens().then(rules::tokens_end));
    let days = i64::try_from(windows.len()).unwrap_or_default();
    let relied_on = relied_on.filter(|_| !question.touching().is_empty()).map(|end| end.plus_days(-days));
    if windows.is_empty() {
        return None;
    }
    let last = renewed.map(|renewal| renewal.begin_by).chain(relied_on).min();
    last.map(|last| last.max(question.evaluation.at))
}

fn lacking(question: &Question<'_, '_>, built: &[String]) -> Vec<String> {
    let mut lacking = built.to_vec();
    let touches = !question.touching().is_empty();
    if question.world.is_mixed && touches && question.evaluation.context.phones_without_security_by_default.is_none() {
        lacking.push("How many phones without Security By Default there are (7940, 7960, 793x, Jabber, many TelePresence) is not known.".to_owned());
    }
    for change in &question.changes {
        let names_certificates = matches!(change, Change::Renew { .. } | Change::Rename { .. });
        let is_void = question.is_void(change).is_some();
        if names_certificates && !is_void && question.touches(change) && question.places(change).is_empty() {
            lacking.push(format!("{change}: the case has no such certificate, neither of a server nor in a list; nothing was simulated for it."));
        }
        if matches!(change, Change::Migrate { .. }) && question.world.elsewhere.is_none() {
            lacking.push(
                "The lists of the cluster that phones move to are not in the case, or are those of the same cluster."
                    .to_owned(),
            );
        }
    }
    lacking
}

/// The tables of effects, order and rules in Markdown, for docs/planner.md.
#[must_use]
pub fn markdown() -> String {
    format!(
        "# What the planner knows\n\nWritten by the code (`make docs`). Plans are simulated with the steps that they print: each step has an effect, and phones decide by [their own table](phones.md).\n\n\
         ## What steps do\n\n{}\n## In which order\n\n{}\n## What must not be done, and what to mind\n\n{}",
        effects::markdown(),
        order::markdown(),
        rules::markdown()
    )
}
