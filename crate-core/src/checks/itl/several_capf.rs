//! ITL-08

use super::super::{Check, Observations, record};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::Severity;
use crate::text::minimal_hex;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-08",
    severity: Severity::Warning,
    title: "An ITL holds one CAPF at most",
    meaning: "Only the publisher's CAPF issues LSCs, and only that one belongs into a list. A second is left over from before a renewal, or is \
              a subscriber's.",
    symptoms: "Phones may take the CAPF that is not in use for the right one; getting an LSC then fails.",
    plan: None,
    remedy: "Find out which is the present one (\"show cert own CAPF\" on the publisher), then restart TVS and TFTP on the node that wrote \
              the list. Keep the old CAPF in CallManager-trust until all LSCs have been issued anew.",
    source: "Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for itl in itls(evaluation) {
        let records = expected::records(evaluation, itl);
        let capf: Vec<_> =
            records.iter().filter(|listed| listed.role == Role::CAPF && listed.repeats.is_none()).collect();
        if capf.len() < 2 {
            continue;
        }
        let title = format!("{} holds {} CAPF certificates", itl.input.short_name(), capf.len());
        let evidence = capf.iter().map(|listed| record(itl.input.id, listed.number)).collect();
        let serials = capf.iter().map(|listed| {
            let serial = listed.record.serial().map_or_else(|| "not stated".to_owned(), minimal_hex);
            (format!("record {}, {}", listed.number, listed.names.shown()), serial)
        });
        observations.say(title, "One belongs there.", evidence).compare("serial number", serials);
    }
}
