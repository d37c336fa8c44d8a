//! The way from a certificate to its root: through the certificates of the case, then through those of Cisco's that are known.
//!
//! It says whose keys made which signatures. Dates, basic constraints and the order in a bundle are not looked at.

use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::known_cisco::{self, Known};
use crate::report::CertificateSignatureStatus as Status;
use crate::timestamp::Timestamp;

/// Links that are followed: the longest chains of CUCM and of Cisco's have four.
pub const LONGEST: usize = 16;

/// A certificate and those above it.
#[derive(Debug, Clone)]
pub struct Chain<'e, 'case> {
    /// The certificate itself, then its issuer, and so on: each link's key made the signature of the one before it.
    pub links: Vec<Link<'e, 'case>>,
    /// What is at the end of the last link.
    pub end: End<'e, 'case>,
}

/// A certificate in a chain.
#[derive(Debug, Clone, Copy)]
pub enum Link<'e, 'case> {
    /// It is in the case.
    Case(&'e JudgedCertificate<'case>),
    /// It is not in the case, but one that Trustlens knows.
    Known(&'static Known),
}

/// How a chain ends.
#[derive(Debug, Clone)]
pub enum End<'e, 'case> {
    /// The last link is self-signed: a root.
    Root,
    /// The issuer of the last link is not there.
    Missing {
        /// Its common name.
        issuer: String,
        /// The known certificate that is called so, of which only facts are known.
        known: Option<&'static Known>,
    },
    /// The signature of the last link does not hold.
    DoesNotHold {
        /// The certificate whose key does not verify it.
        issuer: Option<Link<'e, 'case>>,
        /// One sentence for people.
        reason: &'e str,
    },
    /// The signature of the last link cannot be checked.
    NotVerifiable {
        /// One sentence for people.
        reason: &'e str,
    },
    /// The certificates issue each other in a circle, or there are more than [`LONGEST`].
    Endless,
}

impl<'e, 'case> Chain<'e, 'case> {
    /// Whether it reaches a root and every signature on the way holds.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.end, End::Root)
    }

    /// The root of Cisco's that it reaches, every signature on the way holding.
    #[must_use]
    pub fn known_root(&self) -> Option<&'static Known> {
        self.links.last().filter(|_| self.is_whole())?.known()
    }

    /// The link that expires first, and when.
    #[must_use]
    pub fn first_to_expire(&self) -> Option<(Link<'e, 'case>, Timestamp)> {
        let expiries = self.links.iter().filter_map(|link| Some((*link, link.not_after()?)));
        expiries.min_by_key(|(_, expires)| *expires)
    }
}

impl Link<'_, '_> {
    /// Its common name.
    #[must_use]
    pub fn common_name(&self) -> String {
        match self {
            Self::Case(judged) => judged.entry.certificate.subject().common_name(),
            Self::Known(known) => known.name.to_owned(),
        }
    }

    /// Valid until.
    #[must_use]
    pub fn not_after(&self) -> Option<Timestamp> {
        match self {
            Self::Case(judged) => Some(judged.entry.certificate.not_after()),
            Self::Known(known) => known.not_after(),
        }
    }

    /// The certificate of Cisco's that it is, going by its fingerprint, wherever it stands.
    #[must_use]
    pub fn known(&self) -> Option<&'static Known> {
        match self {
            Self::Case(judged) => judged.known,
            Self::Known(known) => Some(known),
        }
    }

    /// SHA-256 of the certificate.
    #[must_use]
    pub fn sha256(&self) -> Option<&str> {
        match self {
            Self::Case(judged) => Some(&judged.entry.sha256),
            Self::Known(known) => known.sha256,
        }
    }
}

/// The chain of a certificate of the case. It takes no verification, only the verdicts that were passed, and at most [`LONGEST`] steps.
#[must_use]
pub fn chain<'e, 'case>(
    evaluation: &'e Evaluation<'case>,
    certificate: &'e JudgedCertificate<'case>,
) -> Chain<'e, 'case> {
    let mut links = vec![Link::Case(certificate)];
    let end = loop {
        let Some(last) = links.last() else { break End::Endless };
        let next = match above(evaluation, *last) {
            Ok(next) => next,
            Err(end) => break end,
        };
        let circle = links.iter().any(|link| link.sha256() == next.sha256());
        if circle || links.len() >= LONGEST {
            break End::Endless;
        }
        links.push(next);
    };
    Chain { links, end }
}

/// The link above one, or why there is none.
fn above<'e, 'case>(
    evaluation: &'e Evaluation<'case>,
    link: Link<'e, 'case>,
) -> Result<Link<'e, 'case>, End<'e, 'case>> {
    let judged = match link {
        Link::Case(judged) => judged,
        Link::Known(known) if known.is_root() => return Err(End::Root),
        Link::Known(known) => {
            let missing = || End::Missing { issuer: known.issuer.unwrap_or_default().to_owned(), known: None };
            return known.known_issuer().map(|issuer| place(evaluation, issuer)).ok_or_else(missing);
        }
    };
    let verdict = judged.verdict;
    let within = verdict.issuer.and_then(|issuer| evaluation.certificates.get(issuer)).map(Link::Case);
    let issuer = within.or_else(|| verdict.known_issuer.map(Link::Known));
    match verdict.status {
        Status::Valid if verdict.self_signed => Err(End::Root),
        Status::Valid => issuer.ok_or_else(|| missing(judged)),
        Status::IssuerMissing => Err(missing(judged)),
        Status::Invalid => Err(End::DoesNotHold { issuer, reason: &verdict.reason }),
        Status::Unsupported => Err(End::NotVerifiable { reason: &verdict.reason }),
    }
}

/// A known certificate, in the case if it is there.
pub(crate) fn place<'e, 'case>(evaluation: &'e Evaluation<'case>, known: &'static Known) -> Link<'e, 'case> {
    let position = known.sha256.and_then(|sha256| evaluation.inventory.position(sha256));
    position.and_then(|position| evaluation.certificates.get(position)).map_or(Link::Known(known), Link::Case)
}

/// The issuer of a certificate is not there.
fn missing<'e, 'case>(judged: &JudgedCertificate<'_>) -> End<'e, 'case> {
    let issuer = judged.entry.certificate.issuer();
    let known = issuer.get("CN").and_then(|name| known_cisco::named(name, None));
    End::Missing { issuer: issuer.common_name(), known }
}

#[cfg(test)]
mod tests;
