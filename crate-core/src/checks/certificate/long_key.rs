//! CRT-08

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder};
use crate::case::evaluation::Evaluation;
use crate::crypto::PublicKey;
use crate::plan::Key;
use crate::report::{ClusterMode, Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-08",
    severity: Severity::Warning,
    title: "The RSA key of CallManager is not longer than all phones can read",
    meaning: "Older phones read RSA keys of at most 2048 bits. A CallManager certificate with a longer key stands in every trust list: such phones cannot verify what it signed, and do not register over TLS.",
    symptoms: "Some older phone models do not register after the change; others work.",
    plan: Some(Key::Callmanager),
    remedy: "Look at the report \"Certificate Signature and Key Size\" of the phone models in Cisco Unified Reporting before you use more than 2048 bits; with old models in use, go back to 2048 bits.",
    source: "Cisco Security Guide 14, Certificates (key sizes of phones)",
    since: "0.1",
    needs: "the certificate of CallManager",
    wants: &[],
    applies: any_certificate,
    run,
};

/// Bits that every phone with a trust list reads.
const ALL_READ: usize = 2048;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Callmanager) {
        let PublicKey::Rsa(key) = judged.entry.certificate.public_key() else { continue };
        if key.bits() <= ALL_READ {
            continue;
        }
        let mut detail = format!("It is {} bits long; {ALL_READ} is what every phone can read.", key.bits());
        if key.bits() >= 4096 && evaluation.context.mode == ClusterMode::Mixed {
            detail.push_str(" In mixed mode, some models refuse a key of 4096 bits.");
        }
        let title = format!("{}: its key is too long for some phones", holder(judged));
        observations.say(title, detail, evidence(judged));
    }
}
