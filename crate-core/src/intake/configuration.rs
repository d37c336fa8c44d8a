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

#[cfg(test)]
mod tests {
    use crate::formats::certificate::fixtures;
    use crate::report::{InputKind, Report};
    use crate::{Case, Detail, Settings, Timestamp};

    fn report(files: &[&str]) -> Report {
        let mut case = Case::new();
        for file in files {
            case.add(&format!("tftp/{file}"), fixtures::read(&format!("configurations/{file}")));
        }
        case.report(&Settings::at(Timestamp::parse("2026-12-10").unwrap()), Detail::Slim, &mut |_| {})
    }

    #[test]
    fn configurations_are_recognised_and_tell_of_the_cluster() {
        let report = report(&["SEP001122334455.cnf.xml", "SEP001122334466.cnf.xml", "XMLDefault.cnf.xml"]);
        let descriptions: Vec<&str> = report.inputs.iter().map(|input| input.description.as_str()).collect();
        let expected = [
            "the configuration of SEP001122334455: encrypted, load sip88xx.14-2-1-0101-26",
            "the configuration of SEP001122334466: the short one beside an encrypted one",
            "the configuration that phones without one of their own get",
        ];
        assert_eq!(descriptions, expected);
        assert!(report.inputs.iter().all(|input| input.kind == InputKind::Configuration && input.problems.is_empty()));
        assert_eq!(report.configurations.len(), 3);
        let phones = &report.context.phones;
        assert_eq!(phones.len(), 2, "the default configuration is no phone's");
        assert_eq!(phones[0].device_name.as_deref(), Some("SEP001122334455"));
        assert_eq!(phones[0].device_security_mode.as_deref(), Some("encrypted"));
        assert_eq!((phones[0].call_managers.len(), phones[0].tvs_servers.len()), (2, 2));
        assert!(!serde_json::to_string(&report).unwrap().contains("PrintedNowhere"), "passwords stay where they are");
    }

    #[test]
    fn the_hash_is_compared_with_the_certificates_of_the_case() {
        let with = report(&["SEP001122334455.cnf.xml", "lsc.pem"]);
        assert_eq!(with.configurations[0].certificate.as_ref(), Some(&with.certificates[0].sha256));
        assert_eq!(with.configurations[0].certificate_hash.as_ref(), Some(&with.certificates[0].md5));
        assert!(with.configurations[0].notes[0].contains("which is in the case"));
        let without = report(&["SEP001122334455.cnf.xml"]);
        assert_eq!(without.configurations[0].notes, ["No certificate of the case has the hash in certHash."]);

        let mut case = Case::new();
        let configuration = String::from_utf8(fixtures::read("configurations/SEP001122334466.cnf.xml")).unwrap();
        case.add("SEP001122334455.cnf.xml", configuration.clone().into_bytes());
        case.add("lsc.pem", fixtures::read("configurations/lsc.pem"));
        case.add("odd.cnf.xml", configuration.replace("00112233445566778899AABBCCDDEEFF", "none").into_bytes());
        let stale = case.report(&Settings::at(Timestamp::from_unix(0)), Detail::Slim, &mut |_| {});
        assert!(stale.configurations[0].notes[0].contains("for another certificate of the phone"));
        assert!(stale.configurations[1].notes[0].contains("is no MD5"));
    }
}
