//! What can be said behind `trustlens lab`.

use super::Mode;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use trustlens_core::crypto::HashAlgorithm;
use trustlens_core::formats::signed_header::TagOrder;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::lab::KeyKind;
use trustlens_core::text::listed;
use trustlens_core::{Timestamp, TimestampError};

#[derive(Debug, Subcommand)]
pub(crate) enum Lab {
    /// Makes a cluster: certificates, trust lists, configurations, transcripts and keys, sound or with faults.
    #[command(after_help = NEW_HELP)]
    New(New),
    /// Lists the faults that a cluster can be made with, or explains one.
    Faults(Faults),
    /// Prints the whole description of a cluster as TOML, to be edited and given to "trustlens lab new".
    Describe(Description),
    /// Signs a trust list with a certificate and key of yours: a new list, or one that exists, changed or not.
    #[command(after_help = SIGN_HELP)]
    Sign(Sign),
}

const NEW_HELP: &str = "\
Everything is made here, nothing is sent anywhere. The keys are for a lab and good for nothing else.

  trustlens lab new --output lab
  trustlens lab new --release 12.5 --nodes 9 --phones 3 --output lab.zip
  trustlens lab new --fault capf-renewed-after-the-ctl --seed \"a course\" --output lab
  trustlens lab describe --release 11.5 > lab.toml    (edit it)
  trustlens lab new --description lab.toml --output lab";

const SIGN_HELP: &str = "\
The records of a list keep the numbers that they have in it (\"trustlens inspect\" shows them), whatever is removed or moved. Roles are \
changed first, then records removed, then moved, then added.

  trustlens lab sign --signer signer.p12 --passwords FILE --add-signer --add TFTP=tftp.pem --output ITLFile.tlv
  trustlens lab sign ITLFile.tlv --signer cert.pem --signer key.pem --remove 3 --role 2=CCM+TFTP --output new.tlv

For an Asterisk server and phones that read EC certificates, add --order certutils --signer-version 1.1.";

/// What a cluster is to be like.
#[derive(Debug, Args)]
pub(crate) struct Description {
    /// A file that describes the cluster in TOML or JSON, or - for standard input; "trustlens lab describe" writes one. What is said by
    /// other options counts in the place of what the file says.
    #[arg(long = "description", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// The release: 8.6, 12.5, 14, … [usual: 14]
    #[arg(long, value_name = "RELEASE")]
    pub(crate) release: Option<String>,
    /// The security mode [usual: mixed]
    #[arg(long, value_enum)]
    pub(crate) mode: Option<Mode>,
    /// How many nodes; the first is the publisher [usual: 3]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) nodes: Option<usize>,
    /// How many phones, each with an LSC and a certificate that looks like a MIC [usual: 0]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) phones: Option<usize>,
    /// The keys of the servers' certificates [usual: rsa-2048]
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(KeyKind::OFFERED.map(KeyKind::name)))]
    pub(crate) key: Option<String>,
    /// Words that everything is derived from: the same words give the same bytes, and whoever knows them knows the keys. Keys are random
    /// when absent.
    #[arg(long, value_name = "WORDS")]
    pub(crate) seed: Option<String>,
    /// What is to be broken; may be given several times. "trustlens lab faults" lists the names.
    #[arg(long = "fault", value_name = "NAME")]
    pub(crate) faults: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    #[command(flatten)]
    pub(crate) description: Description,
    /// A folder, or an archive when it ends in .zip. It must not exist yet.
    #[arg(long, short, value_name = "FOLDER|FILE.zip")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Faults {
    /// The fault to explain; all are listed when absent.
    pub(crate) name: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = FaultsFormat::Text)]
    pub(crate) format: FaultsFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FaultsFormat {
    /// For people.
    Text,
    /// As data.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Sign {
    /// The list to begin with; a new one is made when absent.
    pub(crate) list: Option<PathBuf>,
    /// A file with the certificate that signs, its private key (RSA), or both: PEM, DER or PKCS#12; may be given several times.
    #[arg(long, required = true, value_name = "FILE")]
    pub(crate) signer: Vec<PathBuf>,
    /// A file with the passwords of encrypted keys, one a line, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) passwords: Option<PathBuf>,
    /// Adds the signer's certificate as a SAST record, where the list has none of it.
    #[arg(long)]
    pub(crate) add_signer: bool,
    /// Adds a record of a certificate, such as TFTP=tftp.pem,name=tftp.example.com,address=10.0.0.11; name and address may be left out.
    #[arg(long, value_name = "ROLE=FILE[,name=NAME][,address=ADDRESS]", value_parser = parse_addition)]
    pub(crate) add: Vec<Addition>,
    /// Takes a record out.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) remove: Vec<usize>,
    /// Puts a record at a place: 4:1 makes record 4 the first.
    #[arg(long = "move", value_name = "NUMBER:PLACE", value_parser = parse_move)]
    pub(crate) moves: Vec<(usize, usize)>,
    /// Gives a record another role: 2=CCM+TFTP, or the code of the role.
    #[arg(long = "role", value_name = "NUMBER=ROLE", value_parser = parse_role_of)]
    pub(crate) roles: Vec<(usize, Role)>,
    /// FILENAME in the header [usual: that of the list, or ITLFile.tlv]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The hash that is signed [usual: that of the list, or sha1, which every phone reads]
    #[arg(long, value_enum)]
    pub(crate) digest: Option<Digest>,
    /// The order of tags in the header and in records that are added [usual: that of the list, or cucm]
    #[arg(long, value_enum)]
    pub(crate) order: Option<Order>,
    /// VERSION of the list [usual: that of the list, or 1.2]
    #[arg(long, value_name = "MAJOR.MINOR", value_parser = parse_version)]
    pub(crate) list_version: Option<(u8, u8)>,
    /// SIGNERVERSION (tag 28), which certutils writes, or none [usual: as in the list, or none]
    #[arg(long, value_name = "MAJOR.MINOR|none", value_parser = parse_signer_version)]
    pub(crate) signer_version: Option<SignerVersion>,
    /// The time in the list, 2026-11-23 or 2026-11-23T08:30:00Z, or keep for that of the list [usual: now]
    #[arg(long, value_name = "DATE|keep", value_parser = parse_time)]
    pub(crate) timestamp: Option<ListTime>,
    /// The file to write. It must not exist yet.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

/// A record to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Addition {
    pub(crate) role: Role,
    pub(crate) file: PathBuf,
    pub(crate) name: Option<String>,
    pub(crate) address: Option<String>,
}

/// SIGNERVERSION, or that there is to be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SignerVersion(pub(crate) Option<(u8, u8)>);

/// TIMESTAMP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListTime {
    Keep,
    At(Timestamp),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Digest {
    Sha1,
    Sha256,
    Sha512,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Order {
    Cucm,
    Certutils,
}

impl From<Digest> for HashAlgorithm {
    fn from(digest: Digest) -> Self {
        match digest {
            Digest::Sha1 => Self::Sha1,
            Digest::Sha256 => Self::Sha256,
            Digest::Sha512 => Self::Sha512,
        }
    }
}

impl From<Order> for TagOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Cucm => Self::Cucm,
            Order::Certutils => Self::Certutils,
        }
    }
}

/// `ROLE=FILE`, then name and address, in either order and read from the end: a file's name may hold commas.
fn parse_addition(text: &str) -> Result<Addition, String> {
    let (role, mut rest) = text.split_once('=').ok_or("write ROLE=FILE, such as TFTP=tftp.pem")?;
    let mut addition = Addition { role: parse_role(role)?, file: PathBuf::new(), name: None, address: None };
    while let Some((before, last)) = rest.rsplit_once(',') {
        match last.split_once('=') {
            Some(("name", name)) if addition.name.is_none() => addition.name = Some(name.to_owned()),
            Some(("address", address)) if addition.address.is_none() => addition.address = Some(address.to_owned()),
            _ => break,
        }
        rest = before;
    }
    if rest.is_empty() {
        return Err("the file with the certificate is missing: write ROLE=FILE".to_owned());
    }
    addition.file = PathBuf::from(rest);
    Ok(addition)
}

fn parse_role(text: &str) -> Result<Role, String> {
    let known = || {
        format!(
            "{text:?} is no role: known are {}, and the codes 0 to 65535",
            listed(&Role::names().collect::<Vec<_>>())
        )
    };
    Role::named(text.trim()).ok_or_else(known)
}

fn parse_role_of(text: &str) -> Result<(usize, Role), String> {
    let (number, role) = text.split_once('=').ok_or("write NUMBER=ROLE, such as 2=TFTP")?;
    Ok((parse_number(number)?, parse_role(role)?))
}

fn parse_move(text: &str) -> Result<(usize, usize), String> {
    let (number, place) = text.split_once(':').ok_or("write NUMBER:PLACE, such as 4:1")?;
    Ok((parse_number(number)?, parse_number(place)?))
}

fn parse_number(text: &str) -> Result<usize, String> {
    text.trim().parse().map_err(|_| format!("{text:?} is no number"))
}

fn parse_version(text: &str) -> Result<(u8, u8), String> {
    let parsed = text.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    parsed.ok_or_else(|| "write two numbers up to 255, such as 1.2".to_owned())
}

fn parse_signer_version(text: &str) -> Result<SignerVersion, String> {
    if text == "none" {
        Ok(SignerVersion(None))
    } else {
        parse_version(text).map(|version| SignerVersion(Some(version)))
    }
}

fn parse_time(text: &str) -> Result<ListTime, TimestampError> {
    if text == "keep" { Ok(ListTime::Keep) } else { Timestamp::parse(text).map(ListTime::At) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn additions_are_read_from_their_end() {
        let addition = parse_addition("CCM+TFTP=a,b.pem,address=10.0.0.1,name=pub.example.com").unwrap();
        assert_eq!((addition.role, addition.file), (Role::CCM_TFTP, PathBuf::from("a,b.pem")));
        assert_eq!(
            (addition.name.as_deref(), addition.address.as_deref()),
            (Some("pub.example.com"), Some("10.0.0.1"))
        );
        assert_eq!(parse_addition("21=tvs.pem").unwrap().role, Role::TVS);
        assert!(parse_addition("tftp.pem").unwrap_err().contains("ROLE=FILE"));
        assert!(parse_addition("TFPT=tftp.pem").unwrap_err().contains("CCM+TFTP"));
        assert!(parse_addition("TFTP=").is_err());
    }

    #[test]
    fn numbers_and_versions_say_how_they_are_written() {
        assert_eq!(parse_move("4:1"), Ok((4, 1)));
        assert_eq!(parse_role_of("2=tvs"), Ok((2, Role::TVS)));
        assert_eq!(parse_signer_version("none"), Ok(SignerVersion(None)));
        assert_eq!(parse_signer_version("1.1"), Ok(SignerVersion(Some((1, 1)))));
        assert!(parse_version("1").is_err() && parse_version("1.256").is_err());
        assert_eq!(parse_time("keep"), Ok(ListTime::Keep));
    }
}
