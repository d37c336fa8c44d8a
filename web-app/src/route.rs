//! The addresses within the page: everything stands in the fragment, which browsers send nowhere.

use crate::cluster::Field;
use crate::phone_address;
use std::fmt;
use trustlens_core::report::{Evidence, PhoneQuestion};

/// A view of the page, and what is open in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Route {
    /// `#/`: verdicts, findings and records at a glance.
    #[default]
    Overview,
    /// `#/findings` or `#/findings/0`: the finding at this place of the report.
    Findings(Option<usize>),
    /// `#/plans` or `#/plans/P-CAPF`.
    Plans(Option<String>),
    /// `#/plan` or `#/plan/capf+callmanager@cucm-sub1`: how changes can be made, and which (see [`changes`](crate::changes)).
    Plan(Option<String>),
    /// `#/services` or `#/services/srst`.
    Services(Option<String>),
    /// `#/lists`, `#/lists/3`, `#/lists/3/records/2`: the list in an input, and a record of it, counted from 1.
    Lists(Option<(usize, Option<usize>)>),
    /// `#/compare`: trust lists side by side.
    Compare,
    /// `#/signed-files` or `#/signed-files/3`: the signed file in an input.
    SignedFiles(Option<usize>),
    /// `#/certificates` or `#/certificates/<sha256>`.
    Certificates(Option<String>),
    /// `#/expiry`.
    Expiry,
    /// `#/requests` or `#/requests/3`: the requests in an input.
    Requests(Option<usize>),
    /// `#/captures` or `#/captures/3`.
    Captures(Option<usize>),
    /// `#/logs`, `#/logs/3`, `#/logs/3/bytes/1204`: the log in an input, and the line of it that begins at a byte.
    Logs(Option<(usize, Option<u64>)>),
    /// `#/listings` or `#/listings/3`: what the command line printed of certificates.
    Listings(Option<usize>),
    /// `#/configurations` or `#/configurations/3`.
    Configurations(Option<usize>),
    /// `#/inputs` or `#/inputs/3`.
    Inputs(Option<usize>),
    /// `#/phone` or `#/phone?holds=1,2&offered=5`: what phones would do; without a question, with the one that the case suggests.
    Phone(Option<PhoneQuestion>),
    /// `#/cluster` or `#/cluster/release`: what is known of the cluster, and a field of it.
    Cluster(Option<Field>),
    /// `#/checks` or `#/checks/XF-03`: the reference of checks, which needs no case.
    Checks(Option<String>),
    /// `#/lab` or `#/lab/sign`: makes test clusters and trust lists, and needs no case.
    Lab(Tab),
}

/// A part of the lab.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// Makes a cluster.
    #[default]
    Make,
    /// Signs a list with the person's own keys.
    Sign,
}

impl Route {
    /// Reads the fragment of an address, with or without `#`. What it does not know is the overview.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        let (path, question) = path.split_once('?').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').collect();
        let number = |text: &str| text.parse::<usize>().ok();
        match parts.as_slice() {
            ["findings"] => Self::Findings(None),
            ["findings", index] => Self::Findings(number(index)),
            ["plans"] => Self::Plans(None),
            ["plans", key] => Self::Plans(Some(key.to_ascii_uppercase())),
            ["plan"] => Self::Plan(None),
            ["plan", words] => Self::Plan(Some((*words).to_owned())),
            ["services"] => Self::Services(None),
            ["services", id] => Self::Services(Some((*id).to_owned())),
            ["lists"] => Self::Lists(None),
            ["lists", input] => Self::Lists(number(input).map(|input| (input, None))),
            ["lists", input, "records", record] => Self::Lists(number(input).map(|input| (input, number(record)))),
            ["compare"] => Self::Compare,
            ["signed-files"] => Self::SignedFiles(None),
            ["signed-files", input] => Self::SignedFiles(number(input)),
            ["certificates"] => Self::Certificates(None),
            ["certificates", sha256] => Self::Certificates(Some((*sha256).to_owned())),
            ["expiry"] => Self::Expiry,
            ["requests"] => Self::Requests(None),
            ["requests", input] => Self::Requests(number(input)),
            ["captures"] => Self::Captures(None),
            ["captures", input] => Self::Captures(number(input)),
            ["logs"] => Self::Logs(None),
            ["logs", input] => Self::Logs(number(input).map(|input| (input, None))),
            ["logs", input, "bytes", offset] => Self::Logs(number(input).map(|input| (input, offset.parse().ok()))),
            ["listings"] => Self::Listings(None),
            ["listings", input] => Self::Listings(number(input)),
            ["configurations"] => Self::Configurations(None),
            ["configurations", input] => Self::Configurations(number(input)),
            ["inputs"] => Self::Inputs(None),
            ["inputs", input] => Self::Inputs(number(input)),
            ["phone"] => Self::Phone(phone_address::read(question)),
            ["cluster"] => Self::Cluster(None),
            ["cluster", field] => Self::Cluster(Field::parse(field)),
            ["lab"] => Self::Lab(Tab::Make),
            ["lab", "sign"] => Self::Lab(Tab::Sign),
            ["checks"] => Self::Checks(None),
            ["checks", id] => Self::Checks(Some(id.to_ascii_uppercase())),
            _ => Self::Overview,
        }
    }

    /// The view alone, with nothing open.
    pub fn view(&self) -> Self {
        match self {
            Self::Overview => Self::Overview,
            Self::Findings(_) => Self::Findings(None),
            Self::Plans(_) => Self::Plans(None),
            Self::Plan(_) => Self::Plan(None),
            Self::Services(_) => Self::Services(None),
            Self::Lists(_) => Self::Lists(None),
            Self::Compare => Self::Compare,
            Self::SignedFiles(_) => Self::SignedFiles(None),
            Self::Certificates(_) => Self::Certificates(None),
            Self::Expiry => Self::Expiry,
            Self::Requests(_) => Self::Requests(None),
            Self::Captures(_) => Self::Captures(None),
            Self::Logs(_) => Self::Logs(None),
            Self::Listings(_) => Self::Listings(None),
            Self::Configurations(_) => Self::Configurations(None),
            Self::Inputs(_) => Self::Inputs(None),
            Self::Phone(_) => Self::Phone(None),
            Self::Cluster(_) => Self::Cluster(None),
            Self::Checks(_) => Self::Checks(None),
            Self::Lab(_) => Self::Lab(Tab::Make),
        }
    }

    /// What the view is called.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Findings(_) => "Findings",
            Self::Plans(_) => "Plans",
            Self::Plan(_) => "Plan a change",
            Self::Services(_) => "Services",
            Self::Lists(_) => "Trust lists",
            Self::Compare => "Compare",
            Self::SignedFiles(_) => "Signed files",
            Self::Certificates(_) => "Certificates",
            Self::Expiry => "Expiry",
            Self::Requests(_) => "Requests",
            Self::Captures(_) => "Captures",
            Self::Logs(_) => "Logs",
            Self::Listings(_) => "Command output",
            Self::Configurations(_) => "Phone configurations",
            Self::Inputs(_) => "Inputs",
            Self::Phone(_) => "Phone",
            Self::Cluster(_) => "Cluster",
            Self::Checks(_) => "Checks",
            Self::Lab(_) => "Lab",
        }
    }

    /// Where a piece of evidence is shown best: the certificate or the record itself, otherwise the input.
    /// `view` is the view that shows the input of the evidence, where there is one of its own.
    pub fn to_evidence(evidence: &Evidence, view: Option<Self>) -> Option<Self> {
        if let (Some(input), Some(record)) = (evidence.input, evidence.record) {
            return Some(Self::Lists(Some((input, Some(record)))));
        }
        if let Some(sha256) = &evidence.certificate {
            return Some(Self::Certificates(Some(sha256.clone())));
        }
        let input = evidence.input?;
        Some(match view {
            Some(Self::Logs(_)) => Self::Logs(Some((input, evidence.offset))),
            Some(view) => view,
            None => Self::Inputs(Some(input)),
        })
    }

    /// The `id` of the element that stands for what is open, so that it can be scrolled to.
    pub fn element_id(&self) -> String {
        self.to_string().trim_start_matches("#/").replace('/', "-")
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overview => formatter.write_str("#/"),
            Self::Findings(None) => formatter.write_str("#/findings"),
            Self::Findings(Some(index)) => write!(formatter, "#/findings/{index}"),
            Self::Plans(None) => formatter.write_str("#/plans"),
            Self::Plans(Some(key)) => write!(formatter, "#/plans/{key}"),
            Self::Plan(None) => formatter.write_str("#/plan"),
            Self::Plan(Some(words)) => write!(formatter, "#/plan/{words}"),
            Self::Services(None) => formatter.write_str("#/services"),
            Self::Services(Some(id)) => write!(formatter, "#/services/{id}"),
            Self::Lists(None) => formatter.write_str("#/lists"),
            Self::Lists(Some((input, None))) => write!(formatter, "#/lists/{input}"),
            Self::Lists(Some((input, Some(record)))) => write!(formatter, "#/lists/{input}/records/{record}"),
            Self::Compare => formatter.write_str("#/compare"),
            Self::SignedFiles(None) => formatter.write_str("#/signed-files"),
            Self::SignedFiles(Some(input)) => write!(formatter, "#/signed-files/{input}"),
            Self::Certificates(None) => formatter.write_str("#/certificates"),
            Self::Certificates(Some(sha256)) => write!(formatter, "#/certificates/{sha256}"),
            Self::Expiry => formatter.write_str("#/expiry"),
            Self::Requests(None) => formatter.write_str("#/requests"),
            Self::Requests(Some(input)) => write!(formatter, "#/requests/{input}"),
            Self::Captures(None) => formatter.write_str("#/captures"),
            Self::Captures(Some(input)) => write!(formatter, "#/captures/{input}"),
            Self::Logs(None) => formatter.write_str("#/logs"),
            Self::Logs(Some((input, None))) => write!(formatter, "#/logs/{input}"),
            Self::Logs(Some((input, Some(offset)))) => write!(formatter, "#/logs/{input}/bytes/{offset}"),
            Self::Listings(None) => formatter.write_str("#/listings"),
            Self::Listings(Some(input)) => write!(formatter, "#/listings/{input}"),
            Self::Configurations(None) => formatter.write_str("#/configurations"),
            Self::Configurations(Some(input)) => write!(formatter, "#/configurations/{input}"),
            Self::Inputs(None) => formatter.write_str("#/inputs"),
            Self::Inputs(Some(input)) => write!(formatter, "#/inputs/{input}"),
            Self::Phone(None) => formatter.write_str("#/phone"),
            Self::Phone(Some(question)) => write!(formatter, "#/phone?{}", phone_address::write(question)),
            Self::Cluster(None) => formatter.write_str("#/cluster"),
            Self::Cluster(Some(field)) => write!(formatter, "#/cluster/{}", field.name()),
            Self::Checks(None) => formatter.write_str("#/checks"),
            Self::Checks(Some(id)) => write!(formatter, "#/checks/{id}"),
            Self::Lab(Tab::Make) => formatter.write_str("#/lab"),
            Self::Lab(Tab::Sign) => formatter.write_str("#/lab/sign"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_reads_what_it_writes() {
        let routes = [
            Route::Overview,
            Route::Findings(None),
            Route::Findings(Some(4)),
            Route::Lists(None),
            Route::Lists(Some((0, None))),
            Route::Lists(Some((0, Some(2)))),
            Route::Compare,
            Route::SignedFiles(None),
            Route::SignedFiles(Some(3)),
            Route::Certificates(None),
            Route::Certificates(Some("ab12".to_owned())),
            Route::Expiry,
            Route::Requests(Some(2)),
            Route::Captures(None),
            Route::Captures(Some(2)),
            Route::Logs(None),
            Route::Logs(Some((1, None))),
            Route::Logs(Some((1, Some(1204)))),
            Route::Listings(Some(5)),
            Route::Configurations(Some(6)),
            Route::Inputs(None),
            Route::Inputs(Some(7)),
            Route::Plans(None),
            Route::Plans(Some("P-CAPF".to_owned())),
            Route::Plan(None),
            Route::Plan(Some("capf+callmanager@cucm-sub1".to_owned())),
            Route::Services(None),
            Route::Services(Some("encrypted-calls".to_owned())),
            Route::Phone(None),
            Route::Phone(Some(PhoneQuestion::default())),
            Route::Cluster(None),
            Route::Cluster(Some(Field::Nodes)),
            Route::Checks(None),
            Route::Checks(Some("XF-03".to_owned())),
            Route::Lab(Tab::Make),
            Route::Lab(Tab::Sign),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn an_odd_address_leads_somewhere() {
        for fragment in ["", "#", "#/", "#/nowhere", "#//", "#/%3Cimg%3E"] {
            assert_eq!(Route::parse(fragment), Route::Overview);
        }
        assert_eq!(Route::parse("#/inputs/x"), Route::Inputs(None));
        assert_eq!(Route::parse("#/cluster/x"), Route::Cluster(None));
        assert_eq!(Route::parse("#/checks/xf-03"), Route::Checks(Some("XF-03".to_owned())), "as people write it");
        assert_eq!(Route::parse("#/lists/1/records/x"), Route::Lists(Some((1, None))));
    }

    #[test]
    fn evidence_leads_to_the_very_thing() {
        let record = Evidence { input: Some(1), record: Some(4), certificate: Some("ab".to_owned()), offset: None };
        assert_eq!(Route::to_evidence(&record, None), Some(Route::Lists(Some((1, Some(4))))));
        let certificate = Evidence { certificate: Some("ab".to_owned()), ..Evidence::default() };
        assert_eq!(Route::to_evidence(&certificate, None), Some(Route::Certificates(Some("ab".to_owned()))));
        let input = Evidence { input: Some(2), offset: Some(9), ..Evidence::default() };
        assert_eq!(Route::to_evidence(&input, None), Some(Route::Inputs(Some(2))));
        let list = Route::Lists(Some((2, None)));
        assert_eq!(Route::to_evidence(&input, Some(list.clone())), Some(list));
        let log = Route::Logs(Some((2, None)));
        assert_eq!(Route::to_evidence(&input, Some(log)), Some(Route::Logs(Some((2, Some(9))))));
        assert_eq!(Route::to_evidence(&Evidence::default(), None), None);
    }
}
