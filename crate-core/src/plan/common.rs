//! What several plans share (domain.md, sections 1.4, 4.1, 4.2 and 4.4).
//!
//! Services are called as `utils service list` calls them. Cisco's documents restart feature services in Serviceability; the command line
//! does the same.

use super::draft::{Draft, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher, Where};
use super::when::{ALWAYS, MIXED, NONSECURE, OLD_PHONES, RECOVERY_SIGNS, TOKENLESS};
use crate::report::NodeService::{Callmanager, Tftp, Tvs};

/// Before every plan.
pub(super) static ANY: &[Draft] = &[
    step(Publisher, "The release is the one that this plan was made for.").run(&["show version active"]),
    step(Publisher, "The security mode is the one that this plan was made for: ClusterSecurityMode is 0 for non-secure, 1 for mixed.")
        .run(&["run sql select paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'"]),
    step(Publisher, "A backup by the Disaster Recovery System is there that was made before the first change and ended well.")
        .run(&["utils disaster_recovery status backup"]),
    step(Publisher, "Database replication is good: every node shows state 2.").run(&["utils dbreplication runtimestate"]),
    say("It is after hours, and the number of registered phones stands in RTMT (Voice/Video) and is written down."),
];

/// Before plans that change what phones trust.
pub(super) static LISTS: &[Draft] = &[
    step(Publisher, "The roll-back to a release before 8.0 is off: the value is F. With T phones hold an empty ITL.")
        .run(&["run sql select paramname,paramvalue from processconfig where paramname='RollBackToPreGrayback'"]),
    say("Every CallManager group has more than one server, so that phones reach a TVS that did not change."),
    step(
        Where(Tftp),
        "All phones are on and registered, and hold the list of now: the checksum on a phone of each model is that of its TFTP server. A phone that is off \
         meanwhile may need its ITL deleted by hand.",
    )
    .run(&["show itl"]),
    say("It is known whether phones reset by themselves when TVS, CAPF or CallManager is renewed (enterprise parameter \"Phone Interaction on Certificate \
         Update\"; they do unless it was changed).")
    .when(ALWAYS.since((14, 0))),
    say("It is known whether phones use LSCs for 802.1X or VPN, and whether the cluster uses single sign-on or SIP OAuth."),
];

/// Before plans that write a CTL.
pub(super) static CTL: &[Draft] = &[
    step(Publisher, "It is known who signs the CTL: a signer called SAST-ADN… is a hardware token, which then has to be at hand with its password.")
        .run(&["show ctl"])
        .when(MIXED.before((14, 0))),
    step(Publisher, "The CTL is there and its signature holds: the last line says that it was verified successfully.")
        .run(&["show ctl"])
        .when(MIXED.since((14, 0))),
    say("The phones without Security By Default are counted. They take a new CTL only from the signer that they know; when the signer changes, their \
         CTL has to be deleted by hand.")
    .when(OLD_PHONES),
];

/// Writes the CTL anew and has the phones take it. CAPF, CallManager and ITLRecovery stand in it, so this comes before any restart.
pub(super) static UPDATE_CTL: &[Draft] = &[
    step(Publisher, "Write the CTL anew, so that it holds the certificates of now.")
        .run(&["utils ctl update CTLFile"])
        .does(&[Effect::UpdateCtl])
        .when(MIXED.since(TOKENLESS).without_tokens())
        .wait("The command says that the CTL was updated on every node."),
    step(
        At("the computer with the Cisco CTL Client"),
        "Write the CTL anew with the Cisco CTL Client (Update CTL File) and one of the two tokens that stand in the CTL of now. So the signer stays \
         the same.",
    )
    .does(&[Effect::UpdateCtl])
    .when(MIXED.before((14, 0)).with_tokens())
    .wait("The client says that the CTL was written on every node."),
    say("From release 14 on there is no CTL client any more: follow P-TOKENLESS first, and begin this plan again after it.")
        .when(MIXED.since((14, 0)).with_tokens()),
    step(
        At("Cisco Unified CM Administration"),
        "Reset all encrypted and authenticated phones, so that they take the new CTL (Bulk Administration > Phones > Update Phones > Query).",
    )
    .does(&[Effect::ResetPhones])
    .when(MIXED)
    .wait("All of them are registered again, and a phone of each model shows the new checksum of the CTL."),
];

/// The same where CallManager uses the Tomcat certificate (possible from 14 on, which has no CTL client).
pub(super) static UPDATE_CTL_REUSED: &[Draft] = &[
    UPDATE_CTL[0].when(MIXED.since((14, 0)).reused(true).unless_tokens()),
    UPDATE_CTL[2].when(MIXED.since((14, 0)).reused(true).with_tokens()),
    UPDATE_CTL[3].when(MIXED.since((14, 0)).reused(true)),
];

/// Deletes what phones without Security By Default hold, where the signer of the CTL has changed.
pub(super) static DELETE_OLD_CTL: Draft = step(
    At("each phone without Security By Default"),
    "Delete the CTL by hand (Settings > Security Configuration > Trust List > CTL File, unlocked with **#, Erase): these phones never take a CTL from a \
     new signer.",
)
.does(&[Effect::DeleteCtl])
.when(MIXED.since(TOKENLESS).without_tokens().and_old_phones());

/// Restarts TVS.
pub(super) static RESTART_TVS: Draft = step(Where(Tvs), "Restart TVS, one node after another.")
    .run(&["utils service restart Cisco Trust Verification Service"])
    .does(&[Effect::RestartTvs])
    .wait("The service is started again on one node before the next.");

/// Restarts TFTP, which writes the ITL anew.
pub(super) static RESTART_TFTP: Draft =
    step(Where(Tftp), "Restart TFTP, one node after another. It writes the ITL anew.")
        .run(&["utils service restart Cisco Tftp"])
        .does(&[Effect::RestartTftp])
        .wait("\"show itl\" on each of these nodes shows a new checksum and that the ITL was verified successfully.");

/// Restarts CallManager and the service of CTI applications.
pub(super) static RESTART_CALLMANAGER: &[Draft] = &[
    step(
        Where(Callmanager),
        "Restart CallManager where it is started, one node after another. Its phones fail over meanwhile.",
    )
    .run(&["utils service restart Cisco CallManager"])
    .wait("The phones of one node are registered again before the next."),
    step(
        At("every node that runs CTIManager, the publisher first"),
        "Restart CTIManager where it is started, one node after another.",
    )
    .run(&["utils service restart Cisco CTIManager"]),
];

/// Restarts the proxy of SIP OAuth and of the web, where it is there.
pub(super) static RESTART_HAPROXY: Draft = step(
    EveryNode,
    "Restart HAProxy where \"utils service list\" shows it. Clients that register by SIP OAuth, and the web pages, are cut off for a moment.",
)
.run(&["utils service restart Cisco HAProxy"])
.when(ALWAYS.since((12, 5)));

/// Resets all phones.
pub(super) static RESET_PHONES: Draft = step(
    At("Cisco Unified CM Administration"),
    "Reset the phones in batches (Bulk Administration > Phones > Update Phones > Query), or all of them (System > Enterprise Parameters > Reset).",
)
.does(&[Effect::ResetPhones])
.wait("As many phones are registered as before (RTMT), and a phone of each model shows the new checksum of the ITL.");

/// Looks at the ITL on servers and phones.
pub(super) static VERIFY_ITL: &[Draft] = &[
    step(
        Where(Tftp),
        "The checksum at the top is what a phone of each model shows under Settings > Security Configuration > Trust List > ITL File. (The ITLs of two \
         nodes may differ; a phone holds that of its TFTP server.) The last line says that it was verified successfully.",
    )
    .run(&["show itl"]),
    step(
        At("Cisco Unified CM Administration"),
        "Device > Phone, found by \"ITL File Status\", lists no registered phone with a mismatch.",
    )
    .when(ALWAYS.since((12, 5))),
];

/// Looks at the CTL on servers and phones.
pub(super) static VERIFY_CTL: &[Draft] = &[step(
    EveryNode,
    "The checksum of the CTL is the same on every node, and is what a phone of each model shows under Settings > Security Configuration > Trust \
     List > CTL File.",
)
.run(&["show ctl"])
.when(MIXED)];

/// How a certificate comes back that has been renewed.
pub(super) static WAY_BACK: Draft = say(
    "A renewed certificate cannot be taken back by itself: the previous one comes back with its key from the backup that was made before the first step (Disaster \
     Recovery System > Restore). As long as phones wait for nothing but the lists, going on to the end is safer than going back.",
);

/// How phones come back that take no list any more.
pub(super) static LOCKED_OUT: &[Draft] = &[
    say("If phones take no list any more, follow P-LOCKED."),
    say("Phones that were off meanwhile may need their ITL deleted by hand."),
];

/// Never together with another change of what phones trust.
pub(super) static ONE_AT_A_TIME: &[Draft] = &[
    say("Do not renew another certificate before all phones are registered again and hold the new list."),
    say("Never renew CallManager and TVS together: while CallManager signs the ITL, that leaves phones no way to the new list.")
        .when(ALWAYS.before(RECOVERY_SIGNS)),
    say("Never renew CallManager, TVS and ITLRecovery together; nor CallManager and TVS while CallManager signs the ITL, as it does after a reset with \"localkey\" \
         that was not brought to its end.")
    .when(ALWAYS.since(RECOVERY_SIGNS)),
];

/// About the order in which Cisco renews.
pub(super) static ORDER: &[Draft] = &[
    say("Cisco's documents differ about the order: doc 214231 renews Tomcat, IPsec, CAPF, CallManager and then TVS; Security Guide 14 renews TVS first and \
         CallManager last. Either is safe while ITLRecovery signs the ITL; never both without waiting for the phones in between.")
    .when(ALWAYS.since((12, 0))),
    say("Renew in the order of doc 214231: Tomcat, IPsec, CAPF, CallManager, and TVS last, because TVS vouches for a new CallManager certificate.")
        .when(ALWAYS.before((12, 0))),
];

/// Says that phones of a non-secure cluster hold no CTL that counts.
pub(super) static NO_CTL: Draft =
    say("Do not write a CTL: in non-secure mode there is none to update.").when(NONSECURE);
