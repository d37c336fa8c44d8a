//! A person's own keys, and lists that are changed and signed with them.

use trustlens_core::lab::edit::{self, ListSummary, SignRequest, SignedList};
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
pub fn summary(draft: Draft, given: Given) -> Result<ListSummary, String> {
    let (request, own) = request(draft, given, None, false)?;
    edit::draft(&request, &own).map(|list| list.summary()).map_err(words)
}

/// Signs the list of a draft.
///
/// # Errors
/// Why it cannot be opened, changed or signed.
pub fn sign(draft: Draft, given: Given, signer: Option<String>, add_signer: bool) -> Result<SignedList, String> {
    let (request, own) = request(draft, given, signer, add_signer)?;
    edit::make(&request, &own).map_err(words)
}

/// What is asked of the core. A key file that cannot be read is one too few.
fn request(
    draft: Draft,
    given: Given,
    signer: Option<String>,
    add_signer: bool,
) -> Result<(SignRequest, OwnKeys), String> {
    let (own, refused) = open_keys(&draft.keys, &given.key_files);
    let request = SignRequest { list: given.list, header: draft.header, edits: draft.edits, signer, add_signer };
    refused.into_iter().next().map_or(Ok((request, own)), Err)
}

#[expect(clippy::needless_pass_by_value, reason = "map_err gives it")]
fn words(error: impl ToString) -> String {
    visible(&error.to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::lab::edit::{Edit, ListDraft, NewRecord};
    use trustlens_core::lab::{CertificateDescription, KeyKind, KeySource as _, KeyWish, Made, Seeded, pem};
    use trustlens_core::report::{Identity, SignatureStatus};
    use trustlens_core::{Case, Detail, Settings, Timestamp};

    /// A certificate with its key.
    fn own() -> Made {
        let wish = KeyWish {
            identity: Identity::Other,
            holder: "asterisk.example.com".to_owned(),
            generation: 1,
            kind: KeyKind::Rsa1024,
        };
        let key = Seeded::new(b"signing").key(&wish).unwrap();
        let from = Timestamp::from_unix(1_740_873_600);
        CertificateDescription::new("O=Example,CN=asterisk.example.com", &key, from).valid_for(from, 5).sign().unwrap()
    }

    fn files(made: &Made) -> (KeyFiles, Vec<Vec<u8>>) {
        let names = vec!["asterisk.pem".to_owned(), "asterisk.key".to_owned()];
        let key = pem("PRIVATE KEY", &made.key().pkcs8().unwrap());
        (KeyFiles { names, passwords: Vec::new() }, vec![made.pem(), key])
    }

    fn draft(keys: KeyFiles, sha256: &str) -> Draft {
        let new = NewRecord { certificate: sha256.to_owned(), role: 2, name: None, address: None, at: None };
        Draft { with_list: false, keys, header: None, edits: vec![Edit::Add(new)] }
    }

    #[test]
    fn a_list_signed_with_own_keys_holds() {
        let made = own();
        let (keys, key_files) = files(&made);
        let (opened, refused) = open_keys(&keys, &key_files);
        assert_eq!(refused, Vec::<String>::new());
        let summary_of_keys = opened.summary();
        assert!(summary_of_keys.certificates[0].can_sign);
        let draft = draft(keys, &summary_of_keys.certificates[0].sha256);
        let given = Given { list: None, key_files };
        let shown = summary(draft.clone(), given.clone()).unwrap();
        assert_eq!(shown.records.iter().map(|record| record.role).collect::<Vec<_>>(), [Some(2)]);

        let signed = sign(draft, given, None, true).unwrap();
        let again = ListDraft::open(&signed.bytes).unwrap().summary();
        assert_eq!(again.records.iter().map(|record| record.role).collect::<Vec<_>>(), [Some(0), Some(2)]);
        let mut case = Case::new();
        case.add(&signed.name, signed.bytes);
        let settings = Settings::at(Timestamp::from_unix(1_772_409_600));
        let report = case.report(&settings, Detail::Slim, &mut |_| {});
        assert_eq!(report.trust_lists[0].signature.status, SignatureStatus::Valid);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let made = own();
        let (keys, mut key_files) = files(&made);
        key_files[1] = b"nothing".to_vec();
        let (_, refused) = open_keys(&keys, &key_files);
        assert!(refused.len() == 1 && refused[0].contains("asterisk.key"), "{refused:?}");
        let failed = sign(draft(keys, "00"), Given { list: None, key_files }, None, false);
        assert_eq!(failed, Err(refused[0].clone()));
    }
}
