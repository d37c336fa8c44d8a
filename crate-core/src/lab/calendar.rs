//! Times in the spellings that CUCM, Java and phones use. All are UTC.

use crate::timestamp::Timestamp;
use time::OffsetDateTime;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// A point in time, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Calendar {
    /// The year.
    pub(super) year: i32,
    /// 1 to 12.
    pub(super) month: u8,
    /// 1 to 31.
    pub(super) day: u8,
    /// 0 to 23.
    pub(super) hour: u8,
    /// 0 to 59.
    pub(super) minute: u8,
    /// 0 to 59.
    pub(super) second: u8,
    /// Three letters.
    pub(super) weekday: &'static str,
}

impl Calendar {
    /// Takes a time apart.
    pub(super) fn of(moment: Timestamp) -> Self {
        // A `Timestamp` holds no time that the library cannot.
        let moment = OffsetDateTime::from_unix_timestamp(moment.unix()).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let weekday = DAYS.get(usize::from(moment.weekday().number_days_from_sunday())).copied().unwrap_or_default();
        Self {
            year: moment.year(),
            month: moment.month().into(),
            day: moment.day(),
            hour: moment.hour(),
            minute: moment.minute(),
            second: moment.second(),
            weekday,
        }
    }

    /// The month in three letters.
    pub(super) fn month_name(&self) -> &'static str {
        usize::from(self.month).checked_sub(1).and_then(|place| MONTHS.get(place)).copied().unwrap_or_default()
    }

    /// `21:56:07`
    pub(super) fn clock(&self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }
}

/// As `ctime` of a Unix system and Java write it: `Fri Mar 06 21:56:07 UTC 2015`.
pub(super) fn with_zone(moment: Timestamp) -> String {
    let at = Calendar::of(moment);
    format!("{} {} {:02} {} UTC {}", at.weekday, at.month_name(), at.day, at.clock(), at.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_published_transcripts() {
        // Cisco doc 118893 (in CET there), and formats.md, section 8.3.
        let modified = Timestamp::parse("2015-03-06T21:56:07Z").unwrap();
        assert_eq!(with_zone(modified), "Fri Mar 06 21:56:07 UTC 2015");
        assert_eq!(with_zone(Timestamp::parse("2018-07-08T13:05:19Z").unwrap()), "Sun Jul 08 13:05:19 UTC 2018");
        assert_eq!(with_zone(Timestamp::from_unix(i64::MIN)), "Mon Jan 01 00:00:00 UTC 1");
    }
}
