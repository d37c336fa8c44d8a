//! What belongs into an ITL (domain.md, section 2.2).

use super::given_mode;
use super::listed::{Listed, certificates};
use super::servers::{self, Demand};
use super::sheet::{Row, Sheet};
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Identity, NodeService, Standing};

const EMPTIED: &str = "The record is empty: the cluster is prepared for a rollback to a release before 8.0.";

pub(super) fn fill(sheet: &mut Sheet<'_, '_>) {
    let serves = |listed: &&Listed<'_>| listed.serves() || listed.role == Role::TVS;
    // Without any server it was emptied for a rollback, which one check says of all.
    let is_emptied = !sheet.records.iter().filter(serves).any(Listed::is_filled);
    signers(sheet);
    servers(sheet, is_emptied);
    capf(sheet);
    tvs(sheet, is_emptied);
}

/// SAST: the CallManager of the TFTP node, and from 10.0 ITLRecovery.
fn signers(sheet: &mut Sheet<'_, '_>) {
    let sast: Vec<&Listed<'_>> = sheet.with_role(Role::SAST).collect();
    let servers: Vec<&Listed<'_>> =
        sheet.records.iter().filter(|listed| listed.serves() && listed.is_filled()).collect();
    let serving = certificates(servers.iter().copied());
    let (recovery, others): (Vec<&Listed<'_>>, Vec<&Listed<'_>>) =
        sast.iter().partition(|listed| listed.identity == Identity::Itlrecovery);
    let (own, others): (Vec<&Listed<'_>>, Vec<&Listed<'_>>) =
        others.into_iter().partition(|listed| serving.contains(listed.certificate.as_str()));

    let whose = sheet
        .node
        .as_ref()
        .map_or_else(|| "CallManager of the TFTP node".to_owned(), |node| format!("CallManager of {node}"));
    let why = "The certificate that signs configuration stands among the signers too: so a phone that holds this list takes the next one.";
    let row = Row { node: sheet.node.clone(), ..Row::new(Role::SAST, whose, why) };
    match (own.is_empty(), servers.is_empty()) {
        (false, _) => sheet.current_or_stale(row, own),
        (true, false) => sheet.missing(row, "ITL-06"),
        // Without server nothing tells which of the signers is the node's own.
        (true, true) if sast.is_empty() => sheet.missing(row, "ITL-01"),
        (true, true) => {}
    }

    let why = "It is the anchor that is left when every other signer is renewed: \"utils itl reset localkey\" signs with it, and from 12.0 it signs every list.";
    let row = Row::new(Role::SAST, "ITLRecovery", why);
    if !recovery.is_empty() {
        sheet.current_or_stale(row, recovery);
    } else if sheet.releases().surely_at_least(10, 0) {
        sheet.missing(row, "ITL-02");
    }

    // After "utils itl reset" the publisher's CallManager may stand here; what does not fit into two is too much.
    let room = if sast.len() > 2 { 0 } else { 2 };
    for (place, listed) in others.into_iter().enumerate() {
        let row = Row::new(Role::SAST, listed.host(), "").of(listed.node);
        if place < room {
            sheet.present(
                Row { why: "A further signer: phones that hold this list take lists signed by it.", ..row },
                [listed],
            );
        } else {
            let why = "An ITL holds two signers, CallManager and ITLRecovery; how phones take more is not documented.";
            sheet.unexpected(Row { why, ..row }, Some("ITL-11"), [listed]);
        }
    }
}

/// TFTP or CCM+TFTP: the node's own; those of other TFTP nodes may be there.
fn servers(sheet: &mut Sheet<'_, '_>, is_emptied: bool) {
    let why =
        "Phones verify their configuration with it. The role is TFTP in non-secure mode and CCM+TFTP in mixed mode.";
    let mut any = false;
    let records = sheet.records;
    for listed in records.iter().filter(|listed| listed.serves() && listed.repeats.is_none()) {
        any = true;
        let row = Row::new(listed.role, format!("CallManager of {}", listed.host()), why).of(listed.node);
        let other_mode = match given_mode(sheet.evaluation) {
            Some(ClusterMode::Mixed) => listed.role == Role::TFTP,
            Some(ClusterMode::NonSecure) => listed.role == Role::CCM_TFTP,
            _ => false,
        };
        if !listed.is_filled() {
            sheet.push(Row { why: EMPTIED, ..row }, Standing::Missing, Some("ITL-09"), [listed]);
        } else if other_mode {
            let why = "This is the role of the other mode: the list was written before the mode was changed, or the mode that was given is wrong.";
            sheet.unexpected(Row { why, ..row }, Some("ITL-05"), [listed]);
        } else if servers::is_foreign(sheet, listed) {
            let why = "It names none of the nodes that were given.";
            sheet.unexpected(Row { why, ..row }, None, [listed]);
        } else {
            sheet.current_or_stale(row, [listed]);
        }
    }
    if !any {
        let role = if sheet.mode() == ClusterMode::Mixed { Role::CCM_TFTP } else { Role::TFTP };
        let whose = sheet.node.clone().unwrap_or_else(|| "the TFTP node".to_owned());
        let row = Row { node: sheet.node.clone(), ..Row::new(role, format!("CallManager of {whose}"), why) };
        sheet.missing(row, if is_emptied { "ITL-09" } else { "ITL-01" });
    }
}

/// CAPF: one, and none is tolerated, because phones ask TVS.
fn capf(sheet: &mut Sheet<'_, '_>) {
    let why = "Phones find CAPF here when they fetch an LSC; one that does not, asks TVS.";
    servers::capf(sheet, why, "ITL-08");
    if sheet.with_role(Role::CAPF).next().is_none() {
        sheet.tolerated(Row::new(Role::CAPF, "CAPF", why), Some("ITL-07"));
    }
}

/// TVS: one of every node, or from 14 one that names them all.
fn tvs(sheet: &mut Sheet<'_, '_>, is_emptied: bool) {
    let listed: Vec<&Listed<'_>> = sheet.with_role(Role::TVS).collect();
    let why = "Phones whose CallManager group holds the node ask its TVS about certificates that they do not know. Without the record they trust no answer of it.";
    servers::fill(
        sheet,
        &Demand {
            role: Role::TVS,
            prefix: "TVS of",
            check: if is_emptied { "ITL-09" } else { "ITL-03" },
            none: if is_emptied { "ITL-09" } else { "ITL-01" },
            empty: (Standing::Missing, "ITL-09", EMPTIED),
            why,
            may_be_one_for_all: !sheet.releases().surely_before(14, 0),
            // Whoever names nodes and not what runs there means nodes of CUCM, which all run it.
            needs: |node| Some(node.runs(NodeService::Tvs) != Some(false)),
        },
        &listed,
    );
}
