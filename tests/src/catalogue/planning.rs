//! Rows of PLN: is what is planned safe, and when must it begin?

use super::{Fixture, Given, mixed};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "PLN-03",
        "certificates that end in a year and two months",
        || Given::from(mixed()).judged_at("2029-01-02"),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "PLN-03",
        "certificates that end in four months, of which CAPF alone takes longer",
        || Given::from(mixed()).judged_at("2029-11-02"),
        || Given::from(mixed()).judged_at("2028-01-31"),
    ),
];
