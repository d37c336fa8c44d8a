//! What the plans are written in: sentences and steps with the situations that they belong to.

use super::Situation;
use super::effect::Effect;
use super::place::Place;
use super::when::{ALWAYS, When};
use crate::report::Step;

/// A plan before its situation is known.
#[derive(Debug)]
pub(super) struct Template {
    /// What it does while the certificate is to be renewed.
    pub title: &'static str,
    /// What it does when that has been done, and lists and phones have to follow.
    pub title_renewed: &'static str,
    /// Which phones and services feel it.
    pub affected: &'static [Draft],
    /// What must hold before the first step.
    pub before: &'static [&'static [Draft]],
    /// The steps.
    pub steps: &'static [&'static [Draft]],
    /// How to see that it worked.
    pub verify: &'static [&'static [Draft]],
    /// The way back.
    pub way_back: &'static [Draft],
    /// What not to do next.
    pub not_next: &'static [&'static [Draft]],
    /// Where it comes from.
    pub source: &'static str,
}

/// A sentence or a step before its situation is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    when: When,
    text: &'static str,
    commands: &'static [&'static str],
    place: Place,
    wait: &'static str,
    effects: &'static [Effect],
}

/// A sentence.
pub(super) const fn say(text: &'static str) -> Draft {
    Draft { when: ALWAYS, text, commands: &[], place: Place::At(""), wait: "", effects: &[] }
}

/// A step at a place.
pub(super) const fn step(place: Place, text: &'static str) -> Draft {
    Draft { place, ..say(text) }
}

impl Draft {
    /// With these commands.
    pub(super) const fn run(self, commands: &'static [&'static str]) -> Self {
        Self { commands, ..self }
    }

    /// With something to wait for.
    pub(super) const fn wait(self, wait: &'static str) -> Self {
        Self { wait, ..self }
    }

    /// With what it does to what phones trust.
    pub(super) const fn does(self, effects: &'static [Effect]) -> Self {
        Self { effects, ..self }
    }

    /// In these situations only.
    pub(super) const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }

    fn sentence(&self, situation: &Situation<'_>) -> Option<String> {
        Some(self.when.prefix(situation)? + self.text)
    }
}

/// The sentences that belong to a situation.
pub(super) fn sentences(drafts: &[Draft], situation: &Situation<'_>) -> Vec<String> {
    drafts.iter().filter_map(|draft| draft.sentence(situation)).collect()
}

/// The steps that belong to a situation.
pub(super) fn steps(parts: &[&[Draft]], situation: &Situation<'_>) -> Vec<Step> {
    let drafts = parts.iter().copied().flatten();
    let step = |draft: &Draft| {
        Some(Step {
            action: draft.sentence(situation)?,
            commands: draft.commands.iter().map(|command| (*command).to_owned()).collect(),
            place: draft.place.name(situation),
            wait: (!draft.wait.is_empty()).then(|| draft.wait.to_owned()),
        })
    };
    drafts.filter_map(step).collect()
}

/// What each of these steps does to what phones trust: nothing, where it does not belong to what is assumed of the situation.
pub(super) fn effects(
    parts: &[&[Draft]],
    situation: &Situation<'_>,
    assumed: &Situation<'_>,
) -> Vec<&'static [Effect]> {
    let drafts = parts.iter().copied().flatten().filter(|draft| draft.when.prefix(situation).is_some());
    let effects = |draft: &Draft| if draft.when.prefix(assumed).is_some() { draft.effects } else { &[] };
    drafts.map(effects).collect()
}
