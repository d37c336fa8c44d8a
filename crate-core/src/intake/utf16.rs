//! Text in UTF-16, as Windows saves what was redirected into a file.

use super::allowance::wide;
use super::{Allowance, Candidate, Member, Recognised, of_all};
use crate::report::InputKind;

/// The order of the two bytes of a code unit.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

/// Bytes that are looked at where no mark tells.
const LOOKED_AT: usize = 1024;

/// Recognises text in UTF-16 and passes it on in UTF-8.
pub(super) fn detect(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Option<Recognised> {
    let (order, text) = match candidate.bytes {
        [0xff, 0xfe, rest @ ..] => (Order::Little, rest),
        [0xfe, 0xff, rest @ ..] => (Order::Big, rest),
        bytes => (without_mark(bytes)?, bytes),
    };
    // UTF-8 takes at most three bytes for two.
    if wide(text.len()).saturating_mul(3) / 2 > allowance.bytes || allowance.members == 0 {
        return None;
    }
    let (pairs, rest) = text.as_chunks();
    let units = pairs.iter().map(|pair| match order {
        Order::Little => u16::from_le_bytes(*pair),
        Order::Big => u16::from_be_bytes(*pair),
    });
    let mut wrong = rest.len();
    let mut controls = 0;
    let read = char::decode_utf16(units).map(|character| {
        let character = character.unwrap_or_else(|_| {
            wrong += 1;
            char::REPLACEMENT_CHARACTER
        });
        controls += usize::from(character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{1b}'));
        character
    });
    let decoded: String = read.collect();
    // The mark alone is only two bytes, which also begin other files.
    if decoded.is_empty() || (wrong + controls) * 50 > pairs.len() {
        return None;
    }
    allowance.take_bytes(wide(decoded.len()));
    allowance.members -= 1;
    let member = Member { name: format!("{} as UTF-8", candidate.name), bytes: decoded.into_bytes(), origin: None };
    let mut recognised = Recognised::new(InputKind::Archive, "text in UTF-16, read as UTF-8");
    if wrong > 0 {
        recognised.problems.push(of_all("some of its bytes are no UTF-16: it was cut or damaged"));
    }
    recognised.members.push(member);
    Some(recognised)
}

/// The order in which text of mostly ASCII without a mark is written: then every second byte is zero.
fn without_mark(bytes: &[u8]) -> Option<Order> {
    let (pairs, _) = bytes.get(..LOOKED_AT).unwrap_or(bytes).as_chunks();
    if pairs.len() < 16 {
        return None;
    }
    let plain = |byte: u8| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    let most = |is_plain: &dyn Fn(&[u8; 2]) -> bool| {
        pairs.iter().filter(|pair| is_plain(pair)).count() * 20 >= pairs.len() * 19
    };
    if most(&|[low, high]| *high == 0 && plain(*low)) {
        Some(Order::Little)
    } else if most(&|[high, low]| *high == 0 && plain(*low)) {
        Some(Order::Big)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<(String, Recognised)> {
        let recognised = detect(&Candidate { name: "paste.txt", bytes, passwords: &[] }, &mut Allowance::default())?;
        let text = String::from_utf8(recognised.members[0].bytes.clone()).unwrap();
        Some((text, recognised))
    }

    fn little(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn both_orders_with_and_without_mark() {
        let text = "admin:show itl\r\nThe checksum value of the ITL file:\r\n";
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in
            [[&[0xff, 0xfe][..], &little(text)].concat(), [&[0xfe, 0xff][..], &big].concat(), little(text), big]
        {
            let (read, recognised) = read(&bytes).unwrap();
            assert_eq!(read, text);
            assert_eq!(recognised.members[0].name, "paste.txt as UTF-8");
            assert!(recognised.problems.is_empty());
        }
    }

    #[test]
    fn what_is_cut_is_said_and_what_is_none_is_left_alone() {
        let mut cut = [&[0xff, 0xfe][..], &little(&"Zürich 東京 🔑 and so on ".repeat(4))].concat();
        cut.push(b'x');
        let (text, recognised) = read(&cut).unwrap();
        assert!(text.starts_with("Zürich 東京 🔑") && recognised.problems.len() == 1);
        assert!(read(&[0xff, 0xfe]).is_none());
        assert!(read(&[0xff, 0xfe, 0x00, 0xd8, 0x00, 0xd8]).is_none());
        assert!(read(b"plain text that is long enough to be looked at in pairs").is_none());
        assert!(read(&[0; 64]).is_none());
    }
}
