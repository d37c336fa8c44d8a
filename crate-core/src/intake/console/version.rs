//! `show version active`, `show version inactive`, `show status` and `show myself`: the release that a server runs, and its name. The line
//! `System version: …` of the administration page is read too.

use super::super::{Artifact, Recognised};
use super::text::Text;
use super::{Mark, Section};
use crate::report::{InputKind, Listing};
use crate::text::visible;

pub(super) const SECTION: Section = Section {
    command: |command| command.starts_with("show version") || matches!(command, "show status" | "show myself"),
    mark,
    holds_pem: false,
    name: |text| {
        let first = text.lines().iter().find_map(|line| said(&line.text));
        first.map_or("show version", |(said, _)| said.command())
    },
    read,
};

/// What a line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Active,
    Inactive,
    Status,
    Page,
    Host,
}

impl Said {
    fn command(self) -> &'static str {
        match self {
            Self::Active => "show version active",
            Self::Inactive => "show version inactive",
            Self::Status | Self::Host => "show status",
            Self::Page => "System version",
        }
    }
}

/// The value of a line, and what it is.
fn said(line: &str) -> Option<(Said, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let value = value.split_whitespace().next()?;
    let said = match key.as_str() {
        "active master version" | "active version" => Said::Active,
        "inactive master version" | "inactive version" => Said::Inactive,
        "product ver" | "product version" => Said::Status,
        "system version" => Said::Page,
        "host name" | "machine name" => Said::Host,
        _ => return None,
    };
    (said == Said::Host || is_version(value)).then_some((said, value))
}

/// Characters of the longest version that is believed; the longest there are have some twenty.
const LONGEST: usize = 40;

/// Whether a word is a version as servers print it: `12.5.1.11900-146`.
fn is_version(word: &str) -> bool {
    let (numbers, build) = word.split_once('-').unwrap_or((word, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    word.len() <= LONGEST && numbers.split('.').count() >= 4 && numbers.split('.').all(is_number) && is_number(build)
}

fn mark(line: &str) -> Option<Mark> {
    match said(line)? {
        // The host's name alone may stand in anything.
        (Said::Host, _) => None,
        (said, _) => Some(Mark::first(Some(said.command()))),
    }
}

fn read(text: &Text<'_>) -> Option<Recognised> {
    let mut listing = Listing::default();
    for line in text.lines() {
        let Some((said, value)) = said(&line.text) else { continue };
        let value = visible(value).into_owned();
        match said {
            Said::Host => listing.nodes = vec![value],
            Said::Inactive => {
                listing.notes.push(format!("The inactive version, which a switch of versions brings, is {value}."));
                said.command().clone_into(&mut listing.command);
            }
            Said::Active | Said::Status | Said::Page if listing.release.is_none() => {
                listing.notes.push(format!("The server runs {value}."));
                listing.release = Some(value);
                said.command().clone_into(&mut listing.command);
            }
            Said::Active | Said::Status | Said::Page => {}
        }
    }
    if listing.command.is_empty() {
        return None;
    }
    let version = listing.release.as_deref().map_or_else(String::new, |release| format!(" with release {release}"));
    let description = format!("output of \"{}\"{version}", listing.command);
    Some(Recognised { artifact: Artifact::Listing(listing), ..Recognised::new(InputKind::Transcript, description) })
}
