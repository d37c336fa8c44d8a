//! Makes a list of what was found in a printout.

use super::marks::{Printout, What};
use super::rows::{Row, RowPlace};
use super::values::{self, Raw};
use super::{NoList, Output, TrustListTranscript};
use crate::formats::signed_header::{HEADER_TAGS, SignedHeader, tag};
use crate::formats::tlv::{Content, Element, Printed, PrintedValue, Shape};
use crate::formats::trust_list::{Record, Role, TrustList, record_tag};
use crate::report::{ListKind, Problem, Transcript};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The highest number of a record that is believed: more do not fit into the 64 KB that phones take.
pub(super) const MOST_RECORDS: usize = 1000;

/// Gaps that are told one by one.
const MOST_PROBLEMS: usize = 200;

/// SHA-1 of no bytes.
const EMPTY_SHA1: [u8; 20] = [
    0xda, 0x39, 0xa3, 0xee, 0x5e, 0x6b, 0x4b, 0x0d, 0x32, 0x55, 0xbf, 0xef, 0x95, 0x60, 0x18, 0x90, 0xaf, 0xd8, 0x07,
    0x09,
];

/// A record that is being put together.
#[derive(Debug, Clone, Default)]
struct Draft {
    /// The number in its heading.
    number: Option<usize>,
    /// Where it begins in the text.
    start: usize,
    elements: Vec<Element>,
    /// Whether it is said to have signed.
    signed: Option<bool>,
}

/// What has been gathered so far.
pub(super) struct Builder<'a> {
    pub(super) printout: &'a Printout,
    kind: Option<ListKind>,
    pub(super) facts: Transcript,
    header: Vec<Element>,
    drafts: Vec<Draft>,
    pub(super) problems: Vec<Problem>,
    /// Whether somebody left something out behind the beginning of the last record.
    pub(super) end_is_left_out: bool,
    not_found: bool,
    unreadable: bool,
}

/// Reads what was found; `None` when nothing was.
pub(super) fn build(printout: &Printout) -> Option<Output> {
    let mut builder = Builder {
        printout,
        kind: None,
        facts: Transcript::default(),
        header: Vec::new(),
        drafts: Vec::new(),
        problems: Vec::new(),
        end_is_left_out: false,
        not_found: false,
        unreadable: false,
    };
    for index in 0..printout.marks.len() {
        if !builder.take(index) {
            break;
        }
    }
    builder.finish()
}

impl Builder<'_> {
    /// Takes in a mark and what belongs to it. Says whether the output goes on.
    fn take(&mut self, index: usize) -> bool {
        let Some(mark) = self.printout.marks.get(index) else { return false };
        let next = self.printout.marks.get(index + 1);
        let end = next.map_or(self.printout.text.len(), |next| next.start);
        let is_last = next.is_none_or(|next| next.what == What::Omission);
        self.kind = self.kind.or(mark.kind);
        match &mark.what {
            What::Checksum | What::Length(_) if !self.drafts.is_empty() => {
                self.say(
                    mark.start,
                    "Another output begins in the same line; break the text into lines to have it read.",
                );
                return false;
            }
            What::Md5(md5) => self.facts.md5 = self.facts.md5.take().or_else(|| Some(md5.clone())),
            What::Sha1(sha1) => self.facts.sha1 = self.facts.sha1.take().or_else(|| Some(sha1.clone())),
            What::Length(length) => self.facts.length = self.facts.length.or(*length),
            What::Modified => {
                let text = self.printout.between(mark.end, end);
                self.facts.modified = values::time(text, next.is_some());
            }
            What::Version(major, minor) => self.add_number(tag::VERSION, [*major, *minor]),
            What::HeaderLength(Some(length)) => self.add_number(tag::HEADERLENGTH, length.to_be_bytes()),
            What::Record(number) => {
                // A number at the end of the text may have lost digits.
                let number = number.filter(|number| (1..=MOST_RECORDS).contains(number));
                if number.is_some() || next.is_some() {
                    self.begin_record(Draft { number, start: mark.start, ..Draft::default() });
                }
            }
            What::Row(row) => {
                let text = self.printout.between(mark.end, end);
                self.take_row(*row, mark.start, mark.end, Raw { text, length: row.length, is_last });
            }
            What::Signed(signed) => {
                if let Some(draft) = self.drafts.last_mut() {
                    draft.signed = Some(*signed);
                }
            }
            What::Verified(verified) => self.facts.verified = Some(*verified),
            What::NotFound => self.not_found = true,
            What::ParseError => self.unreadable = true,
            What::Omission => {
                self.end_is_left_out = true;
                self.say(mark.start, "Something was left out here.");
            }
            What::Checksum | What::HeaderLength(None) | What::Parse | What::Rule | What::Prompt => {}
        }
        true
    }

    fn take_row(&mut self, row: Row, start: usize, value_start: usize, raw: Raw<'_>) {
        let in_header = match row.place {
            RowPlace::Header => true,
            RowPlace::Record => false,
            RowPlace::Either | RowPlace::Unknown => self.drafts.is_empty(),
        };
        if in_header {
            let tag = match (row.place, row.tag) {
                (RowPlace::Either, record_tag::SIGNATURE) => tag::SIGNATURE,
                (RowPlace::Either, record_tag::SERIALNUMBER) => tag::SERIALNUMBER,
                (_, tag) => tag,
            };
            let content = self.header_content(tag, value_start, raw);
            let element = Element { offset: 0, tag, content };
            match self.header.iter().find(|earlier| earlier.tag == tag) {
                None => self.header.push(element),
                Some(earlier) if *earlier == element => {}
                Some(_) => {
                    let name = HEADER_TAGS.name(tag);
                    self.say(
                        start,
                        format!("{name} of the header stands a second time, and differs; the first one is used."),
                    );
                }
            }
            return;
        }
        let content = self.record_content(row.tag, value_start, raw);
        let element = Element { offset: 0, tag: row.tag, content };
        let repeats = |draft: &Draft| draft.elements.iter().any(|earlier| earlier.tag == element.tag);
        match self.drafts.last_mut().filter(|draft| !repeats(draft)) {
            Some(draft) => draft.elements.push(element),
            // The heading of the record is missing.
            None => self.begin_record(Draft { start, elements: vec![element], ..Draft::default() }),
        }
    }

    fn begin_record(&mut self, draft: Draft) {
        if self.drafts.len() < MOST_RECORDS {
            self.drafts.push(draft);
            self.end_is_left_out = false;
        } else {
            self.end_is_left_out = true;
            self.say(draft.start, "More records follow than a list can have; they were not read.");
        }
    }

    /// VERSION and HEADERLENGTH, which are printed before the table.
    fn add_number(&mut self, tag: u8, bytes: [u8; 2]) {
        if self.header.iter().all(|element| element.tag != tag) {
            let printed = Printed { length: None, value: PrintedValue::Bytes(bytes.to_vec()) };
            self.header.push(Element { offset: 0, tag, content: Content::Printed(printed) });
        }
    }

    fn header_content(&self, tag: u8, start: usize, raw: Raw<'_>) -> Content {
        let shape = HEADER_TAGS.find(tag).map_or(Shape::Bytes, |tag| tag.shape);
        let value = match (tag, shape) {
            (_, Shape::Container) => match values::number(raw) {
                Some(length) => return Content::Container(length),
                None => PrintedValue::Nothing,
            },
            (tag::SERIALNUMBER, _) => values::serial(raw),
            (tag::SIGNATURE, _) => values::signature(raw),
            (tag::SIGNERNAME | tag::CANAME | tag::FILENAME, _) => self.text(start, raw),
            _ => values::words(raw.text),
        };
        Content::Printed(Printed { length: raw.length, value })
    }

    fn record_content(&self, tag: u8, start: usize, raw: Raw<'_>) -> Content {
        let mut length = raw.length;
        let value = match tag {
            record_tag::RECORDLENGTH => {
                // LENGTH is that of every number of two bytes, whichever of the columns is there.
                length = Some(2);
                values::number(raw)
                    .map_or(PrintedValue::Nothing, |number| PrintedValue::Bytes(number.to_be_bytes().to_vec()))
            }
            record_tag::DNSNAME | record_tag::SUBJECTNAME | record_tag::ISSUERNAME => self.text(start, raw),
            record_tag::FUNCTION => values::function(raw),
            record_tag::SERIALNUMBER => values::serial(raw),
            record_tag::CERTIFICATE => match values::sha1(raw) {
                None | Some(EMPTY_SHA1) if length == Some(0) => PrintedValue::Bytes(Vec::new()),
                Some(sha1) => {
                    // A LENGTH below any certificate's was the first byte of the hash.
                    length = length.filter(|length| *length > 99);
                    PrintedValue::Sha1(sha1)
                }
                None => PrintedValue::Nothing,
            },
            record_tag::IPADDRESS => values::address(raw),
            _ => values::words(raw.text),
        };
        Content::Printed(Printed { length, value })
    }

    fn text(&self, start: usize, raw: Raw<'_>) -> PrintedValue {
        values::text(raw, |position| self.printout.is_widest(start + position))
    }

    /// Says what is missing or does not fit, at a byte of the text.
    pub(super) fn say(&mut self, position: usize, message: impl Into<String>) {
        let message = message.into();
        if self.problems.len() < MOST_PROBLEMS {
            self.facts.gaps.push(message.clone());
        }
        self.remark(position, message);
    }

    /// Says what could not be read although nothing is missing, at a byte of the text.
    pub(super) fn remark(&mut self, position: usize, message: impl Into<String>) {
        let offset = u64::try_from(self.printout.offset(position)).ok();
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { offset, message: message.into() });
        }
    }

    fn finish(mut self) -> Option<Output> {
        // Other things have versions too.
        let nothing_of_a_list = self.header.iter().all(|element| element.tag == tag::VERSION) && self.drafts.is_empty();
        let hashes = self.facts.md5.is_some() || self.facts.sha1.is_some();
        if nothing_of_a_list && (self.not_found || self.unreadable || self.facts.length == Some(0)) {
            let unreadable = self.unreadable && !self.not_found && self.facts.length != Some(0);
            return Some(Output::NoList(NoList { kind: self.kind.unwrap_or(ListKind::Unknown), unreadable }));
        }
        if nothing_of_a_list && !hashes && self.facts.length.is_none() {
            return None;
        }
        let records = self.number();
        let length = self.header.iter().find(|element| element.tag == tag::HEADERLENGTH).and_then(Element::number);
        let header = SignedHeader {
            elements: std::mem::take(&mut self.header),
            unread: Vec::new(),
            length: length.and_then(|length| usize::try_from(length).ok()).unwrap_or(0),
        };
        let list = TrustList { header, records, trailing: Vec::new() };
        let holds_tvs = || list.with_role(Role::TVS).next().is_some();
        let kind = self.kind.unwrap_or_else(|| if holds_tvs() { ListKind::Itl } else { ListKind::Unknown });
        self.examine(&list);
        self.problems.sort_by_key(|problem| problem.offset);
        Some(Output::List(Box::new(TrustListTranscript { kind, list, facts: self.facts, problems: self.problems })))
    }

    /// The records by their printed numbers; one whose heading is missing gets the number that fits, and one that is missing is empty.
    fn number(&mut self) -> Vec<Record> {
        let drafts = std::mem::take(&mut self.drafts);
        let printed: BTreeSet<usize> = drafts.iter().filter_map(|draft| draft.number).collect();
        let mut placed: BTreeMap<usize, Draft> = BTreeMap::new();
        let mut before = 0;
        for (index, draft) in drafts.iter().enumerate() {
            let free = |number: &usize| {
                (1..=MOST_RECORDS).contains(number) && !printed.contains(number) && !placed.contains_key(number)
            };
            let after = || drafts.get(index + 1)?.number?.checked_sub(1);
            let fitting = || {
                Some(before + 1).filter(free).or_else(|| after().filter(free)).or_else(|| (1..=MOST_RECORDS).find(free))
            };
            let Some(number) = draft.number.or_else(fitting) else { continue };
            if draft.number.is_none() {
                self.say(draft.start, format!("The heading of a record is missing; it is taken for record {number}."));
            }
            before = number;
            match placed.entry(number) {
                Entry::Vacant(place) => {
                    place.insert(draft.clone());
                }
                Entry::Occupied(mut place) => {
                    if place.get_mut().merge(draft) {
                        let message =
                            format!("Record {number} stands a second time, and differs: the text may hold two lists.");
                        self.say(draft.start, message);
                    }
                }
            }
        }
        let signed = placed.iter().filter(|(_, draft)| draft.signed == Some(true));
        self.facts.signed_by = signed.map(|(number, _)| *number).collect();
        let highest = placed.keys().next_back().copied().unwrap_or(0);
        let mut records = Vec::new();
        for number in 1..=highest {
            let draft = placed.remove(&number).unwrap_or_default();
            let record = Record { offset: 0, elements: draft.elements, unread: Vec::new() };
            if !record.elements.is_empty() {
                self.examine_record(number, &record, draft.start);
            }
            records.push(record);
        }
        self.say_missing(&records);
        records
    }
}

impl Draft {
    /// Takes in what stands of the same record elsewhere in the text: the fuller of both is used. Says whether they differ.
    fn merge(&mut self, again: &Self) -> bool {
        let differs = again.elements.iter().any(|element| {
            let same_tag = self.elements.iter().find(|earlier| earlier.tag == element.tag);
            same_tag.is_some_and(|earlier| earlier.is_known() && element.is_known() && earlier != element)
        });
        self.signed = self.signed.or(again.signed);
        if again.elements.len() > self.elements.len() {
            self.elements.clone_from(&again.elements);
            self.start = again.start;
        }
        differs
    }
}
