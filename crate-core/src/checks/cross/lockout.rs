//! XF-11

use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::facts::Facts;
use crate::case::series::{Lists, Placed};
use crate::checks::{Check, Observations, input};
use crate::compare::succession::{Verifiers, knows_signer, verifiers};
use crate::distinguished_name::DistinguishedName;
use crate::plan::Key;
use crate::report::{ListKind, Severity};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-11",
    severity: Severity::Warning,
    title: "From one ITL to the next, TVS and the signer do not change together",
    meaning: "A phone takes a new ITL when it knows the signer from the lists it holds, or when TVS vouches for the signer; and it believes a TVS only whose certificate \
              stands in the ITL it holds. When both are renewed between two ITLs, a phone with the older one has no way to the newer.",
    symptoms: "Phones that hold the older ITL keep it: changed configuration, firmware and locales do not reach them, phone services over HTTPS fail. They may stay \
               registered, so that nobody notices at first.",
    plan: Some(Key::Locked),
    remedy: "Let no phone be switched off between the renewals of TVS and of the signer, and wait until all have registered in between.",
    source: "Cisco doc 214231, Regenerate Certificates in UCM; Cisco Security Guide 14, Default Security",
    since: "0.1",
    needs: "two ITLs of one node from two times",
    wants: &[],
    applies: |evaluation| {
        evaluation.distinct_lists().filter(|list| list.contents.kind == ListKind::Itl).nth(1).is_some()
    },
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let lists = Lists::of(evaluation);
    for generations in lists.generations() {
        for pair in generations.windows(2) {
            if let [older, newer] = pair {
                judge(&lists, older, newer, observations);
            }
        }
    }
}

fn judge(lists: &Lists<'_, '_>, older: &Placed<'_, '_>, newer: &Placed<'_, '_>, observations: &mut Observations) {
    let (Some(held), Some(offered)) = (verifiers(older), verifiers(newer)) else { return };
    // An emptied ITL, as before a rollback, takes any other; one without TVS knows no other way than the signer.
    if held.is_empty() || offered.is_empty() || older.made == newer.made {
        return;
    }
    let changed: Vec<&Facts<'_>> =
        held.iter().filter(|(key, _)| !offered.contains_key(*key)).map(|(_, facts)| facts).collect();
    if changed.is_empty() || knows_signer(older.list, newer.list) {
        return;
    }
    let by_ctl =
        lists.of_kind(ListKind::Ctl).find(|ctl| ctl.cluster == newer.cluster && knows_signer(ctl.list, newer.list));
    let (from, to) = (lists.called(older), lists.called(newer));
    let signer = newer.list.contents.list.header.signer();
    let name = signer.subject.as_ref().map_or_else(|| "another certificate".to_owned(), DistinguishedName::common_name);
    let names: Vec<String> = changed.iter().map(|facts| facts.name.clone()).collect();
    let how_many = if changed.len() == held.len() {
        "none of the TVS certificates that such a phone knows is in use any more".to_owned()
    } else {
        format!(
            "of the TVS certificates that such a phone knows, {} changed, so only phones that reach another TVS through their CallManager group can ask",
            listed_briefly(&names)
        )
    };
    let mut detail = format!(
        "{to}, written {}, is signed by {name}, which is no signer in {from}, written {}; and {how_many}.",
        newer.made_for_people(),
        older.made_for_people()
    );
    let mut severity = CHECK.severity;
    if let Some(ctl) = by_ctl {
        severity = Severity::Info;
        detail.push_str(" Phones that hold ");
        detail.push_str(&lists.called(ctl));
        detail.push_str(" know the signer from there; those without CTL do not.");
    }
    let title = format!("Phones that hold {from} cannot follow to {to}");
    let evidence = vec![input(older.list.input.id), input(newer.list.input.id)];
    let observation = observations.say_as(severity, title, detail, evidence);
    let shown =
        |set: &Verifiers<'_>| listed_briefly(&set.keys().map(|(serial, _)| serial.as_str()).collect::<Vec<_>>());
    observation.compare("serial numbers of TVS", [(from.clone(), shown(&held)), (to.clone(), shown(&offered))]);
    let signed_by = |list: &JudgedList<'_>| list.contents.list.header.signer().serial_hex().unwrap_or_default();
    observation.compare("serial number of the signer", [(from, signed_by(older.list)), (to, signed_by(newer.list))]);
}
