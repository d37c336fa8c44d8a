//! SIG-06

use super::super::{Check, Observations, any_list};
use super::{signer, signer_evidence};
use crate::case::evaluation::Evaluation;
use crate::crypto::PublicKey;
use crate::plan::Key;
use crate::report::{Identity, Severity};

/// Bits of an RSA key below which it is called weak (NIST SP 800-131A).
const STRONG: usize = 2048;

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIG-06",
    severity: Severity::Warning,
    title: "The signer's key is strong enough",
    meaning: "Whoever can compute the signer's private key can make phones trust anything. RSA keys below 2048 bits are within reach of strong \
              attackers; clusters installed long ago still carry 1024 bits, often in ITLRecovery alone.",
    symptoms: "Recovery with \"utils itl reset\" may fail; auditors and FIPS mode object.",
    plan: None,
    remedy: "Renew the signer with 2048 bits by itself, and let all phones take the new list before anything else changes.",
    source: "NIST SP 800-131A; Cisco doc 214231",
    since: "0.1",
    needs: "a trust list",
    wants: &[],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in evaluation.distinct_lists() {
        let Some((number, certificate)) = signer(evaluation, list) else { continue };
        let PublicKey::Rsa(key) = certificate.entry.certificate.public_key() else { continue };
        // Tokens come with such keys; CRT-07 says so of all that Cisco's factory made.
        if key.bits() >= STRONG || certificate.identity == Identity::Etoken {
            continue;
        }
        let name = certificate.entry.certificate.subject().common_name();
        let detail = format!(
            "{name} signs with an RSA key of {} bits; {STRONG} is the least that is called strong.",
            key.bits()
        );
        let title = format!("{}: the signer's key is weak", list.input.short_name());
        observations
            .say(title, detail, vec![signer_evidence(list, number, certificate)])
            .by_plan(Key::renewing(certificate.identity));
    }
}
