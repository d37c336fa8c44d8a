//! File formats: decoding and encoding, one place a format.

pub mod capture;
pub mod certificate;
pub mod configuration;
pub mod damage;
pub mod encryption;
pub(crate) mod log;
pub mod pem;
pub(crate) mod pkcs12;
pub mod pkcs7;
pub mod request;
pub mod signed_header;
pub mod tlv;
pub mod transcript;
pub mod trust_list;
