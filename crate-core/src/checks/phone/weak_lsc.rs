//! PHN-06

use super::super::certificate::all_evidence;
use super::super::{Check, Observations};
use super::{MOST_NAMED, any_lsc, device, lscs, subject};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::crypto::{HashAlgorithm, PublicKey};
use crate::report::Severity;
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "PHN-06",
    severity: Severity::Info,
    title: "LSCs are signed with SHA-256 and have keys of 2048 bits",
    meaning: "CAPF signs LSCs with SHA-256 since 11.5(1)SU1. One with SHA-1 or a short key comes from an older CAPF, or from a setting for old phones that \
              can do no more. It works inside the cluster; servers for 802.1X and VPN with current rules may refuse it.",
    symptoms: "802.1X and VPN may refuse the phone.",
    plan: None,
    remedy: "Install new LSCs with a key size of 2048 bits on the phones that can have one; each renewal brings SHA-256.",
    source: "Cisco doc 214231",
    since: "0.1",
    needs: "an LSC",
    wants: &[],
    applies: any_lsc,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let weak: Vec<(&JudgedCertificate<'_>, String)> =
        lscs(evaluation).into_iter().filter_map(|judged| Some((judged, weakness(judged)?))).collect();
    if weak.is_empty() {
        return;
    }
    let certificates: Vec<&JudgedCertificate<'_>> = weak.iter().map(|(judged, _)| *judged).collect();
    let said: Vec<String> = weak.iter().map(|(judged, weakness)| format!("{} ({weakness})", device(judged))).collect();
    let (who, is_one) = subject("LSC", &certificates);
    let title = format!("{who} {} of an old kind", if is_one { "is" } else { "are" });
    let shown = all_evidence(certificates.get(..MOST_NAMED).unwrap_or(&certificates));
    observations.say(title, format!("{}.", listed_briefly(&said)), shown);
}

fn weakness(judged: &JudgedCertificate<'_>) -> Option<String> {
    let x509 = &judged.entry.certificate;
    let hash = x509.signature_algorithm().hash();
    let hash = hash.filter(|hash| matches!(hash, HashAlgorithm::Md5 | HashAlgorithm::Sha1));
    let bits = match x509.public_key() {
        PublicKey::Rsa(key) if key.bits() < 2048 => Some(key.bits()),
        _ => None,
    };
    let parts = [hash.map(|hash| hash.to_string()), bits.map(|bits| format!("RSA {bits}"))];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
