//! PCAP-03

use super::super::{Check, Observations, input};
use super::{any_capture, captures, enumerate, unique};
use crate::case::evaluation::Evaluation;
use crate::case::input::Input;
use crate::report::{Alert, Capture, Handshake, Identity, Severity};
use crate::text::NAMED;
use crate::text::count;
use std::collections::HashMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "PCAP-03",
    severity: Severity::Info,
    title: "Certificates that were shown in TLS handshakes",
    meaning: "Up to TLS 1.2 both sides send their certificates in clear, so a capture shows which ones a service really uses, and whether a phone shows its \
              LSC or its MIC. The port of the server tells the service. An alert in clear tells why a handshake was ended. TLS 1.3 hides both.",
    symptoms: "",
    plan: None,
    remedy: "Compare the certificate of each service with the record of its role in the ITL and CTL: a service that shows another one was not restarted \
             after its certificate was renewed. After an alert of a phone (unknown_ca, bad_certificate) look for the server's certificate in the phone's lists; \
             after one of the server look for the issuer of the phone's certificate in CallManager-trust.",
    source: "Cisco docs 200860, 213407; RFC 5246",
    since: "0.1",
    needs: "a network capture",
    wants: &[],
    applies: any_capture,
    run,
};

/// What a chain shows, by the number of its input: the name of the first certificate, and what it is.
type Shown = HashMap<usize, String>;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    if captures(evaluation).all(|(_, capture)| capture.handshakes.is_empty()) {
        return;
    }
    let shown = shown(evaluation);
    for (input, capture) in captures(evaluation) {
        say_shown(&shown, input, capture, observations);
        say_alerts(&shown, input.id, capture, observations);
    }
}

/// The first certificate of every bundle: in a chain that of the side that showed it.
fn shown(evaluation: &Evaluation<'_>) -> Shown {
    let identities: HashMap<&str, Identity> =
        evaluation.certificates.iter().map(|one| (one.entry.sha256.as_str(), one.identity)).collect();
    let named = evaluation.inputs.iter().filter_map(|input| {
        let first = input.certificates.first()?;
        let what = match identities.get(first.sha256.as_str()) {
            Some(Identity::Lsc) => " (LSC)",
            Some(Identity::Mic) => " (MIC)",
            _ => "",
        };
        Some((input.id, format!("{}{what}", first.certificate.subject().common_name())))
    });
    named.collect()
}

/// Says which certificates were shown.
fn say_shown(shown: &Shown, capture_input: &Input, capture: &Capture, observations: &mut Observations) {
    let chain_of = |chain: Option<usize>| chain.and_then(|chain| Some((chain, shown.get(&chain)?)));
    let servers = unique(capture.handshakes.iter().filter_map(|handshake| {
        let Handshake { service, server, server_chain, .. } = handshake;
        let (chain, name) = chain_of(*server_chain)?;
        Some((chain, format!("{service} ({server}) showed {name}")))
    }));
    let clients = unique(capture.handshakes.iter().filter_map(|handshake| {
        let (chain, name) = chain_of(handshake.client_chain)?;
        Some((chain, format!("{} showed {name}", handshake.client)))
    }));
    let hidden = capture.handshakes.iter().filter(|one| one.version.as_deref() == Some("TLS 1.3")).count();
    let mut sentences: Vec<String> = Vec::new();
    for all in [&servers, &clients].into_iter().filter(|all| !all.is_empty()) {
        let texts: Vec<String> = all.iter().map(|(_, text)| text.clone()).collect();
        sentences.push(format!("{}.", enumerate(&texts)));
    }
    if hidden > 0 {
        let handshakes = if hidden == 1 { "1 handshake is".to_owned() } else { format!("{hidden} handshakes are") };
        sentences.push(format!(
            "{handshakes} in TLS 1.3, which hides the certificates: ask the server itself for its certificate."
        ));
    }
    if sentences.is_empty() {
        return;
    }
    let name = capture_input.short_name();
    let title = match servers.len() + clients.len() {
        0 => format!("{name} hides the certificates of its TLS handshakes"),
        1 => format!("1 certificate was shown in TLS handshakes of {name}"),
        shown => format!("{} were shown in TLS handshakes of {name}", count(shown, "certificate")),
    };
    let mut evidence = vec![input(capture_input.id)];
    for all in [&servers, &clients] {
        evidence.extend(unique(all.iter().map(|(chain, _)| *chain)).into_iter().take(NAMED).map(input));
    }
    observations.say(title, sentences.join(" "), evidence);
}

/// Says which handshakes were ended because of a certificate.
fn say_alerts(shown: &Shown, id: usize, capture: &Capture, observations: &mut Observations) {
    let alerts = capture.handshakes.iter().flat_map(|handshake| {
        let about_certificates = |alert: &&Alert| alert.fatal && alert.about_certificate;
        handshake.alerts.iter().filter(about_certificates).map(move |alert| (handshake, alert))
    });
    let said = unique(alerts.map(|(handshake, alert)| {
        let Handshake { service, client, server, .. } = handshake;
        let (who, other, chain) = if alert.by_client {
            (client.as_str(), "server", handshake.server_chain)
        } else {
            (server.as_str(), "phone", handshake.client_chain)
        };
        let title = format!("{who} ended a handshake with {}", alert.name);
        let certificate = chain.and_then(|chain| shown.get(&chain));
        let certificate = certificate.map_or_else(String::new, |name| format!(" The {other} showed {name}."));
        (title, format!("{client} with {server} ({service}): {}.{certificate}", alert.meaning), chain)
    }));
    for (title, detail, chain) in said.into_iter().take(NAMED) {
        let mut evidence = vec![input(id)];
        evidence.extend(chain.map(input));
        observations.say_as(Severity::Warning, title, detail, evidence);
    }
}
