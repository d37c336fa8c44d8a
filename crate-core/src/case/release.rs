//! Releases of CUCM: the one that was given, or the span that the case leaves open.

use std::fmt;

/// A release: `12.5(1)SU3` is major 12, minor 5, service update 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// 8 to 15.
    pub major: u16,
    /// The digit behind the point; 0 where there is none, as in 14 and 15.
    pub minor: u16,
    /// The number behind `SU`; 0 without one.
    pub service_update: u16,
}

impl Release {
    /// The first release with this number.
    #[must_use]
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor, service_update: 0 }
    }

    /// A service update of a release.
    #[must_use]
    pub const fn with_update(major: u16, minor: u16, service_update: u16) -> Self {
        Self { major, minor, service_update }
    }

    const FIRST: Self = Self::new(0, 0);
    const LAST: Self = Self::with_update(u16::MAX, u16::MAX, u16::MAX);
}

impl fmt::Display for Release {
    /// `12.5`, `12.5 SU3`, `14`, `14 SU3`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.major)?;
        // From 14 on releases are called by one number.
        if self.major < 14 || self.minor > 0 {
            write!(formatter, ".{}", self.minor)?;
        }
        if self.service_update > 0 {
            write!(formatter, " SU{}", self.service_update)?;
        }
        Ok(())
    }
}

/// The releases that a cluster may run, as far as is known: from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Releases {
    first: Release,
    last: Release,
}

impl Releases {
    /// Nothing is known.
    pub const ANY: Self = Self { first: Release::FIRST, last: Release::LAST };

    /// What a person or CUCM writes: `12.5`, `12.5(1)SU3`, `14SU3`, `14`, `8.x`, `12.5.1.11900-146`. What is left open stays open: `14` is
    /// every service update of it, `12` is 12.0 to 12.9.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.trim_start_matches("CUCM").trim_start_matches("RELEASE").trim();
        let (number, update) = match text.split_once("SU") {
            Some((number, update)) => (number.trim(), Some(leading_number(update.trim())?)),
            None => (text, None),
        };
        let (major, rest) = match number.split_once('.') {
            Some((major, rest)) => (leading_number(major)?, rest),
            None => (leading_number(number)?, ""),
        };
        // 6 is the first release with certificates on phones; larger numbers are nobody's release yet.
        if !(4..=99).contains(&major) {
            return None;
        }
        let minor = leading_number(rest).or((major >= 14).then_some(0));
        let first = Release::with_update(major, minor.unwrap_or(0), update.unwrap_or(0));
        let last = Release::with_update(major, minor.unwrap_or(u16::MAX), update.unwrap_or(u16::MAX));
        Some(Self { first, last })
    }

    /// This release and all later ones.
    #[must_use]
    pub const fn from(first: Release) -> Self {
        Self { first, last: Release::LAST }
    }

    /// All releases up to the last service update of this one.
    #[must_use]
    pub const fn up_to(major: u16, minor: u16) -> Self {
        Self { first: Release::FIRST, last: Release::with_update(major, minor, u16::MAX) }
    }

    /// All releases up to this one, with its service update.
    #[must_use]
    pub const fn until(last: Release) -> Self {
        Self { first: Release::FIRST, last }
    }

    /// The releases that both allow; `None` when they contradict each other.
    #[must_use]
    pub fn narrowed(self, other: Self) -> Option<Self> {
        let both = Self { first: self.first.max(other.first), last: self.last.min(other.last) };
        (both.first <= both.last).then_some(both)
    }

    /// Whether anything is known at all.
    #[must_use]
    pub fn is_known(self) -> bool {
        self != Self::ANY
    }

    /// Whether the cluster runs this release or a later one; `None` when that is open.
    #[must_use]
    pub fn at_least(self, release: Release) -> Option<bool> {
        if self.first >= release {
            Some(true)
        } else if self.last < release {
            Some(false)
        } else {
            None
        }
    }

    /// Whether it surely runs this release or a later one.
    #[must_use]
    pub fn surely_at_least(self, major: u16, minor: u16) -> bool {
        self.at_least(Release::new(major, minor)) == Some(true)
    }

    /// Whether it surely runs an earlier release.
    #[must_use]
    pub fn surely_before(self, major: u16, minor: u16) -> bool {
        self.at_least(Release::new(major, minor)) == Some(false)
    }
}

impl fmt::Display for Releases {
    /// `12.5`, `12.0 or later`, `11.5 or earlier`, `10.0 to 11.5`, `any release`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |release: Release| Release::new(release.major, release.minor);
        let (first, last) = (self.first, self.last);
        match (first == Release::FIRST, last == Release::LAST) {
            (true, true) => formatter.write_str("any release"),
            (false, true) => write!(formatter, "{first} or later"),
            (true, false) if last.service_update == u16::MAX => write!(formatter, "{} or earlier", plain(last)),
            (true, false) => write!(formatter, "{last} or earlier"),
            (false, false) if first == last => write!(formatter, "{first}"),
            (false, false) if first.major == last.major && last.minor == u16::MAX => {
                write!(formatter, "{}", first.major)
            }
            (false, false) if plain(first) == plain(last) && first.service_update == 0 => {
                write!(formatter, "{}", plain(first))
            }
            (false, false) if last.service_update == u16::MAX => write!(formatter, "{first} to {}", plain(last)),
            (false, false) => write!(formatter, "{first} to {last}"),
        }
    }
}

impl Default for Releases {
    /// Nothing is known.
    fn default() -> Self {
        Self::ANY
    }
}

/// The number that a text begins with, if it does.
fn leading_number(text: &str) -> Option<u16> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_as_people_and_servers_write_them() {
        let shown = |text: &str| Releases::parse(text).map(|releases| releases.to_string());
        assert_eq!(shown("12.5(1)SU3").as_deref(), Some("12.5 SU3"));
        assert_eq!(shown("14SU3").as_deref(), Some("14 SU3"));
        assert_eq!(shown("12.5.1.11900-146").as_deref(), Some("12.5"));
        assert_eq!(shown(" 14 ").as_deref(), Some("14"));
        assert_eq!(shown("8.x").as_deref(), Some("8"));
        assert_eq!(shown("CUCM 11.5").as_deref(), Some("11.5"));
        for nothing in ["", "x", "1.2", "twelve", "2026"] {
            assert_eq!(shown(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn what_is_left_open_stays_open() {
        let given = Releases::parse("14").unwrap();
        assert_eq!(given.at_least(Release::new(14, 0)), Some(true));
        assert_eq!(given.at_least(Release::with_update(14, 0, 3)), None);
        assert_eq!(given.at_least(Release::new(15, 0)), Some(false));
        assert_eq!(Releases::ANY.at_least(Release::new(12, 0)), None);
    }

    #[test]
    fn spans_narrow_each_other() {
        let span = Releases::from(Release::new(10, 0)).narrowed(Releases::up_to(11, 5)).unwrap();
        assert_eq!(span.to_string(), "10.0 to 11.5");
        assert!(span.surely_before(12, 0) && span.surely_at_least(10, 0));
        assert_eq!(span.narrowed(Releases::parse("14").unwrap()), None);
        assert_eq!(Releases::from(Release::new(12, 0)).to_string(), "12.0 or later");
        assert_eq!(Releases::up_to(11, 5).to_string(), "11.5 or earlier");
        assert_eq!(Releases::until(Release::with_update(14, 0, 1)).to_string(), "14 SU1 or earlier");
    }
}
