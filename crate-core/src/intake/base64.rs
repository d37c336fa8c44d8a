//! Bare base64: what remains of a file after it went through a mail or a ticket.

use super::{Allowance, Candidate, Member, Recognised};
use crate::formats::pem;
use crate::report::InputKind;
use crate::text::count;

/// Recognises an input that is base64 from end to end and unwraps it.
pub(super) fn detect(candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    let Candidate { name, bytes, .. } = *candidate;
    let decoded = pem::bare_base64(bytes)?;
    let description = format!("base64 of {}", count(decoded.len(), "byte"));
    let base = name.strip_suffix(".b64").or_else(|| name.strip_suffix(".base64")).unwrap_or(name);
    let member = Member { name: format!("{base} (decoded)"), bytes: decoded, origin: None };
    Some(Recognised { members: vec![member], ..Recognised::new(InputKind::Archive, description) })
}
