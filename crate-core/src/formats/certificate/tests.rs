//! Certificates held against what OpenSSL says of them, and against damage.

use super::fixtures::{certificate, der, expected};
use super::*;
use crate::crypto::{HashAlgorithm, OpenError};

/// The attributes as `openssl x509 -nameopt sep_comma_plus_space,sname` prints them, but for the grouping of multi-valued names.
fn openssl_text(name: &DistinguishedName) -> String {
    let attributes: Vec<String> =
        name.attributes().iter().map(|attribute| format!("{}={}", attribute.key, attribute.value)).collect();
    attributes.join(", ")
}

fn messages(remarks: &[Remark]) -> Vec<&str> {
    remarks.iter().map(|remark| remark.message.as_str()).collect()
}

#[test]
fn agrees_with_openssl() {
    let mut compared = 0;
    for expected in expected() {
        let file = expected.file.as_str();
        if matches!(file, "made/odd-dates-unreadable.der" | "made/odd-dates-short.der") {
            continue; // OpenSSL cannot read these dates either; see `odd_dates`.
        }
        let certificate = certificate(file);
        let fingerprints = [certificate.sha256(), certificate.sha1(), certificate.md5()];
        assert_eq!(fingerprints, expected.fingerprints.map(|digits| digits.to_lowercase()), "{file}");
        // OpenSSL writes whole bytes, and a negative number with its sign.
        let serial = expected.serial.to_lowercase();
        let serial = serial.trim_start_matches('0');
        match serial {
            "" => assert_eq!(certificate.serial_hex(), "0"),
            "-01ff" => assert_eq!(certificate.serial_hex(), "fe01"),
            _ => assert_eq!(certificate.serial_hex(), serial, "{file}"),
        }
        let date = |timestamp: Timestamp| timestamp.to_string().replace('T', " ");
        let whole_seconds = |text: &str| format!("{}Z", text.split(['.', 'Z']).next().unwrap());
        assert_eq!(date(certificate.not_before()), whole_seconds(&expected.not_before), "{file}");
        assert_eq!(date(certificate.not_after()), whole_seconds(&expected.not_after), "{file}");
        assert_eq!(openssl_text(certificate.subject()), expected.subject.replace(" + ", ", "), "{file}");
        assert_eq!(openssl_text(certificate.issuer()), expected.issuer.replace(" + ", ", "), "{file}");
        compared += 1;
    }
    assert!(compared > 50);
}

#[test]
fn every_supported_self_signed_certificate_verifies() {
    let mut verified = 0;
    for expected in expected() {
        if !expected.file.starts_with("made/") || expected.subject != expected.issuer || expected.subject == "CN=odd" {
            continue;
        }
        let certificate = certificate(&expected.file);
        let outcome = certificate.verify_with(&certificate);
        match expected.file.trim_start_matches("made/") {
            "ed448.pem" | "secp256k1-sha256.pem" | "brainpool-sha256.pem" | "p256-explicit.pem" => {
                assert!(matches!(outcome, Err(VerifyError::Unsupported(_))), "{}: {outcome:?}", expected.file);
            }
            file => {
                assert_eq!(outcome, Ok(()), "{file}");
                verified += 1;
            }
        }
        assert!(certificate.is_self_issued());
    }
    assert!(verified >= 28, "{verified}");
}

#[test]
fn a_changed_certificate_does_not_verify() {
    for file in [
        "rsa2048-sha256",
        "rsa2048-e3-sha256",
        "pss-sha256",
        "pss-sha384-odd-size",
        "p256-sha384",
        "p521-sha512",
        "ed25519",
    ] {
        let mut der = der(&format!("made/{file}.pem"));
        let original = Certificate::decode(&der).unwrap().0;
        // The last character of the subject's name, which ends where the key begins.
        let position = original.0.spki.start - 1;
        der[position] ^= 1;
        let changed = Certificate::decode(&der).unwrap().0;
        let error = changed.verify_with(&original).unwrap_err();
        match changed.public_key() {
            PublicKey::Rsa(_) => assert_eq!(error, VerifyError::DigestDiffers, "{file}"),
            _ => assert_eq!(error, VerifyError::BadSignature, "{file}"),
        }
    }
}

#[test]
fn another_key_does_not_verify() {
    let signed = certificate("made/rsa2048-sha256.pem");
    let same_size = certificate("made/rsa2048-e3-sha256.pem");
    assert!(matches!(
        signed.verify_with(&same_size),
        Err(VerifyError::Open(OpenError::NotAPkcs1Block | OpenError::OutOfRange))
    ));
    let other_size = certificate("made/rsa1024-sha1.pem");
    let expected = OpenError::WrongLength { expected: 128, actual: 256 };
    assert_eq!(signed.verify_with(&other_size), Err(VerifyError::Open(expected)));
    let other_kind = certificate("made/p256-sha256.pem");
    assert!(matches!(signed.verify_with(&other_kind), Err(VerifyError::WrongKeyType { .. })));
    assert!(matches!(other_kind.verify_with(&signed), Err(VerifyError::WrongKeyType { .. })));
    let other_curve = certificate("made/p384-sha384.pem");
    assert_eq!(other_kind.verify_with(&other_curve), Err(VerifyError::BadSignature));
}

#[test]
fn chains_of_cisco_and_of_openssl() {
    let cisco = |file: &str| certificate(&format!("samples/cisco-roots/{file}.pem"));
    for (certified, issuer) in [
        ("cmca", "crca2048"),
        ("ACT2SUDICA", "crca2048"),
        ("cmca2", "crcam2"),
        ("hasudi", "crca2099"),
        ("act2eccsudi", "eccroot"),
        ("crca2048", "crca2048"),
        ("crcam1", "crcam1"),
        ("crcam2", "crcam2"),
        ("crca2099", "crca2099"),
        ("eccroot", "eccroot"),
    ] {
        let (certified, issuer) = (cisco(certified), cisco(issuer));
        assert_eq!(certified.verify_with(&issuer), Ok(()), "{}", certified.subject());
        assert_eq!(certified.issuer_der(), issuer.subject_der());
        assert!(issuer.is_ca());
        if let (Some(named), Some(key)) = (certified.authority_key_identifier(), issuer.subject_key_identifier()) {
            assert_eq!(named.key_identifier.as_deref(), Some(key), "{}", certified.subject());
        }
        assert_eq!(certified.problems(), []);
    }
    assert!(cisco("cmca").verify_with(&cisco("crcam2")).is_err());

    let made = |file: &str| certificate(&format!("made/chain-{file}.pem"));
    assert_eq!(made("leaf").verify_with(&made("intermediate")), Ok(()));
    assert_eq!(made("intermediate").verify_with(&made("root")), Ok(()));
    assert!(!made("leaf").is_ca());
}

#[test]
fn cisco_elliptic_certificates_with_fractions_of_a_second() {
    let root = certificate("samples/cisco-roots/eccroot.pem");
    assert_eq!(root.not_after().to_string(), "2053-04-04T08:15:44Z");
    assert_eq!(root.key_text(), "EC P-384");
    assert_eq!(root.signature_algorithm().name(), "ecdsa-with-SHA384");
    assert!(messages(root.oddities()).iter().any(|message| message.contains("fractions of a second")));
    let issued = certificate("samples/cisco-roots/act2eccsudi.pem");
    assert_eq!(issued.not_before().to_string(), "2013-04-04T08:26:13Z");
    assert_eq!(issued.not_after().to_string(), "2053-04-04T08:15:43Z");
}

#[test]
fn keys_and_algorithms_in_words() {
    for (file, key, algorithm) in [
        ("rsa512-md5", "RSA 512 bits", "md5WithRSAEncryption (1.2.840.113549.1.1.4)"),
        ("rsa2048-e3-sha256", "RSA 2048 bits, exponent 3", "sha256WithRSAEncryption (1.2.840.113549.1.1.11)"),
        ("rsa2047-sha256", "RSA 2047 bits", "sha256WithRSAEncryption (1.2.840.113549.1.1.11)"),
        ("rsa8200-sha256", "RSA 8200 bits", "sha256WithRSAEncryption (1.2.840.113549.1.1.11)"),
        (
            "pss-sha512-mask-sha256-no-salt",
            "RSA 2048 bits",
            "rsassaPss with SHA-512, mask MGF1 with SHA-256, 0 bytes of salt (1.2.840.113549.1.1.10)",
        ),
        (
            "pss-sha1-defaults",
            "RSA 2048 bits",
            "rsassaPss with SHA-1, mask MGF1 with SHA-1, 20 bytes of salt (1.2.840.113549.1.1.10)",
        ),
        ("p521-sha256", "EC P-521", "ecdsa-with-SHA256 (1.2.840.10045.4.3.2)"),
        ("secp256k1-sha256", "EC secp256k1", "ecdsa-with-SHA256 (1.2.840.10045.4.3.2)"),
        ("ed25519", "Ed25519", "Ed25519 (1.3.101.112)"),
        ("ed448", "Ed448 (1.3.101.113)", "Ed448 (1.3.101.113)"),
    ] {
        let certificate = certificate(&format!("made/{file}.pem"));
        assert_eq!(certificate.key_text(), key);
        assert_eq!(certificate.signature_algorithm().to_string(), algorithm);
    }
    let usual = certificate("made/rsa2048-sha256.pem");
    assert_eq!(usual.version(), 3);
    assert_eq!(usual.oddities(), []);
    assert_eq!(usual.signature_algorithm().hash(), Some(HashAlgorithm::Sha256));
}

#[test]
fn odd_names() {
    let odd = certificate("made/odd-names.der");
    let shown = odd.subject().to_string();
    assert!(
        shown.starts_with("CN=Zürich 東京, O=Müller & Söhne, OU=control\\u{7} and \\u{202e}bidi, OU=second in one set")
    );
    assert!(shown.ends_with("1.2.3.4.5=📞, CN=#0303000102"), "{shown}");
    assert_eq!(odd.problems(), []);

    let unreadable = certificate("made/odd-name-unreadable-part.der");
    assert_eq!(unreadable.subject().get("CN"), Some("kept"));
    assert_eq!(unreadable.subject().attributes().len(), 2);
    assert_eq!(messages(unreadable.problems()), ["a part of a name cannot be read"]);

    let empty = certificate("made/odd-name-empty.der");
    assert!(empty.subject().is_empty());
    assert!(empty.is_self_issued());
}

#[test]
fn odd_dates() {
    let odd = |file: &str| {
        let certificate = certificate(&format!("made/odd-dates-{file}.der"));
        let remarks = messages(certificate.oddities()).join("; ");
        (certificate.not_before().to_string(), certificate.not_after().to_string(), remarks)
    };
    let (not_before, not_after, remarks) = odd("zone");
    assert_eq!((not_before.as_str(), not_after.as_str()), ("2019-12-31T22:00:00Z", "2040-01-01T05:30:00Z"));
    assert!(remarks.contains("time zone other than Z") && remarks.contains("asks for a UTCTime"), "{remarks}");
    let (not_before, not_after, remarks) = odd("short");
    assert_eq!((not_before.as_str(), not_after.as_str()), ("2020-01-01T00:00:00Z", "2060-01-01T00:00:00Z"));
    assert!(remarks.contains("no seconds") && remarks.contains("no time zone"), "{remarks}");
    let (not_before, not_after, remarks) = odd("fraction");
    assert_eq!((not_before.as_str(), not_after.as_str()), ("1960-01-01T00:00:00Z", "9999-12-31T23:59:59Z"));
    assert!(remarks.contains("fractions") && remarks.contains("before 1970"), "{remarks}");

    let error = Certificate::decode(&der("made/odd-dates-unreadable.der")).unwrap_err();
    assert_eq!(error.kind, CertificateErrorKind::Validity);
    assert!(error.offset().is_some_and(|offset| offset > 30 && offset < 60), "{error:?}");
}

#[test]
fn odd_serial_numbers() {
    let odd = |file: &str| {
        let certificate = certificate(&format!("made/odd-serial-{file}.der"));
        let remarks = messages(certificate.oddities()).join("; ");
        (certificate.serial_hex(), certificate.serial_bytes().to_vec(), remarks)
    };
    assert_eq!(odd("zero"), ("0".to_owned(), vec![], "the serial number is 0".to_owned()));
    let (hex, bytes, remarks) = odd("padded");
    assert_eq!((hex.as_str(), bytes.as_slice()), ("abc", [0x0a, 0xbc].as_slice()));
    assert!(remarks.contains("superfluous"));
    assert!(odd("negative").2.contains("negative"));
    assert!(odd("long").2.contains("longer than 20 bytes"));
    assert_eq!(certificate("made/past-2050.pem").serial_content(), [0, 0xff]);
}

#[test]
fn odd_frames() {
    let odd = |file: &str| certificate(&format!("made/odd-{file}.der"));
    assert_eq!(odd("version-1").version(), 1);
    assert_eq!(odd("version-1").oddities(), []);
    assert!(
        messages(odd("version-1-with-extensions").oddities())[0].contains("version 1 and has a field of version 3")
    );
    let with_identifiers = odd("version-2-unique-ids");
    assert_eq!(with_identifiers.version(), 2);
    assert_eq!(with_identifiers.issuer_unique_id(), Some([0xaa].as_slice()));
    assert_eq!(with_identifiers.subject_unique_id(), Some([0xbb, 0xcc].as_slice()));
    assert!(messages(odd("algorithms-differ").oddities())[0].contains("not the one that the signed part names"));

    let after_extensions = odd("after-extensions");
    assert_eq!(after_extensions.extensions().len(), 1);
    assert_eq!(messages(after_extensions.problems()), ["an unknown field with the tag 0xa4 follows the public key"]);
    let after_signature = odd("after-signature");
    assert_eq!(messages(after_signature.problems()), ["6 bytes follow the signature inside the certificate"]);
    // The signature covers all of the signed part, also what is unknown in it.
    let signer = certificate("made/rsa2048-sha256.pem");
    for odd in [after_extensions, after_signature, with_identifiers, odd("extensions"), odd("name-unreadable-part")] {
        assert_eq!(odd.verify_with(&signer), Ok(()));
    }
}

#[test]
fn a_broken_key_does_not_hide_the_certificate() {
    let mut der = der("made/rsa2048-sha256.pem");
    // The SEQUENCE and the first INTEGER of an RSAPublicKey of 2048 bits.
    let key = [0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01];
    let position = der.windows(key.len()).position(|window| window == key).unwrap();
    der[position] = 0x31;
    let (certificate, _) = Certificate::decode(&der).unwrap();
    assert_eq!(certificate.subject().get("CN"), Some("rsa2048-sha256"));
    assert_eq!(certificate.key_text(), "an RSA key that cannot be read");
    assert_eq!(messages(certificate.problems()), ["the public key cannot be read: its encoding is broken"]);
    assert!(matches!(certificate.verify_with(&certificate), Err(VerifyError::Unsupported(_))));
}

#[test]
fn an_unreadable_field_is_named() {
    let original = der("made/rsa2048-sha256.pem");
    let whole = Certificate::decode(&original).unwrap().0;
    // A tag or a length inside each field.
    for (position, kind) in [
        (8 + 2, CertificateErrorKind::Version),
        (whole.0.spki.start + 4, CertificateErrorKind::PublicKey),
        (whole.0.signed.end + 3, CertificateErrorKind::SignatureAlgorithm),
    ] {
        let mut changed = original.clone();
        changed[position] ^= 0x07;
        let error = Certificate::decode(&changed).unwrap_err();
        assert_eq!(error.kind, kind);
        assert!(error.offset().is_some_and(|offset| offset <= position && position - offset <= 4), "{error:?}");
    }
}

#[test]
fn a_length_with_too_many_bytes_is_read_and_said() {
    let der = der("made/ed25519.pem");
    assert_eq!(der[..2], [0x30, 0x82]);
    let longer = [&[0x30, 0x83, 0x00], &der[2..]].concat();
    let (certificate, used) = Certificate::decode(&longer).unwrap();
    assert_eq!(used, longer.len());
    assert_eq!(certificate.verify_with(&certificate), Ok(()));
    assert!(messages(certificate.oddities())[0].contains("this is BER, not DER"));
    let indefinite = [&[0x30, 0x80], &der[4..], &[0, 0]].concat();
    let error = Certificate::decode(&indefinite).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this is not a certificate: an element of indefinite length (BER, not DER) at byte 0"
    );
}

#[test]
fn what_follows_a_certificate_is_the_callers_to_report() {
    let mut der = der("made/ed25519.pem");
    let length = der.len();
    der.extend(b"more");
    let (certificate, used) = Certificate::decode(&der).unwrap();
    assert_eq!(used, length);
    assert_eq!(certificate.der(), &der[..length]);
}

#[test]
fn what_is_no_certificate_is_said() {
    for (input, kind) in [
        (&b""[..], CertificateErrorKind::NotACertificate),
        (b"-----BEGIN CERTIFICATE-----", CertificateErrorKind::NotACertificate),
        (b"\x30\x03\x02\x01\x00", CertificateErrorKind::NotACertificate),
        (b"\x30\x80\x00\x00", CertificateErrorKind::NotACertificate),
    ] {
        assert_eq!(Certificate::decode(input).unwrap_err().kind, kind);
    }
    let der = der("made/rsa2048-sha256.pem");
    let error = Certificate::decode(&der[..100]).unwrap_err();
    assert_eq!(error.offset(), Some(0));
    assert!(error.to_string().contains("the input was cut"), "{error}");
}

/// No input makes the reader panic: every truncation, and single-byte changes at every place, of certificates of all shapes.
#[test]
fn damage_never_panics() {
    for file in [
        "made/many-extensions.pem",
        "made/odd-extensions.der",
        "made/odd-names.der",
        "made/timestamps.der",
        "made/pss-sha256.pem",
        "samples/cisco-roots/eccroot.pem",
    ] {
        let original = der(file);
        for length in 0..original.len() {
            assert!(Certificate::decode(&original[..length]).is_err());
        }
        for position in 0..original.len() {
            for change in [0x01, 0xa0] {
                let mut changed = original.clone();
                changed[position] ^= change;
                if let Ok((certificate, used)) = Certificate::decode(&changed) {
                    assert!(used <= changed.len());
                    for extension in certificate.extensions() {
                        let _ = extension.lines();
                    }
                    let _ = (certificate.subject().to_string(), certificate.key_text(), certificate.serial_hex());
                }
            }
        }
    }
}
