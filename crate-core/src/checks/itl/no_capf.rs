//! ITL-07

use super::super::{Check, Observations, record};
use super::{Several, any_itl, itls};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::checks::ctl::{any_lsc_in_use, ctls};
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::{Severity, Standing};

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-07",
    severity: Severity::Info,
    title: "The ITL holds CAPF, or phones ask TVS about it",
    meaning: "An ITL holds CAPF when the CAPF service is active on the publisher. Without it phones ask TVS whether they may believe CAPF, so \
              by itself the hole is tolerated. It deserves a look where phones have LSCs or encrypted configuration, and where the CTL holds \
              CAPF: then CAPF was activated after this ITL had been written, or is not active any more.",
    symptoms: "Nobody feels it while TVS answers; phones that cannot reach TVS cannot get or renew an LSC.",
    plan: None,
    remedy: "If CAPF is in use, see that the service Cisco Certificate Authority Proxy Function is activated on the publisher, then restart \
              TVS and TFTP on the nodes that wrote these ITLs. Otherwise nothing has to be done.",
    source: "Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut reasons: Vec<String> = any_lsc_in_use(evaluation).into_iter().map(str::to_owned).collect();
    let of_ctl = ctls(evaluation).find_map(|ctl| {
        let (number, _) = ctl.contents.list.with_role(Role::CAPF).find(|(_, capf)| capf.has_certificate())?;
        reasons.push(format!("{} holds a CAPF", ctl.input.short_name()));
        Some(record(ctl.input.id, number))
    });
    let is_without = |itl: &&JudgedList<'_>| {
        expected::entries(evaluation, itl.input.id, CHECK.id, Standing::Tolerated).next().is_some()
    };
    let Some(named) = Several::of(itls(evaluation).filter(is_without)) else { return };
    let title = format!("{} no CAPF, which phones tolerate", named.and("has", "have"));
    let mut detail = "Phones that want an LSC ask TVS about CAPF, which makes up for the missing record.".to_owned();
    let severity = if reasons.is_empty() { Severity::Info } else { Severity::Warning };
    if !reasons.is_empty() {
        let so = "So the list is older than CAPF's activation, or CAPF is not active now.";
        detail.push_str(&[" But CAPF is in use here: ", &reasons.join(", and "), ". ", so].concat());
    }
    observations.say_as(severity, title, detail, named.inputs.into_iter().chain(of_ctl).collect());
}
