//! Goes through windows step by step, with the phones of the case at each moment in which they start.

use super::effects::{Doing, Scene, apply};
use super::meanwhile;
use super::order::Task;
use super::population::{Kind, Person};
use super::question::Question;
use crate::case::{Release, Releases};
use crate::plan::effect::Effect;
use crate::plan::when::RECOVERY_SIGNS;
use crate::plan::{Change, Key, Situation, make_with_effects};
use crate::report::{Boot, Moment, Verdict, Window};
use crate::text::sentence;

/// What comes of going through windows.
pub(super) struct Course<'case> {
    /// The cluster and its phones afterwards.
    pub(super) scene: Scene<'case>,
    pub(super) windows: Vec<Window>,
    /// Starts with which a window ended for a phone that has Security By Default, holds the lists of now, and was refused.
    pub(super) lost: Vec<Boot>,
    /// The same of phones with an earlier list.
    pub(super) behind: Vec<Boot>,
    /// The same of phones without Security By Default.
    pub(super) old_phones: Vec<Boot>,
    /// Whether a step had the CTL of these deleted.
    pub(super) deletes_ctl: bool,
}

/// Goes through windows.
pub(super) fn through<'case>(
    question: &Question<'_, 'case>,
    mut scene: Scene<'case>,
    windows: &[Vec<Task>],
) -> Course<'case> {
    let (mut lost, mut behind, mut old_phones) = (Vec::new(), Vec::new(), Vec::new());
    let mut drawn = Vec::new();
    let mut deletes_ctl = false;
    for tasks in windows {
        for person in &mut scene.people {
            person.last = None;
        }
        let mut window = Window {
            title: title(tasks),
            plans: Vec::new(),
            moments: Vec::new(),
            meanwhile: meanwhile::of(question, tasks),
            wait: wait(question, tasks).to_owned(),
        };
        for task in tasks {
            let mut doing = doing(question, task);
            let situation = Situation { renewed: task.renewed, ..question.situation };
            let (plan, effects) = make_with_effects(task.key, &situation, &assumed(question, situation));
            let mut since: Vec<Effect> = Vec::new();
            for (number, effect) in
                (1..).zip(effects).flat_map(|(number, all)| all.iter().map(move |effect| (number, *effect)))
            {
                let before = scene.people.iter().filter(|person| has_old_ctl(person)).count();
                apply(effect, &mut scene, &mut doing);
                deletes_ctl |= effect == Effect::DeleteCtl && before > 0;
                if effect == Effect::ResetPhones {
                    window.moments.push(moment(&scene, &since, window.plans.len(), number));
                    since.clear();
                } else if !since.contains(&effect) {
                    since.push(effect);
                }
            }
            window.plans.push(plan);
        }
        for person in scene.people.iter().filter(|person| person.is_lost()) {
            let Some(boot) = person.last.clone() else { continue };
            match (person.phone.lacks_security_by_default, person.kind) {
                (true, _) => old_phones.push(boot),
                (false, Kind::Behind) => behind.push(boot),
                (false, _) => lost.push(boot),
            }
        }
        drawn.push(window);
    }
    Course { scene, windows: drawn, lost, behind, old_phones, deletes_ctl }
}

/// Does everything in one go, services after it, and a single reset of the phones at the end. Gives the phones that are lost: of those with the
/// lists of now and Security By Default.
pub(super) fn at_once<'case>(question: &Question<'_, 'case>, mut scene: Scene<'case>) -> (Scene<'case>, Vec<Boot>) {
    let changes = question.touching();
    for change in &changes {
        let task = Task { key: Key::Locked, change: Some((*change).clone()), title: String::new(), renewed: false };
        let mut doing = doing(question, &task);
        apply(effect_of(change), &mut scene, &mut doing);
    }
    let rests_on_lists = |change: &&&Change| !matches!(change, Change::Restore | Change::Migrate { .. });
    if changes.iter().any(|change| rests_on_lists(&change)) {
        for effect in [Effect::UpdateCtl, Effect::RestartTvs, Effect::RestartTftp] {
            apply(effect, &mut scene, &mut Doing::default());
        }
    }
    if !changes.is_empty() {
        apply(Effect::ResetPhones, &mut scene, &mut Doing::default());
    }
    let lost = scene
        .people
        .iter()
        .filter(|person| person.kind == Kind::Awake && !person.phone.lacks_security_by_default && person.is_lost());
    let lost = lost.filter_map(|person| person.last.clone()).collect();
    (scene, lost)
}

/// Starts the phones that were off, after everything.
pub(super) fn wake<'case>(scene: &mut Scene<'case>) -> Vec<Boot> {
    let Scene { world, people } = scene;
    let asleep = people.iter_mut().filter(|person| person.kind == Kind::Asleep);
    asleep
        .filter_map(|person: &mut Person<'case>| {
            person.start(world);
            person.last.clone()
        })
        .collect()
}

/// Starts the phones that hold an earlier list as things are, and takes those out that are refused already.
pub(super) fn take_out_locked(scene: &mut Scene<'_>) -> Vec<Boot> {
    let Scene { world, people } = scene;
    let mut locked = Vec::new();
    people.retain(|person| {
        if person.kind != Kind::Behind {
            return true;
        }
        let mut now = person.clone();
        now.start(world);
        let is_lost = now.is_lost();
        locked.extend(now.last.filter(|_| is_lost));
        !is_lost
    });
    locked
}

/// What is missing for starts that nothing decides, each once.
pub(super) fn open(windows: &[Window], asleep: &[Boot]) -> Vec<String> {
    let starts = windows.iter().flat_map(|window| &window.moments).flat_map(|moment| &moment.phones).chain(asleep);
    let mut needs: Vec<String> = Vec::new();
    for decision in starts.flat_map(|boot| &boot.decisions).filter(|decision| decision.verdict == Verdict::Open) {
        for need in &decision.needs {
            if !needs.contains(need) {
                needs.push(need.clone());
            }
        }
    }
    needs
}

/// The situation with the releases narrowed to those whose lists are signed as those of the case: steps of other releases are printed, and not
/// simulated.
fn assumed<'a>(question: &Question<'_, '_>, situation: Situation<'a>) -> Situation<'a> {
    let (major, minor) = RECOVERY_SIGNS;
    let signed_so = if question.world.recovery_signs {
        Releases::from(Release::new(major, minor))
    } else {
        Releases::up_to(major - 1, u16::MAX)
    };
    Situation { releases: situation.releases.narrowed(signed_so).unwrap_or(situation.releases), ..situation }
}

fn doing(question: &Question<'_, '_>, task: &Task) -> Doing {
    let places = task.change.as_ref().map(|change| question.places(change)).unwrap_or_default();
    Doing { places, backup: question.evaluation.context.backup, is_renewed: false }
}

/// What a change does by itself.
fn effect_of(change: &Change) -> Effect {
    match change {
        Change::Renew { .. } | Change::RenewSigner => Effect::Renew,
        Change::Rename { .. } => Effect::Rename,
        Change::Readdress { .. } => Effect::Readdress,
        Change::Tokenless => Effect::LeaveTokens,
        Change::NonSecure => Effect::SetNonSecure,
        Change::Mixed => Effect::SetMixed,
        Change::Restore => Effect::Restore,
        Change::Migrate { .. } => Effect::MovePhones,
    }
}

fn has_old_ctl(person: &Person<'_>) -> bool {
    person.is_awake() && person.phone.lacks_security_by_default && person.phone.ctl.is_some()
}

fn title(tasks: &[Task]) -> String {
    let titles: Vec<&str> = tasks.iter().map(|task| task.title.as_str()).collect();
    titles.join("; ")
}

/// What must have come to pass before the next window.
fn wait(question: &Question<'_, '_>, tasks: &[Task]) -> &'static str {
    let touches = tasks.iter().any(|task| task.change.as_ref().is_none_or(|change| question.touches(change)));
    if !touches {
        return "The services that were restarted work: log in, open the directory on a phone, see a backup end well.";
    }
    if question.world.is_mixed {
        "As many phones are registered as before (RTMT), those that were off too; a phone of each model shows the new checksums of CTL and ITL; and a change of its configuration reaches it."
    } else {
        "As many phones are registered as before (RTMT), those that were off too; a phone of each model shows the new checksum of the ITL; and a change of its configuration reaches it."
    }
}

fn moment(scene: &Scene<'_>, since: &[Effect], plan: usize, step: usize) -> Moment {
    let done: Vec<&str> = since.iter().filter_map(|effect| past(*effect)).collect();
    let after = match done.as_slice() {
        [] => "Phones are reset once more".to_owned(),
        done => format!("{}; phones are reset", done.join(", ")),
    };
    let phones = scene.people.iter().filter(|person| person.is_awake()).filter_map(|person| person.last.clone());
    Moment { after: sentence(&after).into_owned(), plan, step, phones: phones.collect() }
}

/// What was done, in a clause.
fn past(effect: Effect) -> Option<&'static str> {
    Some(match effect {
        Effect::Renew => "certificates were renewed",
        Effect::RestartTvs => "TVS was restarted",
        Effect::RestartTftp => "TFTP was restarted",
        Effect::UpdateCtl => "the CTL was written",
        Effect::ItlResetLocalkey => "CallManager signs the ITL",
        Effect::CtlResetLocalkey => "CallManager signs the CTL",
        Effect::LeaveTokens => "the CTL was written without tokens",
        Effect::SetMixed => "mixed mode was set",
        Effect::SetNonSecure => "non-secure mode was set",
        Effect::Rename => "the node was renamed",
        Effect::Readdress => "the node has its new address",
        Effect::EmptyItl => "the ITL was emptied, if the cluster has one node",
        Effect::FillItl => "the ITL was filled again, if it was emptied",
        Effect::Restore => "the backup was restored",
        Effect::ImportSigners => "the signers of the other cluster were imported",
        Effect::MovePhones => "phones were pointed to the other cluster",
        Effect::DeleteCtl => "the CTL was deleted on phones without Security By Default",
        Effect::ResetPhones => return None,
    })
}
