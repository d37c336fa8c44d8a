//! Rows of the tables that `show itl` and `show ctl` print.

use crate::formats::signed_header::tag;
use crate::formats::trust_list::record_tag;

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// The number before the name, called BYTEPOS: the tag.
    pub(super) number: Option<u8>,
    /// Where such a row stands, as far as its number and name tell.
    pub(super) place: RowPlace,
    /// The tag.
    pub(super) tag: u8,
    /// LENGTH.
    pub(super) length: Option<u16>,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowPlace {
    /// In the table of the header.
    Header,
    /// In the table of a record.
    Record,
    /// In either: the name is in both, and its number is missing. The tag is that of a record.
    Either,
    /// A row whose name is not known.
    Unknown,
}

/// Names of rows: as CUCM spells them, and as they would be spelled right.
const HEADER_ROWS: &[(&str, u8)] = &[
    ("SIGNERID", tag::SIGNERID),
    ("SIGNERNAME", tag::SIGNERNAME),
    ("SERIALNUMBER", tag::SERIALNUMBER),
    ("CANAME", tag::CANAME),
    ("SIGNATUREINFO", tag::SIGNATUREINFO),
    ("DIGESTALGORTITHM", tag::DIGESTALGORITHM),
    ("DIGESTALGORITHM", tag::DIGESTALGORITHM),
    ("SIGNATUREALGOINFO", tag::SIGNATUREALGOINFO),
    ("SIGNATUREALGORTITHM", tag::SIGNATUREALGORITHM),
    ("SIGNATUREALGORITHM", tag::SIGNATUREALGORITHM),
    ("SIGNATUREMODULUS", tag::SIGNATUREMODULUS),
    ("SIGNATURE", tag::SIGNATURE),
    ("FILENAME", tag::FILENAME),
    ("TIMESTAMP", tag::TIMESTAMP),
];

const RECORD_ROWS: &[(&str, u8)] = &[
    ("RECORDLENGTH", record_tag::RECORDLENGTH),
    ("DNSNAME", record_tag::DNSNAME),
    ("SUBJECTNAME", record_tag::SUBJECTNAME),
    ("FUNCTION", record_tag::FUNCTION),
    ("ISSUERNAME", record_tag::ISSUERNAME),
    ("SERIALNUMBER", record_tag::SERIALNUMBER),
    ("PUBLICKEY", record_tag::PUBLICKEY),
    ("SIGNATURE", record_tag::SIGNATURE),
    ("CERTIFICATE", record_tag::CERTIFICATE),
    ("IPADDRESS", record_tag::IPADDRESS),
];

/// The row that a text begins with, and the bytes up to its value: its number and name, and LENGTH if it follows. In the middle of a line the number must be there and be that of the name.
pub(super) fn row(rest: &str, begins_line: bool) -> Option<(usize, Row)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: Option<u8> = if digits > 0 { Some(rest.get(..digits)?.parse().ok()?) } else { None };
    let after = rest.get(digits..)?;
    let named = after.trim_start_matches([' ', '\t']);
    if digits > 0 && named.len() == after.len() {
        return None;
    }
    let letters = named.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, behind) = (named.get(..letters)?, named.get(letters..)?);
    if !behind.chars().next().is_none_or(char::is_whitespace) {
        return None;
    }
    let (length, length_end) = length_column(behind);
    let (place, tag) = place_of(name, number, begins_line).or_else(|| {
        let is_name = letters >= 3 && name.bytes().all(|letter| letter.is_ascii_uppercase());
        let is_row = begins_line && is_name && length.is_some();
        number.filter(|_| is_row).map(|number| (RowPlace::Unknown, number))
    })?;
    let end = rest.len() - behind.len() + length_end;
    Some((end, Row { number, place, tag, length }))
}

/// Which table a row stands in, and its tag.
fn place_of(name: &str, number: Option<u8>, begins_line: bool) -> Option<(RowPlace, u8)> {
    let find =
        |rows: &[(&str, u8)]| rows.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, tag)| *tag);
    let (header, record) = (find(HEADER_ROWS), find(RECORD_ROWS));
    // Without a number, "Signature" is a word of the language and "SIGNATURE" is not.
    let alone = begins_line && (number.is_some() || name.bytes().all(|letter| letter.is_ascii_uppercase()));
    match (header, record, number) {
        (Some(tag), _, Some(number)) if tag == number => Some((RowPlace::Header, tag)),
        (_, Some(tag), Some(number)) if tag == number => Some((RowPlace::Record, tag)),
        _ if !alone => None,
        (Some(_), Some(tag), _) => Some((RowPlace::Either, tag)),
        (Some(tag), None, _) => Some((RowPlace::Header, tag)),
        (None, Some(tag), _) => Some((RowPlace::Record, tag)),
        (None, None, _) => None,
    }
}

/// LENGTH, if it follows, and the bytes up to its end. At the very end of a text it may have lost digits, and is not believed.
fn length_column(behind: &str) -> (Option<u16>, usize) {
    let number = behind.trim_start_matches([' ', '\t']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let ends = number.get(digits..).and_then(|rest| rest.chars().next()).is_some_and(char::is_whitespace);
    let length = number.get(..digits).filter(|_| ends).and_then(|digits| digits.parse().ok());
    let end = behind.len() - number.len() + digits;
    (length, if length.is_some() { end } else { 0 })
}
