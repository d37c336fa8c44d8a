//! Files with a signed header: trust lists, signed files, encrypted files.

use super::allowance::wide;
use super::{Allowance, Artifact, Candidate, Member, Recognised, appearance, archive, problem};
use crate::formats::damage::Damage;
use crate::formats::encryption::Encryption;
use crate::formats::signed_header::SignedHeader;
use crate::formats::trust_list::{TrustList, kind_of_name};
use crate::report::{InputKind, ListKind, Origin};
use crate::text::count;

/// Recognises every file of the family by the first eight bytes of its header.
pub(super) fn detect(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Option<Recognised> {
    let Candidate { name, bytes, .. } = *candidate;
    if !SignedHeader::begins(bytes) {
        return None;
    }
    let (header, mut damages) = SignedHeader::decode(bytes);
    let named_as_list = header.file_name().is_none() && kind_of_name(name).is_some();
    if TrustList::follows(&header, bytes) || named_as_list {
        let (list, further) = TrustList::decode(bytes, header);
        damages.extend(further);
        return Some(trust_list(name, list, damages));
    }
    Some(signed_file(candidate, header, damages, allowance))
}

fn trust_list(name: &str, list: TrustList, damages: Vec<Damage>) -> Recognised {
    let what = match list.kind(name) {
        ListKind::Itl => "ITL",
        ListKind::Ctl => "CTL",
        ListKind::Unknown => "trust list (ITL or CTL)",
    };
    let description = format!("{what} with {}", count(list.records.len(), "record"));
    let problems = shown(&damages);
    Recognised {
        problems,
        artifact: Artifact::TrustList(list, damages),
        ..Recognised::new(InputKind::TrustList, description)
    }
}

fn signed_file(
    candidate: &Candidate<'_>,
    header: SignedHeader,
    mut damages: Vec<Damage>,
    allowance: &mut Allowance,
) -> Recognised {
    let body = candidate.bytes.get(header.length..).unwrap_or_default();
    let called = header.file_name().map_or_else(String::new, |name| format!(" of {name}"));
    let mut members = Vec::new();
    let (kind, description) = if let Some(encryption) = Encryption::read(&header, body.len()) {
        damages.extend(encryption.contradictions.iter().cloned());
        let body = count(body.len(), "byte");
        (InputKind::EncryptedFile, format!("encrypted file{called}: {body} in {}", encryption.cipher()))
    } else {
        members.extend(member(candidate.name, &header, body, allowance));
        (InputKind::SignedFile, format!("signed file{called}: {}", appearance::name_of(body)))
    };
    Recognised {
        problems: shown(&damages),
        members,
        artifact: Artifact::SignedFile(header, damages),
        ..Recognised::new(kind, description)
    }
}

/// What stands behind the header as an input of its own, when it is something that is read. Firmware is not.
fn member(given: &str, header: &SignedHeader, body: &[u8], allowance: &mut Allowance) -> Option<Member> {
    // Another list behind the header would have been read as records: both begin alike.
    let is_read = archive::begins(body) || appearance::is_text(body);
    if body.is_empty() || !is_read || allowance.members == 0 || wide(body.len()) > allowance.bytes {
        return None;
    }
    allowance.members -= 1;
    allowance.take_bytes(wide(body.len()));
    let name = header.file_name().unwrap_or_else(|| given.to_owned());
    let unsigned = name.len().checked_sub(SIGNED.len()).and_then(|length| name.split_at_checked(length));
    let name = match unsigned {
        Some((stem, ending)) if ending.eq_ignore_ascii_case(SIGNED) && !stem.is_empty() => stem.to_owned(),
        _ => format!("{name} (without signature)"),
    };
    let origin = Origin { offset: Some(wide(header.length)), ..Origin::default() };
    Some(Member { name, bytes: body.to_vec(), origin: Some(origin) })
}

/// What the names of signed files end in.
const SIGNED: &str = ".sgn";

fn shown(damages: &[Damage]) -> Vec<crate::report::Problem> {
    damages.iter().map(|damage| problem(damage.offset, damage.to_string())).collect()
}
