//! Certificates that are not the servers': those of phones, and of hardware tokens (domain.md, sections 1.3 and 2.3).

use super::certificate::{CertificateDescription, KeyUsages, Made, purpose, usage, years_after};
use super::error::LabError;
use super::key::Key;
use super::servers::serial;
use crate::Timestamp;
use crate::case::identity::LAB_MANUFACTURING_CA;
use crate::crypto::HashAlgorithm;
use crate::report::Identity;

/// When the chains under Cisco Root CA 2048 end: 2029-05-14T20:25:42Z (domain.md, section 0).
pub(super) const END_OF_SHA1_CHAINS: i64 = 1_873_484_742;

/// From when on Cisco Manufacturing CA is valid: 2005-06-10T22:16:01Z (domain.md, section 1.3).
const MANUFACTURING_CA: i64 = 1_118_441_761;

/// The validity of Cisco Manufacturing CA SHA2: 2012-11-12T13:50:58Z to 2037-11-12T13:00:17Z (domain.md, section 1.3).
const MANUFACTURING_CA_SHA2: (i64, i64) = (1_352_728_258, 2_141_643_617);

/// The LSC of a phone with this MAC address, issued by a CAPF: three years from `from` on.
///
/// # Errors
/// When it cannot be written as a certificate.
pub fn lsc(mac: &str, capf: &Made, key: &Key, from: Timestamp) -> Result<Made, LabError> {
    let of_capf =
        |key: &str| capf.description.subject.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone());
    let mut subject = vec![("serialNumber".to_owned(), format!("PID:CP-8861 SN:FCH{}", end_of(mac)))];
    subject.extend(["C", "O", "OU"].iter().filter_map(|key| Some(((*key).to_owned(), of_capf(key)?))));
    subject.push(("CN".to_owned(), format!("CP-8861-SEP{mac}")));
    let lsc = CertificateDescription {
        subject,
        serial: serial(&format!("LSC of {mac} {}", from.unix()), key),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyEncipherment]),
        purposes: vec![purpose::SERVER_AUTH, purpose::CLIENT_AUTH, purpose::IPSEC_END_SYSTEM],
        ..CertificateDescription::new("CN=phone", key, from)
    };
    Ok(lsc.valid_for(from, 3).issued_by(capf).sign()?.of(Identity::Lsc, &[]))
}

/// A certificate that looks like Cisco Manufacturing CA SHA2 (or, with SHA-1, like Cisco Manufacturing CA), and is not it: `key` is its
/// key.
///
/// # Errors
/// When it cannot be written as a certificate.
pub fn manufacturing_ca(hash: HashAlgorithm, key: &Key) -> Result<Made, LabError> {
    let (subject, (from, until)) = if hash == HashAlgorithm::Sha1 {
        ("O=Cisco Systems,CN=Cisco Manufacturing CA", (MANUFACTURING_CA, END_OF_SHA1_CHAINS))
    } else {
        ("O=Cisco,CN=Cisco Manufacturing CA SHA2", MANUFACTURING_CA_SHA2)
    };
    let from = Timestamp::from_unix(from);
    let ca = CertificateDescription {
        not_after: Timestamp::from_unix(until),
        hash,
        basic_constraints: Some((true, Some(0))),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign, KeyUsages::CRLSign]),
        ..CertificateDescription::new(subject, key, from)
    };
    Ok(ca.sign()?.of(Identity::CiscoCa, &[]))
}

/// The lab's own authority for certificates that look like MICs, twenty years from `from` on. It calls itself what it is.
///
/// # Errors
/// When it cannot be written as a certificate.
pub fn lab_manufacturing_ca(key: &Key, from: Timestamp) -> Result<Made, LabError> {
    let ca = CertificateDescription {
        basic_constraints: Some((true, Some(0))),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign, KeyUsages::CRLSign]),
        ..CertificateDescription::new(&format!("O=Trustlens Lab,CN={LAB_MANUFACTURING_CA}"), key, from)
    };
    ca.valid_for(from, 20).sign()
}

/// The MIC of a phone with this MAC address: ten years from `from` on, issued by `ca`.
///
/// # Errors
/// When it cannot be written as a certificate.
pub fn mic(mac: &str, ca: &Made, key: &Key, from: Timestamp) -> Result<Made, LabError> {
    let subject =
        format!("serialNumber=PID:CP-8861 SN:FCH{},O=Cisco Systems Inc.,OU=CTG,CN=CP-8861-SEP{mac}", end_of(mac));
    let mic = CertificateDescription {
        serial: serial(&format!("MIC of {mac}"), key),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::NonRepudiation, KeyUsages::KeyEncipherment]),
        ..CertificateDescription::new(&subject, key, from)
    };
    Ok(mic.valid_for(from, 10).issued_by(ca).sign()?.of(Identity::Mic, &[]))
}

/// A hardware token of the CTL client with this number, issued by `ca` (see [`manufacturing_ca`]), ten years from `from` on but no
/// longer than Cisco's CA. Its names are listed as the client writes them: in small letters, the quote of O never closed
/// (formats.md, section 2.1).
///
/// # Errors
/// When it cannot be written as a certificate.
pub fn token(number: &str, ca: &Made, key: &Key, from: Timestamp) -> Result<Made, LabError> {
    let name = format!("SAST-ADN{number}        ");
    let mut token = CertificateDescription {
        serial: serial(&format!("token {number}"), key).into_iter().take(10).collect(),
        not_after: Timestamp::from_unix(END_OF_SHA1_CHAINS).min(years_after(from, 10)),
        key_usage: usage(&[KeyUsages::DigitalSignature]),
        ..CertificateDescription::new("O=Cisco Systems,OU=IPCBU", key, from).issued_by(ca)
    };
    token.hash = HashAlgorithm::Sha1;
    token.subject.push(("CN".to_owned(), name.clone()));
    let listed_as =
        (format!("cn=\"{name}\";ou=IPCBU;o=\"Cisco Systems"), "cn=Cisco Manufacturing CA;o=Cisco Systems".to_owned());
    Ok(Made { listed_as: Some(listed_as), ..token.sign()?.of(Identity::Etoken, &[]) })
}

/// A MAC address from its fifth digit on.
fn end_of(mac: &str) -> &str {
    mac.get(4..).unwrap_or(mac)
}
