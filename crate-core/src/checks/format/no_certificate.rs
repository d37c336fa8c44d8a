//! FMT-05

use super::super::{Check, Observations, any_list, record};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::formats::trust_list::{Record, Role, record_tag};
use crate::report::{Evidence, ListKind, Severity};
use crate::text::count;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-05",
    severity: Severity::Error,
    title: "Every record holds a certificate, or the hash of one",
    meaning: "A record without certificate and without hash trusts nothing. CUCM itself writes such records in two cases: the CCM+TFTP records of a \
              CTL that was kept when the cluster was set from mixed to non-secure mode, and the TFTP and TVS records of an ITL while \
              \"Prepare Cluster for Rollback to pre 8.0\" is True. Any other is damaged.",
    symptoms: "Phones cannot use the record: whatever it stands for is not trusted.",
    plan: None,
    remedy: "In a CTL: right as long as the cluster stays non-secure; to return to mixed mode run \"utils ctl set-cluster mixed-mode\". In an ITL: right \
             until the rollback is done; otherwise set the enterprise parameter back to False, restart TVS and TFTP, and reset the phones. \
             Anywhere else: fetch the file again.",
    source: "Cisco TAC, CUCM Cluster Changed from Mixed Mode to Non-Secure Mode (118892); Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "a trust list",
    wants: &[],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in evaluation.distinct_lists() {
        let bare = (1..).zip(&list.contents.list.records).filter(|(_, record)| is_bare(record));
        let (emptied, damaged): (Vec<_>, Vec<_>) = bare.partition(|(_, record)| is_emptied(record, list.contents.kind));
        if !emptied.is_empty() {
            say_emptied(list, &emptied, observations);
        }
        if !damaged.is_empty() {
            let detail = format!("{} neither a certificate nor the hash of one.", has(damaged.len()));
            observations.say(
                format!("{}: records that trust nothing", list.input.short_name()),
                detail,
                evidence(list, &damaged),
            );
        }
    }
}

fn say_emptied(list: &JudgedList<'_>, records: &[(usize, &Record)], observations: &mut Observations) {
    let hold = if records.len() == 1 { "holds" } else { "hold" };
    let (severity, title, what) = match list.contents.kind {
        ListKind::Itl => (
            Severity::Warning,
            "emptied for a rollback",
            "the cluster is prepared for a rollback to a release before 8.0. A phone that holds this list takes any configuration and any new ITL",
        ),
        // How bad it is depends on the mode: that is what CTL-06 says.
        ListKind::Ctl => (
            Severity::Info,
            "CCM+TFTP records without certificate",
            "CTL-06 says what that means for the mode of this cluster",
        ),
        ListKind::Unknown => (
            Severity::Warning,
            "CCM+TFTP records without certificate",
            "the cluster was set to non-secure mode and kept this list. Phones that hold it register without encryption",
        ),
    };
    let detail = format!("{} {hold} no certificate: {what}.", count(records.len(), "record"));
    let title = format!("{}: {title}", list.input.short_name());
    observations.say_as(severity, title, detail, evidence(list, records));
}

/// A record that was cut says so by FMT-02, FMT-03 or FMT-11, not here.
fn is_bare(record: &Record) -> bool {
    !record.is_cut() && !record.has_certificate()
}

/// Whether CUCM itself leaves such records bare in such a list.
fn is_emptied(record: &Record, kind: ListKind) -> bool {
    let roles: &[Role] = match kind {
        ListKind::Itl => &[Role::TFTP, Role::CCM_TFTP, Role::TVS],
        ListKind::Ctl | ListKind::Unknown => &[Role::CCM, Role::CCM_TFTP],
    };
    let emptied = !record.has(record_tag::SUBJECTNAME) && !record.has(record_tag::PUBLICKEY);
    emptied && record.role().is_some_and(|role| roles.contains(&role))
}

fn evidence(list: &JudgedList<'_>, records: &[(usize, &Record)]) -> Vec<Evidence> {
    records.iter().map(|(number, _)| record(list.input.id, *number)).collect()
}

fn has(records: usize) -> String {
    if records == 1 { "1 record has".to_owned() } else { format!("{records} records have") }
}
