//! SIM-03

use super::newest_list::{decision, phone_of};
use super::{can_be_held, evidence, generations, met, signer_of, told};
use crate::case::evaluation::Evaluation;
use crate::case::series::{Lists, Placed};
use crate::checks::{Check, Observations, input};
use crate::phone::Cluster;
use crate::plan::Key;
use crate::report::{Decision, ListKind, Severity, Verdict};
use crate::text::{count, listed_briefly};

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIM-03",
    severity: Severity::Info,
    title: "Phones that were off for several changes take the newest ITL",
    meaning: "A phone that was switched off while the ITL changed several times holds one of the older ones when it comes back, and is offered the newest at once: what \
              would have helped it on the way – a TVS that it knew, a signer in the ITL between – is gone. Each ITL that the case has of a node is held against the \
              newest one, as such a phone would.",
    symptoms: "Phones out of store, from a closed site or a drawer register with their old configuration or not at all, and take no change.",
    plan: Some(Key::Locked),
    remedy: "Delete the ITL on phones of the lost generations (Settings > Security Configuration > Trust List), or have the ITL signed for a while by a certificate that \
             they name as signer. Before the next change, switch on what is in store.",
    source: "Cisco doc 214231 (all phones on and registered before a renewal); Cisco Security Guide 14, Default Security; docs/phones.md",
    since: "0.1",
    needs: "three or more ITLs of one node from different times",
    wants: &[],
    applies: |evaluation| generations(&Lists::of(evaluation), ListKind::Itl).iter().any(|lists| lists.len() >= FEWEST),
    run,
};

/// ITLs of one node from which on there is more to say than SIM-01 does: of two, that says all.
const FEWEST: usize = 3;

/// Generations that one finding tells of.
const MOST_TOLD: usize = 12;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let lists = Lists::of(evaluation);
    for generations in generations(&lists, ListKind::Itl) {
        let readable: Vec<&Placed<'_, '_>> = generations.into_iter().filter(|placed| can_be_held(placed)).collect();
        if readable.len() >= FEWEST
            && let Some((newest, older)) = readable.split_last()
        {
            judge(evaluation, &lists, (older, newest), observations);
        }
    }
}

fn judge<'a, 'case>(
    evaluation: &'a Evaluation<'case>,
    lists: &'a Lists<'a, 'case>,
    (older, newest): (&[&'a Placed<'a, 'case>], &'a Placed<'a, 'case>),
    observations: &mut Observations,
) {
    let view = Cluster::of(evaluation, lists, newest.cluster);
    let surroundings = met(&view);
    let told_of = older.len().saturating_sub(MOST_TOLD);
    let judged: Vec<(&Placed<'_, '_>, Decision)> = (0..)
        .zip(older)
        .skip(told_of)
        .map(|(place, one): (usize, _)| {
            // They held the CTL that was there before the ITL after theirs.
            let next = older.get(place + 1).copied().unwrap_or(newest);
            (*one, decision(lists, &phone_of(lists, one, next), newest, &surroundings))
        })
        .collect();
    let with = |verdict| judged.iter().filter(|(_, decision)| decision.verdict == verdict).count();
    let (lost, open) = (with(Verdict::Refused), with(Verdict::Open));
    if lost == 0 && open == 0 {
        return;
    }
    let (to, signer) = (lists.called(newest), signer_of(newest).described());
    let title = if lost > 0 {
        format!("Phones of {} of {} before it refuse {to}", count(lost, "ITL"), judged.len())
    } else {
        format!("It is open whether phones that were off for several changes take {to}")
    };
    let said: Vec<String> = judged
        .iter()
        .map(|(one, decision)| {
            let verdict = match decision.verdict {
                Verdict::Refused => "are lost",
                Verdict::Open => "are in doubt",
                _ => "take it",
            };
            format!(
                "Phones that hold {}, written {}, {verdict}: {}",
                lists.called(one),
                one.made_for_people(),
                told(decision, &signer)
            )
        })
        .collect();
    let detail = format!("{to} was written {}. {}", newest.made_for_people(), said.join(" "));
    let about = std::iter::once(newest).chain(judged.iter().map(|(one, _)| *one)).map(|one| input(one.list.input.id));
    let decisions: Vec<&Decision> = judged.iter().map(|(_, decision)| decision).collect();
    let observation = observations.say(title, detail, evidence(about.collect::<Vec<_>>(), &decisions));
    let sides = judged.iter().map(|(one, decision)| (lists.called(one), decision.verdict.name()));
    observation.compare(format!("{to} is"), sides);
    if lost == 0 {
        let needs: Vec<&String> = decisions.iter().flat_map(|decision| &decision.needs).collect();
        observation.advise(format!("Add what is missing: {}.", listed_briefly(&needs))).by_plan(None);
    }
}
