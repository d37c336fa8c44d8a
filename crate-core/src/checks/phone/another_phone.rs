//! PHN-05

use super::super::certificate::{all_evidence, evidence};
use super::super::stores::input_of;
use super::super::{Check, Observations, input};
use super::{MOST_NAMED, device, devices, lscs, organisation, organisation_text, subject};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::identity::{is_capf, is_phone};
use crate::report::{CertificateSignatureStatus as Status, Identity, Severity};
use std::collections::{HashMap, HashSet};

pub(in crate::checks) static CHECK: Check = Check {
    id: "PHN-05",
    severity: Severity::Warning,
    title: "The certificate of a phone is of this phone and of this cluster",
    meaning: "CAPF gives an LSC the country, the organisation and the unit of its own certificate, and the name of the phone with its MAC address. Another \
              organisation tells of another cluster; another MAC address than that of the phone, or of the file that it came in, of a mix-up.",
    symptoms: "An LSC of another cluster is refused here. One of another phone is refused when its name is compared with that of the device.",
    plan: None,
    remedy: "See which phone the certificate was taken from. Where a phone was moved from another cluster, install a new LSC from the CAPF of this one.",
    source: "Cisco docs 200860 and 213407",
    since: "0.1",
    needs: "an LSC or a MIC, and a CAPF certificate, the phone's configuration, or a file that is called after a phone",
    wants: &[],
    applies: |evaluation| evaluation.certificates.iter().any(is_of_phone),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    another_cluster(evaluation, observations);
    another_device(evaluation, observations);
}

fn is_of_phone(judged: &JudgedCertificate<'_>) -> bool {
    matches!(judged.identity, Identity::Lsc | Identity::Mic)
}

/// LSCs that name another organisation than their CAPF, or than every CAPF of the case.
fn another_cluster(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let capfs: Vec<&JudgedCertificate<'_>> =
        evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Capf).collect();
    let Some(example) = capfs.first() else { return };
    let known: HashSet<String> = capfs.iter().map(|judged| organisation(&judged.entry.certificate)).collect();
    // By the organisation that they name, and by whether a CAPF of the case issued them.
    let mut groups: HashMap<(String, bool), Vec<&JudgedCertificate<'_>>> = HashMap::new();
    for judged in lscs(evaluation) {
        let own = organisation(&judged.entry.certificate);
        let issuer = judged.verdict.issuer.and_then(|place| evaluation.certificates.get(place));
        let by_capf =
            judged.verdict.status == Status::Valid && issuer.is_some_and(|issuer| issuer.identity == Identity::Capf);
        let differs = if by_capf {
            issuer.is_some_and(|issuer| organisation(&issuer.entry.certificate) != own)
        } else {
            // Under an authority outside the cluster nothing is known of the names.
            is_capf(judged.entry.certificate.issuer().get("CN").unwrap_or_default().trim()) && !known.contains(&own)
        };
        if differs {
            groups.entry((own, by_capf)).or_default().push(judged);
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by(|one, other| one.0.cmp(&other.0));
    for ((_, by_capf), group) in groups {
        let Some(first) = group.first() else { continue };
        let issuer = first.verdict.issuer.and_then(|place| evaluation.certificates.get(place)).filter(|_| by_capf);
        let capf = issuer.unwrap_or(example);
        let (who, is_one) = subject("LSC", &group);
        let title = format!("{who} {} another organisation than CAPF", if is_one { "names" } else { "name" });
        let (severity, so) = if by_capf {
            (
                Severity::Info,
                "Its CAPF is in the case and issued it all the same: the names were changed after CAPF's certificate was made.",
            )
        } else {
            (Severity::Warning, "No CAPF of the case names it: the LSC comes from another cluster.")
        };
        let detail = format!("{so} Phones: {}.", devices(&group));
        let sides = [
            (device(first), organisation_text(&first.entry.certificate)),
            (capf.entry.certificate.subject().common_name(), organisation_text(&capf.entry.certificate)),
        ];
        let shown = all_evidence(group.get(..MOST_NAMED).unwrap_or(&group));
        observations.say_as(severity, title, detail, shown).compare("C, O and OU", sides);
    }
}

/// Certificates that name another phone than the configuration or the file that they came with.
fn another_device(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for configuration in &evaluation.configurations {
        let (Some(name), Some(sha256)) = (&configuration.device_name, &configuration.certificate) else { continue };
        let Some(judged) = evaluation.certificate(sha256).filter(|judged| is_of_phone(judged)) else { continue };
        if is_phone(name) && !name.eq_ignore_ascii_case(&device(judged)) {
            let place = format!("the configuration of {name}");
            let evidence = [input(configuration.input)].into_iter().chain(evidence(judged)).collect();
            say(judged, &place, name, evidence, observations);
        }
    }
    for judged in evaluation.certificates.iter().filter(|judged| is_of_phone(judged)) {
        for place in judged.entry.places.iter().filter(|place| place.record.is_none()) {
            let Some(found) = input_of(evaluation, place.input).filter(|input| input.certificates.len() == 1) else {
                continue;
            };
            let Some(named) = phone_in(found.short_name()) else { continue };
            if named != device(judged) {
                let evidence = evidence(judged)
                    .into_iter()
                    .map(|evidence| crate::report::Evidence { input: Some(found.id), ..evidence });
                say(judged, found.short_name(), &named, evidence.collect(), observations);
            }
        }
    }
}

fn say(
    judged: &JudgedCertificate<'_>,
    place: &str,
    named: &str,
    evidence: Vec<crate::report::Evidence>,
    observations: &mut Observations,
) {
    let own = device(judged);
    let title = format!("A certificate of {own} came with {place}");
    let detail = format!("The certificate names {own}; it came with {place}, which is of {named}.");
    observations.say(title, detail, evidence).compare("phone", [("the certificate", own.as_str()), (place, named)]);
}

/// The phone that a file is called after, in upper case.
fn phone_in(name: &str) -> Option<String> {
    let upper = name.to_ascii_uppercase();
    let (at, _) = upper.match_indices("SEP").find(|(at, _)| upper.get(*at..at + 15).is_some_and(is_phone))?;
    let ends = upper.get(at + 15..)?.chars().next().is_none_or(|next| !next.is_ascii_alphanumeric());
    upper.get(at..at + 15).filter(|_| ends).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::phone_in;

    #[test]
    fn files_are_called_after_phones() {
        assert_eq!(phone_in("SEP001122334455.pem").as_deref(), Some("SEP001122334455"));
        assert_eq!(phone_in("lsc-sep0011223344aa(1).der").as_deref(), Some("SEP0011223344AA"));
        assert_eq!(phone_in("SEP001122334455667.pem"), None);
        assert_eq!(phone_in("separate.pem"), None);
    }
}
