//! `utils ctl …` and `utils itl …`: what became of it, and what the server asks to be done next (formats.md, sections 3.2 and 8.2).

use super::super::{Artifact, Recognised};
use super::text::Text;
use super::{Mark, Section};
use crate::report::{ClusterMode, InputKind, Listing};
use crate::text::{shorten, visible};

pub(super) const SECTION: Section = Section {
    command: |command| command.starts_with("utils ctl ") || command.starts_with("utils itl "),
    mark,
    holds_pem: false,
    name: |text| if text.lines().iter().any(|line| is_of_itl(&line.text)) { "utils itl reset" } else { "utils ctl" },
    read,
};

/// What a line tells.
enum Said {
    /// A step that succeeded, in words, and the mode of the cluster after it.
    Done(&'static str, Option<ClusterMode>),
    /// What is to be done next, in words.
    Next(&'static str),
    /// Something that the server remarks.
    Remark(&'static str),
    /// Nothing but that the command runs.
    Step,
}

/// Sentences of the command, in lower case, and what they tell.
const SENTENCES: &[(&str, Said)] = &[
    ("ctl file updated", Said::Done("The CTL was made and signed anew.", None)),
    ("cluster set to mixed mode", Said::Done("The cluster was set to mixed mode.", Some(ClusterMode::Mixed))),
    (
        "cluster set to non secure mode",
        Said::Done(
            "The cluster was set to non-secure mode; the CTL stays, without the certificates of the servers.",
            Some(ClusterMode::NonSecure),
        ),
    ),
    ("the reset itl file was generated successfully", Said::Done("The ITL was signed anew.", None)),
    (
        "restart the tftp and cisco callmanager services",
        Said::Next("It asks to restart TFTP and CallManager on every node that runs them."),
    ),
    ("restart cisco ctimanager services", Said::Next("It asks to restart CTIManager on every node that runs it.")),
    (
        "restart the cisco callmanager and cisco ctimanager services",
        Said::Next("It asks to restart CallManager and CTIManager on every node that runs them."),
    ),
    ("you must reset all phones", Said::Next("It asks to reset all phones, so that they take the new CTL.")),
    ("auto-registration is enabled", Said::Remark("It warns that auto-registration is enabled on at least one node.")),
    ("updating ctl file", Said::Step),
    ("moving cluster to mixed mode", Said::Step),
    ("moving cluster to non secure mode", Said::Step),
    ("generating the reset itl file", Said::Step),
    ("locating active tftp servers in the cluster", Said::Step),
    ("transferring new reset itl file", Said::Step),
];

/// What stands before the name of a node that got the new ITL, in lower case.
const TRANSFERRED: &str = "successfully transferred reset itl to node";

/// What stands before the number of TFTP servers, in lower case.
const NUMBER: &str = "number of active tftp servers in the cluster";

/// Words of lines that tell of a failure.
const FAILURES: &[&str] =
    &["fail", "error", "unable", "not permitted", "not authorized", "cannot", "could not", "invalid"];

fn mark(line: &str) -> Option<Mark> {
    let lower = line.to_ascii_lowercase();
    let known = SENTENCES.iter().any(|(sentence, _)| lower.starts_with(sentence))
        || [TRANSFERRED, NUMBER].iter().any(|beginning| lower.starts_with(beginning));
    known.then(|| Mark::body(Some(if is_of_itl(line) { "itl" } else { "ctl" })))
}

fn is_of_itl(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    lower.contains("reset itl") || lower.contains("active tftp servers") || lower.contains("utils itl")
}

fn read(text: &Text<'_>) -> Option<Recognised> {
    let command = command_of(text);
    let mut outcome = Outcome::default();
    for line in text.lines() {
        outcome.take(line.text.trim());
    }
    if outcome.notes.is_empty() && outcome.next.is_empty() && !outcome.runs && outcome.answer.is_none() {
        return None;
    }
    let name = command.clone().unwrap_or_else(|| (SECTION.name)(text).to_owned());
    let Outcome { nodes, mode, .. } = outcome.clone();
    let listing = Listing { command: name.clone(), notes: outcome.finish(&name), nodes, mode, ..Listing::default() };
    Some(Recognised {
        artifact: Artifact::Listing(listing),
        ..Recognised::new(InputKind::Transcript, format!("output of \"{name}\""))
    })
}

/// Commands in full. What follows them is the name of a server and of a user, or output that was glued to the command.
const COMMANDS: &[&str] = &[
    "utils ctl update CTLFile",
    "utils ctl reset localkey",
    "utils ctl set-cluster mixed-mode",
    "utils ctl set-cluster non-secure-mode",
    "utils itl reset localkey",
    "utils itl reset remotekey",
];

/// The command that was typed.
fn command_of(text: &Text<'_>) -> Option<String> {
    let line = &text.lines().first()?.text;
    let prompt = line.to_ascii_lowercase().find("admin:")?;
    let words: Vec<&str> = line.get(prompt + "admin:".len()..)?.split_whitespace().collect();
    let typed = words.join(" ");
    let begins =
        |beginning: &str| typed.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning));
    let known = COMMANDS.iter().find(|command| begins(command)).map(|command| (*command).to_owned());
    let is_other = begins("utils ctl ") || begins("utils itl ");
    known.or_else(|| is_other.then(|| visible(&words.get(..3).unwrap_or(&words).join(" ")).into_owned()))
}

/// What became of the command.
#[derive(Debug, Default, Clone)]
struct Outcome {
    notes: Vec<String>,
    next: Vec<String>,
    nodes: Vec<String>,
    mode: Option<ClusterMode>,
    /// Whether it was begun.
    runs: bool,
    /// Whether a step is said to have succeeded.
    succeeded: bool,
    failed: bool,
    /// The answer to the question whether to continue.
    answer: Option<bool>,
    /// TFTP servers that there are.
    servers: Option<usize>,
}

impl Outcome {
    fn take(&mut self, line: &str) {
        let lower = line.to_ascii_lowercase();
        if let Some((_, answer)) = lower.split_once("continue? (y/n)") {
            let answer = answer.trim_start_matches([':', ' ']);
            self.answer = Some(!answer.starts_with('n'));
        }
        for (_, said) in SENTENCES.iter().filter(|(sentence, _)| lower.contains(sentence)) {
            let words = match said {
                Said::Done(words, mode) => {
                    self.succeeded = true;
                    self.mode = mode.or(self.mode);
                    words
                }
                Said::Next(words) => {
                    push_once(&mut self.next, words);
                    continue;
                }
                Said::Remark(words) => words,
                Said::Step => {
                    self.runs = true;
                    continue;
                }
            };
            push_once(&mut self.notes, words);
        }
        if let Some(node) = behind(line, &lower, TRANSFERRED) {
            self.succeeded = true;
            push_once(&mut self.nodes, node);
        }
        if let Some(number) = behind(line, &lower, NUMBER) {
            self.servers = number.trim_start_matches([':', ' ']).parse().ok();
        }
        if FAILURES.iter().any(|word| lower.contains(word)) {
            self.failed = true;
            push_once(&mut self.notes, &format!("It says \"{}\".", shorten(&visible(line), 200)));
        }
    }

    /// The notes, completed with what follows from the command.
    fn finish(self, command: &str) -> Vec<String> {
        let mut notes = self.notes;
        let lower = command.to_ascii_lowercase();
        if self.succeeded {
            let follows = if lower.ends_with("ctl reset localkey") {
                Some(
                    "The CTL is signed with the CallManager key for the time being. Once every phone has taken it, run \"utils ctl update \
                     CTLFile\", which signs with the recovery key again.",
                )
            } else if lower.ends_with("itl reset localkey") {
                Some(
                    "The ITL is signed with the CallManager key until TFTP is restarted. Reset the phones first, then restart TFTP and \
                     reset them again.",
                )
            } else if lower.ends_with("itl reset remotekey") {
                Some(
                    "The ITL is signed with the recovery key that was fetched from elsewhere, until TFTP is restarted.",
                )
            } else {
                None
            };
            notes.extend(follows.map(str::to_owned));
        }
        if !self.nodes.is_empty() {
            notes.push(format!("The new ITL is on {}.", self.nodes.join(", ")));
        }
        if let Some(servers) = self.servers.filter(|servers| *servers > self.nodes.len()) {
            notes.push(format!(
                "It names {servers} TFTP servers, and that the new ITL was brought to {} of them: compare \"show itl\" on each.",
                self.nodes.len()
            ));
        }
        notes.extend(self.next);
        if self.answer == Some(false) {
            notes.push("It was called off at the question whether to continue: nothing was changed.".to_owned());
        } else if !self.succeeded && !self.failed {
            notes.push(
                "The output does not say that it succeeded: it was cut, or the command did not come to its end."
                    .to_owned(),
            );
        }
        notes
    }
}

/// What stands behind a beginning.
fn behind<'a>(line: &'a str, lower: &str, beginning: &str) -> Option<&'a str> {
    let position = lower.find(beginning)?;
    let rest = line.get(position + beginning.len()..)?.trim();
    (!rest.is_empty()).then_some(rest)
}

fn push_once(list: &mut Vec<String>, text: &str) {
    let text = visible(text);
    if !list.iter().any(|known| *known == text) {
        list.push(text.into_owned());
    }
}
