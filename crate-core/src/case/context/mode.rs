//! The security mode of the cluster, as lists, commands and configurations tell it.

use super::super::input::{Contents, Input, ListContents};
use super::{Clues, inference, of_input, of_record};
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Evidence, Inference, ListKind, Listing};

/// The mode that one list tells, if it does: in an ITL, configuration is signed by a TFTP record in non-secure mode and by a CCM+TFTP
/// record in mixed mode (domain.md, section 2.2); a CTL whose CCM+TFTP records are empty was left behind by a change to non-secure mode
/// (section 2.3).
#[must_use]
pub fn mode_of(list: &ListContents) -> ClusterMode {
    let servers = || list.list.with_role(Role::CCM_TFTP);
    match list.kind {
        ListKind::Itl if servers().next().is_some() => ClusterMode::Mixed,
        ListKind::Itl if list.list.with_role(Role::TFTP).next().is_some() => ClusterMode::NonSecure,
        ListKind::Ctl if servers().any(|(_, record)| record.has_certificate()) => ClusterMode::Mixed,
        ListKind::Ctl if servers().any(|(_, record)| !record.is_cut()) => ClusterMode::NonSecure,
        _ => ClusterMode::Unknown,
    }
}

/// One thing that speaks for a mode: in words that follow its name, and its evidence.
struct Sign {
    mode: ClusterMode,
    reason: String,
    evidence: Evidence,
}

/// The mode that everything agrees upon, and why; or why it stays open.
pub(super) fn infer(clues: &Clues<'_, '_>) -> (ClusterMode, Option<Inference>) {
    let signs: Vec<Sign> = of_lists(clues).chain(of_commands(clues)).collect();
    let first = |mode| signs.iter().find(|sign| sign.mode == mode);
    match (first(ClusterMode::Mixed), first(ClusterMode::NonSecure)) {
        (Some(mixed), Some(other)) => {
            let reason = format!(
                "The mode stays open, because the case contradicts itself: {}, which is mixed mode; but {}, which is non-secure mode. One of them is \
                 older than a change of mode, or of another cluster.",
                mixed.reason, other.reason
            );
            let evidence = vec![mixed.evidence.clone(), other.evidence.clone()];
            (ClusterMode::Unknown, Some(inference("mode", reason, evidence)))
        }
        (Some(sign), None) | (None, Some(sign)) => {
            let name = if sign.mode == ClusterMode::Mixed { "Mixed mode" } else { "Non-secure mode" };
            let more = match signs.len() - 1 {
                0 => String::new(),
                others => format!(" ({others} more of the case say so too)"),
            };
            let reason = format!("{name}: {}{more}.", sign.reason);
            let evidence = signs.iter().take(crate::text::NAMED).map(|sign| sign.evidence.clone()).collect();
            (sign.mode, Some(inference("mode", reason, evidence)))
        }
        (None, None) => match of_phones(clues) {
            Some(inference) => (ClusterMode::Mixed, Some(inference)),
            None => (ClusterMode::Unknown, None),
        },
    }
}

fn of_lists<'a>(clues: &Clues<'a, '_>) -> impl Iterator<Item = Sign> + use<'a> {
    let lists: Vec<_> = clues.distinct_lists().collect();
    lists.into_iter().filter_map(|list| {
        let mode = mode_of(list.contents);
        let role =
            if mode == ClusterMode::Mixed || list.contents.kind == ListKind::Ctl { Role::CCM_TFTP } else { Role::TFTP };
        let record = list.contents.list.with_role(role).map(|(number, _)| number).next()?;
        let name = list.input.short_name();
        let reason = match (list.contents.kind, mode) {
            (_, ClusterMode::Unknown) => return None,
            (ListKind::Ctl, ClusterMode::Mixed) => format!("{name} is a CTL with the certificates of servers"),
            (ListKind::Ctl, _) => format!("{name} is a CTL whose records of servers are empty"),
            _ => format!("in {name} the certificate that signs configuration has the role {role}"),
        };
        Some(Sign { mode, reason, evidence: of_record(list, record) })
    })
}

/// `ClusterSecurityMode` in the database, and changes of mode that succeeded.
fn of_commands<'a>(clues: &Clues<'a, '_>) -> impl Iterator<Item = Sign> + use<'a> {
    let states = |listing: &&Listing| listing.mode.is_some_and(|mode| mode != ClusterMode::Unknown);
    clues.listings.iter().filter(states).map(|listing| Sign {
        mode: listing.mode.unwrap_or_default(),
        reason: format!("the output of \"{}\" states it", listing.command),
        evidence: of_input(listing.input),
    })
}

/// What configurations of phones say, where nothing else tells: a security profile has its effect in mixed mode. (That phones without one are
/// non-secure says nothing of the cluster.)
fn of_phones(clues: &Clues<'_, '_>) -> Option<Inference> {
    let is_secure = |input: &&Input| match &input.contents {
        Contents::Configuration(configuration) => {
            matches!(configuration.device_security_mode.as_deref(), Some("encrypted" | "authenticated"))
        }
        _ => false,
    };
    let input = clues.inputs.iter().find(is_secure)?;
    let reason = format!(
        "Mixed mode, most likely: {} has a phone register with TLS and its certificate. (From 12.5 on, SIP OAuth does that without \
         mixed mode; an ITL would tell for sure.)",
        input.short_name()
    );
    Some(inference("mode", reason, vec![of_input(input.id)]))
}
