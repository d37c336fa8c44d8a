//! What the person says of the cluster: four fields, each read as it stands there.

use trustlens_core::Timestamp;
use trustlens_core::case::Releases;
use trustlens_core::checks;
use trustlens_core::report::{ClusterMode, Node, NodeService, same_host};
use trustlens_web::protocol::Settings;

/// A fact of the cluster that the person can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The release of CUCM.
    Release,
    /// The security mode.
    Mode,
    /// The nodes, and what each runs.
    Nodes,
    /// How many phones have no Security By Default.
    Phones,
    /// When the backup was made that would be restored.
    Backup,
}

/// The value of the field for the mode that stands for mixed mode.
pub const MIXED: &str = "mixed";
/// The value of the field for the mode that stands for non-secure mode.
pub const NON_SECURE: &str = "non-secure";

impl Field {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Release, Self::Mode, Self::Nodes, Self::Phones, Self::Backup];

    /// Its name in addresses; and in the report, where that names what was inferred.
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Mode => "mode",
            Self::Nodes => "nodes",
            Self::Phones => "phones",
            Self::Backup => "backup",
        }
    }

    /// The field with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The field that gives what a check lacks, in the words of the report.
    pub fn of_lack(words: &str) -> Option<Self> {
        let fact = |field: &Self| match field {
            Self::Release => checks::Fact::Release,
            Self::Mode => checks::Fact::Mode,
            Self::Nodes => checks::Fact::Nodes,
            Self::Phones => checks::Fact::PhonesWithoutSecurityByDefault,
            Self::Backup => checks::Fact::Backup,
        };
        Self::ALL.into_iter().find(|field| fact(field).name() == words)
    }

    /// What a text in the field says. An empty field says nothing, so that the case is asked.
    ///
    /// # Errors
    /// What is wrong with it and what to write, in a sentence or two.
    pub fn read(self, text: &str) -> Result<Fact, String> {
        let text = text.trim();
        Ok(match self {
            Self::Release => Fact::Release(release(text)?),
            Self::Mode => Fact::Mode(match text {
                MIXED => Some(ClusterMode::Mixed),
                NON_SECURE => Some(ClusterMode::NonSecure),
                _ => None,
            }),
            Self::Nodes => Fact::Nodes(nodes(text)?),
            Self::Phones => Fact::Phones(phones(text)?),
            Self::Backup => Fact::Backup(backup(text)?),
        })
    }
}

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The release, as it was written.
    Release(Option<String>),
    /// The security mode.
    Mode(Option<ClusterMode>),
    /// The nodes; none where the case is to be asked.
    Nodes(Vec<Node>),
    /// How many phones have no Security By Default.
    Phones(Option<u32>),
    /// When the backup was made that would be restored.
    Backup(Option<Timestamp>),
}

impl Fact {
    /// Lets the case be judged by it.
    pub fn put_into(self, settings: &mut Settings) {
        match self {
            Self::Release(release) => settings.release = release,
            Self::Mode(mode) => settings.mode = mode,
            Self::Nodes(nodes) => settings.nodes = nodes,
            Self::Phones(phones) => settings.phones_without_security_by_default = phones,
            Self::Backup(backup) => settings.backup = backup,
        }
    }
}

fn backup(text: &str) -> Result<Option<Timestamp>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |_| format!("“{text}” is not a date. Write it as in 2026-03-15.");
    Timestamp::parse(text).map(Some).map_err(wrong)
}

fn release(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    match Releases::parse(text) {
        Some(_) => Ok(Some(text.to_owned())),
        None => Err(format!("“{text}” is not a release of CUCM. Write it as in 12.5, 12.5(1)SU3, 14SU3 or 15.")),
    }
}

fn nodes(text: &str) -> Result<Vec<Node>, String> {
    let mut nodes: Vec<Node> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let node = Node::parse(line).map_err(|word| {
            let services = NodeService::ALL.map(NodeService::name).join(", ");
            format!("Line {number}: “{word}” is neither an address nor a service. The services are {services}.")
        })?;
        if node.name.is_empty() {
            continue;
        }
        if let Some(other) = nodes.iter().find(|other| same_host(&other.name, &node.name)) {
            return Err(format!(
                "Line {number}: {} was named before, as {}. Write one line for each node.",
                node.name, other.name
            ));
        }
        nodes.push(node);
    }
    Ok(nodes)
}

fn phones(text: &str) -> Result<Option<u32>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| format!("“{text}” is not a whole number. Write 0 where there are none."))
}

/// A node as a line of the field.
pub fn line_of(node: &Node) -> String {
    let services = node.runs.iter().map(|service| service.name());
    let words = node.addresses.iter().map(String::as_str).chain(services);
    std::iter::once(node.name.as_str()).chain(words).collect::<Vec<_>>().join(" ")
}

/// What stands in a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The text in it.
    pub text: String,
    /// The text that the case is judged by; empty where the person gave none.
    pub given: String,
    /// What is wrong with the text, if it is not what the case is judged by.
    pub problem: Option<String>,
}

/// What the person says of the cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cluster([Entry; Field::ALL.len()]);

impl Cluster {
    /// What stands in a field.
    pub fn entry(&self, field: Field) -> &Entry {
        &self.0[field as usize]
    }

    /// The person is writing.
    pub fn type_into(&mut self, field: Field, text: String) {
        self.0[field as usize].text = text;
    }

    /// The person has written, and the text is what the case is judged by, unless something is wrong with it.
    pub fn enter(&mut self, field: Field, text: String, problem: Option<String>) {
        let entry = &mut self.0[field as usize];
        if problem.is_none() {
            text.trim().clone_into(&mut entry.given);
        }
        entry.text = text;
        entry.problem = problem;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::Timestamp;

    #[test]
    fn a_release_is_taken_as_people_write_it_and_nothing_else() {
        for text in ["8.6", "12.5(1)SU3", " 14SU3 ", "15"] {
            assert_eq!(Field::Release.read(text), Ok(Fact::Release(Some(text.trim().to_owned()))));
        }
        assert_eq!(Field::Release.read(" "), Ok(Fact::Release(None)));
        let problem = Field::Release.read("twelve").unwrap_err();
        assert!(problem.contains("twelve") && problem.contains("12.5"), "{problem}");
    }

    #[test]
    fn nodes_are_lines_and_a_wrong_one_is_named() {
        let Ok(Fact::Nodes(nodes)) =
            Field::Nodes.read("cucm-pub publisher tftp\n\n  cucm-sub1, CallManager, 10.0.0.2\n")
        else {
            panic!("these are nodes");
        };
        assert_eq!(nodes.len(), 2);
        assert_eq!(line_of(&nodes[1]), "cucm-sub1 10.0.0.2 CallManager");
        assert_eq!(Field::Nodes.read(&line_of(&nodes[0])), Ok(Fact::Nodes(vec![nodes[0].clone()])));

        let problem = Field::Nodes.read("cucm-pub\ncucm-sub1 tfpt").unwrap_err();
        assert!(problem.starts_with("Line 2: “tfpt”") && problem.contains("TFTP"), "{problem}");
        let problem = Field::Nodes.read("cucm-pub\nCUCM-PUB.example.com").unwrap_err();
        assert!(problem.starts_with("Line 2:"), "{problem}");
    }

    #[test]
    fn phones_are_counted_in_whole_numbers() {
        assert_eq!(Field::Phones.read("12"), Ok(Fact::Phones(Some(12))));
        assert_eq!(Field::Phones.read(""), Ok(Fact::Phones(None)));
        for wrong in ["-1", "some", "1.5", "99999999999"] {
            assert!(Field::Phones.read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn facts_are_what_the_case_is_judged_by() {
        let mut settings = Settings::at(Timestamp::from_unix(0));
        for (field, text) in
            [(Field::Release, "12.5"), (Field::Mode, MIXED), (Field::Nodes, "a\nb"), (Field::Phones, "3")]
        {
            field.read(text).unwrap().put_into(&mut settings);
        }
        assert_eq!(settings.release.as_deref(), Some("12.5"));
        assert_eq!(settings.mode, Some(ClusterMode::Mixed));
        assert_eq!(settings.nodes.len(), 2);
        assert_eq!(settings.phones_without_security_by_default, Some(3));
        for field in Field::ALL {
            field.read("").unwrap().put_into(&mut settings);
        }
        assert_eq!(settings, Settings::at(Timestamp::from_unix(0)));
    }

    #[test]
    fn what_is_wrong_changes_nothing() {
        let mut cluster = Cluster::default();
        cluster.enter(Field::Release, "12.5".to_owned(), None);
        cluster.enter(Field::Release, "twelve".to_owned(), Some("No.".to_owned()));
        let entry = cluster.entry(Field::Release);
        assert_eq!((entry.text.as_str(), entry.given.as_str()), ("twelve", "12.5"));
    }

    #[test]
    fn every_lack_has_its_field() {
        for fact in [
            checks::Fact::Release,
            checks::Fact::Mode,
            checks::Fact::Nodes,
            checks::Fact::PhonesWithoutSecurityByDefault,
            checks::Fact::Backup,
        ] {
            let field = Field::of_lack(fact.name()).unwrap();
            assert_eq!(Field::parse(field.name()), Some(field));
        }
    }
}
