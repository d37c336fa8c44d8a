//! XF-04

use super::stale::held_place;
use super::{any_listed, servers_hold};
use crate::case::evaluation::Evaluation;
use crate::case::series::Lists;
use crate::checks::{Check, Observations, input};
use crate::report::{Identity, ListKind, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-04",
    severity: Severity::Info,
    title: "The CTL is younger than the CAPF certificate",
    meaning: "A CTL that was written before CAPF's certificate was made cannot hold it. This bears out what XF-03 sees in the records themselves.",
    symptoms: "",
    plan: None,
    remedy: "Nothing beyond what is to be done about the stale CAPF.",
    source: "Cisco doc 225746, Troubleshoot Common Issues with Certificate Renewal in CUCM",
    since: "0.1",
    needs: "a CTL as a file and the publisher's CAPF certificate",
    wants: &[],
    applies: |evaluation| any_listed(evaluation, &[Identity::Capf]) && servers_hold(evaluation, &[Identity::Capf]),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let servers = &evaluation.servers;
    let lists = Lists::of(evaluation);
    // Which of several is in use is XF-03's to say.
    let own =
        servers.own(Identity::Capf).iter().filter(|held| held.is_own && servers.is_publishers(held) != Some(false));
    let newest = own.max_by_key(|held| held.facts.valid_from());
    let Some((held, made)) = newest.and_then(|held| Some((held, held.facts.valid_from()?))) else { return };
    for ctl in lists.newest(ListKind::Ctl) {
        let Some(written) = ctl.made.filter(|written| *written < made) else { continue };
        if ctl.records(Identity::Capf).any(|(_, record)| record.is_same(&held.facts) == Some(true)) {
            continue;
        }
        let title = format!("CAPF is newer than {}", lists.called(ctl));
        let detail = format!(
            "The CTL was written on {}; the certificate in {} is valid from {}.",
            written.for_people(),
            held_place(evaluation, held),
            made.for_people()
        );
        observations.say(title, detail, vec![input(ctl.list.input.id), held.evidence()]);
    }
}
