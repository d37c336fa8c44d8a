//! `show itl` and `show ctl` of fixtures (formats.md, section 8.1), and what terminals and people do to the text.

use std::fmt::Write as _;
use trustlens_core::Timestamp;
use trustlens_core::lab::transcript::show_trust_list;
use trustlens_core::report::ListKind;

pub use trustlens_core::lab::transcript::role_words as words;

/// The line by which the pager asks to go on.
pub const PAGING: &str = "Press <enter> for 1 line, <space> for one page, or <q> to quit";

/// Seconds since 1970 of 2026-11-02T09:14:27Z, the time of every file that is shown.
const MODIFIED: i64 = 1_793_610_867;

/// What the command prints of a file, from its prompt to the next.
#[must_use]
pub fn show(file: &[u8], kind: ListKind) -> Vec<u8> {
    show_trust_list(file, kind, Timestamp::from_unix(MODIFIED))
}

/// Breaks lines as a terminal of so many columns does, in the middle of words. Its tabs have become blanks, and blanks at the ends of
/// lines are gone, as they are when text is copied from a window.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let characters: Vec<char> = expand(line).chars().collect();
        for part in characters.chunks(columns.max(1)) {
            let part: String = part.iter().collect();
            let _ = writeln!(wrapped, "{}", part.trim_end());
        }
        if characters.is_empty() {
            wrapped.push('\n');
        }
    }
    wrapped
}

/// A line with blanks in place of tabs.
fn expand(line: &str) -> String {
    let mut expanded = String::new();
    let mut column = 0;
    for character in line.chars() {
        let width = if character == '\t' { 8 - column % 8 } else { 1 };
        expanded.extend(std::iter::repeat_n(if character == '\t' { ' ' } else { character }, width));
        column += width;
    }
    expanded
}

/// Puts the line of the pager after every so many lines; with `erased`, as a terminal that writes over it logs it.
#[must_use]
pub fn page(text: &str, rows: usize, erased: bool) -> String {
    let mut paged = String::new();
    for (number, line) in (1..).zip(text.lines()) {
        let _ = writeln!(paged, "{line}");
        if number % rows.max(1) == 0 {
            paged.push_str(PAGING);
            paged.push_str(if erased {
                "\r                                                               \r"
            } else {
                "\n"
            });
        }
    }
    paged
}

/// Quotes every line as mail programs do.
#[must_use]
pub fn quote(text: &str) -> String {
    text.lines().fold(String::new(), |mut quoted, line| {
        let _ = writeln!(quoted, "> {line}");
        quoted
    })
}
