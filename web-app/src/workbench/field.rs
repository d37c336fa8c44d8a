//! The fields of the form: each reads its text from a description, and puts a text into one.

use trustlens_core::Timestamp;
use trustlens_core::crypto::HashAlgorithm;
use trustlens_core::formats::signed_header::TagOrder;
use trustlens_core::lab::{CtlSigner, Description, KeyKind};
use trustlens_core::report::{ClusterMode, Identity, NodeService};

/// A field of a [`Description`], as the form shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The release.
    Release,
    /// Mixed or non-secure.
    Mode,
    /// The kind of key.
    Key,
    /// What keys are derived from; empty for random ones.
    Seed,
    /// How many nodes there are.
    NodeCount,
    /// The domain of all nodes.
    Domain,
    /// The full name of a node.
    NodeName(usize),
    /// The address of a node.
    NodeAddress(usize),
    /// Whether a service runs on a node.
    NodeRuns(usize, NodeService),
    /// Whether the authority issued the certificates of a kind.
    Signed(Identity),
    /// Whether one certificate of a kind is for all nodes.
    MultiServer(Identity),
    /// The hash that certificates are signed with.
    CertificateHash,
    /// Whether EC certificates of CallManager stand in lists.
    EllipticInLists,
    /// Who signs the CTL.
    CtlSigner,
    /// The hash that lists are signed over.
    Digest,
    /// VERSION of lists.
    Version,
    /// SIGNERVERSION of lists; empty for none.
    SignerVersion,
    /// The order of tags.
    Order,
    /// Whether lists are there under the names of phones too.
    NamesOfPhones,
    /// How many phones there are.
    PhoneCount,
    /// Whether they hold an LSC.
    Lsc,
    /// Whether they hold a certificate like a MIC.
    Mic,
    /// When certificates were made.
    MadeAt,
    /// The date to judge by.
    JudgedAt,
    /// What names hold beside the common name.
    Organisation,
}

/// What a field for a choice of two holds.
pub const YES: &str = "yes";
/// The other of the two.
pub const NO: &str = "no";

/// What mixed mode is called in descriptions.
pub const MIXED: &str = "mixed";
/// What non-secure mode is called in descriptions.
pub const NON_SECURE: &str = "non-secure";

/// The kinds of certificates that an authority can issue for a server.
pub const SIGNED: [Identity; 8] = [
    Identity::Callmanager,
    Identity::CallmanagerEcdsa,
    Identity::Tomcat,
    Identity::TomcatEcdsa,
    Identity::Capf,
    Identity::Tvs,
    Identity::Ipsec,
    Identity::Itlrecovery,
];

/// The kinds of certificates of which one can be for all nodes.
pub const MULTI_SERVER: [Identity; 5] =
    [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Tomcat, Identity::TomcatEcdsa, Identity::Tvs];

/// Hashes that lists can be signed over.
pub const DIGESTS: [HashAlgorithm; 3] = [HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha512];

/// Hashes that certificates can be signed with.
pub const CERTIFICATE_HASHES: [HashAlgorithm; 4] =
    [HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512];

impl Field {
    /// What a release has its own way with, and all else that stands there once: not the release, the mode, the seed and the nodes.
    pub fn options() -> impl Iterator<Item = Self> {
        let single = [
            Self::Key,
            Self::CertificateHash,
            Self::EllipticInLists,
            Self::CtlSigner,
            Self::Digest,
            Self::Version,
            Self::SignerVersion,
            Self::Order,
            Self::NamesOfPhones,
            Self::PhoneCount,
            Self::Lsc,
            Self::Mic,
            Self::MadeAt,
            Self::JudgedAt,
            Self::Organisation,
        ];
        single.into_iter().chain(SIGNED.map(Self::Signed)).chain(MULTI_SERVER.map(Self::MultiServer))
    }

    /// What the core calls it where it says what is wrong: `nodes[2].address`.
    pub fn name(self) -> String {
        let name = match self {
            Self::NodeName(number) => return format!("nodes[{number}].name"),
            Self::NodeAddress(number) => return format!("nodes[{number}].address"),
            Self::NodeRuns(number, _) => return format!("nodes[{number}].runs"),
            Self::Release => "release",
            Self::Mode => "mode",
            Self::Key => "key",
            Self::Seed => "seed",
            Self::NodeCount => "nodes",
            Self::Domain => "domain",
            Self::Signed(_) => "signed_by_authority",
            Self::MultiServer(_) => "multi_server",
            Self::CertificateHash => "certificate_hash",
            Self::EllipticInLists => "elliptic_in_lists",
            Self::CtlSigner => "ctl_signer",
            Self::Digest => "lists.digest",
            Self::Version => "lists.version",
            Self::SignerVersion => "lists.signer_version",
            Self::Order => "lists.order",
            Self::NamesOfPhones => "lists.names_of_phones",
            Self::PhoneCount => "phones.count",
            Self::Lsc => "phones.lsc",
            Self::Mic => "phones.mic",
            Self::MadeAt => "made_at",
            Self::JudgedAt => "judged_at",
            Self::Organisation => "organisation",
        };
        name.to_owned()
    }

    /// The `id` of its element.
    pub fn id(self) -> String {
        match self {
            Self::NodeRuns(number, service) => id_of(&format!("nodes[{number}].runs {}", service.name())),
            Self::Signed(kind) => id_of(&format!("signed {kind:?}")),
            Self::MultiServer(kind) => id_of(&format!("multi {kind:?}")),
            field => id_of(&field.name()),
        }
    }

    /// Its text for a description.
    pub fn text(self, description: &Description) -> String {
        let node = |number: usize| description.nodes.get(number);
        let (lists, phones) = (&description.lists, &description.phones);
        match self {
            Self::Release => description.release.clone(),
            Self::Mode => if description.mode == ClusterMode::Mixed { MIXED } else { NON_SECURE }.to_owned(),
            Self::Key => description.key.name().to_owned(),
            Self::Seed => description.seed.clone().unwrap_or_default(),
            Self::NodeCount => description.nodes.len().to_string(),
            Self::Domain => domain(description).unwrap_or_default().to_owned(),
            Self::NodeName(number) => node(number).map(|node| node.name.clone()).unwrap_or_default(),
            Self::NodeAddress(number) => node(number).map(|node| node.address.clone()).unwrap_or_default(),
            Self::NodeRuns(number, service) => word(node(number).is_some_and(|node| node.runs.contains(&service))),
            Self::Signed(kind) => word(description.signed_by_authority.contains(&kind)),
            Self::MultiServer(kind) => word(description.multi_server.contains(&kind)),
            Self::CertificateHash => description.certificate_hash.name().to_owned(),
            Self::EllipticInLists => word(description.elliptic_in_lists),
            Self::CtlSigner => word(description.ctl_signer == CtlSigner::Tokenless),
            Self::Digest => lists.digest.name().to_owned(),
            Self::Version => version_text(lists.version),
            Self::SignerVersion => lists.signer_version.map(version_text).unwrap_or_default(),
            Self::Order => word(lists.order == TagOrder::Cucm),
            Self::NamesOfPhones => word(lists.names_of_phones),
            Self::PhoneCount => phones.count.to_string(),
            Self::Lsc => word(phones.lsc),
            Self::Mic => word(phones.mic),
            Self::MadeAt => description.made_at.date(),
            Self::JudgedAt => description.judged_at.date(),
            Self::Organisation => description.organisation.clone(),
        }
    }

    /// Puts a text into a description. Whether the description then holds together, the core says.
    ///
    /// # Errors
    /// Why the text says nothing, and what to write, in a sentence. The description is as it was.
    pub fn put(self, description: &mut Description, text: &str) -> Result<(), String> {
        let is_yes = text == YES;
        let (lists, phones) = (&mut description.lists, &mut description.phones);
        match self {
            Self::Release => text.trim().clone_into(&mut description.release),
            Self::Mode => {
                description.mode = if text == MIXED { ClusterMode::Mixed } else { ClusterMode::NonSecure };
            }
            Self::Key => description.key = named(KeyKind::OFFERED, KeyKind::name, text)?,
            Self::Seed => description.seed = Some(text.to_owned()).filter(|seed| !seed.is_empty()),
            // What is done about nodes that go and come is the form's.
            Self::NodeCount => {}
            Self::Domain => set_domain(description, text.trim()),
            Self::NodeName(number) => {
                if let Some(node) = description.nodes.get_mut(number) {
                    text.trim().clone_into(&mut node.name);
                }
            }
            Self::NodeAddress(number) => {
                if let Some(node) = description.nodes.get_mut(number) {
                    text.trim().clone_into(&mut node.address);
                }
            }
            Self::NodeRuns(number, service) => {
                if let Some(node) = description.nodes.get_mut(number) {
                    run(&mut node.runs, service, is_yes);
                }
            }
            Self::Signed(kind) => list(&mut description.signed_by_authority, kind, is_yes),
            Self::MultiServer(kind) => list(&mut description.multi_server, kind, is_yes),
            Self::CertificateHash => {
                description.certificate_hash = named(CERTIFICATE_HASHES, HashAlgorithm::name, text)?;
            }
            Self::EllipticInLists => description.elliptic_in_lists = is_yes,
            Self::CtlSigner => {
                description.ctl_signer = if is_yes { CtlSigner::Tokenless } else { CtlSigner::Etoken };
            }
            Self::Digest => lists.digest = named(DIGESTS, HashAlgorithm::name, text)?,
            Self::Version => lists.version = version(text)?,
            Self::SignerVersion => {
                lists.signer_version = if text.trim().is_empty() { None } else { Some(version(text)?) };
            }
            Self::Order => lists.order = if is_yes { TagOrder::Cucm } else { TagOrder::Certutils },
            Self::NamesOfPhones => lists.names_of_phones = is_yes,
            Self::PhoneCount => phones.count = number(text)?,
            Self::Lsc => phones.lsc = is_yes,
            Self::Mic => phones.mic = is_yes,
            Self::MadeAt => description.made_at = date(text)?,
            Self::JudgedAt => description.judged_at = date(text)?,
            Self::Organisation => text.clone_into(&mut description.organisation),
        }
        Ok(())
    }
}

/// The `id` of the element for what the core calls a field by this name.
pub fn id_of(name: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    std::iter::once("lab-").flat_map(str::chars).chain(name.chars().map(letter)).collect()
}

/// The domain of all nodes; none where they differ.
pub fn domain(description: &Description) -> Option<&str> {
    let domain_of = |name| str::split_once(name, '.').map_or("", |(_, domain)| domain);
    let mut domains = description.nodes.iter().map(|node| domain_of(&node.name));
    let first = domains.next()?;
    domains.all(|other| other == first).then_some(first)
}

fn set_domain(description: &mut Description, domain: &str) {
    for node in &mut description.nodes {
        let host = node.host().to_owned();
        node.name = if domain.is_empty() { host } else { format!("{host}.{domain}") };
    }
}

/// A service begins or ends to run. IM and Presence runs alone.
fn run(runs: &mut Vec<NodeService>, service: NodeService, is_wanted: bool) {
    if is_wanted {
        let is_presence = service == NodeService::ImPresence;
        runs.retain(|other| (*other == NodeService::ImPresence) == is_presence);
    }
    list(runs, service, is_wanted);
}

fn list<T: PartialEq>(values: &mut Vec<T>, value: T, is_wanted: bool) {
    values.retain(|other| *other != value);
    if is_wanted {
        values.push(value);
    }
}

/// Yes or no.
pub fn word(is_so: bool) -> String {
    if is_so { YES } else { NO }.to_owned()
}

/// The value with this name.
pub fn named<T: Copy, const N: usize>(all: [T; N], name: fn(T) -> &'static str, text: &str) -> Result<T, String> {
    all.into_iter().find(|value| name(*value) == text).ok_or_else(|| format!("“{text}” is none of the choices."))
}

/// A version as it is written.
pub fn version_text((major, minor): (u8, u8)) -> String {
    format!("{major}.{minor}")
}

/// A version as two numbers of one byte each.
pub fn version(text: &str) -> Result<(u8, u8), String> {
    let parts = text.trim().split_once('.');
    parts
        .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)))
        .ok_or_else(|| "Write two numbers of at most 255 with a point between: 1.2.".to_owned())
}

fn number(text: &str) -> Result<usize, String> {
    text.trim().parse().map_err(|_| "Write a whole number, 0 for none.".to_owned())
}

fn date(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).map_err(|_| "Give a whole date.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A description that differs from the usual one in every option.
    fn unusual() -> Description {
        let mut description = Description::healthy("12.5", ClusterMode::NonSecure, 2).signed();
        description.seed = Some("a course".to_owned());
        description.key = KeyKind::P384;
        description.elliptic_in_lists = true;
        description.multi_server = vec![Identity::Tomcat];
        description.certificate_hash = HashAlgorithm::Sha512;
        description.ctl_signer = CtlSigner::Etoken;
        description.lists.digest = HashAlgorithm::Sha256;
        description.lists.version = (1, 1);
        description.lists.signer_version = Some((1, 1));
        description.lists.order = TagOrder::Certutils;
        description.lists.names_of_phones = !description.lists.names_of_phones;
        description.phones.count = 3;
        description.phones.lsc = !description.phones.lsc;
        description.phones.mic = !description.phones.mic;
        description.made_at = Timestamp::parse("2020-01-01").unwrap();
        description.judged_at = Timestamp::parse("2021-01-01").unwrap();
        description.organisation = "O=Elsewhere".to_owned();
        description
    }

    #[test]
    fn the_texts_of_all_fields_make_the_same_description() {
        let description = unusual();
        let mut other = Description::healthy("14", ClusterMode::Mixed, 2);
        other.nodes.clone_from(&description.nodes);
        let fields = [Field::Release, Field::Mode, Field::Seed].into_iter().chain(Field::options());
        for field in fields {
            field.put(&mut other, &field.text(&description)).unwrap();
        }
        let sorted = |mut description: Description| {
            description.signed_by_authority.sort_by_key(|kind| format!("{kind:?}"));
            description
        };
        assert_eq!(sorted(other), sorted(description));
    }

    #[test]
    fn what_says_nothing_gets_a_sentence_and_changes_nothing() {
        let description = unusual();
        let wrong = [
            (Field::Version, "1"),
            (Field::SignerVersion, "1.300"),
            (Field::PhoneCount, "many"),
            (Field::MadeAt, ""),
            (Field::Key, "rsa-999"),
        ];
        for (field, text) in wrong {
            let mut same = description.clone();
            assert!(field.put(&mut same, text).is_err(), "{field:?}");
            assert_eq!(same, description);
        }
    }

    #[test]
    fn the_domain_is_that_of_all_nodes_or_none() {
        let mut description = Description::healthy("14", ClusterMode::Mixed, 3);
        assert_eq!(domain(&description), Some("example.com"));
        Field::Domain.put(&mut description, "voice.example.org").unwrap();
        assert_eq!(description.nodes[2].name, "cucm-sub2.voice.example.org");
        Field::NodeName(1).put(&mut description, "london.example.net").unwrap();
        assert_eq!(domain(&description), None);
        Field::Domain.put(&mut description, "").unwrap();
        assert_eq!(description.nodes[1].name, "london");
    }

    #[test]
    fn im_and_presence_runs_alone() {
        let mut description = Description::healthy("14", ClusterMode::Mixed, 2);
        Field::NodeRuns(1, NodeService::ImPresence).put(&mut description, YES).unwrap();
        assert_eq!(description.nodes[1].runs, [NodeService::ImPresence]);
        Field::NodeRuns(1, NodeService::Tvs).put(&mut description, YES).unwrap();
        assert_eq!(description.nodes[1].runs, [NodeService::Tvs]);
        Field::NodeRuns(1, NodeService::Tvs).put(&mut description, NO).unwrap();
        assert!(description.nodes[1].runs.is_empty());
    }
}
