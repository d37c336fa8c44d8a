//! Phone configuration files.

use super::{Allowance, Artifact, Candidate, Recognised, problem};
use crate::formats::configuration::{self, Root};
use crate::report::{Configuration, InputKind};

/// Recognises a phone's configuration in XML.
pub(super) fn detect(candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    let root = configuration::root(candidate.bytes)?;
    let read = configuration::read(candidate.name, candidate.bytes);
    let problems = read.remarks.into_iter().map(|remark| problem(remark.offset, remark.message)).collect();
    let description = describe(root, &read.configuration);
    Some(Recognised {
        problems,
        artifact: Artifact::Configuration(read.configuration),
        ..Recognised::new(InputKind::Configuration, description)
    })
}

fn describe(root: Root, configuration: &Configuration) -> String {
    let mut description = match (root, &configuration.device_name) {
        (Root::Default, _) => "the configuration that phones without one of their own get".to_owned(),
        (Root::Device, Some(name)) => format!("the configuration of {name}"),
        (Root::Device, None) => "a phone's configuration".to_owned(),
    };
    let facts = [
        configuration.device_security_mode.clone(),
        configuration.load.as_ref().map(|load| format!("load {load}")),
        (configuration.full == Some(false)).then(|| "the short one beside an encrypted one".to_owned()),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        description.push_str(": ");
        description.push_str(&facts.join(", "));
    }
    description
}
