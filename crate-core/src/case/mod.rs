//! A case: all inputs of one problem, and what is known of the cluster.

pub mod context;
pub mod evaluation;
pub mod identity;
pub mod input;
pub mod inventory;

pub use context::Settings;

use crate::checks;
use crate::intake::{self, Recognised};
use crate::report::{self, InputKind, Report};
use crate::verify::certificate_signature::{self, CertificateVerdict, Memo};
use evaluation::{Evaluation, JudgedCertificate, JudgedFile, JudgedList};
use input::Input;
use inventory::Inventory;

/// Inputs inside inputs are followed so deep.
const DEPTH: usize = 8;

/// All inputs of one problem.
///
/// Inputs are added and taken away; a [`Report`] can be drawn at any time. What costs – the verification of certificates – is done once
/// for each pair of certificate and issuer, in slices if the caller wishes ([`Case::verify_next`]).
#[derive(Debug, Default)]
pub struct Case {
    inputs: Vec<Input>,
    next_id: usize,
    memo: Memo,
    inventory: Option<Judged>,
}

/// The certificates of the inputs as they stand now, and as many verdicts as have been passed on them, in their order.
#[derive(Debug, Default)]
struct Judged {
    inventory: Inventory,
    verdicts: Vec<CertificateVerdict>,
}

/// How far a piece of work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Units done.
    pub done: usize,
    /// Units in all.
    pub total: usize,
}

/// How much of each thing a report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Without elements, extensions and PEM; [`Case::trust_list`], [`Case::signed_file`] and [`Case::certificate`] give them one by one.
    Slim,
    /// Everything.
    Full,
}

impl Case {
    /// An empty case.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an input and everything found inside it, and names them: the input first.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Vec<usize> {
        let first = self.inputs.len();
        self.add_within(None, name, bytes, 0);
        self.inventory = None;
        self.inputs.iter().skip(first).map(|input| input.id).collect()
    }

    /// Takes an input away, with everything found inside it. Other inputs keep their names.
    pub fn remove(&mut self, id: usize) {
        let mut gone = vec![id];
        for input in &self.inputs {
            if input.parent.is_some_and(|parent| gone.contains(&parent)) {
                gone.push(input.id);
            }
        }
        self.inputs.retain(|input| !gone.contains(&input.id));
        self.inventory = None;
    }

    /// Verifies at most `count` more certificates and says how far that has come.
    pub fn verify_next(&mut self, count: usize) -> Progress {
        let Judged { inventory, verdicts } = self
            .inventory
            .get_or_insert_with(|| Judged { inventory: Inventory::of(&self.inputs), verdicts: Vec::new() });
        let total = inventory.entries().len();
        let until = verdicts.len().saturating_add(count).min(total);
        for index in verdicts.len()..until {
            verdicts.extend(certificate_signature::judge(inventory, index, &mut self.memo));
        }
        Progress { done: verdicts.len(), total }
    }

    /// The report, after verifying what has not been verified yet; `progress` is told about that in between.
    pub fn report(&mut self, settings: &Settings, detail: Detail, progress: &mut dyn FnMut(Progress)) -> Report {
        const SLICE: usize = 32;
        loop {
            let state = self.verify_next(SLICE);
            progress(state);
            if state.done >= state.total {
                break;
            }
        }
        let (inputs, judged) = self.judged();
        let evaluation = Evaluation::new(settings, inputs, &judged.inventory, &judged.verdicts);
        let findings = checks::run(&evaluation);
        report::draw(&evaluation, findings, detail)
    }

    /// A trust list of the case with every element.
    pub fn trust_list(&mut self, input: usize) -> Option<report::TrustList> {
        let (inputs, judged) = self.judged();
        let input = inputs.iter().find(|candidate| candidate.id == input)?;
        JudgedList::new(input, &judged.inventory).map(|list| report::draw_trust_list(&list, Detail::Full))
    }

    /// A signed file of the case with every element.
    pub fn signed_file(&mut self, input: usize) -> Option<report::SignedFile> {
        let (inputs, judged) = self.judged();
        let input = inputs.iter().find(|candidate| candidate.id == input)?;
        JudgedFile::new(input, inputs, &judged.inventory).map(|file| report::draw_signed_file(&file, Detail::Full))
    }

    /// A certificate of the case with everything in it.
    pub fn certificate(&mut self, sha256: &str) -> Option<report::Certificate> {
        let (_, judged) = self.judged();
        let position = judged.inventory.position(sha256)?;
        let (entry, verdict) = (judged.inventory.get(position)?, judged.verdicts.get(position)?);
        let certificate = JudgedCertificate::new(entry, verdict, &judged.inventory);
        Some(report::draw_certificate(&certificate, Detail::Full))
    }

    /// The inputs, and the certificates with all verdicts passed.
    fn judged(&mut self) -> (&[Input], &Judged) {
        self.verify_next(usize::MAX);
        (&self.inputs, self.inventory.get_or_insert_default())
    }

    fn add_within(&mut self, parent: Option<usize>, name: &str, bytes: Vec<u8>, depth: usize) {
        let id = self.next_id;
        self.next_id += 1;
        let mut recognised = if depth < DEPTH { intake::recognise(name, &bytes) } else { too_deep() };
        let members = std::mem::take(&mut recognised.members);
        self.inputs.push(Input::new(id, parent, name, bytes, recognised));
        for member in members {
            self.add_within(Some(id), &member.name, member.bytes, depth + 1);
        }
    }
}

fn too_deep() -> Recognised {
    Recognised {
        kind: InputKind::Unknown,
        description: format!("not looked into: {DEPTH} containers lie around it"),
        artifact: intake::Artifact::Nothing,
        problems: Vec::new(),
        members: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
