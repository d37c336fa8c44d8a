//! Configuration files of phones, `SEP<MAC>.cnf.xml`, as CUCM writes them (formats.md, section 4).
//!
//! What has to do with trust, and no more: a phone would miss its lines, its softkeys and much else.

use crate::crypto::md5;
use crate::text::{hex, visible};
use std::fmt::Write as _;

/// What a phone's configuration says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneConfiguration {
    /// The device: `SEP001122334455`. It stands in the name of the file alone.
    pub device_name: String,
    /// How the phone signals.
    pub protocol: Protocol,
    /// The members of its CallManager group, the first choice first.
    pub call_managers: Vec<CallManager>,
    /// Whom it asks about certificates, the first choice first.
    pub tvs_servers: Vec<Server>,
    /// Whom it asks for an LSC.
    pub capf_servers: Vec<Server>,
    /// The server that firmware comes from, where that is not the TFTP server of everything else.
    pub load_server: Option<String>,
    /// The firmware that it shall run: `sip88xx.14-2-1-0101-26`.
    pub load: String,
    /// How much its signalling is protected.
    pub security_mode: SecurityMode,
    /// How it shall authenticate to CAPF, if an operation is due.
    pub capf_authentication: CapfAuthentication,
    /// The certificate that the phone shows (DER), if CUCM knows it: the file carries its MD5.
    pub certificate: Option<Vec<u8>>,
    /// Whether the phone shall fetch an encrypted configuration.
    pub is_encrypted: bool,
}

/// A CallManager server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallManager {
    /// Its name in CUCM's database.
    pub name: String,
    /// The name or address that phones connect to.
    pub address: String,
}

/// A server and the port at which it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name or address.
    pub address: String,
    /// The TCP port: 2445 for TVS, 3804 for CAPF, unless somebody changed it.
    pub port: u16,
}

/// How a phone signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// SIP.
    Sip,
    /// Cisco's Skinny Client Control Protocol.
    Sccp,
}

/// `deviceSecurityMode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecurityMode {
    /// Without TLS.
    NonSecure,
    /// TLS that authenticates and does not encrypt.
    Authenticated,
    /// TLS that encrypts.
    Encrypted,
}

/// `capfAuthMode`; the codes are those of formats.md, section 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapfAuthentication {
    /// No operation is due.
    NothingDue,
    /// By a string that somebody enters on the phone.
    AuthenticationString,
    /// By nothing.
    NullString,
    /// By an existing certificate, LSC before MIC.
    LscBeforeMic,
    /// By an existing certificate, MIC before LSC.
    MicBeforeLsc,
}

impl PhoneConfiguration {
    /// The name of the file: `SEP001122334455.cnf.xml`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.cnf.xml", visible(&self.device_name))
    }

    /// The file. Characters that XML cannot hold are spelled out.
    #[must_use]
    pub fn write(&self) -> String {
        let mut xml = Xml::default();
        // CUCM declares neither prefix, and puts two blanks before attributes.
        let kind = match self.protocol {
            Protocol::Sip => "axl:XIPPhone",
            Protocol::Sccp => "axl:XPhone",
        };
        xml.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let _ = writeln!(xml.text, "<device  xsi:type=\"{kind}\">");
        xml.leaf("fullConfig", "true");
        xml.leaf("deviceProtocol", self.protocol.word());
        self.write_call_managers(&mut xml);
        self.write_tvs_servers(&mut xml);
        xml.leaf("loadInformation", &self.load);
        if let Some(server) = &self.load_server {
            xml.element("vendorConfig", |xml| xml.leaf("loadServer", server));
        }
        xml.leaf("deviceSecurityMode", self.security_mode.code());
        if self.protocol == Protocol::Sip {
            let is_secure = self.security_mode != SecurityMode::NonSecure;
            // 3 is TLS, 4 is TCP or UDP.
            xml.leaf("transportLayerProtocol", if is_secure { "3" } else { "4" });
        }
        xml.leaf("capfAuthMode", self.capf_authentication.code());
        xml.element("capfList", |xml| {
            for server in &self.capf_servers {
                xml.element("capf", |xml| {
                    xml.leaf("phonePort", &server.port.to_string());
                    xml.leaf("processNodeName", &server.address);
                });
            }
        });
        let hash = self.certificate.as_deref().map(|der| hex(&md5(der))).unwrap_or_default();
        xml.leaf("certHash", &hash);
        xml.leaf("encrConfig", if self.is_encrypted { "true" } else { "false" });
        xml.text.push_str("</device>\n");
        xml.text
    }

    fn write_call_managers(&self, xml: &mut Xml) {
        xml.element("devicePool", |xml| {
            xml.leaf("name", "Default");
            xml.element("callManagerGroup", |xml| {
                xml.leaf("name", "Default");
                xml.leaf("tftpDefault", "true");
                xml.members(&self.call_managers, |xml, manager| {
                    xml.element("callManager", |xml| {
                        xml.leaf("name", &manager.name);
                        xml.element("ports", |xml| {
                            xml.leaf("ethernetPhonePort", "2000");
                            xml.leaf("sipPort", "5060");
                            xml.leaf("securedSipPort", "5061");
                        });
                        xml.leaf("processNodeName", &manager.address);
                    });
                });
            });
        });
    }

    fn write_tvs_servers(&self, xml: &mut Xml) {
        xml.element("TVS", |xml| {
            xml.members(&self.tvs_servers, |xml, server| {
                xml.leaf("port", &server.port.to_string());
                xml.leaf("address", &server.address);
            });
        });
    }
}

impl Protocol {
    fn word(self) -> &'static str {
        match self {
            Self::Sip => "SIP",
            Self::Sccp => "SCCP",
        }
    }
}

impl SecurityMode {
    fn code(self) -> &'static str {
        match self {
            Self::NonSecure => "1",
            Self::Authenticated => "2",
            Self::Encrypted => "3",
        }
    }
}

impl CapfAuthentication {
    fn code(self) -> &'static str {
        match self {
            Self::NothingDue => "0",
            Self::AuthenticationString => "1",
            Self::NullString => "2",
            Self::LscBeforeMic => "3",
            Self::MicBeforeLsc => "4",
        }
    }
}

/// A document in the making.
#[derive(Default)]
struct Xml {
    text: String,
}

impl Xml {
    /// An element that holds text.
    fn leaf(&mut self, name: &str, text: &str) {
        let _ = writeln!(self.text, "<{name}>{}</{name}>", escape(text));
    }

    /// An element that holds others.
    fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let _ = writeln!(self.text, "<{name}>");
        inside(self);
        let _ = writeln!(self.text, "</{name}>");
    }

    /// Members of a group, whose priority is their order.
    fn members<T>(&mut self, all: &[T], inside: impl Fn(&mut Self, &T)) {
        self.element("members", |xml| {
            for (priority, one) in all.iter().enumerate() {
                let _ = writeln!(xml.text, "<member  priority=\"{priority}\">");
                inside(xml, one);
                xml.text.push_str("</member>\n");
            }
        });
    }
}

/// Text as XML holds it. Controls, which it cannot hold, are spelled out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::certificate::fixtures;
    use crate::formats::configuration::read;

    fn server(address: &str, port: u16) -> Server {
        Server { address: address.to_owned(), port }
    }

    fn manager(name: &str, address: &str) -> CallManager {
        CallManager { name: name.to_owned(), address: address.to_owned() }
    }

    /// The phone of `SEP001122334455.cnf.xml` among the fixtures.
    fn secure() -> PhoneConfiguration {
        PhoneConfiguration {
            device_name: "SEP001122334455".to_owned(),
            protocol: Protocol::Sip,
            call_managers: vec![manager("10.1.1.11", "10.1.1.11"), manager("cucm-pub", "10.1.1.10")],
            tvs_servers: vec![server("10.1.1.11", 2445), server("10.1.1.10", 2445)],
            capf_servers: vec![server("cucm-pub.example.com", 3804)],
            load_server: Some("10.1.1.20".to_owned()),
            load: "sip88xx.14-2-1-0101-26".to_owned(),
            security_mode: SecurityMode::Encrypted,
            capf_authentication: CapfAuthentication::NothingDue,
            certificate: Some(fixtures::der("configurations/lsc.pem")),
            is_encrypted: false,
        }
    }

    #[test]
    fn the_phone_of_the_fixtures_is_written_as_there() {
        let fixture = read("SEP001122334455.cnf.xml", &fixtures::read("configurations/SEP001122334455.cnf.xml"));
        let written = read(&secure().file_name(), secure().write().as_bytes());
        assert_eq!(written, fixture);
    }

    #[test]
    fn modes_and_ports_are_read_as_they_were_given() {
        let modes = [
            (SecurityMode::NonSecure, "non-secure", "TCP or UDP"),
            (SecurityMode::Authenticated, "authenticated", "TLS"),
            (SecurityMode::Encrypted, "encrypted", "TLS"),
        ];
        let ways = [
            (CapfAuthentication::NothingDue, "no certificate operation is due"),
            (CapfAuthentication::AuthenticationString, "by authentication string"),
            (CapfAuthentication::NullString, "by null string"),
            (CapfAuthentication::LscBeforeMic, "by existing certificate, LSC before MIC"),
            (CapfAuthentication::MicBeforeLsc, "by existing certificate, MIC before LSC"),
        ];
        for (security_mode, mode, transport) in modes {
            for (capf_authentication, way) in ways {
                let phone = PhoneConfiguration {
                    security_mode,
                    capf_authentication,
                    tvs_servers: vec![server("10.9.8.7", 12_445)],
                    capf_servers: vec![server("a", 1), server("b", 2)],
                    load_server: None,
                    certificate: None,
                    is_encrypted: true,
                    ..secure()
                };
                let read = read(&phone.file_name(), phone.write().as_bytes());
                assert_eq!(read.remarks, []);
                let read = read.configuration;
                assert_eq!(read.device_security_mode.as_deref(), Some(mode));
                assert_eq!(read.transport.as_deref(), Some(transport));
                assert_eq!(read.capf_authentication.as_deref(), Some(way));
                assert_eq!(read.tvs_servers, ["10.9.8.7, port 12445"]);
                assert_eq!(read.capf_servers, ["a, port 1", "b, port 2"]);
                assert_eq!((read.encrypted, read.certificate_hash, read.tftp_servers), (Some(true), None, Vec::new()));
            }
        }
        let sccp = PhoneConfiguration { protocol: Protocol::Sccp, ..secure() };
        let read = read(&sccp.file_name(), sccp.write().as_bytes()).configuration;
        assert_eq!((read.protocol.as_deref(), read.transport), (Some("SCCP"), None));
        assert_eq!(read.call_managers[1], "cucm-pub at 10.1.1.10 (SCCP 2000)");
    }

    #[test]
    fn names_that_are_no_xml_are_read_as_they_were_given() {
        let name = "a & b <c> \"d\" 'e' ]]> &amp; Zürich";
        let phone = PhoneConfiguration { load: name.to_owned(), ..secure() };
        let read = read(&phone.file_name(), phone.write().as_bytes());
        assert_eq!((read.remarks, read.configuration.load.as_deref()), (Vec::new(), Some(name)));
        assert_eq!(escape("a\u{0}\nb"), "a\\u{0}\\nb");
    }
}
