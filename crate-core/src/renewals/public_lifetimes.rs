//! How long a certificate of a public authority may be valid: the table of the CA/Browser Forum (ballot SC-081v3; domain.md, section 3, number 42).

use crate::timestamp::Timestamp;

/// The limits: from when on (Unix time, UTC), and days.
const LIMITS: &[(i64, u32)] = &[
    (1_868_227_200, 47),  // 2029-03-15
    (1_805_068_800, 100), // 2027-03-15
    (1_773_532_800, 200), // 2026-03-15
    (1_598_918_400, 398), // 2020-09-01
];

/// Days that a certificate may be valid which begins at a moment; none before there were such rules.
pub(crate) fn limit(begins: Timestamp) -> Option<u32> {
    LIMITS.iter().find(|(from, _)| begins.unix() >= *from).map(|(_, days)| *days)
}

/// How many times a year a certificate has to be renewed that may be valid for so many days.
pub(crate) fn renewals_a_year(days: u32) -> u32 {
    365_u32.checked_div(days).unwrap_or_default() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_the_ballot() {
        let limit = |date: &str| limit(Timestamp::parse(date).unwrap());
        assert_eq!(limit("2019-01-01"), None);
        assert_eq!(limit("2026-03-14"), Some(398));
        assert_eq!(limit("2026-03-15"), Some(200));
        assert_eq!(limit("2027-03-14"), Some(200));
        assert_eq!(limit("2027-03-15"), Some(100));
        assert_eq!(limit("2029-03-14"), Some(100));
        assert_eq!(limit("2029-03-15"), Some(47));
    }

    #[test]
    fn renewals_a_year_of_each_limit() {
        assert_eq!([398, 200, 100, 47].map(renewals_a_year), [1, 2, 4, 8]);
    }
}
