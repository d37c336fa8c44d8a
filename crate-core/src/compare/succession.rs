//! Whether a phone that holds one list can follow to another (domain.md, section 2.5; check XF-11).

use crate::case::evaluation::JudgedList;
use crate::case::facts::Facts;
use crate::case::series::Placed;
use crate::formats::trust_list::Role;
use crate::report::Identity;
use crate::text::minimal_hex;
use std::collections::BTreeMap;

/// Certificates by serial number and issuer.
pub(crate) type Verifiers<'case> = BTreeMap<(String, String), Facts<'case>>;

/// The TVS certificates of a list; none when they are not all known.
pub(crate) fn verifiers<'case>(placed: &Placed<'_, 'case>) -> Option<Verifiers<'case>> {
    if !placed.list.contents.has_all_records() {
        return None;
    }
    let mut found = BTreeMap::new();
    for (_, facts) in placed.records(Identity::Tvs) {
        let (serial, issuer) = facts.serial_and_issuer()?;
        found.insert((serial.to_owned(), issuer.to_owned()), facts);
    }
    Some(found)
}

/// Whether a phone with one list knows the signer of another from it. Where the signer is not known, nothing is said against it.
pub(crate) fn knows_signer(holds: &JudgedList<'_>, offered: &JudgedList<'_>) -> bool {
    let signer = offered.contents.list.header.signer();
    let (Some(serial), Some(issuer)) = (&signer.serial, &signer.issuer) else { return true };
    holds.contents.list.with_role(Role::SAST).any(|(_, record)| {
        let same_serial = record.serial().is_some_and(|own| minimal_hex(own) == minimal_hex(serial));
        same_serial && record.issuer().is_some_and(|own| own.matches(issuer))
    })
}

/// By what a phone that holds one list can take another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The signer is a signer in the list that it holds.
    Signer,
    /// The list that it holds is empty, as before a rollback: it takes any.
    Emptied,
    /// A TVS that it knows has to vouch for the signer; all of them are still in use.
    Tvs,
    /// The same, but of those that it knows only some are still in use.
    SomeTvs,
    /// No TVS that it knows is in use any more.
    Nothing,
    /// The list has no TVS at all, as a CTL, or not all of it is there: another list of the phone decides.
    NotTold,
}

/// The way from one list to another.
pub(super) fn way(holds: &Placed<'_, '_>, offered: &Placed<'_, '_>) -> Way {
    if knows_signer(holds.list, offered.list) {
        return Way::Signer;
    }
    let servers = [Role::TFTP, Role::CCM_TFTP].map(|role| holds.list.contents.list.with_role(role));
    let is_emptied = !servers.into_iter().flatten().any(|(_, record)| record.has_certificate());
    match (verifiers(holds), verifiers(offered)) {
        (Some(held), _) if held.is_empty() && is_emptied && holds.list.contents.damages.is_empty() => Way::Emptied,
        (Some(held), Some(offered)) if !held.is_empty() && !offered.is_empty() => {
            match held.keys().filter(|key| offered.contains_key(*key)).count() {
                0 => Way::Nothing,
                kept if kept == held.len() => Way::Tvs,
                _ => Way::SomeTvs,
            }
        }
        _ => Way::NotTold,
    }
}
