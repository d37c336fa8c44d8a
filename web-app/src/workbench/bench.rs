//! What the lab shows: one state, changed by acts.

use super::field::{Field, id_of};
use super::form::Form;
use super::signing::{SignAct, Signing};
use crate::session::Gift;
use crate::shared::Shared;
use crate::words;
use trustlens_core::Settings;
use trustlens_core::lab::{Description, RELEASES};
use trustlens_web::lab::protocol::{ClosedFault, FaultEntry, FileEntry, Problem};
use web_sys::Blob;
use yew::AttrValue;

/// Everything of the lab that the components draw.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bench {
    /// The form.
    pub form: Form,
    /// Whether the person writes the release instead of choosing it.
    pub writes_release: bool,
    /// All faults, once the worker has named them.
    pub faults: Option<Shared<Vec<FaultEntry>>>,
    /// Words that must be found in each fault.
    pub sought: String,
    /// What keeps the description from being made, as the worker last saw it.
    pub problems: Vec<Problem>,
    /// The faults that do not fit the description, as the worker last saw it.
    pub closed: Vec<ClosedFault>,
    /// The description as TOML, as the worker last wrote it.
    pub text: AttrValue,
    /// Something that went wrong and belongs to no field.
    pub trouble: Option<String>,
    /// Whether a cluster is being made, or has been.
    pub making: Making,
    /// Signing with the person's own keys.
    pub signing: Signing,
}

/// How making a cluster stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Making {
    /// Nothing was asked for.
    #[default]
    Idle,
    /// It is being made: so many of so many steps; 0 of 0 when that is not known yet.
    Working {
        /// Steps done.
        done: usize,
        /// All steps.
        total: usize,
        /// What is being made.
        what: String,
    },
    /// It has been made.
    Made(Shared<Made>),
    /// It could not be made, for this reason.
    Failed(String),
    /// The person stopped it.
    Stopped,
}

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// Of what.
    pub description: Description,
    /// The files in the archive.
    pub files: Vec<FileEntry>,
    /// What to judge the cluster by.
    pub settings: Settings,
    /// All files, as a zip.
    pub archive: Blob,
}

impl Made {
    /// All files as one.
    pub fn file(&self) -> Gift {
        Gift { name: self.archive_name(), blob: self.archive.clone() }
    }

    /// What its archive is called.
    pub fn archive_name(&self) -> String {
        let Description { release, nodes, .. } = &self.description;
        let letter = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' };
        let release: String = release.chars().map(letter).collect();
        format!("lab-cluster-{release}-{}-nodes.zip", nodes.len())
    }
}

/// What can happen in the lab.
#[derive(Debug)]
pub enum Act {
    /// The person wrote into a field, or chose something.
    Wrote(Field, String),
    /// The person is writing into a field of which only the whole text is taken.
    Typed(Field, String),
    /// The person wants to write the release instead of choosing it.
    WritesRelease,
    /// The person wants another node.
    NodeAdded,
    /// The person took a node away.
    NodeRemoved(usize),
    /// The person chose a fault, or left it.
    FaultToggled(String),
    /// The person opened a description.
    Opened(Box<Description>),
    /// The worker made a description that has a fault.
    Fitted(Box<Description>),
    /// The worker named all faults.
    FaultsCame(Vec<FaultEntry>),
    /// The person looks for words in the faults.
    Sought(String),
    /// The worker looked at the description.
    Checked(Vec<Problem>, Vec<ClosedFault>),
    /// The worker wrote the description as text.
    Written(String),
    /// Something went wrong; or it is to be forgotten.
    Troubled(Option<String>),
    /// Making began, went on or ended.
    Went(Making),
    /// Something happened in signing.
    Sign(SignAct),
}

impl Bench {
    /// What the lab shows after an act.
    pub fn act(&mut self, act: Act) {
        match act {
            Act::Wrote(field, text) => {
                if field == Field::Release {
                    self.writes_release &= !RELEASES.contains(&text.as_str());
                }
                self.form.write(field, text);
            }
            Act::Typed(field, text) => self.form.type_into(field, text),
            Act::WritesRelease => self.writes_release = true,
            Act::NodeAdded => self.form.add_node(),
            Act::NodeRemoved(number) => self.form.remove_node(number),
            Act::FaultToggled(name) => self.form.toggle_fault(&name),
            Act::Opened(description) => {
                self.writes_release = !RELEASES.contains(&description.release.as_str());
                self.form.take(*description);
                self.trouble = None;
            }
            Act::Fitted(description) => {
                // Neither is ever what keeps a fault from fitting, but for curves, which the example has then.
                let Description { seed, key, .. } = self.form.description();
                let usual = Description::default().key;
                let key = if description.key == usual && !key.is_elliptic() { *key } else { description.key };
                let fitted = Description { seed: seed.clone(), key, ..*description };
                self.act(Act::Opened(Box::new(fitted)));
            }
            Act::FaultsCame(faults) => self.faults = Some(Shared::new(faults)),
            Act::Sought(words) => self.sought = words,
            Act::Checked(problems, closed) => {
                self.problems = problems;
                self.closed = closed;
            }
            Act::Written(text) => self.text = text.into(),
            Act::Troubled(trouble) => self.trouble = trouble,
            Act::Went(making) => self.making = making,
            Act::Sign(act) => self.signing.act(act),
        }
    }

    /// Everything that keeps the cluster from being made: the `id` of its element, and a sentence.
    pub fn obstacles(&self) -> Vec<(Option<String>, String)> {
        let unread = self.form.unread().map(|(field, problem)| (Some(field.id()), problem.to_owned()));
        let found = self.problems.iter().map(|problem| (self.place_of(problem), self.in_titles(&problem.reason)));
        unread.chain(found).collect()
    }

    /// The `id` of the element that a problem belongs to.
    fn place_of(&self, problem: &Problem) -> Option<String> {
        let name = self.fault_of(problem).unwrap_or(&problem.field);
        (!name.is_empty()).then(|| id_of(name))
    }

    /// The fault that a problem speaks of.
    fn fault_of(&self, problem: &Problem) -> Option<&str> {
        let number: usize = problem.field.strip_prefix("faults[")?.strip_suffix(']')?.parse().ok()?;
        self.form.description().faults.get(number).map(String::as_str)
    }

    /// What is wrong with a field.
    pub fn problem_at(&self, field: Field) -> Option<String> {
        let unread = self.form.unread().find(|(other, _)| *other == field).map(|(_, problem)| problem.to_owned());
        let name = field.name();
        let found = || {
            self.problems.iter().find(|problem| problem.field == name).map(|problem| self.in_titles(&problem.reason))
        };
        unread.or_else(found)
    }

    /// What is wrong with a fault that is chosen.
    pub fn problem_of_fault(&self, name: &str) -> Option<String> {
        let problem = self.problems.iter().find(|problem| self.fault_of(problem) == Some(name))?;
        Some(self.in_titles(&problem.reason))
    }

    /// Why a fault cannot be chosen.
    pub fn closed_because(&self, name: &str) -> Option<&str> {
        self.closed.iter().find(|closed| closed.name == name).map(|closed| closed.reason.as_str())
    }

    /// The title of a fault, where the faults have come.
    pub fn title_of(&self, name: &str) -> Option<&str> {
        self.faults.as_ref()?.iter().find(|fault| fault.name == name).map(|fault| fault.title.as_str())
    }

    /// A sentence of the core, which calls faults by the names of descriptions, with their titles.
    pub fn in_titles(&self, reason: &str) -> String {
        let word = |word: &str| {
            let name = word.trim_end_matches([':', ',', '.']);
            let title = self.title_of(name).map(|title| format!("“{title}”{}", &word[name.len()..]));
            title.unwrap_or_else(|| word.to_owned())
        };
        let words: Vec<String> = reason.split(' ').map(word).collect();
        words::sentence(&words.join(" ").replace("the fault “", "“"))
    }

    /// Whether a cluster is being made.
    pub fn is_making(&self) -> bool {
        matches!(self.making, Making::Working { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::lab::KeyKind;
    use trustlens_core::report::ClusterMode;

    fn problem(field: &str) -> Problem {
        Problem { field: field.to_owned(), reason: format!("{field} is wrong") }
    }

    #[test]
    fn problems_belong_to_their_fields_and_faults() {
        let mut bench = Bench::default();
        bench.act(Act::FaultToggled("stale".to_owned()));
        bench.act(Act::Wrote(Field::Version, "x".to_owned()));
        bench.act(Act::Checked(vec![problem("nodes[1].address"), problem("faults[0]")], Vec::new()));
        assert!(bench.problem_at(Field::NodeAddress(1)).is_some() && bench.problem_at(Field::NodeAddress(0)).is_none());
        assert!(bench.problem_at(Field::Version).is_some());
        assert!(bench.problem_of_fault("stale").is_some() && bench.problem_of_fault("other").is_none());
        let places: Vec<String> = bench.obstacles().into_iter().filter_map(|(place, _)| place).collect();
        assert_eq!(places, [Field::Version.id(), Field::NodeAddress(1).id(), id_of("stale")]);
    }

    #[test]
    fn faults_are_called_by_their_titles() {
        let mut bench = Bench::default();
        let fault = |name: &str, title: &str| FaultEntry {
            name: name.to_owned(),
            check: "XF-03".to_owned(),
            title: title.to_owned(),
            about: String::new(),
            needs: Vec::new(),
            changes: Vec::new(),
        };
        bench.act(Act::FaultsCame(vec![fault("capf-renewed", "CAPF renewed"), fault("stale", "A stale list")]));
        assert_eq!(bench.in_titles("the fault stale needs mixed mode"), "“A stale list” needs mixed mode");
        let collide = bench.in_titles("the faults capf-renewed and stale change the same thing: choose one of them");
        assert_eq!(collide, "The faults “CAPF renewed” and “A stale list” change the same thing: choose one of them");
    }

    #[test]
    fn a_release_is_chosen_or_written() {
        let mut bench = Bench::default();
        bench.act(Act::WritesRelease);
        bench.act(Act::Wrote(Field::Release, "12.".to_owned()));
        assert!(bench.writes_release);
        bench.act(Act::Wrote(Field::Release, "12.5".to_owned()));
        assert!(!bench.writes_release);
        bench.act(Act::Opened(Box::new(Description::healthy("13.1", ClusterMode::Mixed, 1))));
        assert!(bench.writes_release);
    }

    #[test]
    fn a_cluster_that_was_fitted_to_a_fault_keeps_seed_and_key() {
        let mut bench = Bench::default();
        bench.act(Act::Wrote(Field::Seed, "a course".to_owned()));
        bench.act(Act::Wrote(Field::Key, "rsa-1024".to_owned()));
        bench.act(Act::Fitted(Box::new(Description::healthy("9.1", ClusterMode::Mixed, 3))));
        let description = bench.form.description();
        assert_eq!((description.release.as_str(), description.key), ("9.1", KeyKind::Rsa1024));
        assert_eq!(description.seed.as_deref(), Some("a course"));
        let curves = Description { key: KeyKind::P384, ..Description::default() };
        bench.act(Act::Fitted(Box::new(curves)));
        assert_eq!(bench.form.description().key, KeyKind::P384);
    }
}
