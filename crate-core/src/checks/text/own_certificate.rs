//! TXT-01

use super::super::{Check, Observations};
use super::lines::{Lines, any_log, logs};
use crate::case::evaluation::Evaluation;
use crate::report::{Identity, Log, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-01",
    severity: Severity::Info,
    title: "Which certificate the phone shows",
    meaning: "A phone shows its LSC whenever it has one, and its manufacturing installed certificate (MIC) otherwise; there is no switch. An LSC works \
              where the CAPF that issued it is trusted: in CallManager-trust, and for 802.1X and VPN in the servers that check it.",
    symptoms: "",
    plan: None,
    remedy: "If the LSC was issued by a CAPF that the cluster no longer knows, install a new LSC, or delete the LSC so that the phone shows its MIC.",
    source: "Cisco docs 200860, 213407 and 215014",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        let Some(lines) = Lines::of(input, log, CHECK.id, |_| true) else { continue };
        let (severity, strange) = match strange_issuer(evaluation, log) {
            Some(sentence) => (Severity::Warning, format!(" {sentence}")),
            None => (Severity::Info, String::new()),
        };
        let title = format!("{}: the phone shows {}", lines.name(), kinds(&lines));
        observations.say_as(severity, title, format!("{}{strange}", lines.spelled_out()), lines.evidence());
    }
}

/// "its LSC", "its MIC", both, or a certificate.
fn kinds(lines: &Lines<'_>) -> String {
    let values = lines.lines.iter().flat_map(|line| &line.values).filter(|value| value.name == "certificate");
    let mut kinds: Vec<&str> = values.map(|value| value.value.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() { "a certificate".to_owned() } else { format!("its {}", kinds.join(" and its ")) }
}

/// Says so when an LSC was issued by a CAPF that is none of those in the case.
fn strange_issuer(evaluation: &Evaluation<'_>, log: &Log) -> Option<String> {
    let is_capf = |identity: Identity| identity == Identity::Capf;
    let known: Vec<String> = evaluation
        .certificates
        .iter()
        .filter(|certificate| is_capf(certificate.identity))
        .map(|certificate| certificate.entry.certificate.subject().common_name())
        .collect();
    let issuers = log.phones.iter().filter_map(|phone| phone.certificate_issuer.as_deref()).map(common_name);
    let strange =
        issuers.filter(|issuer| issuer.starts_with("CAPF-")).find(|issuer| !known.iter().any(|name| name == issuer))?;
    (!known.is_empty()).then(|| {
        format!(
            "{strange} is none of the CAPF certificates of the case ({}): the LSC may come from another cluster, or from a CAPF that was regenerated.",
            known.join(", ")
        )
    })
}

/// The CN of a name as OpenSSL writes it in one line.
fn common_name(name: &str) -> &str {
    name.split(['/', ',', ';']).find_map(|part| part.trim().strip_prefix("CN=")).unwrap_or_default()
}
