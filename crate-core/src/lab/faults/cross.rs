//! Faults of XF: lists, servers and each other disagree.

use super::{Act, Fault, Need, Part};
use crate::report::Identity;

pub(super) static FAULTS: &[Fault] = &[Fault {
    name: "capf-renewed-after-the-ctl",
    check: "XF-03",
    title: "CAPF renewed after the CTL",
    about: "The CAPF certificate was regenerated on the publisher, and nobody updated the CTL and restarted TFTP. Secure phones that \
                are to get a new LSC do not register.",
    needs: &[Need::Mixed],
    changes: &[Part::Capf],
    brings: &[],
    act: Act::Lists(|cluster| {
        let publisher = cluster.description.publisher().to_owned();
        let old = cluster.renew(Identity::Capf, &publisher, cluster.description.later())?;
        let nodes = cluster.description.nodes.iter().map(|node| node.name.clone());
        cluster.trusted.extend(nodes.map(|node| (node, "CallManager-trust", old.clone())));
        Ok(())
    }),
}];
