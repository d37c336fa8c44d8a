//! ITL-02

use super::super::{Check, Fact, Observations};
use super::{Several, any_itl, itls};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::expected;
use crate::report::{Severity, Standing};

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-02",
    severity: Severity::Warning,
    title: "From 10.0 an ITL holds ITLRecovery",
    meaning: "From 10.0 every ITL holds the ITLRecovery certificate as a second signer. It outlives the renewal of all other certificates: \
              \"utils itl reset\" signs with it, and from 12.0 it signs the lists. A phone that holds an ITL without it can be brought back \
              only through the signers that it does know.",
    symptoms: "Nobody feels it, until every signer that phones know has been renewed: then \"utils itl reset\" does not help these phones, and \
              their ITL has to be deleted by hand.",
    plan: None,
    remedy: "See with \"show itl\" whether the server's present ITL has a record ITLRECOVERY_…. If it has not, restart TVS, then TFTP, on \
              this node; if it still has not, see in certificate management that ITLRecovery is there. Until then do not renew CallManager and \
              TVS together.",
    source: "Cisco doc 214231, Regenerate Certificates in UCM; Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[Fact::Release],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let is_without = |itl: &&JudgedList<'_>| {
        expected::entries(evaluation, itl.input.id, CHECK.id, Standing::Missing).next().is_some()
    };
    let Some(named) = Several::of(itls(evaluation).filter(is_without)) else { return };
    let detail = format!(
        "No signer is called ITLRECOVERY_…, which release {} writes into every ITL. The list may have been written before an upgrade.",
        evaluation.releases
    );
    observations.say(format!("{} no ITLRecovery", named.and("has", "have")), detail, named.inputs);
}
