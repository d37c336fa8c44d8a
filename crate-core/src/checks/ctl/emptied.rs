//! CTL-06

use super::super::{Check, Observations, record};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::report::{ClusterMode, Severity};
use crate::text::count;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-06",
    severity: Severity::Warning,
    title: "The servers in a CTL have certificates",
    meaning: "When a cluster is set from mixed to non-secure mode and keeps its CTL, CUCM writes the CCM+TFTP records without certificates. \
              Phones that hold this list register without encryption, which is right for a non-secure cluster, and an outage of encryption for \
              one in mixed mode.",
    symptoms: "Phones register without encryption, whatever their security profile says.",
    plan: None,
    remedy: "In non-secure mode nothing has to be done; delete the CTL from phones and servers only with care, because phones believe the \
              next list by what they hold. To return to mixed mode run \"utils ctl set-cluster mixed-mode\"; if the cluster is in mixed mode, \
              run \"utils ctl update CTLFile\". Then restart CallManager and TFTP, and reset the phones.",
    source: "Cisco TAC, CUCM Cluster Changed from Mixed Mode to Non-Secure Mode (118892)",
    since: "0.1",
    needs: "a CTL",
    wants: &[],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation) {
        let records = expected::records(evaluation, ctl);
        let empty: Vec<_> =
            records.iter().filter(|listed| listed.serves() && !listed.is_filled() && !listed.record.is_cut()).collect();
        if empty.is_empty() {
            continue;
        }
        let (severity, meaning) = match expected::given_mode(evaluation) {
            Some(ClusterMode::Mixed) => (
                Severity::Critical,
                "But the cluster is said to be in mixed mode: its phones cannot register encrypted. Run \"utils ctl update CTLFile\" on the publisher.",
            ),
            Some(ClusterMode::NonSecure) => (Severity::Info, "That is right for a cluster in non-secure mode."),
            _ => (
                Severity::Warning,
                "So the cluster was set to non-secure mode and kept this list, and phones register without encryption.",
            ),
        };
        let title = format!("{}: the servers have no certificates", ctl.input.short_name());
        let detail = format!("It has {} without certificate. {meaning}", count(empty.len(), "CCM+TFTP record"));
        let evidence = empty.iter().map(|listed| record(ctl.input.id, listed.number)).collect();
        observations.say_as(severity, title, detail, evidence);
    }
}
