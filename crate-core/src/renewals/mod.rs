//! What ends when, by when its renewal has to be begun, and which step fails once it has ended.
//!
//! Two tables hold the rules: how long a renewal takes ([`lead_times`]) and which step of which plan fails ([`failing_steps`]); a third the lifetimes of
//! public certificates ([`public_lifetimes`]). What ends is collected in [`ending`]; [`windows`] lays plans that may not overlap one after another.
//! The servers of a case are taken for one cluster.

mod ending;
mod failing_steps;
mod lead_times;
mod obstacles;
pub(crate) mod public_lifetimes;
#[cfg(test)]
mod tests;
mod windows;
mod working_day;

pub(crate) use working_day::awkward;

use crate::case::Release;
use crate::case::evaluation::Evaluation;
use crate::checks::{breaks, is_servers};
use crate::plan::{Key, Situation};
use crate::report::{ClusterMode, Identity, LeadReason, Renewal, RenewalStanding, Together};
use crate::services;
use crate::text::listed_briefly;
use crate::timestamp::Timestamp;
use ending::Ending;
use lead_times::{Kind, Needed, Part};
use obstacles::Obstacles;
use std::collections::HashMap;
use windows::{Days, Run, Slot, schedule};

/// Certificates of one kind whose ends are no more than so many days apart are renewed in one go.
const ONE_GO: i64 = 30;

/// A public certificate that ends sooner than its renewal would take is renewed in the last third of its lifetime, as certificate management
/// programs do.
const SHARE_OF_LIFETIME: i64 = 3;

/// What ends, with the last day on which its renewal can be begun: the most urgent first.
#[must_use]
pub fn of(evaluation: &Evaluation<'_>) -> Vec<Renewal> {
    let endings = ending::all(evaluation);
    let leads = leads(evaluation, &endings);
    let schedule = Schedule::of(evaluation, &endings, &leads);
    let situation = Situation::of(evaluation);
    let obstacles = Obstacles::of(evaluation, &situation, &endings);
    let draw = |((place, ending), lead)| draw(evaluation, ending, lead, schedule.slot(place), &schedule, &obstacles);
    let mut renewals: Vec<Renewal> = endings.iter().enumerate().zip(&leads).map(draw).collect();
    renewals.sort_by(|one, other| {
        let key = |renewal: &Renewal| (renewal.begin_by, renewal.ends, renewal.identity);
        key(one).cmp(&key(other)).then_with(|| one.name.cmp(&other.name))
    });
    renewals
}

/// How long a renewal takes, and why.
#[derive(Debug, Clone, Default)]
struct Lead {
    days: Days,
    reasons: Vec<LeadReason>,
    source: &'static str,
    /// Days that the table asks for, where the lifetime leaves fewer.
    wished: Option<u32>,
}

/// The lead time of each ending.
fn leads(evaluation: &Evaluation<'_>, endings: &[Ending]) -> Vec<Lead> {
    let mut leads: Vec<Lead> = endings.iter().map(|ending| lead(evaluation, ending)).collect();
    // A CA has to be there before the slowest renewal below it begins.
    let mut slowest: HashMap<&str, (u32, &str)> = HashMap::new();
    for (ending, lead) in endings.iter().zip(&leads).filter(|(ending, _)| is_servers(ending.identity)) {
        for authority in &ending.authorities {
            let known = slowest.entry(authority).or_default();
            *known = (*known).max((lead.days.total(), ending.name.as_str()));
        }
    }
    for (ending, lead) in endings.iter().zip(&mut leads).filter(|(ending, _)| ending.identity == Identity::Other) {
        if let Some((days, name)) = ending.certificate.as_deref().and_then(|sha256| slowest.get(sha256)) {
            lead.days.reserve = lead.days.reserve.saturating_add(*days);
            lead.reasons.push(LeadReason { days: *days, what: format!("the slowest renewal under it ({name})") });
        }
    }
    leads
}

/// The lead time of an ending by the table.
fn lead(evaluation: &Evaluation<'_>, ending: &Ending) -> Lead {
    let Some(row) = lead_times::of(ending.identity) else { return Lead::default() };
    let is_needed = |part: &&Part| match part.needed {
        Needed::Always => true,
        Needed::SignedByAuthority => ending.is_signed,
        Needed::BeforeTokenless => evaluation.releases.at_least(Release::new(10, 0)) == Some(false),
    };
    let mut days = Days::default();
    let mut reasons = Vec::new();
    for part in row.parts.iter().filter(is_needed) {
        let of_kind = match part.kind {
            Kind::Preparation => &mut days.preparation,
            Kind::Window => &mut days.window,
            Kind::Reserve => &mut days.reserve,
        };
        *of_kind = of_kind.saturating_add(part.days);
        reasons.push(LeadReason { days: part.days, what: part.what.to_owned() });
    }
    let most = ending.public_lifetime.and_then(|lifetime| u32::try_from(lifetime / SHARE_OF_LIFETIME).ok());
    let wished = days.total();
    match most.filter(|most| *most < wished) {
        Some(most) => Lead { days: days.within(most), reasons, source: row.source, wished: Some(wished) },
        None => Lead { days, reasons, source: row.source, wished: None },
    }
}

/// Whether the renewal changes what phones trust, so that no other such change may happen meanwhile.
fn changes_trust(ending: &Ending) -> bool {
    match ending.plan {
        Some(Key::Capf | Key::Callmanager | Key::Tvs | Key::Itlrecovery | Key::Tokenless) => true,
        Some(Key::Tomcat) => ending.is_reused,
        _ => false,
    }
}

/// The plans that may not overlap, each in its time.
struct Schedule {
    /// For each ending the place of its run.
    run_of: Vec<Option<usize>>,
    slots: Vec<Slot>,
    /// For each group of several runs the plans in their order, and when to begin the first.
    groups: HashMap<usize, Together>,
}

impl Schedule {
    fn of(evaluation: &Evaluation<'_>, endings: &[Ending], leads: &[Lead]) -> Self {
        let mut order: Vec<(usize, (&Ending, &Lead))> = endings.iter().zip(leads).enumerate().collect();
        order.retain(|(_, (ending, _))| ending.ends >= evaluation.at && changes_trust(ending));
        order.sort_by_key(|(place, (ending, _))| (ending.plan, ending.ends, *place));
        let mut runs: Vec<Run> = Vec::new();
        let mut run_of = vec![None; endings.len()];
        for (place, (ending, lead)) in order {
            let Some(plan) = ending.plan else { continue };
            let in_one_go = |run: &&mut Run| run.plan == plan && run.ends.days_until(ending.ends) <= ONE_GO;
            match runs.last_mut().filter(in_one_go) {
                Some(run) => run.days = run.days.most(lead.days),
                None => runs.push(Run { plan, ends: ending.ends, days: lead.days }),
            }
            if let Some(run) = run_of.get_mut(place) {
                *run = runs.len().checked_sub(1);
            }
        }
        let slots = schedule(&runs);
        let mut in_time: Vec<(&Run, &Slot)> = runs.iter().zip(&slots).collect();
        in_time.sort_by_key(|(run, slot)| (slot.window_of(run), run.plan));
        let mut groups: HashMap<usize, Together> = HashMap::new();
        for (run, slot) in in_time {
            let begin_by = working_day::last_before(slot.begin);
            let group = groups.entry(slot.group).or_insert_with(|| Together { plans: Vec::new(), begin_by });
            group.begin_by = group.begin_by.min(begin_by);
            let key = run.plan.name();
            if !group.plans.iter().any(|plan| plan == key) {
                group.plans.push(key.to_owned());
            }
        }
        groups.retain(|_, group| group.plans.len() > 1);
        Self { run_of, slots, groups }
    }

    fn slot(&self, place: usize) -> Option<&Slot> {
        self.slots.get((*self.run_of.get(place)?)?)
    }
}

fn draw(
    evaluation: &Evaluation<'_>,
    ending: &Ending,
    lead: &Lead,
    slot: Option<&Slot>,
    schedule: &Schedule,
    obstacles: &Obstacles<'_>,
) -> Renewal {
    let alone = ending.ends.plus_days(-i64::from(lead.days.total()));
    let begin_by = working_day::last_before(slot.map_or(alone, |slot| slot.begin.min(alone)));
    let standing = if ending.ends < evaluation.at {
        RenewalStanding::Ended
    } else if begin_by.date() < evaluation.at.date() {
        RenewalStanding::Late
    } else {
        RenewalStanding::Open
    };
    let allowed = ending.public_lifetime.and_then(|_| public_lifetimes::limit(begin_by));
    Renewal {
        certificate: ending.certificate.clone(),
        name: ending.name.clone(),
        identity: ending.identity,
        nodes: ending.nodes.clone(),
        count: ending.count,
        not_after: ending.not_after,
        ends: ending.ends,
        ends_with: ending.ends_with.clone(),
        plan: ending.plan.map(|plan| plan.name().to_owned()),
        lead_days: lead.days.total(),
        reasons: lead.reasons.clone(),
        begin_by,
        standing,
        then: slot.into_iter().flat_map(|slot| &slot.then).map(|plan| plan.name().to_owned()).collect(),
        together: slot.and_then(|slot| schedule.groups.get(&slot.group)).cloned(),
        fails: fails(ending, obstacles),
        services: services_of(evaluation, ending),
        failing_steps: obstacles.steps(ending),
        blocked: obstacles.before(ending),
        renewals_a_year: allowed.map(public_lifetimes::renewals_a_year),
        notes: notes(evaluation, ending, lead, begin_by, allowed),
        source: lead.source.to_owned(),
    }
}

/// What rests on it.
fn fails(ending: &Ending, obstacles: &Obstacles<'_>) -> String {
    let below = obstacles.below(ending);
    match (ending.identity, below.is_empty()) {
        (Identity::Other, false) => format!("What it signed ends with it: {}.", listed_briefly(below)),
        (Identity::Other, true) => "What it signed ends with it.".to_owned(),
        (identity, _) => breaks(identity).to_owned(),
    }
}

fn services_of(evaluation: &Evaluation<'_>, ending: &Ending) -> Vec<String> {
    let mut resting = services::resting_on(evaluation, ending.identity);
    if ending.is_reused {
        let others = services::resting_on(evaluation, Identity::Tomcat);
        resting.extend(others.into_iter().filter(|other| !resting.contains(other)).collect::<Vec<_>>());
    }
    resting.into_iter().map(str::to_owned).collect()
}

/// What else to know of an ending.
fn notes(
    evaluation: &Evaluation<'_>,
    ending: &Ending,
    lead: &Lead,
    begin_by: Timestamp,
    allowed: Option<u32>,
) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(authority) = &ending.ends_with {
        notes.push(format!(
            "By itself it would be valid until {}; {authority} above it ends before that.",
            ending.not_after.date()
        ));
    }
    if let Some(day) = awkward(ending.ends).filter(|_| ending.ends >= evaluation.at && is_servers(ending.identity)) {
        let on = if day.starts_with("a ") { "on " } else { "" };
        notes.push(format!("It ends {on}{day}, when few people watch."));
    }
    if matches!(ending.identity, Identity::Mic | Identity::Etoken | Identity::CiscoCa) {
        notes.push("It cannot be renewed: what rests on it has to be changed before it ends.".to_owned());
    }
    let is_mixed = evaluation.context.mode != ClusterMode::NonSecure;
    let changes = if is_mixed { "the ITL, and in mixed mode the CTL" } else { "the ITL" };
    if ending.is_reused {
        notes.push(format!("Tomcat and CallManager use this one certificate, so its renewal changes {changes}."));
    }
    if let Some(allowed) = allowed {
        let times = public_lifetimes::renewals_a_year(allowed);
        let each = if changes_trust(ending) { format!(" Each of them changes {changes}.") } else { String::new() };
        notes.push(format!(
            "A public authority issued it: one that is made on {} may be valid for {allowed} days, which makes {times} renewals a year.{each}",
            begin_by.date()
        ));
    }
    if let Some(wished) = lead.wished {
        notes.push(format!(
            "Its lifetime leaves {} days for what would take {wished}: have the renewals done by a program, or use a private CA.",
            lead.days.total()
        ));
    }
    notes
}
