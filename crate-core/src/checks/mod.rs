//! Checks: the rules that a case is held against.
//!
//! One check is one [`Check`]: its id, severity, title, what it means, what to do, its source, and the function that runs it. The page, the
//! command and the documentation draw from it. A new check is a file in its family's folder and a line in [`REGISTRY`].

mod capture;
mod certificate;
mod ctl;
mod format;
mod identity;
mod itl;
mod request;
mod signature;
mod text;

use crate::case::evaluation::Evaluation;
use crate::report::{Evidence, Finding, Severity};

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
    /// What to do: a sentence, or the key of a plan with one.
    pub remedy: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// The version of Trustlens that brought it.
    pub since: &'static str,
    /// Whether the case has what the rule looks at. A check that does not apply is not a check that passed.
    pub applies: fn(&Evaluation<'_>) -> bool,
    /// Runs it.
    pub run: fn(&Evaluation<'_>, &mut Observations),
}

/// Every check, in the order of the catalogue.
pub static REGISTRY: &[&Check] = &[
    &format::not_a_trust_list::CHECK,
    &format::wrong_end::CHECK,
    &format::lengths_disagree::CHECK,
    &format::unknown_tags::CHECK,
    &format::no_certificate::CHECK,
    &format::broken_certificate::CHECK,
    &format::fields_differ::CHECK,
    &format::name_and_time::CHECK,
    &format::empty::CHECK,
    &format::incomplete_text::CHECK,
    &format::same_file::CHECK,
    &signature::does_not_hold::CHECK,
    &signature::signer_missing::CHECK,
    &signature::signer_expired::CHECK,
    &signature::unexpected_signer::CHECK,
    &signature::digest::CHECK,
    &signature::weak_key::CHECK,
    &itl::incomplete::CHECK,
    &itl::mode::CHECK,
    &ctl::incomplete::CHECK,
    &ctl::tvs::CHECK,
    &certificate::expired::CHECK,
    &certificate::expiring::CHECK,
    &identity::file_name::CHECK,
    &request::another_key::CHECK,
    &request::names_differ::CHECK,
    &request::subject_differs::CHECK,
    &request::usage::CHECK,
    &request::missing_node::CHECK,
    &request::organisational_unit::CHECK,
    &text::own_certificate::CHECK,
    &text::handshake::CHECK,
    &text::list_taken::CHECK,
    &text::trust_verification::CHECK,
    &text::lists_held::CHECK,
    &text::harmless::CHECK,
    &text::file_refused::CHECK,
    &text::etoken_wording::CHECK,
    &text::certificate_listing::CHECK,
    &text::clock::CHECK,
    &text::certificate_operation::CHECK,
    &capture::files_fetched::CHECK,
    &capture::no_ctl::CHECK,
    &capture::certificates_shown::CHECK,
];

/// The check with this id, letter case not counting.
#[must_use]
pub fn find(id: &str) -> Option<&'static Check> {
    REGISTRY.iter().find(|check| check.id.eq_ignore_ascii_case(id)).copied()
}

/// Runs every check that applies.
#[must_use]
pub fn run(evaluation: &Evaluation<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in REGISTRY.iter().filter(|check| (check.applies)(evaluation)) {
        let mut observations = Observations::default();
        (check.run)(evaluation, &mut observations);
        findings.extend(observations.0.into_iter().map(|observation| observation.into_finding(check)));
    }
    findings
}

/// What a check saw, in the order in which it saw it.
#[derive(Debug, Default)]
pub struct Observations(Vec<Observation>);

/// One thing that a check saw.
#[derive(Debug)]
struct Observation {
    severity: Option<Severity>,
    title: String,
    detail: String,
    evidence: Vec<Evidence>,
}

impl Observations {
    /// Says what was seen, as bad as the check is by itself.
    pub fn say(&mut self, title: impl Into<String>, detail: impl Into<String>, evidence: Vec<Evidence>) {
        self.0.push(Observation { severity: None, title: title.into(), detail: detail.into(), evidence });
    }

    /// Says what was seen, with a severity of its own.
    pub fn say_as(
        &mut self,
        severity: Severity,
        title: impl Into<String>,
        detail: impl Into<String>,
        evidence: Vec<Evidence>,
    ) {
        self.0.push(Observation { severity: Some(severity), title: title.into(), detail: detail.into(), evidence });
    }
}

impl Observation {
    fn into_finding(self, check: &Check) -> Finding {
        Finding {
            check: check.id.to_owned(),
            severity: self.severity.unwrap_or(check.severity),
            title: self.title,
            detail: self.detail,
            evidence: self.evidence,
            remedy: check.remedy.to_owned(),
        }
    }
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
