//! A person's own keys, and lists that are changed and signed with them.

use trustlens_core::lab::edit::{self, ListDraft, ListHeader, ListSummary, SignRequest, SignedList};
use trustlens_core::lab::own_keys::OwnKeys;
use trustlens_core::text::visible;
use trustlens_web::lab::protocol::{Draft, KeyFiles};

/// The files that came with a draft.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The list to begin with.
    pub list: Option<Vec<u8>>,
    /// The files of certificates and keys.
    pub key_files: Vec<Vec<u8>>,
}

/// What is in the files of certificates and keys, and why some could not be read.
pub fn open_keys(keys: &KeyFiles, files: &[Vec<u8>]) -> (OwnKeys, Vec<String>) {
    let mut own = OwnKeys::new();
    let add = |(name, bytes): (&String, &Vec<u8>)| own.add(name, bytes, &keys.passwords).err();
    let refused = keys.names.iter().zip(files).filter_map(add).map(|error| error.to_string()).collect();
    (own, refused)
}

/// The list as it is with the changes of a draft.
///
/// # Errors
/// Why it cannot be opened, or a change does not fit it.
pub fn summary(draft: &Draft, given: &Given) -> Result<ListSummary, String> {
    let own = opened(&draft.keys, &given.key_files)?;
    let mut list = match &given.list {
        Some(bytes) => ListDraft::open(bytes).map_err(words)?,
        None => ListDraft::new(ListHeader::new("ITLFile.tlv")),
    };
    if let Some(header) = &draft.header {
        list.header = header.clone();
    }
    draft.edits.iter().try_for_each(|edit| list.apply(edit, &own)).map_err(words)?;
    Ok(list.summary())
}

/// Signs the list of a draft.
///
/// # Errors
/// Why it cannot be opened, changed or signed.
pub fn sign(draft: Draft, given: Given, signer: Option<String>, add_signer: bool) -> Result<SignedList, String> {
    let own = opened(&draft.keys, &given.key_files)?;
    let request = SignRequest { list: given.list, header: draft.header, edits: draft.edits, signer, add_signer };
    edit::make(&request, &own).map_err(words)
}

/// All certificates and keys; a file that cannot be read is one too few.
fn opened(keys: &KeyFiles, files: &[Vec<u8>]) -> Result<OwnKeys, String> {
    let (own, refused) = open_keys(keys, files);
    refused.into_iter().next().map_or(Ok(own), Err)
}

#[expect(clippy::needless_pass_by_value, reason = "map_err gives it")]
fn words(error: impl ToString) -> String {
    visible(&error.to_string()).into_owned()
}
