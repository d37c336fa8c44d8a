//! CTL-09

use super::super::{Check, Observations};
use super::token_evidence;
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::case::evaluation::JudgedList;
use crate::case::known_cisco;
use crate::distinguished_name::DistinguishedName;
use crate::expected::{self, Listed};
use crate::plan::Key;
use crate::report::{Identity, Severity};
use crate::timestamp::Timestamp;

/// Days before the end from which on it is a warning: the change needs a maintenance window, and all phones on line.
const SOON: i64 = 365;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-09",
    severity: Severity::Warning,
    title: "The hardware tokens of a CTL, and the CA above them, do not expire soon",
    meaning: "A token is valid for ten years, and cannot be renewed. Cisco Manufacturing CA, which issued most of them, and Cisco Root CA 2048 \
              above it expire on 14 May 2029 at 20:25:42 UTC: no chain of these tokens is valid after that second.",
    symptoms: "Nobody feels it before; afterwards programs that look at dates refuse what the token signs. Most phones are said not to look at \
              them, which is not certain.",
    plan: Some(Key::Tokenless),
    remedy: "Change to a CTL without tokens while a token can still sign: phones with Security By Default ask TVS about the new signer and \
              take it by themselves.",
    source: "the certificates of Cisco Manufacturing CA and Cisco Root CA 2048; Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL \
              (118893)",
    since: "0.1",
    needs: "a CTL",
    wants: &[],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation) {
        let records = expected::records(evaluation, ctl);
        let tokens: Vec<_> = records.iter().filter(|listed| listed.identity == Identity::Etoken).collect();
        let ends: Vec<(String, Timestamp)> =
            tokens.iter().filter_map(|listed| Some((listed.names.shown(), end(ctl, listed)?))).collect();
        let Some(first) = ends.iter().map(|(_, end)| *end).min() else { continue };
        let days = evaluation.at.days_until(first);
        let (severity, what) = if first < evaluation.at {
            (Severity::Error, "its tokens have expired")
        } else if days < SOON {
            (Severity::Warning, "its tokens expire soon")
        } else {
            (Severity::Info, "its tokens expire")
        };
        let detail = format!(
            "The first ends on {} ({}), by its own date or by that of the CA above it.",
            first.for_people(),
            first.relative_to(evaluation.at)
        );
        let title = format!("{}: {what}", ctl.input.short_name());
        let sides = ends.into_iter().map(|(token, end)| (token, end.for_people()));
        observations.say_as(severity, title, detail, token_evidence(ctl, &records)).compare("valid until", sides);
    }
}

/// Until when a token is of use: its own end, or that of the CA that issued it, whichever comes first.
fn end(ctl: &JudgedList<'_>, listed: &Listed<'_>) -> Option<Timestamp> {
    let certificate = ctl.certificate(listed.number).map(|entry| &entry.certificate);
    let issuer = certificate.map(|certificate| certificate.issuer().clone()).or_else(|| listed.record.issuer());
    let of_issuer = |issuer: DistinguishedName| known_cisco::named(issuer.get("CN")?, None)?.not_after();
    let own = certificate.map(crate::formats::certificate::Certificate::not_after);
    own.into_iter().chain(issuer.and_then(of_issuer)).min()
}
