//! Extensions held against what `openssl x509 -text` prints of the same files.

use super::super::fixtures::certificate;
use super::*;
use std::net::IpAddr;

/// All lines of a certificate's extensions, as `name | label | text`.
fn all_lines(path: &str) -> Vec<String> {
    let certificate = certificate(path);
    let lines = certificate.extensions().iter().flat_map(|extension| {
        let name = extension.name.clone();
        extension.lines().into_iter().map(move |(label, text)| format!("{name} | {label} | {text}"))
    });
    lines.collect()
}

const MANY: &str = "\
Basic Constraints | Certificate authority | yes
Basic Constraints | Path length | 0
Key Usage | Key usage | digitalSignature, contentCommitment, keyEncipherment, dataEncipherment, keyAgreement, keyCertSign, cRLSign, encipherOnly, decipherOnly
Extended Key Usage | Purpose | clientAuth (1.3.6.1.5.5.7.3.2)
Extended Key Usage | Purpose | serverAuth (1.3.6.1.5.5.7.3.1)
Extended Key Usage | Purpose | ipsecEndSystem (1.3.6.1.5.5.7.3.5)
Extended Key Usage | Purpose | ipsecTunnel (1.3.6.1.5.5.7.3.6)
Extended Key Usage | Purpose | ipsecUser (1.3.6.1.5.5.7.3.7)
Extended Key Usage | Purpose | codeSigning (1.3.6.1.5.5.7.3.3)
Extended Key Usage | Purpose | emailProtection (1.3.6.1.5.5.7.3.4)
Extended Key Usage | Purpose | timeStamping (1.3.6.1.5.5.7.3.8)
Extended Key Usage | Purpose | OCSPSigning (1.3.6.1.5.5.7.3.9)
Extended Key Usage | Purpose | anyExtendedKeyUsage (2.5.29.37.0)
Extended Key Usage | Purpose | 1.2.3.4.5
Subject Key Identifier | Key identifier | KEY
Authority Key Identifier | Key identifier | KEY
Authority Key Identifier | Issuer | Directory name: CN=many extensions
Authority Key Identifier | Serial number | SERIAL
Subject Alternative Name | DNS | cucm-pub.example.com
Subject Alternative Name | DNS | *.example.com
Subject Alternative Name | Email | admin@example.com
Subject Alternative Name | URI | sip:cucm-pub@example.com
Subject Alternative Name | IP address | 192.0.2.1
Subject Alternative Name | IP address | 2001:db8::1
Subject Alternative Name | Registered ID | 1.2.3.4
Subject Alternative Name | Directory name | C=CH, O=Trustlens Test, CN=directory name
Subject Alternative Name | Other name | 1.3.6.1.4.1.311.20.2.3: user@example.com
Subject Alternative Name | Other name | 1.2.3.5: a003020105
Issuer Alternative Name | Email | ca@example.com
Issuer Alternative Name | URI | http://ca.example.com/
CRL Distribution Points | URI | http://ca.example.com/a.crl
CRL Distribution Points | URI | ldap://ca.example.com/cn=a
CRL Distribution Points | Reasons | keyCompromise, cACompromise, affiliationChanged, superseded, cessationOfOperation, certificateHold, privilegeWithdrawn, aACompromise
CRL Distribution Points | CRL issuer | Directory name: C=CH, O=Trustlens Test, CN=directory name
Freshest CRL | URI | http://ca.example.com/delta.crl
Authority Information Access | OCSP | URI: http://ocsp.example.com/
Authority Information Access | CA issuers | URI: http://ca.example.com/ca.cer
Subject Information Access | CA repository | URI: http://ca.example.com/all/
Certificate Policies | Policy | 1.3.5.8
Certificate Policies | Policy | 1.3.5.9
Certificate Policies | Practice statement | http://ca.example.com/cps
Certificate Policies | Notice reference | Trustlens Test, notice 1, 2
Certificate Policies | User notice | read this first
Certificate Policies | Policy | anyPolicy (2.5.29.32.0)
Policy Mappings | Mapping | 1.3.5.8 = 1.3.5.9
Policy Mappings | Mapping | 1.2.3 = 1.2.4
Policy Constraints | Explicit policy required after | 3
Policy Constraints | Policy mapping inhibited after | 1
Name Constraints | Permitted | DNS: example.com
Name Constraints | Permitted | IP address: 10.0.0.0/255.0.0.0
Name Constraints | Excluded | Email: evil.example.com
Name Constraints | Excluded | IP address: 2001:db8::/ffff:ffff::
Inhibit Any Policy | Certificates skipped | 2
TLS Feature | TLS features | status_request (5), status_request_v2 (17)
Netscape Certificate Type | Certificate type | SSL client, SSL server, S/MIME, object signing, SSL CA, S/MIME CA, object signing CA
Netscape Comment | Comment | made for a test
Microsoft Certificate Template Name | Template | SubCA
Microsoft Certificate Template | Template | 1.3.6.1.4.1.311.21.8.1.2
Microsoft Certificate Template | Version | 100.7
Microsoft CA Version | Key version | 1
Microsoft CA Version | Certificate version | 2
1.2.3.4 | Bytes | 0102030405";

#[test]
fn every_known_extension_in_words() {
    let certificate = certificate("made/many-extensions.pem");
    let key = crate::text::hex(certificate.subject_key_identifier().unwrap());
    let expected = MANY.replace("KEY", &key).replace("SERIAL", &certificate.serial_hex());
    assert_eq!(all_lines("made/many-extensions.pem").join("\n"), expected);
    // RFC 5280 appendix: the identifier that OpenSSL's "hash" makes is the SHA-1 of the key's bits.
    assert_eq!(key.len(), 40);
    let critical: Vec<_> = certificate.extensions().iter().filter(|extension| extension.critical).collect();
    assert_eq!(critical.len(), 2);
    // The library cannot read a name relative to the issuer, which hardly any certificate has; that is said.
    let problems: Vec<_> = certificate.problems().iter().map(|problem| problem.message.as_str()).collect();
    let expected =
        "the extension CRL Distribution Points cannot be read to its end: of its 2 parts only 1 could be read";
    assert_eq!(problems, [expected]);
}

#[test]
fn accessors_of_what_checks_ask_for() {
    let many = certificate("made/many-extensions.pem");
    assert_eq!(many.basic_constraints(), Some(BasicConstraints { ca: true, path_length: Some(0) }));
    assert_eq!(many.key_usage().unwrap().flags().count(), 9);
    assert!(many.extended_key_usage().unwrap().iter().any(|purpose| purpose.name() == "ipsecEndSystem"));
    assert_eq!(many.subject_alternative_names().len(), 10);
    let address: IpAddr = "192.0.2.1".parse().unwrap();
    assert!(many.subject_alternative_names().contains(&GeneralName::Ip(address)));
    let authority = many.authority_key_identifier().unwrap();
    assert_eq!(authority.key_identifier.as_deref(), many.subject_key_identifier());
    assert_eq!(authority.serial.as_deref(), Some(many.serial_content()));
    assert!(many.extension(oid::TLS_FEATURE).is_some());
    assert_eq!(many.extension("1.2.3.4").unwrap().value, ExtensionValue::Unknown);

    let manufacturing = certificate("samples/cisco-roots/cmca.pem");
    let usage = manufacturing.key_usage().unwrap();
    assert_eq!(usage.to_string(), "digitalSignature, keyCertSign, cRLSign");
    assert!(usage.contains(KeyUsageFlag::KeyCertSign) && !usage.contains(KeyUsageFlag::DataEncipherment));

    let plain = certificate("made/odd-version-1.der");
    assert_eq!(plain.key_usage(), None);
    assert_eq!(plain.subject_alternative_names(), []);
}

#[test]
fn broken_extensions_do_not_hide_the_others() {
    let odd = certificate("made/odd-extensions.der");
    let summary: Vec<_> = odd
        .extensions()
        .iter()
        .map(|extension| (extension.name.as_str(), extension.problem.is_some(), extension.duplicate))
        .collect();
    let expected = [
        ("Basic Constraints", false, false),
        ("Basic Constraints", false, true),
        ("Key Usage", true, false),
        ("Subject Key Identifier", true, false),
        ("Subject Alternative Name", false, false),
        ("Authority Key Identifier", true, false),
        ("Netscape Comment", false, false),
        ("1.2.3.4.6", false, false),
    ];
    assert_eq!(summary, expected);
    assert_eq!(odd.key_usage(), None);
    // What could be read of a list, and of an identifier with bytes behind it, is kept.
    assert_eq!(odd.subject_key_identifier(), Some([1, 2].as_slice()));
    let unreadable = |kind, bytes: &[u8]| GeneralName::Invalid { kind, bytes: bytes.to_vec() };
    let names = odd.subject_alternative_names();
    assert_eq!(names[0], GeneralName::Dns("ok.example.com".to_owned()));
    assert_eq!(names[1..3], [unreadable(2, &[0xff, 0xfe]), unreadable(7, &[1, 2, 3])]);

    let problems: Vec<_> = odd.problems().iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(problems.len(), 4);
    assert!(
        problems[0]
            .starts_with("the extension Key Usage cannot be read: an element of 9 bytes runs past the end (1 left)")
    );
    assert!(problems[1].contains("Subject Key Identifier cannot be read to its end: 2 unexpected bytes"));
    assert!(problems[2].contains("not put together as one"));
    assert!(problems[3].contains("Authority Key Identifier cannot be read to its end: an element of 9 bytes"));
    // The offset leads to the byte: the key usage says it has 9 bytes.
    let offset: usize = problems[0].rsplit(' ').next().unwrap().parse().unwrap();
    assert_eq!(odd.der()[offset..offset + 2], [3, 9]);
}

#[test]
fn signed_certificate_timestamps() {
    let certificate = certificate("made/timestamps.der");
    let ExtensionValue::SignedCertificateTimestamps(timestamps) = &certificate.extensions()[0].value else {
        panic!("{:?}", certificate.extensions());
    };
    assert_eq!(timestamps.len(), 2);
    assert_eq!(timestamps[0].log, [1; 32]);
    // 1,700,000,001,123 ms; `date -u -d @1700000001`
    assert_eq!(timestamps[0].timestamp.to_string(), "2023-11-14T22:13:21Z");
}

#[test]
fn deceptive_characters_are_spelled_out() {
    let name = GeneralName::Dns("a\u{202e}b".to_owned());
    assert_eq!(name.to_string(), "DNS: a\\u{202e}b");
    let comment = ExtensionValue::NetscapeComment("line\nnext".to_owned());
    assert_eq!(comment.lines(&[]), [line("Comment", "line\\nnext")]);
}
