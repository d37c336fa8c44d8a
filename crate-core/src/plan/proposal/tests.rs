//! The rows of the tables against domain.md, sections 1.4, 2.2, 2.3 and 3, on clusters made by hand.

use super::effects::{Doing, Scene, TABLE, apply, renamed, renewed};
use super::population::{Kind, Person};
use super::rules;
use super::world::{Elsewhere, Slot, TftpNode, World, list, planned};
use crate::case::Releases;
use crate::formats::trust_list::Role;
use crate::phone::{Certificate, Entry, Known, List, Phone, Surroundings};
use crate::plan::effect::Effect;
use crate::report::{Identity, ListKind, Verdict};
use crate::timestamp::Timestamp;

const PUBLISHER: &str = "cucm-pub.example.com";
const SUBSCRIBER: &str = "cucm-sub1.example.com";

fn slot(identity: Identity, host: &str, number: usize, roles: &[Role]) -> Slot {
    let certificate = planned(&format!("{} of {host}", identity.name()), number);
    Slot {
        identity,
        host: host.to_owned(),
        held: Known { certificate, key: None, place: String::new(), roles: roles.to_vec() },
        made: Timestamp::parse("2025-03-02").ok(),
        ends: None,
        is_told: true,
        earlier: Vec::new(),
    }
}

/// A cluster of two TFTP nodes with its lists written and TVS started, and on each node a phone with these lists.
fn scene(release: &str, is_mixed: bool) -> Scene<'static> {
    let signs = [Role::SAST, Role::TFTP, Role::CCM_TFTP];
    let nothing = || list(String::new(), ListKind::Itl, &Certificate::default(), Vec::new());
    let node = |name: &str, own| TftpNode {
        name: name.to_owned(),
        own,
        serving: vec![own],
        itl: nothing(),
        signs: Certificate::default(),
    };
    let releases = Releases::parse(release).unwrap();
    let mut world = World {
        releases,
        recovery_signs: releases.surely_at_least(12, 0),
        is_mixed,
        publisher: PUBLISHER.to_owned(),
        slots: vec![
            slot(Identity::Callmanager, PUBLISHER, 101, &signs),
            slot(Identity::Callmanager, SUBSCRIBER, 102, &signs),
            slot(Identity::Tvs, PUBLISHER, 103, &[]),
            slot(Identity::Tvs, SUBSCRIBER, 104, &[]),
            slot(Identity::Capf, "", 105, &[]),
        ],
        tftp: vec![node(PUBLISHER, 0), node(SUBSCRIBER, 1)],
        ctl: None,
        tokens: Vec::new(),
        signing_token: None,
        tvs: Surroundings::default(),
        imported: Vec::new(),
        replaced: Vec::new(),
        is_emptied: false,
        elsewhere: None,
        made: 0,
    };
    if releases.surely_at_least(10, 0) {
        world.slots.push(slot(Identity::Itlrecovery, PUBLISHER, 106, &[Role::SAST]));
    }
    world.tvs.store.is_whole = true;
    world.restart_tvs();
    world.restart_tftp();
    world.update_ctl();
    let people = (0..2).map(|tftp| person(&world, tftp, Kind::Awake, false)).collect();
    Scene { world, people }
}

fn person(world: &World<'static>, tftp: usize, kind: Kind, is_old: bool) -> Person<'static> {
    let itl = (!is_old).then(|| world.tftp[tftp].itl.clone());
    let phone = Phone { ctl: world.ctl.clone(), itl, lacks_security_by_default: is_old, vouched: Vec::new() };
    Person { described: "A phone".to_owned(), kind, tftp, phone, last: None }
}

fn tokens(world: &mut World<'static>) {
    let token = |number| Entry {
        record: number,
        role: Role::SAST,
        certificate: planned("SAST-ADN0054f509", 200 + number),
        key: None,
        host: String::new(),
    };
    world.tokens = vec![token(1), token(2)];
    world.signing_token = Some(world.tokens[0].certificate.clone());
}

fn does(scene: &mut Scene<'static>, effects: &[Effect], places: Vec<usize>) {
    let mut doing = Doing { places, ..Doing::default() };
    for effect in effects {
        apply(*effect, scene, &mut doing);
    }
}

fn signer<'a>(list: &'a List<'_>) -> &'a str {
    &list.offer.signer.as_ref().unwrap().name
}

fn roles<'a>(list: &'a List<'_>) -> Vec<(Role, &'a str)> {
    list.entries.iter().map(|entry| (entry.role, entry.certificate.name.as_str())).collect()
}

fn verdicts(scene: &Scene<'_>) -> Vec<Verdict> {
    scene.people.iter().filter_map(|person| Some(person.last.as_ref()?.verdict)).collect()
}

#[test]
fn lists_are_written_as_the_release_has_them() {
    let itl = |release| scene(release, false).world.tftp[1].itl.clone();
    let old = itl("9.1");
    assert_eq!(signer(&old), "CallManager of cucm-sub1.example.com");
    let own = "CallManager of cucm-sub1.example.com";
    let wanted = [
        (Role::SAST, own),
        (Role::TFTP, own),
        (Role::CAPF, "CAPF of "),
        (Role::TVS, "TVS of cucm-pub.example.com"),
        (Role::TVS, "TVS of cucm-sub1.example.com"),
    ];
    assert_eq!(roles(&old), wanted);
    // From 10.0 on ITLRecovery is a second signer, from 12.0 on it signs.
    let later = itl("10.5");
    assert_eq!(signer(&later), own);
    assert!(roles(&later).contains(&(Role::SAST, "ITLRecovery of cucm-pub.example.com")));
    assert_eq!(signer(&itl("12.5")), "ITLRecovery of cucm-pub.example.com");
}

#[test]
fn a_ctl_is_written_as_the_release_has_it() {
    let ctl = |release| scene(release, true).world.ctl.unwrap();
    let anchors = |list: &List<'_>| list.with_role(Role::SAST).count();
    assert_eq!((signer(&ctl("10.0")), anchors(&ctl("10.0"))), ("CallManager of cucm-pub.example.com", 1));
    assert_eq!((signer(&ctl("11.5")), anchors(&ctl("11.5"))), ("CallManager of cucm-pub.example.com", 2));
    assert_eq!((signer(&ctl("12.5")), anchors(&ctl("12.5"))), ("ITLRecovery of cucm-pub.example.com", 2));
    assert_eq!(ctl("12.5").with_role(Role::CCM_TFTP).count(), 2);
    assert_eq!(ctl("12.5").with_role(Role::TVS).count(), 0);
    // Without mixed mode there is none.
    assert!(scene("12.5", false).world.ctl.is_none());
    let mut with_tokens = scene("11.5", true).world;
    tokens(&mut with_tokens);
    with_tokens.update_ctl();
    let ctl = with_tokens.ctl.unwrap();
    assert_eq!((signer(&ctl), anchors(&ctl)), ("SAST-ADN0054f509", 2));
}

#[test]
fn every_effect_has_one_row_with_its_source() {
    for row in TABLE {
        assert_eq!(TABLE.iter().filter(|other| other.effect == row.effect).count(), 1, "{:?}", row.effect);
        assert!(row.does.ends_with('.') && !row.source.is_empty(), "{:?}", row.effect);
    }
    assert_eq!(TABLE.len(), 18);
}

#[test]
fn a_renewal_counts_after_the_restart_alone() {
    let mut scene = scene("11.5", false);
    does(&mut scene, &[Effect::Renew], vec![0, 2]);
    let new = scene.world.slots[0].held.certificate.clone();
    assert_eq!(new.name, "the new CallManager certificate of cucm-pub.example.com");
    assert!(scene.world.tvs.store.find(&new, &[Role::SAST]).is_none());
    assert_eq!(scene.world.tvs.tvs[0].shows.as_ref().unwrap().name, "TVS of cucm-pub.example.com");
    assert_eq!(signer(&scene.world.tftp[0].itl), "CallManager of cucm-pub.example.com");
    does(&mut scene, &[Effect::RestartTvs], Vec::new());
    assert!(scene.world.tvs.store.find(&new, &[Role::SAST]).is_some());
    assert!(scene.world.tvs.tvs[0].shows.as_ref().unwrap().name.starts_with("the new TVS"));
    assert_eq!(signer(&scene.world.tftp[0].itl), "CallManager of cucm-pub.example.com");
    does(&mut scene, &[Effect::RestartTftp], Vec::new());
    assert_eq!(signer(&scene.world.tftp[0].itl), new.name);
    assert!(scene.world.tftp[0].signs.is_same(&new));
    // Twice in one change is once.
    let mut doing = Doing { places: vec![1], ..Doing::default() };
    apply(Effect::Renew, &mut scene, &mut doing);
    let once = scene.world.made;
    apply(Effect::Renew, &mut scene, &mut doing);
    assert_eq!(scene.world.made, once);
}

#[test]
fn phones_follow_a_new_signer_by_tvs() {
    let mut one = scene("11.5", false);
    does(&mut one, &[Effect::Renew, Effect::RestartTvs, Effect::RestartTftp, Effect::ResetPhones], vec![0, 1]);
    assert_eq!(verdicts(&one), [Verdict::Accepted; 2]);
    // Before TVS is restarted it does not vouch.
    let mut early = scene("11.5", false);
    does(&mut early, &[Effect::Renew, Effect::RestartTftp, Effect::ResetPhones], vec![0, 1]);
    assert_eq!(verdicts(&early), [Verdict::Refused; 2]);
    // With TVS renewed too, no phone believes it.
    let mut both = scene("11.5", false);
    does(&mut both, &[Effect::Renew, Effect::RestartTvs, Effect::RestartTftp, Effect::ResetPhones], vec![0, 1, 2, 3]);
    assert_eq!(verdicts(&both), [Verdict::Refused; 2]);
    let mut later = scene("12.5", false);
    does(&mut later, &[Effect::Renew, Effect::RestartTvs, Effect::RestartTftp, Effect::ResetPhones], vec![0, 1, 2, 3]);
    assert_eq!(verdicts(&later), [Verdict::Accepted; 2]);
}

#[test]
fn a_reset_with_localkey_has_the_publishers_callmanager_sign() {
    let mut open = scene("12.5", false);
    does(&mut open, &[Effect::Renew, Effect::ItlResetLocalkey], vec![5]);
    for node in &open.world.tftp {
        assert_eq!(signer(&node.itl), "CallManager of cucm-pub.example.com");
        assert!(roles(&node.itl).contains(&(Role::SAST, "the new ITLRecovery certificate of cucm-pub.example.com")));
    }
    does(&mut open, &[Effect::ResetPhones, Effect::RestartTftp, Effect::ResetPhones], Vec::new());
    assert_eq!(verdicts(&open), [Verdict::Accepted; 2]);
    assert!(signer(&open.world.tftp[1].itl).starts_with("the new ITLRecovery"));
    let mut mixed = scene("12.5", true);
    does(&mut mixed, &[Effect::ItlResetLocalkey, Effect::CtlResetLocalkey], Vec::new());
    assert_eq!(signer(mixed.world.ctl.as_ref().unwrap()), "CallManager of cucm-pub.example.com");
    assert!(signer(&mixed.world.tftp[0].itl).starts_with("ITLRecovery"), "in mixed mode it is the CTL that is reset");
}

#[test]
fn modes_and_tokens() {
    let mut mixed = scene("11.5", false);
    does(&mut mixed, &[Effect::SetMixed, Effect::RestartTftp], Vec::new());
    assert!(mixed.world.ctl.is_some());
    assert_eq!(mixed.world.tftp[0].itl.with_role(Role::CCM_TFTP).count(), 1);
    let mut open = scene("11.5", true);
    does(&mut open, &[Effect::SetNonSecure, Effect::RestartTftp], Vec::new());
    let ctl = open.world.ctl.as_ref().unwrap();
    assert_eq!((ctl.with_role(Role::CCM_TFTP).count(), ctl.with_role(Role::SAST).count()), (0, 2));
    assert_eq!(signer(ctl), "CallManager of cucm-pub.example.com");
    assert_eq!(open.world.tftp[0].itl.with_role(Role::TFTP).count(), 1);
    let mut left = scene("11.5", true);
    tokens(&mut left.world);
    does(&mut left, &[Effect::UpdateCtl], Vec::new());
    assert_eq!(signer(left.world.ctl.as_ref().unwrap()), "SAST-ADN0054f509");
    does(&mut left, &[Effect::LeaveTokens], Vec::new());
    assert_eq!(signer(left.world.ctl.as_ref().unwrap()), "CallManager of cucm-pub.example.com");
    assert!(!left.world.has_tokens());
}

#[test]
fn an_old_phone_takes_a_new_signer_once_its_ctl_is_deleted() {
    let renewal = [Effect::Renew, Effect::UpdateCtl, Effect::RestartTvs, Effect::RestartTftp];
    let with_old_phone = || {
        let mut scene = scene("11.5", true);
        scene.people = vec![person(&scene.world, 0, Kind::Awake, true), person(&scene.world, 0, Kind::Asleep, true)];
        does(&mut scene, &renewal, vec![0]);
        scene
    };
    let mut kept = with_old_phone();
    does(&mut kept, &[Effect::ResetPhones], Vec::new());
    assert_eq!(verdicts(&kept), [Verdict::Refused], "one that is off does not start");
    let mut deleted = with_old_phone();
    does(&mut deleted, &[Effect::DeleteCtl, Effect::ResetPhones], Vec::new());
    assert_eq!(verdicts(&deleted), [Verdict::Accepted]);
    assert!(deleted.people[1].phone.ctl.is_some(), "nobody deletes that of a phone that is off");
}

#[test]
fn renaming_renews_what_is_self_signed_and_keeps_itlrecovery() {
    let mut scene = scene("11.5", false);
    let places = renamed(&scene.world, "cucm-pub");
    assert_eq!(places, [0, 2, 4], "CallManager, TVS and CAPF of the publisher");
    assert_eq!(renamed(&scene.world, SUBSCRIBER), [1, 3]);
    does(&mut scene, &[Effect::Rename], places);
    assert_eq!(scene.world.slots[5].held.certificate.name, "ITLRecovery of cucm-pub.example.com");
    assert!(signer(&scene.world.tftp[0].itl).starts_with("the new CallManager"));
    // The other node's TVS still vouches.
    does(&mut scene, &[Effect::ResetPhones], Vec::new());
    assert_eq!(verdicts(&scene), [Verdict::Accepted; 2]);
}

#[test]
fn an_address_changes_no_certificate() {
    let mut scene = scene("11.5", false);
    let before = roles(&scene.world.tftp[0].itl).len();
    does(&mut scene, &[Effect::Readdress, Effect::ResetPhones], Vec::new());
    assert_eq!((roles(&scene.world.tftp[0].itl).len(), scene.world.made), (before, 0));
    assert_eq!(verdicts(&scene), [Verdict::Accepted; 2]);
}

#[test]
fn an_emptied_itl_is_for_a_single_tvs_in_non_secure_mode() {
    let mut two = scene("9.1", false);
    does(&mut two, &[Effect::EmptyItl], Vec::new());
    assert!(!two.world.is_emptied);
    let mut one = scene("9.1", false);
    one.world.slots.remove(3);
    one.world.tftp.truncate(1);
    one.people.truncate(1);
    one.world.restart_tvs();
    does(&mut one, &[Effect::EmptyItl, Effect::ResetPhones, Effect::Rename, Effect::ResetPhones], vec![0, 2]);
    assert!(one.world.tftp[0].itl.is_empty());
    assert_eq!(verdicts(&one), [Verdict::Accepted]);
    does(&mut one, &[Effect::FillItl, Effect::ResetPhones], Vec::new());
    assert!(!one.world.tftp[0].itl.is_empty());
    assert_eq!(verdicts(&one), [Verdict::Accepted]);
}

#[test]
fn a_restore_brings_back_what_was_there_when_the_backup_was_made() {
    let restore = |scene: &mut Scene<'static>, backup: &str| {
        let mut doing = Doing { backup: Timestamp::parse(backup).ok(), ..Doing::default() };
        apply(Effect::Restore, scene, &mut doing);
        apply(Effect::ResetPhones, scene, &mut doing);
    };
    let mut later = scene("11.5", false);
    restore(&mut later, "2025-04-01");
    assert_eq!((later.world.made, verdicts(&later)), (0, vec![Verdict::Accepted; 2]));
    let mut older = scene("11.5", false);
    restore(&mut older, "2024-04-01");
    assert_eq!(verdicts(&older), [Verdict::Refused; 2]);
    assert!(signer(&older.world.tftp[0].itl).starts_with("an earlier CallManager"));
    // What the case has of then is what comes back.
    let mut known = scene("11.5", false);
    let earlier = known.world.slots[0].held.clone();
    let earlier = Known { certificate: planned("CallManager of 2024", 300), ..earlier };
    known.world.slots[0].earlier.push((Timestamp::parse("2024-01-01").unwrap(), earlier));
    restore(&mut known, "2024-04-01");
    assert_eq!(signer(&known.world.tftp[0].itl), "CallManager of 2024");
}

#[test]
fn phones_move_once_tvs_vouches_for_the_other_signer() {
    let other = scene("12.5", false).world;
    let mut foreign = other.tftp[0].itl.clone();
    foreign.offer.signer = Some(planned("ITLRecovery of another cluster", 400));
    foreign.entries[0].certificate = planned("CallManager of another cluster", 401);
    foreign.entries[1].certificate = planned("CallManager of another cluster", 401);
    foreign.entries[2].certificate = planned("ITLRecovery of another cluster", 400);
    let with = |effects: &[Effect]| {
        let mut scene = scene("12.5", false);
        scene.world.elsewhere =
            Some(Elsewhere { name: "other".to_owned(), ctl: None, itl: Some(foreign.clone()), have_moved: false });
        does(&mut scene, effects, Vec::new());
        verdicts(&scene)
    };
    assert_eq!(with(&[Effect::MovePhones, Effect::ResetPhones]), [Verdict::Refused; 2]);
    assert_eq!(with(&[Effect::ImportSigners, Effect::MovePhones, Effect::ResetPhones]), [Verdict::Refused; 2]);
    let whole = [Effect::ImportSigners, Effect::RestartTvs, Effect::MovePhones, Effect::ResetPhones];
    assert_eq!(with(&whole), [Verdict::Accepted; 2]);
}

#[test]
fn a_renewal_is_of_a_node_or_of_all() {
    let world = scene("11.5", false).world;
    assert_eq!(renewed(&world, Identity::Callmanager, None), [0, 1]);
    assert_eq!(renewed(&world, Identity::Callmanager, Some("cucm-sub1")), [1]);
    assert_eq!(renewed(&world, Identity::Capf, Some("cucm-pub")), [4]);
    assert!(renewed(&world, Identity::Capf, Some("cucm-sub1")).is_empty(), "a subscriber's CAPF stands in no list");
    assert!(renewed(&world, Identity::CallmanagerEcdsa, None).is_empty());
}

#[test]
fn every_rule_has_its_texts() {
    for (place, rule) in rules::TABLE.iter().enumerate() {
        assert!(rules::TABLE.iter().skip(place + 1).all(|other| other.id != rule.id), "{} stands twice", rule.id);
        assert!(rule.id.starts_with("C-") && !rule.title.ends_with('.'), "{}", rule.id);
        assert!(rule.instead.ends_with('.') && !rule.source.is_empty(), "{}", rule.id);
        assert!(![rule.title, rule.instead, rule.source].iter().any(|text| text.contains("  ")), "{}", rule.id);
    }
    assert!(
        rules::TABLE.is_sorted_by_key(|rule| rule.weight),
        "what refuses stands before what warns, and that before notes"
    );
    assert_eq!(rules::tokens_end(), Timestamp::parse("2029-05-14T20:25:42Z").unwrap());
}
