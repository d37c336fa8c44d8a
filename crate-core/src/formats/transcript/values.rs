//! Values as they were printed: put together where a terminal or a mail broke them, and read.

use crate::formats::tlv::PrintedValue;
use crate::formats::trust_list::Role;
use crate::text::visible;

/// Lines over which one value may be broken.
const MOST_PIECES: usize = 16;

/// Blanks that may be lost where a line was broken: names of hardware tokens hold eight.
const MOST_BLANKS: usize = 16;

/// What stands behind a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'a> {
    /// The text up to what comes next.
    pub(super) text: &'a str,
    /// LENGTH, in bytes.
    pub(super) length: Option<u16>,
    /// Whether nothing follows, or somebody left something out: then lines of the value may be missing.
    pub(super) is_last: bool,
}

impl Raw<'_> {
    /// Whether the end of the line may be missing too.
    fn is_open(self) -> bool {
        self.is_last && !self.text.contains('\n')
    }
}

/// One of the lines over which a value is broken.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// Whether its line is as wide as the terminal: then it was broken in a word, else at a blank.
    is_full: bool,
}

/// A name: the text with the NUL at its end. `is_full` tells whether the line of a byte of the text is as wide as the terminal.
pub(super) fn text(raw: Raw<'_>, is_full: impl Fn(usize) -> bool) -> PrintedValue {
    let pieces = pieces(raw.text, is_full);
    let wanted = raw.length.map(|length| usize::from(length.saturating_sub(1)));
    let with_nul = |mut text: String| {
        text.push('\0');
        PrintedValue::Bytes(text.into_bytes())
    };
    if wanted == Some(0) {
        return with_nul(String::new());
    }
    if pieces.is_empty() {
        return PrintedValue::Nothing;
    }
    let trimmed = trimmed(&pieces);
    // Some programs write no NUL. But a blank that took the place of a line break makes the text as much longer.
    let counts_no_nul = |text: &String| {
        let has_a_blank_more = wanted.is_some_and(|wanted| without_blanks(text, wanted, str::len).is_some());
        raw.length.map(usize::from) == Some(text.len()) && !has_a_blank_more
    };
    if let Some(text) = [&pieces, &trimmed].into_iter().map(|pieces| join(pieces, |_| 0)).find(counts_no_nul) {
        return PrintedValue::Bytes(text.into_bytes());
    }
    if let Some(exact) = wanted.and_then(|wanted| exact(&pieces, wanted)) {
        return with_nul(exact);
    }
    let joined = join(&trimmed, |piece| usize::from(!piece.is_full));
    if raw.is_last { PrintedValue::Words(joined) } else { with_nul(joined) }
}

/// A serial number: hexadecimal bytes with colons between them.
pub(super) fn serial(raw: Raw<'_>) -> PrintedValue {
    let mut digits = String::new();
    for line in raw.text.lines().take(MOST_PIECES) {
        digits.extend(line.chars().filter(|character| !character.is_whitespace()));
        // What follows does not belong to it. Pairs are whole: the last digit may have been broken off.
        if let (Some(length), Some(bytes)) = (raw.length, bytes_of(&digits))
            && bytes.len() == usize::from(length)
            && digits.split(':').all(|pair| pair.len() % 2 == 0 && !pair.is_empty())
        {
            return PrintedValue::Bytes(bytes);
        }
    }
    sure(bytes_of(&digits), raw, &digits)
}

/// Bytes in hexadecimal, with colons between them or without.
fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    if digits.contains(':') {
        digits.split(':').map(byte).collect()
    } else {
        digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok().and_then(byte)).collect()
    }
}

/// SIGNATURE of the header: rows of bytes without leading zeros.
pub(super) fn signature(raw: Raw<'_>) -> PrintedValue {
    let bytes: Option<Vec<u8>> = raw.text.split_whitespace().map(byte).collect();
    match sure(bytes, raw, "") {
        PrintedValue::Words(_) => PrintedValue::Nothing,
        value => value,
    }
}

/// The SHA-1 of CERTIFICATE: twenty bytes, and `(SHA1 Hash HEX)`. Where the column LENGTH is missing, the first byte was taken for it.
pub(super) fn sha1(raw: Raw<'_>) -> Option<[u8; 20]> {
    let hash = raw.text.split('(').next().unwrap_or_default();
    let mut digits: String = hash.chars().filter(|character| !character.is_whitespace() && *character != ':').collect();
    if let Some(first) = raw.length.filter(|_| digits.len() == 38) {
        digits.insert_str(0, &format!("{first:02}"));
    }
    let mut sha1 = [0; 20];
    let decoded = base16ct::mixed::decode(digits.as_bytes(), &mut sha1).ok()?;
    (decoded.len() == 20).then_some(sha1)
}

/// FUNCTION: the code of the words, or the words.
pub(super) fn function(raw: Raw<'_>) -> PrintedValue {
    let lines: Vec<&str> = raw.text.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST_PIECES).collect();
    // A terminal may have broken the words; what follows on later lines may be a remark of somebody.
    let first_lines = (1..=lines.len().min(3)).filter_map(|count| lines.get(..count)).map(|lines| lines.join(" "));
    match first_lines.clone().find_map(|words| Role::of_words(&words)) {
        Some(role) if !raw.is_open() => PrintedValue::Bytes(role.0.to_be_bytes().to_vec()),
        _ => words(&lines.join(" ")),
    }
}

/// IPADDRESS, which CUCM does not print.
pub(super) fn address(raw: Raw<'_>) -> PrintedValue {
    match raw.text.trim().parse() {
        Ok(std::net::IpAddr::V4(address)) if !raw.is_open() => PrintedValue::Bytes(address.octets().to_vec()),
        Ok(std::net::IpAddr::V6(address)) if !raw.is_open() => PrintedValue::Bytes(address.octets().to_vec()),
        _ => words(raw.text),
    }
}

/// The number in the column VALUE. Where one column is missing, a lone number is the value, unless it is the LENGTH of every such
/// row, 2. At the end of a text it may have lost digits, and is not believed.
pub(super) fn number(raw: Raw<'_>) -> Option<u16> {
    let digits = raw.text.trim_start();
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let is_last = raw.is_open() && length == digits.len();
    match digits.get(..length)?.parse() {
        Ok(_) if is_last => None,
        Ok(number) => Some(number),
        Err(_) => raw.length.filter(|length| *length != 2),
    }
}

/// The time at which the file was modified, which ends with the year; `is_ended` when something follows it.
pub(super) fn time(text: &str, is_ended: bool) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(2).collect();
    let is_whole = |time: &String| {
        let year = time.rsplit(' ').next().unwrap_or_default();
        year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit())
    };
    // A narrow terminal may have broken the line, in a word or at a blank.
    let candidates = [lines.first()?.to_string(), lines.concat(), lines.join(" ")];
    let whole = candidates.iter().find(|time| is_whole(time));
    let ends = is_ended || text.contains('\n');
    let time = whole.or_else(|| candidates.first().filter(|_| ends))?;
    Some(visible(time).into_owned())
}

/// Any other value: its words.
pub(super) fn words(text: &str) -> PrintedValue {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { PrintedValue::Nothing } else { PrintedValue::Words(words) }
}

/// Bytes that are as many as LENGTH says, or for which it says nothing; else words.
fn sure(bytes: Option<Vec<u8>>, raw: Raw<'_>, digits: &str) -> PrintedValue {
    match (bytes, raw.length) {
        (Some(bytes), _) if bytes.is_empty() => PrintedValue::Nothing,
        (Some(bytes), Some(length)) if bytes.len() == usize::from(length) => PrintedValue::Bytes(bytes),
        (Some(bytes), None) if !raw.is_last => PrintedValue::Bytes(bytes),
        _ => words(digits),
    }
}

/// A byte of one or two hexadecimal digits.
fn byte(digits: &str) -> Option<u8> {
    let is_byte = (1..=2).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u8::from_str_radix(digits, 16).ok().filter(|_| is_byte)
}

/// The lines of a value that are not blank. Blanks at the beginning of a line that goes on may belong to the value.
fn pieces(text: &str, is_full: impl Fn(usize) -> bool) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut position = 0;
    for line in text.split('\n') {
        let text = if pieces.is_empty() { line.trim() } else { line.trim_end() };
        if !text.is_empty() && pieces.len() < MOST_PIECES {
            pieces.push(Piece { text, is_full: is_full(position) });
        }
        position += line.len() + 1;
    }
    pieces
}

/// The pieces with some blanks behind each but the last.
fn join(pieces: &[Piece<'_>], mut blanks: impl FnMut(&Piece<'_>) -> usize) -> String {
    let mut joined = String::new();
    let last = pieces.len().saturating_sub(1);
    for (index, piece) in pieces.iter().enumerate() {
        joined.push_str(piece.text);
        if index < last {
            joined.extend(std::iter::repeat_n(' ', blanks(piece)));
        }
    }
    joined
}

/// The value that has as many bytes as wanted, or as many characters where the text was saved in another encoding than it was made.
fn exact(pieces: &[Piece<'_>], wanted: usize) -> Option<String> {
    let in_bytes: fn(&str) -> usize = str::len;
    let in_characters: fn(&str) -> usize = |text| text.chars().count();
    let trimmed = trimmed(pieces);
    [in_bytes, in_characters]
        .into_iter()
        .find_map(|size| exact_by(pieces, wanted, size).or_else(|| exact_by(&trimmed, wanted, size)))
}

/// The pieces without the blanks at their beginnings: text was indented after it was broken.
fn trimmed<'a>(pieces: &[Piece<'a>]) -> Vec<Piece<'a>> {
    pieces.iter().map(|piece| Piece { text: piece.text.trim(), ..*piece }).collect()
}

fn exact_by(pieces: &[Piece<'_>], wanted: usize, size: fn(&str) -> usize) -> Option<String> {
    let mut total = 0;
    for (count, piece) in (1..).zip(pieces) {
        total += size(piece.text);
        if total == wanted {
            // What follows does not belong to it.
            return Some(join(pieces.get(..count)?, |_| 0));
        }
        if total > wanted {
            return without_blanks(&join(pieces.get(..count)?, |_| 0), wanted, size);
        }
    }
    let breaks = pieces.len().saturating_sub(1);
    match wanted.checked_sub(total) {
        Some(missing) if breaks == 1 && missing <= MOST_BLANKS => Some(join(pieces, |_| missing)),
        Some(missing) if missing <= breaks => Some(with_blanks(pieces, missing)),
        _ => None,
    }
}

/// The pieces with blanks at some of the breaks: first at those of lines that are not full.
fn with_blanks(pieces: &[Piece<'_>], blanks: usize) -> String {
    let short = pieces.iter().take(pieces.len().saturating_sub(1)).filter(|piece| !piece.is_full).count();
    let (mut at_short, mut at_full) = (blanks.min(short), blanks.saturating_sub(short));
    join(pieces, |piece| {
        let left = if piece.is_full { &mut at_full } else { &mut at_short };
        let blank = usize::from(*left > 0);
        *left -= blank;
        blank
    })
}

/// The text without the blanks that stand where a broken line was put into one: behind separators, or all there are.
fn without_blanks(text: &str, wanted: usize, size: fn(&str) -> usize) -> Option<String> {
    let mut behind_separators = String::with_capacity(text.len());
    for character in text.chars() {
        let separated = behind_separators.ends_with([';', ',']);
        if !(separated && character.is_whitespace()) {
            behind_separators.push(character);
        }
    }
    let everywhere: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    [behind_separators, everywhere].into_iter().find(|text| size(text) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str, length: Option<u16>) -> Raw<'_> {
        Raw { text, length, is_last: false }
    }

    /// The text that is made of a broken name; `full` tells which line is as wide as the terminal.
    fn name(broken: &str, length: u16, full: bool) -> String {
        let PrintedValue::Bytes(bytes) = text(raw(broken, Some(length)), |_| full) else { panic!("{broken}") };
        String::from_utf8(bytes).unwrap().trim_end_matches('\0').to_owned()
    }

    #[test]
    fn names_are_put_together_as_their_length_says() {
        assert_eq!(name("\tCN=a;ST=New\n Zealand", 20, false), "CN=a;ST=New Zealand");
        assert_eq!(name("CN=long\n\nname;O=x", 16, true), "CN=longname;O=x");
        assert_eq!(name("CN=a;L=Krakow; ST=b\nhello everybody", 19, false), "CN=a;L=Krakow;ST=b");
        assert_eq!(name("cn=\"SAST-ADN0\n\";ou=x", 28, false), "cn=\"SAST-ADN0        \";ou=x");
        assert_eq!(name("CN=a b\nc d\ne f", 15, true), "CN=a b c d e f");
        assert_eq!(name("CN=ab\ncd\nef", 10, false), "CN=abcdef");
        assert_eq!(name("CN=ab\n cd\nef", 11, true), "CN=ab cdef", "the blank stands at the beginning of a line");
        assert_eq!(name("O=Müller", 9, true), "O=Müller", "a length in Latin-1");
        assert_eq!(name("", 1, true), "");
        assert_eq!(name("CN=abc\nd", 7, true), "CN=abcd", "written without NUL");
    }

    #[test]
    fn a_name_that_may_be_cut_is_only_words() {
        let cut = Raw { text: "CN=cucm-p", length: Some(20), is_last: true };
        assert_eq!(text(cut, |_| false), PrintedValue::Words("CN=cucm-p".to_owned()));
        assert_eq!(text(raw("", Some(2)), |_| false), PrintedValue::Nothing);
    }

    #[test]
    fn bytes_are_counted() {
        assert_eq!(serial(raw("70:CA:F\n6:4e", Some(4))), PrintedValue::Bytes(vec![0x70, 0xca, 0xf6, 0x4e]));
        let last = Raw { is_last: true, ..raw("70:CA\n\tITL Rec", Some(2)) };
        assert_eq!(serial(last), PrintedValue::Bytes(vec![0x70, 0xca]), "what follows does not belong to it");
        assert_eq!(serial(raw("70:C\nA", Some(2))), PrintedValue::Bytes(vec![0x70, 0xca]));
        assert_eq!(serial(raw("70CA", None)), PrintedValue::Bytes(vec![0x70, 0xca]));
        assert_eq!(serial(raw("70:CA", Some(4))), PrintedValue::Words("70:CA".to_owned()));
        assert_eq!(signature(raw("5  c\n\t9e 0", Some(4))), PrintedValue::Bytes(vec![5, 12, 0x9e, 0]));
        assert_eq!(signature(raw("5  c", Some(4))), PrintedValue::Nothing);
        let hash = "14 34 3C F6 B0 1B DA 36 FF D3 18 64 2C 9B A8 D3 56 52 0\nC 6C (SHA1 Hash HEX)";
        assert_eq!(sha1(raw(hash, Some(908))).map(|sha1| sha1[19]), Some(0x6c));
        assert_eq!(sha1(raw(&hash[3..], Some(14))).map(|sha1| sha1[0]), Some(0x14), "without the column LENGTH");
        assert_eq!(sha1(raw("14 34", Some(908))), None);
    }

    #[test]
    fn roles_numbers_and_addresses() {
        let code = |text: &str| function(raw(text, Some(2)));
        assert_eq!(code("\tSystem Administrator\n Security Token"), PrintedValue::Bytes(vec![0, 0]));
        assert_eq!(code("CCM+TFTP\nlook at this"), PrintedValue::Bytes(vec![0, 2]));
        assert_eq!(code("Phone  VPN"), PrintedValue::Words("Phone VPN".to_owned()));
        assert_eq!(number(raw("\t1294\n", Some(2))), Some(1294));
        assert_eq!(number(raw("\n", Some(1294))), Some(1294), "one column is missing");
        assert_eq!(number(raw("\n", Some(2))), None);
        assert_eq!(number(Raw { text: " 12", length: Some(2), is_last: true }), None);
        assert_eq!(time(" Mon Nov 02 09:14:27 UTC 20\n26\n\nx", true).as_deref(), Some("Mon Nov 02 09:14:27 UTC 2026"));
        assert_eq!(time("Mon Nov 02 09:1", false), None);
        assert_eq!(address(raw(" 192.0.2.7 ", Some(4))), PrintedValue::Bytes(vec![192, 0, 2, 7]));
        assert_eq!(address(raw("\n", Some(4))), PrintedValue::Nothing);
    }
}
