//! Puts before bytes what a format begins with, so that a parser goes on to what is behind it.

use base64::prelude::{BASE64_STANDARD, Engine as _};

/// Behind VERSION and HEADERLENGTH, the two elements by which a signed header is known.
pub(super) fn behind_header(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() / 2 + 10).unwrap_or(u16::MAX);
    let mut bytes = vec![1, 0, 2, 1, 2, 2, 0, 2];
    bytes.extend(length.to_be_bytes());
    bytes.extend(data);
    bytes
}

/// Behind these bytes, unless they are there already.
pub(super) fn beginning(begins: &[u8], data: &[u8]) -> Vec<u8> {
    if data.starts_with(begins) { data.to_vec() } else { [begins, data].concat() }
}

/// With this before every line.
pub(super) fn every_line(begins: &[u8], data: &[u8]) -> Vec<u8> {
    data.split_inclusive(|byte| *byte == b'\n').flat_map(|line| [begins, line]).flatten().copied().collect()
}

/// A PEM block.
pub(super) fn pem(label: &str, data: &[u8]) -> Vec<u8> {
    let body = BASE64_STANDARD.encode(data);
    let lines: Vec<&str> =
        (0..body.len()).step_by(64).filter_map(|start| body.get(start..(start + 64).min(body.len()))).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n")).into_bytes()
}

/// With the magic number and the checksum of the first header made right (POSIX ustar).
pub(super) fn tar_header(data: &[u8]) -> Vec<u8> {
    let mut bytes = data.to_vec();
    let Some(header) = bytes.get_mut(..512) else { return bytes };
    header[257..265].copy_from_slice(b"ustar\x0000");
    header[148..156].copy_from_slice(b"        ");
    let sum: u32 = header.iter().copied().map(u32::from).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    bytes
}
