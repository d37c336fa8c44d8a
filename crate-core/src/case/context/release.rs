//! The releases that the cluster may run: what outputs state exactly, and what else only some releases do.

use super::super::evaluation::JudgedList;
use super::super::joined::FileName;
use super::super::release::{Release, Releases};
use super::{Clues, inference, of_input, of_record};
use crate::formats::trust_list::Role;
use crate::report::{Evidence, Inference, Layout, ListKind, SignatureStatus};
use crate::text::sentence;

/// What the case tells of the release.
pub(super) struct Told {
    /// The releases that the cluster may run, by what was given, else by what the case tells.
    pub(super) releases: Releases,
    /// The version, where an output states it and nothing contradicts.
    pub(super) exact: Option<String>,
    /// Why.
    pub(super) inferences: Vec<Inference>,
}

/// Something that only some releases do.
struct Sign {
    releases: Releases,
    /// What it is, in a clause.
    reason: String,
    evidence: Vec<Evidence>,
    /// The version, where it states one.
    version: Option<String>,
}

/// The releases that the cluster may run. What was given wins; that the case tells something else is said.
pub(super) fn infer(clues: &Clues<'_, '_>, given: Option<&str>) -> Told {
    let signs = signs(clues);
    let span = signs.iter().try_fold(Releases::ANY, |span, sign| span.narrowed(sign.releases));
    if let Some(given) = given.and_then(Releases::parse) {
        let against = signs.iter().find(|sign| given.narrowed(sign.releases).is_none());
        let inferences = against.map(|sign| {
            let reason = format!(
                "The release was given as {given}, but {}, which is {}. What was given is used.",
                sign.reason, sign.releases
            );
            inference("release", reason, sign.evidence.clone())
        });
        return Told { releases: given, exact: None, inferences: inferences.into_iter().collect() };
    }
    let Some(releases) = span else {
        return Told { releases: Releases::ANY, exact: None, inferences: vec![contradiction(&signs)] };
    };
    // What follows from the others is not said: of several beginnings, the last one tells.
    let telling = |sign: &&Sign| {
        !signs.iter().any(|other| {
            other.releases != sign.releases && other.releases.narrowed(sign.releases) == Some(other.releases)
        })
    };
    let inferences = signs.iter().filter(telling).map(|sign| {
        inference(
            "release",
            format!("{}: {}.", sentence(&sign.releases.to_string()), sign.reason),
            sign.evidence.clone(),
        )
    });
    let exact = signs.iter().find_map(|sign| sign.version.clone());
    Told { releases, exact, inferences: inferences.collect() }
}

fn contradiction(signs: &[Sign]) -> Inference {
    let pairs =
        signs.iter().enumerate().flat_map(|(place, one)| signs.iter().skip(place + 1).map(move |other| (one, other)));
    let pair = pairs.into_iter().find(|(one, other)| one.releases.narrowed(other.releases).is_none());
    let (reason, evidence) = match pair {
        Some((one, other)) => (
            format!(
                "The release stays open, because the case contradicts itself: {}, which is {}; but {}, which is {}. One of them is older than \
                 an upgrade, or of another cluster.",
                one.reason, one.releases, other.reason, other.releases
            ),
            one.evidence.iter().chain(&other.evidence).cloned().collect(),
        ),
        None => ("The release stays open, because the case contradicts itself.".to_owned(), Vec::new()),
    };
    inference("release", reason, evidence)
}

/// What tells, each span of releases once.
fn signs(clues: &Clues<'_, '_>) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    let mut add = |sign: Sign| {
        if !signs.iter().any(|known| known.releases == sign.releases && known.version == sign.version) {
            signs.push(sign);
        }
    };
    of_versions(clues, &mut add);
    of_signers(clues, &mut add);
    of_records(clues, &mut add);
    of_outputs(clues, &mut add);
    of_file_names(clues, &mut add);
    signs
}

/// Versions that outputs state.
fn of_versions(clues: &Clues<'_, '_>, add: &mut dyn FnMut(Sign)) {
    // Of more than a few different ones, no more is learned than that they differ.
    const MOST: usize = 4;
    let mut known: Vec<&str> = Vec::new();
    for listing in clues.listings {
        let Some(version) = listing.release.as_deref().filter(|version| !known.contains(version)) else { continue };
        let Some(releases) = of_version(version).filter(|_| known.len() < MOST) else { continue };
        known.push(version);
        add(Sign {
            releases,
            reason: format!("the output of \"{}\" says {version}", listing.command),
            evidence: vec![of_input(listing.input)],
            version: Some(version.to_owned()),
        });
    }
}

/// The release of a version as servers print it. From 14 on, the service update can be told from it: `14.0.1.13900-155` is 14 SU3, and what
/// was built between two of them belongs to the one before it (compatibility matrix of Cisco Unified Communications Manager 14).
fn of_version(version: &str) -> Option<Releases> {
    let releases = Releases::parse(version)?;
    let mut parts = version.split(['.', '-']);
    let (major, minor, maintenance) = (parts.next()?, parts.next()?, parts.next()?);
    let build: u32 = parts.next().and_then(|build| build.parse().ok()).unwrap_or(0);
    if !releases.surely_at_least(14, 0) || (minor, maintenance) != ("0", "1") || !(10_000..20_000).contains(&build) {
        return Some(releases);
    }
    match build.checked_sub(10_900).map_or(0, |beyond| beyond / 1_000) {
        0 => releases.narrowed(Releases::until(Release::new(major.parse().ok()?, 0))),
        update => Releases::parse(&format!("{major}SU{update}")),
    }
}

/// Who signed a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signer {
    Itlrecovery,
    Callmanager,
    /// A hardware token, or one that nothing tells of.
    Other,
}

fn signer_of(list: &JudgedList<'_>) -> Signer {
    let named = list.contents.list.header.signer();
    // Where the header was not printed, a line behind a record says that it signed.
    let printed = list.contents.transcript.as_ref().and_then(|transcript| transcript.signed_by.first());
    let record = printed.and_then(|number| list.contents.list.records.get(number.checked_sub(1)?));
    let subject = named.subject.or_else(|| record?.subject());
    let serial = named.serial.as_deref().or_else(|| record?.serial());
    let issuer = named.issuer.or_else(|| record?.issuer());
    let name = subject.as_ref().and_then(|subject| subject.get("CN")).unwrap_or_default().trim();
    if recovery_of(name).is_some() {
        return Signer::Itlrecovery;
    }
    let (Some(serial), Some(issuer)) = (serial, issuer) else { return Signer::Other };
    let serves = list.contents.list.records.iter().any(|record| {
        matches!(record.role(), Some(Role::TFTP | Role::CCM_TFTP | Role::CCM))
            && record.serial() == Some(serial)
            && record.issuer().is_some_and(|name| name.matches(&issuer))
    });
    if serves { Signer::Callmanager } else { Signer::Other }
}

/// What stands behind `ITLRECOVERY_` in a common name: the publisher's name when the certificate was made.
pub(super) fn recovery_of(common_name: &str) -> Option<&str> {
    const PREFIX: &str = "ITLRECOVERY_";
    let begins = common_name.get(..PREFIX.len())?.eq_ignore_ascii_case(PREFIX);
    common_name.get(PREFIX.len()..).filter(|_| begins)
}

/// Who signs a list (domain.md, sections 2.2 and 2.3). An ITL that ITLRecovery signed may come from `utils itl reset` on 10.0 to 11.5.
fn of_signers(clues: &Clues<'_, '_>, add: &mut dyn FnMut(Sign)) {
    // A list that its signer did not sign so tells nothing.
    let holds = |list: &&&JudgedList<'_>| {
        !matches!(
            list.verdict.status,
            SignatureStatus::Altered | SignatureStatus::WrongKey | SignatureStatus::SignerMissing
        )
    };
    let lists: Vec<_> = clues.distinct_lists().collect();
    let signed = |kind, signer| {
        lists.iter().filter(holds).find(|list| list.contents.kind == kind && signer_of(list) == signer).copied()
    };
    let ctl = signed(ListKind::Ctl, Signer::Itlrecovery);
    let itl = signed(ListKind::Itl, Signer::Itlrecovery);
    let by_callmanager = signed(ListKind::Itl, Signer::Callmanager);
    let name = |list: &JudgedList<'_>| list.input.short_name().to_owned();
    match (ctl, by_callmanager) {
        (Some(ctl), None) => add(Sign {
            releases: Releases::from(Release::new(12, 0)),
            reason: format!(
                "{} is a CTL that ITLRecovery signed; before 12.0, the publisher's CallManager signs a CTL without tokens",
                name(ctl)
            ),
            evidence: vec![of_input(ctl.input.id)],
            version: None,
        }),
        // Signed by both: one is the state after a reset, and which one, the release would have to tell.
        (Some(ctl), Some(other)) => add(Sign {
            releases: Releases::from(Release::new(10, 0)),
            reason: format!(
                "ITLRecovery signed {}, and CallManager signed {}: one of them comes from a reset, or from before an upgrade to 12.0",
                name(ctl),
                name(other)
            ),
            evidence: vec![of_input(ctl.input.id), of_input(other.input.id)],
            version: None,
        }),
        _ => {}
    }
    if let Some(itl) = itl {
        add(Sign {
            releases: Releases::from(Release::new(10, 0)),
            reason: format!(
                "ITLRecovery signed {}, as it always does from 12.0 on, and from 10.0 on after \"utils itl reset\"",
                name(itl)
            ),
            evidence: vec![of_input(itl.input.id)],
            version: None,
        });
    }
    if let Some(ctl) = signed(ListKind::Ctl, Signer::Callmanager) {
        add(Sign {
            releases: Releases::from(Release::new(10, 0)),
            reason: format!("{} is a CTL without hardware tokens, which there are from 10.0 on", name(ctl)),
            evidence: vec![of_input(ctl.input.id)],
            version: None,
        });
    }
}

/// Days of 20 years and of what calendars make of them.
const TWENTY_YEARS: std::ops::RangeInclusive<i64> = 7_295..=7_310;

/// Certificates in lists that only some releases have: ITLRecovery, and a TVS certificate for several servers (domain.md, section 1.1).
fn of_records(clues: &Clues<'_, '_>, add: &mut dyn FnMut(Sign)) {
    let mut seen = [false; 3];
    for list in clues.distinct_lists() {
        for (number, record) in (1..).zip(&list.contents.list.records) {
            let certificate = list.certificate(number).map(|entry| &entry.certificate);
            let subject = certificate.map(|certificate| certificate.subject().clone()).or_else(|| record.subject());
            let name = subject.as_ref().and_then(|subject| subject.get("CN")).unwrap_or_default().trim();
            let place = || format!("record {number} of {}", list.input.short_name());
            let mut say = |kind: usize, release: Release, reason: String| {
                let is_new = seen.get_mut(kind).is_some_and(|seen| !std::mem::replace(seen, true));
                if is_new {
                    add(Sign {
                        releases: Releases::from(release),
                        reason,
                        evidence: vec![of_record(list, number)],
                        version: None,
                    });
                }
            };
            if record.role() == Some(Role::SAST) && recovery_of(name).is_some() {
                say(0, Release::new(10, 0), format!("{} is ITLRecovery, which there is from 10.0 on", place()));
                let days = certificate.map_or(0, |one| one.not_before().days_until(one.not_after()));
                if TWENTY_YEARS.contains(&days) {
                    let reason = format!(
                        "{} is an ITLRecovery valid for 20 years; before 12.0, they are made for 5 years",
                        place()
                    );
                    say(1, Release::new(12, 0), reason);
                }
            }
            let names = certificate.map_or(0, |certificate| certificate.subject_alternative_names().len());
            if record.role() == Some(Role::TVS) && crate::host_name::is_multi_server(name) && names > 1 {
                let reason =
                    format!("{} is one TVS certificate for several servers, which there is from 14 on", place());
                say(2, Release::new(14, 0), reason);
            }
        }
    }
}

/// Units with a certificate of their own, and the release that brought them (domain.md, section 1.1).
const UNITS: &[(&str, Release)] = &[
    ("ITLRecovery", Release::new(10, 0)),
    ("CallManager-ECDSA", Release::new(11, 0)),
    ("tomcat-ECDSA", Release::new(11, 5)),
];

/// Outputs of the command line that only some releases have.
fn of_outputs(clues: &Clues<'_, '_>, add: &mut dyn FnMut(Sign)) {
    for listing in clues.listings {
        let mut say = |releases: Releases, reason: String| {
            add(Sign { releases, reason, evidence: vec![of_input(listing.input)], version: None });
        };
        let name = clues.name(listing.input);
        match listing.layout {
            Some(Layout::UpTo14Su1) => say(
                Releases::until(Release::with_update(14, 0, 1)),
                format!("{name} writes a certificate with \"Validity From\", as \"show cert\" does up to 14 SU1"),
            ),
            Some(Layout::From14Su2) => say(
                Releases::from(Release::with_update(14, 0, 2)),
                format!("{name} writes a certificate with \"Start Date\", as \"show cert\" does from 14 SU2 on"),
            ),
            None => {}
        }
        for (unit, release) in UNITS {
            let is_listed = |entry: &crate::report::ListingEntry| {
                entry.unit.as_deref().is_some_and(|listed| listed.eq_ignore_ascii_case(unit))
            };
            if listing.entries.iter().any(is_listed) {
                say(Releases::from(*release), format!("{name} lists {unit}, which there is from {release} on"));
            }
        }
        if listing.command.starts_with("utils ctl ") || listing.command.starts_with("utils itl ") {
            say(
                Releases::from(Release::new(10, 0)),
                format!("{name} is the output of \"{}\", a command that there is from 10.0 on", listing.command),
            );
        }
    }
}

/// Files that a person may have named are believed when there are several.
const ENOUGH_FILES: usize = 2;

/// Digits from which on a number at the end of a file name is taken for a serial number.
const SERIAL_DIGITS: usize = 8;

/// File names made of common name and serial number, as downloads have them from 14 SU1 on (domain.md, section 1.1).
fn of_file_names(clues: &Clues<'_, '_>, add: &mut dyn FnMut(Sign)) {
    let mut found = clues.certificates.iter().filter_map(|judged| {
        let is_made_so = |name: &&String| {
            FileName::parse(name).is_some_and(|made| {
                made.digits >= SERIAL_DIGITS
                    && made.serial == judged.entry.certificate.serial_hex()
                    && made.is_holder(judged.entry)
            })
        };
        let name = judged.entry.file_names.iter().find(is_made_so)?;
        let alone = judged.entry.places.iter().find(|place| place.record.is_none())?;
        Some((name, alone.input))
    });
    let first: Vec<_> = found.by_ref().take(ENOUGH_FILES).collect();
    if let ([(name, input), ..], true) = (first.as_slice(), first.len() >= ENOUGH_FILES) {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
        add(Sign {
            releases: Releases::from(Release::with_update(14, 0, 1)),
            reason: format!(
                "files such as {base} are called by common name and serial number, as downloads are from 14 SU1 on"
            ),
            evidence: vec![of_input(*input)],
            version: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_the_compatibility_matrix() {
        for (version, release) in [
            ("14.0.1.11900-132", "14 SU1"),
            ("14.0.1.12900-161", "14 SU2"),
            ("14.0.1.13900-155", "14 SU3"),
            ("14.0.1.14901-1", "14 SU4"),
            ("14.0.1.15900-24", "14 SU5"),
            ("14.0.1.16900-4", "14 SU6"),
            ("14.0.1.10000-20", "14"),
            ("12.5.1.11900-146", "12.5"),
            ("8.6.2.23900-10", "8.6"),
        ] {
            assert_eq!(of_version(version).unwrap().to_string(), release, "{version}");
        }
        assert_eq!(of_version("14.0.1.10000-20").unwrap().at_least(Release::with_update(14, 0, 1)), Some(false));
    }

    #[test]
    fn names_of_the_recovery_certificate() {
        assert_eq!(recovery_of("ITLRECOVERY_cucm-pub.example.com"), Some("cucm-pub.example.com"));
        assert_eq!(recovery_of("cucm-pub.example.com"), None);
    }
}
