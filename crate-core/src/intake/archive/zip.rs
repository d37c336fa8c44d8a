//! zip (PKWARE APPNOTE 6.3), with what can be saved of a damaged one.

use super::super::allowance::{Bound, wide};
use super::super::{Allowance, Candidate, Recognised};
use super::{End, Unpacking, fault, name_of};
use crate::report::InputKind;
use crate::timestamp::Timestamp;
use ::zip::read::ZipFile;
use ::zip::result::ZipError;
use ::zip::{CompressionMethod, ExtraField, ZipArchive, ZipReadOptions};
use flate2::Crc;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

mod salvage;

/// Whether a file begins with a member's header, with the end of an empty archive, or with the mark of one that was split.
pub(super) fn begins(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|mark| bytes.starts_with(*mark))
}

/// Reads a zip archive.
pub(super) fn read(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Recognised {
    let Candidate { bytes, passwords, .. } = *candidate;
    let mut reader = ZipReader {
        unpacking: Unpacking::new(allowance),
        passwords,
        taken: 0,
        size: wide(bytes.len()),
        read: BTreeSet::new(),
    };
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) if is_office_document(&archive) => return office_document(),
        Ok(mut archive) => {
            reader.all(&mut archive);
            if archive.has_duplicate_names() && !reader.unpacking.ended {
                // The library keeps one member of a name.
                salvage::unpack(bytes, &mut reader);
            }
        }
        Err(error) => {
            let reason = directory_fault(&error);
            reader.unpacking.tell(format!("{reason}; its members were looked for one by one"));
            salvage::unpack(bytes, &mut reader);
        }
    }
    let unpacking = reader.unpacking;
    if unpacking.locked > 0 {
        return unpacking.waiting("a zip archive", passwords.len());
    }
    unpacking.recognised("a zip archive")
}

/// Whether the archive is a document of Word, Excel or `PowerPoint` (ECMA-376 part 2), whose parts say nothing by themselves.
fn is_office_document(archive: &ZipArchive<Cursor<&[u8]>>) -> bool {
    let holds = |name: &str| archive.index_for_name(name).is_some();
    holds("[Content_Types].xml")
        && (holds("word/document.xml") || holds("xl/workbook.xml") || holds("ppt/presentation.xml"))
}

fn office_document() -> Recognised {
    Recognised::new(InputKind::Unknown, "not recognised: a document of Microsoft Office").with_problem(
        0,
        "documents are not looked into: copy the text out of it and paste it, or save it as plain text",
    )
}

/// What is wrong with the list of members at the end.
fn directory_fault(error: &ZipError) -> &'static str {
    match error {
        ZipError::UnsupportedArchive(_) => "the archive is one of several parts, or of a kind that is not read",
        _ => "the list of members at the end of the archive is missing or damaged, so the archive was cut or changed",
    }
}

/// What is known while the members of one archive are read.
struct ZipReader<'a> {
    unpacking: Unpacking<'a>,
    passwords: &'a [String],
    /// Compressed bytes that were taken so far. Members of an honest archive do not share any.
    taken: u64,
    /// Bytes of the archive.
    size: u64,
    /// Where the headers of members stand that were looked at.
    read: BTreeSet<u64>,
}

impl ZipReader<'_> {
    /// Reads what the list of members names.
    fn all(&mut self, archive: &mut ZipArchive<Cursor<&[u8]>>) {
        let list = archive.metadata();
        for index in 0..list.len() {
            let Ok(entry) = list.entry(index) else { continue };
            self.read.insert(entry.header_start());
            let name = entry.name().map_or_else(|_| name_of(entry.name_raw()), std::borrow::Cow::into_owned);
            if entry.is_dir() {
                continue;
            }
            if !self.unpacking.has_room(&name) {
                return;
            }
            let method = method_number(entry.compression());
            if entry.is_symlink() {
                self.unpacking.pass_over(&name, "it is a link, which is not followed");
            } else if !matches!(method, STORED | DEFLATED) {
                self.unpacking.pass_over(&name, &method_fault(method));
            } else if entry.encrypted() {
                self.encrypted(archive, index, &name);
            } else {
                self.plain(archive, index, &name);
            }
            if self.unpacking.ended {
                return;
            }
        }
    }

    /// Reads a member that is not encrypted.
    fn plain(&mut self, archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, name: &str) {
        match archive.by_index_with_options(index, ZipReadOptions::new().ignore_crc32(true)) {
            Ok(mut file) => {
                let stated = Stated::of(&file);
                let packed = file.compressed_size().min(self.size);
                if let Some((bytes, end)) = self.inflate(&mut file, name, packed, stated.size) {
                    self.take_in(name, bytes, &end, &stated);
                }
            }
            Err(_) => self.unpacking.pass_over(name, "its header is damaged; fetch the archive again"),
        }
    }

    /// Reads a member that is encrypted in the old way (APPNOTE section 6.1) with one of the passwords.
    fn encrypted(&mut self, archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, name: &str) {
        for password in self.passwords {
            let options = ZipReadOptions::new().password(Some(password.as_bytes())).ignore_crc32(true);
            let Ok(mut file) = archive.by_index_with_options(index, options) else { continue };
            let stated = Stated::of(&file);
            let (packed, taken) = (file.compressed_size().min(self.size), self.taken);
            let Some((bytes, end)) = self.inflate(&mut file, name, packed, stated.size) else { return };
            // The old encryption lets one of 256 wrong passwords pass; the checksum tells.
            if matches!(end, End::Whole) && stated.sum == Some(checksum(&bytes)) {
                self.take_in(name, bytes, &end, &stated);
                return;
            }
            self.taken = taken;
        }
        self.unpacking.locked += 1;
        let opens = if self.passwords.is_empty() { "it is encrypted" } else { "it is encrypted with another password" };
        self.unpacking.pass_over(name, opens);
    }

    /// Takes compressed bytes of the archive. Those of an honest one are taken once.
    fn take(&mut self, packed: u64, name: &str) -> bool {
        self.taken = self.taken.saturating_add(packed);
        if self.taken > self.size {
            self.unpacking.end(&super::quoted(name), Bound::Overlap);
        }
        !self.unpacking.ended
    }

    /// Inflates a member within the bounds. Those that say that they break them are not touched.
    fn inflate(&mut self, source: impl Read, name: &str, packed: u64, stated: Option<u64>) -> Option<(Vec<u8>, End)> {
        if !self.take(packed, name) {
            return None;
        }
        if let Some(stated) = stated.filter(|stated| *stated > self.unpacking.allowance.limit(packed)) {
            let all = stated > self.unpacking.allowance.bytes;
            self.refuse(name, if all { Bound::Bytes } else { Bound::Expansion });
            return None;
        }
        Some(self.unpacking.inflate(source, packed))
    }

    /// Does not take a member that breaks a bound. The others may keep it.
    fn refuse(&mut self, name: &str, bound: Bound) {
        self.unpacking.pass_over(name, &format!("{bound}; unpack the archive and add it if it matters"));
    }

    /// Keeps what was inflated, and says where it is not what the archive states.
    fn take_in(&mut self, name: &str, bytes: Vec<u8>, end: &End, stated: &Stated) {
        match end {
            End::Bound(bound) => return self.refuse(name, *bound),
            End::Broken(error) if bytes.is_empty() => {
                return self.unpacking.pass_over(name, &format!("{}; fetch the archive again", fault(error)));
            }
            End::Broken(error) => {
                let remark =
                    format!("was read in part ({} bytes): {}; fetch the archive again", bytes.len(), fault(error));
                self.unpacking.remark(name, &remark);
            }
            End::Whole if stated.size.is_some_and(|size| size != wide(bytes.len())) => {
                let size = stated.size.unwrap_or_default();
                self.unpacking.remark(name, &format!("has {} bytes where the archive states {size}", bytes.len()));
            }
            End::Whole if stated.sum.is_some_and(|sum| sum != checksum(&bytes)) => {
                self.unpacking
                    .remark(name, "has not the checksum that the archive states: it was damaged; it was read as it is");
            }
            End::Whole => {}
        }
        self.unpacking.keep(name, bytes, stated.at);
    }
}

/// What an archive states of a member.
#[derive(Default)]
struct Stated {
    /// Its bytes when it is unpacked.
    size: Option<u64>,
    /// Their CRC-32.
    sum: Option<u32>,
    /// When it was changed last.
    at: Option<Timestamp>,
}

impl Stated {
    fn of(file: &ZipFile<'_, Cursor<&[u8]>>) -> Self {
        Self { size: Some(file.size()), sum: Some(file.crc32()), at: made(file) }
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// When the file was changed last, where the archive says it in UTC. The plain field holds local time of an unknown place.
fn made(file: &ZipFile<'_, Cursor<&[u8]>>) -> Option<Timestamp> {
    file.extra_data_fields().find_map(|field| match field {
        ExtraField::ExtendedTimestamp(times) => {
            times.mod_time().map(|seconds| Timestamp::from_unix(i64::from(seconds)))
        }
        ExtraField::Ntfs(times) => from_windows(times.mtime()),
        _ => None,
    })
}

/// A time of Windows: tenths of microseconds since 1601.
fn from_windows(time: u64) -> Option<Timestamp> {
    const FROM_1601_TO_1970: i64 = 11_644_473_600;
    let seconds = i64::try_from(time / 10_000_000).ok()?;
    (time != 0).then(|| Timestamp::from_unix(seconds - FROM_1601_TO_1970))
}

/// Methods that are read here (APPNOTE section 4.4.5).
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// The number of a method. The library names only those that it was built for.
#[expect(deprecated, reason = "no other way leads to the number of a method that the library was not built for")]
fn method_number(method: CompressionMethod) -> u16 {
    match method {
        CompressionMethod::Stored => STORED,
        CompressionMethod::Deflated => DEFLATED,
        CompressionMethod::Unsupported(number) => number,
        _ => u16::MAX,
    }
}

/// Why a member is not unpacked; 99 stands for AES.
fn method_fault(method: u16) -> String {
    if method == 99 {
        return "it is encrypted with AES, which is not opened here; unpack the archive and add it".to_owned();
    }
    let name = match method {
        1 => " (shrink)",
        6 => " (implode)",
        9 => " (deflate64)",
        12 => " (bzip2)",
        14 => " (LZMA)",
        93 => " (zstd)",
        95 => " (xz)",
        98 => " (PPMd)",
        _ => "",
    };
    format!(
        "it is packed with method {method}{name}, and only stored and deflated members are read; unpack the archive and add it"
    )
}
