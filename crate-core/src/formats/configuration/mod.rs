//! Configuration files of phones: `SEP….cnf.xml` and `XMLDefault.cnf.xml` (formats.md, sections 5 and 9).
//!
//! What is looked at is what has to do with trust. User names and passwords in such files are left where they are.

mod document;
#[cfg(test)]
mod tests;

pub use document::{Root, root};

use super::certificate::Remark;
use crate::report::Configuration;
use crate::text::visible;
use document::with_document;
use roxmltree::Node;

/// What was read from a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// What it says.
    pub configuration: Configuration,
    /// What could not be read, and where.
    pub remarks: Vec<Remark>,
}

/// Reads a configuration file as far as it goes; `name` is that of the file.
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Read {
    let mut remarks = Vec::new();
    let mut configuration = Configuration { device_name: device_of(name), ..Configuration::default() };
    with_document(bytes, &mut remarks, |root| fill(root, &mut configuration));
    Read { configuration, remarks }
}

/// The device in the name of a file: `SEP001122334455` of `path/SEP001122334455.cnf.xml.sgn`.
fn device_of(name: &str) -> Option<String> {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let end = base.to_ascii_lowercase().find(".cnf.xml")?;
    let device = base.get(..end).filter(|device| !device.is_empty() && !device.eq_ignore_ascii_case("XMLDefault"))?;
    Some(visible(device).into_owned())
}

fn fill(root: Node<'_, '_>, configuration: &mut Configuration) {
    let text = |name: &str| child(root, name).and_then(text_of);
    configuration.protocol = text("deviceProtocol");
    configuration.device_security_mode = text("deviceSecurityMode").map(|code| security_mode(&code));
    configuration.transport = text("transportLayerProtocol").map(|code| transport(&code));
    configuration.load = text("loadInformation");
    configuration.capf_authentication = text("capfAuthMode").map(|code| capf_authentication(&code));
    configuration.certificate_hash = text("certHash").map(|hash| hash.to_ascii_lowercase());
    configuration.encrypted = text("encrConfig").and_then(|flag| truth(&flag));
    configuration.full = text("fullConfig").and_then(|flag| truth(&flag));
    configuration.capf_servers = elements(root, "capf").map(capf_server).collect();
    configuration.call_managers = call_managers(root, configuration.protocol.as_deref());
    configuration.tvs_servers = tvs_servers(root);
    configuration.tftp_servers = tftp_servers(root);
}

/// `deviceSecurityMode` in words.
fn security_mode(code: &str) -> String {
    match code {
        "1" => "non-secure",
        "2" => "authenticated",
        "3" => "encrypted",
        other => other,
    }
    .to_owned()
}

/// `transportLayerProtocol` in words.
fn transport(code: &str) -> String {
    match code {
        "1" => "TCP",
        "2" => "UDP",
        "3" => "TLS",
        "4" => "TCP or UDP",
        other => other,
    }
    .to_owned()
}

/// `capfAuthMode` in words: the codes by which CAPF knows them (formats.md, section 7).
fn capf_authentication(code: &str) -> String {
    match code {
        "0" => "no certificate operation is due",
        "1" => "by authentication string",
        "2" => "by null string",
        "3" => "by existing certificate, LSC before MIC",
        "4" => "by existing certificate, MIC before LSC",
        other => other,
    }
    .to_owned()
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

fn capf_server(capf: Node<'_, '_>) -> String {
    let port = child(capf, "phonePort").and_then(text_of).unwrap_or_else(|| "3804".to_owned());
    match child(capf, "processNodeName").and_then(text_of) {
        Some(host) => format!("{host}, port {port}"),
        None => format!("no server named, port {port}"),
    }
}

/// The members of CallManager groups by their priority.
fn call_managers(root: Node<'_, '_>, protocol: Option<&str>) -> Vec<String> {
    let groups = elements(root, "callManagerGroup");
    groups.flat_map(|group| members(group)).filter_map(|member| call_manager(member, protocol)).collect()
}

fn call_manager(member: Node<'_, '_>, protocol: Option<&str>) -> Option<String> {
    let manager = child(member, "callManager")?;
    let host = child(manager, "processNodeName").and_then(text_of);
    let name = child(manager, "name").and_then(text_of);
    let shown = match (host, name) {
        (Some(host), Some(name)) if host != name => format!("{name} at {host}"),
        (Some(host), _) => host,
        (None, name) => name?,
    };
    let is_sip = protocol.is_none_or(|protocol| protocol.eq_ignore_ascii_case("SIP"));
    let is_sccp = protocol.is_none_or(|protocol| protocol.eq_ignore_ascii_case("SCCP"));
    let kinds = [
        ("ethernetPhonePort", "SCCP", is_sccp),
        ("sipPort", "SIP", is_sip),
        ("securedSipPort", "SIP over TLS", is_sip),
        ("sipOAuthPort", "SIP with OAuth", is_sip),
    ];
    let ports = child(manager, "ports").map_or_else(Vec::new, |ports| {
        let port = |(element, kind, applies): &(&str, &str, bool)| {
            let number = child(ports, element).and_then(text_of)?;
            applies.then(|| format!("{kind} {number}"))
        };
        kinds.iter().filter_map(port).collect()
    });
    Some(if ports.is_empty() { shown } else { format!("{shown} ({})", ports.join(", ")) })
}

fn tvs_servers(root: Node<'_, '_>) -> Vec<String> {
    let server = |member: Node<'_, '_>| {
        let address = child(member, "address").and_then(text_of)?;
        let port = child(member, "port").and_then(text_of).unwrap_or_else(|| "2445".to_owned());
        Some(format!("{address}, port {port}"))
    };
    elements(root, "TVS").flat_map(|tvs| members(tvs)).filter_map(server).collect()
}

/// Elements whose names begin with `tftp`, and the server that firmware comes from.
fn tftp_servers(root: Node<'_, '_>) -> Vec<String> {
    let mut servers: Vec<String> = Vec::new();
    for node in root.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let of_tftp = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("tftp"));
        let Some(text) = text_of(node).filter(|text| truth(text).is_none()) else { continue };
        let server = match name {
            "loadServer" => format!("{text}, for firmware alone"),
            _ if of_tftp => text,
            _ => continue,
        };
        if !servers.contains(&server) {
            servers.push(server);
        }
    }
    servers
}

/// The `member`s of a group in the order of their priority, which is that of the file where none is stated.
fn members<'a, 'input>(group: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
    let mut members: Vec<Node<'_, '_>> = elements(group, "member").collect();
    members.sort_by_key(|member| {
        member.attribute("priority").and_then(|priority| priority.trim().parse().ok()).unwrap_or(u32::MAX)
    });
    members
}

/// Every element with this name below a node.
fn elements<'a, 'input: 'a>(node: Node<'a, 'input>, name: &str) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().filter(move |node| node.has_tag_name(name))
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.has_tag_name(name))
}

/// Longest text that is believed to be a name, an address or a number.
const LONGEST: usize = 256;

/// The text of an element, made visible; none when it is blank.
fn text_of(node: Node<'_, '_>) -> Option<String> {
    let text = node.text()?.trim();
    (!text.is_empty()).then(|| crate::text::shorten(&visible(text), LONGEST).into_owned())
}
