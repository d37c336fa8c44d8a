//! SIM-04

use super::{evidence, told};
use crate::case::evaluation::Evaluation;
use crate::case::series::Lists;
use crate::checks::{Check, Observations, input};
use crate::phone::migrations;
use crate::plan::Key;
use crate::report::{
    Boot, Decision, Evidence, Identity, Import, ImportStanding, Migration, MovingPhones, Severity, Verdict,
};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIM-04",
    severity: Severity::Critical,
    title: "Phones that are to move take the lists of the other cluster",
    meaning: "A phone that is pointed to another cluster is offered lists that a stranger signed. It takes them only when a TVS of the cluster that it comes from vouches for \
              the signer: for that, the CallManager and ITLRecovery certificates of the new cluster have to lie in CallManager-trust and Phone-SAST-trust of the old one, and \
              TVS has to be restarted there. Phones of each cluster whose lists are in the case are offered those of the other. Two clusters in one case are no fault: it is \
              said above info only where something shows that phones are to move – a change that was named, trust stores that hold a part of what is needed, a phone of one \
              cluster that fetched lists of the other.",
    symptoms: "Phones that were moved refuse lists and configuration of the new cluster and say nothing of it: they keep trying, or register with the old one again. Each then needs \
               its lists deleted by hand.",
    plan: Some(Key::Migrate),
    remedy: "Move no phone yet. Import what is missing into the trust stores of the cluster that phones leave, restart TVS there, and try with one phone of each model.",
    source: "Cisco doc on Bulk Certificate Management between clusters (2025); Cisco doc 213407; Cisco Security Guide 14, Certificates; docs/phones.md",
    since: "0.1",
    needs: "lists of two clusters; certificates in CallManager-trust and Phone-SAST-trust tell what is imported",
    wants: &[],
    applies: |evaluation| {
        let mut clusters = Lists::of(evaluation).all.into_iter().map(|placed| placed.cluster);
        let first = clusters.next();
        clusters.any(|cluster| Some(cluster) != first)
    },
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let all = migrations(evaluation);
    let (meant, merely): (Vec<&Migration>, Vec<&Migration>) =
        all.iter().partition(|migration| !migration.meant.is_empty() || is_prepared(migration));
    let is_told = |one: &Migration| meant.iter().any(|other| one.from == other.to && one.to == other.from);
    for migration in &meant {
        say(migration, observations);
    }
    // Of two clusters that merely lie in one case it is enough to say it once.
    for (place, migration) in merely.iter().enumerate() {
        let earlier = merely.iter().take(place).any(|other| other.from == migration.to && other.to == migration.from);
        if !is_told(migration) && !earlier {
            mention(migration, observations);
        }
    }
}

/// Whether everything is there already: then somebody meant it, and did it.
fn is_prepared(migration: &Migration) -> bool {
    let mut imports = migration.imports.iter().filter(|import| import.identity != Identity::Capf).peekable();
    imports.peek().is_some() && imports.all(|import| import.standing == ImportStanding::Present)
}

fn say(migration: &Migration, observations: &mut Observations) {
    let (severity, verb) = match migration.today {
        Verdict::Accepted | Verdict::NotAsked => return,
        Verdict::Open => (Severity::Warning, "may refuse"),
        Verdict::Refused => (CHECK.severity, "refuse"),
    };
    let Migration { from, to, .. } = migration;
    let title = format!("Phones of the cluster of {from} {verb} the lists of the cluster of {to}");
    put(severity, title, migration, observations);
}

fn mention(migration: &Migration, observations: &mut Observations) {
    if matches!(migration.today, Verdict::Accepted | Verdict::NotAsked) {
        return;
    }
    let Migration { from, to, .. } = migration;
    let title = format!("Lists of two clusters: phones of {from} would not simply move to {to}");
    put(Severity::Info, title, migration, observations);
}

fn put(severity: Severity, title: String, migration: &Migration, observations: &mut Observations) {
    let worst = migration
        .phones
        .iter()
        .filter(|phones| !phones.lacks_security_by_default && phones.today.verdict == migration.today)
        .collect::<Vec<&MovingPhones>>();
    let deciding = |boot: &Boot| boot.decisions.iter().find(|decision| decision.verdict == boot.verdict).cloned();
    let decisions: Vec<Decision> = worst.iter().filter_map(|phones| deciding(&phones.today)).collect();
    let mut said: Vec<String> = migration.meant.clone();
    if severity == Severity::Info {
        said.push("Nothing of the case shows that phones are to move between the two.".to_owned());
    }
    said.push(migration.outcome.clone());
    said.extend(worst.iter().zip(&decisions).take(2).map(|(phones, decision)| {
        format!("{} are offered {}. {}", phones.phones, decision.offered, told(decision, "Its signer"))
    }));
    let needed = |standing| {
        let with = migration.imports.iter().filter(move |import| import.standing == standing);
        with.filter(|import| import.identity != Identity::Capf).map(named).collect::<Vec<String>>()
    };
    for (standing, words) in
        [(ImportStanding::Missing, "Missing"), (ImportStanding::Unknown, "To be imported, if not there")]
    {
        let certificates = needed(standing);
        if !certificates.is_empty() {
            said.push(format!("{words}: {}.", listed_briefly(&certificates)));
        }
    }
    let about = migration.to_lists.iter().chain(&migration.from_lists).take(8).map(|id| input(*id));
    let certificates = migration.imports.iter().filter(|import| import.standing != ImportStanding::Present);
    let certificates = certificates.filter_map(|import| import.certificate.clone());
    let certificates = certificates.map(|sha256| Evidence { certificate: Some(sha256), ..Evidence::default() });
    let about: Vec<Evidence> = about.chain(certificates).collect();
    let decisions: Vec<&Decision> = decisions.iter().collect();
    let observation = observations.say_as(severity, title, said.join(" "), evidence(about, &decisions));
    let for_lists: Vec<&Import> = migration.imports.iter().filter(|import| import.identity != Identity::Capf).collect();
    // The rows of one certificate stand together, a store each.
    for rows in for_lists.chunk_by(|one, other| one.name == other.name && one.serial == other.serial).take(8) {
        let Some(first) = rows.first() else { continue };
        let sides =
            rows.iter().map(|import| (format!("{} of {}", import.store, import.cluster), import.standing.name()));
        observation.compare(first.name.clone(), sides);
    }
}

fn named(import: &Import) -> String {
    format!("{} into {}", import.name, import.store)
}
