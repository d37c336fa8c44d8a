//! Which service rests on what: the table, in the order of the article "An Insight to CUCM Certificates".

use crate::formats::trust_list::Role;
use crate::report::{Identity, ListKind, NodeService};

/// A service and what it rests on.
#[derive(Debug)]
pub(super) struct Entry {
    /// A stable name.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// What stops working if its certificates fail.
    pub stops: &'static str,
    /// Whether it is there in mixed mode only.
    pub mixed_only: bool,
    /// What it rests on.
    pub rests_on: &'static [Rests],
    /// Where that comes from.
    pub source: &'static str,
}

/// Something that a service rests on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rests {
    /// What it is called.
    pub what: &'static str,
    /// What it is for in this service.
    pub purpose: &'static str,
    /// What of a case it is.
    pub on: On,
    /// The service of a node that has it.
    pub runs_on: Option<NodeService>,
    /// The release that brought it: 8.0 where it was always there.
    pub since: (u16, u16),
}

/// What of a case something is.
#[derive(Debug, Clone, Copy)]
pub(super) enum On {
    /// Certificates of these kinds that servers or phones present as their own; where the case has none of these, those in trust lists.
    Certificates(&'static [Identity]),
    /// The ITLs or the CTLs.
    Lists(ListKind),
    /// The records with these roles in the ITLs or the CTLs.
    Records(ListKind, &'static [Role]),
    /// What lies in a trust store.
    Store(&'static str),
}

const fn rests(what: &'static str, on: On, purpose: &'static str) -> Rests {
    Rests { what, purpose, on, runs_on: None, since: (8, 0) }
}

impl Rests {
    const fn at(self, service: NodeService) -> Self {
        Self { runs_on: Some(service), ..self }
    }

    const fn since(self, major: u16, minor: u16) -> Self {
        Self { since: (major, minor), ..self }
    }
}

const CALLMANAGER: On = On::Certificates(&[Identity::Callmanager, Identity::CallmanagerEcdsa]);
const TOMCAT: On = On::Certificates(&[Identity::Tomcat, Identity::TomcatEcdsa]);
const CAPF: On = On::Certificates(&[Identity::Capf]);
const ITLRECOVERY: On = On::Certificates(&[Identity::Itlrecovery]);
const LSC: On = On::Certificates(&[Identity::Lsc]);
const MIC: On = On::Certificates(&[Identity::Mic]);
const ITL: On = On::Lists(ListKind::Itl);
const CTL: On = On::Lists(ListKind::Ctl);
const SERVERS: &[Role] = &[Role::CCM_TFTP, Role::CCM];
const SIGNERS: &[Role] = &[Role::CCM_TFTP, Role::TFTP];

pub(super) static SERVICES: &[Entry] = &[
    Entry {
        id: "encrypted-calls",
        name: "Encrypted registration and calls",
        stops: "Phones with an encrypted or authenticated profile do not register, and with them no call is encrypted. Phones with a non-secure profile go on.",
        mixed_only: true,
        rests_on: &[
            rests("CallManager", CALLMANAGER, "phones register with it by TLS").at(NodeService::Callmanager),
            rests("CTL", CTL, "tells phones that the cluster is in mixed mode, and which servers to trust"),
            rests(
                "Signers in the CTL",
                On::Records(ListKind::Ctl, &[Role::SAST]),
                "sign the next CTL that phones are to take",
            ),
            rests(
                "CallManager in the CTL",
                On::Records(ListKind::Ctl, SERVERS),
                "the copy that phones compare the server with",
            ),
            rests("CAPF", CAPF, "issues the LSCs that phones register with").at(NodeService::Capf),
            rests(
                "CAPF in the CTL",
                On::Records(ListKind::Ctl, &[Role::CAPF]),
                "the copy that phones compare CAPF with when they get an LSC",
            ),
            rests("LSC", LSC, "a phone shows it when it registers"),
            rests("MIC", MIC, "a phone without LSC shows it when it registers"),
            rests(
                "CallManager-trust",
                On::Store("CallManager-trust"),
                "holds the issuers of LSCs and MICs that the server takes",
            )
            .at(NodeService::Callmanager),
        ],
        source: "Cisco doc 214231; Cisco doc 225746; Cisco Preferred Architecture 12.x, Security",
    },
    Entry {
        id: "encrypted-configuration",
        name: "Signed and encrypted configuration files",
        stops: "Phones refuse their configuration: no change reaches them, and no firmware or locale. They may stay registered with the configuration that they have. A phone \
                whose LSC has changed cannot open a file that was encrypted for the previous one.",
        mixed_only: false,
        rests_on: &[
            rests("CallManager", CALLMANAGER, "TFTP signs the files with its key").at(NodeService::Tftp),
            rests(
                "Signer in the ITL",
                On::Records(ListKind::Itl, SIGNERS),
                "the copy that phones check the signature with",
            ),
            rests("Signer in the CTL", On::Records(ListKind::Ctl, SIGNERS), "the same, for phones with a CTL"),
            rests("LSC", LSC, "files are encrypted for its key"),
            rests("MIC", MIC, "without LSC, files are encrypted for its key"),
        ],
        source: "Cisco doc 214231; Cisco Security Guide 14, Default Security and TFTP Encryption",
    },
    Entry {
        id: "trunks-gateways",
        name: "SIP and H.323 trunks and gateways",
        stops: "SIP trunks over TLS go out of service, and so do gateways and clusters behind them. Signalling to MGCP and H.323 gateways that goes through IPsec stops.",
        mixed_only: false,
        rests_on: &[
            rests("CallManager", CALLMANAGER, "client and server certificate of SIP trunks over TLS")
                .at(NodeService::Callmanager),
            rests("CallManager-trust", On::Store("CallManager-trust"), "holds the peers' certificates, or their CAs")
                .at(NodeService::Callmanager),
            rests("IPsec", On::Certificates(&[Identity::Ipsec]), "IPsec to MGCP and H.323 gateways"),
            rests("ipsec-trust", On::Store("ipsec-trust"), "holds the certificates of the peers"),
        ],
        source: "Cisco doc 214231; Cisco field notice FN74345; Cisco Security Guide 14, Certificates",
    },
    Entry {
        id: "srst",
        name: "Survivable Remote Site Telephony (SRST)",
        stops: "When the connection to the cluster is lost, phones with an encrypted profile do not register with the SRST gateway.",
        mixed_only: true,
        rests_on: &[
            rests("CAPF", CAPF, "the gateway holds it to check LSCs").at(NodeService::Capf),
            rests("LSC", LSC, "a phone shows it to the gateway"),
            rests("MIC", MIC, "a phone without LSC shows it to the gateway"),
            rests("CallManager", CALLMANAGER, "signs the configuration that tells phones the gateway's certificate")
                .at(NodeService::Tftp),
            rests("CallManager-trust", On::Store("CallManager-trust"), "holds the gateway's certificate")
                .at(NodeService::Callmanager),
        ],
        source: "Cisco Preferred Architecture 12.x, Security; Cisco doc 225746",
    },
    Entry {
        id: "security-by-default",
        name: "Security By Default (ITL and TVS)",
        stops: "Phones take no new list and no new configuration, and HTTPS services on phones fail. A change of the signer that TVS cannot vouch for locks phones out.",
        mixed_only: false,
        rests_on: &[
            rests("ITL", ITL, "tells phones whom to trust").at(NodeService::Tftp),
            rests("CallManager", CALLMANAGER, "signs configuration, and before 12.0 the ITL").at(NodeService::Tftp),
            rests(
                "Signers in the ITL",
                On::Records(ListKind::Itl, &[Role::SAST]),
                "sign the next ITL that phones are to take",
            ),
            rests(
                "CallManager in the ITL",
                On::Records(ListKind::Itl, SIGNERS),
                "the copy that phones check signatures with",
            ),
            rests("ITLRecovery", ITLRECOVERY, "signs the ITL from 12.0 on, and after a reset").since(10, 0),
            rests("TVS", On::Certificates(&[Identity::Tvs]), "vouches for what is not in the ITL").at(NodeService::Tvs),
            rests(
                "TVS in the ITL",
                On::Records(ListKind::Itl, &[Role::TVS]),
                "the copies that phones compare TVS with",
            ),
            rests(
                "Phone-SAST-trust",
                On::Store("Phone-SAST-trust"),
                "holds signers of other clusters that TVS vouches for",
            ),
        ],
        source: "Cisco Security Guide 14, Default Security; Cisco Preferred Architecture 12.x, Security",
    },
    Entry {
        id: "conferencing",
        name: "Conferencing and other media resources",
        stops: "Secure conference bridges, media termination points and transcoders do not register, so conferences are not encrypted or do not come about.",
        mixed_only: false,
        rests_on: &[
            rests("CallManager", CALLMANAGER, "media resources register with it by TLS").at(NodeService::Callmanager),
            rests(
                "CallManager-trust",
                On::Store("CallManager-trust"),
                "holds the certificates of media resources, or their CAs",
            )
            .at(NodeService::Callmanager),
        ],
        source: "Cisco doc 214231",
    },
    Entry {
        id: "ldap",
        name: "LDAP directory",
        stops: "Synchronisation with the directory, and logins that the directory decides, fail where LDAP runs over TLS.",
        mixed_only: false,
        rests_on: &[
            rests("Tomcat", TOMCAT, "client certificate towards the directory"),
            rests("tomcat-trust", On::Store("tomcat-trust"), "holds the directory's certificate, or its CA"),
        ],
        source: "Cisco Security Guide 14, Certificates; Cisco field notice FN74345",
    },
    Entry {
        id: "web",
        name: "Web pages and phone services (Tomcat)",
        stops: "Administration across nodes, the corporate directory and Extension Mobility on phones, AXL and UDS clients, Contact Center logins, and Expressway zones with TLS \
                verification fail.",
        mixed_only: false,
        rests_on: &[
            rests("Tomcat", TOMCAT, "server certificate of all web pages and phone services"),
            rests(
                "TVS",
                On::Certificates(&[Identity::Tvs]),
                "vouches for Tomcat to phones, whose lists do not hold it",
            )
            .at(NodeService::Tvs),
            rests(
                "tomcat-trust",
                On::Store("tomcat-trust"),
                "holds the certificates of the other nodes and of Expressway, or their CAs",
            ),
        ],
        source: "Cisco doc 214231; Cisco doc 225476",
    },
    Entry {
        id: "single-sign-on",
        name: "Single sign-on",
        stops: "Logins by SAML fail until the identity provider has the metadata of the certificates of now.",
        mixed_only: false,
        rests_on: &[
            rests("Tomcat", TOMCAT, "signs and decrypts SAML messages, unless the system-wide certificate does"),
            rests("ITLRecovery", ITLRECOVERY, "the system-wide certificate that signs SAML messages").since(12, 0),
        ],
        source: "Cisco doc 225746; Cisco Security Guide 14, Certificates",
    },
    Entry {
        id: "extension-mobility-cross-cluster",
        name: "Extension Mobility Cross Cluster",
        stops: "Users of other clusters cannot log in to phones of this one, and the other way round; the visiting phone refuses the lists of the home cluster.",
        mixed_only: false,
        rests_on: &[
            rests(
                "CallManager",
                CALLMANAGER,
                "exchanged between the clusters, signs configuration for visiting phones",
            )
            .at(NodeService::Tftp),
            rests("ITLRecovery", ITLRECOVERY, "exchanged between the clusters, signs their lists").since(12, 0),
            rests("Tomcat", TOMCAT, "exchanged between the clusters, whose web services ask each other"),
            rests("CAPF", CAPF, "exchanged between the clusters, issued the LSCs of visiting phones")
                .at(NodeService::Capf),
            rests("Phone-SAST-trust", On::Store("Phone-SAST-trust"), "holds the signers of the other clusters"),
        ],
        source: "Cisco Security Guide 14, Certificates; Cisco doc on Bulk Certificate Management between clusters",
    },
    Entry {
        id: "voicemail",
        name: "Voicemail (Unity Connection)",
        stops: "Secure voicemail ports and SIP trunks to Unity Connection go out of service: no message, and no message-waiting light.",
        mixed_only: false,
        rests_on: &[
            rests(
                "CallManager",
                CALLMANAGER,
                "Unity Connection checks it, by the lists that it fetches from TFTP or by what was uploaded",
            )
            .at(NodeService::Callmanager),
            rests(
                "CallManager-trust",
                On::Store("CallManager-trust"),
                "holds the root certificate of Unity Connection",
            )
            .at(NodeService::Callmanager),
        ],
        source: "Cisco doc 214231; Cisco Security Guide 14, Certificates",
    },
    Entry {
        id: "vpn-phone",
        name: "VPN phone and 802.1X",
        stops: "Phones that dial in by VPN do not connect, and switch ports with 802.1X stay shut: the ASA or the RADIUS server does not take the phone's certificate.",
        mixed_only: false,
        rests_on: &[
            rests("CAPF", CAPF, "the ASA and the RADIUS server hold it to check LSCs").at(NodeService::Capf),
            rests("LSC", LSC, "a phone shows it"),
            rests("MIC", MIC, "a phone without LSC shows it"),
            rests(
                "Phone-VPN-trust",
                On::Store("Phone-VPN-trust"),
                "holds the ASA's certificate, whose hash phones get with their configuration",
            ),
        ],
        source: "Cisco Preferred Architecture 12.x, Security; Cisco doc 225746; Cisco doc 115785",
    },
    Entry {
        id: "ipsec-backup",
        name: "IPsec and backup (Disaster Recovery System)",
        stops: "Backup and restore fail, and IPsec between nodes and to gateways stops.",
        mixed_only: false,
        rests_on: &[
            rests(
                "IPsec",
                On::Certificates(&[Identity::Ipsec]),
                "IPsec, and before 14 the connections between master and local agents of the backup",
            ),
            rests("ipsec-trust", On::Store("ipsec-trust"), "holds the IPsec certificate of every node"),
            rests("Tomcat", TOMCAT, "from 14 on the connections between master and local agents of the backup")
                .since(14, 0),
        ],
        source: "Cisco doc 214231; Cisco Security Guide 14, Certificates",
    },
];
