//! Which check speaks of a record that holds another certificate than the server holds now.

use crate::case::standing::Agreement;
use crate::report::{Identity, ListKind};

/// Whether a record is surely another than the server's.
pub(super) fn is_stale(agreement: &Agreement<'_, '_>) -> bool {
    matches!(agreement, Agreement::Stale(_) | Agreement::OfSubscriber(_))
}

/// The check that speaks of it, where one does.
pub(super) fn check(agreement: &Agreement<'_, '_>, identity: Identity, kind: ListKind) -> Option<&'static str> {
    Some(match (identity, agreement) {
        (Identity::Capf, Agreement::OfSubscriber(_)) if kind == ListKind::Itl => "XF-05",
        (Identity::Capf, _) => "XF-03",
        (Identity::Itlrecovery, _) => "XF-06",
        (Identity::Callmanager | Identity::CallmanagerEcdsa, _) => "XF-07",
        (Identity::Tvs, _) => "XF-12",
        _ => return None,
    })
}
