//! CSR-04

use super::super::usage::needs::{Needs, needs, role};
use super::super::{Check, Observations, input};
use super::{any_request, called, listed};
use crate::case::evaluation::{Evaluation, JudgedRequest};
use crate::crypto::{Curve, HashAlgorithm, PublicKey, VerifyError};
use crate::formats::certificate::{KeyPurpose, KeyUsageFlag};
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CSR-04",
    severity: Severity::Info,
    title: "A request is signed with its own key and asks for what its role needs",
    meaning: "A request is signed with the key that it is about; one that is not was damaged, and no authority answers it. CUCM asks for the key usages \
              that a role needs, and releases differ: from 14SU2 CallManager and tomcat ask for no keyEncipherment, and CAPF asks for clientAuth \
              too. Key and hash have to fit each other: at most RSA 4096; P-384 goes with SHA-384 or SHA-512.",
    symptoms: "The authority issues what was asked for, and TLS fails later with one kind of peer.",
    plan: None,
    remedy: "Make a new request on the server when its signature does not hold. Otherwise see that the template of the authority grants what the role \
             needs; it must not take dataEncipherment away.",
    source: "Cisco Security Guide 14SU2 and 12.5(1)SU3, Certificates, tables of key usage; RFC 2986 section 3",
    since: "0.1",
    needs: "a certificate signing request",
    wants: &[],
    applies: any_request,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.requests {
        if let Err(error) = judged.request.verify()
            && !matches!(error, VerifyError::Unsupported(_))
        {
            let title = format!("The request for {} is not signed with its own key", called(judged));
            let detail = format!("As the signature shows: {error}. The request was damaged, or put together by hand.");
            observations.say_as(Severity::Error, title, detail, vec![input(judged.input.id)]);
        }
        let mut points = about_usage(judged, evaluation.context.release.as_deref());
        points.extend(about_key(judged));
        if !points.is_empty() {
            let title = format!("The request for {} asks for something unusual", called(judged));
            observations.say(title, points.join(" "), vec![input(judged.input.id)]);
        }
    }
}

/// The number before the first point or letter of a release: 14 of `14SU2`.
fn major(release: &str) -> Option<u32> {
    let digits: String = release.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn about_usage(judged: &JudgedRequest<'_>, release: Option<&str>) -> Vec<String> {
    let Some((newer, older)) = needs(judged.identity) else { return Vec::new() };
    let major = release.and_then(major);
    let differences = match major {
        Some(14..) => differences(judged, &newer),
        Some(_) => differences(judged, &older),
        // Of an unknown release it may be either: the closer one counts.
        None => {
            [&newer, &older].into_iter().filter_map(|needs| differences(judged, needs)).min_by_key(Differences::number)
        }
    };
    let Some(Differences { missing, more }) = differences else {
        return vec![
            "It asks for no key usage at all, so that the template of the authority decides alone.".to_owned(),
        ];
    };
    let role = role(judged.identity);
    let mut points = Vec::new();
    if !missing.is_empty() {
        points.push(format!("It does not ask for {}, which {role} needs.", listed(&missing)));
    }
    // Before 12.5, CUCM asked for everything everywhere.
    if !more.is_empty() && major.is_none_or(|major| major >= 12) {
        points.push(format!("It asks for {}, which {role} does not need.", listed(&more)));
    }
    points
}

struct Differences {
    missing: Vec<String>,
    more: Vec<String>,
}

impl Differences {
    fn number(&self) -> usize {
        self.missing.len() + self.more.len()
    }
}

/// How a request differs from what is needed; none when it asks for no usage at all.
fn differences(judged: &JudgedRequest<'_>, needs: &Needs) -> Option<Differences> {
    let usage = judged.request.key_usage();
    let purposes = judged.request.extended_key_usage();
    if usage.is_none() && purposes.is_none() {
        return None;
    }
    let asked: Vec<&str> = usage
        .into_iter()
        .flat_map(|usage| usage.flags().map(KeyUsageFlag::name).collect::<Vec<_>>())
        .chain(purposes.unwrap_or_default().iter().map(KeyPurpose::name))
        .collect();
    let needed: Vec<&str> = needs.usage.iter().map(|flag| flag.name()).chain(needs.purposes.iter().copied()).collect();
    let without = |list: &[&str], other: &[&str]| -> Vec<String> {
        list.iter().filter(|item| !other.contains(item)).map(|item| (*item).to_owned()).collect()
    };
    Some(Differences { missing: without(&needed, &asked), more: without(&asked, &needed) })
}

fn about_key(judged: &JudgedRequest<'_>) -> Vec<String> {
    let mut points = Vec::new();
    let hash = judged.request.signature_algorithm().hash();
    match judged.request.public_key() {
        PublicKey::Rsa(key) if key.bits() > 4096 => {
            points.push(format!("Its RSA key has {} bits; CUCM takes at most 4096.", key.bits()));
        }
        PublicKey::Rsa(key) if key.bits() < 2048 => {
            points.push(format!("Its RSA key has {} bits; authorities ask for at least 2048.", key.bits()));
        }
        PublicKey::Rsa(_) => {}
        PublicKey::Ec { curve, .. } => match (curve, hash) {
            (Curve::Other(_), _) => {
                points.push("Its curve is not one of P-256, P-384 and P-521, which CUCM knows.".to_owned());
            }
            (Curve::P384 | Curve::P521, Some(hash)) if hash < HashAlgorithm::Sha384 => {
                points.push(format!(
                    "Its key is on {}, which goes with SHA-384 or SHA-512, not with {hash}.",
                    curve.name()
                ));
            }
            _ => {}
        },
        other => points.push(format!("Its key ({other}) is neither RSA nor on an elliptic curve that CUCM knows.")),
    }
    if let Some(hash @ (HashAlgorithm::Md5 | HashAlgorithm::Sha1)) = hash {
        points.push(format!("It is signed with {hash}, which many authorities no longer take."));
    }
    points
}
