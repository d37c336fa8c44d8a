//! XF-10

use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::holdings::Holding;
use crate::checks::certificate::public_issuer;
use crate::checks::{Check, Observations};
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Identity, Severity};
use crate::text::listed_briefly;
use std::collections::HashSet;

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-10",
    severity: Severity::Warning,
    title: "Tomcat's certificate is not CallManager's too, or whoever renews it knows",
    meaning: "From release 14 on \"Reuse certificate\" makes Tomcat's certificate that of CallManager. Then it stands in the trust lists, and renewing the web \
              certificate renews what phones trust: ITL and CTL have to be written anew, and phones reset. Public certificates live 200 days since March 2026, 100 \
              days from March 2027 and 47 from March 2029, so that this comes several times a year.",
    symptoms: "Nobody before the next renewal of the web certificate. If the CTL is not updated then, secure phones do not register; phones that miss one of the \
               renewals while switched off refuse the next list.",
    plan: None,
    remedy: "After every renewal of Tomcat go on as after one of CallManager: in mixed mode \"utils ctl update CTLFile\", then restart CallManager, TVS and TFTP and \
             reset the phones. Where the certificate is public, let CallManager have one of its own, self-signed or from a private authority with a longer life.",
    source: "Cisco doc 221070, Reuse Tomcat certificate for CallManager; CA/Browser Forum ballot SC-081v3; Cisco field notice FN74345",
    since: "0.1",
    needs: "a Tomcat certificate, and the CallManager certificate or a trust list",
    wants: &[],
    applies: |evaluation| evaluation.holdings.iter().any(is_tomcat),
    run,
};

fn is_tomcat(holding: &Holding<'_>) -> bool {
    let is_unit = |unit| matches!(unit, Identity::Tomcat | Identity::TomcatEcdsa);
    holding.is_own && holding.store.is_none() && holding.unit.is_some_and(is_unit)
}

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let is_call_manager = |unit| matches!(unit, Identity::Callmanager | Identity::CallmanagerEcdsa);
    let call_managers: HashSet<&str> = evaluation
        .holdings
        .iter()
        .filter(|holding| holding.store.is_none() && holding.unit.is_some_and(is_call_manager))
        .map(|holding| holding.entry.sha256.as_str())
        .collect();
    let is_listed = |holding: &Holding<'_>| {
        let serves = [Role::TFTP, Role::CCM, Role::CCM_TFTP];
        holding.entry.roles.iter().any(|role| serves.contains(role))
    };
    let mut seen = HashSet::new();
    let reused: Vec<(&Holding<'_>, &JudgedCertificate<'_>)> = evaluation
        .holdings
        .iter()
        .filter(|holding| is_tomcat(holding))
        .filter(|holding| call_managers.contains(holding.entry.sha256.as_str()) || is_listed(holding))
        .filter(|holding| seen.insert(holding.entry.sha256.as_str()))
        .filter_map(|holding| Some((holding, evaluation.certificate(&holding.entry.sha256)?)))
        .collect();
    if reused.is_empty() {
        return;
    }
    let public = reused.iter().find_map(|(_, judged)| Some((judged, public_issuer(judged)?)));
    let is_mixed = evaluation.context.mode == ClusterMode::Mixed;
    let mut names: Vec<String> =
        reused.iter().map(|(holding, _)| holding.entry.certificate.subject().common_name()).collect();
    names.dedup();
    let mut detail = "The same certificate is Tomcat's and CallManager's (\"Reuse certificate\"), so renewing the web certificate changes the ITL".to_owned();
    detail.push_str(match evaluation.context.mode {
        ClusterMode::Mixed => {
            " and the CTL: every renewal needs \"utils ctl update CTLFile\" and a reset of the phones."
        }
        ClusterMode::NonSecure => {
            ": phones ask TVS about the new one, which works as long as TVS is not renewed with it."
        }
        ClusterMode::Unknown => ", and in mixed mode the CTL, which has to be updated by hand each time.",
    });
    if let Some((judged, why)) = &public {
        let x509 = &judged.entry.certificate;
        let days = x509.not_before().days_until(x509.not_after());
        let sentence = format!(
            " It is a public certificate ({why}) that lives {days} days: that comes at least every {days} days."
        );
        detail.push_str(&sentence);
    }
    let severity = if is_mixed || public.is_some() { CHECK.severity } else { Severity::Info };
    let title = format!("CallManager uses Tomcat's certificate: {}", listed_briefly(&names));
    let evidence = reused.iter().take(8).map(|(holding, _)| holding.evidence()).collect();
    observations.say_as(severity, title, detail, evidence);
}
