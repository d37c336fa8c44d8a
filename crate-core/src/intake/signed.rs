//! Files with a signed header: trust lists, signed files, encrypted files.

use super::{Allowance, Artifact, Candidate, Recognised, problem};
use crate::formats::damage::Damage;
use crate::formats::encryption::Encryption;
use crate::formats::signed_header::SignedHeader;
use crate::formats::trust_list::{TrustList, kind_of_name};
use crate::report::{InputKind, ListKind};
use crate::text::count;

/// Recognises every file of the family by the first eight bytes of its header.
pub(super) fn detect(candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
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
    Some(signed_file(bytes, header, damages))
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

fn signed_file(bytes: &[u8], header: SignedHeader, mut damages: Vec<Damage>) -> Recognised {
    let body = bytes.get(header.length..).unwrap_or_default();
    let called = header.file_name().map_or_else(String::new, |name| format!(" of {name}"));
    let (kind, description) = match Encryption::read(&header, body.len()) {
        Some(encryption) => {
            damages.extend(encryption.contradictions.iter().cloned());
            let body = count(body.len(), "byte");
            (InputKind::EncryptedFile, format!("encrypted file{called}: {body} in {}", encryption.cipher()))
        }
        None => (InputKind::SignedFile, format!("signed file{called}: {}", super::appearance::name_of(body))),
    };
    Recognised {
        problems: shown(&damages),
        artifact: Artifact::SignedFile(header, damages),
        ..Recognised::new(kind, description)
    }
}

fn shown(damages: &[Damage]) -> Vec<crate::report::Problem> {
    damages.iter().map(|damage| problem(damage.offset, damage.to_string())).collect()
}
