//! Names of CUCM's certificates: units (`tomcat`), trust stores (`tomcat-trust`), and files in them (`tomcat/tomcat.pem`).

/// Units with a certificate of their own, as `show cert list own` and the certificate management page call them (domain.md, section 1.1).
const UNITS: &[&str] = &[
    "CallManager",
    "CallManager-ECDSA",
    "CAPF",
    "ITLRecovery",
    "TVS",
    "authz",
    "cup",
    "cup-ECDSA",
    "cup-xmpp",
    "cup-xmpp-ECDSA",
    "cup-xmpp-s2s",
    "cup-xmpp-s2s-ECDSA",
    "ipsec",
    "tomcat",
    "tomcat-ECDSA",
];

/// A certificate, or a request, by the names of its unit and its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named<'a> {
    /// The unit or trust store; none where only a file is named.
    pub(super) unit: Option<&'a str>,
    /// The file; none where only a unit is named.
    pub(super) file: Option<&'a str>,
}

impl<'a> Named<'a> {
    /// Reads `tomcat/tomcat.pem`, `tomcat` or `tomcat.pem`.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let given = |part: &'a str| Some(part.trim()).filter(|part| !part.is_empty());
        match text.split_once('/') {
            Some((unit, file)) => Some(Self { unit: given(unit), file: given(file) }),
            None if text.is_empty() => None,
            None if is_unit(text) => Some(Self { unit: Some(text), file: None }),
            None => Some(Self { unit: None, file: Some(text) }),
        }
    }

    /// Reads the beginning of a line of a listing: a known unit, a file with this ending, and what follows it.
    pub(super) fn in_listing(line: &'a str, ending: &str) -> Option<(Self, &'a str)> {
        let (unit, rest) = line.split_once('/')?;
        let end = rest.find(ending)? + ending.len();
        let (file, remark) = rest.split_at_checked(end)?;
        let whole = remark.is_empty() || remark.starts_with(|next: char| next == ':' || next.is_whitespace());
        (is_unit(unit) && whole).then_some((Self { unit: Some(unit), file: Some(file) }, remark))
    }
}

/// Whether this is the name of a unit or of a trust store.
pub(super) fn is_unit(name: &str) -> bool {
    UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(name)) || is_trust_store(name)
}

/// Whether this is the name of a trust store: other people's certificates.
pub(super) fn is_trust_store(name: &str) -> bool {
    name.strip_suffix("-trust")
        .is_some_and(|of| !of.is_empty() && of.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_units_and_files() {
        let named = |unit, file| Named { unit, file };
        assert_eq!(Named::parse("tomcat/tomcat.pem"), Some(named(Some("tomcat"), Some("tomcat.pem"))));
        assert_eq!(Named::parse(" CallManager-ECDSA "), Some(named(Some("CallManager-ECDSA"), None)));
        assert_eq!(Named::parse("root.pem"), Some(named(None, Some("root.pem"))));
        assert_eq!(Named::parse(" "), None);
        let line = "Phone-SAST-trust/ITLRECOVERY_cucm.pem: Trust Certificate";
        let (found, remark) = Named::in_listing(line, ".pem").unwrap();
        assert_eq!(found, named(Some("Phone-SAST-trust"), Some("ITLRECOVERY_cucm.pem")));
        assert_eq!(remark, ": Trust Certificate");
        assert_eq!(Named::in_listing("certs/a.pem: OK", ".pem"), None);
        assert_eq!(Named::in_listing("tomcat/a.pembroke: OK", ".pem"), None);
    }
}
