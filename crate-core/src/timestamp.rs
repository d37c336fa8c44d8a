//! Points in time: whole seconds since 1970 in UTC, and how they are read and written.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// A point in time, in whole seconds since 1970-01-01T00:00:00Z.
///
/// Written (by [`Display`](fmt::Display), and by serde into formats for people) as RFC 3339 in UTC: `2026-11-23T00:00:00Z`; into binary formats as
/// the number of seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// Seconds in a day, as certificates count them (no leap seconds, RFC 5280 section 4.1.2.5).
const SECONDS_PER_DAY: i64 = 86_400;

/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what RFC 3339 can write.
const FIRST_SECOND: i64 = -62_135_596_800;
const LAST_SECOND: i64 = 253_402_300_799;

/// What was given is no date that [`Timestamp::parse`] reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date: write it as 2026-11-23 or 2026-11-23T08:30:00Z")]
pub struct TimestampError(pub String);

impl Timestamp {
    /// From seconds since 1970, UTC. A time that RFC 3339 cannot write is moved to the nearest one that it can.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(FIRST_SECOND, LAST_SECOND))
    }

    /// Seconds since 1970, UTC.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0
    }

    /// Reads a date (`2026-11-23`, meaning midnight UTC) or a date with time and offset as in RFC 3339.
    ///
    /// # Errors
    /// When the text is neither.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        let text = text.trim();
        let midnight = format!("{text}T00:00:00Z");
        let is_date = !text.contains(['T', 't', ' ']);
        OffsetDateTime::parse(if is_date { &midnight } else { text }, &Rfc3339)
            .map(|moment| Self::from_unix(moment.unix_timestamp()))
            .map_err(|_| TimestampError(text.to_owned()))
    }

    /// The day alone: `2026-11-23`.
    #[must_use]
    pub fn date(self) -> String {
        let mut text = self.to_string();
        text.truncate(10);
        text
    }

    /// Day and time for people, in UTC: `2026-11-23 08:30:00 UTC`.
    #[must_use]
    pub fn for_people(self) -> String {
        self.to_string().replace('T', " ").replace('Z', " UTC")
    }

    /// Whole days from `self` to `later`, rounded towards the past; negative when `later` comes before.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        (later.0 - self.0).div_euclid(SECONDS_PER_DAY)
    }

    /// The time `days` later (or earlier, when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_unix(self.0.saturating_add(days.saturating_mul(SECONDS_PER_DAY)))
    }

    /// How far `self` lies from `now`, in words: "in 3 days", "2 years ago", "today".
    #[must_use]
    pub fn relative_to(self, now: Self) -> String {
        let days = now.days_until(self);
        let (number, unit) = match days.unsigned_abs() {
            0 => return "today".to_owned(),
            days @ 1..=59 => (days, "day"),
            days @ 60..=729 => (days / 30, "month"),
            days => (days / 365, "year"),
        };
        let ending = if number == 1 { "" } else { "s" };
        if days < 0 { format!("{number} {unit}{ending} ago") } else { format!("in {number} {unit}{ending}") }
    }
}

impl From<OffsetDateTime> for Timestamp {
    fn from(moment: OffsetDateTime) -> Self {
        Self::from_unix(moment.unix_timestamp())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = OffsetDateTime::from_unix_timestamp(self.0)
            .ok()
            .and_then(|moment| moment.to_offset(UtcOffset::UTC).format(&Rfc3339).ok());
        match written {
            Some(text) => formatter.write_str(&text),
            None => write!(formatter, "@{}", self.0),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return i64::deserialize(deserializer).map(Self::from_unix);
        }
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_rfc_3339() {
        // formats.md, section 10: the TIMESTAMP of a file that a real cluster made.
        let made = Timestamp::from_unix(0x554A_D7B7);
        assert_eq!(made.to_string(), "2015-05-07T03:10:47Z");
        assert_eq!(made.for_people(), "2015-05-07 03:10:47 UTC");
        assert_eq!(made.date(), "2015-05-07");
        assert_eq!(Timestamp::parse("2015-05-07T03:10:47Z"), Ok(made));
        assert_eq!(Timestamp::parse("2015-05-07T05:10:47+02:00"), Ok(made));
        assert_eq!(Timestamp::parse("1970-01-02"), Ok(Timestamp::from_unix(86_400)));
        assert!(Timestamp::parse("tomorrow").is_err());
    }

    #[test]
    fn extremes_can_be_written() {
        assert_eq!(Timestamp::from_unix(i64::MAX).to_string(), "9999-12-31T23:59:59Z");
        assert_eq!(Timestamp::from_unix(i64::MIN).to_string(), "0001-01-01T00:00:00Z");
    }

    #[test]
    fn says_how_far_away() {
        let now = Timestamp::parse("2026-11-23").unwrap();
        assert_eq!(now.plus_days(1).relative_to(now), "in 1 day");
        assert_eq!(now.plus_days(-45).relative_to(now), "45 days ago");
        assert_eq!(now.plus_days(90).relative_to(now), "in 3 months");
        assert_eq!(now.plus_days(-800).relative_to(now), "2 years ago");
        assert_eq!(now.relative_to(now), "today");
        assert_eq!(now.days_until(Timestamp::from_unix(now.unix() - 1)), -1);
    }
}
