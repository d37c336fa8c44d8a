//! A handshake of TLS 1.2 (RFC 5246) with ciphers that need no message of the server beside its certificates.

use super::tcp::Connection;
use super::{Alert, CaptureError, Handshake, Side};
use crate::crypto::{PublicKey, sha256};
use crate::formats::certificate::Certificate;
use crate::text::visible;

/// Kinds of records.
const CHANGE_CIPHER_SPEC: u8 = 20;
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;

/// Kinds of handshake messages.
const CLIENT_HELLO: u8 = 1;
const SERVER_HELLO: u8 = 2;
const CERTIFICATE: u8 = 11;
const CERTIFICATE_REQUEST: u8 = 13;
const SERVER_HELLO_DONE: u8 = 14;
const CERTIFICATE_VERIFY: u8 = 15;
const CLIENT_KEY_EXCHANGE: u8 = 16;

/// TLS 1.2.
const VERSION: [u8; 2] = [3, 3];

/// `TLS_RSA_WITH_AES_128_GCM_SHA256` (RFC 5288) and `TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256` (RFC 5289): the key of the certificate is that of
/// the key exchange.
const RSA: [u8; 2] = [0x00, 0x9C];
const ELLIPTIC: [u8; 2] = [0xC0, 0x2D];

/// `rsa_pkcs1_sha256`.
const SIGNATURE: [u8; 2] = [4, 1];

/// Bytes of the longest record.
const LONGEST_RECORD: usize = 16_384;

/// Bytes of a Finished message, encrypted with AES-128-GCM.
const FINISHED: usize = 40;

pub(super) fn write(connection: &mut Connection<'_>, handshake: &Handshake, number: u16) -> Result<(), CaptureError> {
    let filler = Filler { number };
    let is_elliptic = handshake.server_chain.first().is_some_and(|der| has_elliptic_key(der));
    connection.send(Side::Phone, &records(HANDSHAKE, &client_hello(handshake, filler)?))?;
    connection.send(Side::Server, &server_flight(handshake, filler, is_elliptic)?)?;
    if let Some((Side::Phone, alert)) = handshake.refused {
        return connection.send(Side::Phone, &records(ALERT, &[2, alert.code()]));
    }
    connection.send(Side::Phone, &client_flight(handshake, filler, is_elliptic)?)?;
    if let Some((Side::Server, alert)) = handshake.refused {
        return connection.send(Side::Server, &records(ALERT, &[2, alert.code()]));
    }
    connection.send(Side::Server, &finished(filler))
}

fn has_elliptic_key(der: &[u8]) -> bool {
    Certificate::decode(der).is_ok_and(|(certificate, _)| matches!(certificate.public_key(), PublicKey::Ec { .. }))
}

fn client_hello(handshake: &Handshake, filler: Filler) -> Result<Vec<u8>, CaptureError> {
    let mut extensions = Vec::new();
    if let Some(name) = &handshake.server_name {
        let name = short("the name of a server", visible(name).as_bytes())?;
        let names = short("the name of a server", &[&[0], &name[..]].concat())?;
        extensions.extend([0, 0]);
        extensions.extend(short("the name of a server", &names)?);
    }
    // signature_algorithms
    extensions.extend([0, 13, 0, 4, 0, 2]);
    extensions.extend(SIGNATURE);
    let mut body = VERSION.to_vec();
    body.extend(filler.bytes("client", 32));
    // No session to take up; two ciphers; no compression.
    body.extend([0, 0, 4]);
    body.extend([RSA, ELLIPTIC].concat());
    body.extend([1, 0]);
    body.extend(short("the extensions of a hello", &extensions)?);
    message(CLIENT_HELLO, &body)
}

/// `ServerHello`, Certificate, `CertificateRequest` where the client has to show one too, `ServerHelloDone`.
fn server_flight(handshake: &Handshake, filler: Filler, is_elliptic: bool) -> Result<Vec<u8>, CaptureError> {
    let mut hello = VERSION.to_vec();
    hello.extend(filler.bytes("server", 32));
    hello.push(0);
    hello.extend(if is_elliptic { ELLIPTIC } else { RSA });
    hello.push(0);
    let mut flight = message(SERVER_HELLO, &hello)?;
    flight.extend(message(CERTIFICATE, &chain(&handshake.server_chain)?)?);
    if handshake.client_chain.is_some() {
        // rsa_sign and ecdsa_sign, one signature algorithm, and any authority.
        let request = [&[2, 1, 64, 0, 2][..], &SIGNATURE, &[0, 0]].concat();
        flight.extend(message(CERTIFICATE_REQUEST, &request)?);
    }
    flight.extend(message(SERVER_HELLO_DONE, &[])?);
    Ok(records(HANDSHAKE, &flight))
}

fn client_flight(handshake: &Handshake, filler: Filler, is_elliptic: bool) -> Result<Vec<u8>, CaptureError> {
    let mut flight = Vec::new();
    if let Some(certificates) = &handshake.client_chain {
        flight.extend(message(CERTIFICATE, &chain(certificates)?)?);
    }
    let key = if is_elliptic {
        // A point of P-256.
        [&[65, 4], &filler.bytes("point", 64)[..]].concat()
    } else {
        short("a key", &filler.bytes("secret", 256))?
    };
    flight.extend(message(CLIENT_KEY_EXCHANGE, &key)?);
    if handshake.client_chain.as_ref().is_some_and(|chain| !chain.is_empty()) {
        let signature = short("a signature", &filler.bytes("signature", 256))?;
        flight.extend(message(CERTIFICATE_VERIFY, &[&SIGNATURE, &signature[..]].concat())?);
    }
    let mut bytes = records(HANDSHAKE, &flight);
    bytes.extend(finished(filler));
    Ok(bytes)
}

/// `ChangeCipherSpec`, and Finished, which is encrypted.
fn finished(filler: Filler) -> Vec<u8> {
    let mut bytes = records(CHANGE_CIPHER_SPEC, &[1]);
    bytes.extend(records(HANDSHAKE, &filler.bytes("finished", FINISHED)));
    bytes
}

fn chain(certificates: &[Vec<u8>]) -> Result<Vec<u8>, CaptureError> {
    let mut all = Vec::new();
    for certificate in certificates {
        all.extend(long("a certificate", certificate)?);
    }
    long("a chain of certificates", &all)
}

fn message(kind: u8, body: &[u8]) -> Result<Vec<u8>, CaptureError> {
    Ok([&[kind], &long("a message of a handshake", body)?[..]].concat())
}

/// Content in as many records as it takes.
fn records(kind: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in content.chunks(LONGEST_RECORD) {
        // No part is longer than a record.
        let [high, low] = u16::try_from(part.len()).unwrap_or_default().to_be_bytes();
        bytes.extend([kind, 3, 3, high, low]);
        bytes.extend(part);
    }
    bytes
}

/// Bytes behind their length in two bytes.
fn short(what: &'static str, bytes: &[u8]) -> Result<Vec<u8>, CaptureError> {
    let length = u16::try_from(bytes.len()).map_err(|_| CaptureError::TooLong { what, length: bytes.len() })?;
    Ok([&length.to_be_bytes(), bytes].concat())
}

/// Bytes behind their length in three bytes.
fn long(what: &'static str, bytes: &[u8]) -> Result<Vec<u8>, CaptureError> {
    let length = u32::try_from(bytes.len()).map(u32::to_be_bytes);
    match length {
        Ok([0, high, middle, low]) => Ok([&[high, middle, low], bytes].concat()),
        _ => Err(CaptureError::TooLong { what, length: bytes.len() }),
    }
}

/// Bytes of no meaning, the same for the same handshake.
#[derive(Debug, Clone, Copy)]
struct Filler {
    number: u16,
}

impl Filler {
    fn bytes(self, what: &str, count: usize) -> Vec<u8> {
        let block = |place: u8| sha256(format!("lab {what} {} {place}", self.number).as_bytes());
        (0..=u8::MAX).flat_map(block).take(count).collect()
    }
}

impl Alert {
    /// The number of the alert (RFC 5246 section 7.2).
    fn code(self) -> u8 {
        match self {
            Self::HandshakeFailure => 40,
            Self::BadCertificate => 42,
            Self::UnsupportedCertificate => 43,
            Self::CertificateExpired => 45,
            Self::CertificateUnknown => 46,
            Self::UnknownAuthority => 48,
        }
    }
}
