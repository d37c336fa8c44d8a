//! CRT-04

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, holder};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::{Identity, Severity};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-04",
    severity: Severity::Info,
    title: "A self-signed certificate is as long valid as CUCM makes it",
    meaning: "CUCM makes self-signed certificates for five years; ITLRecovery for 5, 10, 15 or 20 years by release and choice; CAPF issues LSCs for at most five years, and Cisco MICs for ten. Another lifetime tells that it was made elsewhere, or with a setting that one should know.",
    symptoms: "",
    plan: None,
    remedy: "Nothing has to be done; know where it came from.",
    source: "Cisco Security Guide 14, Certificates; Cisco Preferred Architecture 12.x, Security",
    since: "0.1",
    needs: "a self-signed certificate of CUCM, an LSC or a MIC",
    wants: &[],
    applies: any_certificate,
    run,
};

/// Days by which leap years and the hour of making may move a lifetime of whole years.
const SLACK: i64 = 6;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let unusual: Vec<&JudgedCertificate<'_>> =
        evaluation.certificates.iter().filter(|judged| is_unusual(judged)).collect();
    if unusual.is_empty() {
        return;
    }
    let said: Vec<String> = unusual
        .iter()
        .map(|judged| {
            let x509 = &judged.entry.certificate;
            let days = x509.not_before().days_until(x509.not_after());
            format!("{} ({days} days, until {})", holder(judged), x509.not_after().date())
        })
        .collect();
    let title = match unusual.as_slice() {
        [only] => format!("{} has an unusual lifetime", holder(only)),
        several => format!("{} certificates have unusual lifetimes", several.len()),
    };
    let detail = format!("Not as long valid as CUCM and CAPF make them: {}.", listed_briefly(&said));
    observations.say(title, detail, all_evidence(&unusual));
}

fn is_unusual(judged: &JudgedCertificate<'_>) -> bool {
    let x509 = &judged.entry.certificate;
    let days = x509.not_before().days_until(x509.not_after());
    let is_years = |years: i64| (days - years * 365 - years / 4).abs() <= SLACK;
    match judged.identity {
        Identity::Itlrecovery => ![5, 10, 15, 20].into_iter().any(is_years),
        Identity::Lsc => days > 5 * 366,
        Identity::Mic => days < 9 * 365,
        Identity::Callmanager
        | Identity::CallmanagerEcdsa
        | Identity::Capf
        | Identity::Tvs
        | Identity::Tomcat
        | Identity::TomcatEcdsa
        | Identity::Ipsec => judged.verdict.self_signed && !is_years(5),
        Identity::CiscoCa | Identity::Etoken | Identity::Other => false,
    }
}
