//! What a phone would do with what it is offered, in the report.

use super::{Evidence, ListKind};
use crate::text::sentence;
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// What one phone would do at its next start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// The phone, by what it holds: "A phone that holds ITLFile.tlv of 2025-03-01".
    pub phone: String,
    /// Whether it lacks Security By Default, so that it takes a list only from a signer that it knows.
    pub without_security_by_default: bool,
    /// The inputs with the lists that it holds.
    pub holds: Vec<usize>,
    /// Whether it ends with everything that it was offered.
    pub verdict: Verdict,
    /// What comes of it, in a sentence or two for the person with the phone.
    pub outcome: String,
    /// One decision for each thing offered, in the order in which phones ask: CTL, ITL, configuration.
    pub decisions: Vec<Decision>,
    /// What to do where it refuses: the key of a plan, or empty.
    pub remedy: String,
    /// What to do, in a sentence; empty where nothing is to be done.
    pub advice: String,
}

/// What a phone does with one thing that it is offered, and the way to that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What is offered, for people: "ITLFile.tlv".
    pub offered: String,
    /// The input with it; absent for one that does not exist yet.
    pub input: Option<usize>,
    /// What kind of thing it is.
    pub kind: OfferKind,
    /// The outcome.
    pub verdict: Verdict,
    /// The outcome in a sentence.
    pub outcome: String,
    /// The id of the rule that decided: `L-SIGNER-IN-ITL`.
    pub rule: String,
    /// Every rule that was asked, in order; the last one decided.
    pub path: Vec<DecisionStep>,
    /// What is missing where the verdict is open, a phrase each: "the certificates in CallManager-trust".
    pub needs: Vec<String>,
}

/// One rule that was asked on the way to a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionStep {
    /// The id of the rule.
    pub rule: String,
    /// What it asks.
    pub question: String,
    /// The answer.
    pub reply: Reply,
    /// Why it is answered so, with the records and certificates that answer it.
    pub because: String,
    /// The records, certificates and inputs that answer it.
    pub evidence: Vec<Evidence>,
    /// What follows from the answer: "go on", "the phone takes it", "the phone keeps what it has".
    pub then: String,
    /// At a question that nothing answers and on which everything depends: what comes of yes, and what of no.
    pub ways: Option<(Verdict, Verdict)>,
    /// Where the rule comes from.
    pub source: String,
}

/// An answer to a rule's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nothing that was given tells.
    Open,
}

/// What comes of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The phone takes it.
    Accepted,
    /// The phone never asks for it, and misses nothing by that.
    NotAsked,
    /// Nothing that was given tells.
    Open,
    /// The phone refuses it and keeps what it has.
    Refused,
}

/// What is offered to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferKind {
    /// A CTL.
    Ctl,
    /// An ITL.
    Itl,
    /// A signed file: configuration, firmware, ring tones, locales.
    SignedFile,
}

/// A question about phones: what they hold, and what they are offered.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PhoneQuestion {
    /// Inputs with the lists that phones hold. Several ITLs are several phones. Empty for a first start, or after the lists were erased.
    pub holds: Vec<usize>,
    /// Inputs with what the server offers: lists and signed files. Empty for the newest of the case that phones do not hold already.
    pub offered: Vec<usize>,
    /// Whether the phones lack Security By Default (7940, 7960, 793x and the like).
    pub without_security_by_default: bool,
    /// Which TVS the phones reach.
    pub tvs: TvsReach,
}

/// Which TVS a phone reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TvsReach {
    /// All nodes of its cluster that run TVS.
    #[default]
    All,
    /// None: it is cut off from them, or they are gone.
    None,
    /// Those of its CallManager group alone.
    Nodes(Vec<String>),
}

/// What can be asked about the phones of a case, and what is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneChoices {
    /// The lists that phones may hold or be offered, each once: CTLs, then ITLs, each the newest first.
    pub lists: Vec<PhoneList>,
    /// The inputs with signed files.
    pub files: Vec<usize>,
    /// The nodes that run TVS in the clusters of the lists that the phones hold, as far as the case tells.
    pub tvs: Vec<String>,
    /// What is asked.
    pub question: PhoneQuestion,
    /// Why the case suggests to ask this, in a sentence; empty where a person asks.
    pub reason: String,
}

/// A trust list that phones may hold or be offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneList {
    /// The input with it.
    pub input: usize,
    /// ITL or CTL.
    pub kind: ListKind,
    /// What it is called: "cucm-pub/ITLFile.tlv".
    pub name: String,
    /// The node that it was fetched from or that wrote it, where that is known.
    pub node: Option<String>,
    /// When it was made, where it tells.
    pub made: Option<Timestamp>,
    /// Whether a log says that a phone holds it.
    pub is_held: bool,
}

impl Verdict {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::NotAsked => "not asked for",
            Self::Open => "open",
            Self::Refused => "refused",
        }
    }
}

impl DecisionStep {
    /// What `then` says where simply the next question follows, which needs no words to people who see or hear it come.
    pub const NEXT: &str = "the next question";

    /// What follows from the answer, in a sentence; absent where simply the next question follows.
    #[must_use]
    pub fn turn(&self) -> Option<String> {
        let ending = if self.then.ends_with('.') { "" } else { "." };
        (self.then != Self::NEXT).then(|| format!("Then: {}{ending}", self.then))
    }

    /// The answer and why: "Yes. ITLFile.tlv is whole."
    #[must_use]
    pub fn answer(&self) -> String {
        let reply = match self.reply {
            Reply::Yes => "Yes",
            Reply::No => "No",
            Reply::Open => "Not known",
        };
        format!("{reply}. {}", self.because)
    }

    /// The rule and where it comes from.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("Rule {}. Source: {}", self.rule, self.source)
    }
}

impl Decision {
    /// What is offered, and what comes of it: "ITLFile.tlv (ITL): refused."
    #[must_use]
    pub fn headline(&self) -> String {
        let kind = match self.kind {
            OfferKind::Ctl => "CTL",
            OfferKind::Itl => "ITL",
            OfferKind::SignedFile => "signed file",
        };
        format!("{} ({kind}): {}.", sentence(&self.offered), self.verdict.name())
    }

    /// What is missing where it is open, in a sentence; absent where nothing is.
    #[must_use]
    pub fn missing(&self) -> Option<String> {
        (!self.needs.is_empty()).then(|| format!("Missing: {}.", self.needs.join("; ")))
    }
}

impl Boot {
    /// What is said where there is no start to tell.
    pub const NONE: &str = "Nothing is offered that phones do not hold already.";
}

impl Reply {
    /// The word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Open => "not known",
        }
    }
}
