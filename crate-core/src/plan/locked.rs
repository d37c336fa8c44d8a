//! P-LOCKED

use super::common;
use super::draft::{Draft, Template, say, step};
use super::place::Place::{At, Publisher};
use super::when::{ALWAYS, MIXED, NONSECURE, RECOVERY_SIGNS, TOKENLESS};

pub(super) static PLAN: Template = Template {
    title: "Have phones that reject every list take one again",
    title_renewed: "Have phones that reject every list take one again",
    affected: &[say(
        "All phones are reset twice, also those that work. Phones that hold neither of the signers below stay locked and have to be visited.",
    )],
    before: &[common::ANY, BEFORE],
    steps: &[BY_HAND_ONLY, NON_SECURE, SECURE, LAST],
    verify: &[VERIFY, common::VERIFY_CTL, common::VERIFY_ITL],
    way_back: &[say(
        "The lists come back as they were when TFTP restarts, or with an update of the CTL in mixed mode. Nothing on the phones is lost by trying: a phone that \
         does not know the signer keeps the list that it has.",
    )],
    not_next: &[
        &[
            say("Do not renew any certificate while phones are locked: every change is one that they miss too."),
            say(
                "Do not set \"Prepare Cluster for Rollback to pre-8.0\" now: phones that reject every list reject the empty one too.",
            ),
            say("Do not give ITLRecovery.p12 away: it holds the private key that phones trust.")
                .when(ALWAYS.since(TOKENLESS)),
        ],
        &[common::NO_CTL],
    ],
    source: "Cisco Security Guide 14, Default Security (Perform Bulk Reset of ITL File, Reset CTL Localkey); Cisco docs 214231 and 225746 (2026)",
};

static BEFORE: &[Draft] = &[
    say("What a locked phone holds is known: its checksum and the signer's serial number (Settings > Security Configuration > Trust List), or its ITLSEP….tlv; add it \
         to the case. A phone follows if the server signs with a certificate that stands in its list as System Administrator Security Token."),
    step(Publisher, "The certificates of the server are known by their serial numbers, to compare with that list.")
        .run(&["show cert own CallManager"]),
    step(Publisher, "So is ITLRecovery. Its key has as many bits as the others: with one of 1024 bits among 2048 the reset fails (doc 214231).")
        .run(&["show cert own ITLRecovery"])
        .when(ALWAYS.since(TOKENLESS)),
];

static BY_HAND_ONLY: &[Draft] = &[
    say("There is no reset command before release 10.0. If the certificate that the phones know was lost by a renewal, restore the backup that holds it (Disaster \
         Recovery System > Restore): then phones take lists again, and the renewal can be done anew, one certificate at a time.")
    .when(ALWAYS.before(TOKENLESS)),
    say("In mixed mode these releases have no reset of the CTL that is documented here. Restore the backup with the CallManager certificate that the phones know, or \
         delete CTL and ITL by hand.")
    .when(MIXED.since(TOKENLESS).before(RECOVERY_SIGNS).unless_tokens()),
];

static NON_SECURE: &[Draft] = &[
    step(Publisher, "Write a recovery ITL with the key of the cluster (from 12.0 on CallManager's; before that it is ITLRecovery's or CallManager's, which \"show itl\" tells).")
        .run(&["utils itl reset localkey", "show itl"])
        .when(NONSECURE.since(TOKENLESS))
        .wait("\"show itl\" shows a signer that stands in the list of the locked phones."),
    step(
        Publisher,
        "If phones do not know that signer but an earlier ITLRecovery that was exported: sign with that one instead. Put the address of the SFTP server, the user \
         and the file in place.",
    )
    .run(&["utils itl reset remotekey <SFTP server> <user> <ITLRecovery.p12>", "show itl"])
    .when(NONSECURE.since(TOKENLESS))
    .wait("\"show itl\" shows a signer that stands in the list of the locked phones."),
    common::RESET_PHONES.when(NONSECURE.since(TOKENLESS)).wait("The phones that were locked take changes of their configuration again."),
    common::RESTART_TFTP.when(NONSECURE.since(TOKENLESS)).wait("\"show itl\" shows the usual signer again."),
    common::RESET_PHONES.when(NONSECURE.since(TOKENLESS)),
];

static SECURE: &[Draft] = &[
    step(
        At("the computer with the Cisco CTL Client"),
        "Write the CTL anew with the Cisco CTL Client and a token that stands in the CTL of the locked phones; then restart TFTP and reset the phones. Without such a token their \
         CTL has to be deleted by hand.",
    )
    .when(MIXED.before((14, 0)).with_tokens())
    .wait("The phones that were locked are registered again and show the new checksum of the CTL."),
    step(Publisher, "Have CallManager sign the CTL meanwhile.")
        .run(&["utils ctl reset localkey", "show ctl"])
        .when(MIXED.since(RECOVERY_SIGNS).unless_tokens())
        .wait("\"show ctl\" shows a signer that stands in the list of the locked phones."),
    common::RESET_PHONES
        .when(MIXED.since(RECOVERY_SIGNS).unless_tokens())
        .wait("The phones that were locked are registered again and show the new checksum of the CTL."),
    step(Publisher, "Have ITLRecovery sign the CTL again.")
        .run(&["utils ctl update CTLFile", "show ctl"])
        .when(MIXED.since(RECOVERY_SIGNS).unless_tokens())
        .wait("\"show ctl\" names ITLRecovery as the signer."),
    common::RESTART_CALLMANAGER[0].when(MIXED.since(RECOVERY_SIGNS).unless_tokens()),
    common::RESTART_CALLMANAGER[1].when(MIXED.since(RECOVERY_SIGNS).unless_tokens()),
    common::RESTART_TFTP.when(MIXED.since(RECOVERY_SIGNS).unless_tokens()),
    common::RESET_PHONES.when(MIXED.since(RECOVERY_SIGNS).unless_tokens()),
];

static LAST: &[Draft] = &[
    step(
        At("each phone that is still locked"),
        "Delete its lists by hand (Settings > Security Configuration > Trust List > ITL File, unlocked with **#, Erase; on newer models Admin Settings > Reset \
         Settings > Security), or reset it to factory settings.",
    ),
    step(At("each phone without Security By Default"), "Delete its CTL by hand: it never takes one from a new signer.")
        .when(MIXED.and_old_phones()),
    step(
        Publisher,
        "When all is well, keep the recovery key outside the cluster for the next time (the file holds a private key).",
    )
    .run(&["file get tftp ITLRecovery.p12"])
    .when(ALWAYS.since(TOKENLESS)),
];

static VERIFY: &[Draft] = &[
    say(
        "A change in the configuration of a phone that was locked (its description, say) reaches the phone after a reset.",
    ),
    say("The status messages of the phone show no trust list update that failed."),
];
