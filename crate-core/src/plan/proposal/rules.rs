//! What must not be done so, and what is to be minded: one row a rule, with its source. A Cisco engineer can check each against the document.
//!
//! The rows are asked in their order; every one that applies is said. A row that refuses is shown with the phones that the simulation loses when
//! everything is done in one go; windows that the simulation finds safe are the alternative.

use super::question::Question;
use crate::case::Release;
use crate::case::identity::is_recovery;
use crate::case::known_cisco::END_OF_ROOT_2048;
use crate::formats::trust_list::Role;
use crate::phone::List;
use crate::plan::{Change, Key};
use crate::report::{Identity, ListKind};
use crate::text::listed_briefly;
use crate::timestamp::Timestamp;

/// One rule.
pub(super) struct Rule {
    /// The stable id: `C-…`.
    pub(super) id: &'static str,
    /// The rule in a line.
    pub(super) title: &'static str,
    /// What follows where it applies.
    pub(super) weight: Weight,
    /// Whether it applies, and why, with the names of the case.
    pub(super) why: fn(&Question<'_, '_>) -> Option<String>,
    /// What to do instead, or about it.
    pub(super) instead: &'static str,
    /// The plan that helps.
    pub(super) plan: Option<Key>,
    /// Where it comes from.
    pub(super) source: &'static str,
}

/// What follows where a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// It is not to be done so.
    Refuses,
    /// Some phones or services need more than the steps: it is not simply safe.
    Warns,
    /// It is to be known.
    Notes,
}

/// Bits of the keys of servers, and of recovery certificates since the same time.
const KEY_BITS: usize = 2048;

/// Every rule.
pub(super) static TABLE: &[Rule] = &[
    Rule {
        id: "C-CALLMANAGER-TVS-ITLRECOVERY",
        title: "CallManager, TVS and ITLRecovery are never renewed together",
        weight: Weight::Refuses,
        why: |question| {
            let all = [Identity::Callmanager, Identity::Tvs, Identity::Itlrecovery];
            all.into_iter().all(|identity| question.renews(identity)).then(|| {
                "Phones would know neither of the signers that are left, nor any TVS that could vouch for them. In every release this unregisters phones in masses."
                    .to_owned()
            })
        },
        instead: "Renew them in windows of their own, with all phones registered again in between, ITLRecovery last and only if it must be.",
        plan: Some(Key::Locked),
        source: "Cisco doc 225746 (2026); Cisco doc 214231 (2026)",
    },
    Rule {
        id: "C-CALLMANAGER-TVS",
        title: "CallManager and TVS are never renewed together while CallManager signs the ITL",
        weight: Weight::Refuses,
        why: |question| {
            let both = question.renews(Identity::Callmanager) && question.renews(Identity::Tvs);
            (both && question.call_manager_signs()).then(|| {
                "CallManager signs the ITL. Phones would not know the new signer, and would not believe the new TVS that could vouch for it.".to_owned()
            })
        },
        instead: "Renew CallManager first, wait until every phone holds the new ITL, and then renew TVS.",
        plan: Some(Key::Locked),
        source: "Cisco doc 214231 (2026); Cisco doc 225746 (2026); Cisco Security Guide 14, Default Security",
    },
    Rule {
        id: "C-ITLRECOVERY-ALONE",
        title: "ITLRecovery is renewed in a window of its own",
        weight: Weight::Refuses,
        why: |question| {
            let others = question.touching().len() > 1;
            (others && question.renews(Identity::Itlrecovery)).then(|| {
                if question.world.recovery_signs {
                    "ITLRecovery signs the lists. While it changes, CallManager signs them, and is the only signer that phones know: nothing else may change then.".to_owned()
                } else {
                    "ITLRecovery is the anchor that is left when something goes wrong with any other change.".to_owned()
                }
            })
        },
        instead: "Renew ITLRecovery last, by itself, when all phones hold the lists of the changes before, and only for its own expiry or its key size.",
        plan: Some(Key::Itlrecovery),
        source: "Cisco Security Guide 14, Certificates; Cisco doc 214231 (2026); domain.md, section 4.2",
    },
    Rule {
        id: "C-STALE-ITLRECOVERY",
        title: "Nothing is renewed while the lists name an ITLRecovery that the cluster no longer has",
        weight: Weight::Refuses,
        why: |question| {
            let lists = stale_lists(question, &[Identity::Itlrecovery])?;
            Some(format!(
                "{lists} with an ITLRecovery that the servers do not hold any more, as a refresh upgrade to 12.5(1) before SU3 leaves it. CallManager is the only signer in it that is left: \
                 once that is renewed too, phones know no signer any more."
            ))
        },
        instead: "Bring the ITLRecovery of now to the phones first (\"utils ctl reset localkey\" in mixed mode), and compare the serial numbers in \"show ctl\"; then renew.",
        plan: Some(Key::Itlrecovery),
        source: "Cisco field notice FN70613 (CSCvv13565)",
    },
    Rule {
        id: "C-STALE-LISTS",
        title: "Nothing is renewed before phones hold the certificates of the last renewal",
        weight: Weight::Refuses,
        why: |question| {
            let lists = stale_lists(question, &[Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Tvs])?;
            Some(format!(
                "{lists} with certificates that the servers do not hold any more: the last renewal has not reached the phones. With the next one they would skip a generation."
            ))
        },
        instead: "Write the lists anew and have all phones take them first; then renew the next certificate.",
        plan: Some(Key::Callmanager),
        source: "Cisco doc 214231 (2026); Cisco Security Guide 14, Default Security",
    },
    Rule {
        id: "C-TOKENS-UNSUPPORTED",
        title: "A CTL that hardware tokens sign cannot be written in this release",
        weight: Weight::Refuses,
        why: |question| {
            let is_asked = question.changes.iter().any(|change| question.writes_ctl(change));
            let unsupported = question.evaluation.releases.surely_at_least(14, 0);
            let is_left = question.has(|change| matches!(change, Change::Tokenless));
            (is_asked && unsupported && question.world.has_tokens() && !is_left).then(|| {
                "Hardware tokens sign the CTL. From release 14 on there is no CTL client, and from 14 SU3 on no support of tokens: the CTL could not follow the change.".to_owned()
            })
        },
        instead: "Go to a tokenless CTL first (P-TOKENLESS), and have all phones take it.",
        plan: Some(Key::Tokenless),
        source: "Cisco doc 214231 (2026); Cisco Security Guide 14",
    },
    Rule {
        id: "C-RENAME-SINGLE",
        title: "The only node of a cluster is not renamed while CallManager signs the ITL, unless phones were prepared",
        weight: Weight::Refuses,
        why: |question| {
            let renames = question.has(|change| matches!(change, Change::Rename { .. }));
            (renames && question.call_manager_signs() && !question.found.at_once.is_empty()).then(|| {
                "Renaming makes CallManager and TVS anew in one go. Phones have no other TVS that keeps its certificate, so nobody they believe vouches for the new signer.".to_owned()
            })
        },
        instead: "In non-secure mode empty the ITL before (\"Prepare Cluster for Rollback to pre-8.0\"), and fill it again afterwards, as the plan has it; or add a second node with TVS first. In mixed mode only a \
                  second node helps, because the CTL is not emptied.",
        plan: Some(Key::Rename),
        source: "Cisco Administration Guide, Change the Hostname; Cisco Security Guide 14, Default Security; domain.md, section 3, item 12",
    },
    Rule {
        id: "C-RESTORE-OLDER",
        title: "No backup is restored that is older than the certificates in the lists of phones",
        weight: Weight::Refuses,
        why: |question| {
            let later = question.made_after_backup();
            let is_asked = question.has(|change| matches!(change, Change::Restore));
            (is_asked && !later.is_empty() && !question.found.at_once.is_empty()).then(|| {
                format!(
                    "These were made after the backup, and their keys would be gone: {}. Phones hold lists with them, and would not know the signer that comes back.",
                    listed_briefly(&later)
                )
            })
        },
        instead: "Make a backup of now and restore that one, or repair the cluster without a restore. If it must be the old one, export ITLRecovery.p12 of now first (10.0 and later): \
                  \"utils itl reset remotekey\" can sign with it afterwards. Otherwise the lists of every phone have to be deleted by hand.",
        plan: Some(Key::Locked),
        source: "Cisco Security Guide 14, Default Security; domain.md, section 3, item 39",
    },
    Rule {
        id: "C-MIGRATE-UNKNOWN-SIGNER",
        title: "Phones do not move before TVS of their cluster knows the signers of the other",
        weight: Weight::Refuses,
        why: |question| {
            let moves = question.has(|change| matches!(change, Change::Migrate { .. }));
            (moves && !question.found.at_once.is_empty()).then(|| {
                "The lists of the other cluster are signed by a certificate that is not in the lists of the phones, and for which the TVS of their own cluster does not vouch. They \
                 would keep the lists that they have and ignore the configuration of the other cluster."
                    .to_owned()
            })
        },
        instead: "Import the other cluster's CallManager and ITLRecovery certificates into CallManager-trust and Phone-SAST-trust of the phones' cluster, restart TVS there, and then point phones to the other \
                  TFTP server while both clusters are on line.",
        plan: Some(Key::Migrate),
        source: "Cisco doc 213407; Cisco doc on Bulk Certificate Management between clusters (2025)",
    },
    Rule {
        id: "C-AT-ONCE",
        title: "Phones do not follow when this is done in one go",
        weight: Weight::Refuses,
        why: |question| {
            let is_told = TABLE.iter().any(|rule| {
                rule.weight == Weight::Refuses
                    && rule.id.starts_with("C-")
                    && !matches!(rule.id, "C-AT-ONCE" | "C-NO-ORDER")
                    && (rule.why)(question).is_some()
            });
            (!question.found.at_once.is_empty() && !is_told).then(|| {
                "The simulation with the lists of this case ends with phones that do not know the new signer, and find no TVS that they believe.".to_owned()
            })
        },
        instead: "Make the changes one after another, with all phones registered again in between.",
        plan: Some(Key::Locked),
        source: "Cisco Security Guide 14, Default Security",
    },
    Rule {
        id: "C-NO-ORDER",
        title: "No order of the steps brings all phones along",
        weight: Weight::Refuses,
        why: |question| {
            (!question.found.in_windows.is_empty())
                .then(|| "The simulation loses phones that are awake in every order that Cisco documents.".to_owned())
        },
        instead: "Find another way before anything is changed: an exported ITLRecovery key, a second node with TVS, or phones whose lists are deleted by hand.",
        plan: Some(Key::Locked),
        source: "Cisco Security Guide 14, Default Security",
    },
    Rule {
        id: "C-NOTHING-TO-DO",
        title: "There is nothing that this would change",
        weight: Weight::Warns,
        why: |question| {
            let reasons: Vec<&str> = question.changes.iter().filter_map(|change| question.is_void(change)).collect();
            (!reasons.is_empty()).then(|| reasons.join(" "))
        },
        instead: "Leave it out; where it is a later release that you have in mind, upgrade first.",
        plan: None,
        source: "Cisco Security Guide 14, Certificates; Cisco doc 118893; domain.md, section 3, item 2",
    },
    Rule {
        id: "C-LOCKED-ALREADY",
        title: "Phones with an earlier list are locked out already",
        weight: Weight::Warns,
        why: |question| named(&question.found.locked_already),
        instead: "Bring them back first: every further change is one more that they miss.",
        plan: Some(Key::Locked),
        source: "domain.md, section 2.5",
    },
    Rule {
        id: "C-BEHIND",
        title: "Phones with an earlier list must take the lists of now first",
        weight: Weight::Warns,
        why: |question| named(&question.found.behind),
        instead: "Before the first step, reset the phones that are behind (Device > Phone, found by \"ITL File Status\" from 12.5 on) and see that they take the lists of now.",
        plan: Some(Key::Locked),
        source: "domain.md, section 2.5",
    },
    Rule {
        id: "C-ASLEEP",
        title: "Phones that are off meanwhile do not find back by themselves",
        weight: Weight::Warns,
        why: |question| named(&question.found.asleep),
        instead: "Switch on every phone before the first step, or let those that were off take each list in between. Afterwards they need a list signed by a signer that they know, or theirs deleted by hand.",
        plan: Some(Key::Locked),
        source: "Cisco doc 214231 (2026), prerequisites; Cisco Security Guide 14, Default Security",
    },
    Rule {
        id: "C-OLD-PHONES",
        title: "Phones without Security By Default do not take a CTL from a new signer",
        weight: Weight::Warns,
        why: |question| {
            let is_asked = !question.found.old_phones.is_empty() || question.found.deletes_ctl;
            let count = question.evaluation.context.phones_without_security_by_default;
            (is_asked && count != Some(0)).then(|| match count {
                Some(count) => format!("The signer of their CTL changes, and {count} of these phones were counted: 7940, 7960, 793x, Jabber, many TelePresence."),
                None => "The signer of their CTL changes. How many of these phones there are (7940, 7960, 793x, Jabber, many TelePresence) nobody said.".to_owned(),
            })
        },
        instead: "Count them, and plan a visit to each: their CTL is deleted by hand, and they take the next one on trust. Do it at the step that says so, or for phones that were off when they come back.",
        plan: Some(Key::Locked),
        source: "Cisco doc 118893",
    },
    Rule {
        id: "C-TOKENS-END",
        title: "The hardware tokens that sign the CTL end on 14 May 2029, 20:25:42 UTC",
        weight: Weight::Warns,
        why: |question| {
            question.world.has_tokens().then(|| {
                if question.evaluation.at.unix() >= END_OF_ROOT_2048 {
                    "Their authority, Cisco Manufacturing CA, has ended.".to_owned()
                } else if question.evaluation.releases.at_least(Release::with_update(14, 0, 3)) == Some(true) {
                    "This release does not support them any more.".to_owned()
                } else {
                    "Their authority, Cisco Manufacturing CA, ends then; and from 14 SU3 on they are not supported."
                        .to_owned()
                }
            })
        },
        instead: "Go to a tokenless CTL while phones have a TVS that they believe, and before an upgrade to 14 SU3; keep both tokens until all phones show the new CTL.",
        plan: Some(Key::Tokenless),
        source: "Cisco doc 214231 (2026); Cisco doc 118893; the certificates of Cisco Manufacturing CA and Cisco Root CA 2048",
    },
    Rule {
        id: "C-REUSED-TOMCAT",
        title: "Renewing Tomcat renews CallManager: the certificate is reused",
        weight: Weight::Warns,
        why: |question| {
            let tomcat = question.renews(Identity::Tomcat) || question.renews(Identity::TomcatEcdsa);
            (tomcat && question.reuses_tomcat()).then(|| {
                let ctl = if question.world.is_mixed { "the CTL has to be updated, " } else { "" };
                format!("The same certificate is Tomcat's and CallManager's. So {ctl}the ITL changes, and phones are reset: every time the web certificate is renewed.")
            })
        },
        instead: "Go on after Tomcat as after CallManager, as the plan has it; or give CallManager a certificate of its own with a longer life.",
        plan: Some(Key::Tomcat),
        source: "Cisco doc 221070, Reuse Tomcat certificate for CallManager",
    },
    Rule {
        id: "C-NO-RECOVERY",
        title: "The ITL that phones hold has no ITLRecovery",
        weight: Weight::Warns,
        why: |question| {
            let lacking = |list: &&List<'_>| {
                let is_recovery = |certificate: &crate::phone::Certificate| {
                    question.world.slots.iter().any(|slot| {
                        slot.identity == Identity::Itlrecovery && slot.held.certificate.is_same(certificate)
                    }) || is_recovery(&certificate.name)
                };
                list.kind == ListKind::Itl
                    && list.is_whole
                    && !list.is_empty()
                    && !list.with_role(Role::SAST).any(|entry| is_recovery(&entry.certificate))
            };
            let lists: Vec<String> =
                question.world.tftp.iter().map(|node| &node.itl).filter(lacking).map(List::described).collect();
            let is_touched = !question.touching().is_empty();
            (is_touched && question.evaluation.releases.surely_at_least(10, 0) && !lists.is_empty())
                .then(|| format!("{} names no ITLRecovery, so that a reset with \"localkey\" or an exported key does not bring these phones back.", listed_briefly(&lists)))
        },
        instead: "Restart TVS and TFTP first, so that the ITL is written with ITLRecovery, and have all phones take it.",
        plan: Some(Key::Itlrecovery),
        source: "Cisco Security Guide 14, Default Security; domain.md, section 5, ITL-02",
    },
    Rule {
        id: "C-ONE-SIGNER",
        title: "The CTL that phones hold names one signer alone",
        weight: Weight::Warns,
        why: |question| {
            let ctl = question.world.ctl.as_ref().filter(|ctl| ctl.is_whole)?;
            let only = ctl.with_role(Role::SAST).count() == 1;
            let signer_changes = question.renews(Identity::Callmanager)
                || question.has(|change| matches!(change, Change::Rename { .. }));
            (only && signer_changes && question.world.is_mixed).then(|| {
                format!(
                    "{} holds one System Administrator Security Token. When that one is gone, only TVS leads on.",
                    ctl.described()
                )
            })
        },
        instead: "Let nothing else change while TVS vouches for the new signer, and have every phone take the new CTL before the next change.",
        plan: Some(Key::Locked),
        source: "Cisco doc 118893; domain.md, section 3, item 15",
    },
    Rule {
        id: "C-RECOVERY-KEY",
        title: "The ITLRecovery key is shorter than the others",
        weight: Weight::Warns,
        why: |question| {
            let bits = |identity| {
                let slots = question.world.slots.iter().filter(move |slot| slot.identity == identity);
                slots.filter_map(|slot| match slot.held.key.as_ref()? {
                    crate::crypto::PublicKey::Rsa(key) => Some(key.bits()),
                    _ => None,
                })
            };
            let short = bits(Identity::Itlrecovery).any(|bits| bits < KEY_BITS);
            let others = bits(Identity::Callmanager).chain(bits(Identity::Tvs)).any(|bits| bits >= KEY_BITS);
            (short && others && !question.touching().is_empty())
                .then(|| "With a key of 1024 bits beside certificates of 2048 the recovery command fails, so that the way out is shut.".to_owned())
        },
        instead: "Renew ITLRecovery first, by itself, while all phones trust the lists of now.",
        plan: Some(Key::Itlrecovery),
        source: "Cisco doc 214231 (2026)",
    },
    Rule {
        id: "C-STALE-CAPF",
        title: "The lists name a CAPF certificate that the server no longer has",
        weight: Weight::Warns,
        why: |question| {
            let lists = stale_lists(question, &[Identity::Capf])?;
            Some(format!(
                "{lists} with it: phones that install an LSC or register encrypted loop until they hold the new lists."
            ))
        },
        instead: "Bring the CAPF certificate of now to the phones first.",
        plan: Some(Key::Capf),
        source: "Cisco doc 225746 (2026), scenario 4",
    },
    Rule {
        id: "C-BACKUP-DATE",
        title: "When the backup was made is not known",
        weight: Weight::Warns,
        why: |question| {
            let restores = question.has(|change| matches!(change, Change::Restore));
            (restores && question.evaluation.context.backup.is_none()).then(|| {
                "Whether phones know the certificates of the backup depends on whether these were renewed after it."
                    .to_owned()
            })
        },
        instead: "Say when the backup was made, and compare its date with those of the certificates in the lists.",
        plan: Some(Key::Restore),
        source: "Cisco Security Guide 14, Default Security; domain.md, section 3, item 39",
    },
    Rule {
        id: "C-OPEN",
        title: "Not everything is known that decides it",
        weight: Weight::Warns,
        why: |question| {
            (!question.found.open.is_empty())
                .then(|| format!("It depends on {}.", listed_briefly(&question.found.open)))
        },
        instead: "Add what is missing to the case, and ask again.",
        plan: None,
        source: "domain.md, section 2.5",
    },
    Rule {
        id: "C-AUTOMATIC-RESET",
        title: "Phones may reset by themselves as soon as a certificate is renewed",
        weight: Weight::Notes,
        why: |question| {
            let kinds = [Identity::Callmanager, Identity::Capf, Identity::Tvs];
            (question.evaluation.releases.surely_at_least(14, 0) && kinds.into_iter().any(|kind| question.renews(kind)))
                .then(|| "From release 14 on the enterprise parameter \"Phone Interaction on Certificate Update\" resets them after each renewal of TVS, CAPF or CallManager, unless it was changed.".to_owned())
        },
        instead: "Set it to manual reset before, if the steps are to be taken in one window; set it back afterwards.",
        plan: None,
        source: "Cisco Security Guide 14, Default Security",
    },
    Rule {
        id: "C-LSC",
        title: "Whatever checks LSCs needs both CAPF certificates",
        weight: Weight::Notes,
        why: |question| {
            question.renews(Identity::Capf).then(|| {
                "LSCs of the previous CAPF stay in use until each is issued anew, and phones send no chain.".to_owned()
            })
        },
        instead: "Give RADIUS (802.1X), ASA (VPN) and SRST the new CAPF certificate before, and leave the previous one there and in CallManager-trust and CAPF-trust until the last LSC is replaced.",
        plan: Some(Key::Capf),
        source: "Cisco doc 225746 (2026); Cisco doc 200860",
    },
    Rule {
        id: "C-SINGLE-SIGN-ON",
        title: "Single sign-on needs the new metadata",
        weight: Weight::Notes,
        why: |question| {
            let tomcat = question.renews(Identity::Tomcat);
            let system_wide = question.renews(Identity::Itlrecovery) && question.may_be(12, 0);
            (tomcat || system_wide).then(|| "SAML is signed by Tomcat's certificate, or from 12.0 on by ITLRecovery where the system-wide one is used.".to_owned())
        },
        instead: "Have the administrator of the identity provider at hand, and import the service provider metadata anew.",
        plan: None,
        source: "Cisco doc 225746 (2026); Cisco Security Guide 14, Certificates",
    },
    Rule {
        id: "C-OTHER-CLUSTERS",
        title: "Other clusters hold copies of the certificate",
        weight: Weight::Notes,
        why: |question| {
            let kinds = [Identity::Callmanager, Identity::Itlrecovery, Identity::Tomcat, Identity::Capf];
            kinds.into_iter().any(|kind| question.renews(kind))
                .then(|| "With Extension Mobility Cross Cluster, Intercluster Lookup or Session Management Edition they were exchanged; visiting phones refuse lists of a signer that they do not know.".to_owned())
        },
        instead: "Exchange the certificates again afterwards (OS Administration > Security > Bulk Certificate Management: export, consolidate, import).",
        plan: None,
        source: "Cisco Security Guide 14, Certificates; Cisco doc on Bulk Certificate Management between clusters (2025)",
    },
    Rule {
        id: "C-BACKUP-AFTER",
        title: "Earlier backups hold keys that phones will not know any more",
        weight: Weight::Notes,
        why: |question| {
            let kinds = [Identity::Callmanager, Identity::Itlrecovery, Identity::Tvs];
            let renames = question.has(|change| matches!(change, Change::Rename { .. }));
            (renames || kinds.into_iter().any(|kind| question.renews(kind)))
                .then(|| "A restore of a backup that is older than the lists of phones locks them out.".to_owned())
        },
        instead: "Make a new backup after the last window, and note its date beside those of the certificates.",
        plan: None,
        source: "Cisco Security Guide 14, Default Security; domain.md, section 3, item 39",
    },
    Rule {
        id: "C-CA-SIGNED",
        title: "Certificates that a CA signed are lost with the name",
        weight: Weight::Notes,
        why: |question| {
            question.has(|change| matches!(change, Change::Rename { .. }))
                .then(|| "The node has self-signed ones after it is renamed, until new ones are requested and uploaded: that is a second change of what phones trust.".to_owned())
        },
        instead: "Request them with the new name before lists are written, so that phones follow one change and not two.",
        plan: Some(Key::Rename),
        source: "Cisco Administration Guide, Change the Hostname",
    },
];

/// The lists that hold stale certificates of these kinds, as the beginning of a sentence; none when nothing that phones trust is touched.
fn stale_lists(question: &Question<'_, '_>, kinds: &[Identity]) -> Option<String> {
    let mut lists: Vec<&str> =
        question.stale.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, list)| list.as_str()).collect();
    lists.dedup();
    (!lists.is_empty() && !question.touching().is_empty()).then(|| format!("Phones hold {}", listed_briefly(&lists)))
}

/// Phones by what they hold, as a sentence.
fn named(boots: &[crate::report::Boot]) -> Option<String> {
    let mut phones: Vec<&str> = boots.iter().map(|boot| boot.phone.as_str()).collect();
    phones.dedup();
    (!phones.is_empty()).then(|| {
        format!(
            "The simulation says so of {} of phones: {}.",
            crate::text::count(phones.len(), "kind"),
            listed_briefly(&phones)
        )
    })
}

/// When the authority of all hardware tokens ends.
pub(super) fn tokens_end() -> Timestamp {
    Timestamp::from_unix(END_OF_ROOT_2048)
}

/// The table in Markdown.
pub(super) fn markdown() -> String {
    let row = |rule: &Rule| {
        let weight = match rule.weight {
            Weight::Refuses => "refuses",
            Weight::Warns => "warns",
            Weight::Notes => "notes",
        };
        format!("| {} | {weight} | {} | {} | {} |\n", rule.id, rule.title, rule.instead, rule.source)
    };
    format!(
        "| rule | | what | what to do | source |\n|---|---|---|---|---|\n{}",
        TABLE.iter().map(row).collect::<String>()
    )
}
