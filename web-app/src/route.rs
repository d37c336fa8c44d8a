//! The addresses within the page: everything stands in the fragment, which browsers send nowhere.

use std::fmt;
use trustlens_core::report::{Evidence, InputKind};

/// A view of the page, and what is open in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Route {
    /// `#/`: verdicts, findings and records at a glance.
    #[default]
    Overview,
    /// `#/findings` or `#/findings/0`: the finding at this place of the report.
    Findings(Option<usize>),
    /// `#/lists`, `#/lists/3`, `#/lists/3/records/2`: the list in an input, and a record of it, counted from 1.
    Lists(Option<(usize, Option<usize>)>),
    /// `#/signed-files` or `#/signed-files/3`: the signed file in an input.
    SignedFiles(Option<usize>),
    /// `#/certificates` or `#/certificates/<sha256>`.
    Certificates(Option<String>),
    /// `#/expiry`.
    Expiry,
    /// `#/inputs` or `#/inputs/3`.
    Inputs(Option<usize>),
}

impl Route {
    /// Reads the fragment of an address, with or without `#`. What it does not know is the overview.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        let number = |text: &str| text.parse::<usize>().ok();
        match parts.as_slice() {
            ["findings"] => Self::Findings(None),
            ["findings", index] => Self::Findings(number(index)),
            ["lists"] => Self::Lists(None),
            ["lists", input] => Self::Lists(number(input).map(|input| (input, None))),
            ["lists", input, "records", record] => Self::Lists(number(input).map(|input| (input, number(record)))),
            ["signed-files"] => Self::SignedFiles(None),
            ["signed-files", input] => Self::SignedFiles(number(input)),
            ["certificates"] => Self::Certificates(None),
            ["certificates", sha256] => Self::Certificates(Some((*sha256).to_owned())),
            ["expiry"] => Self::Expiry,
            ["inputs"] => Self::Inputs(None),
            ["inputs", input] => Self::Inputs(number(input)),
            _ => Self::Overview,
        }
    }

    /// The view alone, with nothing open.
    pub fn view(&self) -> Self {
        match self {
            Self::Overview => Self::Overview,
            Self::Findings(_) => Self::Findings(None),
            Self::Lists(_) => Self::Lists(None),
            Self::SignedFiles(_) => Self::SignedFiles(None),
            Self::Certificates(_) => Self::Certificates(None),
            Self::Expiry => Self::Expiry,
            Self::Inputs(_) => Self::Inputs(None),
        }
    }

    /// What the view is called.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Findings(_) => "Findings",
            Self::Lists(_) => "Trust lists",
            Self::SignedFiles(_) => "Signed files",
            Self::Certificates(_) => "Certificates",
            Self::Expiry => "Expiry",
            Self::Inputs(_) => "Inputs",
        }
    }

    /// Where a piece of evidence is shown best: the certificate or the record itself, otherwise the input.
    /// `kind` is what the input of the evidence turned out to be.
    pub fn to_evidence(evidence: &Evidence, kind: Option<InputKind>) -> Option<Self> {
        if let (Some(input), Some(record)) = (evidence.input, evidence.record) {
            return Some(Self::Lists(Some((input, Some(record)))));
        }
        if let Some(sha256) = &evidence.certificate {
            return Some(Self::Certificates(Some(sha256.clone())));
        }
        let input = evidence.input?;
        Some(match kind {
            Some(InputKind::TrustList) => Self::Lists(Some((input, None))),
            Some(InputKind::SignedFile | InputKind::EncryptedFile) => Self::SignedFiles(Some(input)),
            _ => Self::Inputs(Some(input)),
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
            Self::Lists(None) => formatter.write_str("#/lists"),
            Self::Lists(Some((input, None))) => write!(formatter, "#/lists/{input}"),
            Self::Lists(Some((input, Some(record)))) => write!(formatter, "#/lists/{input}/records/{record}"),
            Self::SignedFiles(None) => formatter.write_str("#/signed-files"),
            Self::SignedFiles(Some(input)) => write!(formatter, "#/signed-files/{input}"),
            Self::Certificates(None) => formatter.write_str("#/certificates"),
            Self::Certificates(Some(sha256)) => write!(formatter, "#/certificates/{sha256}"),
            Self::Expiry => formatter.write_str("#/expiry"),
            Self::Inputs(None) => formatter.write_str("#/inputs"),
            Self::Inputs(Some(input)) => write!(formatter, "#/inputs/{input}"),
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
            Route::SignedFiles(None),
            Route::SignedFiles(Some(3)),
            Route::Certificates(None),
            Route::Certificates(Some("ab12".to_owned())),
            Route::Expiry,
            Route::Inputs(None),
            Route::Inputs(Some(7)),
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
        assert_eq!(Route::parse("#/lists/1/records/x"), Route::Lists(Some((1, None))));
    }

    #[test]
    fn evidence_leads_to_the_very_thing() {
        let record = Evidence { input: Some(1), record: Some(4), certificate: Some("ab".to_owned()), offset: None };
        assert_eq!(Route::to_evidence(&record, None), Some(Route::Lists(Some((1, Some(4))))));
        let certificate = Evidence { certificate: Some("ab".to_owned()), ..Evidence::default() };
        assert_eq!(Route::to_evidence(&certificate, None), Some(Route::Certificates(Some("ab".to_owned()))));
        let input = Evidence { input: Some(2), offset: Some(9), ..Evidence::default() };
        assert_eq!(Route::to_evidence(&input, Some(InputKind::Unknown)), Some(Route::Inputs(Some(2))));
        assert_eq!(Route::to_evidence(&input, Some(InputKind::TrustList)), Some(Route::Lists(Some((2, None)))));
        assert_eq!(Route::to_evidence(&Evidence::default(), None), None);
    }
}
