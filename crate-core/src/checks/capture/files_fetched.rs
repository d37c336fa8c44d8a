//! PCAP-01

use super::super::{Check, Observations, input};
use super::{any_capture, by_number, captures, enumerate, unique};
use crate::case::evaluation::Evaluation;
use crate::case::input::Input;
use crate::report::{Capture, Severity, Transfer, TransferOutcome};
use crate::text::NAMED;
use crate::text::count;
use std::collections::HashMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "PCAP-01",
    severity: Severity::Info,
    title: "Files that phones fetched in a capture",
    meaning: "What a phone got is what it judges by, whatever the server is thought to hold. Trust lists, signed files and certificates that were \
              fetched over TFTP or over HTTP (port 6970) come out of the capture and are looked at like files that were given.",
    symptoms: "",
    plan: None,
    remedy: "Compare the list that the phone got with \"show itl\" on every TFTP node: a phone that gets an old one asks another node, or a node whose \
             TFTP service was not restarted.",
    source: "Cisco doc 118893; RFC 1350, RFC 9112",
    since: "0.1",
    needs: "a network capture",
    wants: &[],
    applies: any_capture,
    run,
};

/// A file that came out, and the phones that fetched it.
struct Fetched<'a> {
    member: usize,
    clients: Vec<&'a str>,
}

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let inputs = by_number(evaluation);
    for (capture_input, capture) in captures(evaluation) {
        say_fetched(&inputs, capture_input, capture, observations);
        say_failed(capture_input, capture, observations);
    }
}

/// Says which files came out.
fn say_fetched(
    inputs: &HashMap<usize, &Input>,
    capture_input: &Input,
    capture: &Capture,
    observations: &mut Observations,
) {
    let fetched = fetched(capture);
    if fetched.is_empty() {
        return;
    }
    let mut sentences: Vec<String> = Vec::new();
    for Fetched { member, clients } in fetched.iter().take(NAMED) {
        let name = inputs.get(member).map_or("A file", |input| input.name.as_str());
        let clients: Vec<String> = clients.iter().map(|client| (*client).to_owned()).collect();
        sentences.push(format!("{name} went to {}.", enumerate(&clients)));
    }
    if let more @ 1.. = fetched.len().saturating_sub(NAMED) {
        sentences.push(format!("{} more came out.", count(more, "file")));
    }
    let mut evidence = vec![input(capture_input.id)];
    evidence.extend(fetched.iter().take(NAMED).map(|fetched| input(fetched.member)));
    let title = format!("{} for phones came out of {}", count(fetched.len(), "file"), capture_input.short_name());
    observations.say(title, sentences.join(" "), evidence);
}

/// The files that came out of a capture, in their order.
fn fetched(capture: &Capture) -> Vec<Fetched<'_>> {
    let mut fetched: Vec<Fetched<'_>> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    let requests = capture.transfers.iter().filter_map(|one| Some((one.member?, one.client.as_str())));
    for (member, client) in unique(requests) {
        if let Some(known) = places.get(&member).and_then(|place| fetched.get_mut(*place)) {
            known.clients.push(client);
        } else {
            places.insert(member, fetched.len());
            fetched.push(Fetched { member, clients: vec![client] });
        }
    }
    fetched
}

/// Says which requests did not end as they should. A missing file is not among them: phones ask for many that need not be there.
fn say_failed(capture_input: &Input, capture: &Capture, observations: &mut Observations) {
    let has_failed = |transfer: &&Transfer| match transfer.outcome {
        TransferOutcome::Incomplete | TransferOutcome::Refused | TransferOutcome::Unanswered => true,
        TransferOutcome::Complete | TransferOutcome::NotFound => false,
    };
    let failed: Vec<&Transfer> = capture.transfers.iter().filter(has_failed).collect();
    if failed.is_empty() {
        return;
    }
    let mut sentences: Vec<String> = Vec::new();
    for Transfer { name, client, remark, .. } in failed.iter().copied().take(NAMED) {
        sentences.push(format!("{name} for {client}: {remark}"));
    }
    if let more @ 1.. = failed.len().saturating_sub(NAMED) {
        sentences.push(format!("{} more ended so.", count(more, "request")));
    }
    let requests = count(failed.len(), "request");
    let title = format!("{requests} in {} did not bring a whole file", capture_input.short_name());
    observations.say(title, sentences.join(" "), vec![input(capture_input.id)]);
}
