//! What a check saw.

use super::{Check, Fact};
use crate::plan::Key;
use crate::report::{Comparison, Evidence, Finding, Severity, Side};

/// What a check saw, in the order in which it saw it.
#[derive(Debug, Default)]
pub struct Observations {
    seen: Vec<Observation>,
    lacking: Vec<Fact>,
}

/// One thing that a check saw.
#[derive(Debug)]
pub struct Observation {
    severity: Option<Severity>,
    title: String,
    detail: String,
    symptoms: Option<String>,
    advice: Option<String>,
    plan: Option<Key>,
    comparisons: Vec<Comparison>,
    evidence: Vec<Evidence>,
}

impl Observations {
    /// Says what was seen, as bad as the check is by itself.
    pub fn say(
        &mut self,
        title: impl Into<String>,
        detail: impl Into<String>,
        evidence: Vec<Evidence>,
    ) -> &mut Observation {
        self.push(None, title.into(), detail.into(), evidence)
    }

    /// Says what was seen, with a severity of its own.
    pub fn say_as(
        &mut self,
        severity: Severity,
        title: impl Into<String>,
        detail: impl Into<String>,
        evidence: Vec<Evidence>,
    ) -> &mut Observation {
        self.push(Some(severity), title.into(), detail.into(), evidence)
    }

    /// Notes that something could not be decided for want of facts. What was decided stands.
    pub fn lack(&mut self, facts: impl IntoIterator<Item = Fact>) {
        for fact in facts {
            if !self.lacking.contains(&fact) {
                self.lacking.push(fact);
            }
        }
    }

    /// The facts that were missing.
    pub(super) fn lacking(&self) -> &[Fact] {
        &self.lacking
    }

    /// The findings of a check.
    pub(super) fn into_findings(self, check: &Check) -> impl Iterator<Item = Finding> {
        self.seen.into_iter().map(|observation| observation.into_finding(check))
    }

    fn push(
        &mut self,
        severity: Option<Severity>,
        title: String,
        detail: String,
        evidence: Vec<Evidence>,
    ) -> &mut Observation {
        let observation = Observation {
            severity,
            title,
            detail,
            symptoms: None,
            advice: None,
            plan: None,
            comparisons: Vec::new(),
            evidence,
        };
        self.seen.push_mut(observation)
    }
}

impl Observation {
    /// Sets values of one thing side by side: `compare("serial number", [("CTLFile.tlv, record 4", "1a"), ("CAPF.pem", "2b")])`.
    pub fn compare<P: Into<String>, V: Into<String>>(
        &mut self,
        what: impl Into<String>,
        sides: impl IntoIterator<Item = (P, V)>,
    ) -> &mut Self {
        let sides = sides.into_iter().map(|(place, value)| Side { place: place.into(), value: value.into() }).collect();
        self.comparisons.push(Comparison { what: what.into(), sides });
        self
    }

    /// Says who feels it and how, in other words than the check does.
    pub fn felt_by(&mut self, symptoms: impl Into<String>) -> &mut Self {
        self.symptoms = Some(symptoms.into());
        self
    }

    /// Says what to do, in other words than the check does, and not by its plan.
    pub fn advise(&mut self, advice: impl Into<String>) -> &mut Self {
        self.advice = Some(advice.into());
        self
    }

    /// Names the plan that mends this, where it depends on what was found.
    pub fn by_plan(&mut self, plan: Option<Key>) -> &mut Self {
        self.plan = plan;
        self
    }

    fn into_finding(self, check: &Check) -> Finding {
        let plan = self.plan.or(check.plan.filter(|_| self.advice.is_none()));
        let advice = self.advice.unwrap_or_else(|| check.remedy.to_owned());
        Finding {
            check: check.id.to_owned(),
            severity: self.severity.unwrap_or(check.severity),
            title: self.title,
            detail: self.detail,
            symptoms: self.symptoms.unwrap_or_else(|| check.symptoms.to_owned()),
            comparisons: self.comparisons,
            evidence: self.evidence,
            remedy: plan.map_or_else(|| advice.clone(), |plan| plan.name().to_owned()),
            advice,
            cause: None,
        }
    }
}
