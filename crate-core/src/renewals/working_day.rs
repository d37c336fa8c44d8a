//! Days on which nobody is there: weekends, and the turn of the year (domain.md, section 3, number 43).

use crate::timestamp::Timestamp;

const SECONDS_PER_DAY: i64 = 86_400;

/// Why a day is awkward for whatever happens on it, if it is.
pub(crate) fn awkward(moment: Timestamp) -> Option<&'static str> {
    let date = moment.date();
    let (month, day) = (date.get(5..7)?, date.get(8..10)?);
    if (month == "12" && day >= "28") || (month == "01" && day <= "03") {
        return Some("around the turn of the year");
    }
    // 1970-01-01 was a Thursday.
    match (moment.unix().div_euclid(SECONDS_PER_DAY) + 3).rem_euclid(7) {
        5 => Some("a Saturday"),
        6 => Some("a Sunday"),
        _ => None,
    }
}

/// The first second (UTC) of the last day that is not awkward and not later than a moment.
pub(crate) fn last_before(moment: Timestamp) -> Timestamp {
    let midnight = Timestamp::from_unix(moment.unix() - moment.unix().rem_euclid(SECONDS_PER_DAY));
    // The turn of the year with a weekend on either side: no more than ten awkward days follow each other.
    let days = (0..=10).map(|back| midnight.plus_days(-back));
    days.into_iter().find(|day| awkward(*day).is_none()).unwrap_or(midnight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(date: &str) -> Timestamp {
        Timestamp::parse(date).unwrap()
    }

    #[test]
    fn awkward_days() {
        let said = |date: &str| awkward(at(date));
        assert_eq!(said("2026-11-28"), Some("a Saturday"));
        assert_eq!(said("2026-11-29"), Some("a Sunday"));
        assert_eq!(said("2026-11-30"), None);
        assert_eq!(said("2026-12-31"), Some("around the turn of the year"));
        assert_eq!(said("2027-01-04"), None);
        assert_eq!(said("1969-12-27"), Some("a Saturday"));
    }

    #[test]
    fn the_last_working_day_before() {
        assert_eq!(last_before(at("2026-11-30T17:00:00Z")), at("2026-11-30"), "a Monday");
        assert_eq!(last_before(at("2026-11-29T23:59:59Z")), at("2026-11-27"), "from a Sunday to the Friday before");
        assert_eq!(last_before(at("2027-01-03")), at("2026-12-25"), "the year turns from a Thursday to a Friday");
        // 2022-12-25 was a Sunday, and the days from the 28th on are awkward.
        assert_eq!(last_before(at("2023-01-03")), at("2022-12-27"));
        assert_eq!(last_before(at("2029-05-14T20:25:42Z")), at("2029-05-14"), "a Monday");
    }

    #[test]
    fn there_is_one_before_every_day() {
        for day in 0..=11_000 {
            let found = last_before(at("2000-01-01").plus_days(day));
            assert_eq!(awkward(found), None, "{found}");
        }
    }
}
