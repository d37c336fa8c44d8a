//! The XML of configuration files: read by `roxmltree`, which asks for more than phones do.
//!
//! CUCM writes `xsi:type` without declaring `xsi`, and files made by hand have stray ampersands. Such places are replaced by as many
//! other bytes, so that offsets stay right; of a file that is broken otherwise, what stands before the fault is read.

use super::super::certificate::Remark;
use roxmltree::{Document, Error, Node, ParsingOptions, TextPos};

/// The outermost element of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// `<device>`: the file of one phone.
    Device,
    /// `<Default>`: what phones get that have no file of their own.
    Default,
}

/// Bytes of the largest file that is read; real ones have some 20,000.
const LARGEST: usize = 2 * 1024 * 1024;

/// Elements, texts and comments at most.
const NODES: u32 = 200_000;

/// Bytes in which the outermost element is looked for.
const LOOKED_AT: usize = 16 * 1024;

/// Faults that are worked around in one file, before the rest is given up.
const WORKED_AROUND: usize = 12;

/// The outermost element, if it is one of a phone's configuration.
#[must_use]
pub fn root(bytes: &[u8]) -> Option<Root> {
    let start = bytes.get(..LOOKED_AT.min(bytes.len()))?;
    let text = String::from_utf8_lossy(start);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // Declarations and comments may stand before the outermost element.
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->")? + 3,
            _ if rest.starts_with("<?") => rest.find("?>")? + 2,
            _ if rest.starts_with("<!") => rest.find('>')? + 1,
            _ => break,
        };
        rest = rest.get(end..)?.trim_start();
    }
    let name = rest.strip_prefix('<')?.split(|next: char| next.is_whitespace() || next == '>' || next == '/').next()?;
    match name {
        "device" => Some(Root::Device),
        // Other programs have such files too.
        "Default" if text.contains("<callManagerGroup") => Some(Root::Default),
        _ => None,
    }
}

/// Reads a document and hands its outermost element on; says what could not be read.
pub(super) fn with_document(bytes: &[u8], remarks: &mut Vec<Remark>, then: impl FnOnce(Node<'_, '_>)) {
    if bytes.len() > LARGEST {
        let message =
            format!("the file is larger than {LARGEST} bytes, which no phone's configuration is; it is not read");
        remarks.push(Remark::new(0, message));
        return;
    }
    let mut text = decode(bytes, remarks);
    // Where the text begins in the file: behind a byte order mark, which is no part of a document.
    let skipped = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
    text.drain(..skipped);
    for _ in 0..WORKED_AROUND {
        let error = match Document::parse_with_options(&text, options()) {
            Ok(document) => return then(document.root_element()),
            Err(error) => error,
        };
        if let Some((fixed, remark)) = repaired(&text, &error) {
            remarks.extend(remark.map(|(offset, message)| Remark::new(offset + skipped, message)));
            text = fixed;
            continue;
        }
        let fault = Fault::of(&text, &error);
        remarks.push(Remark::new(fault.offset + skipped, fault.message));
        if fault.before_is_read {
            salvage(&text, fault.offset, then);
        }
        return;
    }
    remarks.push(Remark::new(0, "the file has too many faults to be read"));
}

fn options<'input>() -> ParsingOptions<'input> {
    ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() }
}

/// UTF-8; bytes that are none, as files in Latin-1 have them, become question marks of the same length.
fn decode(bytes: &[u8], remarks: &mut Vec<Remark>) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut first_fault = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first_fault = first_fault.or(Some(text.len()));
            text.extend(chunk.invalid().iter().map(|_| '?'));
        }
    }
    let message = "the file is not UTF-8; bytes that are no text are read as \"?\"";
    remarks.extend(first_fault.map(|offset| Remark::new(offset, message)));
    text
}

/// The text without one fault that phones do not mind, if it is such a fault; and what is to be said of it.
fn repaired(text: &str, error: &Error) -> Option<(String, Option<(usize, String)>)> {
    match error {
        // As CUCM writes it: nothing to be said.
        Error::UnknownNamespace(prefix, _) => {
            let declared = format!("{prefix}:");
            let plain = format!("{prefix}_");
            let fixed = [" ", "<", "</", "\n", "\t"].iter().fold(text.to_owned(), |text, before| {
                text.replace(&format!("{before}{declared}"), &format!("{before}{plain}"))
            });
            (fixed != text).then_some((fixed, None))
        }
        Error::UnknownEntityReference(_, position) | Error::MalformedEntityReference(position) => {
            let from = offset_at(text, *position);
            // The position is that of the ampersand or right behind it.
            let ampersand = text.get(..(from + 1).min(text.len()))?.rfind('&')?;
            let mut fixed = text.to_owned();
            fixed.replace_range(ampersand..=ampersand, "+");
            let message = "an ampersand stands here that is no entity; it has to be written as &amp;";
            Some((fixed, Some((ampersand, message.to_owned()))))
        }
        _ => None,
    }
}

/// Reads what stands before a fault: whole elements, and those that are open there as if they ended there.
fn salvage(text: &str, fault: usize, then: impl FnOnce(Node<'_, '_>)) {
    let Some(before) = text.get(..fault).or_else(|| text.get(..floor(text, fault))) else { return };
    let Some(end) = before.rfind('>') else { return };
    let mut kept = before.get(..=end).unwrap_or_default().to_owned();
    let open = open_elements(&kept);
    for name in open.iter().rev() {
        kept.push_str("</");
        kept.push_str(name);
        kept.push('>');
    }
    if let Ok(document) = Document::parse_with_options(&kept, options()) {
        then(document.root_element());
    }
}

/// The elements that are open at the end of a text, the outermost first.
fn open_elements(text: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        rest = rest.get(start + 1..).unwrap_or_default();
        let end = if rest.starts_with("!--") {
            rest.find("-->").map(|end| end + 2)
        } else if rest.starts_with("![CDATA[") {
            rest.find("]]>").map(|end| end + 2)
        } else {
            rest.find('>')
        };
        let Some(end) = end else { break };
        let tag = rest.get(..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        let name = |tag: &str| tag.split(|next: char| next.is_whitespace() || next == '/').next().map(str::to_owned);
        if let Some(closing) = tag.strip_prefix('/') {
            if open.last().map(String::as_str) == Some(closing.trim()) {
                open.pop();
            }
        } else if !tag.starts_with(['!', '?']) && !tag.ends_with('/') {
            open.extend(name(tag));
        }
    }
    open
}

/// What makes a document unreadable.
struct Fault {
    /// Where, in bytes.
    offset: usize,
    /// What, as a sentence without a full stop.
    message: String,
    /// Whether what stands before can be read.
    before_is_read: bool,
}

impl Fault {
    fn of(text: &str, error: &Error) -> Self {
        let refused = |message: &str| Self { offset: 0, message: message.to_owned(), before_is_read: false };
        match error {
            Error::DtdDetected => {
                refused("the file has a document type definition, which no phone's configuration has; it is not read")
            }
            Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
                refused("the file has more elements than any phone's configuration; it is not read")
            }
            Error::UnclosedRootNode | Error::UnexpectedEndOfStream | Error::NoRootNode => Self {
                offset: text.len(),
                message: "the XML ends before its elements do: the file was cut; what is there is read".to_owned(),
                before_is_read: true,
            },
            other => {
                let position = other.pos();
                let what = crate::text::visible(&other.to_string()).into_owned();
                // The library ends its sentences with the position, which is given by line and byte here.
                let what = what.rsplit_once(" at ").map_or(what.as_str(), |(what, _)| what);
                let message = format!("the XML is broken in line {}: {what}; what stands before is read", position.row);
                Self { offset: offset_at(text, position), message, before_is_read: true }
            }
        }
    }
}

/// A position of line and column, both counted from 1, in bytes.
fn offset_at(text: &str, position: TextPos) -> usize {
    let line = usize::try_from(position.row).unwrap_or(usize::MAX).saturating_sub(1);
    let column = usize::try_from(position.col).unwrap_or(usize::MAX).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.len(), |(offset, _)| offset)
}

/// The last place at or before `offset` where a character begins.
fn floor(text: &str, mut offset: usize) -> usize {
    offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
