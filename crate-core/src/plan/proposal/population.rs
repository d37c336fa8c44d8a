//! The phones that are simulated: one of each kind that a cluster may have.

use super::build::Built;
use super::world::World;
use crate::phone::{Certificate, Content, List, Offer, Phone, Server, start};
use crate::report::{Boot, Verdict};

/// A phone, as one of its kind.
#[derive(Debug, Clone)]
pub(super) struct Person<'case> {
    /// What kind it is, for people.
    pub(super) described: String,
    pub(super) kind: Kind,
    /// The place of its TFTP node.
    pub(super) tftp: usize,
    pub(super) phone: Phone<'case>,
    /// Its last start.
    pub(super) last: Option<Boot>,
}

/// What is different about a kind of phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It holds the newest lists, and is on.
    Awake,
    /// It holds the newest lists, and is off until everything is done.
    Asleep,
    /// It holds an earlier list, and is on from now.
    Behind,
}

/// Phones of every kind: on each TFTP node those that hold the newest lists, awake and asleep; those that hold an earlier list of the case; and
/// in mixed mode those without Security By Default, unless there are none.
pub(super) fn people<'case>(built: &Built<'case>, without_security_by_default: Option<u32>) -> Vec<Person<'case>> {
    let world = &built.world;
    let mut people = Vec::new();
    let mut add = |described: String, kind: Kind, tftp: usize, ctl: Option<List<'case>>, itl: Option<List<'case>>| {
        let lacks_security_by_default = itl.is_none();
        let phone = Phone { ctl, itl, lacks_security_by_default, vouched: Vec::new() };
        people.push(Person { described, kind, tftp, phone, last: None });
    };
    for (place, node) in world.tftp.iter().enumerate() {
        let (ctl, itl) = (world.ctl.clone(), Some(node.itl.clone()));
        let name = &node.name;
        add(format!("A phone of {name} that holds the lists of now"), Kind::Awake, place, ctl.clone(), itl.clone());
        add(format!("A phone of {name} that is off meanwhile"), Kind::Asleep, place, ctl.clone(), itl.clone());
        for earlier in built.earlier_itls.get(place).into_iter().flatten() {
            let described = format!("A phone of {name} that holds {}", earlier.described());
            add(described, Kind::Behind, place, ctl.clone(), Some(earlier.clone()));
        }
    }
    if let (Some(node), Some(ctl)) = (world.tftp.first(), &world.ctl) {
        for earlier in &built.earlier_ctls {
            let described = format!("A phone that holds {} beside the ITL of now", earlier.described());
            add(described, Kind::Behind, 0, Some(earlier.clone()), Some(node.itl.clone()));
        }
        if without_security_by_default != Some(0) {
            let what = "A phone without Security By Default";
            add(format!("{what} that holds the CTL of now"), Kind::Awake, 0, Some(ctl.clone()), None);
            add(format!("{what} that is off meanwhile"), Kind::Asleep, 0, Some(ctl.clone()), None);
        }
    }
    people
}

impl<'case> Person<'case> {
    /// Whether it starts when phones are reset.
    pub(super) fn is_awake(&self) -> bool {
        self.kind != Kind::Asleep
    }

    /// Whether its last start was refused.
    pub(super) fn is_lost(&self) -> bool {
        self.last.as_ref().is_some_and(|boot| boot.verdict == Verdict::Refused)
    }

    /// Starts it.
    pub(super) fn start(&mut self, world: &World<'case>) {
        let server = self.server(world);
        let boot = start(&mut self.phone, &server, &world.tvs);
        self.last = Some(Boot { phone: self.described.clone(), ..boot });
    }

    /// What is offered to it: the lists that it does not hold already, and its configuration.
    fn server(&self, world: &World<'case>) -> Server<'case> {
        let elsewhere = world.elsewhere.as_ref().filter(|elsewhere| elsewhere.have_moved);
        let node = world.tftp.get(self.tftp);
        let (ctl, itl, signs) = match elsewhere {
            Some(other) => {
                let of_servers = |list: &List<'case>| {
                    use crate::formats::trust_list::Role;
                    let mut serving = list.with_role(Role::TFTP).chain(list.with_role(Role::CCM_TFTP));
                    serving.next().map(|entry| entry.certificate.clone())
                };
                let signs = other.itl.as_ref().and_then(of_servers).or_else(|| other.ctl.as_ref().and_then(of_servers));
                (other.ctl.as_ref(), other.itl.as_ref(), signs)
            }
            None => (world.ctl.as_ref(), node.map(|node| &node.itl), node.map(|node| node.signs.clone())),
        };
        let new = |held: &Option<List<'case>>, offered: Option<&List<'case>>| {
            offered.filter(|offered| held.as_ref().is_none_or(|held| !is_same(held, offered))).cloned()
        };
        // In non-secure mode they fetch configuration that is not signed (doc 118892).
        let asks_for_signed = world.is_mixed || !self.phone.lacks_security_by_default;
        Server {
            ctl: new(&self.phone.ctl, ctl),
            itl: new(&self.phone.itl, itl),
            files: signs.into_iter().filter(|_| asks_for_signed).map(configuration).collect(),
        }
    }
}

/// Whether two lists are the same file, or would be.
fn is_same(one: &List<'_>, other: &List<'_>) -> bool {
    if one.offer.input.is_some() || other.offer.input.is_some() {
        return one.offer.input == other.offer.input;
    }
    let signed_alike = match (&one.offer.signer, &other.offer.signer) {
        (Some(one), Some(other)) => one.is_same(other),
        _ => false,
    };
    let alike = one.entries.iter().zip(&other.entries);
    signed_alike
        && one.entries.len() == other.entries.len()
        && alike.into_iter().all(|(one, other)| one.role == other.role && one.certificate.is_same(&other.certificate))
}

/// The configuration of a phone, signed by its TFTP server.
fn configuration<'case>(signer: Certificate) -> Offer<'case> {
    Offer {
        name: "its configuration".to_owned(),
        input: None,
        signer: Some(signer),
        content: Content::Planned,
        unreadable: None,
    }
}
