//! What the lab answers at once.

use trustlens_core::lab::faults::{self, Fault};
use trustlens_core::lab::{Description, LabError};
use trustlens_core::text::visible;
use trustlens_web::lab::protocol::{ClosedFault, FaultEntry, Problem, Request, Response};

/// The answer to a request that takes neither time nor files; `None` for the others.
pub fn answer(request: Request) -> Option<Response> {
    Some(match request {
        Request::Faults => Response::Faults(faults::all().map(entry).collect()),
        Request::Example(name) => match faults::find(&name) {
            Some(fault) => Response::Description(Box::new(fault.example())),
            None => Response::Unreadable(words(&LabError::NoFault(name))),
        },
        Request::Read { name, text } => {
            let is_json = name.to_ascii_lowercase().ends_with(".json");
            let read = if is_json { Description::from_json(&text) } else { Description::from_toml(&text) };
            match read {
                Ok(description) => Response::Description(Box::new(description)),
                Err(error) => Response::Unreadable(words(&error)),
            }
        }
        Request::Write(description) => match description.to_toml() {
            Ok(text) => Response::Text(text),
            Err(error) => Response::Unreadable(words(&error)),
        },
        Request::Check(description) => {
            Response::Checked { problems: problems(&description), closed: closed(&description) }
        }
        Request::Make { .. } | Request::OpenKeys { .. } | Request::Draft { .. } | Request::Sign { .. } => return None,
    })
}

fn words(error: &LabError) -> String {
    visible(&error.to_string()).into_owned()
}

fn entry(fault: &Fault) -> FaultEntry {
    FaultEntry {
        name: fault.name.to_owned(),
        check: fault.check.to_owned(),
        title: fault.title.to_owned(),
        about: fault.about.to_owned(),
        needs: fault.needs.iter().map(ToString::to_string).collect(),
        changes: fault.changes.iter().map(ToString::to_string).collect(),
    }
}

/// All that keeps a description from being made: fields first, then faults.
fn problems(description: &Description) -> Vec<Problem> {
    let fields = description.check().err().unwrap_or_default().into_iter().map(|error| match error {
        LabError::Description { field, reason } => Problem { field, reason: visible(&reason).into_owned() },
        other => Problem { field: String::new(), reason: words(&other) },
    });
    let mut problems: Vec<Problem> = fields.collect();
    for (place, name) in description.faults.iter().enumerate() {
        let wrong = match faults::find(name) {
            None => Some(LabError::NoFault(name.clone())),
            Some(fault) => unfit(fault, description, description.faults.get(..place).unwrap_or_default()),
        };
        problems.extend(wrong.map(|error| Problem { field: format!("faults[{place}]"), reason: words(&error) }));
    }
    problems
}

/// The faults that cannot be added.
fn closed(description: &Description) -> Vec<ClosedFault> {
    let others = faults::all().filter(|fault| !description.faults.iter().any(|name| name == fault.name));
    let closed = others.filter_map(|fault| {
        let error = unfit(fault, description, &description.faults)?;
        Some(ClosedFault { name: fault.name.to_owned(), reason: words(&error) })
    });
    closed.collect()
}

/// Why a fault cannot be combined with a description and others of its faults.
fn unfit(fault: &'static Fault, description: &Description, others: &[String]) -> Option<LabError> {
    let others = others.iter().filter_map(|name| faults::find(name));
    let collision = || others.into_iter().find(|other| other.collides_with(fault));
    fault.fits(description).err().or_else(|| collision().map(|other| LabError::FaultsCollide(other.name, fault.name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::lab::KeyKind;
    use trustlens_core::report::ClusterMode;

    fn check(description: Description) -> (Vec<Problem>, Vec<ClosedFault>) {
        match answer(Request::Check(Box::new(description))) {
            Some(Response::Checked { problems, closed }) => (problems, closed),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_description_is_read_as_its_name_says() {
        let read = |name: &str, text: &str| answer(Request::Read { name: name.to_owned(), text: text.to_owned() });
        for (name, text) in
            [("lab.toml", "key = \"p-384\""), ("Lab.JSON", "{\"key\": \"p-384\"}"), ("", "key = 'p-384'")]
        {
            let Some(Response::Description(description)) = read(name, text) else { panic!("{name} is not read") };
            assert_eq!(description.key, KeyKind::P384, "{name}");
        }
        let Some(Response::Unreadable(reason)) = read("lab.toml", "kay = \"\u{202e}\"") else { panic!("it is read") };
        assert!(reason.contains("kay") && !reason.contains('\u{202e}'), "{reason}");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let description = Box::new(Description::healthy("11.5", ClusterMode::NonSecure, 2).signed());
        let Some(Response::Text(text)) = answer(Request::Write(description.clone())) else {
            panic!("it is not written")
        };
        let read = answer(Request::Read { name: "lab.toml".to_owned(), text });
        assert_eq!(read, Some(Response::Description(description)));
    }

    #[test]
    fn examples_of_all_faults_can_be_made() {
        let Some(Response::Faults(entries)) = answer(Request::Faults) else { panic!("there are no faults") };
        assert!(!entries.is_empty());
        for entry in entries {
            let Some(Response::Description(example)) = answer(Request::Example(entry.name.clone())) else {
                panic!("{} has no example", entry.name)
            };
            assert_eq!(check(*example).0, [], "{}", entry.name);
        }
        assert!(matches!(answer(Request::Example("none".to_owned())), Some(Response::Unreadable(_))));
    }

    #[test]
    fn problems_name_their_fields() {
        let mut description = Description::healthy("12.5", ClusterMode::NonSecure, 3);
        description.nodes[2].address = "nowhere".to_owned();
        description.faults = vec!["no-such-fault".to_owned()];
        let (problems, closed) = check(description);
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["nodes[2].address", "faults[0]"]);
        let mixed = faults::all().filter(|fault| fault.needs.iter().any(|need| need.to_string() == "mixed mode"));
        for fault in mixed {
            let reason = closed.iter().find(|closed| closed.name == fault.name).map(|closed| closed.reason.as_str());
            assert!(reason.is_some_and(|reason| reason.contains("mixed mode")), "{}: {reason:?}", fault.name);
        }
    }

    #[test]
    fn faults_that_change_the_same_close_one_another() {
        let (one, other) = faults::all()
            .flat_map(|one| faults::all().map(move |other| (one, other)))
            .find(|(one, other)| {
                let example = one.example();
                one.name != other.name && one.collides_with(other) && other.fits(&example).is_ok()
            })
            .unwrap();
        let mut description = one.example();
        let closed = check(description.clone()).1;
        assert!(
            closed.iter().any(|closed| closed.name == other.name && closed.reason.contains(one.name)),
            "{closed:?}"
        );
        description.faults.push(other.name.to_owned());
        let problems = check(description).0;
        assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["faults[1]"]);
    }
}
