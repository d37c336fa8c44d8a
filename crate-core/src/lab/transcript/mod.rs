//! What CUCM's command line prints of certificates and trust lists (formats.md, section 8): one file an output.
//!
//! Each output begins with the prompt and the command, and ends with the next prompt, so that several may follow one another as they do in
//! a session.

mod certificate;
mod certificate_list;
mod certificate_new;
mod certificate_old;
mod security_mode;
#[cfg(test)]
mod tests;
mod trust_list;

pub use certificate::show_certificate;
pub use certificate_list::{ListedAs, ListedCertificate, ListedStore, show_certificate_list};
pub use security_mode::show_security_mode;
pub use trust_list::{role_words, show_trust_list, show_trust_list_missing};

use crate::report::ListKind;

/// What the command line waits with for the next command.
const PROMPT: &str = "admin:";

/// What the command calls a list. A list of an unknown kind is taken for an ITL.
fn list_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Ctl => "CTL",
        ListKind::Itl | ListKind::Unknown => "ITL",
    }
}
