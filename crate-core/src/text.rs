//! Text that came from a file, made safe to show.
//!
//! Names in a trust list or a certificate are chosen by whoever made the file. A control character can
//! rewrite a terminal line, a bidirectional override can turn a name around, and a zero-width character can
//! make two different names look alike. [`visible`] spells such characters out, so that what is shown is
//! what is there. Every text that goes from a file into the [report](crate::report) passes through here.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Spells out the characters of `text` that would be invisible or would change the text around them.
///
/// `\n`, `\r` and `\t` become those two-character escapes, everything else of that kind `\u{202e}` (hexadecimal
/// code point). Borrows when nothing had to be changed.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_deceptive) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Like [`visible`], for bytes that should be UTF-8: a byte that is not becomes `\xNN`.
#[must_use]
pub fn visible_bytes(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            push_visible(&mut shown, character);
        }
        for byte in chunk.invalid() {
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    shown
}

/// Bytes as lower-case hexadecimal digits without separators.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// A big-endian number in lower-case hexadecimal digits without zeros in front, as the report writes serial numbers; `0` for zero.
#[must_use]
pub fn minimal_hex(number: &[u8]) -> String {
    let digits = hex(number);
    let minimal = digits.trim_start_matches('0');
    if minimal.is_empty() { "0".to_owned() } else { minimal.to_owned() }
}

/// "1 record", "2 records": a count with its noun, whose plural ends in `s`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// A number with a comma between thousands: `1,204`.
#[must_use]
pub fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Columns that a line takes on a terminal, whose tab stops are eight columns apart.
#[must_use]
pub fn columns(line: &str) -> usize {
    const TAB: usize = 8;
    line.chars().fold(0, |column, character| if character == '\t' { (column / TAB + 1) * TAB } else { column + 1 })
}

/// At most `limit` characters of `text`, with `…` where it was cut.
#[must_use]
pub fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    match text.char_indices().nth(limit) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

fn push_visible(shown: &mut String, character: char) {
    match character {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        _ if is_deceptive(character) => {
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
        }
        _ => shown.push(character),
    }
}

/// Controls, bidirectional marks, zero-width and other default-ignorable characters, line separators, private
/// use and non-characters (Unicode 16, `Default_Ignorable_Code_Point` and `Bidi_Control`).
fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(
            u32::from(character),
            0x00AD              // soft hyphen
                | 0x034F        // combining grapheme joiner
                | 0x061C        // Arabic letter mark
                | 0x115F..=0x1160
                | 0x17B4..=0x17B5
                | 0x180B..=0x180F
                | 0x200B..=0x200F // zero-width characters, left-to-right and right-to-left marks
                | 0x2028..=0x202E // line and paragraph separators, bidirectional embeddings and overrides
                | 0x2060..=0x206F // word joiner, invisible operators, bidirectional isolates
                | 0x2800        // Braille blank
                | 0x3164
                | 0xE000..=0xF8FF // private use
                | 0xFE00..=0xFE0F // variation selectors
                | 0xFEFF        // byte order mark
                | 0xFFA0
                | 0xFFF0..=0xFFFB
                | 0xFFFE..=0xFFFF
                | 0x1BCA0..=0x1BCA3
                | 0x1D173..=0x1D17A
                | 0xE0000..=0xE0FFF // tags and variation selectors
                | 0xF0000..=0x10_FFFF // private use
        )
}

/// The text with a capital at its beginning. What files and hosts are called stays as it is.
#[must_use]
pub fn sentence(text: &str) -> Cow<'_, str> {
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_name = first.trim_end_matches(['.', ',', ';', ':']).contains(['/', '\\', '.', '-', '_']);
    let mut letters = text.chars();
    match letters.next() {
        Some(letter) if letter.is_lowercase() && !is_name => Cow::Owned(letter.to_uppercase().chain(letters).collect()),
        _ => Cow::Borrowed(text),
    }
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn listed(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Things that one sentence names before it only counts.
pub(crate) const NAMED: usize = 8;

/// As [`listed`]; of long lists the beginning: "a, b and 20 more".
#[must_use]
pub fn listed_briefly(items: &[impl AsRef<str>]) -> String {
    let mut named: Vec<String> = items.iter().take(NAMED).map(|item| item.as_ref().to_owned()).collect();
    let more = items.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(format!("{more} more"));
    }
    listed(&named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in ["CN=SAST2048;OU=Voice", "Zürich", "東京", "<b>&\"'", "a b"] {
            assert!(matches!(visible(text), Cow::Borrowed(shown) if shown == text));
        }
    }

    #[test]
    fn deceptive_characters_are_spelled_out() {
        assert_eq!(visible("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(visible("zero\u{200b}width"), "zero\\u{200b}width");
        assert_eq!(visible("line\r\nnext\t\0"), "line\\r\\nnext\\t\\u{0}");
        assert_eq!(visible("\u{1b}[2J\u{9b}2J"), "\\u{1b}[2J\\u{9b}2J");
        assert_eq!(visible("\u{feff}x\u{e0041}"), "\\u{feff}x\\u{e0041}");
    }

    #[test]
    fn bytes_that_are_not_text_are_shown_as_bytes() {
        assert_eq!(visible_bytes(b"ok\xff\xfe!"), "ok\\xff\\xfe!");
        assert_eq!(visible_bytes("\u{202e}\u{fc}".as_bytes()), "\\u{202e}\u{fc}");
    }

    #[test]
    fn sentences_begin_with_a_capital_unless_with_a_name() {
        assert_eq!(sentence("the new CTL is whole."), "The new CTL is whole.");
        assert_eq!(sentence("cucm-pub/ITLFile.tlv is whole."), "cucm-pub/ITLFile.tlv is whole.");
        assert_eq!(sentence("records 1 and 2."), "Records 1 and 2.");
        assert_eq!(sentence("nothing."), "Nothing.");
        assert_eq!(sentence("It is."), "It is.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn counts_and_cuts() {
        assert_eq!(count(1, "record"), "1 record");
        assert_eq!(count(0, "record"), "0 records");
        assert_eq!([0, 999, 1_204, 12_345_678].map(with_commas), ["0", "999", "1,204", "12,345,678"]);
        assert_eq!(shorten("Zürich", 2), "Zü…");
        assert_eq!(shorten("ab", 2), "ab");
        assert_eq!(columns("1\tSIGNERID\t2"), 25);
    }
}
