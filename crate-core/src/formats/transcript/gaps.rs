//! What is missing in a printout or does not fit, and whether it is whole (checks FMT-11).

use super::build::Builder;
use crate::formats::signed_header::{HEADER_TAGS, tag};
use crate::formats::tlv::{self, Element};
use crate::formats::trust_list::{RECORD_TAGS, Record, Role, TrustList, record_tag};
use crate::text::count;
use std::ops::RangeInclusive;

/// Bytes of the header that are not printed: up to three of padding, and five of the signer's version (formats.md, section 2).
const UNPRINTED_HEADER: usize = 8;

/// Bytes of VERSION and HEADERLENGTH, which are printed before the table.
const VERSION_AND_LENGTH: usize = 10;

/// Bytes that headers have: with the shortest key and names, and with the longest.
const HEADERS: RangeInclusive<u64> = 100..=2000;

/// Rows of the header's table that are always there.
const HEADER_ROWS: &[u8] = &[
    tag::SIGNERID,
    tag::SIGNERNAME,
    tag::SERIALNUMBER,
    tag::CANAME,
    tag::SIGNATUREINFO,
    tag::DIGESTALGORITHM,
    tag::SIGNATUREALGOINFO,
    tag::SIGNATUREALGORITHM,
    tag::SIGNATUREMODULUS,
    tag::SIGNATURE,
    tag::FILENAME,
    tag::TIMESTAMP,
];

impl Builder<'_> {
    /// Says which records are missing before the last one that is there.
    pub(super) fn say_missing(&mut self, records: &[Record]) {
        let missing: Vec<usize> =
            (1..).zip(records).filter(|(_, record)| record.elements.is_empty()).map(|(number, _)| number).collect();
        let end = self.printout.text.len();
        match missing.as_slice() {
            [] => {}
            [one] => self.say(end, format!("Record {one} is missing.")),
            [first, .., last] if missing.len() == last - first + 1 => {
                self.say(end, format!("Records {first} to {last} are missing."));
            }
            _ => self.say(end, format!("{} of {} are missing.", missing.len(), count(records.len(), "record"))),
        }
    }

    /// Says what is missing of a record or does not fit.
    pub(super) fn examine_record(&mut self, number: usize, record: &Record, start: usize) {
        let unknown = record.elements.iter().any(|element| RECORD_TAGS.find(element.tag).is_none());
        if record.is_cut() {
            let stated = record.find(record_tag::RECORDLENGTH).and_then(Element::number);
            let message = match stated {
                Some(stated) => format!(
                    "Record {number} states {}, the lines that are there make {}: lines are missing.",
                    count(usize::try_from(stated).unwrap_or(0), "byte"),
                    record.length()
                ),
                None => format!("Record {number} is not whole: its RECORDLENGTH is missing."),
            };
            self.say(start, message);
        } else if unknown {
            self.remark(start, format!("Record {number} has a row that is not known."));
        }
        for element in &record.elements {
            let name = RECORD_TAGS.name(element.tag);
            let has_value = element.is_known() || element.printed_sha1().is_some();
            match element.tag {
                record_tag::SUBJECTNAME | record_tag::ISSUERNAME if has_value && !element.is_exact() => {
                    let message = format!(
                        "{name} of record {number} has not the length that is printed beside it: the text was changed, most likely its blanks."
                    );
                    self.say(start, message);
                }
                record_tag::SUBJECTNAME
                | record_tag::ISSUERNAME
                | record_tag::SERIALNUMBER
                | record_tag::CERTIFICATE
                    if !has_value =>
                {
                    self.say(start, format!("{name} of record {number} was not copied whole."));
                }
                record_tag::FUNCTION if !has_value => match tlv::words(&record.elements, record_tag::FUNCTION) {
                    Some(words) if Role::of_words(&words).is_some() => {
                        let message = format!(
                            "The role of record {number} stands where the text was cut, and may be more than \"{words}\"."
                        );
                        self.say(start, message);
                    }
                    Some(words) => {
                        self.remark(start, format!("The role of record {number}, \"{words}\", is not known."));
                    }
                    None => self.say(start, format!("The role of record {number} is missing.")),
                },
                _ => {}
            }
        }
    }

    /// Says what is missing of the lines before and after the records, and whether the text is whole.
    pub(super) fn examine(&mut self, list: &TrustList) {
        let end = self.printout.text.len();
        let mut missing = Vec::new();
        if self.facts.md5.is_none() {
            missing.push("the MD5 of the file");
        }
        if self.facts.sha1.is_none() {
            missing.push("the SHA-1 of the file");
        }
        if self.facts.length.is_none() {
            missing.push("the length of the file");
        }
        if self.facts.modified.is_none() {
            missing.push("the time at which the file was modified");
        }
        if list.header.version().is_none() {
            missing.push("the version");
        }
        if list.header.stated_length().is_none() {
            missing.push("the length of the header");
        }
        if !missing.is_empty() {
            self.say(0, format!("Missing at the beginning: {}.", missing.join(", ")));
        }
        let header_whole = self.examine_header(list);
        if list.records.is_empty() {
            self.say(end, "No record is there.");
        }
        if self.facts.verified.is_none() {
            self.say(end, "The last line is missing, which says whether the server verified the file.");
        }
        let signers: Vec<usize> = list.signer_records().into_iter().map(|(number, _)| number).collect();
        let said = &self.facts.signed_by;
        if let (Some(number), false) = (said.iter().find(|number| !signers.contains(number)), signers.is_empty()) {
            let message = format!(
                "Record {number} is said to have signed, but the header names the certificate of another record."
            );
            self.say(end, message);
        }
        let stated = list.records.iter().map(|record| record.find(record_tag::RECORDLENGTH).and_then(Element::number));
        let sum = stated.sum::<Option<u64>>().and_then(|records| records.checked_add(list.header.stated_length()?));
        let adds_up = sum.zip(self.facts.length).map(|(sum, length)| sum == length);
        if let (Some(sum), Some(length), Some(false)) = (sum, self.facts.length, adds_up) {
            let message = if sum < length {
                format!(
                    "The header and the records that are there make {sum} bytes, the file has {length}: records are missing."
                )
            } else {
                format!(
                    "The header and the records that are there make {sum} bytes, the file has {length}: they are not of one file."
                )
            };
            self.say(end, message);
        }
        let nothing_missing = !list.records.is_empty() && !list.records.iter().any(Record::is_cut);
        self.facts.records_whole = nothing_missing && adds_up.unwrap_or_else(|| self.seems_complete(list));
        self.facts.whole = adds_up.map(|adds_up| adds_up && header_whole && self.facts.gaps.is_empty());
    }

    /// Whether the table of the header is whole; says what is missing.
    fn examine_header(&mut self, list: &TrustList) -> bool {
        let header = &list.header;
        let has = |tag: u8| header.elements.iter().any(|element| element.tag == tag);
        let missing: Vec<&str> =
            HEADER_ROWS.iter().filter(|tag| !has(**tag)).map(|tag| HEADER_TAGS.name(*tag)).collect();
        if missing.len() == HEADER_ROWS.len() {
            self.say(0, "The table of the header is missing.");
            return false;
        }
        if !missing.is_empty() {
            self.say(0, format!("Rows of the header are missing: {}.", missing.join(", ")));
        }
        let has_lost_value = |tag: u8| has(tag) && header.find(tag).is_none();
        for tag in [tag::SIGNERNAME, tag::SERIALNUMBER, tag::CANAME, tag::SIGNATURE] {
            if has_lost_value(tag) {
                self.say(0, format!("{} of the header was not copied whole.", HEADER_TAGS.name(tag)));
            }
        }
        let inexact = |tag: u8| header.find(tag).is_some_and(|element| !element.is_exact());
        if inexact(tag::SIGNERNAME) || inexact(tag::CANAME) {
            let message = "A name in the header has not the length that is printed beside it: the text was changed, most likely its blanks.";
            self.say(0, message);
        }
        let in_table =
            header.elements.iter().filter(|element| !matches!(element.tag, tag::VERSION | tag::HEADERLENGTH));
        let printed = in_table.map(Element::encoded_length).sum::<usize>() + VERSION_AND_LENGTH;
        let fits = |stated: usize| (printed..=printed + UNPRINTED_HEADER).contains(&stated);
        let stated = header.stated_length().and_then(|stated| usize::try_from(stated).ok());
        match stated {
            Some(stated) if missing.is_empty() && !fits(stated) => {
                let message = format!(
                    "The header states {stated} bytes, its rows make {printed}: they were changed, or rows are missing."
                );
                self.say(0, message);
                false
            }
            _ => missing.is_empty(),
        }
    }

    /// Whether all records seem to be there although the sum of the lengths cannot be made: the last line stands behind the last record,
    /// and what the records leave of the file is as long as a header.
    fn seems_complete(&self, list: &TrustList) -> bool {
        let records: u64 = list.records.iter().map(Record::stated_length).sum();
        let header = self.facts.length.map(|length| length.saturating_sub(records));
        self.facts.verified.is_some() && !self.end_is_left_out && header.is_none_or(|header| HEADERS.contains(&header))
    }
}
