//! CRT-16

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, holder, is_servers};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::crypto::{Curve, HashAlgorithm, PublicKey};
use crate::report::Severity;
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-16",
    severity: Severity::Info,
    title: "An EC key is on a curve that CUCM knows, with a hash that is as strong",
    meaning: "CUCM knows P-256, P-384 and P-521. With a key of 384 bits it asks for SHA-384 or SHA-512, with one of 256 bits for SHA-256 or more.",
    symptoms: "",
    plan: None,
    remedy: "Make the request anew with a curve and a hash that belong together.",
    source: "Cisco Security Guide 14, Certificates",
    since: "0.1",
    needs: "a certificate with an EC key",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut said = Vec::new();
    let mut wrong: Vec<&JudgedCertificate<'_>> = Vec::new();
    for judged in evaluation.certificates.iter().filter(|judged| is_servers(judged.identity)) {
        if let Some(why) = why(judged) {
            said.push(format!("{} ({why})", holder(judged)));
            wrong.push(judged);
        }
    }
    if !wrong.is_empty() {
        let title =
            format!("{}: curve or hash is unusual", wrong.first().map(|first| holder(first)).unwrap_or_default());
        observations.say(title, format!("CUCM would not make it so: {}.", listed_briefly(&said)), all_evidence(&wrong));
    }
}

fn why(judged: &JudgedCertificate<'_>) -> Option<String> {
    let PublicKey::Ec { curve, .. } = judged.entry.certificate.public_key() else { return None };
    let hash = judged.entry.certificate.signature_algorithm().hash();
    let strong = match curve {
        Curve::P256 => !matches!(hash, Some(HashAlgorithm::Md5 | HashAlgorithm::Sha1)),
        Curve::P384 | Curve::P521 => matches!(hash, None | Some(HashAlgorithm::Sha384 | HashAlgorithm::Sha512)),
        Curve::Other(_) => return Some(format!("the curve {} is not supported", curve.name())),
    };
    let hash = hash.map(HashAlgorithm::name).unwrap_or_default();
    (!strong).then(|| format!("{} with {hash}", curve.name()))
}
