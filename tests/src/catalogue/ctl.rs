//! Rows of CTL: what belongs into a CTL, and what does not.

use super::{Fixture, Given, but, mixed};
use crate::cluster::RecordDescription;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::Identity;

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "CTL-01",
        "a CTL without CAPF",
        || but(mixed(), |cluster| cluster.ctl().records.retain(|record| record.role != Role::CAPF)),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CTL-02",
        "a CTL with a TVS",
        || {
            but(mixed(), |cluster| {
                let tvs = cluster.certificate(Identity::Tvs, "cucm-pub").clone();
                cluster.ctl().records.push(RecordDescription::new(Role::TVS, &tvs, "cucm-pub").at("10.0.0.11"));
            })
        },
        || Given::from(mixed()),
    ),
];
