//! Keys and certificates of other programs (`tests/fixtures/containers`, made by openssl, ssh-keygen, keytool and certtool).

use super::*;
use crate::lab::KeyKind;

const PASSWORD: &str = "lab-password";

macro_rules! fixture {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../../tests/fixtures/containers/", $name)).as_slice())
    };
}

const RSA_CERTIFICATE: (&str, &[u8]) = fixture!("pkcs12/rsa-certificate.pem");
const EC_CERTIFICATE: (&str, &[u8]) = fixture!("pkcs12/ec-certificate.pem");

/// Keys to [`RSA_CERTIFICATE`].
const RSA_KEYS: [(&str, &[u8]); 6] = [
    fixture!("keys/rsa-pkcs8.pem"),
    fixture!("keys/rsa-pkcs8.der"),
    fixture!("keys/rsa-pkcs1.pem"),
    fixture!("keys/rsa-pkcs1.der"),
    fixture!("keys/rsa-pkcs8-encrypted.pem"),
    fixture!("keys/rsa-pkcs8-encrypted.der"),
];

/// Keys to [`EC_CERTIFICATE`].
const EC_KEYS: [(&str, &[u8]); 4] = [
    fixture!("keys/ec-pkcs8.pem"),
    fixture!("keys/ec-pkcs8.der"),
    fixture!("keys/ec-sec1.pem"),
    fixture!("keys/ec-sec1.der"),
];

/// Files with the RSA certificate and its key.
const PKCS12: [(&str, &[u8]); 14] = [
    fixture!("pkcs12/rsa-modern.p12"),
    fixture!("pkcs12/rsa-legacy.p12"),
    fixture!("pkcs12/rsa-triple-des.p12"),
    fixture!("pkcs12/rsa-rc2-128.p12"),
    fixture!("pkcs12/rsa-two-key-triple-des.p12"),
    fixture!("pkcs12/rsa-aes128-sha512.p12"),
    fixture!("pkcs12/rsa-pbes2-triple-des.p12"),
    fixture!("pkcs12/rsa-without-mac.p12"),
    fixture!("pkcs12/rsa-not-encrypted.p12"),
    fixture!("pkcs12/rsa-key-not-encrypted.p12"),
    fixture!("pkcs12/rsa-empty-password.p12"),
    fixture!("pkcs12/rsa-empty-password-legacy.p12"),
    fixture!("pkcs12/rsa-null-password.p12"),
    fixture!("pkcs12/rsa-password-with-umlaut.p12"),
];

fn given(files: &[(&str, &[u8])], passwords: &[&str]) -> Result<OwnKeys, OwnKeysError> {
    let passwords: Vec<String> = passwords.iter().map(|password| (*password).to_owned()).collect();
    let mut own = OwnKeys::new();
    files.iter().try_for_each(|(name, bytes)| own.add(name, bytes, &passwords))?;
    Ok(own)
}

fn refused(file: (&str, &[u8]), passwords: &[&str]) -> String {
    given(&[file], passwords).unwrap_err().to_string()
}

#[test]
fn rsa_keys_in_every_form_are_paired_with_their_certificate() {
    for key in RSA_KEYS {
        let own = given(&[RSA_CERTIFICATE, key], &[PASSWORD]).unwrap();
        let signer = own.signer(None).unwrap();
        assert_eq!((signer.key.kind(), own.summary().unpaired.len()), (KeyKind::Rsa2048, 0), "{}", key.0);
        assert_eq!(signer.certificate.subject().common_name(), "itlrecovery.lab.example");
    }
}

#[test]
fn elliptic_keys_are_paired_and_cannot_sign_a_list() {
    for key in EC_KEYS {
        let own = given(&[key, EC_CERTIFICATE], &[]).unwrap();
        let summary = own.summary();
        assert!(summary.certificates[0].has_key && !summary.certificates[0].can_sign, "{}", key.0);
        let why = own.signer(None).unwrap_err().to_string();
        assert!(why.starts_with("a list needs an RSA key"), "{why}");
    }
}

#[test]
fn pkcs12_gives_certificates_and_keys() {
    for file in PKCS12 {
        // Each password costs some thousand rounds of hashing, unoptimised.
        let passwords: &[&str] = match file.0 {
            "pkcs12/rsa-without-mac.p12" => &["wrong", PASSWORD],
            "pkcs12/rsa-password-with-umlaut.p12" => &["Zürich"],
            name if name.contains("empty") || name.contains("null") => &[],
            _ => &[PASSWORD],
        };
        let own = given(&[file], passwords).unwrap_or_else(|error| panic!("{error}"));
        let signer = own.signer(None).unwrap_or_else(|error| panic!("{}: {error}", file.0));
        assert_eq!(signer.certificate.subject().common_name(), "itlrecovery.lab.example", "{}", file.0);
    }
    let keytool = given(&[fixture!("pkcs12/keytool.p12")], &[PASSWORD]).unwrap();
    assert!(keytool.summary().certificates.iter().any(|certificate| certificate.has_key));
}

#[test]
fn a_key_that_was_given_signs_what_its_certificate_verifies() {
    let own = given(&[fixture!("pkcs12/rsa-modern.p12")], &[PASSWORD]).unwrap();
    let signer = own.signer(None).unwrap();
    let signature = signer.key.sign(crate::crypto::HashAlgorithm::Sha256, b"a message").unwrap();
    let PublicKey::Rsa(key) = signer.certificate.public_key() else { panic!("RSA") };
    let block = crate::crypto::pkcs1::open(key, &signature).unwrap();
    assert_eq!(block.digest, crate::crypto::sha256(b"a message"));
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    for (file, passwords, said) in [
        (RSA_KEYS[4], &[][..], "this key is encrypted: give its password"),
        (RSA_KEYS[5], &["a", "b"], "none of the 2 passwords that were given opens it"),
        (PKCS12[0], &[], "this PKCS#12 file is encrypted: give its password"),
        (PKCS12[1], &["wrong"], "the password that was given does not open it"),
        (fixture!("keys/rsa-pkcs1-encrypted.pem"), &[PASSWORD], "`openssl pkey -in old.pem -aes256 -out new.pem`"),
        (fixture!("keys/rsa-openssh.pem"), &[], "ssh-keygen -p -m PKCS8"),
        (fixture!("keys/ed25519-pkcs8.pem"), &[], "a list needs an RSA key"),
        (fixture!("pkcs12/rsa-rc4.p12"), &[PASSWORD], "RC4"),
        (fixture!("pkcs12/cut.p12"), &[PASSWORD], "cannot be read"),
        (fixture!("pkcs12/many-rounds.p12"), &[PASSWORD], "more rounds of hashing"),
        (fixture!("pkcs12/keystore.jks"), &[PASSWORD], "keytool -importkeystore"),
        (("notes.txt", b"nothing".as_slice()), &[], "notes.txt: it holds neither a certificate nor a private key"),
    ] {
        let error = refused(file, passwords);
        assert!(error.contains(said), "{}: {error}", file.0);
    }
}

#[test]
fn a_signer_that_is_missing_says_what_to_give() {
    let why = |files: &[(&str, &[u8])]| given(files, &[PASSWORD]).unwrap().signer(None).unwrap_err();
    assert_eq!(OwnKeys::new().signer(None).unwrap_err(), NoSigner::NoCertificate);
    assert!(matches!(why(&[RSA_CERTIFICATE]), NoSigner::NoKey(_)));
    assert!(matches!(why(&[RSA_KEYS[0]]), NoSigner::Unpaired(_)));
    assert!(matches!(why(&[RSA_KEYS[0], EC_CERTIFICATE]), NoSigner::Unpaired(_)));
    let own = given(&[RSA_KEYS[0], RSA_CERTIFICATE], &[]).unwrap();
    assert!(matches!(own.signer(Some("00")), Err(NoSigner::Unknown(_))));
    let sha256 = own.summary().certificates[0].sha256.to_uppercase();
    assert!(own.signer(Some(&sha256)).is_ok());
}

#[test]
fn nothing_of_a_private_key_is_printed() {
    let values = include_str!("../../../../tests/fixtures/containers/keys/private-values.tsv");
    let own = given(&[RSA_CERTIFICATE, RSA_KEYS[0], EC_CERTIFICATE, EC_KEYS[0]], &[]).unwrap();
    let signer = own.signer(None).unwrap();
    let printed = format!("{own:?} {own:#?} {signer:?} {:?}", own.summary());
    let mut looked_for = 0;
    for hex in values.lines().filter_map(|line| line.split('\t').nth(2)) {
        let bytes: Vec<u8> = (0..8).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect();
        let numbers = bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
        assert!(!printed.contains(&numbers) && !printed.contains(&hex[..16]), "{hex}");
        looked_for += 1;
    }
    assert!(looked_for > 5 && printed.contains("Key(rsa-2048)"));
}
