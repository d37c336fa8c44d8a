//! Rows of CRT: is a certificate sound by itself, and among others?

use super::{Fixture, Given, mixed};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "CRT-02",
        "certificates of five years, seven years later",
        || Given::from(mixed()).judged_at("2032-03-02"),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CRT-03",
        "certificates that end in two months",
        || Given::from(mixed()).judged_at("2030-01-02"),
        || Given::from(mixed()),
    ),
];
