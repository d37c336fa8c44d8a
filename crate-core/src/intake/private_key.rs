//! Private keys in forms that nothing here decodes, and files that may hold them. They are told and not kept.
//!
//! Keys in PEM and DER, and PKCS#12, are told where those are read.

use super::{Allowance, Candidate, Recognised, of_all};
use crate::report::InputKind;

/// A form of key, by how a file begins.
struct Form {
    begins: &'static [u8],
    name: &'static str,
    advice: &'static str,
}

/// What to do about a key in whatever form.
const TAKE_OUT: &str = "this file is a private key: it was not read and is not kept; do not pass it on";

/// What to do about a keystore of Java.
const CONVERT: &str = "a Java keystore of this kind is not opened here; convert it (keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 \
                       -deststoretype PKCS12) and add the .p12 file, or export its certificates alone (keytool -exportcert -rfc)";

const fn form(begins: &'static [u8], name: &'static str, advice: &'static str) -> Form {
    Form { begins, name, advice }
}

const FORMS: &[Form] = &[
    form(b"\xfe\xed\xfe\xed", "a Java keystore (JKS), which may hold a private key; not read and not kept", CONVERT),
    form(b"\xce\xce\xce\xce", "a Java keystore (JCEKS), which may hold a private key; not read and not kept", CONVERT),
    form(b"openssh-key-v1\0", "a private key of OpenSSH, not read and not kept", TAKE_OUT),
    form(b"PuTTY-User-Key-File-", "a private key of PuTTY, not read and not kept", TAKE_OUT),
    form(b"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY", "a private key of SSH2, not read and not kept", TAKE_OUT),
    form(b"Private-Key: (", "a private key printed by openssl, not read and not kept", TAKE_OUT),
    form(b"RSA Private-Key: (", "a private key printed by openssl, not read and not kept", TAKE_OUT),
    form(b"ED25519 Private-Key:", "a private key printed by openssl, not read and not kept", TAKE_OUT),
];

/// What remains of PEM armour around a private key, where no whole block was found.
const REMAINS: &[u8] = b"PRIVATE KEY--";

/// Bytes in which remains are looked for. Keys are smaller.
const LOOKED_AT: usize = 64 * 1024;

/// Recognises a private key by how it begins, or by what remains of its armour.
pub(super) fn detect(candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    let bytes = candidate.bytes;
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let (name, advice) = match FORMS.iter().find(|form| bytes.starts_with(form.begins)) {
        Some(form) => (form.name, form.advice),
        None if start.windows(REMAINS.len()).any(|window| window == REMAINS) => {
            ("what remains of a private key in PEM, not read and not kept", TAKE_OUT)
        }
        None => return None,
    };
    let mut recognised = Recognised::new(InputKind::PrivateKey, name);
    recognised.problems.push(of_all(advice));
    Some(recognised)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Option<Recognised> {
        detect(&Candidate { name: "key", bytes, passwords: &[] }, &mut Allowance::default())
    }

    #[test]
    fn keys_are_told_by_how_they_begin() {
        for (bytes, said) in [
            (&b"\xfe\xed\xfe\xed\0\0\0\x02"[..], "JKS"),
            (b"\xce\xce\xce\xce\0\0\0\x02", "JCEKS"),
            (b"PuTTY-User-Key-File-3: ssh-ed25519\n", "PuTTY"),
            (b"Private-Key: (2048 bit, 2 primes)\nmodulus:\n", "openssl"),
            (b"MC4CAQ\n-----END PRIVATE KEY-----\n", "what remains"),
        ] {
            let told = told(bytes).unwrap();
            assert_eq!(told.kind, InputKind::PrivateKey);
            assert!(told.description.contains(said) && told.description.contains("not kept"), "{}", told.description);
            assert_eq!(told.problems.len(), 1);
        }
        assert!(told(b"Keep the private key in a safe place.").is_none());
    }

    #[test]
    fn java_keystores_are_told_how_to_be_converted() {
        assert!(told(b"\xfe\xed\xfe\xed").unwrap().problems[0].message.contains("keytool -importkeystore"));
    }
}
