//! ITL-06

use super::super::{Check, Observations, record};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::report::{Severity, Standing};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-06",
    severity: Severity::Warning,
    title: "The certificate that signs configuration is a signer of lists too",
    meaning: "CUCM writes the CallManager certificate of the TFTP node into its ITL twice: as TFTP or CCM+TFTP, for configuration, and as \
              SAST, for lists. Where the second record is missing, the list was made by something else, or by a node in the midst of a change.",
    symptoms: "Phones with this list take configuration, but not a list that this certificate signs: after a reset of ITLRecovery they may be \
              locked out.",
    plan: None,
    remedy: "Restart TVS, then TFTP, on the node that wrote the list, and compare with \"show itl\". If the file does not come from CUCM, see \
              how it was made.",
    source: "Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for itl in itls(evaluation) {
        if expected::entries(evaluation, itl.input.id, CHECK.id, Standing::Missing).next().is_none() {
            continue;
        }
        let records = expected::records(evaluation, itl);
        let servers: Vec<_> = records.iter().filter(|listed| listed.serves() && listed.is_filled()).collect();
        let names: Vec<String> = servers.iter().map(|listed| format!("{} ({})", listed.host(), listed.role)).collect();
        let detail = format!("No SAST record has the certificate of {}.", listed_briefly(&names));
        let evidence = servers.iter().map(|listed| record(itl.input.id, listed.number)).collect();
        let title = format!("{}: the server's certificate is not among the signers", itl.input.short_name());
        observations.say(title, detail, evidence);
    }
}
