//! Faults of PLN: what is planned is not safe, or begins too late.

use super::certificate::dates::ends;
use super::{Act, Fault, Part};
use crate::report::Identity;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "renewal-of-tomcat-within-the-year",
        check: "PLN-03",
        title: "A renewal of Tomcat that is due within the year",
        about: "The publisher's Tomcat certificate ends in 240 days. Nothing is wrong, and there is time to set a date for its renewal.",
        needs: &[],
        changes: &[Part::Tomcat],
        brings: &[],
        act: Act::Certificates(|cluster| ends(cluster, Identity::Tomcat, 240)),
    },
    Fault {
        name: "renewal-of-capf-too-late",
        check: "PLN-03",
        title: "A renewal of CAPF that should have begun",
        about: "The CAPF certificate ends in 110 days. No alarm has come yet, but until then the CTL has to be updated, phones that are off have to come \
                back, and every LSC has to be issued anew.",
        needs: &[],
        changes: &[Part::Capf],
        brings: &[],
        act: Act::Certificates(|cluster| ends(cluster, Identity::Capf, 110)),
    },
];
