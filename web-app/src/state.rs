//! What the page shows: one state, changed by actions.

use crate::browser::Example;
use crate::changes;
use crate::cluster::{Cluster, Field};
use crate::expiry::Group;
use crate::route::Route;
use crate::selection::Choice;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::workbench::{Act, Bench};
use std::rc::Rc;
use trustlens_core::Timestamp;
use trustlens_core::plan::Change;
use trustlens_core::report::Severity;
use trustlens_web::protocol::{Detail, SourceId, Subject};
use yew::{AttrValue, Reducible};

/// How many details are kept before the page asks for them anew.
const DETAILS_KEPT: usize = 500;

/// Everything that the components draw.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The view, and what is open in it, as the address says.
    pub route: Route,
    /// What is being done at the moment.
    pub work: Work,
    /// How many files and texts were given.
    pub given: usize,
    /// Those of them that could not be read.
    pub failures: Shared<Vec<Failure>>,
    /// The report, once there is one.
    pub snapshot: Option<Shared<Snapshot>>,
    /// The date that the person set to judge by; absent means today.
    pub date: Option<Timestamp>,
    /// What the person says of the cluster.
    pub cluster: Cluster,
    /// What the person is about to change.
    pub changes: Shared<Vec<Change>>,
    /// The boxes of the plan that the person has ticked, by their `id`. The page alone keeps them.
    pub ticked: Shared<Vec<String>>,
    /// What was asked for beyond the report, as far as it has come.
    pub details: Shared<Vec<(Subject, Shared<Detail>)>>,
    /// The findings, records, inputs and certificates that stand open.
    pub open: Shared<Vec<Route>>,
    /// Something that the person must know and that belongs to no input.
    pub notice: Option<String>,
    /// Whether something is being dragged over the page.
    pub dragged_over: bool,
    /// The severity of which alone findings are shown.
    pub severity: Option<Severity>,
    /// Which certificates are shown, and in what order.
    pub choice: Choice,
    /// The group of which alone certificates are shown by expiry.
    pub group: Option<Group>,
    /// The trust lists that are not to be compared, by their inputs.
    pub not_compared: Shared<Vec<usize>>,
    /// The checksum that is looked for among the lists, as the person wrote it; empty for none.
    pub checksum: String,
    /// Words that must be found in each check of the reference.
    pub sought_checks: String,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// The text that was copied last, for as long as its button says so, and whether that worked.
    pub copied: Option<(AttrValue, bool)>,
    /// The colours of the page.
    pub theme: Theme,
    /// The cases to look at; or why there are none. Absent until they are loaded.
    pub examples: Option<Shared<Result<Vec<Example>, String>>>,
    /// The lab, which has nothing to do with the case.
    pub lab: Shared<Bench>,
}

/// A question to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Which text to add.
    Paste,
    /// Whether to clear the case.
    Clear,
    /// Whether what the lab made is to be added to the case, or to take its place.
    OpenMade,
    /// The same of a list that the lab signed.
    OpenSigned,
}

/// The colours of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What is being done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Work {
    /// Nothing: what is shown is complete.
    #[default]
    Idle,
    /// Folders are being walked; so many files have been found.
    Collecting(usize),
    /// The engine is being loaded.
    Loading,
    /// The engine could not be loaded, and is waited for.
    NotLoaded {
        /// Whether the browser knows that it has no network.
        is_offline: bool,
        /// What the browser says of it; may be empty.
        reason: AttrValue,
    },
    /// Files are being read: so many of so many.
    Reading(usize, usize),
    /// A large source is being read, a piece at a time.
    ReadingBytes {
        /// The source.
        source: SourceId,
        /// Its name.
        name: AttrValue,
        /// Bytes read.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// The case is being judged: so many of so many steps; 0 of 0 when that is not known yet.
    Judging(usize, usize),
    /// The worker could not be kept running.
    Stopped,
}

/// A source that is not in the case, because it could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The source.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// What can happen to the state.
#[derive(Debug)]
pub enum Action {
    /// The address changed.
    Went(Route),
    /// Something is dragged over the page, or no longer.
    Dragged(bool),
    /// Another kind of work began, or it made progress.
    Working(Work),
    /// The person gave something or took something away: what there is now.
    Given {
        /// How many sources there are.
        sources: usize,
        /// Those that could not be read.
        failures: Vec<Failure>,
    },
    /// A report is complete.
    Judged(Shared<Snapshot>),
    /// A detail has come.
    Detailed(Subject, Detail),
    /// The worker was started anew and may number the inputs otherwise: what refers to numbers is void.
    Renumbered,
    /// The person set the date to judge by, or went back to today.
    DateSet(Option<Timestamp>),
    /// The person is writing into a field of the cluster.
    Typed(Field, String),
    /// The person has written something into a field of the cluster; and what is wrong with it.
    Entered(Field, String, Option<String>),
    /// The person wants to make other changes.
    ChangesChosen(Vec<Change>),
    /// The person ticked a box of the plan, or took the tick away.
    Ticked(String),
    /// The person opened or closed something.
    Toggled(Route),
    /// Something is to be open.
    Opened(Route),
    /// Something to say, or nothing any more.
    Noticed(Option<String>),
    /// The person wants to see findings of one severity alone, or all.
    SeverityChosen(Option<Severity>),
    /// The person wants to see other certificates, or another order.
    Chosen(Choice),
    /// The person wants to see one group of certificates by expiry alone, or all.
    GroupChosen(Option<Group>),
    /// The person wants a trust list to be compared, or no longer.
    ComparedOrNot(usize),
    /// The person looks for a checksum among the trust lists.
    ChecksumSought(String),
    /// The person looks for words in the reference of checks.
    ChecksSought(String),
    /// A dialog opened, or the one that was open closed.
    Asked(Option<Dialog>),
    /// A text was copied, or it was not; or it is time to speak of it no more.
    Copied(Option<(AttrValue, bool)>),
    /// The person chose a theme.
    Themed(Theme),
    /// The list of examples has come, or the reason why not.
    ExamplesCame(Result<Vec<Example>, String>),
    /// The person cleared the case.
    Cleared,
    /// Something happened in the lab.
    Lab(Act),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Went(route) => state.route = route,
            Action::Dragged(dragged_over) => state.dragged_over = dragged_over,
            Action::Working(work) => state.work = work,
            Action::Given { sources, failures } => {
                state.given = sources;
                state.failures = Shared::new(failures);
                if sources == 0 {
                    state.snapshot = None;
                }
            }
            Action::Judged(snapshot) => {
                state.snapshot = Some(snapshot);
                // What was not there may be there now, and what was said of the case as a whole may be another thing.
                let gone = |detail: &(Subject, Shared<Detail>)| {
                    matches!(
                        *detail.1,
                        Detail::Gone
                            | Detail::Phones(_)
                            | Detail::Comparison(_)
                            | Detail::Checksum(_)
                            | Detail::Calendar(_)
                    )
                };
                if state.details.iter().any(gone) {
                    state.details = state.details.changed(|details| details.retain(|detail| !gone(detail)));
                }
            }
            Action::Detailed(subject, detail) => {
                state.details = state.details.changed(|details| {
                    if details.len() >= DETAILS_KEPT {
                        details.clear();
                    }
                    details.push((subject, Shared::new(detail)));
                });
            }
            Action::Renumbered => {
                state.details = Shared::default();
                state.open = Shared::default();
                state.changes = state.changes.changed(changes::forget_inputs);
                state.not_compared = Shared::default();
            }
            Action::DateSet(date) => state.date = date,
            Action::Typed(field, text) => state.cluster.type_into(field, text),
            Action::Entered(field, text, problem) => state.cluster.enter(field, text, problem),
            Action::ChangesChosen(changes) if *state.changes != changes => {
                state.changes = Shared::new(changes);
                state.ticked = Shared::default();
            }
            Action::ChangesChosen(_) => {}
            Action::Ticked(id) => {
                state.ticked = state.ticked.changed(|ticked| match ticked.iter().position(|other| *other == id) {
                    Some(place) => drop(ticked.swap_remove(place)),
                    None => ticked.push(id),
                });
            }
            Action::Toggled(route) => {
                state.open = state.open.changed(|open| match open.iter().position(|other| *other == route) {
                    Some(place) => drop(open.swap_remove(place)),
                    None => open.push(route),
                });
            }
            Action::Opened(route) => {
                // What the address names must not be hidden.
                match route {
                    Route::Findings(_) => state.severity = None,
                    Route::Checks(_) => state.sought_checks.clear(),
                    Route::Certificates(_) => state.choice = Choice { order: state.choice.order, ..Choice::default() },
                    _ => {}
                }
                if !state.open.contains(&route) {
                    state.open = state.open.changed(|open| open.push(route));
                }
            }
            Action::Noticed(notice) => state.notice = notice,
            Action::SeverityChosen(severity) => state.severity = severity,
            Action::Chosen(choice) => state.choice = choice,
            Action::GroupChosen(group) => state.group = group,
            Action::ComparedOrNot(input) => {
                state.not_compared =
                    state.not_compared.changed(|others| match others.iter().position(|other| *other == input) {
                        Some(place) => drop(others.swap_remove(place)),
                        None => others.push(input),
                    });
            }
            Action::ChecksumSought(text) => state.checksum = text,
            Action::ChecksSought(words) => state.sought_checks = words,
            Action::Asked(dialog) => state.dialog = dialog,
            Action::Copied(copied) => state.copied = copied,
            Action::Themed(theme) => state.theme = theme,
            Action::ExamplesCame(examples) => state.examples = Some(Shared::new(examples)),
            Action::Cleared => {
                let Self { route, date, theme, examples, lab, .. } = state;
                state = Self { route, date, theme, examples, lab, ..Self::default() };
            }
            Action::Lab(act) => state.lab = state.lab.changed(|bench| bench.act(act)),
        }
        Rc::new(state)
    }
}

impl State {
    /// Whether there is anything of a case to show.
    pub fn has_case(&self) -> bool {
        self.given > 0
    }

    /// A detail, if it has come.
    pub fn detail(&self, subject: &Subject) -> Option<&Shared<Detail>> {
        self.details.iter().find(|(other, _)| other == subject).map(|(_, detail)| detail)
    }
}
