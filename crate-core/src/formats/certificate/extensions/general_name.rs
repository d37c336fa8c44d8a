//! General names: the alternatives to a distinguished name (RFC 5280 section 4.2.1.6).

use super::super::name;
use super::read::dotted;
use super::{Line, line};
use crate::crypto::der::{Reader, tag};
use crate::distinguished_name::DistinguishedName;
use crate::text::{hex, visible};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use x509_parser::asn1_rs::{Any, FromDer};
use x509_parser::extensions as library;

/// A general name. Texts are as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GeneralName {
    /// A name of a kind that its object identifier names, for example a Windows user's.
    Other {
        /// The dotted object identifier of the kind.
        oid: String,
        /// The encoded value with its tag `[0]`.
        value: Vec<u8>,
        /// The value's text, where it is a string.
        text: Option<String>,
    },
    /// A mail address.
    Email(String),
    /// A host name.
    Dns(String),
    /// An X.400 address, encoded.
    X400(Vec<u8>),
    /// A distinguished name.
    Directory(DistinguishedName),
    /// A name of electronic data interchange, encoded.
    Edi(Vec<u8>),
    /// A URI.
    Uri(String),
    /// An address.
    Ip(IpAddr),
    /// A range of addresses, as name constraints have them: address and mask.
    IpRange(IpAddr, IpAddr),
    /// An object identifier, dotted.
    RegisteredId(String),
    /// A name of a known kind whose bytes cannot be read as such.
    Invalid {
        /// The number of the kind, 0 to 8 in RFC 5280.
        kind: u32,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

impl GeneralName {
    pub(super) fn from_read(read: &library::GeneralName<'_>) -> Self {
        match read {
            library::GeneralName::OtherName(oid, tagged) => {
                Self::Other { oid: dotted(oid), value: tagged.to_vec(), text: tagged_text(tagged) }
            }
            library::GeneralName::RFC822Name(text) => Self::Email((*text).to_owned()),
            library::GeneralName::DNSName(text) => Self::Dns((*text).to_owned()),
            library::GeneralName::X400Address(address) => Self::X400(address.data.to_vec()),
            library::GeneralName::DirectoryName(name) => Self::Directory(name::from_read_part(name)),
            library::GeneralName::EDIPartyName(name) => Self::Edi(name.data.to_vec()),
            library::GeneralName::URI(text) => Self::Uri((*text).to_owned()),
            library::GeneralName::IPAddress(bytes) => match ip(bytes) {
                Some(address) => Self::Ip(address),
                None => Self::Invalid { kind: 7, bytes: bytes.to_vec() },
            },
            library::GeneralName::RegisteredID(oid) => Self::RegisteredId(dotted(oid)),
            library::GeneralName::Invalid(kind, bytes) => Self::Invalid { kind: kind.0, bytes: bytes.to_vec() },
        }
    }

    pub(super) fn from_read_list(names: &[library::GeneralName<'_>]) -> Vec<Self> {
        names.iter().map(Self::from_read).collect()
    }

    /// The same inside name constraints, where an address has a mask behind it (RFC 5280 section 4.2.1.10).
    pub(super) fn from_read_constraint(read: &library::GeneralName<'_>) -> Self {
        match read {
            library::GeneralName::IPAddress(bytes) => {
                let halves = bytes.split_at_checked(bytes.len() / 2);
                match halves.and_then(|(address, mask)| Some((ip(address)?, ip(mask)?))) {
                    Some((address, mask)) => Self::IpRange(address, mask),
                    None => Self::Invalid { kind: 7, bytes: bytes.to_vec() },
                }
            }
            other => Self::from_read(other),
        }
    }

    /// What kind of name it is, for people.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Other { .. } => "Other name",
            Self::Email(_) => "Email",
            Self::Dns(_) => "DNS",
            Self::X400(_) => "X.400 address",
            Self::Directory(_) => "Directory name",
            Self::Edi(_) => "EDI party name",
            Self::Uri(_) => "URI",
            Self::Ip(_) | Self::IpRange(..) => "IP address",
            Self::RegisteredId(_) => "Registered ID",
            Self::Invalid { .. } => "Unreadable name",
        }
    }

    /// The name without its kind, safe to show.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Other { oid, text: Some(text), .. } => format!("{oid}: {}", visible(text)),
            Self::Other { oid, value, text: None } => format!("{oid}: {}", hex(value)),
            Self::Email(text) | Self::Dns(text) | Self::Uri(text) => visible(text).into_owned(),
            Self::X400(bytes) | Self::Edi(bytes) => hex(bytes),
            Self::Directory(name) => name.to_string(),
            Self::Ip(address) => address.to_string(),
            Self::IpRange(address, mask) => format!("{address}/{mask}"),
            Self::RegisteredId(oid) => oid.clone(),
            Self::Invalid { kind, bytes } => format!("[{kind}] {}", hex(bytes)),
        }
    }

    pub(super) fn line(&self) -> Line {
        line(self.kind(), self.text())
    }
}

impl fmt::Display for GeneralName {
    /// `DNS: cucm-pub.example.com`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.kind(), self.text())
    }
}

/// The text of an other name's value, which stands in an explicit tag `[0]`.
fn tagged_text(tagged: &[u8]) -> Option<String> {
    let value = Reader::new(tagged).expect(tag::constructed(0)).ok()?;
    let (_, any) = Any::from_der(value.content).ok()?;
    name::string_value(&any)
}

fn ip(bytes: &[u8]) -> Option<IpAddr> {
    if let Ok(bytes) = <[u8; 4]>::try_from(bytes) {
        return Some(Ipv4Addr::from(bytes).into());
    }
    <[u8; 16]>::try_from(bytes).ok().map(|bytes| Ipv6Addr::from(bytes).into())
}
