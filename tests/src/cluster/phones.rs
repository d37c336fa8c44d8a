//! Certificates that are not the servers': those of phones, and of hardware tokens (domain.md, sections 1.3 and 2.3).

use super::certificate::{CertificateDescription, KeyUsages, Made, date, purpose, usage, years_after};
use super::key::{Hash, Key, KeyKind};
use super::servers::serial;
use trustlens_core::Timestamp;
use trustlens_core::report::Identity;

/// Keys that phones get; those of servers begin at the other end of the pool.
const PHONES: usize = 16;

/// The LSC of a phone with this MAC address, issued by a CAPF: three years from `from` on.
#[must_use]
pub fn lsc(mac: &str, capf: &Made, from: Timestamp) -> Made {
    let of_capf =
        |key: &str| capf.description.subject.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone());
    let mut subject = vec![("serialNumber".to_owned(), format!("PID:CP-8861 SN:FCH{}", &mac[4..]))];
    subject.extend(["C", "O", "OU"].iter().filter_map(|key| Some(((*key).to_owned(), of_capf(key)?))));
    subject.push(("CN".to_owned(), format!("CP-8861-SEP{mac}")));
    let lsc = CertificateDescription {
        subject,
        serial: serial(&format!("LSC of {mac} {}", from.unix())),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyEncipherment]),
        purposes: vec![purpose::SERVER_AUTH, purpose::CLIENT_AUTH, purpose::IPSEC_END_SYSTEM],
        ..CertificateDescription::new("CN=phone", Key::new(KeyKind::Rsa2048, PHONES + digit(mac)))
    };
    lsc.valid_for(from, 3).issued_by(capf).make().of(Identity::Lsc, &[])
}

/// A certificate that looks like Cisco Manufacturing CA SHA2 (or, with SHA-1, like Cisco Manufacturing CA), and is not it: its key is
/// one of the pool.
#[must_use]
pub fn manufacturing_ca(hash: Hash) -> Made {
    let (subject, key, from, until) = if hash == Hash::Sha1 {
        ("O=Cisco Systems,CN=Cisco Manufacturing CA", 22, "2005-06-10T22:16:01Z", "2029-05-14T20:25:42Z")
    } else {
        ("O=Cisco,CN=Cisco Manufacturing CA SHA2", 23, "2012-11-12T13:50:58Z", "2037-11-12T13:00:17Z")
    };
    let ca = CertificateDescription {
        not_before: date(from),
        not_after: date(until),
        hash,
        basic_constraints: Some((true, Some(0))),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign, KeyUsages::CRLSign]),
        ..CertificateDescription::new(subject, Key::new(KeyKind::Rsa2048, key))
    };
    ca.make().of(Identity::CiscoCa, &[])
}

/// The MIC of a phone with this MAC address: ten years from `from` on, issued by `ca`.
#[must_use]
pub fn mic(mac: &str, ca: &Made, from: Timestamp) -> Made {
    let subject =
        format!("serialNumber=PID:CP-8861 SN:FCH{},O=Cisco Systems Inc.,OU=CTG,CN=CP-8861-SEP{mac}", &mac[4..]);
    let mic = CertificateDescription {
        serial: serial(&format!("MIC of {mac}")),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::NonRepudiation, KeyUsages::KeyEncipherment]),
        ..CertificateDescription::new(&subject, Key::new(KeyKind::Rsa2048, PHONES + digit(mac)))
    };
    mic.valid_for(from, 10).issued_by(ca).make().of(Identity::Mic, &[])
}

/// A hardware token of the CTL client. Its names are listed as the client writes them: in small letters, the quote of O never closed
/// (formats.md, section 2.1).
#[must_use]
pub fn token(number: &str, key: usize) -> Made {
    let name = format!("SAST-ADN{number}        ");
    let from = date("2019-06-11");
    let ca = manufacturing_ca(Hash::Sha1);
    let mut token = CertificateDescription {
        serial: serial(&format!("token {number}"))[..10].to_vec(),
        not_before: from,
        not_after: date("2029-05-14T20:25:42Z").min(years_after(from, 10)),
        key_usage: usage(&[KeyUsages::DigitalSignature]),
        ..CertificateDescription::new("O=Cisco Systems,OU=IPCBU", Key::new(KeyKind::Rsa1024, key)).issued_by(&ca)
    };
    token.hash = Hash::Sha1;
    token.subject.push(("CN".to_owned(), name.clone()));
    Made {
        listed_as: Some((
            format!("cn=\"{name}\";ou=IPCBU;o=\"Cisco Systems"),
            "cn=Cisco Manufacturing CA;o=Cisco Systems".to_owned(),
        )),
        ..token.make().of(Identity::Etoken, &[])
    }
}

/// The last digit of a MAC address, so that phones have keys of their own as far as the pool goes.
fn digit(mac: &str) -> usize {
    mac.chars().last().and_then(|digit| digit.to_digit(16)).map_or(0, |digit| digit as usize % 6)
}
