//! Which step fails once a certificate has ended: the table.
//!
//! A row names the step by the words of the plan, so that it speaks of a step only where the plan has it for the release and mode of the case; a test
//! holds every row against the plans.

use crate::plan::Key;
use crate::report::Identity;

/// One row: once a certificate of these kinds has ended, this step fails.
#[derive(Debug)]
pub(super) struct FailingRow {
    /// The kinds.
    pub ended: &'static [Identity],
    /// From which release on; `None` for all.
    pub since: Option<(u16, u16)>,
    /// Before which release; `None` for all.
    pub before: Option<(u16, u16)>,
    /// Where the step stands.
    pub place: Place,
    /// Why it fails, or what is not known of it.
    pub why: &'static str,
    /// What has to come before the plan can go on: the plan, or what to do where there is none.
    pub first: First,
    /// Where that comes from.
    pub source: &'static str,
}

/// Where a step stands.
#[derive(Debug)]
pub(super) enum Place {
    /// In these plans: the first step whose text holds these words.
    Step(&'static [Key], &'static str),
    /// Among what must hold before the first step of these plans, in the same way.
    Before(&'static [Key], &'static str),
    /// In no plan: something that is done now and then.
    Operation(&'static str),
}

/// What has to come first.
#[derive(Debug, Clone, Copy)]
pub(super) enum First {
    /// Another plan.
    Plan(Key),
    /// Something else, in a sentence.
    Advice(&'static str),
}

const DRS: &str = "A backup by the Disaster Recovery System";

pub(super) static ROWS: &[FailingRow] = &[
    FailingRow {
        ended: &[Identity::Etoken],
        since: None,
        before: Some((14, 0)),
        place: Place::Step(
            &[Key::Capf, Key::Callmanager, Key::Itlrecovery],
            "Write the CTL anew with the Cisco CTL Client",
        ),
        why: "The token cannot sign any more, so no new CTL comes about, and phones go on looking for the previous certificate.",
        first: First::Plan(Key::Tokenless),
        source: "Cisco doc 214231 (2026); the certificates of Cisco Manufacturing CA and Cisco Root CA 2048",
    },
    FailingRow {
        ended: &[Identity::Ipsec],
        since: None,
        before: Some((14, 0)),
        place: Place::Before(
            &[Key::Tomcat, Key::Capf, Key::Callmanager, Key::Tvs, Key::Itlrecovery, Key::Tokenless],
            DRS,
        ),
        why: "Up to release 13 backups use the IPsec certificate: with one that has ended none can be made, and there is no way back from the plan.",
        first: First::Plan(Key::Ipsec),
        source: "Cisco doc 214231 (2026), IPSec Certificate",
    },
    FailingRow {
        ended: &[Identity::Tomcat],
        since: Some((14, 0)),
        before: None,
        place: Place::Before(
            &[Key::Ipsec, Key::Capf, Key::Callmanager, Key::Tvs, Key::Itlrecovery, Key::Tokenless],
            DRS,
        ),
        why: "From release 14 on backups use the Tomcat certificate: with one that has ended none can be made, and there is no way back from the plan.",
        first: First::Plan(Key::Tomcat),
        source: "Cisco Security Guide 14, Certificates",
    },
    FailingRow {
        ended: &[Identity::Tvs],
        since: None,
        before: Some((12, 0)),
        place: Place::Step(&[Key::Callmanager], "Reset the phones in batches"),
        why: "CallManager signs the ITL, and TVS vouches for its new certificate to phones that do not know it yet. With a TVS certificate that has ended \
              that safety net is gone.",
        first: First::Plan(Key::Tvs),
        source: "Cisco doc 214231 (2026), TVS Certificate; Cisco Security Guide 14, Default Security",
    },
    FailingRow {
        ended: &[Identity::Tvs],
        since: None,
        before: None,
        place: Place::Step(&[Key::Tokenless], "Reset the phones in batches"),
        why: "The signer of the CTL changes, and phones ask TVS about the new one. With a TVS certificate that has ended that safety net is gone.",
        first: First::Plan(Key::Tvs),
        source: "Cisco doc 118893, CUCM Mixed Mode with Tokenless CTL; Cisco doc 214231 (2026), TVS Certificate",
    },
    FailingRow {
        ended: &[Identity::Callmanager],
        since: Some((12, 0)),
        before: None,
        place: Place::Step(&[Key::Itlrecovery], "Have CallManager sign"),
        why: "CallManager signs the lists between the two resets. Most phones are said not to look at the dates of a signer, which is not certain.",
        first: First::Plan(Key::Callmanager),
        source: "Cisco Security Guide 14, Certificates (Regenerate ITLRecovery Certificate)",
    },
    FailingRow {
        ended: &[Identity::Callmanager],
        since: Some((12, 0)),
        before: None,
        place: Place::Step(&[Key::Locked], "Have CallManager sign the CTL"),
        why: "From 12.0 on CallManager signs the list that unlocks phones. Most phones are said not to look at the dates of a signer, which is not certain.",
        first: First::Plan(Key::Callmanager),
        source: "Cisco Security Guide 14, Default Security (Perform Bulk Reset of ITL File)",
    },
    FailingRow {
        ended: &[Identity::Callmanager],
        since: Some((12, 0)),
        before: None,
        place: Place::Step(&[Key::Locked], "Write a recovery ITL with the key of the cluster"),
        why: "From 12.0 on CallManager signs the list that unlocks phones. Most phones are said not to look at the dates of a signer, which is not certain.",
        first: First::Plan(Key::Callmanager),
        source: "Cisco Security Guide 14, Default Security (Perform Bulk Reset of ITL File)",
    },
    FailingRow {
        ended: &[Identity::Itlrecovery],
        since: Some((12, 0)),
        before: None,
        place: Place::Step(&[Key::Capf, Key::Callmanager, Key::Tvs], "writes the ITL anew"),
        why: "ITLRecovery signs every new list. Most phones are said not to look at the dates of a signer, which is not certain: until it is renewed no new \
              list should be written.",
        first: First::Plan(Key::Itlrecovery),
        source: "Cisco Security Guide 14, Certificates (ITLRecovery); Cisco field notice FN70613",
    },
    FailingRow {
        ended: &[Identity::Other],
        since: None,
        before: None,
        place: Place::Step(&[Key::Tomcat, Key::Capf, Key::Callmanager], "generate a CSR"),
        why: "A CA that has ended signs nothing that anybody takes, and CUCM takes no certificate whose chain is not valid.",
        first: First::Advice("Upload the successor of the CA to the trust stores, and have that one sign."),
        source: "Cisco Security Guide 14, Certificates",
    },
    FailingRow {
        ended: &[Identity::Capf],
        since: None,
        before: None,
        place: Place::Operation("Installing an LSC (Certificate Operation \"Install/Upgrade\")"),
        why: "CAPF issues no LSC with a certificate that has ended, and what checks LSCs refuses those under it.",
        first: First::Plan(Key::Capf),
        source: "Cisco doc 214231 (2026), CAPF Certificate",
    },
    FailingRow {
        ended: &[Identity::Lsc],
        since: None,
        before: None,
        place: Place::Operation("Renewing an LSC while the phone is registered with the previous one"),
        why: "A phone whose LSC has ended does not register encrypted, and does not fall back to its MIC.",
        first: First::Advice(
            "Give the phone a non-secure profile, install its LSC, and give it the secure profile back.",
        ),
        source: "Cisco doc 200860, Q&A on CUCM phone certificates; Cisco doc 225746 (2026)",
    },
    FailingRow {
        ended: &[Identity::Mic, Identity::CiscoCa],
        since: None,
        before: None,
        place: Place::Operation(
            "Installing a first LSC with the MIC as the authentication (\"By Existing Certificate\")",
        ),
        why: "CAPF cannot authenticate a phone by a MIC that has ended, nor by one whose CA has.",
        first: First::Advice("Use an authentication string or a null string instead."),
        source: "Preferred Architecture for Cisco Collaboration 12.x, Security; the certificates of Cisco's CAs",
    },
];
