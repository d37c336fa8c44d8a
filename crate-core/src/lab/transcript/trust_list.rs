//! `show itl` and `show ctl` (formats.md, section 8.1).

use super::super::calendar;
use super::{PROMPT, list_name};
use crate::crypto::{md5, sha1};
use crate::formats::signed_header::{SignedHeader, tag};
use crate::formats::tlv::{Element, without_nul};
use crate::formats::trust_list::{Record, Role, TrustList, record_tag};
use crate::report::ListKind;
use crate::text::hex;
use crate::timestamp::Timestamp;
use std::fmt::Write as _;

/// The heads of every table. What stands below `BYTEPOS` is the tag.
const TABLE: &str = "BYTEPOS\tTAG\t\tLENGTH\tVALUE\n-------\t---\t\t------\t-----\n";

/// What the command prints of a file, from its prompt to the next. Bytes of names stand as they are, also where they are no UTF-8.
///
/// `modified_at` is the time of the file, which need not be that of its TIMESTAMP. Of a damaged file everything is printed that can be
/// read. The last line says that the file was verified, whatever its signature: how CUCM words a failure is not known (formats.md,
/// section 12).
#[must_use]
pub fn show_trust_list(file: &[u8], kind: ListKind, modified_at: Timestamp) -> Vec<u8> {
    let (header, _) = SignedHeader::decode(file);
    let (list, _) = TrustList::decode(file, header);
    let name = list_name(kind);
    let (md5, sha1, length) = (hex(&md5(file)), hex(&sha1(file)), file.len());
    let modified = calendar::with_zone(modified_at);
    let mut text = format!(
        "{PROMPT}show {}\nThe checksum value of the {name} file:\n{md5}(MD5)\n{sha1}(SHA1)\n\nLength of {name} file: {length}\n\
         The {name} File was last modified on {modified}\n\n\tParse {name} File\n\t----------------\n\n",
        name.to_lowercase()
    )
    .into_bytes();
    print_header(&list.header, &mut text);
    let signer = list.signer_records().first().map(|(number, _)| *number);
    for (number, record) in (1..).zip(&list.records) {
        text.extend(format!("\n\t{name} Record #:{number}\n\t              ----\n").into_bytes());
        text.extend(TABLE.bytes());
        for element in &record.elements {
            print_record_row(record, element, &mut text);
        }
        if record.role() == Some(Role::SAST) {
            let not = if signer == Some(number) { "" } else { "not " };
            text.extend(format!("This etoken was {not}used to sign the {name} file.\n").into_bytes());
        }
    }
    text.extend(format!("\nThe {name} file was verified successfully.\n{PROMPT}\n").into_bytes());
    text
}

/// What `show ctl` prints on a cluster that has no CTL.
#[must_use]
pub fn show_trust_list_missing() -> String {
    format!(
        "{PROMPT}show ctl\nLength of CTL file: 0\nCTL File not found. Please run CTLClient plugin or run the CLI - utils ctl.. to generate \
         the CTL file.\nError parsing the CTL File.\n{PROMPT}\n"
    )
}

/// The words of the command line for a role (formats.md, section 3.1); for those that are not known, what the report calls them.
#[must_use]
pub fn role_words(role: Role) -> String {
    if role == Role::SAST { "System Administrator Security Token".to_owned() } else { role.to_string() }
}

fn print_header(header: &SignedHeader, text: &mut Vec<u8>) {
    let (major, minor) = header.version().unwrap_or_default();
    let length = header.stated_length().unwrap_or_default();
    text.extend(format!("Version:\t{major}.{minor}\nHeaderLength:\t{length} (BYTES)\n\n{TABLE}").into_bytes());
    for element in &header.elements {
        let length = element.stated_length().unwrap_or_default();
        // The misspellings are the product's.
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
        record_tag::FUNCTION => ("FUNCTION", record.role().map(role_words).unwrap_or_default().into_bytes()),
        record_tag::SERIALNUMBER => ("SERIALNUMBER", serial(element)),
        record_tag::PUBLICKEY => ("PUBLICKEY", Vec::new()),
        record_tag::SIGNATURE => ("SIGNATURE", Vec::new()),
        record_tag::CERTIFICATE => ("CERTIFICATE", certificate_hash(element)),
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

fn certificate_hash(element: &Element) -> Vec<u8> {
    let pairs: Vec<String> = sha1(element.value()).iter().map(|byte| format!("{byte:02X}")).collect();
    format!("{} (SHA1 Hash HEX)", pairs.join(" ")).into_bytes()
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
