//! What does not work while a window lasts (domain.md, section 1.4): one row a service, with its source.

use super::order::Task;
use super::question::Question;
use crate::plan::{Change, Key};
use crate::report::{Identity, Meanwhile};

/// One row.
struct Row {
    /// Plans in whose windows it is so.
    keys: &'static [Key],
    /// Only where CallManager uses the certificate of Tomcat, or only in mixed mode.
    when: When,
    service: &'static str,
    what: &'static str,
    source: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    Mixed,
    Reused,
    Since14,
    Before14,
}

const DOC_214231: &str = "Cisco doc 214231 (2026)";
const DOC_AND_GUIDE: &str = "Cisco doc 214231 (2026); Cisco Security Guide 14, Certificates";

static ROWS: &[Row] = &[
    Row {
        keys: &[Key::Callmanager, Key::Rename, Key::Tokenless, Key::Nonsecure, Key::Mixed],
        when: When::Always,
        service: "Registration of phones",
        what: "Phones of a node fail over while CallManager restarts there, for some minutes a node.",
        source: DOC_214231,
    },
    Row {
        keys: &[Key::Readdress, Key::Restore],
        when: When::Always,
        service: "Registration of phones",
        what: "Phones of a node fail over while it restarts.",
        source: "Cisco Administration Guide, Change the IP Address",
    },
    Row {
        keys: &[Key::Callmanager, Key::Capf, Key::Itlrecovery, Key::Rename],
        when: When::Mixed,
        service: "Encrypted registration and calls",
        what: "From the renewal until a phone holds the new CTL: its encrypted registration may fail, with \"registering\" on its screen.",
        source: "Cisco doc 214231 (2026); Cisco doc 225746 (2026)",
    },
    Row {
        keys: &[Key::Callmanager, Key::Rename, Key::Tvs, Key::Itlrecovery, Key::Restore],
        when: When::Always,
        service: "Signed configuration, firmware and locales",
        what: "Until a phone has taken the new ITL after its reset it may refuse them, and keeps what it has.",
        source: DOC_AND_GUIDE,
    },
    Row {
        keys: &[Key::Callmanager, Key::Rename],
        when: When::Always,
        service: "SIP trunks over TLS, media resources, voicemail ports",
        what: "Out of service while CallManager restarts, and until the far side has the new certificate.",
        source: DOC_214231,
    },
    Row {
        keys: &[Key::Callmanager, Key::Rename],
        when: When::Always,
        service: "CTI applications, Extension Mobility, AXL clients",
        what: "Cut off while CallManager and CTIManager restart.",
        source: DOC_214231,
    },
    Row {
        keys: &[Key::Callmanager, Key::Itlrecovery],
        when: When::Always,
        service: "Extension Mobility Cross Cluster",
        what: "Visiting phones refuse lists and configuration until the certificates are exchanged again.",
        source: "Cisco Security Guide 14, Certificates",
    },
    Row {
        keys: &[Key::Capf],
        when: When::Always,
        service: "Installation of LSCs",
        what: "Fails from the renewal until CAPF runs with the new certificate and the phone holds the new lists.",
        source: "Cisco doc 225746 (2026), scenario 4",
    },
    Row {
        keys: &[Key::Capf],
        when: When::Always,
        service: "802.1X, phone VPN and SRST",
        what: "Phones with an LSC of the new CAPF are refused until RADIUS servers, ASA and gateways hold the new certificate.",
        source: "Cisco doc 225746 (2026); Cisco Preferred Architecture 12.x, Security",
    },
    Row {
        keys: &[Key::Tvs, Key::Callmanager, Key::Capf, Key::Itlrecovery, Key::Migrate, Key::Rename],
        when: When::Always,
        service: "Phone services over HTTPS, and what TVS vouches for",
        what: "While TVS restarts on a node, phones ask that of another; after a renewal of TVS they believe it again once they hold the new ITL.",
        source: DOC_AND_GUIDE,
    },
    Row {
        keys: &[Key::Tomcat, Key::Rename],
        when: When::Always,
        service: "Web pages, corporate directory, Extension Mobility, AXL and UDS, Expressway",
        what: "Cut off while the web server restarts, some minutes a node; Contact Center and Expressway with TLS verify until they trust the new certificate.",
        source: "Cisco doc 214231 (2026); Cisco doc 225476",
    },
    Row {
        keys: &[Key::Tomcat, Key::Itlrecovery],
        when: When::Always,
        service: "Single sign-on",
        what: "Fails until the identity provider has the new metadata.",
        source: "Cisco doc 225746 (2026)",
    },
    Row {
        keys: &[Key::Tomcat],
        when: When::Reused,
        service: "Registration of phones, trunks and signed configuration",
        what: "As after a renewal of CallManager, which uses this certificate: phones fail over and are reset.",
        source: "Cisco doc 221070",
    },
    Row {
        keys: &[Key::Tomcat],
        when: When::Since14,
        service: "Backup and restore (Disaster Recovery System)",
        what: "Not while its services restart: from release 14 on they use the Tomcat certificate.",
        source: DOC_AND_GUIDE,
    },
    Row {
        keys: &[Key::Ipsec, Key::Rename],
        when: When::Before14,
        service: "Backup and restore (Disaster Recovery System)",
        what: "Not from the renewal until its services have restarted on every node.",
        source: DOC_AND_GUIDE,
    },
    Row {
        keys: &[Key::Ipsec],
        when: When::Always,
        service: "IPsec to gateways and between nodes",
        what: "Connections are cut off until IPsec has restarted and the peers hold the new certificate.",
        source: DOC_AND_GUIDE,
    },
    Row {
        keys: &[Key::Rename],
        when: When::Always,
        service: "Connections between nodes",
        what: "Database replication and administration across nodes fail until every node knows the new name and certificates.",
        source: "Cisco Administration Guide, Change the Hostname",
    },
    Row {
        keys: &[Key::Restore],
        when: When::Always,
        service: "The whole cluster",
        what: "Nodes restart with what the backup holds; changes that were made after it are gone.",
        source: "Cisco Disaster Recovery System Administration Guide",
    },
    Row {
        keys: &[Key::Nonsecure],
        when: When::Always,
        service: "Encrypted registration and calls",
        what: "End for good with this change.",
        source: "Cisco doc 118892",
    },
    Row {
        keys: &[Key::Migrate],
        when: When::Always,
        service: "Phones that move",
        what: "Each is out of service from its reset until it has the lists and the configuration of the other cluster.",
        source: "Cisco doc 213407",
    },
];

/// What does not work in the window of these tasks.
pub(super) fn of(question: &Question<'_, '_>, tasks: &[Task]) -> Vec<Meanwhile> {
    let renews_tomcat =
        |change: &Change| matches!(change, Change::Renew { identity: Identity::Tomcat | Identity::TomcatEcdsa, .. });
    let holds = |row: &Row| match row.when {
        When::Always => true,
        When::Mixed => question.world.is_mixed,
        When::Reused => {
            question.reuses_tomcat() && tasks.iter().filter_map(|task| task.change.as_ref()).any(renews_tomcat)
        }
        When::Since14 => question.may_be(14, 0),
        When::Before14 => !question.evaluation.releases.surely_at_least(14, 0),
    };
    let of_task = |row: &&Row| tasks.iter().any(|task| row.keys.contains(&task.key)) && holds(row);
    let said = ROWS.iter().filter(of_task).map(|row| Meanwhile {
        service: row.service.to_owned(),
        what: row.what.to_owned(),
        source: row.source.to_owned(),
    });
    said.collect()
}
