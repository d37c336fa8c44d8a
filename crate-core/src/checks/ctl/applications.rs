//! CTL-12

use super::super::{Check, Observations, record};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::report::Severity;
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-12",
    severity: Severity::Info,
    title: "Firewalls and application servers stand in the CTL",
    meaning: "A CTL may hold servers that are none of CUCM: an ASA that proxies the phones' TLS, or an application server. The CTL client \
              writes them. Phones believe them like servers of the cluster.",
    symptoms: "",
    plan: None,
    remedy: "See that each is still in use. An ASA that is gone should not stay in the list; one that got another certificate needs a new \
              CTL.",
    source: "Cisco Security Guide, Cisco CTL Client; Cisco ASA configuration guide, TLS proxy",
    since: "0.1",
    needs: "a CTL",
    wants: &[],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation) {
        let records = expected::records(evaluation, ctl);
        let others: Vec<_> = records.iter().filter(|listed| expected::APPLICATIONS.contains(&listed.role)).collect();
        if others.is_empty() {
            continue;
        }
        let names: Vec<String> =
            others.iter().map(|listed| format!("{} ({})", listed.names.shown(), listed.role)).collect();
        let title = format!("{} holds servers that are none of CUCM", ctl.input.short_name());
        let detail = format!("Phones believe {} too.", listed_briefly(&names));
        let evidence = others.iter().map(|listed| record(ctl.input.id, listed.number)).collect();
        observations.say(title, detail, evidence);
    }
}
