//! What each step does to a cluster and its phones: one row an effect, with where that is documented.
//!
//! The rows are the whole of what the simulation knows of CUCM beside how it [writes lists](super::world): plans say only which effect a step has.

use super::population::Person;
use super::world::World;
use crate::formats::trust_list::Role;
use crate::phone::Known;
use crate::plan::effect::Effect;
use crate::report::{Identity, same_host};
use crate::timestamp::Timestamp;

/// A cluster with its phones.
#[derive(Debug, Clone)]
pub(super) struct Scene<'case> {
    pub(super) world: World<'case>,
    pub(super) people: Vec<Person<'case>>,
}

/// What is being done while a step is.
#[derive(Debug, Clone, Default)]
pub(super) struct Doing {
    /// The places of the certificates that the change renews.
    pub(super) places: Vec<usize>,
    /// When the backup was made that is restored.
    pub(super) backup: Option<Timestamp>,
    /// Whether the certificates of this change have been renewed already.
    pub(super) is_renewed: bool,
}

/// One row of the table.
pub(super) struct Row {
    pub(super) effect: Effect,
    /// What it does, in a sentence.
    pub(super) does: &'static str,
    apply: fn(&mut Scene<'_>, &mut Doing),
    /// Where that comes from.
    pub(super) source: &'static str,
}

const DOC_214231: &str = "Cisco doc 214231 (2026); domain.md, section 1.4";
const GUIDE: &str = "Cisco Security Guide 14, Default Security";

/// Every effect.
pub(super) static TABLE: &[Row] = &[
    Row {
        effect: Effect::Renew,
        does: "The servers hold another certificate. TVS and TFTP go on with the previous one until they are restarted.",
        apply: |scene, doing| renew(scene, doing),
        source: DOC_214231,
    },
    Row {
        effect: Effect::RestartTvs,
        does: "TVS shows the certificates that its nodes hold, and vouches for what lies in their stores now.",
        apply: |scene, _| scene.world.restart_tvs(),
        source: "Cisco doc 214231 (2026); Cisco doc 213407",
    },
    Row {
        effect: Effect::RestartTftp,
        does: "Each TFTP node writes its ITL with the certificates of now, and signs configuration with its CallManager certificate of now.",
        apply: |scene, _| scene.world.restart_tftp(),
        source: "Cisco doc 214231 (2026); domain.md, section 2.2",
    },
    Row {
        effect: Effect::UpdateCtl,
        does: "In mixed mode the CTL is written with the certificates of now, signed by a token, by ITLRecovery from 12.0 on, or by the publisher's CallManager.",
        apply: |scene, _| scene.world.update_ctl(),
        source: "Cisco doc 118893; Cisco Preferred Architecture 12.x, Security; domain.md, section 2.3",
    },
    Row {
        effect: Effect::ItlResetLocalkey,
        does: "In non-secure mode every TFTP node offers the publisher's ITL, signed by the publisher's CallManager.",
        apply: |scene, _| {
            if !scene.world.is_mixed {
                scene.world.itl_by_call_manager();
            }
        },
        source: "Cisco Security Guide 14, Default Security (Perform Bulk Reset of ITL File)",
    },
    Row {
        effect: Effect::CtlResetLocalkey,
        does: "In mixed mode the CTL is written with the certificates of now, signed by the publisher's CallManager.",
        apply: |scene, _| scene.world.ctl_by_call_manager(),
        source: "Cisco Security Guide 14, Default Security (Reset CTL Localkey); Cisco field notice FN70613",
    },
    Row {
        effect: Effect::LeaveTokens,
        does: "In mixed mode the CTL is written without hardware tokens, signed as tokenless ones are.",
        apply: |scene, _| {
            scene.world.tokens.clear();
            scene.world.signing_token = None;
            scene.world.update_ctl();
        },
        source: "Cisco doc 118893",
    },
    Row {
        effect: Effect::SetMixed,
        does: "A CTL is written, and servers stand in lists as CCM+TFTP from now on.",
        apply: |scene, _| {
            scene.world.is_mixed = true;
            scene.world.update_ctl();
        },
        source: "Cisco doc 118893; Cisco Preferred Architecture 12.x, Security",
    },
    Row {
        effect: Effect::SetNonSecure,
        does: "The records of servers in the CTL are emptied, and its signer stays; servers stand in ITLs as TFTP from now on.",
        apply: |scene, _| {
            scene.world.is_mixed = false;
            scene.world.empty_ctl();
        },
        source: "Cisco doc 118892",
    },
    Row {
        effect: Effect::Rename,
        does: "The node makes its self-signed certificates anew, all but ITLRecovery, and restarts with them: its TVS and TFTP too.",
        apply: |scene, doing| {
            renew(scene, doing);
            scene.world.restart_tvs();
            scene.world.restart_tftp();
        },
        source: "Cisco Administration Guide, Change the Hostname; domain.md, section 3, item 12",
    },
    Row {
        effect: Effect::Readdress,
        does: "The certificates stay. The ITL is written anew.",
        apply: |scene, _| scene.world.restart_tftp(),
        source: "Cisco Administration Guide, Change the IP Address; domain.md, section 3, item 13",
    },
    Row {
        effect: Effect::EmptyItl,
        does: "In a cluster with one TVS, in non-secure mode: the ITL has no record for TFTP and TVS, and phones take any other.",
        apply: |scene, _| {
            if scene.world.tvs.tvs.len() == 1 && !scene.world.is_mixed && !scene.world.recovery_signs {
                scene.world.is_emptied = true;
                scene.world.restart_tvs();
                scene.world.restart_tftp();
            }
        },
        source: GUIDE,
    },
    Row {
        effect: Effect::FillItl,
        does: "The ITL is filled again.",
        apply: |scene, _| {
            if scene.world.is_emptied {
                scene.world.is_emptied = false;
                scene.world.restart_tvs();
                scene.world.restart_tftp();
            }
        },
        source: GUIDE,
    },
    Row {
        effect: Effect::Restore,
        does: "Servers hold what they held when the backup was made, and all services run with that.",
        apply: |scene, doing| restore(scene, doing),
        source: "Cisco Security Guide 14, Default Security; domain.md, section 3, item 39",
    },
    Row {
        effect: Effect::ImportSigners,
        does: "The signers of the other cluster lie in CallManager-trust and Phone-SAST-trust; TVS vouches for them once it is restarted.",
        apply: |scene, _| import(&mut scene.world),
        source: "Cisco doc on Bulk Certificate Management between clusters (2025); Cisco doc 213407",
    },
    Row {
        effect: Effect::MovePhones,
        does: "Phones are offered the lists of the other cluster. They still ask the TVS of the one that they come from.",
        apply: |scene, _| {
            if let Some(elsewhere) = &mut scene.world.elsewhere {
                elsewhere.have_moved = true;
            }
        },
        source: "Cisco doc 213407",
    },
    Row {
        effect: Effect::DeleteCtl,
        does: "Phones without Security By Default hold no CTL any more, and take the next one on trust.",
        apply: |scene, _| {
            for person in scene.people.iter_mut().filter(|person| person.is_awake()) {
                if person.phone.lacks_security_by_default {
                    person.phone.ctl = None;
                }
            }
        },
        source: "Cisco doc 118893",
    },
    Row {
        effect: Effect::ResetPhones,
        does: "Phones start: CTL, ITL and configuration are offered to them, and they hold what they take.",
        apply: |scene, _| {
            let Scene { world, people } = scene;
            for person in people.iter_mut().filter(|person| person.is_awake()) {
                person.start(world);
            }
        },
        source: "domain.md, section 2.5",
    },
];

/// Does what a step does.
pub(super) fn apply(effect: Effect, scene: &mut Scene<'_>, doing: &mut Doing) {
    if let Some(row) = TABLE.iter().find(|row| row.effect == effect) {
        (row.apply)(scene, doing);
    }
}

fn renew(scene: &mut Scene<'_>, doing: &mut Doing) {
    // Plans have one step for each kind of cluster that a fact leaves open; the certificate is renewed once.
    if !doing.is_renewed {
        for place in &doing.places {
            scene.world.renew(*place);
        }
        doing.is_renewed = true;
    }
}

/// Certificates made after the backup are gone. What was there before them, the case has, or it is put in place by name.
fn restore(scene: &mut Scene<'_>, doing: &Doing) {
    let world = &mut scene.world;
    let Some(backup) = doing.backup else { return };
    for place in 0..world.slots.len() {
        let Some(slot) = world.slots.get_mut(place) else { continue };
        if slot.made.is_none_or(|made| made <= backup) {
            continue;
        }
        if let Some(earlier) = slot.at(backup).cloned() {
            world.replaced.push(std::mem::replace(&mut slot.held, earlier).certificate);
            continue;
        }
        world.renew(place);
        if let Some(slot) = world.slots.get_mut(place) {
            slot.held.certificate.name = format!("an earlier {}", slot.described());
        }
    }
    let is_changed = !world.replaced.is_empty();
    world.restart_tvs();
    if is_changed {
        world.restart_tftp();
        world.update_ctl();
    }
}

fn import(world: &mut World<'_>) {
    let Some(elsewhere) = &world.elsewhere else { return };
    let entries = elsewhere.itl.iter().chain(&elsewhere.ctl).flat_map(|list| &list.entries);
    let signers = entries.filter(|entry| matches!(entry.role, Role::SAST | Role::TFTP | Role::CCM_TFTP));
    let known = signers.map(|entry| Known {
        certificate: entry.certificate.clone(),
        key: entry.key.clone(),
        place: format!("in Phone-SAST-trust, imported from the cluster of {}", elsewhere.name),
        roles: vec![entry.role],
    });
    world.imported = known.collect();
}

/// The places of the certificates that a renewal renews: of a node, or of all.
pub(super) fn renewed(world: &World<'_>, identity: Identity, node: Option<&str>) -> Vec<usize> {
    let places = world.places(identity);
    let Some(node) = node else { return places };
    // A subscriber's CAPF stands in no list.
    if identity == Identity::Capf && !world.publisher.is_empty() && !same_host(node, &world.publisher) {
        return Vec::new();
    }
    match (world.place(identity, node), places.as_slice()) {
        (Some(place), _) => vec![place],
        // One for several servers.
        (None, [only]) => vec![*only],
        (None, _) => Vec::new(),
    }
}

/// The places of the certificates that a node makes anew when it is renamed.
pub(super) fn renamed(world: &World<'_>, node: &str) -> Vec<usize> {
    let kinds = [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Tvs];
    let mut places: Vec<usize> = kinds.into_iter().filter_map(|kind| world.place(kind, node)).collect();
    if same_host(node, &world.publisher) {
        places.extend(world.place(Identity::Capf, node));
    }
    places
}

/// The table in Markdown.
pub(super) fn markdown() -> String {
    let rows = TABLE.iter().map(|row| format!("| {:?} | {} | {} |\n", row.effect, row.does, row.source));
    format!("| effect | what it does | source |\n|---|---|---|\n{}", rows.collect::<String>())
}
