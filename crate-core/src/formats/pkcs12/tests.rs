//! Files of OpenSSL and keytool (`tests/fixtures/containers/make-containers.sh`).

use super::*;
use crate::formats::certificate::fixtures;

const PASSWORD: Secret<'_> = Secret::Password("lab-password");

fn file(name: &str) -> Pkcs12 {
    let bytes = fixtures::read(&format!("containers/pkcs12/{name}"));
    assert!(looks_like(&bytes), "{name}");
    Pkcs12::read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What is in all parts of a file, opened with a password.
fn opened(file: &Pkcs12, secret: Secret<'_>) -> Option<Bags> {
    let mut all = Bags::default();
    for part in &file.parts {
        let bags = match part {
            Part::Open(bags) => bags,
            Part::Encrypted(part) => &part.open(secret)?,
            Part::Other(what) => panic!("{what}"),
        };
        all.certificates.extend(bags.certificates.iter().cloned());
        all.private_keys += bags.private_keys;
        all.secrets += bags.secrets;
    }
    Some(all)
}

#[test]
fn every_scheme_that_openssl_writes() {
    let chain =
        [fixtures::der("containers/pkcs12/rsa-certificate.pem"), fixtures::der("samples/cisco-roots/crca2048.pem")];
    for name in [
        "rsa-modern.p12",
        "rsa-legacy.p12",
        "rsa-triple-des.p12",
        "rsa-two-key-triple-des.p12",
        "rsa-rc2-128.p12",
        "rsa-aes128-sha512.p12",
        "rsa-pbes2-triple-des.p12",
        "rsa-without-mac.p12",
        "rsa-not-encrypted.p12",
        "rsa-key-not-encrypted.p12",
    ] {
        let file = file(name);
        let bags = opened(&file, PASSWORD).unwrap_or_else(|| panic!("{name} does not open"));
        assert_eq!((&bags.certificates[..], bags.private_keys), (&chain[..], 1), "{name}");
        if name != "rsa-without-mac.p12" {
            assert_eq!(file.mac_fits(PASSWORD), Some(true), "{name}");
            assert_eq!(file.mac_fits(Secret::Password("lab-passwor")), Some(false), "{name}");
        }
    }
}

#[test]
fn files_of_keytool() {
    let recovery = fixtures::der("containers/pkcs12/rsa-certificate.pem");
    for name in ["truststore.p12", "truststore-hmac-sha1.p12", "truststore-open.p12"] {
        let bags = opened(&file(name), PASSWORD).unwrap();
        assert!(bags.certificates.contains(&recovery) && bags.private_keys == 0, "{name}");
    }
    let with_key = opened(&file("keytool.p12"), PASSWORD).unwrap();
    assert_eq!((with_key.certificates.len(), with_key.private_keys), (1, 1));
    assert_eq!(opened(&file("secret-key.p12"), PASSWORD).unwrap().secrets, 1);
}

#[test]
fn passwords_that_are_empty_or_not_ascii() {
    for name in ["rsa-empty-password.p12", "rsa-empty-password-legacy.p12"] {
        let file = file(name);
        assert_eq!(file.mac_fits(Secret::Password("")), Some(true), "{name}");
        assert_eq!(opened(&file, Secret::Password("")).unwrap().certificates.len(), 2, "{name}");
        assert_eq!(file.mac_fits(Secret::Missing), Some(false), "an empty password is written otherwise than none");
    }
    let missing = file("rsa-null-password.p12");
    assert_eq!(missing.mac_fits(Secret::Missing), Some(true), "GnuTLS wrote it without a password");
    assert_eq!(missing.mac_fits(Secret::Password("")), Some(false));
    let umlaut = file("rsa-password-with-umlaut.p12");
    assert_eq!(umlaut.mac_fits(Secret::Password("Zürich")), Some(true));
    assert_eq!(opened(&umlaut, Secret::Password("Zürich")).unwrap().certificates.len(), 2);
}

#[test]
fn a_wrong_password_opens_nothing() {
    for name in ["rsa-modern.p12", "rsa-legacy.p12", "keytool.p12"] {
        for number in 0..4 {
            assert!(opened(&file(name), Secret::Password(&format!("wrong-{number}"))).is_none(), "{name}");
        }
    }
}

#[test]
fn too_many_rounds_are_known_before_they_are_done() {
    let file = file("many-rounds.p12");
    let Some(Ok(mac)) = &file.mac else { panic!("a checksum") };
    assert_eq!(mac.rounds(), None);
    assert_eq!(file.mac_fits(PASSWORD), Some(false), "and they are not done");
    assert!(opened(&file, PASSWORD).is_none());
}

#[test]
fn what_is_not_known_is_named() {
    let file = file("rsa-rc4.p12");
    let told = file.parts.iter().find_map(|part| match part {
        Part::Other(what) => Some(what.as_str()),
        _ => None,
    });
    assert_eq!(told, Some("it is encrypted with RC4, which is not opened here"));
}

/// `content` as an element of indefinite length (BER).
fn indefinite(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, 0x80][..], content, &[0, 0]].concat()
}

/// The same file with every length on the way to its parts left open, and the octets in pieces, as Bouncy Castle writes it.
fn in_ber(der: &[u8]) -> Vec<u8> {
    let mut fields = Reader::new(der).expect(tag::SEQUENCE).unwrap().reader();
    let version = fields.any().unwrap();
    let mut info = fields.any().unwrap().reader();
    let mac = fields.any().unwrap();
    let kind = info.any().unwrap();
    let octets = info.any().unwrap().reader().any().unwrap();
    let pieces: Vec<u8> = octets
        .content
        .chunks(1000)
        .flat_map(|piece| [&[0x04, 0x82][..], &u16::try_from(piece.len()).unwrap().to_be_bytes(), piece].concat())
        .collect();
    let content = indefinite(0xa0, &indefinite(0x24, &pieces));
    let safe = indefinite(0x30, &[kind.raw, &content].concat());
    indefinite(0x30, &[version.raw, &safe, mac.raw].concat())
}

#[test]
fn ber_is_read_as_well() {
    let der = fixtures::read("containers/pkcs12/rsa-modern.p12");
    let ber = in_ber(&der);
    assert!(looks_like(&ber));
    let file = Pkcs12::read(&ber).unwrap();
    assert_eq!(file.mac_fits(PASSWORD), Some(true));
    assert_eq!(opened(&file, PASSWORD), opened(&Pkcs12::read(&der).unwrap(), PASSWORD));
}

#[test]
fn damage_never_panics() {
    let whole = fixtures::read("containers/pkcs12/rsa-not-encrypted.p12");
    for position in 0..whole.len() {
        let _ = Pkcs12::read(&whole[..position]);
        for change in [0x01, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[position] ^= change;
            let _ = (looks_like(&changed), Pkcs12::read(&changed));
        }
    }
}
