//! The sheet that an expectation is written on.

use super::listed::Listed;
use super::stale;
use super::{all_nodes_are_known, is_whole};
use crate::case::Releases;
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::standing::Servers;
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Expectation, ExpectedEntry, ListKind, Node, NodeService, Standing};
use crate::text::{count, visible};
use std::collections::HashSet;

/// What is known of a list and its cluster, and the entries that were told of it so far.
pub(super) struct Sheet<'a, 'case> {
    pub(super) evaluation: &'a Evaluation<'case>,
    pub(super) list: &'a JudgedList<'case>,
    /// All records with a role.
    pub(super) records: &'a [Listed<'a>],
    /// Whether what does not stand there is missing.
    pub(super) is_whole: bool,
    /// Whether all nodes of its cluster were given.
    pub(super) knows_nodes: bool,
    /// Whether it is of another cluster than the one whose nodes were given.
    is_of_another: bool,
    /// The node whose TFTP service wrote it; none for a CTL, or when that is not known.
    pub(super) node: Option<String>,
    servers: &'a Servers<'case>,
    told: HashSet<usize>,
    entries: Vec<ExpectedEntry>,
    lacking: Vec<String>,
}

/// One entry, before it is known how it stands.
pub(super) struct Row<'w> {
    pub(super) role: Role,
    pub(super) whose: String,
    pub(super) node: Option<String>,
    pub(super) why: &'w str,
}

impl<'a, 'case> Sheet<'a, 'case> {
    pub(super) fn new(
        evaluation: &'a Evaluation<'case>,
        servers: &'a Servers<'case>,
        list: &'a JudgedList<'case>,
        records: &'a [Listed<'a>],
    ) -> Self {
        let all_known = all_nodes_are_known(evaluation);
        let is_of_one = |listed: &Listed<'_>| {
            let names = &listed.names;
            listed.node.is_some() || evaluation.context.nodes.iter().any(|node| names.cover(node))
        };
        let is_of_another = all_known && !records.is_empty() && !records.iter().any(is_of_one);
        let mut sheet = Self {
            knows_nodes: all_known && !is_of_another,
            is_of_another,
            evaluation,
            list,
            records,
            servers,
            is_whole: is_whole(list),
            node: None,
            told: HashSet::new(),
            entries: Vec::new(),
            lacking: Vec::new(),
        };
        if list.contents.kind == ListKind::Itl {
            sheet.node = sheet.writer();
        }
        if !sheet.is_whole {
            sheet.lack("Give the whole list: what is cut off here can't be told from what is missing.");
        }
        if is_of_another {
            sheet.lack("None of the nodes that were given stands in this list: it seems to be of another cluster, of which neither release nor nodes are known.");
            return sheet;
        }
        if !evaluation.releases.is_known() {
            sheet.lack("Give the release: who signs, whether ITLRecovery belongs here, and how many TVS there are depend on it.");
        }
        if evaluation.context.mode == ClusterMode::Unknown {
            sheet.lack("Give the security mode: the role of servers depends on it.");
        }
        if !all_known {
            sheet.lack("Give all nodes and what runs on each: then every server that is missing here is named.");
        }
        sheet
    }

    /// The node that wrote an ITL: as the case tells it, else the one whose certificate both signs configuration and stands among the signers.
    fn writer(&self) -> Option<String> {
        let nodes = &self.evaluation.context.list_nodes;
        let place = nodes.binary_search_by_key(&self.list.input.id, |told| told.input);
        let told = place.ok().and_then(|place| nodes.get(place));
        told.map(|told| told.node.clone()).or_else(|| {
            let signers = super::listed::certificates(self.with_role(Role::SAST));
            let mut own = self.records.iter().filter(|listed| {
                listed.serves() && listed.is_filled() && signers.contains(listed.certificate.as_str())
            });
            let first = own.next()?;
            own.all(|other| other.host() == first.host()).then(|| first.host())
        })
    }

    pub(super) fn releases(&self) -> Releases {
        if self.is_of_another { Releases::ANY } else { self.evaluation.releases }
    }

    pub(super) fn mode(&self) -> ClusterMode {
        self.evaluation.context.mode
    }

    /// The nodes of its cluster as far as the case knows them, those of IM and Presence left out.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &'a Node> + use<'a, 'case> {
        let nodes: &'a [Node] = if self.is_of_another { &[] } else { &self.evaluation.context.nodes };
        nodes.iter().filter(|node| node.runs(NodeService::ImPresence) != Some(true))
    }

    /// The publisher, where it is known.
    pub(super) fn publisher(&self) -> Option<&'a Node> {
        self.nodes().find(|node| node.runs(NodeService::Publisher) == Some(true))
    }

    /// The records with a role, repetitions left out.
    pub(super) fn with_role(&self, role: Role) -> impl Iterator<Item = &'a Listed<'a>> + use<'a, 'case> {
        self.records.iter().filter(move |listed| listed.role == role && listed.repeats.is_none())
    }

    /// Says what would make the expectation sharper.
    pub(super) fn lack(&mut self, what: impl Into<String>) {
        let what = visible(&what.into()).into_owned();
        if !self.lacking.contains(&what) {
            self.lacking.push(what);
        }
    }

    /// An entry that stands there.
    pub(super) fn present<'l>(&mut self, row: Row<'_>, records: impl IntoIterator<Item = &'l Listed<'l>>) {
        self.push(row, Standing::Present, None, records);
    }

    /// Whether the server holds another certificate now.
    pub(super) fn is_stale(&self, listed: &Listed<'_>) -> bool {
        // What the servers of one cluster hold says nothing of another's.
        !self.is_of_another && stale::is_stale(&self.servers.judge(self.list, listed.number))
    }

    /// An entry that stands there, with the certificate that the server holds now or, as far as the case tells, another.
    pub(super) fn current_or_stale<'l>(&mut self, row: Row<'_>, records: impl IntoIterator<Item = &'l Listed<'l>>) {
        let records: Vec<&Listed<'_>> = records.into_iter().collect();
        match records.first().filter(|_| records.iter().all(|listed| self.is_stale(listed))) {
            Some(first) => {
                let agreement = self.servers.judge(self.list, first.number);
                let check = stale::check(&agreement, first.identity, self.list.contents.kind);
                let why = ["The server holds another certificate now. ", row.why].concat();
                self.push(Row { why: &why, ..row }, Standing::Stale, check, records);
            }
            None => self.present(row, records),
        }
    }

    /// An entry that stands there without need.
    pub(super) fn unexpected<'l>(
        &mut self,
        row: Row<'_>,
        check: Option<&str>,
        records: impl IntoIterator<Item = &'l Listed<'l>>,
    ) {
        self.push(row, Standing::Unexpected, check, records);
    }

    /// An entry that does not stand there and should. Where the list was cut, nothing is said.
    pub(super) fn missing(&mut self, row: Row<'_>, check: &str) {
        if self.is_whole {
            self.push(row, Standing::Missing, Some(check), []);
        }
    }

    /// An entry that does not stand there, which is tolerated. Where the list was cut, nothing is said.
    pub(super) fn tolerated(&mut self, row: Row<'_>, check: Option<&str>) {
        if self.is_whole {
            self.push(row, Standing::Tolerated, check, []);
        }
    }

    /// An entry with any standing.
    pub(super) fn push<'l>(
        &mut self,
        row: Row<'_>,
        standing: Standing,
        check: Option<&str>,
        records: impl IntoIterator<Item = &'l Listed<'l>>,
    ) {
        let numbers: Vec<usize> = records.into_iter().map(|listed| listed.number).collect();
        self.told.extend(&numbers);
        self.entries.push(ExpectedEntry {
            role: row.role.to_string(),
            whose: visible(&row.whose).into_owned(),
            node: row.node.map(|node| visible(&node).into_owned()),
            standing,
            records: numbers,
            check: check.map(str::to_owned),
            why: row.why.to_owned(),
        });
    }

    /// The expectation, with the records of which nothing was told yet.
    pub(super) fn finish(mut self) -> Expectation {
        let records = self.records;
        for listed in records {
            if self.told.contains(&listed.number) {
                continue;
            }
            let row = Row::new(listed.role, listed.host(), "");
            if let Some(earlier) = listed.repeats {
                let why = format!("It repeats record {earlier} and only takes room.");
                self.unexpected(Row { why: &why, ..row }, Some("FMT-09"), [listed]);
            } else {
                let why = "It is not documented that this role belongs here.";
                self.unexpected(Row { why, ..row }, None, [listed]);
            }
        }
        Expectation { input: self.list.input.id, basis: self.basis(), entries: self.entries, lacking: self.lacking }
    }

    /// "ITL of cucm-pub, release 12.5, mixed mode, 3 nodes".
    fn basis(&self) -> String {
        let list = self.list.contents.title();
        let list = self.node.as_ref().map_or_else(|| list.to_owned(), |node| format!("{list} of {}", visible(node)));
        let releases = self.releases();
        let release = if releases.is_known() { format!("release {releases}") } else { "any release".to_owned() };
        let mode = match self.mode() {
            ClusterMode::Mixed => "mixed mode",
            ClusterMode::NonSecure => "non-secure mode",
            ClusterMode::Unknown => "any mode",
        };
        let nodes = match self.evaluation.context.nodes.len() {
            0 => "nodes not known".to_owned(),
            _ if self.is_of_another => "nodes not known".to_owned(),
            known if self.knows_nodes => count(known, "node"),
            known => format!("at least {}", count(known, "node")),
        };
        [list, release, mode.to_owned(), nodes].join(", ")
    }
}

impl<'w> Row<'w> {
    pub(super) fn new(role: Role, whose: impl Into<String>, why: &'w str) -> Self {
        Self { role, whose: whose.into(), node: None, why }
    }

    pub(super) fn of(self, node: Option<&Node>) -> Self {
        Self { node: node.map(|node| node.name.clone()), ..self }
    }
}
