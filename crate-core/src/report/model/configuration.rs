//! Configuration files of phones in the report.

use serde::{Deserialize, Serialize};

/// What a phone's configuration file (`SEP….cnf.xml`) says about trust.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    /// The input that it was read from.
    pub input: usize,
    /// The device: `SEP001122334455`, from the name of the file where the file does not say.
    pub device_name: Option<String>,
    /// `deviceProtocol`: `SIP` or `SCCP`.
    pub protocol: Option<String>,
    /// `deviceSecurityMode` in words: `non-secure`, `authenticated`, `encrypted`, or the number.
    pub device_security_mode: Option<String>,
    /// `transportLayerProtocol` in words: `TCP`, `UDP`, `TLS`, or the number.
    pub transport: Option<String>,
    /// `loadInformation`: the firmware that the phone shall run.
    pub load: Option<String>,
    /// `capfAuthMode`, `capfList` and what else is said of CAPF, in lines: name or address, with port.
    pub capf_servers: Vec<String>,
    /// How the phone shall authenticate to CAPF, in words.
    pub capf_authentication: Option<String>,
    /// The members of its CallManager group, in their order: whom it asks for TVS.
    pub call_managers: Vec<String>,
    /// The TVS servers that it names, in their order, with port.
    pub tvs_servers: Vec<String>,
    /// TFTP servers that it names.
    pub tftp_servers: Vec<String>,
    /// `certHash`: MD5 of the phone's certificate, hexadecimal.
    pub certificate_hash: Option<String>,
    /// The certificate of the case that has this hash.
    pub certificate: Option<String>,
    /// `encrConfig`: whether the phone shall fetch an encrypted configuration.
    pub encrypted: Option<bool>,
    /// Whether this is the whole configuration (`fullConfig`).
    pub full: Option<bool>,
    /// What follows from it, a sentence each: whose hash it carries.
    pub notes: Vec<String>,
}
