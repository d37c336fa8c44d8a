//! In which order changes are made, and which share a window: one row a kind of change, with its source; and what is said of the order where
//! Cisco's documents differ.

use super::question::Question;
use crate::plan::{Change, Key};
use crate::report::Identity;

/// One or more changes of one window.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub(super) key: Key,
    /// What is done; none for what has to be done first without having been asked for.
    pub(super) change: Option<Change>,
    /// What it is called.
    pub(super) title: String,
    /// Whether the certificate has been renewed already, and only lists and phones have to follow.
    pub(super) renewed: bool,
}

/// Which document the order is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    /// Tomcat, IPsec, CAPF, CallManager, TVS, ITLRecovery.
    Doc214231,
    /// TVS first, CallManager last.
    Guide14,
}

/// One row: what is at this place.
struct Row {
    is_it: fn(&Change) -> bool,
    key: Key,
}

const fn renews(change: &Change, wanted: Identity) -> bool {
    matches!(change, Change::Renew { identity, .. } if *identity as u8 == wanted as u8)
}

/// The order of doc 214231 (domain.md, section 4.2), with what is no renewal where it disturbs the least: what takes signers away from the CTL
/// first, what adds a list last.
static ORDER: &[Row] = &[
    Row { is_it: |change| matches!(change, Change::Restore), key: Key::Restore },
    Row { is_it: |change| renews(change, Identity::Tomcat), key: Key::Tomcat },
    Row { is_it: |change| renews(change, Identity::TomcatEcdsa), key: Key::Tomcat },
    Row { is_it: |change| renews(change, Identity::Ipsec), key: Key::Ipsec },
    Row { is_it: |change| matches!(change, Change::Tokenless), key: Key::Tokenless },
    Row { is_it: |change| matches!(change, Change::NonSecure), key: Key::Nonsecure },
    Row { is_it: |change| matches!(change, Change::Readdress { .. }), key: Key::Readdress },
    Row { is_it: |change| matches!(change, Change::Rename { .. }), key: Key::Rename },
    Row { is_it: |change| renews(change, Identity::Capf), key: Key::Capf },
    Row { is_it: |change| renews(change, Identity::Callmanager), key: Key::Callmanager },
    Row { is_it: |change| renews(change, Identity::CallmanagerEcdsa), key: Key::Callmanager },
    Row { is_it: |change| renews(change, Identity::Tvs), key: Key::Tvs },
    Row { is_it: |change| matches!(change, Change::Mixed), key: Key::Mixed },
    Row { is_it: |change| renews(change, Identity::Itlrecovery), key: Key::Itlrecovery },
    Row { is_it: |change| matches!(change, Change::Migrate { .. }), key: Key::Migrate },
];

/// Something that is said of the order, and when.
struct Remark {
    applies: fn(&Question<'_, '_>, &[Vec<Task>]) -> bool,
    text: &'static str,
}

static REMARKS: &[Remark] = &[
    Remark {
        applies: |_, windows| windows.len() > 1,
        text: "One window for each change that phones have to follow, with a wait for all phones in between: so each has a signer that it knows, or a TVS that it believes, at every moment.",
    },
    Remark {
        applies: |question, _| several_renewals(question),
        text: "The order is that of Cisco doc 214231 (2026): Tomcat, IPsec, CAPF, CallManager, TVS, and ITLRecovery last.",
    },
    Remark {
        applies: |question, _| question.renews(Identity::Callmanager) && question.renews(Identity::Tvs),
        text: "Cisco's documents differ here: doc 214231 renews TVS after CallManager; Security Guide 14, with phones that reset by themselves, renews TVS first and CallManager last. They agree that the two are \
               never renewed together and that phones are waited for in between. While ITLRecovery signs the ITL either order is safe.",
    },
    Remark {
        applies: |question, _| {
            question.renews(Identity::Itlrecovery) && question.world.recovery_signs && question.world.is_mixed
        },
        text: "Cisco's documents differ about ITLRecovery in mixed mode: doc 214231 updates the CTL right after the renewal; the Security Guide has CallManager sign it meanwhile (\"utils ctl reset localkey\"). The \
               latter is printed: phones know its signer at every moment.",
    },
    Remark {
        applies: |question, _| question.changes.iter().any(|change| question.writes_ctl(change)),
        text: "In mixed mode the CTL is updated before services restart; in this Cisco's documents agree.",
    },
    Remark {
        applies: |question, windows| {
            windows.iter().flatten().any(|task| task.change.is_none()) && !question.touching().is_empty()
        },
        text: "What has to be mended before anything else is renewed comes first, though it was not asked for.",
    },
    Remark {
        applies: |question, _| {
            let kinds = [Identity::Tvs, Identity::Capf];
            question.evaluation.releases.surely_at_least(14, 0) && kinds.into_iter().any(|kind| question.renews(kind))
        },
        text: "From release 14 on Security Guide 14 says that TVS and CAPF restart by themselves; doc 214231 (2026) still restarts them by hand. The plan looks whether they did.",
    },
    Remark {
        applies: |question, _| question.renews(Identity::Callmanager) && question.world.tftp.len() > 1,
        text: "The simulation renews all nodes in one go, which asks more of phones than one node after another, as the plan has it.",
    },
];

/// The windows, in their order.
pub(super) fn windows(question: &Question<'_, '_>, document: Document) -> Vec<Vec<Task>> {
    let mut windows: Vec<Vec<Task>> = first(question).into_iter().map(|task| vec![task]).collect();
    let mut quiet: Vec<Task> = Vec::new();
    let mut tasks: Vec<(usize, bool, Task)> = Vec::new();
    for change in question.changes.iter().filter(|change| question.is_void(change).is_none()) {
        let Some((rank, row)) = ORDER.iter().enumerate().find(|(_, row)| (row.is_it)(change)) else { continue };
        // The other order has TVS where this one has what comes before CallManager.
        let capf = ORDER.iter().position(|row| row.key == Key::Capf).unwrap_or(rank);
        let rank = if document == Document::Guide14 && row.key == Key::Tvs { capf } else { rank };
        let is_subscribers = !question.places(change).iter().any(|place| {
            question
                .world
                .slots
                .get(*place)
                .is_some_and(|slot| crate::report::same_host(&slot.host, &question.world.publisher))
        });
        let task = Task { key: row.key, change: Some(change.clone()), title: change.to_string(), renewed: false };
        tasks.push((rank, is_subscribers, task));
    }
    tasks.sort_by_key(|(rank, is_subscribers, _)| (*rank, *is_subscribers));
    for (_, _, task) in tasks {
        // What no phone notices shares a window.
        if task.change.as_ref().is_some_and(|change| question.touches(change)) {
            windows.push(vec![task]);
        } else {
            quiet.push(task);
        }
    }
    if !quiet.is_empty() {
        let place = windows.iter().flatten().filter(|task| task.change.is_none()).count();
        windows.insert(place.min(windows.len()), quiet);
    }
    windows
}

/// What has to be done before anything that was asked for: phones follow the last renewals, and tokens are left that cannot sign any more.
fn first(question: &Question<'_, '_>) -> Vec<Task> {
    if question.touching().is_empty() {
        return Vec::new();
    }
    let mut tasks = Vec::new();
    let kinds = [
        (Identity::Itlrecovery, Key::Itlrecovery),
        (Identity::Capf, Key::Capf),
        (Identity::Callmanager, Key::Callmanager),
        (Identity::Tvs, Key::Tvs),
    ];
    for (identity, key) in kinds {
        // A CAPF that is renewed anyway comes to the phones with that.
        let comes_anyway = identity == Identity::Capf && question.renews(identity);
        if question.is_stale(identity) && !comes_anyway {
            let title = format!("Bring the {} certificate of now to the phones", identity.name());
            tasks.push(Task { key, change: None, title, renewed: true });
        }
    }
    let asked = question.has(|change| matches!(change, Change::Tokenless));
    let needs_ctl = question.changes.iter().any(|change| question.writes_ctl(change));
    if question.world.has_tokens() && question.evaluation.releases.surely_at_least(14, 0) && needs_ctl && !asked {
        let title = Change::Tokenless.to_string();
        tasks.push(Task { key: Key::Tokenless, change: None, title, renewed: false });
    }
    tasks
}

/// What is said of the order.
pub(super) fn remarks(question: &Question<'_, '_>, windows: &[Vec<Task>], document: Document) -> Vec<String> {
    let mut said: Vec<String> = REMARKS
        .iter()
        .filter(|remark| (remark.applies)(question, windows))
        .map(|remark| remark.text.to_owned())
        .collect();
    if document == Document::Guide14 {
        said.push("In this case the order of doc 214231 loses phones and that of Security Guide 14 does not: TVS comes before CallManager.".to_owned());
    }
    said
}

/// The order in Markdown, with what is said of it where that applies.
pub(super) fn markdown() -> String {
    let mut keys: Vec<&str> = ORDER.iter().map(|row| row.key.name()).collect();
    keys.dedup();
    let remarks = REMARKS.iter().map(|remark| format!("* {}\n", remark.text));
    format!("{}\n\nWhere it applies, the planner says:\n\n{}", keys.join(", "), remarks.collect::<String>())
}

fn several_renewals(question: &Question<'_, '_>) -> bool {
    question.changes.iter().filter(|change| matches!(change, Change::Renew { .. })).count() > 1
}
