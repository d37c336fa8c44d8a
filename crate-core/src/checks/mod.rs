//! Checks: the rules that a case is held against.
//!
//! One check is one [`Check`]: its id, severity, title, what it means, who feels it, what to do, its source, and the function that runs it.
//! The page, the command and the documentation draw from it. A new check is a file in its family's folder and a line in that family's table.

mod capture;
mod causes;
mod certificate;
mod cross;
mod ctl;
mod format;
mod identity;
mod itl;
mod observations;
mod phone;
mod planning;
pub mod reference;
mod request;
mod signature;
mod simulation;
mod stores;
mod text;
mod trust;
mod usage;

pub(crate) use certificate::{breaks, is_servers, public_issuer};
pub use observations::{Observation, Observations};

use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{ClusterMode, Evidence, Finding, Severity, Undecided};

/// One rule.
#[derive(Debug)]
pub struct Check {
    /// The stable id: `SIG-01`.
    pub id: &'static str,
    /// How bad a finding is, unless the finding says otherwise.
    pub severity: Severity,
    /// The rule in a few words.
    pub title: &'static str,
    /// What it looks at and why that matters, for the person with the problem.
    pub meaning: &'static str,
    /// Who feels it, and how; empty where a finding has no symptom by itself.
    pub symptoms: &'static str,
    /// The plan that mends it, where one does.
    pub plan: Option<Key>,
    /// What to do, in a sentence or two.
    pub remedy: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// The version of Trustlens that brought it.
    pub since: &'static str,
    /// What the case must hold for it: "a CTL and the CAPF certificate".
    pub needs: &'static str,
    /// Facts of the cluster without which it cannot be decided. Where one is missing it does not run, and the report says so.
    pub wants: &'static [Fact],
    /// Whether the case has what the rule looks at. A check that does not apply is not a check that passed.
    pub applies: fn(&Evaluation<'_>) -> bool,
    /// Runs it.
    pub run: fn(&Evaluation<'_>, &mut Observations),
}

/// A fact of the cluster that a check may need, given or inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The release, or a span of releases.
    Release,
    /// Mixed or non-secure mode.
    Mode,
    /// The names of all nodes.
    Nodes,
    /// How many phones have no Security By Default.
    PhonesWithoutSecurityByDefault,
    /// When the backup was made that would be restored.
    Backup,
}

impl Fact {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Release, Self::Mode, Self::Nodes, Self::PhonesWithoutSecurityByDefault, Self::Backup];

    /// What it is called in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "the release",
            Self::Mode => "the security mode",
            Self::Nodes => "the nodes",
            Self::PhonesWithoutSecurityByDefault => "the number of phones without Security By Default",
            Self::Backup => "the date of the backup",
        }
    }

    /// Whether it is known.
    fn is_known(self, evaluation: &Evaluation<'_>) -> bool {
        let context = &evaluation.context;
        match self {
            Self::Release => evaluation.releases.is_known(),
            Self::Mode => context.mode != ClusterMode::Unknown,
            // Nodes that were inferred are some of the nodes; that one is missing can only be told when all were given.
            Self::Nodes => !context.nodes.is_empty() && !context.inferred.iter().any(|field| field == "nodes"),
            Self::PhonesWithoutSecurityByDefault => context.phones_without_security_by_default.is_some(),
            Self::Backup => context.backup.is_some(),
        }
    }
}

/// A family of checks.
#[derive(Debug)]
pub struct Family {
    /// What the ids of its checks begin with: `SIG`.
    pub prefix: &'static str,
    /// What its checks answer.
    pub question: &'static str,
    /// Its checks, in the order of their ids.
    pub checks: &'static [&'static Check],
}

/// The families of checks, in the order of the catalogue.
pub static FAMILIES: &[Family] = &[
    Family { prefix: "FMT", question: "Is the file whole, and does it agree with itself?", checks: format::CHECKS },
    Family {
        prefix: "SIG",
        question: "Does the signature hold, and is the signer the right one?",
        checks: signature::CHECKS,
    },
    Family {
        prefix: "ITL",
        question: "Does the identity trust list hold what phones need of it?",
        checks: itl::CHECKS,
    },
    Family {
        prefix: "CTL",
        question: "Does the certificate trust list hold what a cluster in mixed mode needs?",
        checks: ctl::CHECKS,
    },
    Family {
        prefix: "XF",
        question: "Do the lists agree with each other, and with what the servers hold?",
        checks: cross::CHECKS,
    },
    Family {
        prefix: "SIM",
        question: "Would phones take the lists that they are offered?",
        checks: simulation::CHECKS,
    },
    Family { prefix: "CRT", question: "Is each certificate sound by itself?", checks: certificate::CHECKS },
    Family {
        prefix: "EKU",
        question: "May each certificate be used for what its service needs?",
        checks: usage::CHECKS,
    },
    Family { prefix: "ROL", question: "Is each certificate what its name says?", checks: identity::CHECKS },
    Family {
        prefix: "PHN",
        question: "Are the certificates of phones sound, and does the cluster know them?",
        checks: phone::CHECKS,
    },
    Family {
        prefix: "TRU",
        question: "Do trust stores hold what they must, and nothing that harms?",
        checks: trust::CHECKS,
    },
    Family {
        prefix: "CSR",
        question: "Does a request ask for what its role needs, and does a certificate answer it?",
        checks: request::CHECKS,
    },
    Family {
        prefix: "TXT",
        question: "What does a text say: a log, a status message, what the command line printed?",
        checks: text::CHECKS,
    },
    Family { prefix: "PCAP", question: "What did phones get, and what was shown to them?", checks: capture::CHECKS },
    Family { prefix: "PLN", question: "Is what is planned safe, and when must it begin?", checks: planning::CHECKS },
];

/// Every check, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Check> {
    FAMILIES.iter().flat_map(|family| family.checks.iter().copied())
}

/// The check with this id, letter case not counting.
#[must_use]
pub fn find(id: &str) -> Option<&'static Check> {
    all().find(|check| check.id.eq_ignore_ascii_case(id))
}

/// What came of running all checks.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What they say, worst first, each with the finding that it follows from.
    pub findings: Vec<Finding>,
    /// Those that could not be decided.
    pub undecided: Vec<Undecided>,
}

/// Runs every check that applies.
#[must_use]
pub fn run(evaluation: &Evaluation<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    for check in all().filter(|check| (check.applies)(evaluation)) {
        let mut observations = Observations::default();
        observations.lack(check.wants.iter().copied().filter(|fact| !fact.is_known(evaluation)));
        if observations.lacking().is_empty() {
            (check.run)(evaluation, &mut observations);
        }
        if !observations.lacking().is_empty() {
            outcome.undecided.push(Undecided {
                check: check.id.to_owned(),
                title: check.title.to_owned(),
                needs: observations.lacking().iter().map(|fact| fact.name().to_owned()).collect(),
            });
        }
        outcome.findings.extend(observations.into_findings(check));
    }
    outcome.findings = causes::fold(outcome.findings);
    outcome
}

/// Evidence: an input as a whole.
fn input(id: usize) -> Evidence {
    Evidence { input: Some(id), ..Evidence::default() }
}

/// Evidence: a byte of an input.
fn byte(id: usize, offset: usize) -> Evidence {
    Evidence { input: Some(id), offset: u64::try_from(offset).ok(), ..Evidence::default() }
}

/// Evidence: a record of a trust list.
fn record(id: usize, record: usize) -> Evidence {
    Evidence { input: Some(id), record: Some(record), ..Evidence::default() }
}

/// Applies when the case has a trust list.
fn any_list(evaluation: &Evaluation<'_>) -> bool {
    !evaluation.lists.is_empty()
}

/// Applies when the case has a certificate.
fn any_certificate(evaluation: &Evaluation<'_>) -> bool {
    !evaluation.certificates.is_empty()
}

#[cfg(test)]
mod tests;
