//! What is proposed for changes, against domain.md: sections 1.4, 2.5, 3 and 4.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use trustlens_core::lab::RELEASES;
use trustlens_core::plan::{Change, proposal};
use trustlens_core::report::{Boot, ClusterMode, Identity, Plan, Proposal, Safety, Verdict, Window};
use trustlens_core::{Case, Settings};
use trustlens_tests::cluster::{Cluster, CtlSigner, Description, Made, Make, NodeDescription, date};

use Identity::{Callmanager, Capf, Ipsec, Itlrecovery, Tomcat, Tvs};

const MODES: [ClusterMode; 2] = [ClusterMode::Mixed, ClusterMode::NonSecure];
const MIXED: ClusterMode = ClusterMode::Mixed;
const NON_SECURE: ClusterMode = ClusterMode::NonSecure;

fn renew(identity: Identity) -> Change {
    Change::Renew { identity, node: None }
}

fn renew_all(identities: &[Identity]) -> Vec<Change> {
    identities.iter().copied().map(renew).collect()
}

fn rename() -> Change {
    Change::Rename { node: "cucm-pub".to_owned() }
}

fn case(cluster: &Cluster) -> Case {
    let mut case = Case::new();
    for (name, bytes) in cluster.files() {
        case.add(&name, bytes);
    }
    case
}

fn ask(case: &mut Case, settings: &Settings) -> Proposal {
    trustlens_tests::report(case, settings).proposal.expect("changes were asked for")
}

fn propose_with(cluster: &Cluster, changes: &[Change], say: impl FnOnce(&mut Settings)) -> Proposal {
    let mut settings = Settings { changes: changes.to_vec(), ..cluster.settings() };
    say(&mut settings);
    ask(&mut case(cluster), &settings)
}

fn propose(cluster: &Cluster, changes: &[Change]) -> Proposal {
    propose_with(cluster, changes, |_| {})
}

fn rules(proposal: &Proposal) -> BTreeSet<&str> {
    let refusals = proposal.refusals.iter().map(|refusal| refusal.rule.as_str());
    refusals.chain(proposal.cautions.iter().map(|caution| caution.rule.as_str())).collect()
}

/// The phones that a refusal shows.
fn lost<'a>(proposal: &'a Proposal, rule: &str) -> &'a [Boot] {
    let found = proposal.refusals.iter().find(|refusal| refusal.rule == rule);
    found.map_or_else(|| panic!("{rule} does not refuse: {:?}", rules(proposal)), |refusal| refusal.phones.as_slice())
}

fn titles(proposal: &Proposal) -> Vec<&str> {
    proposal.windows.iter().map(|window| window.title.as_str()).collect()
}

fn commands(plans: &[Plan]) -> Vec<&str> {
    plans.iter().flat_map(|plan| &plan.steps).flat_map(|step| &step.commands).map(String::as_str).collect()
}

/// Starts with which windows end for phones with Security By Default that are not taken.
fn refused_at_the_end(proposal: &Proposal) -> Vec<String> {
    let ends = proposal.windows.iter().filter_map(|window| Some((&window.title, window.moments.last()?)));
    let starts = ends.flat_map(|(title, moment)| moment.phones.iter().map(move |boot| (title, boot)));
    let refused = starts.filter(|(_, boot)| boot.verdict != Verdict::Accepted && !boot.without_security_by_default);
    refused.map(|(title, boot)| format!("{title}: {}: {:#?}", boot.phone, boot.decisions)).collect()
}

/// Every window has steps with commands, says what to wait for, and each moment stands behind a step of its plan.
fn is_whole(window: &Window) -> bool {
    let moments = window
        .moments
        .iter()
        .all(|moment| window.plans.get(moment.plan).is_some_and(|plan| (1..=plan.steps.len()).contains(&moment.step)));
    let plans = window.plans.iter().all(|plan| !plan.steps.is_empty() && !plan.way_back.is_empty());
    moments && plans && !window.wait.is_empty() && !window.meanwhile.is_empty() && !commands(&window.plans).is_empty()
}

#[test]
fn every_single_renewal_of_a_healthy_cluster_can_be_made() {
    let mut wrong = Vec::new();
    for release in RELEASES {
        for mode in MODES {
            for nodes in [1, 2] {
                let cluster = Cluster::healthy(release, mode, nodes);
                let mut case = case(&cluster);
                for identity in [Callmanager, Capf, Tvs, Tomcat, Ipsec, Itlrecovery] {
                    if identity == Itlrecovery && !cluster.description.at_least(10, 0) {
                        continue;
                    }
                    let settings = Settings { changes: vec![renew(identity)], ..cluster.settings() };
                    let proposal = ask(&mut case, &settings);
                    let name = format!("{release} {mode:?} {nodes} {identity:?}");
                    let refused = proposal.refusals.iter().map(|refusal| &refusal.rule).collect::<Vec<_>>();
                    if !refused.is_empty() || proposal.windows.len() != 1 || !proposal.windows.iter().all(is_whole) {
                        wrong.push(format!("{name}: {refused:?} {}", proposal.summary));
                    }
                    let touches = !matches!(identity, Tomcat | Ipsec);
                    if proposal.windows.iter().any(|window| window.moments.is_empty() == touches) {
                        wrong.push(format!("{name}: phones start where none has to, or the other way round"));
                    }
                    wrong.extend(refused_at_the_end(&proposal).into_iter().map(|line| format!("{name}: {line}")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Domain.md, section 3, item 4.
#[test]
fn callmanager_and_tvs_together_are_refused_while_callmanager_signs() {
    for release in ["8.6", "9.1", "10.5", "11.5"] {
        let cluster = Cluster::healthy(release, NON_SECURE, 2);
        let proposal = propose(&cluster, &renew_all(&[Tvs, Callmanager]));
        assert_eq!(proposal.safety, Safety::Refused, "{release}");
        let phones = lost(&proposal, "C-CALLMANAGER-TVS");
        assert_eq!(phones.len(), 2, "{release}: the phones of both TFTP nodes");
        for boot in phones {
            assert_eq!(boot.decisions[0].rule, "L-TVS-PROVES-ITSELF", "{release}: {boot:#?}");
        }
        // One after the other is the way, in the order of doc 214231.
        assert_eq!(titles(&proposal), ["Renew CallManager", "Renew TVS"], "{release}");
        assert_eq!(refused_at_the_end(&proposal), Vec::<String>::new());
        // Phones that sleep through both are lost even so.
        assert!(rules(&proposal).contains("C-ASLEEP"), "{release}");
        assert!(proposal.asleep.iter().all(|boot| boot.verdict == Verdict::Refused), "{release}");
        let has_reset = commands(&proposal.way_out).contains(&"utils itl reset localkey");
        assert_eq!(has_reset, cluster.description.at_least(10, 0), "{release}");
    }
    // From 12.0 on ITLRecovery signs: it is two windows, and nobody is lost.
    let proposal = propose(&Cluster::healthy("12.5", NON_SECURE, 2), &renew_all(&[Tvs, Callmanager]));
    assert_eq!((proposal.safety, titles(&proposal)), (Safety::Safe, vec!["Renew CallManager", "Renew TVS"]));
    assert!(
        proposal.order.iter().any(|sentence| sentence.contains("Cisco's documents differ")),
        "{:?}",
        proposal.order
    );
}

/// Domain.md, section 3, item 5.
#[test]
fn callmanager_tvs_and_itlrecovery_together_are_refused_in_every_release() {
    for release in ["10.5", "11.5", "12.5", "14", "15"] {
        for mode in MODES {
            let cluster = Cluster::healthy(release, mode, 1);
            let proposal = propose(&cluster, &renew_all(&[Itlrecovery, Callmanager, Tvs]));
            assert!(!lost(&proposal, "C-CALLMANAGER-TVS-ITLRECOVERY").is_empty(), "{release} {mode:?}");
            let wanted = ["Renew CallManager", "Renew TVS", "Renew ITLRecovery"];
            assert_eq!(titles(&proposal), wanted, "{release} {mode:?}: ITLRecovery last, in its own window");
            assert_eq!(refused_at_the_end(&proposal), Vec::<String>::new(), "{release} {mode:?}");
            assert!(proposal.way_out.iter().any(|plan| plan.key == "P-LOCKED"));
        }
    }
}

/// Section 4.2: never in one window with anything else.
#[test]
fn itlrecovery_stays_alone() {
    let proposal = propose(&Cluster::healthy("12.5", MIXED, 2), &renew_all(&[Itlrecovery, Capf]));
    assert!(rules(&proposal).contains("C-ITLRECOVERY-ALONE"));
    assert_eq!(titles(&proposal), ["Renew CAPF", "Renew ITLRecovery"]);
    // What no phone notices may go with it.
    let proposal = propose(&Cluster::healthy("12.5", MIXED, 2), &renew_all(&[Itlrecovery, Ipsec, Tomcat]));
    assert!(proposal.refusals.is_empty(), "{:?}", proposal.refusals);
    assert_eq!(titles(&proposal), ["Renew Tomcat; Renew IPsec", "Renew ITLRecovery"]);
}

/// The field notice FN70613, as a refresh upgrade leaves a cluster.
fn after_refresh_upgrade() -> Cluster {
    let mut cluster = Cluster::healthy("12.5", MIXED, 2);
    cluster.renew(Itlrecovery, "cucm-pub", date("2026-06-01"));
    for node in ["cucm-pub", "cucm-sub1"] {
        cluster.write_itl(node, date("2026-06-02"));
    }
    cluster
}

/// Domain.md, section 3, item 6.
#[test]
fn nothing_is_renewed_on_top_of_a_stale_itlrecovery() {
    let proposal = propose(&after_refresh_upgrade(), &[renew(Callmanager)]);
    assert_eq!(proposal.safety, Safety::Refused);
    assert!(rules(&proposal).contains("C-STALE-ITLRECOVERY"), "{:?}", rules(&proposal));
    let first = &proposal.windows[0];
    assert_eq!(titles(&proposal), ["Bring the ITLRecovery certificate of now to the phones", "Renew CallManager"]);
    // The way of the field notice; what has been renewed is not renewed again.
    let commands = commands(&first.plans);
    let place = |command: &str| commands.iter().position(|known| *known == command);
    assert!(place("utils ctl reset localkey").is_some());
    assert!(place("utils ctl reset localkey") < place("utils ctl update CTLFile"), "{commands:?}");
    assert_eq!(place("set cert regen ITLRecovery"), None);
    assert_eq!(refused_at_the_end(&proposal), Vec::<String>::new());
}

#[test]
fn nothing_is_renewed_before_the_last_renewal_has_reached_the_phones() {
    let mut cluster = Cluster::healthy("11.5", NON_SECURE, 1);
    cluster.renew(Callmanager, "cucm-pub", date("2026-06-01"));
    let proposal = propose(&cluster, &[renew(Tvs)]);
    assert!(rules(&proposal).contains("C-STALE-LISTS"), "{:?}", rules(&proposal));
    assert_eq!(titles(&proposal), ["Bring the CallManager certificate of now to the phones", "Renew TVS"]);
    let mut cluster = Cluster::healthy("12.5", MIXED, 1);
    cluster.renew(Capf, "cucm-pub", date("2026-06-01"));
    let proposal = propose(&cluster, &[renew(Callmanager)]);
    assert!(rules(&proposal).contains("C-STALE-CAPF") && proposal.refusals.is_empty(), "{:?}", rules(&proposal));
}

/// Two clusters, the files of each in a folder of its own; the other one as input number.
fn two_clusters(import: bool) -> (Case, Settings) {
    let mut description = Description::healthy("12.5", NON_SECURE, 2);
    "C=DE,O=Another,OU=Voice,ST=BE,L=Berlin".clone_into(&mut description.organisation);
    description.nodes = ["other-pub", "other-sub"]
        .iter()
        .zip(&description.nodes)
        .map(|(host, node)| NodeDescription::new(host, "10.9.0.1", &node.runs))
        .collect();
    "10.9.0.2".clone_into(&mut description.nodes[1].address);
    let other = description.make();
    let mut own = Cluster::healthy("12.5", NON_SECURE, 2);
    if import {
        for identity in [Callmanager, Itlrecovery] {
            let foreign: Vec<Made> =
                other.certificates.iter().filter(|made| made.identity == identity).cloned().collect();
            for node in ["cucm-pub.example.com", "cucm-sub1.example.com"] {
                own.trusted.extend(foreign.iter().map(|made| (node.to_owned(), "Phone-SAST-trust", made.clone())));
            }
        }
    }
    let mut case = case(&own);
    let mut to = 0;
    for (name, bytes) in other.files() {
        let ids = case.add(&name, bytes);
        if name.ends_with("ITLFile.tlv") {
            to = ids[0];
        }
    }
    let settings = Settings { changes: vec![Change::Migrate { to }], ..Settings::at(own.settings().at) };
    (case, settings)
}

/// Domain.md, section 3, item 8.
#[test]
fn phones_do_not_move_before_the_signers_are_imported() {
    let (mut case, settings) = two_clusters(false);
    let proposal = ask(&mut case, &settings);
    assert_eq!(proposal.safety, Safety::Refused, "{:#?}", rules(&proposal));
    for boot in lost(&proposal, "C-MIGRATE-UNKNOWN-SIGNER") {
        assert_eq!(boot.decisions[0].rule, "L-TVS-VOUCHES", "{boot:#?}");
    }
    // With the import, and TVS restarted, they follow.
    assert_eq!(proposal.windows.len(), 1);
    assert_eq!(refused_at_the_end(&proposal), Vec::<String>::new());
    assert!(proposal.windows[0].plans[0].steps.iter().any(|step| step.action.contains("Phone-SAST-trust")));
    let way_out: Vec<&str> = proposal.way_out.iter().map(|plan| plan.key.as_str()).collect();
    assert_eq!(way_out, ["P-LOCKED", "P-MIGRATE"]);
    let (mut case, settings) = two_clusters(true);
    let proposal = ask(&mut case, &settings);
    assert_ne!(proposal.safety, Safety::Refused, "{:#?}", proposal.refusals);
}

/// Domain.md, section 3, item 12.
#[test]
fn the_only_node_is_not_renamed_while_callmanager_signs() {
    let proposal = propose(&Cluster::healthy("9.1", NON_SECURE, 1), &[rename()]);
    assert!(!lost(&proposal, "C-RENAME-SINGLE").is_empty());
    // In non-secure mode phones can be prepared by an empty ITL.
    assert_eq!(titles(&proposal), ["Rename cucm-pub"]);
    assert_eq!(refused_at_the_end(&proposal), Vec::<String>::new());
    let steps = &proposal.windows[0].plans[0].steps;
    assert!(steps.iter().any(|step| step.action.contains("Prepare Cluster for Rollback to pre-8.0")));
    // A CTL is not emptied: there is no safe way, and that is said.
    let proposal = propose(&Cluster::healthy("11.5", MIXED, 1), &[rename()]);
    assert!(!lost(&proposal, "C-RENAME-SINGLE").is_empty());
    assert!(proposal.windows.is_empty() && rules(&proposal).contains("C-NO-ORDER"), "{:?}", rules(&proposal));
    assert!(proposal.summary.contains("no order"), "{}", proposal.summary);
    assert!(proposal.way_out.iter().any(|plan| plan.key == "P-LOCKED"));
    // A second node vouches, and from 12.0 on ITLRecovery signs.
    for (release, nodes) in [("9.1", 2), ("12.5", 1), ("14", 1)] {
        let proposal = propose(&Cluster::healthy(release, NON_SECURE, nodes), &[rename()]);
        assert!(proposal.refusals.is_empty(), "{release}: {:?}", rules(&proposal));
        assert!(rules(&proposal).contains("C-CA-SIGNED"));
    }
}

/// Domain.md, section 3, item 13.
#[test]
fn another_address_touches_no_certificate() {
    for mode in MODES {
        let change = Change::Readdress { node: "cucm-sub1".to_owned() };
        let proposal = propose(&Cluster::healthy("11.5", mode, 2), &[change]);
        assert_eq!(proposal.safety, Safety::Safe, "{:?}", rules(&proposal));
        assert_eq!(refused_at_the_end(&proposal), Vec::<String>::new());
    }
}

fn with_tokens(release: &str) -> Cluster {
    let mut description = Description::healthy(release, MIXED, 2);
    description.ctl_signer = CtlSigner::Etoken;
    description.make()
}

/// Domain.md, section 3, item 14.
#[test]
fn tokens_are_left_before_they_end() {
    let cluster = with_tokens("12.5");
    let proposal = propose(&cluster, &[renew(Capf)]);
    assert!(rules(&proposal).contains("C-TOKENS-END"), "{:?}", rules(&proposal));
    assert!(proposal.way_out.iter().any(|plan| plan.key == "P-TOKENLESS"));
    // The signer of the CTL changes, and TVS vouches for the new one.
    let proposal = propose(&cluster, &[Change::Tokenless]);
    assert_eq!(refused_at_the_end(&proposal), Vec::<String>::new());
    assert!(commands(&proposal.windows[0].plans).contains(&"utils ctl update CTLFile"));
    assert!(rules(&proposal).contains("C-OLD-PHONES"));
    // From 14 on there is nothing that writes a CTL with tokens: without them first.
    let later = propose_with(&cluster, &[renew(Capf)], |settings| settings.release = Some("14SU3".to_owned()));
    assert!(rules(&later).contains("C-TOKENS-UNSUPPORTED"), "{:?}", rules(&later));
    assert_eq!(titles(&later), ["Go from hardware tokens to a tokenless CTL", "Renew CAPF"]);
    assert_eq!(refused_at_the_end(&later), Vec::<String>::new());
    let ended = propose_with(&cluster, &[renew(Capf)], |settings| settings.at = date("2029-05-15"));
    let caution = ended.cautions.iter().find(|caution| caution.rule == "C-TOKENS-END").expect("said before");
    assert!(caution.advice.contains("has ended"), "{}", caution.advice);
    let early = propose(&Cluster::healthy("9.1", MIXED, 1), &[Change::Tokenless]);
    assert!(rules(&early).contains("C-NOTHING-TO-DO") && early.windows.is_empty());
}

/// Domain.md, section 3, item 16.
#[test]
fn phones_without_security_by_default_are_visited() {
    let cluster = Cluster::healthy("11.5", MIXED, 1);
    let counted = |count| {
        propose_with(&cluster, &[renew(Callmanager)], |settings| settings.phones_without_security_by_default = count)
    };
    let proposal = counted(Some(12));
    let caution = proposal.cautions.iter().find(|caution| caution.rule == "C-OLD-PHONES").expect("a caution");
    assert!(caution.advice.contains("12 of these phones"), "{}", caution.advice);
    let steps = &proposal.windows[0].plans[0].steps;
    assert!(steps.iter().any(|step| step.action.starts_with("Delete the CTL by hand")));
    assert!(proposal.asleep.iter().any(|boot| boot.without_security_by_default && boot.verdict == Verdict::Refused));
    // Once theirs is deleted, they take the next on trust.
    let last = proposal.windows[0].moments.last().expect("a moment");
    assert!(
        last.phones.iter().any(|boot| boot.without_security_by_default && boot.verdict == Verdict::Accepted),
        "{last:#?}"
    );
    assert!(proposal.way_out[0].steps.iter().any(|step| step.action.contains("never takes one from a new signer")));
    let none = counted(Some(0));
    assert!(!rules(&none).contains("C-OLD-PHONES") && !none.asleep.iter().any(|boot| boot.without_security_by_default));
    let unknown = counted(None);
    assert!(rules(&unknown).contains("C-OLD-PHONES") && unknown.lacking.iter().any(|text| text.contains("7940")));
}

/// Domain.md, section 3, item 39.
#[test]
fn a_backup_older_than_the_lists_is_not_restored() {
    let restore = |cluster: &Cluster, backup: Option<&str>| {
        propose_with(cluster, &[Change::Restore], |settings| settings.backup = backup.map(date))
    };
    let cluster = Cluster::healthy("11.5", NON_SECURE, 2);
    let proposal = restore(&cluster, Some("2025-01-01"));
    assert!(!lost(&proposal, "C-RESTORE-OLDER").is_empty());
    assert!(proposal.windows.is_empty() && proposal.begin_by.is_none());
    assert!(commands(&proposal.way_out).contains(&"utils itl reset remotekey <SFTP server> <user> <ITLRecovery.p12>"));
    let later = restore(&cluster, Some("2025-06-01"));
    assert!(later.refusals.is_empty() && later.windows.len() == 1, "{:?}", rules(&later));
    assert!(rules(&restore(&cluster, None)).contains("C-BACKUP-DATE"));
    // Where the signer is older than the backup, phones follow all the same.
    let mut cluster = Cluster::healthy("12.5", NON_SECURE, 2);
    for node in ["cucm-pub", "cucm-sub1"] {
        cluster.renew(Callmanager, node, date("2026-03-01"));
    }
    cluster.write_lists(date("2026-03-02"));
    let proposal = restore(&cluster, Some("2026-01-01"));
    assert!(proposal.refusals.is_empty(), "{:?}", rules(&proposal));
}

fn with_reused_tomcat(mode: ClusterMode) -> Cluster {
    let mut cluster = Cluster::healthy("14", mode, 1);
    let tomcat = cluster.certificate(Tomcat, "cucm-pub").clone();
    cluster.replace(Callmanager, "cucm-pub", tomcat);
    cluster.write_lists(cluster.description.listed_at());
    cluster
}

/// Domain.md, section 3, item 41.
#[test]
fn a_reused_tomcat_brings_the_phones_in() {
    let proposal = propose(&with_reused_tomcat(MIXED), &[renew(Tomcat)]);
    assert!(rules(&proposal).contains("C-REUSED-TOMCAT"), "{:?}", rules(&proposal));
    assert!(commands(&proposal.windows[0].plans).contains(&"utils ctl update CTLFile"));
    assert!(!proposal.windows[0].moments.is_empty());
    assert_eq!(refused_at_the_end(&proposal), Vec::<String>::new());
    // So it is a change of CallManager, which is not made together with ITLRecovery.
    let both = propose(&with_reused_tomcat(NON_SECURE), &renew_all(&[Tomcat, Itlrecovery]));
    assert!(rules(&both).contains("C-ITLRECOVERY-ALONE"), "{:?}", rules(&both));
    let own = propose(&Cluster::healthy("14", MIXED, 1), &[renew(Tomcat)]);
    assert!(own.windows[0].moments.is_empty() && !rules(&own).contains("C-REUSED-TOMCAT"));
}

#[test]
fn modes_can_be_changed() {
    for release in ["9.1", "10.5", "11.5", "12.5", "15"] {
        let mixed = propose(&Cluster::healthy(release, NON_SECURE, 2), &[Change::Mixed]);
        assert_eq!(refused_at_the_end(&mixed), Vec::<String>::new(), "{release}");
        assert!(mixed.refusals.is_empty() && mixed.windows.iter().all(is_whole), "{release}: {:?}", rules(&mixed));
        let non_secure = propose(&Cluster::healthy(release, MIXED, 2), &[Change::NonSecure]);
        assert_eq!(refused_at_the_end(&non_secure), Vec::<String>::new(), "{release}");
        assert!(non_secure.refusals.is_empty(), "{release}: {:?}", rules(&non_secure));
        // The signer of the CTL stays, so phones without Security By Default follow too (doc 118892).
        assert!(!rules(&non_secure).contains("C-OLD-PHONES"), "{release}");
    }
}

#[test]
fn the_signer_is_what_the_release_has() {
    let signer = |release| propose(&Cluster::healthy(release, NON_SECURE, 1), &[Change::RenewSigner]);
    assert_eq!(signer("11.5").windows[0].plans[0].key, "P-CM");
    assert_eq!(signer("12.5").windows[0].plans[0].key, "P-ITLREC");
    assert_eq!(signer("12.5").changes, ["Renew the signer of the ITL"]);
}

#[test]
fn a_case_of_lists_alone_is_enough() {
    let cluster = Cluster::healthy("11.5", NON_SECURE, 2);
    let mut case = Case::new();
    for (name, bytes) in cluster.list_files() {
        case.add(&name, bytes);
    }
    let changes = renew_all(&[Callmanager, Tvs]);
    let proposal = ask(&mut case, &Settings { changes: changes.clone(), ..cluster.date_alone() });
    assert!(!lost(&proposal, "C-CALLMANAGER-TVS").is_empty());
    assert_eq!(titles(&proposal), ["Renew CallManager", "Renew TVS"]);
    assert!(
        proposal.lacking.iter().any(|text| text.contains("Whether the servers still hold")),
        "{:?}",
        proposal.lacking
    );
    // So is one of certificates alone, and one of nothing at all: what is not there is said.
    let mut case = Case::new();
    for (name, bytes) in cluster.files().into_iter().filter(|(name, _)| name.contains(".pem")) {
        case.add(&name, bytes);
    }
    let proposal = ask(&mut case, &Settings { changes: changes.clone(), ..cluster.settings() });
    assert!(!lost(&proposal, "C-CALLMANAGER-TVS").is_empty());
    assert!(proposal.lacking.iter().any(|text| text.contains("No ITL is in the case")), "{:?}", proposal.lacking);
    let nothing = ask(&mut Case::new(), &Settings { changes, ..cluster.date_alone() });
    assert!(nothing.lacking.len() > 3, "{:?}", nothing.lacking);
    assert!(Case::new().report(&cluster.settings(), trustlens_core::Detail::Slim, &mut |_| {}).proposal.is_none());
}

#[test]
fn the_first_window_begins_before_anything_ends() {
    let cluster = Cluster::healthy("12.5", MIXED, 1);
    let mut case = case(&cluster);
    let settings = Settings { changes: renew_all(&[Callmanager, Tvs]), ..cluster.settings() };
    let report = trustlens_tests::report(&mut case, &settings);
    // Certificates of five years from 2025-03-02 on. It is told as PLN-03 tells it of each.
    let urgent = report.renewals.iter().filter(|renewal| matches!(renewal.identity, Callmanager | Tvs));
    let wanted = urgent.map(|renewal| renewal.begin_by).min();
    let begin_by = report.proposal.and_then(|proposal| proposal.begin_by);
    assert!(begin_by.is_some() && begin_by == wanted && begin_by < Some(date("2030-02-28")), "{begin_by:?} {wanted:?}");
    let late = Settings { at: date("2031-01-01"), ..settings };
    assert_eq!(ask(&mut case, &late).begin_by, Some(date("2031-01-01")), "at once, where it is late");
}

#[test]
fn what_would_change_nothing_is_said() {
    let subscriber = Change::Renew { identity: Capf, node: Some("cucm-sub1".to_owned()) };
    let proposal = propose(&Cluster::healthy("12.5", MIXED, 2), &[subscriber, renew(Tvs)]);
    assert!(rules(&proposal).contains("C-NOTHING-TO-DO"));
    assert_eq!(titles(&proposal), ["Renew TVS"]);
    let already = propose(&Cluster::healthy("12.5", MIXED, 1), &[Change::Mixed]);
    assert!(already.windows.is_empty() && already.summary == "Nothing is to be done.", "{}", already.summary);
    let tokenless = propose(&Cluster::healthy("12.5", MIXED, 1), &[Change::Tokenless]);
    assert!(rules(&tokenless).contains("C-NOTHING-TO-DO"));
}

/// Every rule of the table is said of some case: of those above, or of these.
#[test]
fn every_rule_has_a_case() {
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut note = |proposal: Proposal| said.extend(rules(&proposal).into_iter().map(str::to_owned));
    note(propose(&Cluster::healthy("10.5", NON_SECURE, 1), &renew_all(&[Tvs, Callmanager])));
    note(propose(&Cluster::healthy("14", MIXED, 1), &renew_all(&[Itlrecovery, Tvs, Callmanager, Capf])));
    note(propose(&after_refresh_upgrade(), &[renew(Callmanager)]));
    let mut stale = Cluster::healthy("12.5", MIXED, 1);
    stale.renew(Callmanager, "cucm-pub", date("2026-06-01"));
    stale.renew(Capf, "cucm-pub", date("2026-06-01"));
    note(propose(&stale, &[renew(Tvs)]));
    note(propose_with(&with_tokens("12.5"), &[renew(Capf)], |settings| settings.release = Some("15".to_owned())));
    note(propose(&Cluster::healthy("11.5", MIXED, 1), &[rename()]));
    let old_backup = |settings: &mut Settings| settings.backup = Some(date("2020-01-01"));
    note(propose_with(&Cluster::healthy("11.5", NON_SECURE, 1), &[Change::Restore], old_backup));
    note(propose(&Cluster::healthy("11.5", NON_SECURE, 1), &[Change::Restore]));
    let (mut case, settings) = two_clusters(false);
    note(ask(&mut case, &settings));
    note(propose(&Cluster::healthy("9.1", NON_SECURE, 1), &[renew(Itlrecovery)]));
    note(propose(&with_reused_tomcat(MIXED), &[renew(Tomcat)]));
    note(propose(&Cluster::healthy("10.0", MIXED, 1), &[renew(Callmanager)]));
    // TVS and the signer of 12.0 and later together: no rule of Cisco's names it, the simulation does... and ITLRecovery stays alone anyway.
    let mut lacking = Cluster::healthy("12.5", NON_SECURE, 1);
    lacking.itl("cucm-pub").records.retain(|record| !record.certificate.common_name().starts_with("ITLRECOVERY"));
    note(propose(&lacking, &[renew(Capf)]));
    let mut short = Cluster::healthy("12.5", NON_SECURE, 1);
    short.alter(Itlrecovery, "cucm-pub", |recovery| {
        recovery.key = trustlens_tests::cluster::pool_key(trustlens_tests::cluster::KeyKind::Rsa1024, 3);
    });
    note(propose(&short, &[renew(Capf)]));
    // Phones with an earlier list: one that missed a renewal of TVS and CallManager, and one that would miss it now.
    note(two_generations(&[Callmanager, Tvs], &[renew(Capf)]));
    note(two_generations(&[Tvs], &[renew(Callmanager)]));
    // Lists of which only the end of a printout is there do not tell enough.
    note(propose_of_a_cut_printout());
    let table = proposal::markdown();
    let known: BTreeSet<String> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| C-"))
        .map(|line| format!("C-{}", line.split(' ').next().unwrap_or_default()))
        .collect();
    assert!(known.len() > 25 && said.is_subset(&known));
    // Every loss that the simulation found had a rule of its own.
    let silent: Vec<&String> = known.difference(&said).filter(|rule| *rule != "C-AT-ONCE").collect();
    assert!(silent.is_empty(), "no case has {silent:?}");
}

/// Whatever lists and printouts are given, broken ones too, and whatever is to be changed: there is an answer.
#[test]
fn every_list_can_be_planned_with() {
    let mut changes = renew_all(&[Tomcat, Ipsec, Capf, Callmanager, Identity::CallmanagerEcdsa, Tvs, Itlrecovery]);
    let node = "cucm-pub".to_owned();
    changes.extend([Change::Rename { node: node.clone() }, Change::Readdress { node }, Change::RenewSigner]);
    changes.extend([Change::Tokenless, Change::NonSecure, Change::Mixed, Change::Restore, Change::Migrate { to: 0 }]);
    let settings = Settings { changes, backup: Some(date("2024-01-01")), ..trustlens_tests::settings() };
    let mut together = Case::new();
    let lists = trustlens_tests::made_lists().into_iter().chain(trustlens_tests::files_below("console"));
    for path in lists.chain(trustlens_tests::files_below("samples")) {
        let bytes = trustlens_tests::fixture(&path);
        let mut alone = Case::new();
        alone.add(&path, bytes.clone());
        together.add(&path, bytes);
        let proposal = ask(&mut alone, &settings);
        assert_eq!(proposal.changes.len(), settings.changes.len(), "{path}");
    }
    let proposal = ask(&mut together, &settings);
    assert!(!proposal.summary.is_empty() && !proposal.way_out.is_empty());
}

/// A proposal for a cluster of 11.5 whose phones may hold the ITL of before a renewal as well.
fn two_generations(renewed: &[Identity], changes: &[Change]) -> Proposal {
    let mut cluster = Cluster::healthy("11.5", NON_SECURE, 1);
    let earlier = cluster.list_files().swap_remove(0).1;
    for identity in renewed {
        cluster.renew(*identity, "cucm-pub", date("2026-06-01"));
    }
    cluster.write_lists(date("2026-06-02"));
    let mut case = case(&cluster);
    case.add("earlier/ITLFile.tlv", earlier);
    ask(&mut case, &Settings { changes: changes.to_vec(), ..cluster.settings() })
}

fn propose_of_a_cut_printout() -> Proposal {
    let cluster = Cluster::healthy("11.5", NON_SECURE, 1);
    let description = Description { seed: Some("printed".to_owned()), ..cluster.description.clone() };
    let made = trustlens_core::lab::make(&description, std::sync::Arc::new(trustlens_tests::cluster::Pool::default()))
        .expect("a lab");
    let printed = made.files.into_iter().find(|(name, _)| name.ends_with("show-itl.txt")).expect("a printout").1;
    let text = String::from_utf8_lossy(&printed).into_owned();
    let cut = &text[..text.len() / 2];
    let mut case = Case::new();
    case.add("show-itl.txt", cut.as_bytes().to_vec());
    ask(&mut case, &Settings { changes: vec![renew(Callmanager)], ..cluster.settings() })
}
