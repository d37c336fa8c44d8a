//! FMT-09

use super::super::{Check, Observations, any_list, record};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::report::Severity;
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-09",
    severity: Severity::Info,
    title: "No record stands in a list twice",
    meaning: "A record with the same role, certificate, name and address as an earlier one says nothing new. It takes room in a list whose \
              size is limited, and it shows that something other than CUCM wrote the list, or that it was written twice.",
    symptoms: "",
    plan: None,
    remedy: "Nothing has to be done at once. Have the list written anew when there is an occasion: restart TFTP (ITL), or run \"utils ctl \
              update CTLFile\" (CTL).",
    source: "the file format as observed in files of CUCM",
    since: "0.1",
    needs: "a trust list",
    wants: &[],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in evaluation.distinct_lists() {
        let records = expected::records(evaluation, list);
        let repeated: Vec<(usize, usize)> =
            records.iter().filter_map(|listed| Some((listed.number, listed.repeats?))).collect();
        if repeated.is_empty() {
            continue;
        }
        let said: Vec<String> =
            repeated.iter().map(|(number, earlier)| format!("record {number} repeats record {earlier}")).collect();
        let detail = format!("Role, certificate, name and address are the same: {}.", listed_briefly(&said));
        let evidence = repeated.iter().flat_map(|(number, earlier)| [*earlier, *number]);
        let evidence = evidence.map(|number| record(list.input.id, number)).collect();
        observations.say(format!("{} holds records twice", list.input.short_name()), detail, evidence);
    }
}
