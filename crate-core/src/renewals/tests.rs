//! The tables against each other and against the plans.

use super::failing_steps::{First, Place, ROWS};
use super::lead_times::{self, LEAD_TIMES};
use super::obstacles::failing_step;
use super::*;
use crate::case::Releases;
use crate::plan;

const IDENTITIES: [Identity; 13] = [
    Identity::Callmanager,
    Identity::CallmanagerEcdsa,
    Identity::Capf,
    Identity::Tvs,
    Identity::Tomcat,
    Identity::TomcatEcdsa,
    Identity::Ipsec,
    Identity::Itlrecovery,
    Identity::Lsc,
    Identity::Mic,
    Identity::CiscoCa,
    Identity::Etoken,
    Identity::Other,
];

fn situation(release: &str, mode: ClusterMode, tokens: bool) -> Situation<'static> {
    Situation {
        releases: Releases::parse(release).unwrap(),
        mode,
        nodes: &[],
        all_nodes_known: false,
        signed_by_token: Some(tokens),
        tomcat_is_callmanager: Some(false),
        phones_without_security_by_default: Some(0),
        renewed: false,
    }
}

/// The days of a kind that every certificate of it needs.
fn days(identity: Identity) -> u32 {
    let parts = lead_times::of(identity).unwrap().parts.iter();
    parts.filter(|part| part.needed == Needed::Always).map(|part| part.days).sum()
}

#[test]
fn every_kind_has_one_row_with_a_source() {
    for identity in IDENTITIES {
        assert_eq!(LEAD_TIMES.iter().filter(|row| row.identities.contains(&identity)).count(), 1, "{identity:?}");
    }
    for row in LEAD_TIMES {
        assert!(!row.source.is_empty() && row.parts.iter().all(|part| part.days > 0), "{row:?}");
    }
}

/// ITLRecovery is the most delicate, and CAPF takes until all LSCs are issued anew (domain.md, sections 4.2 and 4.3).
#[test]
fn what_changes_more_takes_longer() {
    let order = [Identity::Tomcat, Identity::Tvs, Identity::Callmanager, Identity::Capf, Identity::Itlrecovery];
    let in_order = order.map(days);
    assert!(in_order.is_sorted_by(|one, other| one < other), "{in_order:?}");
}

/// The Certificate Monitor speaks from 90 days on (CRT-03): what takes longer than that has to be told before.
#[test]
fn those_that_cannot_wait_for_the_monitor() {
    use Identity::{Capf, CiscoCa, Etoken, Itlrecovery, Mic};
    let slow = IDENTITIES.into_iter().filter(|identity| days(*identity) > 90);
    let slow: Vec<Identity> = slow.collect();
    assert_eq!(slow, [Capf, Itlrecovery, Mic, CiscoCa, Etoken]);
}

#[test]
fn every_failing_step_is_a_step_of_its_plans() {
    let releases = ["9.1", "10.5", "11.5", "12.5", "14", "15"];
    let modes = [ClusterMode::Mixed, ClusterMode::NonSecure];
    let situations: Vec<Situation<'_>> = releases
        .into_iter()
        .flat_map(|release| {
            modes.into_iter().flat_map(move |mode| [false, true].map(|it| situation(release, mode, it)))
        })
        .collect();
    for row in ROWS {
        let (Place::Step(plans, words) | Place::Before(plans, words)) = row.place else { continue };
        for key in plans {
            let has_step = |it: &&Situation<'_>| {
                failing_step(row, &|key| plan::make(key, it))
                    .is_some_and(|step| step.plans.iter().any(|own| own == key.name()))
            };
            let those: Vec<&Situation<'_>> = situations.iter().filter(has_step).collect();
            assert!(!those.is_empty(), "{} has no step {words:?}", key.name());
            // In some release that the row is for.
            let fits = |it: &&&Situation<'_>| {
                row.since.is_none_or(|(major, minor)| it.releases.surely_at_least(major, minor))
                    && row.before.is_none_or(|(major, minor)| it.releases.surely_before(major, minor))
            };
            assert!(those.iter().any(|it| fits(&it)), "{}: {words:?} is of other releases", key.name());
        }
    }
}

#[test]
fn what_comes_first_is_no_plan_that_fails_itself() {
    for row in ROWS {
        let (Place::Step(plans, _) | Place::Before(plans, _), First::Plan(first)) = (&row.place, row.first) else {
            continue;
        };
        assert!(!plans.contains(&first), "{row:?}");
    }
}

/// Tokens sign by the CTL client, which there is before 14 alone (domain.md, section 2.3).
#[test]
fn a_token_that_has_ended_stands_in_the_way_where_tokens_sign() {
    let row = ROWS.iter().find(|row| row.ended == [Identity::Etoken]).unwrap();
    let plans = |release: &str, tokens| {
        let situation = situation(release, ClusterMode::Mixed, tokens);
        failing_step(row, &|key| plan::make(key, &situation)).map(|step| step.plans).unwrap_or_default()
    };
    assert_eq!(plans("11.5", true), ["P-CAPF", "P-CM", "P-ITLREC"]);
    assert_eq!(plans("11.5", false), [""; 0]);
    assert_eq!(plans("14", true), [""; 0]);
}

#[test]
fn days_are_shortened_in_proportion() {
    let days = Days { preparation: 14, window: 44, reserve: 14 };
    assert_eq!(days.within(15), Days { preparation: 2, window: 9, reserve: 4 });
    assert_eq!(days.within(15).total(), 15);
    assert_eq!(Days::default().within(3).total(), 3);
}
