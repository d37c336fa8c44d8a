//! Rows of ITL: what belongs into an ITL, and what does not.

use super::{Fixture, Given, but, mixed};
use trustlens_core::formats::trust_list::Role;

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "ITL-01",
        "an ITL without TVS",
        || but(mixed(), |cluster| cluster.itl("cucm-pub").records.retain(|record| record.role != Role::TVS)),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "ITL-05",
        "an ITL that was written in mixed mode",
        || Given::from(mixed()),
        // An ITL that names no server tells no mode.
        || {
            let emptied = but(mixed(), |cluster| {
                cluster.itl("cucm-pub").records.retain(|record| record.role != Role::CCM_TFTP);
            });
            emptied.only("cucm-pub/ITLFile.tlv")
        },
    ),
];
