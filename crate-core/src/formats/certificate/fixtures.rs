//! Files that OpenSSL made, for tests (`tests/fixtures/make-openssl.sh`).

use super::Certificate;
use crate::formats::pem;

/// The bytes of a file in `tests/fixtures`.
pub(crate) fn read(path: &str) -> Vec<u8> {
    let whole = format!("{}/../tests/fixtures/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&whole).unwrap_or_else(|error| panic!("{whole}: {error}"))
}

/// The DER of the first certificate in a PEM or DER file.
pub(crate) fn der(path: &str) -> Vec<u8> {
    let bytes = read(path);
    match pem::scan(&bytes).into_iter().next() {
        Some(block) => block.contents.unwrap(),
        None => bytes,
    }
}

/// The first certificate in a PEM or DER file.
pub(crate) fn certificate(path: &str) -> Certificate {
    let der = der(path);
    let (certificate, used) = Certificate::decode(&der).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(used, der.len(), "{path}");
    certificate
}

/// A line of `expected.tsv`: what OpenSSL says of a certificate.
pub(crate) struct Expected {
    pub(crate) file: String,
    pub(crate) fingerprints: [String; 3],
    pub(crate) serial: String,
    pub(crate) not_before: String,
    pub(crate) not_after: String,
    pub(crate) subject: String,
    pub(crate) issuer: String,
}

/// All lines of `expected.tsv`.
pub(crate) fn expected() -> Vec<Expected> {
    let text = String::from_utf8(read("made/expected.tsv")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut fields = line.split('\t').map(str::to_owned);
            let mut next = || fields.next().unwrap_or_else(|| panic!("too few fields: {line}"));
            Expected {
                file: next(),
                fingerprints: [next(), next(), next()],
                serial: next(),
                not_before: next(),
                not_after: next(),
                subject: next(),
                issuer: next(),
            }
        })
        .collect()
}
