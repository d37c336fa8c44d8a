//! Random walks over clusters of the lab: certificates are renewed, lists written, phones sleep, wake and start. At each start the verdict over
//! the real bytes is that of a second, simpler model.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use std::collections::BTreeSet;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::{Boot, ClusterMode, Identity, NodeService, OfferKind, PhoneQuestion, TvsReach, Verdict};
use trustlens_core::{Case, Timestamp};
use trustlens_tests::cluster::{Cluster, CtlSigner, Description, Encode, Make};
use trustlens_tests::scene::{running, signed_file};
use trustlens_tests::second_model::{Kind, Phone, Servers, Taken};

/// Walks without patience.
const WALKS: u32 = 24;

/// Phones of a walk; the last one has no Security By Default.
const PHONES: usize = 3;

/// A cluster, and what happens to it.
#[derive(Debug, Clone)]
struct Walk {
    release: &'static str,
    is_mixed: bool,
    has_tokens: bool,
    nodes: usize,
    steps: Vec<Step>,
}

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    /// A certificate is renewed on a node.
    Renew(Identity, Index),
    /// TFTP is restarted on a node.
    Restart(Index),
    /// The CTL is updated.
    UpdateCtl,
    /// "utils itl reset localkey" on a node.
    ResetItl(Index),
    /// "utils ctl reset localkey".
    ResetCtl,
    /// "Prepare Cluster for Rollback to pre 8.0" is set, and TFTP restarted everywhere.
    Empty(bool),
    /// The lists on a phone are erased.
    Erase(Index),
    /// A phone is unplugged.
    Sleep(Index),
    /// It is plugged in again, and starts.
    Wake(Index),
    /// From now on phones reach the TVS of these nodes alone.
    Reach([bool; 4]),
}

fn step() -> impl Strategy<Value = Step> {
    let kinds = vec![Identity::Callmanager, Identity::Tvs, Identity::Itlrecovery, Identity::Capf];
    let renew = (select(kinds), any::<Index>()).prop_map(|(kind, node)| Step::Renew(kind, node));
    let phone = any::<Index>;
    prop_oneof![
        8 => renew,
        5 => any::<Index>().prop_map(Step::Restart),
        3 => Just(Step::UpdateCtl),
        1 => any::<Index>().prop_map(Step::ResetItl),
        1 => Just(Step::ResetCtl),
        1 => any::<bool>().prop_map(Step::Empty),
        1 => phone().prop_map(Step::Erase),
        3 => phone().prop_map(Step::Sleep),
        3 => phone().prop_map(Step::Wake),
        1 => any::<[bool; 4]>().prop_map(Step::Reach),
    ]
}

fn walks() -> impl Strategy<Value = Walk> {
    let releases = vec!["8.6", "9.1", "10.0", "10.5", "11.5", "12.0", "12.5", "14", "15"];
    let what = (select(releases), any::<bool>(), any::<bool>(), 1..=4_usize);
    (what, prop::collection::vec(step(), 4..14)).prop_map(|((release, is_mixed, has_tokens, nodes), steps)| Walk {
        release,
        is_mixed,
        has_tokens,
        nodes,
        steps,
    })
}

/// A phone of both models.
#[derive(Debug, Clone)]
struct Both {
    ctl: Option<Vec<u8>>,
    itl: Option<Vec<u8>>,
    is_awake: bool,
    model: Phone,
}

/// A cluster in both models.
struct World {
    cluster: Cluster,
    servers: Servers,
    tftp: Vec<String>,
    emptied: bool,
    reached: BTreeSet<usize>,
    phones: Vec<Both>,
    now: Timestamp,
    /// Starts so far, and those of them at which something was refused.
    starts: (u32, u32),
}

impl World {
    fn of(walk: &Walk) -> Self {
        let mode = if walk.is_mixed { ClusterMode::Mixed } else { ClusterMode::NonSecure };
        let mut description = Description::healthy(walk.release, mode, walk.nodes);
        let may_choose = description.at_least(10, 0) && !description.at_least(14, 0);
        if may_choose && walk.has_tokens {
            description.ctl_signer = CtlSigner::Etoken;
        }
        let has_tokens = description.ctl_signer == CtlSigner::Etoken;
        let mut parts = walk.release.split('.').map(|part| part.parse().expect("a number"));
        let release = (parts.next().expect("a release"), parts.next().unwrap_or(0));
        let now = description.listed_at().plus_days(1);
        let cluster = description.make();
        let tftp = running(&cluster, NodeService::Tftp);
        let phone = |number| Both {
            ctl: None,
            itl: None,
            // One sleeps through everything until somebody plugs it in.
            is_awake: number != 1,
            model: Phone { is_old: number + 1 == PHONES, ..Phone::default() },
        };
        Self {
            servers: Servers::new(release, walk.nodes, tftp.len(), walk.is_mixed, has_tokens),
            cluster,
            tftp,
            emptied: false,
            reached: (0..walk.nodes).collect(),
            phones: (0..PHONES).map(phone).collect(),
            now,
            starts: (0, 0),
        }
    }

    fn node(&self, number: usize) -> String {
        self.cluster.description.nodes[number].host().to_owned()
    }

    fn is_mixed(&self) -> bool {
        self.cluster.description.mode == ClusterMode::Mixed
    }

    fn write_itl(&mut self, place: usize) {
        let node = self.tftp[place].clone();
        self.cluster.write_itl(&node, self.now);
        if self.emptied {
            let serves = |role| matches!(role, Role::TFTP | Role::CCM_TFTP | Role::TVS);
            self.cluster.itl(&node).records.retain(|record| !serves(record.role));
        }
    }

    /// Does what a step says in both models, and says whether phones that are awake start after it, or which one does.
    fn go(&mut self, step: &Step) -> Vec<usize> {
        self.now = self.now.plus_days(1);
        let nodes = self.cluster.description.nodes.len();
        let everybody: Vec<usize> = (0..PHONES).filter(|number| self.phones[*number].is_awake).collect();
        match step {
            Step::Renew(identity, index) => {
                let number = index.index(nodes);
                let kind = match identity {
                    Identity::Callmanager => Some(Kind::CallManager),
                    Identity::Tvs => Some(Kind::Tvs),
                    Identity::Itlrecovery => Some(Kind::Recovery),
                    _ => None,
                };
                // From 12.5 on ITLRecovery, and from 14 on CAPF, is the publisher's alone.
                let node = self.node(number);
                if self.cluster.find(*identity, &node).is_some() {
                    self.cluster.renew(*identity, &node, self.now);
                    if let Some(kind) = kind {
                        self.servers.renew(kind, number);
                    }
                }
                Vec::new()
            }
            Step::Restart(index) => {
                let place = index.index(self.tftp.len());
                self.write_itl(place);
                self.servers.write_itl(place);
                everybody
            }
            Step::UpdateCtl if self.is_mixed() => {
                self.cluster.write_ctl(self.now);
                self.servers.write_ctl();
                everybody
            }
            Step::ResetItl(index) if self.cluster.description.at_least(10, 0) => {
                let place = index.index(self.tftp.len());
                self.write_itl(place);
                let node = self.tftp[place].clone();
                let signs_anyway = self.cluster.description.at_least(12, 0);
                let other = if signs_anyway { Identity::Callmanager } else { Identity::Itlrecovery };
                let signer = self.cluster.certificate(other, &node).clone();
                self.cluster.itl(&node).signer = signer;
                self.servers.reset_itl(place);
                everybody
            }
            Step::ResetCtl if self.is_mixed() => {
                let publisher = self.node(0);
                let signer = self.cluster.certificate(Identity::Callmanager, &publisher).clone();
                let now = self.now;
                let ctl = self.cluster.ctl();
                (ctl.signer, ctl.timestamp) = (signer, now);
                self.servers.reset_ctl();
                everybody
            }
            Step::Empty(emptied) => {
                self.emptied = *emptied;
                self.servers.set_emptied(*emptied);
                for place in 0..self.tftp.len() {
                    self.write_itl(place);
                    self.servers.write_itl(place);
                }
                everybody
            }
            Step::UpdateCtl | Step::ResetItl(_) | Step::ResetCtl => Vec::new(),
            Step::Erase(index) => {
                let number = index.index(PHONES);
                let phone = &mut self.phones[number];
                (phone.ctl, phone.itl, phone.model.ctl, phone.model.itl) = (None, None, None, None);
                if phone.is_awake { vec![number] } else { Vec::new() }
            }
            Step::Sleep(index) => {
                self.phones[index.index(PHONES)].is_awake = false;
                Vec::new()
            }
            Step::Wake(index) => {
                let number = index.index(PHONES);
                self.phones[number].is_awake = true;
                vec![number]
            }
            Step::Reach(chosen) => {
                self.reached = (0..nodes).filter(|number| chosen[*number]).collect();
                Vec::new()
            }
        }
    }

    /// Starts a phone in both models, and compares.
    fn start(&mut self, number: usize) -> Result<(), TestCaseError> {
        let place = number % self.tftp.len();
        let node = self.tftp[place].clone();
        let boot = self.boot(number, &node);
        let phone = &mut self.phones[number];
        let before = phone.model.clone();
        let expected = self.servers.start(&mut phone.model, place, &self.reached);
        let found = taken(&boot);
        prop_assert!(
            found == Ok(expected),
            "phone {number} at {node}: {found:?}, by the second model {expected:?}\nheld {before:#?}\nservers {:#?}\n{boot:#?}",
            self.servers
        );
        if expected.ctl == Some(true) {
            phone.ctl = Some(self.cluster.ctl().encode());
        }
        if expected.itl == Some(true) {
            phone.itl = Some(self.cluster.itl(&node).encode());
        }
        self.starts.0 += 1;
        self.starts.1 += u32::from(boot.verdict == Verdict::Refused);
        Ok(())
    }

    fn boot(&self, number: usize, node: &str) -> Boot {
        let phone = &self.phones[number];
        let mut case = Case::new();
        let mut question =
            PhoneQuestion { without_security_by_default: phone.model.is_old, ..PhoneQuestion::default() };
        let offered = [format!("{node}/CTLFile.tlv"), format!("{node}/ITLFile.tlv")];
        for (path, bytes) in self.cluster.files() {
            let is_offered = offered.contains(&path);
            let ids = case.add(&path, bytes);
            question.offered.extend(ids.first().filter(|_| is_offered));
        }
        let signer = self.cluster.certificate(Identity::Callmanager, node);
        let ids = case.add(&format!("{node}/SEP00005E005300.cnf.xml.sgn"), signed_file(signer, self.now));
        question.offered.extend(ids.first());
        for (name, bytes) in [("CTLFile.tlv", &phone.ctl), ("ITLFile.tlv", &phone.itl)] {
            let Some(bytes) = bytes.as_ref().filter(|_| !(phone.model.is_old && name.starts_with("ITL"))) else {
                continue;
            };
            let ids = case.add(&format!("phone/{name}"), bytes.clone());
            question.holds.extend(ids.first());
        }
        let nodes: Vec<String> = self.reached.iter().map(|number| self.node(*number)).collect();
        question.tvs = match nodes.len() {
            0 => TvsReach::None,
            all if all == self.cluster.description.nodes.len() => TvsReach::All,
            _ => TvsReach::Nodes(nodes),
        };
        let mut boots = case.phones(&self.cluster.settings(), &question);
        assert_eq!(boots.len(), 1, "{boots:#?}");
        boots.swap_remove(0)
    }
}

/// What a phone took, if that is known of everything.
fn taken(boot: &Boot) -> Result<Taken, String> {
    let of = |kind: OfferKind| {
        let mut found = boot.decisions.iter().filter(|decision| decision.kind == kind).map(|decision| decision.verdict);
        match (found.next(), found.next()) {
            (None | Some(Verdict::NotAsked), None) => Ok(None),
            (Some(Verdict::Accepted), None) => Ok(Some(true)),
            (Some(Verdict::Refused), None) => Ok(Some(false)),
            other => Err(format!("{kind:?} {other:?}")),
        }
    };
    let configuration = of(OfferKind::SignedFile)?.ok_or("no configuration")?;
    Ok(Taken { ctl: of(OfferKind::Ctl)?, itl: of(OfferKind::Itl)?, configuration })
}

#[test]
fn both_models_agree_at_every_start() {
    let patience: u32 = std::env::var("TRUSTLENS_PATIENCE").ok().and_then(|number| number.parse().ok()).unwrap_or(1);
    let config =
        Config { cases: WALKS * patience, failure_persistence: None, max_shrink_iters: 60, ..Config::default() };
    // The same walks every time, so that a change and not chance makes the test fail; with patience, others each time.
    let mut runner = match patience {
        1 => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        _ => TestRunner::new(config),
    };
    let starts = Cell::new((0, 0));
    let outcome = runner.run(&walks(), |walk| {
        let mut world = World::of(&walk);
        for number in 0..PHONES {
            world.start(number)?;
        }
        for step in &walk.steps {
            for number in world.go(step) {
                world.start(number)?;
            }
        }
        // In the end everybody is plugged in, whatever they slept through.
        for number in 0..PHONES {
            world.start(number)?;
        }
        let (all, refused) = starts.get();
        starts.set((all + world.starts.0, refused + world.starts.1));
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (all, refused) = starts.get();
    assert!(all > 5 * WALKS && refused > WALKS / 2, "{all} starts, of which {refused} refuse: too little happens");
}
