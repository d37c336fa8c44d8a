//! A case: all inputs of one problem, and what is known of the cluster.

pub mod context;
pub mod evaluation;
pub mod facts;
pub mod held_list;
pub mod holdings;
pub mod identity;
pub mod input;
pub mod inventory;
pub(crate) mod joined;
pub mod known_cisco;
mod release;
pub(crate) mod series;
mod short_names;
pub mod standing;

pub use context::Settings;
pub use release::{Release, Releases};

use crate::checks;
use crate::compare;
use crate::intake::{self, Allowance, Candidate, DEPTH, Member, Pieces, Recognised};
use crate::phone;
use crate::report::{self, InputKind, Problem, Report};
use crate::verify::certificate_signature::{self, CertificateVerdict, Memo};
use evaluation::{Evaluation, JudgedCertificate, JudgedFile, JudgedList};
use input::{Input, Label};
use inventory::Inventory;
use std::collections::HashSet;
use std::fmt;

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
    /// Passwords that were given, for containers that ask for one. They are in no report.
    passwords: Passwords,
}

/// Passwords, which nothing prints.
#[derive(Default)]
struct Passwords(Vec<String>);

impl fmt::Debug for Passwords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passwords", self.0.len())
    }
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
        let first = self.next_id;
        let mut allowance = Allowance::of(bytes.len());
        let given = Member { name: name.to_owned(), bytes, origin: None };
        self.add_within(None, given, 0, &mut allowance);
        self.since(first)
    }

    /// Adds an input that was read in pieces, and everything found inside it, and names them: the input first.
    pub fn add_pieces(&mut self, name: &str, pieces: Pieces) -> Vec<usize> {
        let first = self.next_id;
        let finished = pieces.finish();
        let mut recognised = finished.recognised;
        let members = std::mem::take(&mut recognised.members);
        let id = self.next_number();
        let label = Label { id, parent: None, origin: None, name };
        self.inputs.push(Input::with_hashes(label, finished.hashes, finished.size, Vec::new(), recognised));
        self.add_members(id, members, 0, &mut Allowance::default());
        self.since(first)
    }

    /// Gives a password for the containers that wait for one, now and later, and names the inputs that it opened and everything
    /// found inside them. An opened input keeps its number.
    pub fn unlock(&mut self, password: &str) -> Vec<usize> {
        if !self.passwords.0.iter().any(|known| known == password) {
            self.passwords.0.push(password.to_owned());
        }
        let first = self.next_id;
        let mut opened = Vec::new();
        let mut rounds = Allowance::default().rounds;
        let waiting = self.inputs.iter().filter(|input| input.locked().is_some()).map(|input| input.id);
        for id in waiting.collect::<Vec<_>>() {
            opened.extend(self.open(id, &mut rounds));
        }
        opened.extend(self.since(first));
        opened
    }

    /// Tries the passwords on an input. What is found inside goes behind all others. `rounds` are those of [`Allowance::rounds`] for all
    /// inputs together.
    fn open(&mut self, id: usize, rounds: &mut u64) -> Option<usize> {
        let index = self.inputs.iter().position(|input| input.id == id)?;
        let input = self.inputs.get(index)?;
        let (id, parent, origin, name) = (input.id, input.parent, input.origin.clone(), input.name.clone());
        let bytes = input.locked()?.to_vec();
        let mut allowance = Allowance { rounds: *rounds, ..Allowance::of(bytes.len()) };
        let candidate = Candidate { name: &name, bytes: &bytes, passwords: &self.passwords.0 };
        let mut recognised = intake::recognise(&candidate, &mut allowance);
        *rounds = allowance.rounds;
        let found_before = self.inputs.iter().filter(|input| input.parent == Some(id)).count();
        if matches!(recognised.artifact, intake::Artifact::Locked) && recognised.members.len() <= found_before {
            // It now says that the password does not fit.
            self.inputs.get_mut(index)?.problems = recognised.problems;
            return None;
        }
        // What could be read without the password is read again, with the rest.
        self.remove_inside(id);
        let index = self.inputs.iter().position(|input| input.id == id)?;
        let members = std::mem::take(&mut recognised.members);
        let depth = self.depth(parent);
        let opened = Input::new(Label { id, parent, origin, name: &name }, bytes, recognised);
        *self.inputs.get_mut(index)? = opened;
        self.add_members(id, members, depth, &mut allowance);
        Some(id)
    }

    /// How many inputs lie around the children of `parent`.
    fn depth(&self, mut parent: Option<usize>) -> usize {
        let mut depth = 0;
        while let Some(id) = parent {
            parent = self.inputs.iter().find(|input| input.id == id).and_then(|input| input.parent);
            depth += 1;
        }
        depth
    }

    fn next_number(&mut self) -> usize {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    /// Names the inputs that were added since, and has the certificates collected anew.
    fn since(&mut self, first: usize) -> Vec<usize> {
        self.inventory = None;
        self.inputs.iter().map(|input| input.id).filter(|id| *id >= first).collect()
    }

    /// Takes an input away, with everything found inside it. Other inputs keep their names.
    pub fn remove(&mut self, id: usize) {
        self.remove_inside(id);
        self.inputs.retain(|input| input.id != id);
        self.inventory = None;
    }

    /// Takes away what was found inside an input.
    fn remove_inside(&mut self, id: usize) {
        let mut around = HashSet::from([id]);
        // What is inside stands behind what is around it.
        self.inputs.retain(|input| {
            let inside = input.parent.is_some_and(|parent| around.contains(&parent));
            if inside {
                around.insert(input.id);
            }
            !inside
        });
    }

    /// Verifies at most `count` more certificates and says how far that has come.
    pub fn verify_next(&mut self, count: usize) -> Progress {
        if self.inventory.is_none() {
            short_names::give(&mut self.inputs);
        }
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
        let evaluation = self.evaluate(settings);
        report::draw(&evaluation, checks::run(&evaluation), detail)
    }

    /// The case with the verdicts that have been passed: what checks look at. [`Case::verify_next`] or [`Case::report`] passes them.
    pub fn evaluate(&mut self, settings: &Settings) -> Evaluation<'_> {
        let (inputs, judged) = self.judged();
        Evaluation::new(settings, inputs, &judged.inventory, &judged.verdicts)
    }

    /// What phones would do with what they are offered, by the lists of the case.
    pub fn phones(&mut self, settings: &Settings, question: &report::PhoneQuestion) -> Vec<report::Boot> {
        self.verify_next(usize::MAX);
        phone::answer(&self.evaluate(settings), question)
    }

    /// Compares the trust lists in these inputs, in this order; all of the case when there are none. None where there are not two.
    pub fn compare(&mut self, settings: &Settings, inputs: &[usize]) -> Option<report::ListComparison> {
        let evaluation = self.evaluate(settings);
        compare::of(&evaluation, inputs)
    }

    /// Which trust lists of the case have a checksum that a phone or a server shows, as [`compare::read_checksum`] reads it. None where it is
    /// no checksum.
    pub fn lists_with_checksum(&mut self, checksum: &str) -> Option<report::ChecksumAnswer> {
        let (inputs, _) = self.judged();
        compare::answer(inputs, checksum)
    }

    /// What it takes to move phones between the clusters whose lists the case has.
    pub fn migrations(&mut self, settings: &Settings) -> Vec<report::Migration> {
        self.verify_next(usize::MAX);
        phone::migrations(&self.evaluate(settings))
    }

    /// A trust list of the case with every element.
    pub fn trust_list(&mut self, input: usize) -> Option<report::TrustList> {
        let (inputs, judged) = self.judged();
        let input = inputs.iter().find(|candidate| candidate.id == input)?;
        JudgedList::new(input, inputs, &judged.inventory).map(|list| report::draw_trust_list(&list, Detail::Full))
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

    fn add_within(&mut self, parent: Option<usize>, member: Member, depth: usize, allowance: &mut Allowance) -> usize {
        let Member { name, bytes, origin } = member;
        let id = self.next_number();
        let candidate = Candidate { name: &name, bytes: &bytes, passwords: &self.passwords.0 };
        let mut recognised = if depth < DEPTH { intake::recognise(&candidate, allowance) } else { too_deep() };
        let members = std::mem::take(&mut recognised.members);
        self.inputs.push(Input::new(Label { id, parent, origin, name: &name }, bytes, recognised));
        self.add_members(id, members, depth, allowance);
        id
    }

    fn add_members(&mut self, parent: usize, members: Vec<Member>, depth: usize, allowance: &mut Allowance) {
        let numbers: Vec<usize> =
            members.into_iter().map(|member| self.add_within(Some(parent), member, depth + 1, allowance)).collect();
        if let Some(input) = self.inputs.iter_mut().rfind(|input| input.id == parent) {
            input.number_members(&numbers);
        }
    }
}

fn too_deep() -> Recognised {
    let message = "containers inside containers are followed so deep; unpack the innermost and add what is in it";
    Recognised {
        problems: vec![Problem { offset: None, message: message.to_owned() }],
        ..Recognised::new(InputKind::Unknown, format!("not looked into: {DEPTH} containers lie around it"))
    }
}

#[cfg(test)]
mod tests;
