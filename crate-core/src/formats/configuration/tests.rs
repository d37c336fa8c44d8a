//! Files in the layout of CUCM (`tests/fixtures/configurations/make-configurations.sh`), and what can be wrong with them.

use super::*;
use crate::formats::certificate::fixtures;

fn fixture(file: &str) -> Read {
    read(file, &fixtures::read(&format!("configurations/{file}")))
}

fn broken(text: &str) -> (Configuration, Vec<Remark>) {
    let Read { configuration, remarks } = read("SEP001122334455.cnf.xml", text.as_bytes());
    (configuration, remarks)
}

#[test]
fn a_sip_phone_of_a_secure_cluster() {
    let Read { configuration, remarks } = fixture("SEP001122334455.cnf.xml");
    assert_eq!(remarks, [], "xsi is not declared, as in every file of CUCM");
    let text = |value: &Option<String>| value.clone().unwrap();
    assert_eq!(text(&configuration.device_name), "SEP001122334455");
    assert_eq!(text(&configuration.device_security_mode), "encrypted");
    assert_eq!(text(&configuration.transport), "TLS");
    assert_eq!(text(&configuration.load), "sip88xx.14-2-1-0101-26", "not that of the add-on module");
    assert_eq!(text(&configuration.capf_authentication), "no certificate operation is due");
    assert_eq!(configuration.capf_servers, ["cucm-pub.example.com, port 3804"]);
    let managers = ["10.1.1.11 (SIP 5060, SIP over TLS 5061)", "cucm-pub at 10.1.1.10 (SIP 5060, SIP over TLS 5061)"];
    assert_eq!(configuration.call_managers, managers, "by priority, with the ports of its protocol");
    assert_eq!(configuration.tvs_servers, ["10.1.1.11, port 2445", "10.1.1.10, port 2445"]);
    assert_eq!(configuration.tftp_servers, ["10.1.1.20, for firmware alone"]);
    assert_eq!((configuration.encrypted, configuration.full), (Some(false), Some(true)));
    assert_eq!(configuration.certificate_hash.as_deref().map(str::len), Some(32));
    assert!(!format!("{configuration:?}").contains("PrintedNowhere"));
}

#[test]
fn an_sccp_phone_and_short_and_default_files() {
    let sccp = fixture("SEP00AABBCCDDEE.cnf.xml").configuration;
    assert_eq!(sccp.protocol.as_deref(), Some("SCCP"));
    assert_eq!(sccp.device_security_mode.as_deref(), Some("non-secure"));
    assert_eq!(sccp.call_managers, ["cucm-pub (SCCP 2000)"]);
    assert_eq!(sccp.capf_servers, ["no server named, port 3804"]);
    assert_eq!(sccp.capf_authentication.as_deref(), Some("by null string"));
    assert_eq!((sccp.certificate_hash, sccp.transport), (None, None));

    let short = fixture("SEP001122334466.cnf.xml").configuration;
    assert_eq!((short.full, short.encrypted), (Some(false), Some(true)));
    assert_eq!(short.certificate_hash.as_deref(), Some("00112233445566778899aabbccddeeff"));

    let default = fixture("XMLDefault.cnf.xml").configuration;
    assert_eq!(
        (default.device_name, default.call_managers),
        (None, vec!["cucm-pub at 10.1.1.10 (SCCP 2000)".to_owned()])
    );
}

#[test]
fn which_files_are_configurations() {
    let of = |text: &str| root(text.as_bytes());
    assert_eq!(of("\u{feff}\n<?xml version='1.0'?><!-- a --><device>"), Some(Root::Device));
    assert_eq!(of("<device/>"), Some(Root::Device));
    assert_eq!(of("<Default><callManagerGroup/></Default>"), Some(Root::Default));
    for other in ["", "<Default/>", "<devices/>", "<html><device/></html>", "device", "<!-- never closed", "<"] {
        assert_eq!(of(other), None, "{other}");
    }
}

#[test]
fn what_phones_do_not_mind() {
    let text = "<device>\n<phoneLabel>R&D & more</phoneLabel>\n<deviceSecurityMode>2</deviceSecurityMode></device>";
    let (configuration, remarks) = broken(text);
    assert_eq!(configuration.device_security_mode.as_deref(), Some("authenticated"));
    let places: Vec<usize> = remarks.iter().map(|remark| remark.offset).collect();
    assert_eq!(places, [text.find('&').unwrap(), text.rfind('&').unwrap()]);
    assert!(remarks[0].message.contains("&amp;"));
    let latin = b"<device><name>M\xfcller</name><deviceSecurityMode>1</deviceSecurityMode></device>";
    let Read { configuration, remarks } = read("x", latin);
    assert_eq!(configuration.device_security_mode.as_deref(), Some("non-secure"));
    assert_eq!((remarks.len(), remarks[0].offset), (1, 15));
}

#[test]
fn of_a_broken_file_what_stands_before_is_read() {
    let whole = String::from_utf8(fixtures::read("configurations/SEP001122334455.cnf.xml")).unwrap();
    let cut = whole.find("<capfList>").unwrap() + 25;
    let (configuration, remarks) = broken(&whole[..cut]);
    assert_eq!(configuration.device_security_mode.as_deref(), Some("encrypted"));
    assert_eq!((configuration.call_managers.len(), configuration.certificate_hash), (2, None));
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].message.contains("the file was cut"), "{remarks:?}");

    let wrong = whole.replace("</transportLayerProtocol>", "</transport>");
    let (configuration, remarks) = broken(&wrong);
    assert_eq!(configuration.device_security_mode.as_deref(), Some("encrypted"));
    assert_eq!(configuration.certificate_hash, None);
    let line = wrong[..wrong.find("</transport>").unwrap()].lines().count();
    let message = format!(
        "the XML is broken in line {line}: expected 'transportLayerProtocol' tag, not 'transport'; what stands before is read"
    );
    assert_eq!((remarks[0].offset, &remarks[0].message), (wrong.find("</transport>").unwrap(), &message));
}

#[test]
fn nothing_is_expanded_and_nothing_grows() {
    let bomb = "<!DOCTYPE device [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><device><deviceSecurityMode>&b;</deviceSecurityMode></device>";
    let (configuration, remarks) = broken(bomb);
    assert_eq!(configuration.device_security_mode, None);
    assert!(remarks[0].message.contains("document type definition"));
    let external = "<!DOCTYPE device SYSTEM \"file:///etc/passwd\"><device/>";
    assert!(broken(external).1[0].message.contains("document type definition"));
    let (_, remarks) = broken(&"<device>".repeat(250_000));
    assert!(remarks[0].message.contains("more elements"), "{remarks:?}");
    let (_, remarks) = broken(&format!("<device>{}", " ".repeat(3 * 1024 * 1024)));
    assert!(remarks[0].message.contains("larger than"));
    let (_, remarks) = broken(&format!("<device>{}</device>", "&".repeat(1000)));
    assert!(remarks.last().unwrap().message.contains("too many faults"));
}

#[test]
fn cut_and_changed_files_never_panic() {
    let whole = fixtures::read("configurations/SEP001122334455.cnf.xml");
    for length in 0..whole.len() {
        let _ = read("SEP.cnf.xml", &whole[..length]);
        let mut changed = whole.clone();
        changed[length] ^= 0x1c;
        let _ = read("SEP.cnf.xml", &changed);
    }
}
