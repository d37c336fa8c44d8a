//! Faults of XF: lists, servers and each other disagree.

mod lists;
mod names;
mod stale;

use super::common::renew_capf;
use super::{Act, Fault, Need, Part};
use crate::report::ListKind;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "removed-node-left-in-an-itl",
        check: "XF-01",
        title: "An ITL that still holds a node which was removed",
        about: "A node was taken out of the cluster, and one TFTP node did not write its ITL anew: the TVS certificate of the removed node \
                stands there and in no other. Phones that get their ITL from this node know other certificates than the rest.",
        needs: &[Need::TftpNodes(2)],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(lists::removed_node_in_an_itl),
    },
    Fault {
        name: "ctl-not-copied-to-a-node",
        check: "XF-02",
        title: "A node that did not get the new CTL",
        about: "\"utils ctl update CTLFile\" wrote the CTL again, and the copy to one node failed. A phone that asks this node gets the older \
                list.",
        needs: &[Need::Mixed, Need::Nodes(2)],
        changes: &[Part::Ctl],
        brings: &[],
        act: Act::Lists(lists::ctl_not_copied),
    },
    Fault {
        name: "node-kept-the-ctl-with-the-old-capf",
        check: "XF-02",
        title: "A node that kept the CTL with the CAPF of before",
        about: "CAPF was regenerated, the CTL updated and TFTP restarted, but one node did not get the new CTL. Phones that ask this node \
                cannot install an LSC.",
        needs: &[Need::Mixed, Need::Nodes(2)],
        changes: &[Part::Capf, Part::Itl, Part::Ctl],
        brings: &[],
        act: Act::Lists(lists::ctl_with_the_old_capf),
    },
    Fault {
        name: "capf-renewed-after-the-ctl",
        check: "XF-03",
        title: "CAPF renewed after the CTL",
        about: "The CAPF certificate was regenerated on the publisher, and nobody updated the CTL and restarted TFTP. Secure phones that \
                are to get a new LSC do not register.",
        needs: &[Need::Mixed],
        changes: &[Part::Capf],
        brings: &[],
        act: Act::Lists(renew_capf),
    },
    Fault {
        name: "capf-renewed-after-the-itl",
        check: "XF-03",
        title: "CAPF renewed after the ITL",
        about: "The CAPF certificate was regenerated on the publisher, and TFTP has not written the ITL since. Phones ask TVS about the \
                present one, so hardly anybody notices.",
        needs: &[Need::NonSecure],
        changes: &[Part::Capf],
        brings: &[],
        act: Act::Lists(renew_capf),
    },
    Fault {
        name: "subscribers-capf-in-the-ctl",
        check: "XF-03",
        title: "The CAPF of a subscriber in the CTL",
        about: "The CTL holds the CAPF certificate of a subscriber in the place of the publisher's, which is the only one that issues LSCs. \
                Secure phones do not find the CAPF that they talk to.",
        needs: &[Need::Before(14, 0), Need::Mixed, Need::Nodes(2)],
        changes: &[Part::Capf, Part::Ctl],
        brings: &[],
        act: Act::Lists(|cluster| stale::subscribers_capf_in(cluster, ListKind::Ctl)),
    },
    Fault {
        name: "ctl-older-than-capf",
        check: "XF-04",
        title: "A CTL that is older than CAPF",
        about: "CAPF was regenerated and TFTP restarted, so that the ITLs hold the present certificate. Only the CTL was forgotten: its date \
                tells that it cannot hold it. Secure phones stay at \"registering\".",
        needs: &[Need::Mixed],
        changes: &[Part::Capf, Part::Itl, Part::Ctl],
        // The date bears out what the record itself shows; the one is not there without the other.
        brings: &["XF-03"],
        act: Act::Lists(stale::capf_renewed_and_tftp_restarted),
    },
    Fault {
        name: "capf-on-a-subscriber",
        check: "XF-05",
        title: "A subscriber with a CAPF certificate of its own",
        about: "From release 14 on only the publisher has a CAPF certificate. A subscriber still has one from before the upgrade; no service \
                uses it, and it invites mistakes.",
        needs: &[Need::Since(14, 0), Need::Nodes(2)],
        changes: &[Part::Capf],
        brings: &[],
        act: Act::Certificates(stale::capf_on_a_subscriber),
    },
    Fault {
        name: "subscribers-capf-in-the-itl",
        check: "XF-05",
        title: "The CAPF of a subscriber in the ITL",
        about: "The ITLs hold the CAPF certificate of a subscriber, and not the publisher's, which issues LSCs. Phones have to ask TVS about \
                the CAPF that they talk to.",
        needs: &[Need::Before(14, 0), Need::Nodes(2)],
        changes: &[Part::Capf, Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| stale::subscribers_capf_in(cluster, ListKind::Itl)),
    },
    Fault {
        name: "itlrecovery-renewed-after-the-lists",
        check: "XF-06",
        title: "ITLRecovery renewed after the lists",
        about: "A refresh upgrade to 12.5(1) before SU3 made a new ITLRecovery unasked, or somebody regenerated it, and the lists hold the \
                old one. Nobody notices until CallManager is regenerated too; then phones know no signer any more.",
        needs: &[Need::Since(10, 0)],
        changes: &[Part::Itlrecovery],
        // The two generations are the one in the lists and the one of now.
        brings: &["CRT-10"],
        act: Act::Lists(stale::recovery_renewed),
    },
    Fault {
        name: "itlrecovery-renewed-for-its-name",
        check: "XF-06",
        title: "ITLRecovery renewed because of its old name",
        about: "The publisher was renamed, and ITLRecovery kept the old name, which is normal. Somebody regenerated it to have the new name \
                in it: the lists hold the old one, and the anchor of all phones is gone.",
        needs: &[Need::Since(12, 5)],
        changes: &[Part::Itlrecovery],
        brings: &[],
        act: Act::Lists(stale::recovery_renewed_for_its_name),
    },
    Fault {
        name: "callmanager-renewed-after-the-lists",
        check: "XF-07",
        title: "CallManager renewed after the lists",
        about: "CallManager was regenerated on a node, and neither the CTL updated nor TFTP restarted. Secure phones do not register with \
                this node, and phones refuse configuration that it signs.",
        needs: &[],
        changes: &[Part::Callmanager],
        // The two generations are the one in the lists and the one of now.
        brings: &["CRT-10"],
        act: Act::Lists(stale::call_manager_renewed),
    },
    Fault {
        name: "callmanager-made-multi-server",
        check: "XF-07",
        title: "A multi-server certificate that the lists do not know",
        about: "One multi-server certificate took the place of the CallManager certificates of all nodes, and the lists still hold those. \
                Phones meet servers that are not in their lists.",
        needs: &[Need::Since(10, 5), Need::OneServerCertificates, Need::Nodes(2)],
        changes: &[Part::Callmanager],
        brings: &[],
        act: Act::Lists(stale::call_manager_made_multi_server),
    },
    Fault {
        name: "callmanager-and-tvs-renewed-together",
        check: "XF-07",
        title: "CallManager and TVS renewed together",
        about: "Up to 11.5 CallManager signs the ITL. It was regenerated together with every TVS, and the ITLs hold the old ones: phones do \
                not know the new signer, and can ask nobody about it. They keep their old configuration.",
        needs: &[Need::Before(12, 0)],
        changes: &[Part::Callmanager, Part::Tvs],
        // The generations are those in the lists and those of now; and phones refuse what the servers write next.
        brings: &["CRT-10", "SIM-02"],
        act: Act::Lists(stale::call_manager_and_tvs_renewed),
    },
    Fault {
        name: "itl-left-from-non-secure-mode",
        check: "XF-08",
        title: "ITLs from before mixed mode",
        about: "The cluster was set to mixed mode, which wrote a CTL, and TFTP was not restarted: the ITLs still give the server the role TFTP \
                of non-secure mode.",
        needs: &[Need::Mixed],
        changes: &[Part::Itl, Part::Ctl],
        // The mode of the ITL against what is said of the cluster, beside the mode of the ITL against that of the CTL.
        brings: &["ITL-05"],
        act: Act::Lists(lists::itls_of_non_secure_mode),
    },
    Fault {
        name: "ctl-left-from-mixed-mode",
        check: "XF-08",
        title: "A CTL left from mixed mode",
        about: "The cluster is in non-secure mode again, and the CTL of mixed mode was not emptied. Phones that hold it go on believing it.",
        needs: &[Need::Since(10, 0), Need::NonSecure, Need::Tokenless],
        changes: &[Part::Itl, Part::Ctl],
        brings: &[],
        act: Act::Lists(lists::ctl_left_from_mixed_mode),
    },
    Fault {
        name: "tomcat-with-the-name-of-before",
        check: "XF-09",
        title: "A Tomcat certificate with the node's old name",
        about: "A node was renamed, and its Tomcat certificate still bears the old name. Browsers and Expressways that check the name refuse \
                the node.",
        needs: &[Need::OneServerCertificates],
        changes: &[Part::Tomcat],
        brings: &[],
        act: Act::Certificates(names::tomcat_of_a_renamed_node),
    },
    Fault {
        name: "itlrecovery-with-the-name-of-before",
        check: "XF-09",
        title: "An ITLRecovery with the publisher's old name",
        about: "The publisher was renamed, and ITLRecovery kept the old name. That is normal and nothing is to be done: whoever regenerates \
                it for its name breaks what works.",
        needs: &[Need::Since(10, 0)],
        changes: &[Part::Itlrecovery],
        brings: &[],
        act: Act::Certificates(names::recovery_of_a_renamed_node),
    },
    Fault {
        name: "tomcat-reused-for-callmanager",
        check: "XF-10",
        title: "Tomcat's certificate is CallManager's too",
        about: "\"Reuse certificate\" made Tomcat's certificates those of CallManager. Nobody notices before the web certificate is renewed: \
                then the CTL has to be updated and phones reset, or secure phones do not register.",
        needs: &[Need::Since(14, 0), Need::Mixed, Need::OneServerCertificates],
        changes: &[Part::Callmanager, Part::Tomcat],
        brings: &[],
        act: Act::Certificates(names::tomcat_reused),
    },
    Fault {
        name: "signer-and-tvs-renewed-together",
        check: "XF-11",
        title: "The signer of ITLs and TVS renewed together",
        about: "Between two ITLs of one node, every TVS and the certificate that signs were renewed. Phones that still hold the older ITL know \
                neither the new signer nor a TVS to ask: changed configuration no longer reaches them.",
        needs: &[Need::NonSecure],
        changes: &[Part::Callmanager, Part::Capf, Part::Tvs, Part::Itlrecovery, Part::Itl],
        // The older ITL holds the generations of before, and phones with it refuse the newer.
        brings: &["CRT-10", "SIM-01"],
        act: Act::Lists(lists::signer_and_tvs_renewed),
    },
    Fault {
        name: "tvs-renewed-after-the-itl",
        check: "XF-12",
        title: "TVS renewed after the ITL",
        about: "TVS was regenerated on a node, and TFTP has not written the ITLs since. Phones take this TVS for a stranger: directory and \
                Extension Mobility fail where they ask it first.",
        needs: &[Need::Nodes(1)],
        changes: &[Part::Tvs],
        // The two generations are the one in the ITLs and the one of now.
        brings: &["CRT-10"],
        act: Act::Lists(stale::tvs_renewed),
    },
];
