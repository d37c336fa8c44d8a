//! What expires when: groups for the eye, and places on a time line.

use trustlens_core::Timestamp;
use trustlens_core::report::Certificate;

/// How soon a certificate expires, soonest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Before the date.
    Expired,
    /// Within 30 days: where the check for expiry speaks of an error.
    Days30,
    /// Within 90 days.
    Days90,
    /// Within 365 days.
    Year,
    /// Later than that.
    Later,
}

/// All groups, soonest first.
pub const GROUPS: [Group; 5] = [Group::Expired, Group::Days30, Group::Days90, Group::Year, Group::Later];

impl Group {
    /// The group of a certificate at a date.
    pub fn of(certificate: &Certificate, at: Timestamp) -> Self {
        if certificate.not_after < at {
            return Self::Expired;
        }
        match at.days_until(certificate.not_after) {
            ..30 => Self::Days30,
            30..90 => Self::Days90,
            90..365 => Self::Year,
            _ => Self::Later,
        }
    }

    /// What the group is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Expired => "Expired",
            Self::Days30 => "Within 30 days",
            Self::Days90 => "Within 90 days",
            Self::Year => "Within one year",
            Self::Later => "Later",
        }
    }
}

/// The stretch of time that a time line shows: from some years before a date to some years after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    from: i64,
    to: i64,
}

/// The length of an axis. Places on it are hundredths of a percent of the width of its drawing.
pub const AXIS_LENGTH: i64 = 10_000;

const DAY: i64 = 86_400;
const YEAR: i64 = 365 * DAY + DAY / 4;

impl Axis {
    /// From three years before `at` to seven after it: the lifetime of most certificates of a cluster, five
    /// years, fits on either side of now.
    pub fn around(at: Timestamp) -> Self {
        Self { from: at.unix() - 3 * YEAR, to: at.unix() + 7 * YEAR }
    }

    /// Where a point in time lies, from 0 to [`AXIS_LENGTH`]. What lies outside is moved to the end.
    pub fn place(self, time: Timestamp) -> i64 {
        (time.unix().clamp(self.from, self.to) - self.from) * AXIS_LENGTH / (self.to - self.from)
    }

    /// The years that begin on the axis, each with its first second.
    pub fn years(self) -> Vec<(i64, Timestamp)> {
        // Good to a day or so, which decides only where to begin to look.
        let about = 1970 + self.from / YEAR;
        (about - 1..about + 13)
            .map(|year| (year, first_second(year)))
            .filter(|(_, start)| (self.from..self.to).contains(start))
            .map(|(year, start)| (year, Timestamp::from_unix(start)))
            .collect()
    }
}

/// When a year of the Gregorian calendar begins, in seconds since 1970.
fn first_second(year: i64) -> i64 {
    let leap_days_before = |year: i64| {
        let last = year - 1;
        last.div_euclid(4) - last.div_euclid(100) + last.div_euclid(400)
    };
    ((year - 1970) * 365 + leap_days_before(year) - leap_days_before(1970)) * DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(date: &str) -> Timestamp {
        Timestamp::parse(date).unwrap()
    }

    #[test]
    fn the_date_lies_at_three_tenths() {
        let now = at("2026-11-23");
        let axis = Axis::around(now);
        assert_eq!(axis.place(now), 3000);
        assert_eq!(axis.place(at("1990-01-01")), 0);
        assert_eq!(axis.place(at("2099-01-01")), AXIS_LENGTH);
    }

    #[test]
    fn the_axis_names_its_years() {
        for date in ["2026-11-23", "2000-02-29", "1971-01-01", "2099-12-31"] {
            let years = Axis::around(at(date)).years();
            assert!((9..=11).contains(&years.len()), "{date}: {}", years.len());
            for (year, start) in years {
                assert_eq!(start, at(&format!("{year}-01-01")));
            }
        }
    }
}
