//! PHN-01

use super::super::certificate::all_evidence;
use super::super::stores::{self, Store};
use super::super::{Check, Observations};
use super::{MOST_NAMED, any_lsc, devices, lscs, organisation, organisation_text, subject};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::identity::is_capf;
use crate::plan::Key;
use crate::report::{CertificateSignatureStatus as Status, Identity, Severity};
use std::collections::{HashMap, HashSet};

pub(in crate::checks) static CHECK: Check = Check {
    id: "PHN-01",
    severity: Severity::Critical,
    title: "An LSC was issued by a CAPF of this cluster",
    meaning: "A phone with an LSC shows it whenever it registers encrypted, and CUCM looks for the CAPF that issued it in CallManager-trust. An LSC from \
              another cluster, or from a CAPF whose certificate was deleted after a renewal, is unknown there. The certificate itself looks sound.",
    symptoms: "The phone does not register encrypted: TLS ends with \"unknown CA\". 802.1X and phone VPN with this LSC fail as well, where they trust the \
               current CAPF only.",
    plan: Some(Key::Capf),
    remedy: "Install a new LSC from the current CAPF (certificate operation Install/Upgrade, authenticated by MIC or by an authentication string, while the \
             phone registers with a non-secure profile). Where the CAPF that issued it is one of this cluster, upload its certificate to \
             CallManager-trust and CAPF-trust again: that brings all its phones back at once.",
    source: "Cisco doc 200860, Q&A on CUCM phone certificates; Cisco doc 215014",
    since: "0.1",
    needs: "an LSC and a CAPF certificate of the cluster",
    wants: &[],
    applies: |evaluation| {
        any_lsc(evaluation) && evaluation.certificates.iter().any(|judged| judged.identity == Identity::Capf)
    },
    run,
};

/// What the case tells of the CAPFs of the cluster.
struct Known<'e, 'case> {
    store: Option<Store<'e, 'case>>,
    /// What their certificates name as C, O and OU.
    organisations: HashSet<String>,
    /// The names of some of them.
    names: Vec<String>,
}

/// CAPFs that a finding sets beside an issuer.
const MOST_COMPARED: usize = 8;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let capfs = || evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Capf);
    let known = Known {
        store: stores::of_cluster(evaluation, "CallManager-trust"),
        organisations: capfs().map(|judged| organisation(&judged.entry.certificate)).collect(),
        names: capfs().take(MOST_COMPARED).map(|judged| judged.entry.certificate.subject().common_name()).collect(),
    };
    let mut groups: Vec<(String, Vec<&JudgedCertificate<'_>>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for judged in lscs(evaluation) {
        if !matches!(judged.verdict.status, Status::IssuerMissing | Status::Invalid) {
            continue;
        }
        let issuer = judged.entry.certificate.issuer();
        let place = *places.entry(issuer.folded()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(judged),
            None => groups.push((issuer.common_name(), vec![judged])),
        }
    }
    for (issuer, group) in groups {
        say(&known, &issuer, &group, observations);
    }
}

fn say(known: &Known<'_, '_>, issuer: &str, group: &[&JudgedCertificate<'_>], observations: &mut Observations) {
    let Some(first) = group.first() else { return };
    let store = known.store.as_ref();
    // A listing of the store names it: it is trusted, only its certificate is not in the case.
    if first.verdict.status == Status::IssuerMissing && store.is_some_and(|store| store.has_name(issuer)) {
        return;
    }
    let (who, is_one) = subject("LSC", group);
    let verb = if is_one { "was" } else { "were" };
    let phones = if is_one { String::new() } else { format!(" Phones: {}.", devices(group)) };
    let reason = &first.verdict.reason;
    let by_capf = is_capf(issuer);
    let (severity, so) = match store {
        Some(store) if by_capf && store.has_capf() => (
            Severity::Critical,
            format!("CallManager-trust, as the case has it, holds other CAPF certificates and not {issuer}."),
        ),
        Some(store) if !by_capf && store.is_listed => {
            (Severity::Warning, format!("CallManager-trust, as it is listed, does not name {issuer} either."))
        }
        _ if by_capf && !known.organisations.contains(&organisation(&first.entry.certificate)) => (
            Severity::Error,
            format!(
                "It names {} where the CAPF certificates of the case name other organisations, so it comes from another cluster. Whether {issuer} \
                 lies in CallManager-trust, the case does not tell.",
                organisation_text(&first.entry.certificate)
            ),
        ),
        _ if by_capf => (
            Severity::Warning,
            format!(
                "That is no fault as long as {issuer} lies in CallManager-trust, as the CAPF before a renewal should; the case does not tell. \
                 Add the output of \"show cert list trust\"."
            ),
        ),
        _ => (
            Severity::Info,
            "Its issuer is no CAPF by name: where an authority outside the cluster issues LSCs, that authority has to lie in CallManager-trust \
             and CAPF-trust."
                .to_owned(),
        ),
    };
    let title = format!("{who} {verb} issued by {issuer}, which is not in the case");
    let title = if first.verdict.status == Status::Invalid {
        format!("{who} {verb} not issued by the {issuer} of the case")
    } else {
        title
    };
    let evidence = all_evidence(group.get(..MOST_NAMED).unwrap_or(group));
    let sides: Vec<(String, String)> = [("issuer".to_owned(), issuer.to_owned())]
        .into_iter()
        .chain(known.names.iter().map(|name| ("in the case".to_owned(), name.clone())))
        .collect();
    let said = observations.say_as(severity, title, format!("{reason} {so}{phones}"), evidence).compare("CAPF", sides);
    if severity == Severity::Info {
        said.felt_by("");
    }
}
