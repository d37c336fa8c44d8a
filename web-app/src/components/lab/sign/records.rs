use super::super::super::{plain_table, remark, span, text};
use super::super::controls::{Slot, select};
use super::act;
use crate::browser;
use crate::desk::DeskHandle;
use crate::workbench::{ROLES, SignAct};
use trustlens_core::formats::trust_list::Role;
use trustlens_core::lab::edit::{Edit, NewRecord, RecordSummary};
use yew::prelude::*;

/// The records in their order, and a line to add one.
pub fn records(desk: &DeskHandle) -> Html {
    let records = desk.state.lab.signing.shown.as_ref().map(|shown| shown.records.as_slice()).unwrap_or_default();
    let columns = [
        ("Place", "number"),
        ("Role", ""),
        ("Certificate", "wide"),
        ("Serial", "breaks"),
        ("Valid until", ""),
        ("Change", ""),
    ];
    let rows = (1..).zip(records).map(|(place, record)| row(desk, place, records.len(), record)).collect();
    html! {
        <>
            if records.is_empty() {
                { remark("It has no records.") }
            } else {
                <div class="lab-records">{ plain_table("Records of the list".to_owned(), &columns, rows) }</div>
            }
            { adding(desk) }
        </>
    }
}

/// Roles to choose from; the present one is always among them.
fn roles(present: Option<u16>) -> Vec<(String, String)> {
    let known = ROLES.map(|role| (role.0.to_string(), role.to_string()));
    let other = present.filter(|code| ROLES.iter().all(|role| role.0 != *code));
    let other = other.map(|code| (code.to_string(), Role(code).to_string()));
    known.into_iter().chain(other).collect()
}

fn row(desk: &DeskHandle, place: usize, count: usize, record: &RecordSummary) -> Vec<Html> {
    let number = record.number;
    let slot = Slot {
        id: format!("sign-role-{number}"),
        text: record.role.map(|role| role.to_string()).unwrap_or_default(),
        problem: None,
        typed: None,
        write: desk.tell.reform(move |text: String| {
            act(SignAct::Edited(Edit::Role { record: number, role: text.parse().unwrap_or_default() }))
        }),
    };
    let name = if record.common_name.is_empty() { &record.name } else { &record.common_name };
    let until = record.not_after.map_or_else(|| span("soft", "–"), |until| text(&until.date()));
    let is_new = record.is_new.then(|| html! { <>{ " " }{ span("badge signer", "new") }</> });
    vec![
        text(&place.to_string()),
        select(&slot, &roles(record.role), Some(format!("Role of record {place}"))),
        html! { <>{ name }{ for is_new }</> },
        span("code", &record.serial),
        until,
        changes(desk, place, count, number),
    ]
}

fn changes(desk: &DeskHandle, place: usize, count: usize, number: usize) -> Html {
    let press = |words: &'static str, name: String, disabled: bool, edit: Edit| {
        let onclick = desk.tell.reform(move |_: MouseEvent| {
            // The button may go away or be disabled, and the focus should not go with it.
            browser::focus("sign-list-heading");
            act(SignAct::Edited(edit.clone()))
        });
        html! { <button type="button" class="button quiet" aria-label={name} {disabled} {onclick}>{ words }</button> }
    };
    let to = |place: usize| Edit::Move { record: number, to: place };
    html! {
        <span class="record-changes">
            { press("Up", format!("Move record {place} up"), place == 1, to(place.saturating_sub(1))) }
            { press("Down", format!("Move record {place} down"), place == count, to(place + 1)) }
            { press("Remove", format!("Remove record {place}"), false, Edit::Remove { record: number }) }
        </span>
    }
}

/// The line to add a record of a certificate that was given.
fn adding(desk: &DeskHandle) -> Html {
    let signing = &desk.state.lab.signing;
    if signing.held.certificates.is_empty() {
        return remark("Give certificates above to add records of them.");
    }
    let (certificate, role) = signing.to_add.clone();
    let certificates = signing.held.certificates.iter();
    let certificates: Vec<(String, String)> =
        certificates.map(|held| (held.sha256.clone(), format!("{} ({})", held.common_name, held.file))).collect();
    let of_certificate = Slot {
        id: "sign-add-certificate".to_owned(),
        text: certificate.clone(),
        problem: None,
        typed: None,
        write: desk.tell.reform(|sha256| act(SignAct::CertificateChosen(sha256))),
    };
    let of_role = Slot {
        id: "sign-add-role".to_owned(),
        text: role.to_string(),
        problem: None,
        typed: None,
        write: desk.tell.reform(|text: String| act(SignAct::RoleChosen(text.parse().unwrap_or_default()))),
    };
    let add = desk.tell.reform(move |_: MouseEvent| {
        let record = NewRecord { certificate: certificate.clone(), role, name: None, address: None, at: None };
        act(SignAct::Edited(Edit::Add(record)))
    });
    html! {
        <div class="record-adding">
            <div class="field">
                <label for="sign-add-certificate">{ "Add a record of" }</label>
                { select(&of_certificate, &certificates, None) }
            </div>
            <div class="field">
                <label for="sign-add-role">{ "with the role" }</label>
                { select(&of_role, &roles(None), None) }
            </div>
            <button type="button" class="button" onclick={add}>{ "Add the record" }</button>
        </div>
    }
}
