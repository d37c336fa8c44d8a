//! ITL-05

use super::super::{Check, Observations, record};
use super::{Several, any_itl, itls};
use crate::case::context::mode_of;
use crate::case::evaluation::Evaluation;
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-05",
    severity: Severity::Info,
    title: "The ITL tells the mode of the cluster",
    meaning: "In non-secure mode the certificate that signs configuration has the role TFTP, in mixed mode CCM+TFTP. So an ITL tells in which mode its \
              TFTP server last wrote it.",
    symptoms: "",
    plan: None,
    remedy: "Nothing, if that is the mode you expect. Otherwise restart TFTP after a change of mode, and compare with \"run sql select \
             paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'\".",
    source: "Cisco Preferred Architecture 12.x, Security; Cisco doc 214231",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (mode, name, role) in
        [(ClusterMode::Mixed, "mixed", Role::CCM_TFTP), (ClusterMode::NonSecure, "non-secure", Role::TFTP)]
    {
        let of_mode = || itls(evaluation).filter(|itl| mode_of(itl.contents) == mode);
        let Some(named) = Several::of(of_mode()) else { continue };
        let records =
            of_mode().flat_map(|itl| itl.contents.list.with_role(role).map(|(number, _)| record(itl.input.id, number)));
        let said = evaluation.context.mode;
        let is_given = !evaluation.context.inferred.iter().any(|field| field == "mode");
        let mut detail = format!("The certificate that signs configuration has the role {role}.");
        let mut severity = CHECK.severity;
        if is_given && said != ClusterMode::Unknown && said != mode {
            detail.push_str(" The cluster was said to be in the other mode: what says otherwise was written before the change, or the statement is wrong.");
            severity = Severity::Warning;
        }
        let title = format!("{} written in {name} mode", named.and("was", "were"));
        observations.say_as(severity, title, detail, records.collect());
    }
}
