//! What belongs into a CTL (domain.md, section 2.3).

use super::listed::{Listed, certificates};
use super::servers::{self, Demand};
use super::sheet::{Row, Sheet};
use super::{given_mode, has_tokens};
use crate::case::Release;
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Identity, Node, NodeService, Standing};

/// Roles of what may stand between phones and CUCM: firewalls and application servers.
pub(crate) const APPLICATIONS: [Role; 2] = [Role(6), Role(7)];

pub(super) fn fill(sheet: &mut Sheet<'_, '_>) {
    if has_tokens(sheet.records) {
        tokens(sheet);
    } else {
        signers(sheet);
    }
    servers(sheet);
    servers::capf(sheet, "Phones take their LSC from the CAPF that stands here.", "CTL-01");
    if sheet.with_role(Role::CAPF).next().is_none() {
        let why = "Phones take their LSC from the CAPF that stands here. Cisco documents what a stale one does: that a missing one does the same is likely.";
        sheet.missing(Row::new(Role::CAPF, "CAPF", why), "CTL-01");
    }
    others(sheet);
}

/// SAST records of the CTL client: two hardware tokens, or more.
fn tokens(sheet: &mut Sheet<'_, '_>) {
    let unsupported = sheet.releases().at_least(Release::with_update(14, 0, 3)) == Some(true);
    let mut tokens = 0;
    for listed in sheet.with_role(Role::SAST) {
        let row = Row::new(Role::SAST, listed.names.shown(), "");
        if listed.identity == Identity::Etoken {
            tokens += 1;
        }
        if listed.identity == Identity::Etoken && unsupported {
            let why = "Hardware tokens are not supported from 14 SU3 on.";
            sheet.unexpected(Row { why, ..row }, Some("CTL-08"), [listed]);
        } else {
            let why = "Whoever has the token and its password may sign the next CTL.";
            sheet.current_or_stale(Row { why, ..row }, [listed]);
        }
    }
    if tokens == 1 {
        let why = "The CTL client asks for two tokens: with one alone, its loss means that the CTL has to be deleted on every phone.";
        sheet.missing(Row::new(Role::SAST, "a second hardware token", why), "CTL-04");
    }
}

/// SAST records of a CTL without tokens: the publisher's CallManager, and from about 11.0 ITLRecovery.
fn signers(sheet: &mut Sheet<'_, '_>) {
    let sast: Vec<&Listed<'_>> = sheet.with_role(Role::SAST).collect();
    let serving = certificates(sheet.records.iter().filter(|listed| listed.serves() && listed.is_filled()));
    let (recovery, others): (Vec<&Listed<'_>>, Vec<&Listed<'_>>) =
        sast.iter().partition(|listed| listed.identity == Identity::Itlrecovery);
    let why = "Up to 11.5 it signs the CTL; from 12.0 it is the second anchor, beside ITLRecovery.";
    let whose = sheet
        .publisher()
        .map_or_else(|| "CallManager of the publisher".to_owned(), |node| format!("CallManager of {}", node.name));
    let row = Row::new(Role::SAST, whose, why);
    if others.is_empty() {
        let check = if sast.is_empty() { "CTL-01" } else { "CTL-04" };
        sheet.missing(row, check);
    }
    for (place, listed) in others.into_iter().enumerate() {
        let is_listed = serving.contains(listed.certificate.as_str());
        let row = Row::new(Role::SAST, format!("CallManager of {}", listed.host()), why).of(listed.node);
        if place == 0 || is_listed || listed.identity == Identity::Callmanager {
            sheet.current_or_stale(row, [listed]);
        } else {
            let why = "A further signer, which CUCM does not write by itself.";
            sheet.unexpected(Row { why, ..row }, None, [listed]);
        }
    }
    let why = "From 12.0 it signs the CTL, and before it is the anchor that is left when CallManager is renewed.";
    let row = Row::new(Role::SAST, "ITLRecovery", why);
    if !recovery.is_empty() {
        sheet.current_or_stale(row, recovery);
    } else if sheet.releases().surely_at_least(11, 0) {
        sheet.missing(row, "CTL-03");
    }
}

/// CCM+TFTP: one of every node that runs CallManager or TFTP.
fn servers(sheet: &mut Sheet<'_, '_>) {
    let records = sheet.records;
    let listed: Vec<&Listed<'_>> =
        records.iter().filter(|listed| listed.serves() && listed.repeats.is_none()).collect();
    let empty = if given_mode(sheet.evaluation) == Some(ClusterMode::Mixed) {
        let why = "The record is empty, as after a change to non-secure mode: phones do not register encrypted with this server.";
        (Standing::Missing, "CTL-06", why)
    } else {
        let why = "The record is empty, which is right after a change to non-secure mode: phones register without encryption.";
        (Standing::Tolerated, "CTL-06", why)
    };
    let demand = Demand {
        role: Role::CCM_TFTP,
        prefix: "CallManager of",
        check: "CTL-05",
        none: "CTL-01",
        empty,
        why: "Secure phones register with this server, and take its signed configuration, only if its certificate stands here.",
        may_be_one_for_all: false,
        needs: needs_record,
    };
    servers::fill(sheet, &demand, &listed);
}

/// Whether a node needs a record: phones register there, or fetch their configuration.
fn needs_record(node: &Node) -> Option<bool> {
    match (node.runs(NodeService::Callmanager), node.runs(NodeService::Tftp)) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// TVS does not belong here; application servers and firewalls may.
fn others(sheet: &mut Sheet<'_, '_>) {
    for listed in sheet.with_role(Role::TVS) {
        let row =
            Row::new(Role::TVS, format!("TVS of {}", listed.host()), "TVS belongs into the ITL alone.").of(listed.node);
        sheet.unexpected(row, Some("CTL-02"), [listed]);
    }
    let records = sheet.records;
    let application = |listed: &&Listed<'_>| APPLICATIONS.contains(&listed.role) && listed.repeats.is_none();
    for listed in records.iter().filter(application) {
        let why =
            "A firewall or an application server that stands between phones and CUCM; the CTL client puts it here.";
        sheet.present(Row::new(listed.role, listed.host(), why), [listed]);
    }
}
