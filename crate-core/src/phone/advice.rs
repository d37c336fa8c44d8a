//! What to do with a phone that refuses.

use super::Phone;
use crate::plan::Key;
use crate::report::{Boot, Decision, OfferKind, Verdict};
use crate::text::listed_briefly;

/// Says what to do, by the first thing that the phone refuses. `is_moved` where that is of another cluster than its lists; `left` are the signers
/// that it knows and whose keys the servers still hold, none where that is not known.
pub(super) fn advise(boot: &mut Boot, phone: &Phone<'_>, is_moved: bool, left: Option<&[String]>) {
    let Some(refused) = boot.decisions.iter().find(|decision| decision.verdict == Verdict::Refused) else { return };
    let is_file = refused.kind == OfferKind::SignedFile;
    let (plan, advice) = if refused.rule.ends_with("-READABLE") {
        (None, unreadable(refused))
    } else if refused.rule.contains("-OPENS-BY-") {
        (None, badly_signed(refused))
    } else if is_moved {
        (Some(Key::Migrate), MOVED.to_owned())
    } else if phone.lacks_security_by_default && is_file {
        let advice = "Update the CTL, with a signer that the phone's CTL names, so that it names the server that signs the file; then reset the phone.";
        (Some(Key::Callmanager), advice.to_owned())
    } else if phone.lacks_security_by_default {
        let advice = "Delete the CTL on the phone by hand, or have the list signed by a signer that its CTL names.";
        (Some(Key::Locked), advice.to_owned())
    } else if is_file {
        let advice = "Restart TFTP on the phone's server, so that its ITL names the certificate that signs the file, and reset the phone.";
        (Some(Key::Callmanager), advice.to_owned())
    } else {
        (Some(Key::Locked), locked(refused, phone, left))
    };
    boot.remedy = plan.map(|key| key.name().to_owned()).unwrap_or_default();
    boot.advice = advice;
}

const MOVED: &str = "It is of another cluster than the phone's lists. Before phones move, import that cluster's CallManager and ITLRecovery certificates into \
                     CallManager-trust and Phone-SAST-trust of the cluster that they come from, and restart TVS there; or delete the lists on the phone.";

/// What writes a file anew.
fn written_by(refused: &Decision) -> &'static str {
    match refused.kind {
        OfferKind::Ctl => "update the CTL (utils ctl update CTLFile, or the CTL client)",
        OfferKind::Itl => "restart TFTP on that server",
        OfferKind::SignedFile => "restart TFTP on that server, and save the phone's configuration again",
    }
}

fn unreadable(refused: &Decision) -> String {
    format!(
        "Fetch {} again in binary mode. If it is the same on the server, {}; a list that is too large has to lose certificates first.",
        refused.offered,
        written_by(refused)
    )
}

fn badly_signed(refused: &Decision) -> String {
    format!(
        "The signer is no obstacle, but the file is not as it was signed. Fetch {} again in binary mode; if it is the same on the server, {}.",
        refused.offered,
        written_by(refused)
    )
}

/// For a phone that believes no list of its own cluster any more (domain.md, section 4.3, P-LOCKED).
fn locked(refused: &Decision, phone: &Phone<'_>, left: Option<&[String]>) -> String {
    match left {
        Some([]) => "No certificate that the phone knows as signer is among those that the servers hold: it needs a list signed by an earlier ITLRecovery \
                     that was exported (utils itl reset remotekey), a backup with those keys, or its lists deleted by hand."
            .to_owned(),
        Some(left) => {
            let is_mixed = phone.ctl.is_some() || refused.kind == OfferKind::Ctl;
            let command = if is_mixed { "utils ctl reset localkey" } else { "utils itl reset localkey" };
            format!(
                "The servers still hold what the phone knows as signer: {}. A list signed by it brings the phone back ({command}, since 10.0).",
                listed_briefly(left)
            )
        }
        None => "A list signed by a certificate that the phone knows as signer brings it back; add the certificates of the servers to see whether they still \
                 hold one."
            .to_owned(),
    }
}
