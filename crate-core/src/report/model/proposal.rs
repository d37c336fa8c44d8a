//! What is proposed for changes that somebody is about to make, in the report.

use super::{Boot, Plan, Verdict};
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// How changes can be made, or why not so; simulated with the phones of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The changes that were asked for, in words: "Renew CAPF".
    pub changes: Vec<String>,
    /// What it was made for: release, mode, signer, what the phones hold, each with whence it is known.
    pub basis: Vec<String>,
    /// Whether phones survive it.
    pub safety: Safety,
    /// The same in a sentence for the person who has to decide.
    pub summary: String,
    /// Why the changes cannot be made together, or at all.
    pub refusals: Vec<Refusal>,
    /// Windows in which they can be made, one after another; the safe alternative where they cannot be made together. Empty where there is no
    /// safe way.
    pub windows: Vec<Window>,
    /// Why in this order, and where Cisco's documents differ.
    pub order: Vec<String>,
    /// What to mind, worst first.
    pub cautions: Vec<Caution>,
    /// Phones that sleep through all of it, at their next start.
    pub asleep: Vec<Boot>,
    /// How phones come back that are locked out all the same.
    pub way_out: Vec<Plan>,
    /// The last day on which the first window can begin, where something of it ends; none when nothing does.
    pub begin_by: Option<Timestamp>,
    /// What was not known, and would make it sharper; a sentence each.
    pub lacking: Vec<String>,
}

/// Whether phones survive changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// All phones follow, those too that sleep through it.
    Safe,
    /// Phones follow that are awake; what to mind is said.
    Caution,
    /// Phones would be locked out: it is not to be done so.
    Refused,
}

/// Why changes cannot be made so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The id of the rule that refuses: `C-CALLMANAGER-TVS`.
    pub rule: String,
    /// The rule in a line.
    pub title: String,
    /// Why, with the names of this case.
    pub why: String,
    /// The phones that would be lost, with the way of their decision.
    pub phones: Vec<Boot>,
    /// What to do instead, in a sentence.
    pub instead: String,
    /// Where the rule comes from.
    pub source: String,
}

/// Changes that are made in one go, after which phones are waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// What is done in it.
    pub title: String,
    /// The steps with their commands, each change's plan in its order.
    pub plans: Vec<Plan>,
    /// What phones do at the moments in which they start.
    pub moments: Vec<Moment>,
    /// What does not work meanwhile.
    pub meanwhile: Vec<Meanwhile>,
    /// What must have come to pass before the next window.
    pub wait: String,
}

/// A moment in which phones start, and what they do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// After what: "TFTP was restarted, phones are reset".
    pub after: String,
    /// The plan in [`Window::plans`], and the step in it, counted from 1, after which it is.
    pub plan: usize,
    /// See [`Moment::plan`].
    pub step: usize,
    /// What each kind of phone does.
    pub phones: Vec<Boot>,
}

/// A service that suffers while a window lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meanwhile {
    /// The service.
    pub service: String,
    /// What does not work, and for how long.
    pub what: String,
    /// Where that comes from.
    pub source: String,
}

/// Something to mind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caution {
    /// The id of the rule that warns.
    pub rule: String,
    /// What is the matter, in a line.
    pub title: String,
    /// What to do about it.
    pub advice: String,
    /// The key of the plan that helps, or empty.
    pub plan: String,
    /// Where the rule comes from.
    pub source: String,
}

impl Proposal {
    /// Whether a phone stays locked out: it is refused; or a phone that is asleep meanwhile, or one at the end of a window, ends with a list that it
    /// does not take.
    #[must_use]
    pub fn loses_phones(&self) -> bool {
        let ends = self.windows.iter().filter_map(|window| window.moments.last()).flat_map(|moment| &moment.phones);
        self.safety == Safety::Refused || ends.chain(&self.asleep).any(|boot| boot.verdict == Verdict::Refused)
    }
}

impl Safety {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Caution => "caution",
            Self::Refused => "refused",
        }
    }
}
