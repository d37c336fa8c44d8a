//! What of a case shows that phones are meant to move, and in which direction. That two clusters lie in one case shows nothing: people look after
//! several.

use super::imports::Imports;
use super::{End, Way};
use crate::case::held_list::lists_with_hash;
use crate::case::input::Contents;
use crate::plan::Change;

/// The reasons, a sentence each.
pub(super) fn reasons(way: &Way<'_, '_>, found: &Imports) -> Vec<String> {
    let mut reasons = Vec::new();
    let is_to = |change: &Change| matches!(change, Change::Migrate { to } if is_of(way, &way.to, *to));
    if way.evaluation.changes.iter().any(is_to) {
        reasons.push(format!("It was said that phones are to move to the cluster of {}.", way.to.name));
    }
    let (present, missing) = found.counts();
    if present > 0 && missing > 0 {
        reasons.push(format!(
            "The trust stores of the cluster of {} hold a part of what is needed to move to the cluster of {}, and not all of it.",
            way.from.name, way.to.name
        ));
    }
    reasons.extend(fetched(way));
    reasons.extend(configured(way));
    reasons
}

/// Whether an input is a list of a cluster; printouts and copies are the file that they are of.
fn is_of(way: &Way<'_, '_>, end: &End<'_, '_>, input: usize) -> bool {
    let list = way.evaluation.lists.iter().find(|list| list.input.id == input);
    let original = list.and_then(|list| list.same_as).unwrap_or(input);
    way.lists.all.iter().any(|placed| placed.list.input.id == original && placed.cluster == end.number)
}

/// A phone whose log says that it holds a list of the old cluster, and which asked the new one for its lists in a capture.
fn fetched(way: &Way<'_, '_>) -> Option<String> {
    let inputs = way.evaluation.inputs;
    let logs = inputs.iter().filter_map(|input| match &input.contents {
        Contents::Log(log) => Some(log.as_ref()),
        _ => None,
    });
    let phones = logs.flat_map(|log| &log.phones).filter(|phone| {
        let hashes = phone.lists.iter().filter_map(|held| held.hash.as_deref());
        let mut held = hashes.flat_map(|hash| lists_with_hash(inputs, hash));
        held.any(|input| is_of(way, &way.from, input))
    });
    let addresses: Vec<&str> = phones.filter_map(|phone| phone.address.as_deref()).collect();
    let captures = inputs.iter().filter_map(|input| match &input.contents {
        Contents::Capture(capture) => Some(capture.as_ref()),
        _ => None,
    });
    let mut transfers = captures.flat_map(|capture| &capture.transfers).filter(|transfer| {
        addresses.iter().any(|address| transfer.client == **address)
            && transfer.member.is_some_and(|member| is_of(way, &way.to, member))
    });
    let transfer = transfers.next()?;
    Some(format!(
        "The phone at {} says that it holds a list of the cluster of {}, and fetched {} of the cluster of {}.",
        transfer.client, way.from.name, transfer.name, way.to.name
    ))
}

/// The configuration of a phone that asks the TVS of the old cluster and registers with the new one.
fn configured(way: &Way<'_, '_>) -> Option<String> {
    let host = |server: &str| server.rsplit_once(':').map_or(server, |(host, _port)| host).to_owned();
    let nodes = &way.evaluation.context.nodes;
    let called = |server: &String| {
        let host = host(server);
        nodes.iter().find(|node| node.is_called(&host)).map_or(host, |node| node.name.clone())
    };
    let phone = way.evaluation.context.phones.iter().find(|phone| {
        let of =
            |end: &End<'_, '_>, servers: &[String]| servers.iter().any(|server| end.view.is_host_of(&called(server)));
        let registers = [&phone.call_managers, &phone.tftp_servers].into_iter().any(|servers| of(&way.to, servers));
        registers && of(&way.from, &phone.tvs_servers)
    })?;
    let name = phone.device_name.as_deref().unwrap_or("a phone");
    Some(format!(
        "The configuration of {name} names servers of the cluster of {} beside the TVS of the cluster of {}.",
        way.to.name, way.from.name
    ))
}
