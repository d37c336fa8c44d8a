//! What a phone asks for, by its name: what comes out of a capture, and what is only listed.

use crate::text::{shorten, visible_bytes};

/// Characters of a name that are shown.
const LONGEST_NAME: usize = 200;

/// Ends of the names of firmware, ring tones and pictures: of no interest to anybody who asks about trust.
const LISTED_ONLY: &[&str] = &[
    ".bin", ".sbn", ".sebn", ".sb2", ".zup", ".zz", ".img", ".pkg", ".raw", ".rwb", ".pcm", ".wav", ".mp3", ".ogg",
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ico", ".css", ".js", ".woff", ".woff2",
];

/// Ends of the names of files that are of interest from wherever they come.
const WANTED: &[&str] =
    &[".tlv", ".sgn", ".xml", ".pem", ".cer", ".crt", ".der", ".p7b", ".p7c", ".csr", ".loads", ".cnf"];

/// The name that a request gives, without the slash that begins a path, safe to show.
pub(super) fn shown(name: &[u8]) -> String {
    let name = name.strip_prefix(b"/").unwrap_or(name);
    let name = visible_bytes(name);
    if name.is_empty() { "/".to_owned() } else { shorten(&name, LONGEST_NAME).into_owned() }
}

/// Whether a file with this name comes out of the capture, if it is small. A file server of CUCM holds files for phones alone;
/// from other servers only files come out that tell by their name that they are for phones, or that hold certificates.
pub(super) fn is_wanted(name: &str, from_file_server: bool) -> bool {
    let name = without_query(name).to_ascii_lowercase();
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if from_file_server { !ends_with(LISTED_ONLY) } else { ends_with(WANTED) }
}

/// The name without what follows a question mark.
pub(super) fn without_query(name: &str) -> &str {
    name.split(['?', '#']).next().unwrap_or(name)
}

/// The name of something that comes out: what is said of it goes in before the ending, so that it still tells what the file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    stem: String,
    ending: String,
}

impl Name {
    /// The name of a file: its ending begins at the first full stop behind the folders.
    pub(super) fn of_file(name: &str) -> Self {
        let name = without_query(name);
        let base = name.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
        let stop = name.get(base..).and_then(|name| name.find('.')).map_or(name.len(), |stop| base + stop);
        let (stem, ending) = name.split_at_checked(stop).unwrap_or((name, ""));
        Self { stem: stem.to_owned(), ending: ending.to_owned() }
    }

    /// The name of something else.
    pub(super) fn plain(name: String) -> Self {
        Self { stem: name, ending: String::new() }
    }

    /// The whole name, with a remark unless that is empty.
    pub(super) fn with(&self, remark: &str) -> String {
        let Self { stem, ending } = self;
        if remark.is_empty() { format!("{stem}{ending}") } else { format!("{stem} ({remark}){ending}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firmware_and_ring_tones_are_only_listed() {
        for (name, from_file_server, wanted) in [
            ("ITLSEP001122334455.tlv", true, true),
            ("ITLSEP001122334455.tlv", false, true),
            ("SEP001122334455.cnf.xml.sgn", false, true),
            ("English_United_States/be-sip.jar", true, true),
            ("term88.default.loads", true, true),
            ("rootfs88xx.12-8-1.SBN", true, false),
            ("Analog1.rwb", true, false),
            ("index.html", false, false),
            ("ccmcip/xmldirectory.jsp?name=SEP001122334455.xml", false, false),
            ("list.xml?version=1", false, true),
        ] {
            assert_eq!(is_wanted(name, from_file_server), wanted, "{name} {from_file_server}");
        }
    }

    #[test]
    fn remarks_leave_the_ending_where_it_is() {
        for (name, remarked) in [
            ("SEP001122334455.cnf.xml.sgn", "SEP001122334455 (x).cnf.xml.sgn"),
            ("v1.2/ITLFile.tlv?a=b", "v1.2/ITLFile (x).tlv"),
            ("RINGLIST", "RINGLIST (x)"),
        ] {
            assert_eq!(Name::of_file(name).with("x"), remarked);
        }
        assert_eq!(Name::plain("TLS 192.0.2.1:5061 server".to_owned()).with("x"), "TLS 192.0.2.1:5061 server (x)");
    }

    #[test]
    fn names_are_safe_to_show() {
        assert_eq!(shown(b"/ITLFile.tlv"), "ITLFile.tlv");
        assert_eq!(shown(b"/"), "/");
        assert_eq!(shown("a\u{202e}\n".as_bytes()), "a\\u{202e}\\n");
        assert!(shown(&[b'a'; 5000]).len() < 300);
    }
}
