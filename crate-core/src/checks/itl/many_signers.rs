//! ITL-11

use super::super::{Check, Observations, record};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::Severity;
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-11",
    severity: Severity::Warning,
    title: "An ITL holds two signers at most",
    meaning: "CUCM writes one or two SAST records: CallManager of the TFTP node and, from 10.0, ITLRecovery. Those who write lists for phones \
              themselves found that phones take no more than two. That more were tested is not documented.",
    symptoms: "It is not documented what phones do; some may know the first two signers alone, and refuse lists of the third.",
    plan: None,
    remedy: "See where the third comes from. Restart TVS, then TFTP, on the node that wrote the list; in a list that was made by hand, leave \
              two.",
    source: "usecallmanager.nz, certutils (community project); files of CUCM",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for itl in itls(evaluation) {
        let records = expected::records(evaluation, itl);
        let signers: Vec<_> =
            records.iter().filter(|listed| listed.role == Role::SAST && listed.repeats.is_none()).collect();
        if signers.len() <= 2 {
            continue;
        }
        let names: Vec<String> = signers.iter().map(|listed| listed.names.shown()).collect();
        let title = format!("{} holds {} signers", itl.input.short_name(), signers.len());
        let detail = format!("They are {}.", listed_briefly(&names));
        let evidence = signers.iter().map(|listed| record(itl.input.id, listed.number)).collect();
        observations.say(title, detail, evidence);
    }
}
