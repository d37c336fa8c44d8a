//! CRT-06

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, evidence, from_the_factory, holder};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::crypto::HashAlgorithm;
use crate::plan::Key;
use crate::report::{Identity, Severity};
use crate::text::{count, listed_briefly};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-06",
    severity: Severity::Warning,
    title: "No certificate is signed with MD5 or SHA-1",
    meaning: "An issuer signs the hash of a certificate. For MD5, and with more effort for SHA-1, two certificates with one hash can be made, and then the \
              signature of the one is that of the other. That matters where an issuer is trusted and has signed for somebody else. Whoever trusts a \
              self-signed certificate trusts the certificate itself, whatever its hash; so those, which Communications Manager signed with SHA-1 for many \
              releases, do no harm, and neither do Cisco's own roots.",
    symptoms: "Browsers and servers that follow current rules refuse the connection.",
    plan: None,
    remedy: "Have the certificate issued anew by a CA that signs with SHA-256, and replace it. The CA chooses the hash, not the request.",
    source: "NIST SP 800-131A Rev. 2; RFC 6151; docs/domain.md, sections 1.3 and 5 (false-alarm guards)",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

/// Why a weak hash does no harm.
const HARMLESS: [&str; 3] = [
    "Self-signed, where the signature protects nothing",
    "Made in Cisco's factory, where nobody can renew them",
    "Held in trust stores alone, where the certificate itself is what is trusted",
];

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut harmless: [Vec<&JudgedCertificate<'_>>; 3] = Default::default();
    for certificate in evaluation.certificates.iter().filter(|certificate| certificate.known.is_none()) {
        let algorithm = certificate.entry.certificate.signature_algorithm();
        let Some(hash) = algorithm.hash().filter(|hash| matches!(hash, HashAlgorithm::Md5 | HashAlgorithm::Sha1))
        else {
            continue;
        };
        let [self_signed, factory, stored] = &mut harmless;
        if certificate.verdict.self_signed {
            self_signed.push(certificate);
        } else if from_the_factory(certificate.identity) {
            factory.push(certificate);
        } else if evaluation.holdings.is_only_stored(&certificate.entry.sha256) {
            stored.push(certificate);
        } else {
            say(certificate, hash, observations);
        }
    }
    let groups = HARMLESS.iter().zip(&harmless).filter(|(_, certificates)| !certificates.is_empty());
    let sentences: Vec<String> = groups.map(|(why, certificates)| format!("{why}: {}.", names(certificates))).collect();
    if sentences.is_empty() {
        return;
    }
    let all: Vec<&JudgedCertificate<'_>> = harmless.into_iter().flatten().collect();
    let title = format!("{}: signed with MD5 or SHA-1, which does no harm there", count(all.len(), "certificate"));
    observations
        .say_as(Severity::Info, title, sentences.join(" "), all_evidence(&all))
        .felt_by("Nobody feels it.")
        .advise("Nothing needs to be done. The next renewal on a current release brings SHA-256.");
}

/// A certificate that somebody was asked to trust because of a weak hash. The age of LSCs is told by a check of its own.
fn say(certificate: &JudgedCertificate<'_>, hash: HashAlgorithm, observations: &mut Observations) {
    let (severity, effort) = match hash {
        HashAlgorithm::Md5 => {
            (Severity::Error, "any computer can make another certificate that the signature fits as well")
        }
        _ if certificate.identity == Identity::Lsc => return,
        _ => (Severity::Warning, "with effort, another certificate can be made that the signature fits as well"),
    };
    let x509 = &certificate.entry.certificate;
    let name = holder(certificate);
    let detail =
        format!("{} signed it with {}: {effort}.", x509.issuer().common_name(), x509.signature_algorithm().name());
    observations
        .say_as(severity, format!("{name} is signed with {}", hash.name()), detail, evidence(certificate))
        .by_plan(Key::renewing(certificate.identity));
}

fn names(certificates: &[&JudgedCertificate<'_>]) -> String {
    let mut names: Vec<String> =
        certificates.iter().map(|certificate| certificate.entry.certificate.subject().common_name()).collect();
    names.dedup();
    listed_briefly(&names)
}
