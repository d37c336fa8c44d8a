//! What is known of the cluster: what the user says, and what the case tells.

use super::evaluation::{JudgedCertificate, JudgedList};
use super::input::{Contents, Input, ListContents};
use super::release::Releases;
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Configuration, Context, ListKind, Listing, Node, Phone};
use crate::timestamp::Timestamp;

/// What the user says of the cluster, and the date to judge by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The date that expiry is judged by.
    pub at: Timestamp,
    /// The release: `12.5`.
    pub release: Option<String>,
    /// The security mode; `None` or [`ClusterMode::Unknown`] to have it inferred.
    pub mode: Option<ClusterMode>,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// How many phones have no Security By Default.
    pub phones_without_security_by_default: Option<u32>,
}

impl Settings {
    /// Judged at a date, with nothing said of the cluster.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self { at, release: None, mode: None, nodes: Vec::new(), phones_without_security_by_default: None }
    }
}

/// What the context is inferred from.
#[derive(Debug, Clone, Copy)]
pub struct Clues<'a, 'case> {
    /// Everything that was given.
    pub inputs: &'case [Input],
    /// Every ITL and CTL.
    pub lists: &'a [JudgedList<'case>],
    /// Every certificate.
    pub certificates: &'a [JudgedCertificate<'case>],
    /// Every listing of certificates.
    pub listings: &'a [Listing],
}

/// The context of a case: what was said, completed with what can be inferred; and the releases that the cluster may run.
#[must_use]
pub fn infer(settings: &Settings, clues: &Clues<'_, '_>) -> (Context, Releases) {
    let inputs = clues.inputs;
    let mut context = Context {
        release: settings.release.clone(),
        nodes: settings.nodes.clone(),
        phones_without_security_by_default: settings.phones_without_security_by_default,
        phones: inputs.iter().filter_map(phone).collect(),
        ..Context::default()
    };
    context.mode = settings.mode.unwrap_or_default();
    if context.mode == ClusterMode::Unknown {
        context.mode = inferred_mode(inputs);
        if context.mode != ClusterMode::Unknown {
            context.inferred.push("mode".to_owned());
        }
    }
    let releases = settings.release.as_deref().and_then(Releases::parse).unwrap_or(Releases::ANY);
    context.releases = releases.is_known().then(|| releases.to_string());
    (context, releases)
}

/// What an input says of a phone, if it is its configuration. (`XMLDefault.cnf.xml` is no phone's.)
fn phone(input: &Input) -> Option<Phone> {
    let Contents::Configuration(configuration) = &input.contents else { return None };
    let Configuration { device_name, device_security_mode, .. } = &**configuration;
    (device_name.is_some() || device_security_mode.is_some()).then(|| Phone {
        input: input.id,
        device_name: device_name.clone(),
        device_security_mode: device_security_mode.clone(),
        capf_servers: configuration.capf_servers.clone(),
        call_managers: configuration.call_managers.clone(),
        tvs_servers: configuration.tvs_servers.clone(),
        tftp_servers: configuration.tftp_servers.clone(),
    })
}

/// The mode that one list tells, if it does: in an ITL, configuration is signed by a TFTP record in non-secure mode and by a CCM+TFTP
/// record in mixed mode (domain.md, section 2.2); a CTL whose CCM+TFTP records are empty was left behind by a change to non-secure mode
/// (section 2.3).
#[must_use]
pub fn mode_of(list: &ListContents) -> ClusterMode {
    let servers = || list.list.with_role(Role::CCM_TFTP);
    match list.kind {
        ListKind::Itl if servers().next().is_some() => ClusterMode::Mixed,
        ListKind::Itl if list.list.with_role(Role::TFTP).next().is_some() => ClusterMode::NonSecure,
        ListKind::Ctl if servers().any(|(_, record)| record.has_certificate()) => ClusterMode::Mixed,
        ListKind::Ctl if servers().any(|(_, record)| !record.is_cut()) => ClusterMode::NonSecure,
        _ => ClusterMode::Unknown,
    }
}

/// The mode that all lists agree upon, whether they are files or were printed.
fn inferred_mode(inputs: &[Input]) -> ClusterMode {
    let mut modes =
        inputs.iter().filter_map(Input::trust_list).map(mode_of).filter(|mode| *mode != ClusterMode::Unknown);
    match modes.next() {
        Some(first) if modes.all(|mode| mode == first) => first,
        _ => ClusterMode::Unknown,
    }
}
