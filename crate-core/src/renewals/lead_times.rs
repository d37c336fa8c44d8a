//! How long before its end the renewal of a certificate has to be begun: the table.
//!
//! The days are **advice of Trustlens**, not of Cisco: no document of Cisco names any. What has to be done in them is Cisco's, and the source of each row
//! says where that stands. Somebody who knows his cluster better may well need less.
//!
//! Each row is made of parts. Those of a [window](Kind::Window) may not overlap with a window of another plan that changes what phones trust: one
//! certificate at a time, and all phones registered again before the next (domain.md, section 4.2). So they add up where several certificates
//! end together; see [`windows`](super::windows).

use crate::report::Identity;

/// One row: how long the renewal of these kinds of certificates takes.
#[derive(Debug)]
pub(super) struct LeadTime {
    /// The kinds.
    pub identities: &'static [Identity],
    /// What takes how long, in its order.
    pub parts: &'static [Part],
    /// Where it stands that this has to be done. The days are advice.
    pub source: &'static str,
}

/// Something that takes time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Days.
    pub days: u32,
    /// What happens in them.
    pub what: &'static str,
    /// Whether anything else may happen in them.
    pub kind: Kind,
    /// Where it is needed.
    pub needed: Needed,
}

/// Whether anything else may happen in the days of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Before the change: other plans may go on.
    Preparation,
    /// The change itself, until all phones have followed: no other change of what phones trust.
    Window,
    /// After the change, and before the end: other plans may go on.
    Reserve,
}

/// Where a part is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    /// Everywhere.
    Always,
    /// Where a CA signed the certificate.
    SignedByAuthority,
    /// Where the release may be one before 10.0.
    BeforeTokenless,
}

const fn prepare(days: u32, what: &'static str) -> Part {
    Part { days, what, kind: Kind::Preparation, needed: Needed::Always }
}

const fn window(days: u32, what: &'static str) -> Part {
    Part { days, what, kind: Kind::Window, needed: Needed::Always }
}

const fn reserve(days: u32, what: &'static str) -> Part {
    Part { days, what, kind: Kind::Reserve, needed: Needed::Always }
}

const ANSWER: Part = Part { needed: Needed::SignedByAuthority, ..prepare(14, "the CA answers the request") };
const SECOND_WINDOW: Part = reserve(14, "a second change window, should the first one fail");
const RETURN: Part = window(30, "phones that are off come back and take the new lists");

pub(super) static LEAD_TIMES: &[LeadTime] = &[
    LeadTime {
        identities: &[Identity::Tomcat, Identity::TomcatEcdsa],
        parts: &[ANSWER, window(7, "a change window in which the web server restarts, node by node"), SECOND_WINDOW],
        source: "Cisco doc 214231 (2026), Tomcat Certificate; Cisco doc 225746 (2026)",
    },
    LeadTime {
        identities: &[Identity::Ipsec],
        parts: &[
            ANSWER,
            window(7, "a change window in which backup services and IPsec restart, node by node"),
            SECOND_WINDOW,
        ],
        source: "Cisco doc 214231 (2026), IPSec Certificate",
    },
    LeadTime {
        identities: &[Identity::Capf],
        parts: &[
            ANSWER,
            window(7, "a change window in which the CTL is updated and CAPF, TVS and TFTP restart"),
            RETURN,
            reserve(90, "every LSC is issued anew, in batches, while the previous CAPF is still valid"),
            SECOND_WINDOW,
        ],
        source: "Cisco doc 214231 (2026), CAPF Certificate; Cisco doc 225746 (2026), scenario 4; Cisco doc 200860",
    },
    LeadTime {
        identities: &[Identity::Callmanager, Identity::CallmanagerEcdsa],
        parts: &[
            ANSWER,
            window(14, "one node after another: the CTL is updated, services restart, phones register again"),
            RETURN,
            SECOND_WINDOW,
        ],
        source: "Cisco doc 214231 (2026), CallManager Certificate; Cisco Security Guide 14, Certificates",
    },
    LeadTime {
        identities: &[Identity::Tvs],
        parts: &[ANSWER, window(7, "a change window in which TVS and TFTP restart"), RETURN, SECOND_WINDOW],
        source: "Cisco doc 214231 (2026), TVS Certificate; Cisco Security Guide 14, Certificates",
    },
    LeadTime {
        identities: &[Identity::Itlrecovery],
        parts: &[
            prepare(60, "every phone is seen registered and holding the lists of now, before their signer changes"),
            window(14, "a window of its own, in which phones are reset twice"),
            window(60, "phones that are off come back and take the lists of the new signer"),
            reserve(60, "in reserve: what fails here locks phones out, and unlocking them takes weeks"),
        ],
        source: "Cisco Security Guide 14, Certificates (Regenerate ITLRecovery Certificate); Cisco doc 214231 (2026); Cisco field notice FN70613",
    },
    LeadTime {
        identities: &[Identity::Etoken],
        parts: &[
            Part {
                needed: Needed::BeforeTokenless,
                ..prepare(180, "an upgrade to 10.0 or later, which needs no tokens any more")
            },
            prepare(
                30,
                "phones without Security By Default are counted and within reach, for their CTL is deleted by hand",
            ),
            window(14, "a change window in which the CTL is written without tokens and services restart"),
            window(60, "phones that are off come back and take the CTL of the new signer"),
            reserve(30, "in reserve: the tokens are the way back, as long as they are valid"),
        ],
        source: "Cisco doc 118893, CUCM Mixed Mode with Tokenless CTL; Cisco doc 214231 (2026)",
    },
    LeadTime {
        identities: &[Identity::Lsc],
        parts: &[
            prepare(30, "LSCs are issued anew, in batches, while the phones still register with the previous ones"),
            reserve(30, "phones that are off come back and get theirs"),
        ],
        source: "Cisco doc 200860, Q&A on CUCM phone certificates; Preferred Architecture for Cisco Collaboration 12.x, Security",
    },
    LeadTime {
        identities: &[Identity::Mic, Identity::CiscoCa],
        parts: &[
            prepare(30, "CAPF is in service, and whatever checks phones (RADIUS, ASA, SRST) knows it"),
            prepare(90, "every phone that shows its MIC gets an LSC, while the MIC can still authenticate it"),
            reserve(30, "phones that are off come back and get theirs"),
        ],
        source: "Preferred Architecture for Cisco Collaboration 12.x, Security; the certificates of Cisco's CAs",
    },
    // To these come the days of the slowest renewal below it: see `ending`.
    LeadTime {
        identities: &[Identity::Other],
        parts: &[
            prepare(30, "the successor of the CA is made"),
            prepare(14, "the successor is uploaded to the trust stores of all nodes and given to peers"),
        ],
        source: "Cisco Security Guide 14, Certificates (CA-signed certificates)",
    },
];

/// The row of a kind of certificate. There is one for each.
pub(super) fn of(identity: Identity) -> Option<&'static LeadTime> {
    LEAD_TIMES.iter().find(|row| row.identities.contains(&identity))
}
