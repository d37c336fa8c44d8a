//! Bodies that were compressed on the way (RFC 9110 section 8.4.1).

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// Bytes that may come out of a compressed body.
const LARGEST: usize = 4 * 1024 * 1024;

/// Unpacks a body; or says in a sentence why not, with a blank before it.
pub(super) fn decode(coding: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    match coding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => read(MultiGzDecoder::new(bytes)),
        // Some send what RFC 1951 describes, where RFC 1950 is asked for.
        "deflate" => read(ZlibDecoder::new(bytes)).or_else(|_| read(DeflateDecoder::new(bytes))),
        _ => Err(format!(" It is compressed in a way that is not read here ({coding}).")),
    }
}

fn read(decoder: impl Read) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    match decoder.take(limit.saturating_add(1)).read_to_end(&mut plain) {
        Err(_) => Err(" It is compressed, and cannot be unpacked.".to_owned()),
        Ok(_) if plain.len() > LARGEST => {
            Err(" Unpacked it is larger than what is taken out of a capture (4 MB).".to_owned())
        }
        Ok(_) => Ok(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    #[test]
    fn what_was_packed_is_unpacked() {
        let text = b"trust ".repeat(100);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&text).unwrap();
        assert_eq!(decode("GZip", &gzip.finish().unwrap()), Ok(text.clone()));
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&text).unwrap();
        assert_eq!(decode("deflate", &zlib.finish().unwrap()), Ok(text.clone()));
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        raw.write_all(&text).unwrap();
        assert_eq!(decode("deflate", &raw.finish().unwrap()), Ok(text));
    }

    #[test]
    fn what_cannot_be_unpacked_is_said() {
        let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
        bomb.write_all(&vec![0; LARGEST + 1]).unwrap();
        assert!(decode("gzip", &bomb.finish().unwrap()).unwrap_err().contains("4 MB"));
        assert!(decode("gzip", b"nonsense").is_err());
        assert!(decode("br", b"").unwrap_err().contains("br"));
    }
}
