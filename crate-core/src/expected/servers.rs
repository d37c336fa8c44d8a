//! Entries of servers: one of every node that runs a service, and CAPF.

use super::listed::Listed;
use super::sheet::{Row, Sheet};
use crate::formats::trust_list::Role;
use crate::report::{Node, Standing};
use std::collections::HashSet;
use std::net::IpAddr;

/// What is demanded of the nodes.
pub(super) struct Demand<'w> {
    /// The role, where a record is missing.
    pub(super) role: Role,
    /// Whose certificate, before the node's name: "TVS of".
    pub(super) prefix: &'w str,
    /// The check that speaks of a node that is missing.
    pub(super) check: &'w str,
    /// The check that speaks when there is no record at all.
    pub(super) none: &'w str,
    /// How a record without certificate stands, and why.
    pub(super) empty: (Standing, &'w str, &'w str),
    /// Why it matters.
    pub(super) why: &'w str,
    /// Whether one certificate may be for all nodes without being called so.
    pub(super) may_be_one_for_all: bool,
    /// Whether the node needs one; none when that is not known.
    pub(super) needs: fn(&Node) -> Option<bool>,
}

/// Tells the entries of these records, and of every node that needs one.
pub(super) fn fill(sheet: &mut Sheet<'_, '_>, demand: &Demand<'_>, listed: &[&Listed<'_>]) {
    let row = |role, whose: &str, why| Row::new(role, format!("{} {whose}", demand.prefix), why);
    let (filled, empty): (Vec<&Listed<'_>>, Vec<&Listed<'_>>) = listed.iter().partition(|listed| listed.is_filled());
    for listed in &empty {
        let (standing, check, why) = demand.empty;
        let row = row(listed.role, &listed.host(), why).of(listed.node);
        sheet.push(row, standing, Some(check), [*listed]);
    }
    let mut matched: HashSet<usize> = HashSet::new();
    let mut nodes_without: Vec<&Node> = Vec::new();
    for node in sheet.nodes() {
        let is_node = |other: Option<&Node>| other.is_some_and(|other| std::ptr::eq(other, node));
        let own: Vec<&Listed<'_>> = filled.iter().copied().filter(|listed| is_node(listed.node)).collect();
        let covering = || filled.iter().copied().filter(|listed| listed.names.cover(node)).collect();
        let records: Vec<&Listed<'_>> = if own.is_empty() { covering() } else { own };
        if let Some(first) = records.first() {
            matched.extend(records.iter().map(|listed| listed.number));
            sheet.current_or_stale(row(first.role, &node.name, demand.why).of(Some(node)), records);
        } else if !empty.iter().any(|listed| is_node(listed.node)) {
            nodes_without.push(node);
        }
    }
    let strangers: Vec<&Listed<'_>> =
        filled.iter().copied().filter(|listed| !matched.contains(&listed.number)).collect();
    let may_be_of_any = filled.iter().any(|listed| {
        let names = &listed.names;
        !names.is_certificate_seen && (demand.may_be_one_for_all || names.is_multi_server)
    });
    // Of a list that was emptied, the records that are left stand for all.
    nodes_without.retain(|_| sheet.knows_nodes && (!filled.is_empty() || empty.is_empty()));
    for node in nodes_without {
        let row = row(demand.role, &node.name, demand.why).of(Some(node));
        match (demand.needs)(node) {
            Some(false) => {}
            None => {
                sheet.lack(format!("Say what runs on {}: it is not known whether it belongs here.", node.name));
                let why = "It is not known what runs on this node, so it may be right that it does not stand here.";
                sheet.tolerated(Row { why, ..row }, None);
            }
            Some(true) if may_be_of_any => {
                let why = "One certificate may be for several nodes. Give the certificate, and it is seen whether it is for this one.";
                sheet.tolerated(Row { why, ..row }, None);
            }
            Some(true) if is_address(node) && !strangers.is_empty() => {
                sheet.lack(format!("Give the host name of {}: certificates do not name its address.", node.name));
                let why = "Only the address of this node is known, which the certificates do not name; one of the others may be its own.";
                sheet.tolerated(Row { why, ..row }, None);
            }
            Some(true) => sheet.missing(row, demand.check),
        }
    }
    for listed in strangers {
        let row = row(listed.role, &listed.host(), demand.why);
        if is_foreign(sheet, listed) {
            let why = "It names none of the nodes that were given: of a node that is gone or was renamed, or of another cluster.";
            sheet.unexpected(Row { why, ..row }, None, [listed]);
        } else {
            sheet.current_or_stale(row, [listed]);
        }
    }
    if listed.is_empty() && !sheet.knows_nodes {
        let row = row(demand.role, "any node", demand.why);
        sheet.missing(row, demand.none);
    }
}

/// Tells the entry of CAPF, where it stands there; `several` is the check that speaks of more than one.
pub(super) fn capf(sheet: &mut Sheet<'_, '_>, why: &str, several: &str) {
    let records: Vec<&Listed<'_>> = sheet.with_role(Role::CAPF).collect();
    let row = |why| Row::new(Role::CAPF, "CAPF", why);
    let (filled, empty): (Vec<&Listed<'_>>, Vec<&Listed<'_>>) =
        records.into_iter().partition(|listed| listed.is_filled());
    for listed in empty {
        sheet.push(row("The record holds no certificate."), Standing::Missing, Some("FMT-05"), [listed]);
    }
    // Of several, the one that the server uses now is the one that belongs there.
    let right = filled.iter().position(|listed| !sheet.is_stale(listed)).unwrap_or(0);
    for (place, listed) in filled.into_iter().enumerate() {
        let row = Row { whose: listed.names.shown(), ..row(why) };
        if place == right {
            sheet.current_or_stale(row, [listed]);
        } else {
            let why = "One CAPF belongs here, the publisher's. Another is left over, or a subscriber's.";
            sheet.unexpected(Row { why, ..row }, Some(several), [listed]);
        }
    }
}

/// Whether a record is surely of no node of the cluster: all nodes were given by name, and it names none of them.
pub(super) fn is_foreign(sheet: &Sheet<'_, '_>, listed: &Listed<'_>) -> bool {
    let names = &listed.names;
    let is_named = !names.common_name.is_empty() || !names.dns_name.is_empty();
    let may_be_of_any = !names.is_certificate_seen && names.is_multi_server;
    sheet.knows_nodes && is_named && !may_be_of_any && sheet.nodes().all(|node| !is_address(node) && !names.cover(node))
}

/// Whether of a node only an address is known.
fn is_address(node: &Node) -> bool {
    node.name.parse::<IpAddr>().is_ok()
}
