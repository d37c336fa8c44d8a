//! `show cert own NAME`, `show cert trust NAME` and `show csr own NAME`: a certificate or a request as text, and mostly its PEM block.
//!
//! Until 14SU1 the text has keys such as `Issuer Name:` and `Validity From:`, from 14SU2 such as `IssuerDN:` and `Start Date:` (TXT-09).
//! The older text writes the serial number in hexadecimal; the newer one is that of a Java library which writes it in decimal.

use super::super::{Artifact, Recognised};
use super::blocks::Blocks;
use super::store::Named;
use super::text::Text;
use super::{Mark, Section};
use crate::report::{InputKind, Layout, Listing, ListingEntry};
use crate::text::{count, visible};

pub(super) const SECTION: Section = Section {
    command: |command| {
        ["show cert own", "show cert trust", "show csr own"].iter().any(|beginning| command.starts_with(beginning))
    },
    mark,
    holds_pem: true,
    name: |text| command_of(text).map_or("show cert", |(command, _)| command),
    read,
};

fn mark(line: &str) -> Option<Mark> {
    let key = |beginning: &str| line.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning));
    if matches!(line, "Version: V1" | "Version: V2" | "Version: V3") {
        return Some(Mark::head(0, Some("old")));
    }
    if line.strip_prefix("[0]").is_some_and(|rest| rest.trim_start().starts_with("Version: ")) {
        return Some(Mark::head(0, Some("new")));
    }
    if key("SignatureAlgorithm: ") {
        return Some(Mark::first(Some("old")));
    }
    if key("IssuerDN:") {
        return Some(Mark::first(Some("new")));
    }
    if key("Validity From:") {
        return Some(Mark::body(Some("old")));
    }
    key("SubjectDN:").then(|| Mark::body(Some("new")))
}

/// The command at the beginning of an output, and the name behind it.
fn command_of(text: &Text<'_>) -> Option<(&'static str, String)> {
    let line = &text.lines().first()?.text;
    let prompt = line.to_ascii_lowercase().find("admin:")?;
    let mut words = line.get(prompt + "admin:".len()..)?.split_whitespace();
    let typed = words.by_ref().take(3).map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ");
    let command = ["show cert own", "show cert trust", "show csr own"].into_iter().find(|command| *command == typed)?;
    // Output is glued to the command where line breaks were lost.
    let name = words.take_while(|word| !word.starts_with('[') && !word.starts_with("-----"));
    Some((command, name.collect::<Vec<_>>().join(" ")))
}

fn read(text: &Text<'_>) -> Option<Recognised> {
    let (command, typed) = command_of(text).unwrap_or(("show cert", String::new()));
    let named = Named::parse(&typed);
    let (mut entry, layout) = printed(text);
    let found = Blocks::of(text).into_found();
    if entry == ListingEntry::default() && found.certificates.is_empty() && found.requests.is_empty() {
        return None;
    }
    entry.unit = named.and_then(|named| named.unit).map(|unit| visible(unit).into_owned());
    entry.name = named.and_then(|named| named.file).map(|file| visible(file).into_owned());
    entry.certificate = found.certificates.first().map(crate::formats::certificate::Certificate::sha256);

    let mut notes = Vec::new();
    let holds = match (found.certificates.len(), found.requests.len()) {
        (0, 0) => {
            notes.push(
                "The output holds no PEM block that could be read, so the certificate is known by this text alone. Download it from OS \
                 Administration, Security, Certificate Management to have it looked at."
                    .to_owned(),
            );
            "without the certificate itself".to_owned()
        }
        (0, requests) => format!("with {}", count(requests, "certificate request")),
        (certificates, 0) => format!("with {}", count(certificates, "certificate")),
        (certificates, requests) => {
            format!("with {} and {}", count(certificates, "certificate"), count(requests, "certificate request"))
        }
    };
    let command =
        if typed.is_empty() { command.to_owned() } else { visible(&format!("{command} {typed}")).into_owned() };
    let description = format!("output of \"{command}\" {holds}");
    let listing = Listing { command, entries: vec![entry], notes, layout, ..Listing::default() };
    Some(Recognised {
        certificates: found.certificates,
        requests: found.requests,
        problems: found.problems,
        artifact: Artifact::Listing(listing),
        ..Recognised::new(InputKind::Transcript, description)
    })
}

/// What the text says of the certificate, and in which layout.
fn printed(text: &Text<'_>) -> (ListingEntry, Option<Layout>) {
    let begins = |line: &str| line.contains(':') || line.starts_with(['[', ']', '-']);
    let mut entry = ListingEntry::default();
    let mut decimal = false;
    let mut layout = None;
    for line in text.unwrapped(begins) {
        // `[0]` stands before the first key of the newer text.
        let line = line.text.trim();
        let line = line.strip_prefix("[0]").unwrap_or(line);
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        let key = key.trim().to_ascii_lowercase();
        layout = layout.or(match key.as_str() {
            "issuer name" | "validity from" => Some(Layout::UpTo14Su1),
            "issuerdn" | "start date" => Some(Layout::From14Su2),
            _ => None,
        });
        let field = match key.as_str() {
            "serial number" => &mut entry.serial,
            "serialnumber" => {
                decimal = true;
                &mut entry.serial
            }
            "issuer name" | "issuerdn" => &mut entry.issuer,
            "subject name" | "subjectdn" => &mut entry.subject,
            "validity from" | "start date" => &mut entry.not_before,
            "to" | "final date" => &mut entry.not_after,
            _ => continue,
        };
        if field.is_none() {
            *field = Some(visible(value).into_owned());
        }
    }
    entry.serial = entry.serial.and_then(|serial| serial_number(&serial, decimal));
    (entry, layout)
}

/// Most digits in a serial number that is believed: 20 bytes (RFC 5280 section 4.1.2.2), with room for odd ones.
const LONGEST_SERIAL: usize = 80;

/// A serial number as printed, in hexadecimal without zeros in front; none when it is no number.
pub(super) fn serial_number(printed: &str, decimal: bool) -> Option<String> {
    let digits: String = printed.chars().filter(|digit| !matches!(digit, ':' | ' ')).collect();
    let digits = digits.strip_prefix("0x").unwrap_or(&digits).to_ascii_lowercase();
    if digits.is_empty() || digits.len() > LONGEST_SERIAL || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let is_decimal = decimal && digits.bytes().all(|digit| digit.is_ascii_digit());
    let hexadecimal = if is_decimal { to_hexadecimal(&digits) } else { digits };
    let minimal = hexadecimal.trim_start_matches('0');
    Some(if minimal.is_empty() { "0".to_owned() } else { minimal.to_owned() })
}

/// A decimal number of any length in hexadecimal digits.
fn to_hexadecimal(decimal: &str) -> String {
    // Digits of base 16, the lowest first.
    let mut number: Vec<u32> = Vec::new();
    for digit in decimal.chars().filter_map(|digit| digit.to_digit(10)) {
        let mut carry = digit;
        for place in &mut number {
            let value = *place * 10 + carry;
            *place = value % 16;
            carry = value / 16;
        }
        while carry > 0 {
            number.push(carry % 16);
            carry /= 16;
        }
    }
    number.iter().rev().filter_map(|digit| char::from_digit(*digit, 16)).collect()
}
