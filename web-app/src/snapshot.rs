//! A whole report as the page holds it, put together from the parts that the worker sends.

use crate::order::sorted_places;
use crate::route::Route;
use trustlens_core::Timestamp;
use trustlens_core::report::{
    Capture, Certificate, Configuration, Context, Evidence, Expectation, Finding, Input, InputKind, Listing, Log,
    Migration, Plan, Record, Renewal, Request, Service, Severity, SignedFile, TrustList, Undecided,
};
use trustlens_web::protocol::{Explanation, Part, Proposed};

/// A report with the ways to find things in it.
#[derive(Debug)]
pub struct Snapshot {
    /// The date that expiry was judged by.
    pub evaluated_at: Timestamp,
    /// Every input, in the order in which they came.
    pub inputs: Vec<Input>,
    /// Every ITL and CTL.
    pub trust_lists: Vec<TrustList>,
    /// Every signed or encrypted file.
    pub signed_files: Vec<SignedFile>,
    /// Every certificate signing request.
    pub requests: Vec<Request>,
    /// Every log.
    pub logs: Vec<Log>,
    /// Every network capture.
    pub captures: Vec<Capture>,
    /// Every listing of certificates.
    pub listings: Vec<Listing>,
    /// Every phone configuration.
    pub configurations: Vec<Configuration>,
    /// Every certificate, once.
    pub certificates: Vec<Certificate>,
    /// What is known of the cluster.
    pub context: Context,
    /// What trust lists should hold, against what they hold.
    pub expectations: Vec<Expectation>,
    /// What the certificates are for, by service.
    pub services: Vec<Service>,
    /// What the checks say, worst first.
    pub findings: Vec<Finding>,
    /// The plans that findings name.
    pub plans: Vec<Plan>,
    /// What it takes to move phones between clusters of the case, the ways that are meant first.
    pub migrations: Vec<Migration>,
    /// The answer to the changes that the person is about to make, where there are some.
    pub proposed: Option<Box<Proposed>>,
    /// What ends when, and by when to begin its renewal, the most urgent first.
    pub renewals: Vec<Renewal>,
    /// The checks that could not be decided.
    pub undecided: Vec<Undecided>,
    explanations: Vec<Explanation>,
    /// The places of the certificates in the order of their fingerprints.
    by_fingerprint: Vec<usize>,
}

impl Snapshot {
    fn empty() -> Self {
        Self {
            evaluated_at: Timestamp::from_unix(0),
            inputs: Vec::new(),
            trust_lists: Vec::new(),
            signed_files: Vec::new(),
            requests: Vec::new(),
            logs: Vec::new(),
            captures: Vec::new(),
            listings: Vec::new(),
            configurations: Vec::new(),
            certificates: Vec::new(),
            context: Context::default(),
            expectations: Vec::new(),
            services: Vec::new(),
            findings: Vec::new(),
            plans: Vec::new(),
            migrations: Vec::new(),
            proposed: None,
            renewals: Vec::new(),
            undecided: Vec::new(),
            explanations: Vec::new(),
            by_fingerprint: Vec::new(),
        }
    }

    /// The input with this id.
    pub fn input(&self, id: usize) -> Option<&Input> {
        // Inputs are numbered in the order in which they come.
        let place = self.inputs.binary_search_by(|input| input.id.cmp(&id)).ok()?;
        self.inputs.get(place)
    }

    /// What an input is called, for people.
    pub fn input_name(&self, id: usize) -> String {
        self.input(id).map_or_else(|| format!("input {id}"), |input| input.name.clone())
    }

    /// The certificate with this fingerprint.
    pub fn certificate(&self, sha256: &str) -> Option<&Certificate> {
        self.certificates.get(self.certificate_place(sha256)?)
    }

    /// The place of the certificate with this fingerprint in the report.
    pub fn certificate_place(&self, sha256: &str) -> Option<usize> {
        let fingerprint = |place: &usize| self.certificates.get(*place).map_or("", |it| it.sha256.as_str());
        let found = self.by_fingerprint.binary_search_by(|place| fingerprint(place).cmp(sha256)).ok()?;
        self.by_fingerprint.get(found).copied()
    }

    /// How many inputs an input lies within.
    pub fn depth(&self, input: &Input) -> usize {
        let parent = |input: &Input| self.input(input.parent?);
        std::iter::successors(parent(input), |input| parent(input)).count()
    }

    /// The trust list that was read from an input.
    pub fn trust_list(&self, input: usize) -> Option<&TrustList> {
        self.trust_lists.iter().find(|list| list.input == input)
    }

    /// The view that shows what an input is, where there is one of its own.
    pub fn view_of(&self, input: &Input) -> Option<Route> {
        let id = input.id;
        Some(match input.kind {
            InputKind::TrustList => Route::Lists(Some((id, None))),
            InputKind::Transcript if self.trust_list(id).is_some() => Route::Lists(Some((id, None))),
            InputKind::Transcript if self.listings.iter().any(|listing| listing.input == id) => {
                Route::Listings(Some(id))
            }
            InputKind::SignedFile | InputKind::EncryptedFile => Route::SignedFiles(Some(id)),
            InputKind::Request => Route::Requests(Some(id)),
            InputKind::Capture => Route::Captures(Some(id)),
            InputKind::Log => Route::Logs(Some((id, None))),
            InputKind::Configuration => Route::Configurations(Some(id)),
            _ => return None,
        })
    }

    /// Where a piece of evidence is shown best.
    pub fn route_to(&self, evidence: &Evidence) -> Option<Route> {
        let view = evidence.input.and_then(|input| self.input(input)).and_then(|input| self.view_of(input));
        Route::to_evidence(evidence, view)
    }

    /// A record of the trust list in an input, counted from 1.
    pub fn record(&self, input: usize, index: usize) -> Option<&Record> {
        self.trust_list(input)?.records.iter().find(|record| record.index == index)
    }

    /// What a check means.
    pub fn explanation(&self, check: &str) -> Option<&Explanation> {
        self.explanations.iter().find(|text| text.check == check)
    }

    /// The places of the findings that follow from no other.
    pub fn headlines(&self) -> impl Iterator<Item = usize> {
        (0..).zip(&self.findings).filter(|(_, finding)| finding.cause.is_none()).map(|(place, _)| place)
    }

    /// The places of the findings that follow from the one at a place.
    pub fn consequences(&self, cause: usize) -> Vec<usize> {
        let follows = |(place, finding): (usize, &Finding)| (finding.cause == Some(cause)).then_some(place);
        (0..).zip(&self.findings).filter_map(follows).collect()
    }

    /// How many headlines there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.headlines().filter(|place| self.findings[*place].severity == severity).count()
    }

    /// The place of the finding in which a check speaks of an input; else of the first in which it speaks at all.
    pub fn finding_of(&self, check: &str, input: usize) -> Option<usize> {
        let mut said = (0..).zip(&self.findings).filter(|(_, finding)| finding.check == check);
        let speaks_of = |finding: &Finding| finding.evidence.iter().any(|evidence| evidence.input == Some(input));
        let first = said.clone().next();
        said.find(|(_, finding)| speaks_of(finding)).or(first).map(|(place, _)| place)
    }

    /// The plan with this key.
    pub fn plan(&self, key: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.key == key)
    }

    /// What the list in an input should hold, against what it holds.
    pub fn expectation(&self, input: usize) -> Option<&Expectation> {
        self.expectations.iter().find(|expectation| expectation.input == input)
    }
}

/// A report that is still coming in.
#[derive(Debug)]
pub struct Assembly(Snapshot);

impl Default for Assembly {
    fn default() -> Self {
        Self(Snapshot::empty())
    }
}

impl Assembly {
    /// Adds a part.
    pub fn take(&mut self, part: Part) {
        let report = &mut self.0;
        match part {
            Part::Head(head) => {
                report.evaluated_at = head.evaluated_at;
                report.context = head.context;
            }
            Part::Inputs(inputs) => report.inputs.extend(inputs),
            Part::TrustList(list) => report.trust_lists.push(*list),
            Part::Records(records) => {
                if let Some(list) = report.trust_lists.last_mut() {
                    list.records.extend(records);
                }
            }
            Part::SignedFiles(files) => report.signed_files.extend(files),
            Part::Requests(requests) => report.requests.extend(requests),
            Part::Log(log) => report.logs.push(*log),
            Part::Capture(capture) => report.captures.push(*capture),
            Part::Listings(listings) => report.listings.extend(listings),
            Part::Configurations(configurations) => report.configurations.extend(configurations),
            Part::Certificates(certificates) => report.certificates.extend(certificates),
            Part::Findings(findings) => report.findings.extend(findings),
            Part::Expectations(expectations) => report.expectations.extend(expectations),
            Part::Services(services) => report.services.extend(services),
            Part::Plans(plans) => report.plans.extend(plans),
            Part::Migrations(migrations) => report.migrations.extend(migrations),
            Part::Proposal(proposed) => report.proposed = Some(proposed),
            Part::Renewals(renewals) => report.renewals.extend(renewals),
            Part::Undecided(undecided) => report.undecided.extend(undecided),
            Part::Explanations(explanations) => report.explanations.extend(explanations),
        }
    }

    /// The report, once all parts are there.
    pub fn finish(self) -> Snapshot {
        let mut report = self.0;
        let certificates = &report.certificates;
        report.by_fingerprint = sorted_places(certificates.len(), &mut |one, other| {
            certificates[one].sha256.cmp(&certificates[other].sha256)
        });
        report
    }
}
