//! Hashes as phones print them: pairs of digits with blanks or colons between, or none.

/// Digits of MD5, SHA-1, SHA-256 and SHA-512.
const LENGTHS: [usize; 4] = [32, 40, 64, 128];

/// The hash at the beginning of a text, in lower-case hexadecimal. What stands behind it does not matter.
pub(super) fn read(text: &str) -> Option<String> {
    let mut digits = String::new();
    for character in text.chars() {
        match character {
            _ if character.is_ascii_hexdigit() => digits.push(character.to_ascii_lowercase()),
            ' ' | ':' | '-' | '\t' => {}
            _ => break,
        }
        if digits.len() > 128 {
            return None;
        }
    }
    LENGTHS.contains(&digits.len()).then_some(digits)
}

/// The hash that a number of digits is of.
pub(super) fn name(digits: &str) -> &'static str {
    match digits.len() {
        32 => "MD5",
        40 => "SHA-1",
        64 => "SHA-256",
        _ => "SHA-512",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read_as_phones_print_them() {
        // The SHA-1 of the alarm in Cisco doc 214535 has the form of the first; formats.md, section 9, has MD5 and SHA-1 on screens.
        let sha1 = "1ba1c907e99e4d3c539dc81424af6c9f7dce4d6d";
        assert_eq!(read("1B A1 C9 07 E9 9E 4D 3C 53 9D C8 14 24 AF 6C 9F 7D CE 4D 6D ").as_deref(), Some(sha1));
        assert_eq!(read("1B:A1:C9:07:E9:9E:4D:3C:53:9D:C8:14:24:AF:6C:9F:7D:CE:4D:6D").as_deref(), Some(sha1));
        assert_eq!(read("2e7a6113eadbdae67ffa918d81376902(MD5)").map(|digits| name(&digits)), Some("MD5"));
        assert_eq!(read("Not Installed"), None);
        assert_eq!(read("added"), None);
        assert_eq!(read(&"ab".repeat(500)), None);
    }
}
