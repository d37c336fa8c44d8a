//! What is known of the cluster: what the user says, and what the case tells.
//!
//! What the user says wins. The rest is inferred, and said to be, with the reason: one file a fact. A fact on which the case contradicts
//! itself stays open, because a guess would make checks fail that should not.

mod list_nodes;
mod mode;
mod nodes;
mod release;

pub use mode::mode_of;
pub(crate) use nodes::configured;

use super::evaluation::{JudgedCertificate, JudgedList};
use super::holdings::input_of;
use super::input::{Contents, Input};
use super::release::Releases;
use crate::plan::Change;
use crate::report::{ClusterMode, Configuration, Context, Evidence, Inference, Listing, Node, Phone};
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// What the user says of the cluster, and the date to judge by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// When the backup was made that would be restored.
    pub backup: Option<Timestamp>,
    /// What somebody is about to change.
    pub changes: Vec<Change>,
}

impl Settings {
    /// Judged at a date, with nothing said of the cluster.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self {
            at,
            release: None,
            mode: None,
            nodes: Vec::new(),
            phones_without_security_by_default: None,
            backup: None,
            changes: Vec::new(),
        }
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

impl<'a, 'case> Clues<'a, 'case> {
    /// The name of an input, without folders.
    fn name(&self, id: usize) -> &'case str {
        self.input(id).map_or("an input", Input::short_name)
    }

    /// The input with this number; they stand in the order of their numbers.
    fn input(&self, id: usize) -> Option<&'case Input> {
        input_of(self.inputs, id)
    }

    /// Every list once: without printouts of files that are in the case.
    fn distinct_lists(&self) -> impl Iterator<Item = &'a JudgedList<'case>> + use<'a, 'case> {
        self.lists.iter().filter(|list| list.same_as.is_none())
    }
}

/// The context of a case: what was said, completed with what can be inferred; and the releases that the cluster may run.
#[must_use]
pub fn infer(settings: &Settings, clues: &Clues<'_, '_>) -> (Context, Releases) {
    let mut context = Context {
        phones_without_security_by_default: settings.phones_without_security_by_default,
        backup: settings.backup,
        phones: clues.inputs.iter().filter_map(phone).collect(),
        ..Context::default()
    };

    context.mode = settings.mode.unwrap_or_default();
    if context.mode == ClusterMode::Unknown {
        let (mode, inference) = mode::infer(clues);
        context.mode = mode;
        context.inferences.extend(inference);
        if mode != ClusterMode::Unknown {
            context.inferred.push("mode".to_owned());
        }
    }

    let told = release::infer(clues, settings.release.as_deref());
    context.release = settings.release.clone().or(told.exact);
    context.releases = told.releases.is_known().then(|| told.releases.to_string());
    context.inferences.extend(told.inferences);
    if settings.release.is_none() && told.releases.is_known() {
        context.inferred.push("release".to_owned());
    }

    let written = list_nodes::of(clues);
    let found = nodes::infer(clues, &written, told.releases);
    if settings.nodes.is_empty() {
        if !found.nodes.is_empty() {
            context.inferred.push("nodes".to_owned());
        }
        context.nodes = found.nodes;
        context.inferences.extend(found.inferences);
    } else {
        context.nodes = settings.nodes.iter().map(|node| nodes::completed(node, &found.nodes)).collect();
    }
    context.list_nodes = list_nodes::named(clues, written, &context.nodes);
    (context, told.releases)
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

/// Evidence: an input as a whole.
fn of_input(id: usize) -> Evidence {
    Evidence { input: Some(id), ..Evidence::default() }
}

/// Evidence: a record of a list.
fn of_record(list: &JudgedList<'_>, record: usize) -> Evidence {
    Evidence { input: Some(list.input.id), record: Some(record), ..Evidence::default() }
}

fn inference(field: &str, reason: String, evidence: Vec<Evidence>) -> Inference {
    Inference { field: field.to_owned(), reason, evidence }
}

#[cfg(test)]
mod tests;
