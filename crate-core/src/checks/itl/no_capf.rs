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
              by itself the hole is tolerated. It is none where the ITL names no TVS either, and phones have LSCs or the CTL holds CAPF: then \
              nothing vouches for CAPF.",
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
    let names_tvs = |itl: &JudgedList<'_>| itl.contents.list.with_role(Role::TVS).next().is_some();
    let is_without = |itl: &&JudgedList<'_>| {
        expected::entries(evaluation, itl.input.id, CHECK.id, Standing::Tolerated).next().is_some()
    };
    let all_ask = itls(evaluation).filter(is_without).all(names_tvs);
    let Some(named) = Several::of(itls(evaluation).filter(is_without)) else { return };
    let tolerated = all_ask || reasons.is_empty();
    let title =
        format!("{} no CAPF{}", named.and("has", "have"), if tolerated { ", which phones tolerate" } else { "" });
    let mut detail = if all_ask {
        "Phones that want an LSC ask TVS about CAPF, which makes up for the missing record.".to_owned()
    } else {
        "Nor does every one of them name a TVS that phones could ask about CAPF.".to_owned()
    };
    let severity = if tolerated { Severity::Info } else { Severity::Warning };
    if !reasons.is_empty() {
        let so = "So the list is older than CAPF's activation, or CAPF is not active now.";
        detail.push_str(&[" CAPF is in use here: ", &reasons.join(", and "), ". ", so].concat());
    }
    observations.say_as(severity, title, detail, named.inputs.into_iter().chain(of_ctl).collect());
}
