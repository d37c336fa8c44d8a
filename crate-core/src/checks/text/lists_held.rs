//! TXT-05

use super::super::{Check, Observations};
use super::lines::{Lines, any_log, at, is_bad, logs};
use crate::case::evaluation::Evaluation;
use crate::case::held_list::lists_with_hash;
use crate::case::input::Input;
use crate::report::{Evidence, HeldList, ListKind, LogPhone, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-05",
    severity: Severity::Info,
    title: "Which trust lists phones fetch and hold",
    meaning: "Phones ask for CTLSEP….tlv and ITLSEP….tlv before their configuration. A SIP phone tells CUCM the hash of the lists that it holds (alarm \
              DeviceTLInfo), and screens show it. The hash is that of the file, as \"show itl\" and \"show ctl\" print it; it is compared with the lists of the case. \
              Each TFTP node has an ITL of its own.",
    symptoms: "The phone acts by the list it holds, whatever the server offers.",
    plan: None,
    remedy: "Compare with \"show itl\" and \"show ctl\" on every TFTP node. A phone that holds none of them did not take the present list: see why it refused, or \
             erase its list.",
    source: "Cisco docs 214535, 213407 and 118893; Cisco Security Guide 14, Default Security",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        // What phones last said of their lists is said below.
        let is_said = |offset| log.phones.iter().flat_map(|phone| &phone.lists).any(|held| held.offset == offset);
        if let Some(lines) = Lines::of(input, log, CHECK.id, |line| !is_bad(line) && !is_said(line.offset)) {
            let title = format!("{}: what the phone asked for", lines.name());
            observations.say(title, lines.spelled_out(), lines.evidence());
        }
        if let Some(lines) = Lines::of(input, log, CHECK.id, is_bad) {
            let title = format!("{}: a trust list was not there", lines.name());
            observations.say_as(Severity::Warning, title, lines.spelled_out(), lines.evidence());
        }
        for phone in &log.phones {
            for held in &phone.lists {
                judge(evaluation, input, phone, held, observations);
            }
        }
    }
}

/// Says which list of the case a phone holds, or that it holds none of them.
fn judge(evaluation: &Evaluation<'_>, log: &Input, phone: &LogPhone, held: &HeldList, observations: &mut Observations) {
    let name = phone.name.as_deref().or(phone.address.as_deref()).unwrap_or("The phone");
    let (kind, article) = match held.list {
        ListKind::Itl => ("ITL", "an"),
        ListKind::Ctl => ("CTL", "a"),
        ListKind::Unknown => ("trust list", "a"),
    };
    let is_of_kind = |input: &&Input| input.trust_list().is_some_and(|list| list.kind == held.list);
    let given: Vec<&Input> = evaluation.inputs.iter().filter(is_of_kind).collect();
    let mut evidence = vec![at(log, held.offset)];
    let Some(hash) = &held.hash else {
        if !given.is_empty() {
            let title = format!("{name} holds no {kind}");
            let detail =
                format!("The case has {}; the phone says in line {} that none is installed.", names(&given), held.line);
            observations.say(title, detail, evidence);
        }
        return;
    };
    let same: Vec<&Input> = {
        let ids = lists_with_hash(evaluation.inputs, hash);
        evaluation.inputs.iter().filter(|input| ids.contains(&input.id)).collect()
    };
    evidence.extend(same.iter().map(|input| Evidence { input: Some(input.id), ..Evidence::default() }));
    if !same.is_empty() {
        let detail = format!("Line {} states {hash}, which is the hash of {}.", held.line, names(&same));
        observations.say(format!("{name} holds the {kind} {}", names(&same)), detail, evidence);
    } else if given.is_empty() {
        let detail = format!("Line {} states the hash {hash}. Add the {kind} of the cluster to compare.", held.line);
        observations.say(format!("{name} holds {article} {kind} that is not in the case"), detail, evidence);
    } else {
        let server = held.server.as_ref().map(|server| format!(" It came from {server}.")).unwrap_or_default();
        let detail = format!(
            "Line {} states the hash {hash}, which is none of {}.{server} That is right if the phone has its {kind} from a server whose list is not in the case.",
            held.line,
            names(&given)
        );
        observations.say_as(
            Severity::Warning,
            format!("{name} holds {article} {kind} that is none of the case"),
            detail,
            evidence,
        );
    }
}

fn names(inputs: &[&Input]) -> String {
    const NAMED: usize = 4;
    let mut names: Vec<String> = inputs.iter().take(NAMED).map(|input| input.short_name().to_owned()).collect();
    if inputs.len() > NAMED {
        names.push(format!("{} more", inputs.len() - NAMED));
    }
    names.join(", ")
}
