//! SIM-01

use super::{
    can_be_held, compare, ctl_before, evidence, generations, holding, met, rests_on_tvs, serial, signer_of, told,
};
use crate::case::evaluation::Evaluation;
use crate::case::series::{Lists, Placed};
use crate::checks::{Check, Observations, input};
use crate::phone::{Cluster, List, Phone, decide, start};
use crate::plan::Key;
use crate::report::{Decision, ListKind, OfferKind, Severity, Verdict};

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIM-01",
    severity: Severity::Critical,
    title: "Phones that hold the list of before take the newest one",
    meaning: "Two lists of one node from two times, or two CTLs of a cluster, are held against the rules by which phones decide: is the signer of the newer one known to \
              them as a System Administrator Security Token (SAST) from the CTL or ITL that they hold; if not, does a TVS that stands in their ITL answer, and does it \
              know the signer? Without a yes the phone keeps the older list, and says nothing of it. Where TVS alone makes it work, it works only while phones reach \
              such a TVS and its certificate stays as it is.",
    symptoms: "Phones that hold the older list keep it: changed configuration, firmware and locales do not reach them, phone services over HTTPS fail. They may stay \
               registered, so that nobody notices at first.",
    plan: Some(Key::Locked),
    remedy: "Renew nothing else. Have the list signed by a certificate that the older list names as signer (utils itl reset localkey, in mixed mode utils ctl reset \
             localkey), reset the phones, and only then let the lists be written as usual. Where the servers hold no such signer any more, phones need their lists deleted by hand.",
    source: "Cisco Security Guide 14, Default Security; Cisco doc 214231; docs/phones.md",
    since: "0.1",
    needs: "two ITLs of one node, or two CTLs of a cluster, from two times",
    wants: &[],
    applies: |evaluation| {
        let lists = Lists::of(evaluation);
        [ListKind::Itl, ListKind::Ctl].into_iter().any(|kind| !generations(&lists, kind).is_empty())
    },
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let lists = Lists::of(evaluation);
    for kind in [ListKind::Ctl, ListKind::Itl] {
        for generations in generations(&lists, kind) {
            let readable: Vec<&Placed<'_, '_>> = generations.into_iter().filter(|placed| can_be_held(placed)).collect();
            if let [.., older, newest] = readable.as_slice() {
                judge(evaluation, &lists, (older, newest), observations);
            }
        }
    }
}

fn judge<'a, 'case>(
    evaluation: &'a Evaluation<'case>,
    lists: &'a Lists<'a, 'case>,
    (older, newest): (&Placed<'a, 'case>, &Placed<'a, 'case>),
    observations: &mut Observations,
) {
    let view = Cluster::of(evaluation, lists, newest.cluster);
    let surroundings = met(&view);
    let phone = phone_of(lists, older, newest);
    let decision = decision(lists, &phone, newest, &surroundings);
    let (from, to, signer) = (lists.called(older), lists.called(newest), signer_of(newest));
    // Which ITL phones hold beside an older CTL is not known where none of that time is there: then TVS may help them.
    let is_open = decision.verdict == Verdict::Open || phone.itl.is_none() && decision.verdict == Verdict::Refused;
    let (severity, title) = match decision.verdict {
        _ if is_open => (Severity::Info, format!("It is open whether phones that hold {from} take {to}")),
        Verdict::Refused => (CHECK.severity, format!("Phones that hold {from} refuse {to}")),
        Verdict::Accepted if rests_on_tvs(&decision) => {
            (Severity::Info, format!("Phones that hold {from} take {to} only because TVS vouches for its signer"))
        }
        _ => return,
    };
    let mut detail = format!(
        "{to} was written {}, {from} {}. {}",
        newest.made_for_people(),
        older.made_for_people(),
        told(&decision, &signer.described())
    );
    if is_open && phone.itl.is_none() {
        detail
            .push_str(" Which ITL phones hold beside it is not known: with one whose TVS still answers they take it.");
    } else if severity == Severity::Info && decision.verdict == Verdict::Accepted {
        detail.push_str(" Phones that reach no such TVS when they start keep what they have.");
    }
    let about = [input(newest.list.input.id), input(older.list.input.id)];
    let observation = observations.say_as(severity, title, detail, evidence(about, &[&decision]));
    compare(observation, &phone, (&to, serial(&signer)), &surroundings);
    if is_open {
        observation
            .advise("Add what is missing, and compare the checksum on a few phones with that of the newest list.")
            .by_plan(None);
    } else if severity == Severity::Info {
        observation
            .advise("Change no TVS certificate before every phone shows the checksum of the newest list, and reset those that were off.")
            .by_plan(None);
    }
}

/// The phones that hold a list, with the other list that they held at that time.
pub(super) fn phone_of<'l, 'case>(
    lists: &'l Lists<'_, 'case>,
    older: &'l Placed<'_, 'case>,
    newest: &Placed<'_, 'case>,
) -> Phone<'case> {
    if older.list.contents.kind == ListKind::Ctl {
        let then = lists.of_kind(ListKind::Itl).filter(|itl| itl.cluster == older.cluster && itl.made < newest.made);
        let then = then.filter(|itl| itl.made.is_some() && can_be_held(itl)).max_by_key(|itl| itl.made);
        return holding(Some(older), then);
    }
    holding(ctl_before(lists, older.cluster, newest.made), Some(older))
}

/// What such phones do with the newest list: the CTL is offered to them before the ITL.
pub(super) fn decision<'case>(
    lists: &Lists<'_, 'case>,
    phone: &Phone<'case>,
    newest: &Placed<'_, 'case>,
    surroundings: &crate::phone::Surroundings,
) -> Decision {
    let list = List::of(newest.list);
    if newest.list.contents.kind != ListKind::Itl {
        return decide(phone, &list, surroundings);
    }
    let ctl = lists.newest(ListKind::Ctl).into_iter().filter(|ctl| ctl.cluster == newest.cluster && can_be_held(ctl));
    let ctl = ctl.max_by_key(|ctl| ctl.made).map(|ctl| List::of(ctl.list));
    let mut phone = phone.clone();
    let server = crate::phone::Server { ctl, itl: Some(list.clone()), files: Vec::new() };
    let boot = start(&mut phone, &server, surroundings);
    let of_itl = boot.decisions.into_iter().find(|decision| decision.kind == OfferKind::Itl);
    of_itl.unwrap_or_else(|| decide(&phone, &list, surroundings))
}
