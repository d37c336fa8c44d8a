//! The facts held against the certificates, and both against what OpenSSL says.

use super::*;
use crate::crypto::PublicKey;

/// What `openssl x509 -noout -subject -issuer -serial -dates -fingerprint -sha256` (OpenSSL 3.0.19) prints of each, and what `-text` says of
/// key and signature. OpenSSL writes serial numbers as whole bytes.
struct FromOpenssl {
    subject: &'static str,
    issuer: &'static str,
    serial: &'static str,
    dates: [&'static str; 2],
    sha256: &'static str,
    key: &'static str,
    signature: &'static str,
}

const FROM_OPENSSL: [FromOpenssl; 10] = [
    FromOpenssl {
        subject: "O = Cisco Systems, CN = Cisco Root CA 2048",
        issuer: "O = Cisco Systems, CN = Cisco Root CA 2048",
        serial: "5FF87B282B54DC8D42A315B568C9ADFF",
        dates: ["May 14 20:17:12 2004 GMT", "May 14 20:25:42 2029 GMT"],
        sha256: "83:27:BC:8C:9D:69:94:7B:3D:E3:C2:75:11:53:72:67:F5:9C:21:B9:FA:7B:61:3F:AF:BC:CD:53:B7:02:40:00",
        key: "RSA 2048, exponent 3",
        signature: "sha1WithRSAEncryption",
    },
    FromOpenssl {
        subject: "O = Cisco, CN = Cisco Root CA M1",
        issuer: "O = Cisco, CN = Cisco Root CA M1",
        serial: "2ED20E7347D333834B4FDD0DD7B6967E",
        dates: ["Nov 18 21:50:24 2008 GMT", "Nov 18 21:59:46 2033 GMT"],
        sha256: "70:5E:AA:FC:3F:F4:88:03:00:17:D5:98:32:60:3E:EF:AD:51:41:71:B5:83:80:86:75:F4:5C:19:0E:63:78:F8",
        key: "RSA 2048, exponent 3",
        signature: "sha1WithRSAEncryption",
    },
    FromOpenssl {
        subject: "O = Cisco, CN = Cisco Root CA M2",
        issuer: "O = Cisco, CN = Cisco Root CA M2",
        serial: "01",
        dates: ["Nov 12 13:00:18 2012 GMT", "Nov 12 13:00:18 2037 GMT"],
        sha256: "CD:85:16:7B:39:35:E2:7B:CC:3B:0F:5F:A2:4C:84:57:88:2D:0B:B9:94:F8:82:69:A7:F7:28:29:D9:57:EA:E9",
        key: "RSA 2048, exponent 65537",
        signature: "sha256WithRSAEncryption",
    },
    FromOpenssl {
        subject: "O = Cisco, CN = Cisco Root CA 2099",
        issuer: "O = Cisco, CN = Cisco Root CA 2099",
        serial: "019A335878CE16C1C1",
        dates: ["Aug  9 20:58:28 2016 GMT", "Aug  9 20:58:28 2099 GMT"],
        sha256: "E7:E1:27:93:64:3F:18:BE:E5:B8:E5:3A:B5:80:3B:B3:D5:9D:8E:63:D1:4C:E6:34:6C:00:4B:0D:FA:34:FE:CC",
        key: "RSA 2048, exponent 65537",
        signature: "sha256WithRSAEncryption",
    },
    FromOpenssl {
        subject: "O = Cisco, CN = Cisco ECC Root CA",
        issuer: "O = Cisco, CN = Cisco ECC Root CA",
        serial: "01",
        dates: ["Apr  4 08:15:44 2013 GMT", "Apr  4 08:15:44.704 2053 GMT"],
        sha256: "8D:B4:9F:4B:13:EE:AD:89:C5:CC:A2:9E:C0:33:72:59:14:45:86:5B:7A:FD:E8:2C:33:76:0F:1C:94:7F:3B:FE",
        key: "EC P-384",
        signature: "ecdsa-with-SHA384",
    },
    FromOpenssl {
        subject: "O = Cisco Systems, CN = Cisco Manufacturing CA",
        issuer: "O = Cisco Systems, CN = Cisco Root CA 2048",
        serial: "6A6967B3000000000003",
        dates: ["Jun 10 22:16:01 2005 GMT", "May 14 20:25:42 2029 GMT"],
        sha256: "C7:4D:4B:4A:14:51:9D:D0:65:19:1D:96:84:5E:8D:4E:C8:51:43:6B:C5:59:C4:A4:5E:24:CA:5C:7C:01:FC:D3",
        key: "RSA 2048, exponent 3",
        signature: "sha1WithRSAEncryption",
    },
    FromOpenssl {
        subject: "O = Cisco, CN = Cisco Manufacturing CA SHA2",
        issuer: "O = Cisco, CN = Cisco Root CA M2",
        serial: "02",
        dates: ["Nov 12 13:50:58 2012 GMT", "Nov 12 13:00:17 2037 GMT"],
        sha256: "95:A0:E5:8A:99:8E:80:2A:C7:7A:D5:29:B9:AD:D8:E5:B4:0C:F9:0A:F3:9A:85:6D:B5:14:A3:63:46:50:1E:C5",
        key: "RSA 2048, exponent 65537",
        signature: "sha256WithRSAEncryption",
    },
    FromOpenssl {
        subject: "O = Cisco, CN = ACT2 SUDI CA",
        issuer: "O = Cisco Systems, CN = Cisco Root CA 2048",
        serial: "61096E7D00000000000C",
        dates: ["Jun 30 17:56:57 2011 GMT", "May 14 20:25:42 2029 GMT"],
        sha256: "65:FA:B0:4A:EF:29:8B:E3:B9:42:E6:0E:1A:94:17:B9:C0:C6:A1:8E:E0:45:F2:D1:11:4D:55:67:42:65:83:FB",
        key: "RSA 2048, exponent 65537",
        signature: "sha1WithRSAEncryption",
    },
    FromOpenssl {
        subject: "O = Cisco, CN = ACT2 ECC SUDI CA",
        issuer: "O = Cisco, CN = Cisco ECC Root CA",
        serial: "02",
        dates: ["Apr  4 08:26:13 2013 GMT", "Apr  4 08:15:43.704 2053 GMT"],
        sha256: "F2:A3:92:57:1E:33:54:9A:B4:36:93:EF:55:67:FB:E6:07:8B:98:28:05:71:0C:26:FE:F6:D8:4A:C6:E8:4B:DB",
        key: "EC P-384",
        signature: "ecdsa-with-SHA384",
    },
    FromOpenssl {
        subject: "CN = High Assurance SUDI CA, O = Cisco",
        issuer: "O = Cisco, CN = Cisco Root CA 2099",
        serial: "0A6475524CD8617C62",
        dates: ["Aug 11 20:28:08 2016 GMT", "Aug  9 20:58:27 2099 GMT"],
        sha256: "AD:DB:9F:88:2C:99:31:EB:35:AA:D5:1F:08:EB:FC:50:30:65:2C:19:A1:01:29:C0:D6:17:3E:D8:BE:70:4C:2A",
        key: "RSA 2048, exponent 65537",
        signature: "sha256WithRSAEncryption",
    },
];

/// The common name in a name as OpenSSL prints it.
fn common_name(name: &str) -> &str {
    name.split(", ").find_map(|attribute| attribute.strip_prefix("CN = ")).unwrap()
}

/// `May  4 20:17:12 2004 GMT` as RFC 3339, fractions of a second left out.
fn rfc3339(date: &str) -> String {
    let parts: Vec<&str> = date.split_whitespace().collect();
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|month| *month == parts[0]).unwrap() + 1;
    format!("{}-{month:02}-{:0>2}T{}Z", parts[3], parts[1], &parts[2][..8])
}

fn key(certificate: &Certificate) -> String {
    match certificate.public_key() {
        PublicKey::Rsa(key) => format!("RSA {}, exponent {}", key.bits(), key.exponent().unwrap()),
        PublicKey::Ec { curve, .. } => format!("EC {}", curve.name()),
        other => panic!("{other}"),
    }
}

#[test]
fn the_facts_are_what_openssl_prints() {
    for expected in &FROM_OPENSSL {
        let sha256 = expected.sha256.replace(':', "").to_lowercase();
        let known = is_known(&sha256).unwrap_or_else(|| panic!("{} is not known", expected.subject));
        assert_eq!(known.name, common_name(expected.subject));
        assert_eq!(known.issuer, Some(common_name(expected.issuer)), "{}", known.name);
        let serial = expected.serial.to_lowercase();
        assert_eq!(known.serial, Some(serial.trim_start_matches('0')), "{}", known.name);
        let (from, until) = known.validity.unwrap();
        assert_eq!([from.to_owned(), until.to_owned()], expected.dates.map(rfc3339), "{}", known.name);
        assert_eq!(
            (known.key, known.signature_algorithm),
            (Some(expected.key), Some(expected.signature)),
            "{}",
            known.name
        );
    }
}

#[test]
fn the_facts_are_those_of_the_certificates() {
    assert_eq!(TABLE.iter().filter(|known| known.der.is_some()).count(), FROM_OPENSSL.len());
    for known in TABLE.iter().filter(|known| known.der.is_some()) {
        let certificate = known.certificate().unwrap();
        assert_eq!(Some(certificate.der()), known.der, "{}: nothing follows it", known.name);
        assert!(certificate.problems().is_empty(), "{}", known.name);
        assert_eq!(Some(certificate.sha256().as_str()), known.sha256, "{}", known.name);
        assert_eq!(certificate.subject().common_name(), known.name);
        assert_eq!(Some(certificate.issuer().common_name().as_str()), known.issuer, "{}", known.name);
        assert_eq!(Some(certificate.serial_hex().as_str()), known.serial, "{}", known.name);
        let (from, until) = known.validity.unwrap();
        assert_eq!(certificate.not_before(), Timestamp::parse(from).unwrap(), "{}", known.name);
        assert_eq!(certificate.not_after(), Timestamp::parse(until).unwrap(), "{}", known.name);
        assert_eq!(known.not_after(), Some(certificate.not_after()), "{}", known.name);
        assert_eq!(Some(key(certificate).as_str()), known.key, "{}", known.name);
        assert_eq!(Some(certificate.signature_algorithm().name()), known.signature_algorithm, "{}", known.name);
        assert_eq!(known.is_root(), certificate.is_self_issued(), "{}", known.name);
        assert!(certificate.is_ca(), "{}", known.name);
    }
}

/// The chain of a certificate relies on this and does not verify again.
#[test]
fn each_is_verified_by_its_issuer() {
    for known in TABLE.iter().filter(|known| known.der.is_some()) {
        let certificate = known.certificate().unwrap();
        let issuer = if known.is_root() { known } else { known.known_issuer().unwrap() };
        assert_eq!(certificate.verify_with(issuer.certificate().unwrap()), Ok(()), "{}", known.name);
        assert!(issuer.certificate().unwrap().subject().matches(certificate.issuer()), "{}", known.name);
    }
}

/// That of the ten and of the expiry that ends the old PKI: domain.md, sections 0 and 1.3.
#[test]
fn the_old_pki_ends_in_one_second() {
    let end = Timestamp::parse("2029-05-14T20:25:42Z").unwrap();
    let ending: Vec<&str> =
        TABLE.iter().filter(|known| known.not_after() == Some(end)).map(|known| known.name).collect();
    assert_eq!(ending, ["Cisco Root CA 2048", "Cisco Manufacturing CA", "ACT2 SUDI CA"]);
}

#[test]
fn every_entry_is_in_order() {
    for (index, known) in TABLE.iter().enumerate() {
        assert!(TABLE.iter().skip(index + 1).all(|other| other.name != known.name), "{} stands twice", known.name);
        assert_eq!(known.der.is_some(), known.sha256.is_some(), "{}", known.name);
        assert_eq!(known.is_root(), known.issuer == Some(known.name), "{}", known.name);
        for text in [known.note, known.source] {
            assert!(text.ends_with('.') && !text.contains("  "), "{}: {text}", known.name);
        }
        if let Some((from, until)) = known.validity {
            assert!(Timestamp::parse(from).unwrap() < Timestamp::parse(until).unwrap(), "{}", known.name);
        }
        if let Some(serial) = known.serial {
            assert!(serial.bytes().all(|digit| matches!(digit, b'1'..=b'9' | b'a'..=b'f' | b'0')), "{}", known.name);
            assert!(!serial.starts_with('0'), "{}", known.name);
        }
        // What ends at a CA ends at the root above it.
        let above = known.issuer.and_then(|issuer| named(issuer, None));
        for model in above.into_iter().flat_map(|_| known.models) {
            assert!(above.unwrap().models.contains(model), "{}: {model}", known.name);
        }
    }
}

#[test]
fn a_name_is_weaker_than_a_fingerprint() {
    let by_name = |name, serial| named(name, serial).map(|known: &Known| known.name);
    assert_eq!(by_name("cisco manufacturing ca iii ", None), Some("Cisco Manufacturing CA III"));
    assert_eq!(by_name("Cisco Manufacturing CA III", Some("4302a0b364ce2da93")), Some("Cisco Manufacturing CA III"));
    assert_eq!(by_name("Cisco Manufacturing CA III", Some("17")), None);
    assert_eq!(by_name("CAP-RTP-001", Some("17")), Some("CAP-RTP-001"), "its serial number is not known");
    assert_eq!(by_name("Cisco Manufacturing CA", None), Some("Cisco Manufacturing CA"));
    assert_eq!(by_name("Cisco", None), None);
    assert!(is_known("").is_none() && is_known(&"0".repeat(64)).is_none());
    assert!(named("Cisco Manufacturing CA III", None).unwrap().certificate().is_none());
}
