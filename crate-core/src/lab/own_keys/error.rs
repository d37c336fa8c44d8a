//! Why given certificates and keys cannot be used.

use crate::text::{count, visible};

/// Something that was given cannot be used; the sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {fault}", visible(.file))]
pub struct OwnKeysError {
    /// The name of the file as it was given.
    pub file: String,
    /// What is wrong with it.
    pub fault: OwnKeysFault,
}

/// What is wrong with a file of certificates and keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OwnKeysFault {
    /// Nothing in it is of use.
    #[error("it holds neither a certificate nor a private key: give PEM, DER or PKCS#12")]
    Nothing,
    /// A block of PEM is damaged.
    #[error("at byte {offset}: {reason}")]
    Damaged {
        /// Where, in bytes.
        offset: usize,
        /// What is wrong.
        reason: String,
    },
    /// A certificate cannot be read.
    #[error("a certificate in it cannot be read: {0}")]
    Certificate(String),
    /// A key is encrypted and no password was given.
    #[error("this key is encrypted: give its password")]
    KeyLocked,
    /// A PKCS#12 file is encrypted and no password was given.
    #[error("this PKCS#12 file is encrypted: give its password")]
    FileLocked,
    /// No password fits.
    #[error("{} it", opens_not(*.0))]
    WrongPassword(usize),
    /// OpenSSL's own encryption of PEM, as it was before PKCS#8.
    #[error(
        "this key is encrypted in the old way of OpenSSL (DEK-Info), which is not read here: \
         convert it with `openssl pkey -in old.pem -aes256 -out new.pem` and give new.pem with its password"
    )]
    OldEncryption,
    /// An encryption that is not known here, or that asks for too much work.
    #[error(
        "it is encrypted with {0}, which is not opened here: \
         convert the key with `openssl pkey -in old.pem -aes256 -out new.pem` and give new.pem with its password"
    )]
    Encryption(String),
    /// A form of keys that is not read here.
    #[error("this is a private key of {form}, which is not read here: convert it with `{convert}`")]
    OtherForm {
        /// Whose form: OpenSSH.
        form: &'static str,
        /// The command that converts it.
        convert: &'static str,
    },
    /// A key of a kind that the lab does not use.
    #[error("{0}")]
    Key(String),
    /// A PKCS#12 file is damaged.
    #[error("this PKCS#12 file cannot be read: {0}")]
    Pkcs12(String),
}

/// "none of the 3 passwords that were given opens".
fn opens_not(passwords: usize) -> String {
    match passwords {
        1 => "the password that was given does not open".to_owned(),
        passwords => format!("none of the {} that were given opens", count(passwords, "password")),
    }
}

/// Why none of the given keys can sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoSigner {
    /// Nothing was given.
    #[error("no certificate was given: give the certificate that signs and its private key")]
    NoCertificate,
    /// There are certificates alone.
    #[error("no private key was given: give the one that belongs to {0}")]
    NoKey(String),
    /// There is a key without a certificate.
    #[error(
        "no certificate with the public half of the key in {0} was given: give the certificate that was made for this key"
    )]
    Unpaired(String),
    /// The key is on an elliptic curve.
    #[error("a list needs an RSA key, because phones read no other signatures: the key of {0} is on an elliptic curve")]
    NotRsa(String),
    /// Several could sign.
    #[error("{0} could sign: say which, or give the one that is to sign alone")]
    Several(String),
    /// The wanted certificate is not among those that were given.
    #[error("no certificate that was given has the SHA-256 {0}")]
    Unknown(String),
}
