//! TRU-01

use super::super::certificate::{all_evidence, evidence, holder, is_servers};
use super::super::stores::{self, Store};
use super::super::{Check, Observations, any_certificate};
use super::MOST_NAMED;
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::input::Input;
use crate::report::{CertificateSignatureStatus as Status, Evidence, Identity, InputKind, Severity};
use crate::text::{count, listed_briefly};
use crate::verify::chain::{End, LONGEST, chain};
use std::collections::{HashMap, HashSet};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-01",
    severity: Severity::Error,
    title: "Every chain is complete, from the certificate to its root",
    meaning: "A certificate of an authority is worth what its chain is: each certificate signed by the next, up to the root. CUCM refuses to take a \
              certificate as long as the authorities above it are not in the trust store, and peers refuse a server whose chain has a gap.",
    symptoms: "The upload is refused (\"CA certificate is not available in the trust store\"), or peers that do not know the missing authority refuse the server.",
    plan: None,
    remedy: "Get the missing certificate from the authority, and upload root and intermediates to the trust store of the service (tomcat-trust, \
             CallManager-trust, …) before the certificate itself.",
    source: "Cisco Security Guide 14, Certificates; Cisco HCM-F error list, CAA1018 and CAA1019; RFC 5280 section 6.1",
    since: "0.1",
    needs: "a bundle of certificates, or one that an authority issued",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut bundled = HashSet::new();
    for input in evaluation.inputs.iter().filter(|input| input.kind == InputKind::CertificateBundle) {
        // What a server shows in a handshake is another matter: it need not send all of it.
        if input.origin.as_ref().is_none_or(|origin| origin.carried_by.as_deref() != Some("TLS")) {
            bundled.extend(judge_bundle(evaluation, input, observations));
        }
    }
    judge_servers(evaluation, &bundled, observations);
}

/// How the chain of a bundle ends.
enum Top<'e, 'case> {
    /// At a root.
    Root,
    /// The issuer of the last is not in the bundle; it may be elsewhere in the case.
    Gap(Option<&'e JudgedCertificate<'case>>),
    /// The issuer is there, and did not sign it.
    Broken,
    /// It cannot be told.
    Unknown,
}

/// Judges an input that claims to be a chain: one certificate, and authorities. Gives the certificate's fingerprint back where something
/// was said.
fn judge_bundle<'e>(
    evaluation: &'e Evaluation<'_>,
    input: &'e Input,
    observations: &mut Observations,
) -> Option<&'e str> {
    if !(2..=LONGEST).contains(&input.certificates.len()) {
        return None;
    }
    let position = |sha256: &str| evaluation.inventory.position(sha256);
    let positions: Vec<usize> = input.certificates.iter().filter_map(|found| position(&found.sha256)).collect();
    let judged = |place: &usize| evaluation.certificates.get(*place);
    let is_leaf = |place: &&usize| {
        judged(place).is_some_and(|judged| {
            let x509 = &judged.entry.certificate;
            !x509.is_ca() && !x509.is_self_issued()
        })
    };
    let mut leaves = positions.iter().filter(is_leaf);
    let leaf = *leaves.next()?;
    if leaves.any(|other| *other != leaf) {
        return None;
    }
    let (way, top) = climb(evaluation, leaf, &positions);
    let last = way.last().and_then(judged)?;
    let leaf = judged(&leaf)?;
    let rest = positions.iter().filter(|place| !way.contains(place)).count();
    let file = input.short_name();
    let issuer = last.entry.certificate.issuer().common_name();
    let evidence = |judged: &JudgedCertificate<'_>| Evidence {
        input: Some(input.id),
        certificate: Some(judged.entry.sha256.clone()),
        ..Evidence::default()
    };
    let name = holder(last);
    match top {
        Top::Broken => {
            let title = format!("{file}: {issuer} did not sign {name}");
            observations.say(title, last.verdict.reason.clone(), vec![evidence(last)]);
        }
        Top::Gap(elsewhere) if rest > 0 => {
            let title = format!("{file}: the intermediate {issuer} is missing");
            let more = match elsewhere {
                Some(found) => {
                    let places =
                        found.entry.places.iter().filter_map(|place| stores::input_of(evaluation, place.input));
                    let names: Vec<&str> = places.map(Input::short_name).collect();
                    format!(" The case has it in {}: put it into the bundle.", listed_briefly(&names))
                }
                None => format!(" {}", last.verdict.reason),
            };
            let detail = format!("{issuer} issued {name}, and the authorities of the bundle do not lead there.{more}");
            observations.say(title, detail, vec![evidence(last)]);
        }
        Top::Gap(None) => {
            let title = format!("{file} ends below its root");
            let detail = format!(
                "{name} was issued by {issuer}, which the case does not have. CUCM needs it in the trust store as well."
            );
            observations.say_as(Severity::Info, title, detail, vec![evidence(last)]);
        }
        Top::Root if rest == 0 && way != positions && is_sequence(input) => {
            let title = format!("{file} is not in the order of its chain");
            let names: Vec<String> = way.iter().filter_map(judged).map(holder).collect();
            let detail = format!(
                "From the certificate to the root it is {}. Some programs insist on that order.",
                names.join(", ")
            );
            let shown = vec![super::super::input(input.id)];
            observations
                .say_as(Severity::Info, title, detail, shown)
                .felt_by("")
                .advise("Set it in this order where a program refuses it.");
        }
        Top::Gap(Some(_)) | Top::Root | Top::Unknown => return None,
    }
    Some(leaf.entry.sha256.as_str())
}

/// Follows a certificate upwards within a bundle, whose certificates are given by their places.
fn climb<'e, 'case>(evaluation: &'e Evaluation<'case>, leaf: usize, bundle: &[usize]) -> (Vec<usize>, Top<'e, 'case>) {
    let mut way = vec![leaf];
    let judged = |place: usize| evaluation.certificates.get(place);
    loop {
        let Some(last) = way.last().and_then(|place| judged(*place)) else { return (way, Top::Unknown) };
        let issuer = last.verdict.issuer;
        // An authority may have several certificates with one key: that of the bundle counts.
        let key = issuer.and_then(judged).map(|issuer| issuer.entry.certificate.spki());
        let with_key = |place: &&usize| judged(**place).is_some_and(|one| Some(one.entry.certificate.spki()) == key);
        let within = issuer.filter(|issuer| bundle.contains(issuer)).or_else(|| bundle.iter().find(with_key).copied());
        let next = match (last.verdict.status, within) {
            (Status::Valid, _) if last.verdict.self_signed => return (way, Top::Root),
            (Status::Valid, Some(next)) if !way.contains(&next) => next,
            (Status::Valid, Some(_)) | (Status::Unsupported, _) => return (way, Top::Unknown),
            (Status::Invalid, Some(_)) => return (way, Top::Broken),
            (Status::Valid, None) => return (way, Top::Gap(issuer.and_then(judged))),
            (Status::Invalid | Status::IssuerMissing, _) => return (way, Top::Gap(None)),
        };
        way.push(next);
    }
}

/// Whether the order of the certificates in an input is somebody's choice. In a PKCS#7 bag it is not.
fn is_sequence(input: &Input) -> bool {
    let is_bag = [".p7b", ".p7c", ".p7s"].iter().any(|end| input.name.to_ascii_lowercase().ends_with(end));
    input.description.contains("in PEM") && !is_bag
}

/// The trust store that holds the authorities above the certificate of a service.
fn store_of(identity: Identity) -> Option<&'static str> {
    Some(match identity {
        Identity::Callmanager | Identity::CallmanagerEcdsa => "CallManager-trust",
        Identity::Tomcat | Identity::TomcatEcdsa => "tomcat-trust",
        Identity::Ipsec => "ipsec-trust",
        Identity::Capf => "CAPF-trust",
        _ => return None,
    })
}

/// Certificates of servers that authorities issued: whether the stores, where they are listed, and the case have those.
fn judge_servers(evaluation: &Evaluation<'_>, said: &HashSet<&str>, observations: &mut Observations) {
    let mut listed: HashMap<&str, Option<Store<'_, '_>>> = HashMap::new();
    let mut alone: Vec<&JudgedCertificate<'_>> = Vec::new();
    for judged in evaluation.certificates.iter().filter(|judged| is_servers(judged.identity)) {
        let x509 = &judged.entry.certificate;
        if x509.is_self_issued() || evaluation.holdings.is_only_stored(&judged.entry.sha256) {
            continue;
        }
        let store = store_of(judged.identity).and_then(|name| {
            let store = || stores::of_cluster(evaluation, name).filter(|store| store.is_listed);
            listed.entry(name).or_insert_with(store).as_ref()
        });
        let lacking = store.and_then(|store| Some((store, lacking(evaluation, judged, store)?)));
        if let Some((store, authority)) = lacking {
            let title = format!("{} lacks {authority}, which stands above {}", store.name, holder(judged));
            let (severity, how) = if store.names_alone == 0 {
                (Severity::Error, "has it in no row")
            } else {
                (Severity::Warning, "names nothing that is called so")
            };
            let detail = format!("The output that lists {} {how}.", store.name);
            observations.say_as(
                severity,
                title,
                detail,
                evidence(judged).into_iter().chain(store.evidence()).collect(),
            );
        } else if judged.verdict.status == Status::IssuerMissing && !said.contains(judged.entry.sha256.as_str()) {
            alone.push(judged);
        }
    }
    if alone.is_empty() {
        return;
    }
    let mut seen = HashSet::new();
    let issuers = alone.iter().map(|judged| judged.entry.certificate.issuer().common_name());
    let issuers: Vec<String> = issuers.filter(|issuer| seen.insert(issuer.clone())).collect();
    let names: Vec<String> = alone.iter().map(|judged| holder(judged)).collect();
    let title = format!("The case lacks what stands above {}", count(alone.len(), "certificate"));
    let detail = format!(
        "{} issued {}. Without it the signatures cannot be checked; for the cluster that means nothing.",
        listed_briefly(&issuers),
        listed_briefly(&names)
    );
    let shown = all_evidence(alone.get(..MOST_NAMED).unwrap_or(&alone));
    observations.say_as(Severity::Info, title, detail, shown).felt_by("").advise(
        "Add the certificates of the authority, or the output of \"show cert list trust\", to have the chain looked at.",
    );
}

/// The first authority above a certificate that a store does not hold.
fn lacking(evaluation: &Evaluation<'_>, judged: &JudgedCertificate<'_>, store: &Store<'_, '_>) -> Option<String> {
    let way = chain(evaluation, judged);
    let above = way.links.iter().skip(1).map(crate::verify::chain::Link::common_name);
    let missing = match &way.end {
        End::Missing { issuer, .. } => Some(issuer.clone()),
        _ => None,
    };
    above.chain(missing).find(|name| !store.has_name(name))
}
