//! What may differ between trust lists, and what may not: the one table of it, each row with its source.
//!
//! [`RULES`] says for lists that stand in a [relation](RelationKind) what of them must be the same, [`PLACES`] which entries belong into which
//! list at all, [`CTLS`] what it means that two CTLs of one cluster differ. Checks XF-01 and XF-02 look them up here too.

use crate::case::Releases;
use crate::report::{ComparisonRule, Judgement, ListKind, RelationKind, Severity};

/// What of a list a rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Aspect {
    /// Its bytes.
    File,
    /// The security mode that the role of servers tells.
    Mode,
    /// Who signed it.
    Signer,
    /// Hardware tokens among the signers.
    Token,
    /// CallManager certificates, as signers and as servers.
    CallManager,
    /// ITLRecovery.
    Recovery,
    /// CAPF.
    Capf,
    /// TVS.
    Tvs,
    /// Everything else: application servers, firewalls.
    Other,
}

/// What a rule demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    /// The same in all lists.
    Same,
    /// The same in all lists that have it.
    SameWherePresent,
    /// Nothing: it may differ.
    Nothing,
}

/// The releases for which a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Any,
    /// From 12.5 on.
    From12_5,
    /// Before 12.5.
    Before12_5,
    /// Where the case does not tell which of the two.
    Open,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Rule {
    id: &'static str,
    relation: RelationKind,
    aspect: Aspect,
    when: When,
    /// What must be.
    pub(crate) demand: Demand,
    /// What it is called when that is not so.
    pub(crate) judgement: Judgement,
    /// How bad that is.
    pub(crate) severity: Severity,
    /// The rule in a sentence.
    pub(crate) text: &'static str,
    source: &'static str,
    check: Option<&'static str>,
}

const NODES: RelationKind = RelationKind::TftpNodes;
const BESIDE: RelationKind = RelationKind::ItlAndCtl;
const DEFAULT_SECURITY: &str = "Cisco Security Guide 14, Default Security; Cisco doc 214231";
const RENEWAL: &str = "Cisco doc 225746, Troubleshoot Common Issues with Certificate Renewal in CUCM";
const ARCHITECTURE: &str = "Preferred Architecture for Cisco Collaboration 12.x, Security, tables 7-4 to 7-7";

const fn must(
    id: &'static str,
    relation: RelationKind,
    aspect: Aspect,
    severity: Severity,
    text: &'static str,
    source: &'static str,
    check: &'static str,
) -> Rule {
    let (demand, judgement) = (Demand::Same, Judgement::NotAllowed);
    Rule { id, relation, aspect, when: When::Any, demand, judgement, severity, text, source, check: Some(check) }
}

const fn may(
    id: &'static str,
    relation: RelationKind,
    aspect: Aspect,
    text: &'static str,
    source: &'static str,
) -> Rule {
    let (demand, judgement, severity) = (Demand::Nothing, Judgement::Allowed, Severity::Info);
    Rule { id, relation, aspect, when: When::Any, demand, judgement, severity, text, source, check: None }
}

/// The table. Of rows for one relation and aspect, the first counts whose releases fit.
#[rustfmt::skip]
pub(crate) static RULES: &[Rule] = &[
    // ITLs of several TFTP nodes (domain.md, sections 0 and 2.2).
    must("tftp-nodes/tvs", NODES, Aspect::Tvs, Severity::Warning,
        "The TVS certificates are those of the cluster: the same in the ITL of every TFTP node.", DEFAULT_SECURITY, "XF-01"),
    must("tftp-nodes/capf", NODES, Aspect::Capf, Severity::Warning,
        "CAPF is the publisher's: the same in the ITL of every TFTP node.", DEFAULT_SECURITY, "XF-01"),
    Rule { when: When::From12_5, ..must("tftp-nodes/itlrecovery", NODES, Aspect::Recovery, Severity::Warning,
        "From 12.5 there is one ITLRecovery in the cluster: the same in the ITL of every TFTP node.", DEFAULT_SECURITY, "XF-01") },
    Rule { when: When::Before12_5, ..may("tftp-nodes/own-itlrecovery", NODES, Aspect::Recovery,
        "Before 12.5 each node has an ITLRecovery of its own.", ARCHITECTURE) },
    Rule { when: When::Open, demand: Demand::SameWherePresent, judgement: Judgement::Open, severity: Severity::Warning,
        ..may("tftp-nodes/some-itlrecovery", NODES, Aspect::Recovery,
        "From 12.5 there is one ITLRecovery in the cluster, before that one of each node; say which release it is.", DEFAULT_SECURITY) },
    Rule { demand: Demand::SameWherePresent, judgement: Judgement::Open, severity: Severity::Warning,
        ..may("tftp-nodes/callmanager", NODES, Aspect::CallManager,
        "Each TFTP node lists its own CallManager certificate. Where it lists that of another node too, it should be the one that node has.", ARCHITECTURE) },
    must("tftp-nodes/mode", NODES, Aspect::Mode, Severity::Warning,
        "The role of servers is TFTP in non-secure mode and CCM+TFTP in mixed mode; a cluster is in one mode.", ARCHITECTURE, "XF-08"),
    may("tftp-nodes/file", NODES, Aspect::File,
        "Each TFTP node writes its own ITL: its own CallManager certificate, the order of the records and the time differ.", DEFAULT_SECURITY),
    may("tftp-nodes/signer", NODES, Aspect::Signer,
        "Up to 11.5 each TFTP node signs its ITL with its own CallManager key; from 12.0 ITLRecovery signs.", ARCHITECTURE),

    // CTLs of one cluster (domain.md, section 0). What it means that they differ, [`CTLS`] says.
    must("ctl-copies/file", RelationKind::CtlCopies, Aspect::File, Severity::Error,
        "There is one CTL in a cluster, byte for byte the same on every node.", "Cisco doc 118892, Cluster Changed from Mixed Mode to Non-Secure; Cisco doc 118893", "XF-02"),

    // An ITL and a CTL of one cluster (domain.md, sections 2.2, 2.3 and 3).
    Rule { demand: Demand::SameWherePresent, ..must("itl-and-ctl/capf", BESIDE, Aspect::Capf, Severity::Error,
        "ITL and CTL name the same CAPF. Where they do not, one of them was not written anew after CAPF was renewed.", RENEWAL, "XF-03") },
    Rule { demand: Demand::SameWherePresent, ..must("itl-and-ctl/callmanager", BESIDE, Aspect::CallManager, Severity::Error,
        "ITL and CTL name the same CallManager certificate of a node. Where they do not, one of them is older than the certificate.", RENEWAL, "XF-07") },
    Rule { demand: Demand::SameWherePresent, ..must("itl-and-ctl/itlrecovery", BESIDE, Aspect::Recovery, Severity::Error,
        "ITL and CTL name the same ITLRecovery. Where they do not, one of them was not written anew after it was renewed.", "Cisco field notice FN70613", "XF-06") },
    Rule { demand: Demand::SameWherePresent, ..must("itl-and-ctl/mode", BESIDE, Aspect::Mode, Severity::Error,
        "Where the CTL holds the certificates of servers, the cluster is in mixed mode, and the ITL gives its server the role CCM+TFTP.", ARCHITECTURE, "XF-08") },
    may("itl-and-ctl/tvs", BESIDE, Aspect::Tvs, "TVS stands in the ITL alone.", ARCHITECTURE),
    may("itl-and-ctl/file", BESIDE, Aspect::File,
        "The ITL is one TFTP node's and holds that node's server and TVS; the CTL is the cluster's and holds every server.", ARCHITECTURE),

    // One list at several times.
    may("generations/all", RelationKind::Generations, Aspect::Other,
        "Between two times everything of a list may change; whether phones follow depends on its signer.", "Cisco Security Guide 14, Default Security; Cisco doc 116232"),
    Rule { judgement: Judgement::Open, severity: Severity::Warning, check: Some("XF-11"),
        ..may("generations/signer", RelationKind::Generations, Aspect::Signer,
        "A phone takes a new list if its signer is a signer in the list that it holds, or if a TVS vouches for it whose certificate stands in its ITL.", "Cisco Security Guide 14, Default Security; Cisco doc 116232") },

    Rule { judgement: Judgement::Open, severity: Severity::Warning,
        ..may("generations/undated", RelationKind::Generations, Aspect::File,
        "Of two lists of one node one is the older, unless one was not taken from that node. A printout does not tell when the list was written.", "Cisco doc 118892, output of \"show ctl\"") },

    // Lists of which it is not known whether they are of several nodes or of several times.
    Rule { judgement: Judgement::Open, severity: Severity::Warning, ..must("unplaced/tvs", RelationKind::Unplaced, Aspect::Tvs, Severity::Warning,
        "If the lists are of two nodes now, they must name the same TVS certificates; if one is older, they need not.", DEFAULT_SECURITY, "XF-01") },
    Rule { judgement: Judgement::Open, severity: Severity::Warning, ..must("unplaced/capf", RelationKind::Unplaced, Aspect::Capf, Severity::Warning,
        "If the lists are of two nodes now, they must name the same CAPF; if one is older, they need not.", DEFAULT_SECURITY, "XF-01") },
    Rule { judgement: Judgement::Open, demand: Demand::SameWherePresent, ..must("unplaced/itlrecovery", RelationKind::Unplaced, Aspect::Recovery, Severity::Warning,
        "If the lists are of two nodes now, they must name the same ITLRecovery from 12.5 on; if one is older, they need not.", DEFAULT_SECURITY, "XF-01") },
    Rule { judgement: Judgement::Open, demand: Demand::SameWherePresent, ..must("unplaced/callmanager", RelationKind::Unplaced, Aspect::CallManager, Severity::Warning,
        "If the lists are of two nodes now, they must name the same CallManager certificate of a node; if one is older, they need not.", ARCHITECTURE, "XF-07") },

    // The same file.
    must("same-file/file", RelationKind::SameFile, Aspect::File, Severity::Warning,
        "A printout of a file shows the records of that file: it prints MD5 and SHA-1 of the file, and SHA-1 of each certificate.", "Cisco doc 118892, output of \"show ctl\"", "FMT-12"),

    // Different clusters.
    may("clusters/all", RelationKind::Clusters, Aspect::File,
        "Clusters have nothing in common. A phone that is moved takes the other's ITL only if its own TVS knows the signer: import the other cluster's CallManager and ITLRecovery \
         certificates first (bulk certificate management).", "Cisco doc on bulk certificate management between CUCM clusters; Cisco doc 213407"),
];

impl When {
    fn fits(self, releases: Releases) -> bool {
        match self {
            Self::Any => true,
            Self::From12_5 => releases.surely_at_least(12, 5),
            Self::Before12_5 => releases.surely_before(12, 5),
            Self::Open => !releases.surely_at_least(12, 5) && !releases.surely_before(12, 5),
        }
    }
}

impl Rule {
    /// As the report writes it.
    pub(crate) fn drawn(&self) -> ComparisonRule {
        ComparisonRule {
            id: self.id.to_owned(),
            text: self.text.to_owned(),
            source: self.source.to_owned(),
            check: self.check.map(str::to_owned),
        }
    }
}

/// What lists in a relation must have in common of an aspect; none where nothing is said of it.
pub(crate) fn find(relation: RelationKind, aspect: Aspect, releases: Releases) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.relation == relation && rule.aspect == aspect && rule.when.fits(releases))
}

/// Whose entries of an aspect belong into a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Those of the node that wrote the list.
    Own,
    /// Those of the publisher.
    Publisher,
    /// Those of any node.
    Any,
    /// None.
    Nobody,
}

/// Which entries belong into which list, as signers and otherwise (domain.md, sections 2.2 and 2.3). What stands here as not belonging
/// is no hole where it is missing; where it is present, it is compared like everything else.
pub(crate) static PLACES: &[(ListKind, Aspect, [Owner; 2])] = &[
    // list, of what, whose as signer, whose with another role
    (ListKind::Itl, Aspect::CallManager, [Owner::Own, Owner::Own]),
    (ListKind::Itl, Aspect::Recovery, [Owner::Own, Owner::Nobody]),
    (ListKind::Itl, Aspect::Token, [Owner::Nobody, Owner::Nobody]),
    (ListKind::Itl, Aspect::Other, [Owner::Nobody, Owner::Nobody]),
    (ListKind::Ctl, Aspect::CallManager, [Owner::Publisher, Owner::Any]),
    (ListKind::Ctl, Aspect::Recovery, [Owner::Publisher, Owner::Nobody]),
    (ListKind::Ctl, Aspect::Tvs, [Owner::Nobody, Owner::Nobody]),
];

/// Whose entries of an aspect belong into a list of this kind.
pub(crate) fn owner(list: ListKind, aspect: Aspect, as_signer: bool) -> Owner {
    let row = PLACES.iter().find(|(kind, of, _)| (*kind, *of) == (list, aspect));
    row.map_or(Owner::Any, |(_, _, [signer, other])| if as_signer { *signer } else { *other })
}

/// What is known of CTLs of one cluster that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CtlFacts {
    /// They surely are of several nodes.
    pub(crate) several_nodes: bool,
    /// They were written at several times.
    pub(crate) several_times: bool,
    /// The time of each is known.
    pub(crate) all_dated: bool,
}

/// What it means that CTLs of one cluster differ.
#[derive(Debug)]
pub(crate) struct CtlRule {
    fits: fn(CtlFacts) -> bool,
    /// Whether it may be.
    pub(crate) judgement: Judgement,
    /// How bad it is.
    pub(crate) severity: Severity,
    /// The meaning in a sentence.
    pub(crate) meaning: &'static str,
}

const TIMES: CtlRule = CtlRule {
    fits: |_| true,
    judgement: Judgement::NotAllowed,
    severity: Severity::Error,
    meaning: "Both say that they were written in the same second, so one of them is not what CUCM wrote.",
};

/// The table (Cisco docs 118892 and 118893): the first row that fits counts, and [`TIMES`] where none does.
pub(crate) static CTLS: &[CtlRule] = &[
    CtlRule {
        fits: |facts| facts.several_nodes,
        judgement: Judgement::NotAllowed,
        severity: Severity::Error,
        meaning: "They are of different nodes, which must have the same: the older did not get the new one.",
    },
    CtlRule {
        fits: |facts| facts.several_times,
        judgement: Judgement::Open,
        severity: Severity::Warning,
        meaning: "They were written at different times. If they were fetched from two nodes now, the node with the older one did not get the new one; if the older was saved \
                  before an update, this is as it should be.",
    },
    CtlRule {
        fits: |facts| !facts.all_dated,
        judgement: Judgement::Open,
        severity: Severity::Warning,
        meaning: "A printout does not tell when the list was written. If they are of two nodes now, one of them did not get the new list; if one is older, this is as it should be.",
    },
];

/// What it means that CTLs of which this is known differ.
pub(crate) fn ctls_differ(facts: CtlFacts) -> &'static CtlRule {
    CTLS.iter().find(|rule| (rule.fits)(facts)).unwrap_or(&TIMES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn releases(text: &str) -> Releases {
        Releases::parse(text).unwrap()
    }

    #[test]
    fn every_rule_has_its_own_name_a_text_and_a_source() {
        let ids: HashSet<&str> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), RULES.len());
        assert!(RULES.iter().all(|rule| rule.text.ends_with('.')));
        assert!(RULES.iter().all(|rule| !rule.source.is_empty()));
        assert!(RULES.iter().all(|rule| rule.check.is_none_or(|id| crate::checks::find(id).is_some())));
    }

    #[test]
    fn itlrecovery_is_of_the_cluster_from_12_5_on() {
        // domain.md, section 2.2: "12.5-13: ITLRecovery (one, publisher's)", "10.0-11.5: ITLRecovery of that node".
        let demand = |release| find(RelationKind::TftpNodes, Aspect::Recovery, release).unwrap().demand;
        assert_eq!(demand(releases("12.5")), Demand::Same);
        assert_eq!(demand(releases("15")), Demand::Same);
        assert_eq!(demand(releases("11.5")), Demand::Nothing);
        assert_eq!(demand(Releases::ANY), Demand::SameWherePresent);
    }

    #[test]
    fn tvs_and_capf_are_of_the_cluster_and_callmanager_is_the_nodes() {
        // domain.md, section 0, 2.
        for aspect in [Aspect::Tvs, Aspect::Capf] {
            let rule = find(RelationKind::TftpNodes, aspect, Releases::ANY).unwrap();
            assert_eq!((rule.demand, rule.judgement), (Demand::Same, Judgement::NotAllowed));
        }
        assert_eq!(owner(ListKind::Itl, Aspect::CallManager, true), Owner::Own);
        assert_eq!(owner(ListKind::Ctl, Aspect::CallManager, false), Owner::Any);
        assert_eq!(owner(ListKind::Ctl, Aspect::Tvs, false), Owner::Nobody);
        assert_eq!(owner(ListKind::Itl, Aspect::Tvs, false), Owner::Any);
    }

    #[test]
    fn ctls_that_differ_are_wrong_unless_one_may_be_older() {
        let facts = |several_nodes, several_times, all_dated| CtlFacts { several_nodes, several_times, all_dated };
        let judgement = |facts| ctls_differ(facts).judgement;
        assert_eq!(judgement(facts(true, true, true)), Judgement::NotAllowed);
        assert_eq!(judgement(facts(false, true, true)), Judgement::Open);
        assert_eq!(judgement(facts(false, false, false)), Judgement::Open);
        assert_eq!(judgement(facts(false, false, true)), Judgement::NotAllowed);
    }
}
