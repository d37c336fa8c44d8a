//! Cuts a report into parts that the page can read one at a time without a stutter.

use std::collections::BTreeSet;
use trustlens_core::checks::{self, Check};
use trustlens_core::plan::Change;
use trustlens_core::report::{Finding, Report, checklist};
use trustlens_web::protocol::{Explanation, Head, Part, Proposed};

/// How many inputs, records, certificates or findings go into one part: some 300 kilobytes of JSON at most,
/// which a page reads in a few milliseconds.
const PART_SIZE: usize = 250;

/// Cuts `report` and hands the parts to `send`, in an order in which the page can put them together. `changes` are those that it was asked about.
pub fn split(mut report: Report, changes: Vec<Change>, send: &mut dyn FnMut(Part)) {
    let explanations = explain(&report.findings);
    if !changes.is_empty() {
        let proposal = report.proposal.take();
        let write = |proposal| checklist::of_proposal(proposal, &report.tool, report.evaluated_at);
        let checklist = proposal.as_ref().map(write).unwrap_or_default();
        send(Part::Proposal(Box::new(Proposed { changes, proposal, checklist })));
    }
    send(Part::Head(Box::new(Head {
        schema: report.schema,
        tool: report.tool,
        evaluated_at: report.evaluated_at,
        summary: report.summary,
        context: report.context,
    })));
    send(Part::Explanations(explanations));
    for mut list in report.trust_lists {
        let records = std::mem::take(&mut list.records);
        send(Part::TrustList(Box::new(list)));
        send_in_chunks(records, &mut |chunk| send(Part::Records(chunk)));
    }
    send_in_chunks(report.inputs, &mut |chunk| send(Part::Inputs(chunk)));
    send_in_chunks(report.signed_files, &mut |chunk| send(Part::SignedFiles(chunk)));
    send_in_chunks(report.requests, &mut |chunk| send(Part::Requests(chunk)));
    for log in report.logs {
        send(Part::Log(Box::new(log)));
    }
    for capture in report.captures {
        send(Part::Capture(Box::new(capture)));
    }
    send_in_chunks(report.listings, &mut |chunk| send(Part::Listings(chunk)));
    send_in_chunks(report.configurations, &mut |chunk| send(Part::Configurations(chunk)));
    send_in_chunks(report.expectations, &mut |chunk| send(Part::Expectations(chunk)));
    send_in_chunks(report.services, &mut |chunk| send(Part::Services(chunk)));
    send_in_chunks(report.plans, &mut |chunk| send(Part::Plans(chunk)));
    send_in_chunks(report.renewals, &mut |chunk| send(Part::Renewals(chunk)));
    if !report.migrations.is_empty() {
        send(Part::Migrations(report.migrations));
    }
    send_in_chunks(report.undecided, &mut |chunk| send(Part::Undecided(chunk)));
    send_in_chunks(report.findings, &mut |chunk| send(Part::Findings(chunk)));
    send_in_chunks(report.certificates, &mut |chunk| send(Part::Certificates(chunk)));
}

fn send_in_chunks<T>(all: Vec<T>, send: &mut dyn FnMut(Vec<T>)) {
    let mut all = all.into_iter();
    loop {
        let chunk: Vec<T> = all.by_ref().take(PART_SIZE).collect();
        if chunk.is_empty() {
            return;
        }
        send(chunk);
    }
}

/// The texts of every check, in the order of the catalogue.
#[must_use]
pub fn catalogue() -> Vec<Explanation> {
    checks::all().map(explanation).collect()
}

/// The texts of every check that has something to say.
fn explain(findings: &[Finding]) -> Vec<Explanation> {
    let names: BTreeSet<&str> = findings.iter().map(|finding| finding.check.as_str()).collect();
    names.into_iter().filter_map(checks::find).map(explanation).collect()
}

fn explanation(check: &Check) -> Explanation {
    Explanation {
        check: check.id.to_owned(),
        severity: check.severity,
        title: check.title.to_owned(),
        meaning: check.meaning.to_owned(),
        symptoms: check.symptoms.to_owned(),
        plan: check.plan.map(|plan| plan.name().to_owned()),
        remedy: check.remedy.to_owned(),
        source: check.source.to_owned(),
        since: check.since.to_owned(),
        needs: check.needs.to_owned(),
        wants: check.wants.iter().map(|fact| fact.name().to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_of_the_stated_size() {
        let mut sizes = Vec::new();
        send_in_chunks((0..PART_SIZE * 2 + 3).collect(), &mut |chunk: Vec<usize>| sizes.push(chunk.len()));
        assert_eq!(sizes, [PART_SIZE, PART_SIZE, 3]);
        send_in_chunks(Vec::<usize>::new(), &mut |_| panic!("nothing to send"));
    }
}
