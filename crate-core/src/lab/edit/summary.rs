//! A list that is being edited, as data for the page.

use super::{DraftRecord, ListDraft, ListHeader, name_of};
use crate::Timestamp;
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::Certificate;
use crate::formats::trust_list::{Record, kind_of_name, record_tag};
use crate::report::ListKind;
use crate::text::{minimal_hex, visible};
use serde::{Deserialize, Serialize};

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSummary {
    /// ITL or CTL, by its FILENAME.
    pub kind: ListKind,
    /// Its header.
    pub header: ListHeader,
    /// Who signed it, as its header says: the common name.
    pub signer: Option<String>,
    /// Its records in their order.
    pub records: Vec<RecordSummary>,
    /// What is to be known of it: see [`ListDraft::remarks`].
    pub remarks: Vec<String>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSummary {
    /// Its number: the one by which it is changed.
    pub number: usize,
    /// The code of its role.
    pub role: Option<u16>,
    /// The name of its role: `SAST`.
    pub role_name: String,
    /// DNSNAME.
    pub name: String,
    /// The common name of its certificate.
    pub common_name: String,
    /// SUBJECTNAME.
    pub subject: String,
    /// ISSUERNAME.
    pub issuer: String,
    /// SERIALNUMBER in hexadecimal digits.
    pub serial: String,
    /// IPADDRESS.
    pub address: Option<String>,
    /// SHA-256 of its certificate.
    pub certificate: Option<String>,
    /// Until when its certificate is valid.
    pub not_after: Option<Timestamp>,
    /// Whether it was added here.
    pub is_new: bool,
}

impl ListDraft {
    /// The list as it is now.
    #[must_use]
    pub fn summary(&self) -> ListSummary {
        let signer = self.named_signer.as_ref();
        ListSummary {
            kind: kind_of_name(&self.header.name).unwrap_or(ListKind::Unknown),
            header: self.header.clone(),
            signer: signer.map(|(subject, ..)| DistinguishedName::parse(subject).common_name()),
            records: self.records.iter().map(|(number, record)| record.summary(*number)).collect(),
            remarks: self.remarks.clone(),
        }
    }
}

impl DraftRecord {
    fn summary(&self, number: usize) -> RecordSummary {
        match self {
            Self::Read(read) => read_record(number, read),
            Self::Described(described) => {
                let certificate = &described.certificate;
                RecordSummary {
                    number,
                    role: Some(described.role.0),
                    role_name: described.role.to_string(),
                    name: visible(&described.dns_name).into_owned(),
                    common_name: visible(&name_of(certificate)).into_owned(),
                    subject: certificate.subject().to_string(),
                    issuer: certificate.issuer().to_string(),
                    serial: certificate.serial_hex(),
                    address: described.address.clone(),
                    certificate: Some(certificate.sha256()),
                    not_after: Some(certificate.not_after()),
                    is_new: true,
                }
            }
        }
    }
}

fn read_record(number: usize, record: &Record) -> RecordSummary {
    let certificate = record.certificate().and_then(|der| Certificate::decode(der).ok()).map(|(read, _)| read);
    let role = record.role();
    RecordSummary {
        number,
        role: role.map(|role| role.0),
        role_name: role.map_or_else(|| "no role".to_owned(), |role| role.to_string()),
        name: record.find(record_tag::DNSNAME).map(crate::formats::tlv::Element::text).unwrap_or_default(),
        common_name: record.subject().map(|subject| subject.common_name()).unwrap_or_default(),
        subject: record.subject().map(|subject| subject.to_string()).unwrap_or_default(),
        issuer: record.issuer().map(|issuer| issuer.to_string()).unwrap_or_default(),
        serial: record.serial().map(minimal_hex).unwrap_or_default(),
        address: record.ip_address(),
        not_after: certificate.as_ref().map(Certificate::not_after),
        certificate: certificate.map(|certificate| certificate.sha256()),
        is_new: false,
    }
}
