//! Phones that move between two clusters of the lab: what is expected stands in domain.md, sections 1.2, 2.5 and 4.3 (P-MIGRATE).

use trustlens_core::plan::Change;
use trustlens_core::report::{
    ClusterMode, Finding, Identity, ImportStanding, ListKind, Migration, OfferKind, Report, Severity, Verdict,
};
use trustlens_core::{Case, Settings};
use trustlens_tests::cluster::{Cluster, Description, Encode, Make, date};

const MIXED: ClusterMode = ClusterMode::Mixed;
const NON_SECURE: ClusterMode = ClusterMode::NonSecure;
const BOTH: [Identity; 2] = [Identity::Callmanager, Identity::Itlrecovery];
const STORES: [&str; 2] = ["CallManager-trust", "Phone-SAST-trust"];

/// The cluster that phones go to: one node in Berlin.
fn berlin(release: &str, mode: ClusterMode) -> Cluster {
    let mut description = Description::healthy(release, mode, 1);
    "berlin-pub.example.net".clone_into(&mut description.nodes[0].name);
    "C=DE,O=Beispiel,OU=Telefonie,ST=BE,L=Berlin".clone_into(&mut description.organisation);
    description.make()
}

/// Imports these kinds of certificates of one cluster into these stores of another.
fn import(into: &mut Cluster, of: &Cluster, kinds: &[Identity], stores: &[&'static str]) {
    let publisher = into.description.publisher().to_owned();
    for made in of.certificates.iter().filter(|made| kinds.contains(&made.identity)) {
        into.trusted.extend(stores.iter().map(|store| (publisher.clone(), *store, made.clone())));
    }
}

/// The lists, certificates and trust stores of one cluster and the lists of another, of which nothing is said but the date.
fn case_of(from: &Cluster, to: &Cluster) -> (Case, Settings) {
    let mut case = Case::new();
    for (name, bytes) in from.files().into_iter().chain(to.list_files()) {
        case.add(&name, bytes);
    }
    (case, from.date_alone())
}

/// The way from the first cluster to the one in Berlin.
fn way(from: &Cluster, to: &Cluster) -> Migration {
    let (mut case, settings) = case_of(from, to);
    let ways = case.migrations(&settings);
    assert_eq!(ways.len(), 2, "there and back");
    ways.into_iter().find(|way| way.to == "berlin-pub.example.net").expect("the way to Berlin")
}

fn report(from: &Cluster, to: &Cluster, settings: impl FnOnce(&mut Settings, &mut Case)) -> Report {
    let (mut case, mut said) = case_of(from, to);
    settings(&mut said, &mut case);
    trustlens_tests::report(&mut case, &said)
}

fn of_check<'r>(report: &'r Report, check: &str) -> Vec<&'r Finding> {
    report.findings.iter().filter(|finding| finding.check == check).collect()
}

/// The rule that decided on the ITL for the first kind of phone today.
fn rule(way: &Migration) -> &str {
    let decisions = &way.phones[0].today.decisions;
    let refused = decisions.iter().find(|decision| decision.verdict == way.today).unwrap_or(&decisions[0]);
    &refused.rule
}

#[test]
fn with_nothing_imported_phones_refuse_and_with_both_they_follow() {
    for release in ["11.5", "12.5", "14", "15"] {
        let (mut from, to) = (Cluster::healthy(release, NON_SECURE, 3), berlin(release, NON_SECURE));
        let bare = way(&from, &to);
        assert_eq!((bare.today, rule(&bare)), (Verdict::Refused, "L-TVS-VOUCHES"), "{release}");
        assert_eq!(bare.afterwards, Verdict::Accepted, "{release}: CallManager and ITLRecovery are all that it takes");
        assert!(bare.imports.iter().all(|import| import.standing == ImportStanding::Missing), "{release}");

        import(&mut from, &to, &BOTH, &STORES);
        let ready = way(&from, &to);
        assert_eq!((ready.today, ready.afterwards), (Verdict::Accepted, Verdict::Accepted), "{release}");
        assert!(ready.imports.iter().all(|import| import.standing == ImportStanding::Present), "{release}");
    }
}

/// From 12.0 on ITLRecovery signs, before it CallManager (domain.md, section 2.2).
#[test]
fn callmanager_alone_is_enough_before_12_and_not_after() {
    for (release, verdict) in [
        ("10.5", Verdict::Accepted),
        ("11.5", Verdict::Accepted),
        ("12.0", Verdict::Refused),
        ("12.5", Verdict::Refused),
        ("14", Verdict::Refused),
    ] {
        let (mut from, to) = (Cluster::healthy(release, NON_SECURE, 2), berlin(release, NON_SECURE));
        import(&mut from, &to, &[Identity::Callmanager], &STORES);
        let half = way(&from, &to);
        assert_eq!(half.today, verdict, "{release}");
        let standing = |identity| {
            let of_kind = half.imports.iter().filter(move |import| import.identity == identity);
            of_kind.map(|import| (import.store.as_str(), import.standing)).collect::<Vec<_>>()
        };
        assert_eq!(standing(Identity::Callmanager), STORES.map(|store| (store, ImportStanding::Present)), "{release}");
        assert_eq!(standing(Identity::Itlrecovery), STORES.map(|store| (store, ImportStanding::Missing)), "{release}");
    }
}

/// Each ITL before 12.0 is signed by its own node: one node's certificate is not enough.
#[test]
fn before_12_every_tftp_node_counts() {
    let mut from = Cluster::healthy("11.5", NON_SECURE, 2);
    let mut description = Description::healthy("11.5", NON_SECURE, 2);
    for (node, host) in description.nodes.iter_mut().zip(["berlin-pub", "berlin-sub"]) {
        node.name = format!("{host}.example.net");
    }
    let to = description.make();
    let first = to.certificate(Identity::Callmanager, "berlin-pub").clone();
    from.trusted.push(("cucm-pub.example.com".to_owned(), "CallManager-trust", first));
    assert_eq!(way(&from, &to).today, Verdict::Refused);
    import(&mut from, &to, &[Identity::Callmanager], &["CallManager-trust"]);
    assert_eq!(way(&from, &to).today, Verdict::Accepted);
}

#[test]
fn what_the_trust_stores_hold_may_not_be_known() {
    let (from, to) = (Cluster::healthy("12.5", NON_SECURE, 2), berlin("12.5", NON_SECURE));
    let mut case = Case::new();
    for (name, bytes) in from.list_files().into_iter().chain(to.list_files()) {
        case.add(&name, bytes);
    }
    let ways = case.migrations(&from.date_alone());
    for way in &ways {
        assert_eq!((way.today, way.afterwards), (Verdict::Open, Verdict::Accepted), "to {}", way.to);
        assert!(way.imports.iter().all(|import| import.standing == ImportStanding::Unknown));
    }
    assert_eq!(ways.len(), 2);
}

/// An emptied ITL takes any other; a CTL is not emptied (Cisco Security Guide; doc 213407).
#[test]
fn an_emptied_itl_takes_any_list_unless_there_is_a_ctl() {
    for (mode, verdict, rollback) in
        [(NON_SECURE, Verdict::Accepted, "the other way"), (MIXED, Verdict::Refused, "Do not use")]
    {
        let (mut from, to) = (Cluster::healthy("12.5", mode, 1), berlin("12.5", mode));
        let before = way(&from, &to);
        assert!(before.steps.iter().any(|step| step.contains(rollback)), "{:?}", before.steps);
        let kept = [trustlens_core::formats::trust_list::Role::SAST, trustlens_core::formats::trust_list::Role::CAPF];
        from.itl("cucm-pub").records.retain(|record| kept.contains(&record.role));
        assert_eq!(way(&from, &to).today, verdict, "{mode:?}");
    }
}

#[test]
fn phones_with_a_ctl() {
    let (mut from, to) = (Cluster::healthy("12.5", MIXED, 2), berlin("12.5", MIXED));
    let bare = way(&from, &to);
    let first: Vec<_> =
        bare.phones[0].today.decisions.iter().map(|decision| (decision.kind, decision.verdict)).collect();
    assert_eq!(
        first,
        [(OfferKind::Ctl, Verdict::Refused), (OfferKind::Itl, Verdict::Refused)],
        "the CTL is asked for first"
    );

    import(&mut from, &to, &BOTH, &STORES);
    let ready = way(&from, &to);
    assert_eq!(ready.today, Verdict::Accepted);
    // Phones that know no TVS never take a list of a new signer (doc 118893).
    let old: Vec<_> = ready.phones.iter().filter(|phones| phones.lacks_security_by_default).collect();
    assert_eq!(old.len(), 1);
    assert_eq!((old[0].today.verdict, old[0].afterwards.verdict), (Verdict::Refused, Verdict::Refused));
    assert!(ready.left_behind.iter().any(|left| left.contains("delete the CTL on each by hand")));
}

/// LSCs are accepted where the CAPF that issued them lies in CallManager-trust (domain.md, section 1.2).
#[test]
fn lscs_need_the_old_capf_in_the_new_cluster() {
    let (from, mut to) = (Cluster::healthy("12.5", MIXED, 2), berlin("12.5", MIXED));
    let capf = |way: &Migration| {
        let of_kind = way.imports.iter().filter(|import| import.identity == Identity::Capf);
        of_kind.map(|import| (import.store.clone(), import.cluster.clone(), import.standing)).collect::<Vec<_>>()
    };
    let wanted = |standing| vec![("CallManager-trust".to_owned(), "berlin-pub.example.net".to_owned(), standing)];
    assert_eq!(capf(&way(&from, &to)), wanted(ImportStanding::Unknown), "nothing of Berlin's stores is there");
    let both = |from: &Cluster, to: &Cluster| {
        let mut case = Case::new();
        for (name, bytes) in from.files().into_iter().chain(to.files()) {
            case.add(&name, bytes);
        }
        case.migrations(&from.date_alone()).into_iter().find(|way| way.to == "berlin-pub.example.net").expect("the way")
    };
    assert_eq!(capf(&both(&from, &to)), wanted(ImportStanding::Missing));
    import(&mut to, &from, &[Identity::Capf], &["CallManager-trust"]);
    assert_eq!(capf(&both(&from, &to)), wanted(ImportStanding::Present));
    // Without a CTL and without LSCs there is nothing that needs it.
    assert!(capf(&way(&Cluster::healthy("12.5", NON_SECURE, 2), &berlin("12.5", NON_SECURE))).is_empty());
}

#[test]
fn into_non_secure_mode_the_ctl_stays() {
    let way = way(&Cluster::healthy("12.5", MIXED, 2), &berlin("12.5", NON_SECURE));
    assert!(way.left_behind.iter().any(|left| left.contains("has no CTL")), "{:?}", way.left_behind);
    assert_eq!(way.today, Verdict::Refused);
}

#[test]
fn two_clusters_in_one_case_are_no_fault() {
    for mode in [MIXED, NON_SECURE] {
        let report = report(&Cluster::healthy("12.5", mode, 3), &berlin("12.5", mode), |_, _| {});
        let said = of_check(&report, "SIM-04");
        assert_eq!(said.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Info], "said once");
        assert!(report.migrations.iter().all(|way| way.meant.is_empty()));
        let above: Vec<_> = report.findings.iter().filter(|finding| finding.severity < Severity::Info).collect();
        assert!(above.is_empty(), "{above:#?}");
    }
}

#[test]
fn a_move_that_is_meant_is_critical_until_everything_is_imported() {
    let (mut from, to) = (Cluster::healthy("12.5", NON_SECURE, 2), berlin("12.5", NON_SECURE));
    let to_berlin = |settings: &mut Settings, case: &mut Case| {
        let before = trustlens_tests::report(case, settings);
        let list = before.inputs.iter().find(|input| input.name == "berlin-pub/ITLFile.tlv").expect("a list of Berlin");
        settings.changes = vec![Change::Migrate { to: list.id }];
    };
    let asked = report(&from, &to, to_berlin);
    let said = of_check(&asked, "SIM-04");
    assert_eq!(said.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Critical]);
    assert!(said[0].detail.contains("L-TVS-VOUCHES") && said[0].remedy == "P-MIGRATE", "{:#?}", said[0]);
    assert!(said[0].title.contains("refuse the lists of the cluster of berlin-pub.example.net"));

    import(&mut from, &to, &[Identity::Callmanager], &STORES);
    let half = report(&from, &to, |_, _| {});
    assert_eq!(of_check(&half, "SIM-04")[0].severity, Severity::Critical, "half of the imports show what is meant");
    assert!(of_check(&half, "SIM-04")[0].detail.contains("ITLRECOVERY_berlin-pub.example.net into Phone-SAST-trust"));

    import(&mut from, &to, &[Identity::Itlrecovery], &STORES);
    assert!(of_check(&report(&from, &to, to_berlin), "SIM-04").is_empty());
}

/// What the command line lists of a trust store counts as what lies in it does.
#[test]
fn a_listing_of_trust_stores_tells_what_is_imported() {
    let (from, to) = (Cluster::healthy("14", NON_SECURE, 1), berlin("14", NON_SECURE));
    let recovery = to.certificate(Identity::Itlrecovery, "berlin-pub");
    let name = format!("ITLRECOVERY_berlin-pub.example.net_{}", recovery.serial_hex());
    let listing = format!(
        "admin:show cert list trust\nCallManager-trust/{name}.pem: Trust Certificate\nPhone-SAST-trust/{name}.pem: Trust Certificate\n"
    );
    let mut case = Case::new();
    for (name, bytes) in from.files().into_iter().chain(to.list_files()) {
        case.add(&name, bytes);
    }
    case.add("cucm-pub/trust.txt", listing.into_bytes());
    let way =
        case.migrations(&from.date_alone()).into_iter().find(|way| way.to.starts_with("berlin")).expect("the way");
    let there: Vec<_> = way.imports.iter().filter(|import| import.standing == ImportStanding::Present).collect();
    assert_eq!(
        there.iter().map(|import| import.identity).collect::<Vec<_>>(),
        [Identity::Itlrecovery; 2],
        "{:#?}",
        way.imports
    );
    assert_eq!(way.today, Verdict::Accepted, "ITLRecovery signs the lists");
}

/// Phones with an older ITL, of another TVS, are told of by themselves.
#[test]
fn phones_with_an_older_itl_stay_behind() {
    let (mut from, to) = (Cluster::healthy("12.5", NON_SECURE, 2), berlin("12.5", NON_SECURE));
    let before = from.itl("cucm-pub").encode();
    for node in ["cucm-pub", "cucm-sub1"] {
        from.renew(Identity::Tvs, node, date("2026-06-01"));
    }
    from.write_lists(date("2026-06-02"));
    from.further.push(("cucm-pub/before/ITLFile.tlv".to_owned(), before));
    import(&mut from, &to, &BOTH, &STORES);
    let way = way(&from, &to);
    let verdicts: Vec<_> = way.phones.iter().map(|phones| phones.today.verdict).collect();
    assert_eq!(verdicts, [Verdict::Accepted, Verdict::Refused], "the newest first");
    assert_eq!(way.phones[0].holds.len(), 2, "the ITLs of both TFTP nodes make no difference");
    let refused = way.phones[1].today.decisions.iter().find(|decision| decision.verdict == Verdict::Refused);
    assert_eq!(refused.map(|decision| decision.rule.as_str()), Some("L-TVS-PROVES-ITSELF"));
    assert_eq!(way.today, Verdict::Refused);
}

#[test]
fn many_clusters_are_told_of_in_few_ways() {
    let mut case = Case::new();
    for city in ["bonn", "kiel", "jena", "ulm"] {
        let mut description = Description::healthy("12.5", NON_SECURE, 1);
        description.nodes[0].name = format!("{city}-pub.example.net");
        for (name, bytes) in description.make().list_files() {
            case.add(&name, bytes);
        }
    }
    let ways = case.migrations(&Settings::at(date("2026-11-23")));
    assert_eq!(ways.len(), 6);
    assert!(ways.iter().all(|way| way.from != way.to));
}

#[test]
fn the_way_as_text() {
    let (mut from, to) = (Cluster::healthy("12.5", NON_SECURE, 1), berlin("12.5", NON_SECURE));
    import(&mut from, &to, &[Identity::Callmanager], &STORES);
    let report = report(&from, &to, |_, _| {});
    let text = trustlens_core::report::text::render(&report);
    for part in [
        "PHONES THAT MOVE\n",
        "  from cucm-pub.example.com to berlin-pub.example.net\n",
        "  missing    ITLRECOVERY_berlin-pub.example.net  Phone-SAST-trust of cucm-pub.example.com",
        "(L-TVS-VOUCHES)",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert_eq!(report.trust_lists.iter().filter(|list| list.list == ListKind::Itl).count(), 2);
}
