//! CRT-07

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, evidence, from_the_factory, holder};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::crypto::PublicKey;
use crate::plan::Key;
use crate::report::{Evidence, Identity, Severity};
use crate::text::{count, listed_briefly};

/// Bits of an RSA key below which it is called weak (NIST SP 800-131A).
const STRONG: usize = 2048;

/// Bits below which it is an error: keys of up to 829 bits have been computed in public (RSA-250, 2020).
const BREAKABLE: usize = 1024;

/// The exponent that everybody uses.
const USUAL: u64 = 65537;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-07",
    severity: Severity::Warning,
    title: "Every RSA key is strong enough",
    meaning: "Whoever can compute a private key is its holder: a server, a phone, or a CA. RSA keys of up to 829 bits have been computed in public; those below \
              2048 bits are within reach of strong attackers and no longer allowed by current rules. Clusters that were installed long ago still carry keys \
              of 1024 bits. A public exponent other than 65537 is unusual, and no weakness by itself.",
    symptoms: "Browsers and servers that follow current rules refuse the connection.",
    plan: None,
    remedy: "Regenerate the certificate with a key of 2048 bits, one kind of certificate at a time. Larger keys than that keep some phone models from \
             registering.",
    source: "NIST SP 800-131A Rev. 2; Cisco Security Guide 14, Certificates (key sizes)",
    since: "0.1",
    needs: "a certificate with an RSA key",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut factory = Vec::new();
    let mut unusual = Vec::new();
    for certificate in evaluation.certificates.iter().filter(|certificate| certificate.known.is_none()) {
        let PublicKey::Rsa(key) = certificate.entry.certificate.public_key() else { continue };
        let name = holder(certificate);
        let plan = Key::renewing(certificate.identity);
        let bits = key.bits();
        // A modulus whose first bit is not set is one of the length that was asked for.
        let length = bits.next_multiple_of(8);
        if length < BREAKABLE {
            let detail = format!("Its RSA key has {bits} bits; keys of up to 829 bits have been computed in public.");
            let title = format!("{name} has an RSA key of {bits} bits, which is far too short");
            observations.say_as(Severity::Error, title, detail, evidence(certificate)).by_plan(plan);
        } else if length < STRONG && from_the_factory(certificate.identity) {
            factory.push((certificate, format!("{name} ({bits} bits)")));
        // The age of LSCs is told by a check of its own.
        } else if length < STRONG && certificate.identity != Identity::Lsc {
            let detail = format!("Its RSA key has {bits} bits; {STRONG} is the least that is called strong.");
            let title = format!("{name} has a weak RSA key of {bits} bits");
            let observation = observations.say(title, detail, evidence(certificate));
            if evaluation.holdings.is_only_stored(&certificate.entry.sha256) {
                observation.advise("Delete it from the trust store once nothing under it is in use.");
            } else {
                observation.by_plan(plan);
            }
        }
        match key.exponent() {
            Some(USUAL) | None => {}
            Some(exponent) if exponent < 3 || exponent.is_multiple_of(2) => {
                let detail =
                    format!("Its RSA key has the public exponent {exponent}, with which signatures protect nothing.");
                let title = format!("{name} has an RSA key that is none");
                observations.say_as(Severity::Error, title, detail, evidence(certificate)).by_plan(plan);
            }
            Some(exponent) => unusual.push((certificate, format!("{name} ({exponent})"))),
        }
    }
    if !factory.is_empty() {
        let title =
            format!("{} from Cisco's factory: an RSA key below {STRONG} bits", count(factory.len(), "certificate"));
        let (names, evidence) = together(factory);
        let detail = format!("{names}. Phones and security tokens come with such keys; nobody can renew them.");
        observations
            .say_as(Severity::Info, title, detail, evidence)
            .felt_by("Nobody feels it while Communications Manager takes the certificate.")
            .advise(
                "Where it is to be stronger: an LSC replaces the certificate of a phone, a tokenless CTL the tokens.",
            );
    }
    if !unusual.is_empty() {
        let title = format!("{}: a public exponent other than {USUAL}", count(unusual.len(), "certificate"));
        let (names, evidence) = together(unusual);
        let detail = format!("{names}. Old programs chose small exponents; that is no weakness by itself.");
        observations
            .say_as(Severity::Info, title, detail, evidence)
            .felt_by("Nobody feels it.")
            .advise("Nothing needs to be done.");
    }
}

fn together(certificates: Vec<(&JudgedCertificate<'_>, String)>) -> (String, Vec<Evidence>) {
    let (certificates, names): (Vec<_>, Vec<_>) = certificates.into_iter().unzip();
    (listed_briefly(&names), all_evidence(&certificates))
}
