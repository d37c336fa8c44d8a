//! Which list a phone holds, going by the checksum that it shows (formats.md, section 9).

use crate::case::held_list::lists_with_hash;
use crate::case::input::Input;
use crate::report::ChecksumAnswer;
use crate::text::listed_briefly;
use std::fmt::Write as _;

/// A checksum as people write it – with colons, blanks, capitals – in lower-case hexadecimal. None where it is not of one of the lengths of
/// MD5, SHA-1, SHA-256 and SHA-512, or holds anything else.
#[must_use]
pub fn read_checksum(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|character| !matches!(character, ':' | '-' | '.') && !character.is_whitespace())
        .take(129)
        .collect();
    let is_hex = digits.chars().all(|character| character.is_ascii_hexdigit());
    (is_hex && name_of(&digits).is_some()).then(|| digits.to_ascii_lowercase())
}

/// The hash that a checksum is, by its length.
fn name_of(checksum: &str) -> Option<&'static str> {
    match checksum.len() {
        32 => Some("MD5"),
        40 => Some("SHA-1"),
        64 => Some("SHA-256"),
        128 => Some("SHA-512"),
        _ => None,
    }
}

/// Which lists of the case have a checksum, as [`read_checksum`] reads it; none where it is not one.
pub(crate) fn answer(inputs: &[Input], text: &str) -> Option<ChecksumAnswer> {
    let checksum = read_checksum(text)?;
    let hash = name_of(&checksum)?;
    let lists = lists_with_hash(inputs, &checksum);
    let names = |ids: &[usize]| {
        let of = |id: &usize| inputs.iter().find(|input| input.id == *id).map(|input| input.short_name().to_owned());
        listed_briefly(&ids.iter().filter_map(of).collect::<Vec<_>>())
    };
    let unprinted: Vec<usize> =
        inputs.iter().filter(|input| prints_no(input, &checksum)).map(|input| input.id).collect();
    let mut text = if lists.is_empty() {
        format!("No list here has this {hash}: what shows it holds another list than any of these.")
    } else {
        format!("This is the {hash} of {}.", names(&lists))
    };
    if lists.is_empty() {
        if !unprinted.is_empty() {
            let _ = write!(text, " (Whether {} has it is not known: no {hash} is printed there.)", names(&unprinted));
        }
        text.push_str(
            " Fetch the list from the phone's TFTP server and compare it too. If that has another checksum as well, restart the phone, so that it asks for the list again, \
             and look at its status messages.",
        );
    }
    Some(ChecksumAnswer { checksum, hash: hash.to_owned(), lists, text })
}

/// Whether an input is the printout of a list that does not print this hash of it.
fn prints_no(input: &Input, checksum: &str) -> bool {
    let printed = input.trust_list().and_then(|list| list.transcript.as_ref());
    printed.is_some_and(|printed| match checksum.len() {
        32 => printed.md5.is_none(),
        40 => printed.sha1.is_none(),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_as_people_write_them() {
        let md5 = "5557f33920a9ad6e21267494cdd2f384";
        assert_eq!(read_checksum(md5).as_deref(), Some(md5));
        assert_eq!(read_checksum(" 55:57:F3:39:20:A9:AD:6E:21:26:74:94:CD:D2:F3:84\n").as_deref(), Some(md5));
        assert_eq!(read_checksum("5557f339 20a9ad6e 21267494 cdd2f384").as_deref(), Some(md5));
        for not_one in
            ["", "5557", "5557f33920a9ad6e21267494cdd2f38", "xyz7f33920a9ad6e21267494cdd2f384", &"a".repeat(500)]
        {
            assert_eq!(read_checksum(not_one), None, "{not_one}");
        }
    }
}
