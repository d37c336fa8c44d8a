//! Prints trust lists as `show itl` and `show ctl` do (formats.md, section 8.1), and does to the text what terminals and people do.

use std::fmt::Write as _;
use trustlens_core::crypto::{md5, sha1};
use trustlens_core::formats::signed_header::{SignedHeader, tag};
use trustlens_core::formats::tlv::{Element, without_nul};
use trustlens_core::formats::trust_list::{Record, Role, TrustList, record_tag};
use trustlens_core::report::ListKind;

/// The line by which the pager asks to go on.
pub const PAGING: &str = "Press <enter> for 1 line, <space> for one page, or <q> to quit";

/// What the command prints of a file, from its prompt to the next. Bytes of names stand as they are, also where they are no UTF-8.
///
/// # Panics
///
/// Never: writing into memory does not fail.
#[must_use]
pub fn show(file: &[u8], kind: ListKind) -> Vec<u8> {
    let (header, _) = SignedHeader::decode(file);
    let (list, _) = TrustList::decode(file, header);
    let name = if kind == ListKind::Ctl { "CTL" } else { "ITL" };
    let (md5, sha1, length) = (hex(&md5(file)), hex(&sha1(file)), file.len());
    let mut text = format!(
        "admin:show {}\nThe checksum value of the {name} file:\n{md5}(MD5)\n{sha1}(SHA1)\n\nLength of {name} file: {length}\n\
         The {name} File was last modified on Mon Nov 02 09:14:27 UTC 2026\n\n\tParse {name} File\n\t----------------\n\n",
        name.to_lowercase()
    )
    .into_bytes();
    print_header(&list.header, &mut text);
    let signers: Vec<usize> = list.signer_records().into_iter().map(|(number, _)| number).take(1).collect();
    for (number, record) in (1..).zip(&list.records) {
        text.extend(format!("\n\t{name} Record #:{number}\n\t              ----\n").into_bytes());
        text.extend(TABLE.bytes());
        for element in &record.elements {
            print_record_row(record, element, &mut text);
        }
        if record.role() == Some(Role::SAST) {
            let not = if signers.contains(&number) { "" } else { "not " };
            text.extend(format!("This etoken was {not}used to sign the {name} file.\n").into_bytes());
        }
    }
    text.extend(format!("\nThe {name} file was verified successfully.\nadmin:\n").into_bytes());
    text
}

const TABLE: &str = "BYTEPOS\tTAG\t\tLENGTH\tVALUE\n-------\t---\t\t------\t-----\n";

fn print_header(header: &SignedHeader, text: &mut Vec<u8>) {
    let (major, minor) = header.version().unwrap_or_default();
    let length = header.stated_length().unwrap_or_default();
    text.extend(format!("Version:\t{major}.{minor}\nHeaderLength:\t{length} (BYTES)\n\n{TABLE}").into_bytes());
    for element in &header.elements {
        let length = element.stated_length().unwrap_or_default();
        let (name, value): (&str, Option<Vec<u8>>) = match element.tag {
            tag::SIGNERID => ("SIGNERID", None),
            tag::SIGNATUREINFO => ("SIGNATUREINFO", None),
            tag::SIGNATUREALGOINFO => ("SIGNATUREALGOINFO", None),
            tag::SIGNERNAME => ("SIGNERNAME", Some(name(element))),
            tag::CANAME => ("CANAME", Some(name(element))),
            tag::SERIALNUMBER => ("SERIALNUMBER", Some(serial(element))),
            tag::DIGESTALGORITHM => ("DIGESTALGORTITHM", Some(Vec::new())),
            tag::SIGNATUREALGORITHM => ("SIGNATUREALGORTITHM", Some(Vec::new())),
            tag::SIGNATUREMODULUS => ("SIGNATUREMODULUS", Some(Vec::new())),
            tag::SIGNATURE => ("SIGNATURE", Some(signature(element))),
            tag::FILENAME => ("FILENAME", Some(Vec::new())),
            tag::TIMESTAMP => ("TIMESTAMP", Some(Vec::new())),
            _ => continue,
        };
        match value {
            // A container: LENGTH is that of its length.
            None => text.extend(format!("{}\t{name}\t2\t{length}\n", element.tag).into_bytes()),
            Some(value) => print_row(element.tag, name, length, &value, text),
        }
    }
}

fn print_record_row(record: &Record, element: &Element, text: &mut Vec<u8>) {
    let length = element.stated_length().unwrap_or_default();
    let (name, value) = match element.tag {
        record_tag::RECORDLENGTH => ("RECORDLENGTH", element.number().unwrap_or_default().to_string().into_bytes()),
        record_tag::DNSNAME => ("DNSNAME", name(element)),
        record_tag::SUBJECTNAME => ("SUBJECTNAME", name(element)),
        record_tag::ISSUERNAME => ("ISSUERNAME", name(element)),
        record_tag::FUNCTION => ("FUNCTION", record.role().map(words).unwrap_or_default().into_bytes()),
        record_tag::SERIALNUMBER => ("SERIALNUMBER", serial(element)),
        record_tag::PUBLICKEY => ("PUBLICKEY", Vec::new()),
        record_tag::SIGNATURE => ("SIGNATURE", Vec::new()),
        record_tag::CERTIFICATE => {
            let pairs: Vec<String> = sha1(element.value()).iter().map(|byte| format!("{byte:02X}")).collect();
            ("CERTIFICATE", format!("{} (SHA1 Hash HEX)", pairs.join(" ")).into_bytes())
        }
        record_tag::IPADDRESS => ("IPADDRESS", Vec::new()),
        _ => return,
    };
    print_row(element.tag, name, length, &value, text);
    if element.tag == record_tag::DNSNAME && value.is_empty() {
        // The tab before the value stays.
        text.pop();
        text.extend(b"\t\n");
    }
}

fn print_row(tag: u8, name: &str, length: usize, value: &[u8], text: &mut Vec<u8>) {
    text.extend(format!("{tag}\t{name}\t{length}").into_bytes());
    if !value.is_empty() {
        if value.first() != Some(&b'\n') {
            text.push(b'\t');
        }
        text.extend(value);
    }
    text.push(b'\n');
}

/// Text up to the NUL, as programs in C print it.
fn name(element: &Element) -> Vec<u8> {
    without_nul(element.value()).split(|byte| *byte == 0).next().unwrap_or_default().to_vec()
}

fn serial(element: &Element) -> Vec<u8> {
    let pairs: Vec<String> = element.value().iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":").into_bytes()
}

/// Rows of eight bytes, without leading zeros.
fn signature(element: &Element) -> Vec<u8> {
    let mut rows = String::new();
    for row in element.value().chunks(8) {
        let bytes: Vec<String> = row.iter().map(|byte| format!("{byte:x}")).collect();
        let _ = write!(rows, "\n\t\t{}", bytes.join("  "));
    }
    rows.into_bytes()
}

/// The words of the command line for a role (formats.md, section 3.1); for those that are not known, what the report calls them.
#[must_use]
pub fn words(role: Role) -> String {
    if role == Role::SAST { "System Administrator Security Token".to_owned() } else { role.to_string() }
}

fn hex(bytes: &[u8]) -> String {
    trustlens_core::text::hex(bytes)
}

/// Breaks lines as a terminal of so many columns does, in the middle of words. Its tabs have become blanks, and blanks at the ends of
/// lines are gone, as they are when text is copied from a window.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let characters: Vec<char> = expand(line).chars().collect();
        for part in characters.chunks(columns.max(1)) {
            let part: String = part.iter().collect();
            let _ = writeln!(wrapped, "{}", part.trim_end());
        }
        if characters.is_empty() {
            wrapped.push('\n');
        }
    }
    wrapped
}

/// A line with blanks in place of tabs.
fn expand(line: &str) -> String {
    let mut expanded = String::new();
    let mut column = 0;
    for character in line.chars() {
        let width = if character == '\t' { 8 - column % 8 } else { 1 };
        expanded.extend(std::iter::repeat_n(if character == '\t' { ' ' } else { character }, width));
        column += width;
    }
    expanded
}

/// Puts the line of the pager after every so many lines; with `erased`, as a terminal that writes over it logs it.
#[must_use]
pub fn page(text: &str, rows: usize, erased: bool) -> String {
    let mut paged = String::new();
    for (number, line) in (1..).zip(text.lines()) {
        let _ = writeln!(paged, "{line}");
        if number % rows.max(1) == 0 {
            paged.push_str(PAGING);
            paged.push_str(if erased {
                "\r                                                               \r"
            } else {
                "\n"
            });
        }
    }
    paged
}

/// Quotes every line as mail programs do.
#[must_use]
pub fn quote(text: &str) -> String {
    text.lines().fold(String::new(), |mut quoted, line| {
        let _ = writeln!(quoted, "> {line}");
        quoted
    })
}
