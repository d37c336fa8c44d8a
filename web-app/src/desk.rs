//! What every part of the page has at hand.

use crate::browser;
use crate::changes;
use crate::cluster::{Field, MIXED, NON_SECURE, line_of};
use crate::route::Route;
use crate::session::{Gift, Session};
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::state::{Action, State};
use crate::workbench::LabSession;
use trustlens_core::Timestamp;
use trustlens_core::plan::Change;
use trustlens_core::report::ClusterMode;
use trustlens_web::protocol::Settings;
use yew::{Callback, MouseEvent};

/// The state, the way to change it, and the case.
#[derive(PartialEq)]
pub struct Desk {
    /// What the page shows.
    pub state: State,
    /// The case as it runs.
    pub session: Session,
    /// The lab as it runs.
    pub lab: LabSession,
    /// Changes the state.
    pub tell: Callback<Action>,
}

impl Desk {
    /// The date that everything is judged by: the one that was just set, even while the report still has the old one.
    pub fn date(&self, report: &Snapshot) -> Timestamp {
        self.state.date.unwrap_or(report.evaluated_at)
    }

    /// Whether this stands open.
    pub fn is_open(&self, route: &Route) -> bool {
        self.state.open.contains(route)
    }

    /// A press of a button that changes the state.
    pub fn on_press(&self, action: impl Fn() -> Action + 'static) -> Callback<MouseEvent> {
        self.tell.reform(move |_| action())
    }

    /// The person has written something into a field of the cluster: lets the case be judged by it, or says what is wrong with it.
    pub fn enter(&self, field: Field, text: String) {
        let read = field.read(&text);
        if let Ok(fact) = &read {
            self.session.learn(fact);
        }
        self.tell.emit(Action::Entered(field, text, read.err()));
    }

    /// The person is about to make these changes.
    pub fn choose(&self, changes: Vec<Change>) {
        self.session.plan(&changes);
        self.tell.emit(Action::ChangesChosen(changes));
    }

    /// The same, chosen on the page: the address follows, without a step that Back would have to undo.
    pub fn choose_here(&self, changes: Vec<Change>) {
        let route = Route::Plan(changes::write(&changes));
        browser::replace_fragment(&route.to_string());
        self.tell.emit(Action::Went(route));
        self.choose(changes);
    }

    /// Takes what the lab made into the case, or begins a new one with it, which is judged by what the lab knows of the cluster.
    pub fn inspect(&self, file: &Gift, settings: Option<&Settings>, is_added: bool) {
        if !is_added {
            let date = settings.map(|settings| settings.at);
            self.session.clear(date.or(self.state.date));
            if let Some(settings) = settings {
                self.session.set_date(date);
                self.say(settings);
            }
        }
        self.session.give(vec![file.clone()]);
        browser::go_to(&Route::Findings(None).to_string());
    }

    /// Writes into the fields of the cluster what is known of it.
    fn say(&self, settings: &Settings) {
        let mode = match settings.mode {
            Some(ClusterMode::Mixed) => MIXED,
            Some(ClusterMode::NonSecure) => NON_SECURE,
            _ => "",
        };
        let nodes: Vec<String> = settings.nodes.iter().map(line_of).collect();
        self.enter(Field::Release, settings.release.clone().unwrap_or_default());
        self.enter(Field::Mode, mode.to_owned());
        self.enter(Field::Nodes, nodes.join("\n"));
    }

    /// Opens this or closes it.
    pub fn toggle(&self, route: Route) -> Callback<()> {
        let tell = self.tell.clone();
        Callback::from(move |()| tell.emit(Action::Toggled(route.clone())))
    }
}

/// A desk as it is handed around.
pub type DeskHandle = Shared<Desk>;
