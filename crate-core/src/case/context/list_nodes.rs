//! The node whose TFTP service wrote each ITL: every TFTP node writes its own (domain.md, section 2.2).

use super::super::evaluation::JudgedList;
use super::super::input::Input;
use super::Clues;
use super::nodes::{Mention, mention_of};
use crate::formats::trust_list::Role;
use crate::report::{InputKind, ListKind, ListNode, Node, same_host};

/// What an ITL tells of the node that wrote it.
pub(super) struct Written {
    /// The input with the list.
    pub(super) input: usize,
    /// The node.
    pub(super) mention: Mention,
    /// Why.
    reason: String,
}

/// For every ITL, printed or not, the node that its own records tell.
pub(super) fn of(clues: &Clues<'_, '_>) -> Vec<Written> {
    let itls = clues.lists.iter().filter(|list| list.contents.kind == ListKind::Itl);
    itls.filter_map(by_records).collect()
}

/// The certificate that signs configuration is that of the node, and stands among the signers too.
fn by_records(list: &JudgedList<'_>) -> Option<Written> {
    let signers: Vec<_> = list.contents.list.with_role(Role::SAST).map(|(_, record)| record).collect();
    let mut own: Vec<(usize, Mention)> = Vec::new();
    for (number, record) in (1..).zip(&list.contents.list.records) {
        let signs = matches!(record.role(), Some(Role::TFTP | Role::CCM_TFTP));
        let is_signer =
            || record.serial().is_some() && signers.iter().take(64).any(|signer| signer.serial() == record.serial());
        if !signs || !is_signer() {
            continue;
        }
        let mention = mention_of(list, number);
        if mention.called().is_some() && !own.iter().any(|(_, known)| *known == mention) {
            own.push((number, mention));
        }
        // With one certificate for all servers, the records do not tell.
        if own.len() > 1 {
            return None;
        }
    }
    let (number, mention) = own.pop()?;
    let reason = format!(
        "Record {number} is the certificate that signs its configuration, and it stands among the signers too."
    );
    Some(Written { input: list.input.id, mention, reason })
}

/// The node of every ITL: by its records, else by the folder it lies in, else by the session or the server that it came from.
pub(super) fn named(clues: &Clues<'_, '_>, written: Vec<Written>, nodes: &[Node]) -> Vec<ListNode> {
    let itls = clues.lists.iter().filter(|list| list.contents.kind == ListKind::Itl);
    let mut written = written.into_iter().peekable();
    let named = itls.filter_map(|list| {
        let input = list.input;
        if let Some(written) = written.next_if(|one| one.input == input.id) {
            let node = nodes.iter().find(|node| is_it(node, &written.mention)).map(|node| node.name.clone());
            let node = node.or_else(|| written.mention.called().map(str::to_owned))?;
            return Some(ListNode { input: input.id, node, reason: written.reason });
        }
        let known = |name: &str| nodes.iter().find(|node| node.is_called(name)).map(|node| node.name.clone());
        if let Some(node) = folders(clues, input).into_iter().find_map(known) {
            return Some(ListNode { input: input.id, node, reason: "It lies in a folder called so.".to_owned() });
        }
        if let Some(name) = printed_on(clues, input) {
            let node = known(name).unwrap_or_else(|| name.to_owned());
            let reason = "The session that it was printed in is of that node.".to_owned();
            return Some(ListNode { input: input.id, node, reason });
        }
        let server = input.origin.as_ref()?.server.as_deref()?;
        let address = server.rsplit_once(':').map_or(server, |(address, _)| address);
        let node = known(address).unwrap_or_else(|| address.to_owned());
        Some(ListNode { input: input.id, node, reason: format!("A phone fetched it from {server}.") })
    });
    named.collect()
}

fn is_it(node: &Node, mention: &Mention) -> bool {
    match (&mention.name, &mention.address) {
        (Some(name), _) => same_host(&node.name, name),
        (None, Some(address)) => node.is_called(address),
        (None, None) => false,
    }
}

/// The folders around an input, the innermost first; names of archives count as such.
fn folders<'case>(clues: &Clues<'_, 'case>, input: &'case Input) -> Vec<&'case str> {
    let mut folders: Vec<&str> = input.name.rsplit(['/', '\\']).skip(1).collect();
    let mut around = input.parent.and_then(|id| clues.input(id));
    while let Some(input) = around {
        folders.extend(input.name.rsplit(['/', '\\']));
        around = input.parent.and_then(|id| clues.input(id));
    }
    folders
}

/// The node that a session names before an output, which stands in the output's name: `show itl on cucm-pub`, `show itl on cucm-pub (2)`.
pub(super) fn printed_on<'case>(clues: &Clues<'_, 'case>, input: &'case Input) -> Option<&'case str> {
    let parent = clues.input(input.parent?)?;
    if parent.kind != InputKind::Transcript || input.kind != InputKind::Transcript {
        return None;
    }
    let (_, node) = input.name.rsplit_once(" on ")?;
    node.split_whitespace().next()
}
