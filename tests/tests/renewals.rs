//! What ends when, by when to begin, and what fails then: over whole clusters, at dates of domain.md.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::sync::Arc;
use trustlens_core::report::{ClusterMode, Finding, Identity, Renewal, RenewalStanding, Report, Severity, calendar};
use trustlens_core::{Case, Settings, Timestamp, lab};
use trustlens_tests::catalogue::Given;
use trustlens_tests::cluster::{
    CertificateDescription, Cluster, CtlSigner, Description, KeyKind, Made, Make, Pool, date, days_after, described,
    pool_key,
};
use trustlens_tests::programs;

const MIXED: ClusterMode = ClusterMode::Mixed;

/// When Cisco Root CA 2048, Cisco Manufacturing CA and ACT2 SUDI CA end (domain.md, section 0, number 8).
const END_OF_CISCO_ROOT: &str = "2029-05-14T20:25:42Z";

fn report(given: Given) -> Report {
    let mut case = Case::new();
    for (name, bytes) in given.inputs {
        case.add(&name, bytes);
    }
    trustlens_tests::report(&mut case, &given.settings)
}

/// All files of a cluster, those of phones too.
fn whole(description: &Description) -> Given {
    let made = lab::make(description, Arc::new(Pool::default())).unwrap_or_else(|error| panic!("{error}"));
    Given { inputs: made.files, settings: made.settings }
}

fn at(cluster: &Cluster, day: &str) -> Report {
    report(Given::from(cluster.clone()).judged_at(day))
}

/// The renewals of a kind, the most urgent first.
fn of(report: &Report, identity: Identity) -> Vec<&Renewal> {
    report.renewals.iter().filter(|renewal| renewal.identity == identity).collect()
}

fn first(report: &Report, identity: Identity) -> &Renewal {
    of(report, identity).first().unwrap_or_else(|| panic!("no renewal of {identity:?}"))
}

fn said(report: &Report) -> Vec<&Finding> {
    report.findings.iter().filter(|finding| finding.check == "PLN-03").collect()
}

fn with_tokens(release: &str) -> Cluster {
    // So late that the CA of the tokens ends before them.
    let made = date("2024-05-20");
    Description {
        ctl_signer: CtlSigner::Etoken,
        made_at: made,
        judged_at: days_after(made, 60),
        ..Description::healthy(release, MIXED, 2)
    }
    .make()
}

#[test]
fn certificates_of_five_years_are_renewed_one_plan_after_another() {
    // Made on 2 March 2025 for five years (domain.md, section 1.1); in 14 ITLRecovery too (section 0, number 7).
    let cluster = Cluster::healthy("14", MIXED, 3);
    let report = at(&cluster, "2026-11-23");
    for identity in
        [Identity::Callmanager, Identity::Capf, Identity::Tvs, Identity::Itlrecovery, Identity::Tomcat, Identity::Ipsec]
    {
        let renewal = first(&report, identity);
        assert!(renewal.ends.date().starts_with("2030-0"), "{identity:?}: {}", renewal.ends);
        assert_eq!(renewal.standing, RenewalStanding::Open);
        assert!(!renewal.fails.is_empty() && !renewal.source.is_empty() && !renewal.services.is_empty());
        assert!(renewal.begin_by.plus_days(i64::from(renewal.lead_days)) <= renewal.ends);
        assert_eq!(renewal.reasons.iter().map(|reason| reason.days).sum::<u32>(), renewal.lead_days);
    }
    // One certificate at a time, and never ITLRecovery in the window of another (domain.md, section 4.2).
    let together = first(&report, Identity::Itlrecovery).together.clone().expect("they end together");
    let plans: BTreeSet<&str> = together.plans.iter().map(String::as_str).collect();
    assert_eq!(plans, BTreeSet::from(["P-CAPF", "P-CM", "P-ITLREC", "P-TVS"]));
    let windows: u32 = 37 + 44 + 37 + 74;
    let end = first(&report, Identity::Itlrecovery).ends;
    assert!(together.begin_by.days_until(end) >= i64::from(windows), "{} until {end}", together.begin_by);
    let begins =
        of(&report, Identity::Callmanager).into_iter().chain(of(&report, Identity::Itlrecovery)).map(|it| it.begin_by);
    assert!(begins.min() >= Some(together.begin_by));
    // Each alone could begin later.
    let recovery = first(&report, Identity::Itlrecovery);
    assert_eq!(recovery.then, ["P-CM", "P-TVS"]);
    assert!(recovery.begin_by.days_until(end) > i64::from(recovery.lead_days));
    // Every server's certificate once, with its node.
    assert_eq!(of(&report, Identity::Callmanager).len(), 3);
    assert_eq!(of(&report, Identity::Callmanager).iter().map(|it| it.nodes.len()).collect::<Vec<_>>(), [1, 1, 1]);
    assert_eq!((of(&report, Identity::Tvs).len(), first(&report, Identity::Tvs).nodes.len()), (1, 3), "one for all");
}

#[test]
fn before_14_the_publishers_capf_alone_counts() {
    let report = at(&Cluster::healthy("12.5", MIXED, 3), "2026-11-23");
    let capf = of(&report, Identity::Capf);
    assert_eq!(capf.len(), 1);
    assert!(capf[0].nodes[0].starts_with("cucm-pub"));
    // Its ITLRecovery lasts for twenty years, and is in nobody's way.
    let recovery = first(&report, Identity::Itlrecovery);
    assert!(recovery.ends.date().starts_with("2045-0"));
    assert_eq!(recovery.together, None);
}

#[test]
fn moving_the_date_makes_what_is_open_late_and_then_ended() {
    let cluster = Cluster::healthy("12.5", MIXED, 2);
    let capf = first(&at(&cluster, "2026-11-23"), Identity::Capf).clone();
    let standing = |moment: Timestamp| {
        let report = at(&cluster, &moment.to_string());
        let now = first(&report, Identity::Capf).clone();
        assert_eq!(now.begin_by, if now.standing == RenewalStanding::Ended { now.begin_by } else { capf.begin_by });
        now.standing
    };
    assert_eq!(standing(capf.begin_by), RenewalStanding::Open, "the last day is one on which it can begin");
    assert_eq!(standing(days_after(capf.begin_by, 1)), RenewalStanding::Late);
    assert_eq!(standing(capf.ends), RenewalStanding::Late, "it is valid in its last second");
    assert_eq!(standing(Timestamp::from_unix(capf.ends.unix() + 1)), RenewalStanding::Ended);
}

#[test]
fn tokens_end_with_their_ca_and_then_the_ctl_client_signs_nothing() {
    let cluster = with_tokens("11.5");
    let report = at(&cluster, "2024-07-15");
    let token = first(&report, Identity::Etoken);
    assert_eq!(token.ends, date(END_OF_CISCO_ROOT));
    assert_eq!(token.plan.as_deref(), Some("P-TOKENLESS"));
    assert_eq!(of(&report, Identity::Etoken).len(), 2);
    assert!(
        token
            .failing_steps
            .iter()
            .any(|step| step.plans == ["P-CAPF", "P-CM", "P-ITLREC"] && step.first.as_deref() == Some("P-TOKENLESS"))
    );
    assert!(first(&report, Identity::Capf).blocked.is_empty());

    // The certificates of the servers are renewed in 2025; then the tokens end.
    let mut cluster = cluster;
    for made in cluster.certificates.clone() {
        cluster.renew(made.identity, &made.nodes[0], date("2025-02-03"));
    }
    cluster.write_lists(date("2025-02-04"));
    let last_second = at(&cluster, END_OF_CISCO_ROOT);
    assert_eq!(first(&last_second, Identity::Etoken).standing, RenewalStanding::Late);
    assert!(first(&last_second, Identity::Capf).blocked.is_empty());
    let after = at(&cluster, "2029-05-14T20:25:43Z");
    assert_eq!(first(&after, Identity::Etoken).standing, RenewalStanding::Ended);
    for identity in [Identity::Capf, Identity::Callmanager, Identity::Itlrecovery] {
        let obstacle = first(&after, identity).blocked.first().unwrap_or_else(|| panic!("{identity:?} is not blocked"));
        assert_eq!(obstacle.ended, date(END_OF_CISCO_ROOT));
        assert!(obstacle.step.action.contains("Cisco CTL Client"), "{}", obstacle.step.action);
        assert_eq!(obstacle.step.first.as_deref(), Some("P-TOKENLESS"));
    }
    assert!(first(&after, Identity::Tvs).blocked.is_empty(), "TVS does not stand in the CTL");
}

#[test]
fn a_backup_cannot_be_made_when_what_it_rests_on_has_ended() {
    for (release, identity, plan) in [("12.5", Identity::Ipsec, "P-IPSEC"), ("14", Identity::Tomcat, "P-TOMCAT")] {
        let mut cluster = Cluster::healthy(release, ClusterMode::NonSecure, 1);
        cluster.alter(identity, "cucm-pub", |certificate| certificate.not_after = date("2026-10-01"));
        let report = at(&cluster, "2026-11-23");
        let obstacle = &first(&report, Identity::Tvs).blocked;
        assert_eq!(obstacle.len(), 1, "{release}");
        assert!(obstacle[0].step.action.contains("backup"), "{}", obstacle[0].step.action);
        assert_eq!(obstacle[0].step.first.as_deref(), Some(plan));
        assert!(first(&report, identity).blocked.is_empty(), "it is not in its own way");
    }
}

#[test]
fn a_ca_ends_with_all_that_it_signed() {
    let cluster = Description::healthy("12.5", MIXED, 1).signed().make();
    let report = at(&cluster, "2026-11-23");
    let authorities: Vec<&str> = of(&report, Identity::Other).iter().map(|renewal| renewal.name.as_str()).collect();
    assert_eq!(authorities, ["Example Issuing CA 1", "Example Root CA"]);
    let tomcat = first(&report, Identity::Tomcat);
    let issuing = first(&report, Identity::Other);
    assert!(issuing.fails.contains("Tomcat of cucm-pub.example.com"), "{}", issuing.fails);
    assert!(issuing.lead_days > tomcat.lead_days, "it comes before the slowest renewal under it");
    assert!(tomcat.reasons.iter().any(|reason| reason.what.contains("CA answers")));

    assert!(tomcat.failing_steps.is_empty() && !issuing.failing_steps.is_empty());
    assert!(issuing.failing_steps[0].action.contains("generate a CSR"), "{}", issuing.failing_steps[0].action);
}

/// An authority of the lab's keys that signs for servers.
fn authority(subject: &str, until: &str) -> Made {
    let described = described(subject, pool_key(KeyKind::Rsa2048, 2));
    CertificateDescription { basic_constraints: Some((true, None)), not_after: date(until), ..described }.make()
}

#[test]
fn a_ca_that_ends_first_takes_its_certificates_along_and_signs_no_more() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 1);
    let ca = authority("C=US,O=Example,CN=Short CA", "2027-02-01");
    cluster.trusted.push(("cucm-pub.example.com".to_owned(), "tomcat-trust", ca.clone()));
    cluster.alter(Identity::Tomcat, "cucm-pub", |certificate| *certificate = certificate.clone().issued_by(&ca));
    let before = at(&cluster, "2026-11-23");
    let tomcat = first(&before, Identity::Tomcat);
    assert_eq!((tomcat.ends, tomcat.ends_with.as_deref()), (date("2027-02-01"), Some("Short CA")));
    assert!(tomcat.not_after > tomcat.ends && tomcat.blocked.is_empty());
    // 35 days before: the CA answers, a change window, and one in reserve. That is 28 December, a day on which few are there.
    assert_eq!((tomcat.lead_days, tomcat.begin_by), (35, date("2026-12-25")));
    let after = at(&cluster, "2027-02-02");
    let blocked = &first(&after, Identity::Tomcat).blocked;
    assert_eq!(blocked.iter().map(|obstacle| obstacle.name.as_str()).collect::<Vec<_>>(), ["Short CA"]);
    assert!(first(&after, Identity::Callmanager).blocked.is_empty(), "it signed nothing else");
}

#[test]
fn public_certificates_are_renewed_in_the_last_third_of_their_lifetime() {
    // From 15 March 2029 on a public certificate may be valid for 47 days (domain.md, section 3, number 42).
    let mut cluster = Cluster::healthy("14", MIXED, 1);
    let public = authority("C=US,O=DigiCert Inc,CN=Not really a public authority", "2035-03-01");
    cluster.alter(Identity::Tomcat, "cucm-pub", |certificate| {
        *certificate = certificate.clone().issued_by(&public);
        (certificate.not_before, certificate.not_after) = (date("2029-04-02"), date("2029-05-19"));
    });
    let report = at(&cluster, "2029-04-10");
    let tomcat = first(&report, Identity::Tomcat);
    assert_eq!(tomcat.renewals_a_year, Some(8));
    assert_eq!(tomcat.lead_days, 15);
    assert!(
        tomcat.notes.iter().any(|note| note.contains("47 days") && note.contains("8 renewals a year")),
        "{:?}",
        tomcat.notes
    );
}

#[test]
fn a_certificate_that_tomcat_and_callmanager_share_is_one_renewal_that_changes_the_lists() {
    let description = Description {
        faults: vec!["tomcat-reused-for-callmanager".to_owned()],
        ..Description::healthy("14", MIXED, 2)
    };
    let report = report(whole(&description));
    assert!(of(&report, Identity::Tomcat).is_empty());
    for shared in of(&report, Identity::Callmanager) {
        assert_eq!(shared.plan.as_deref(), Some("P-TOMCAT"));
        assert!(
            shared.notes.iter().any(|note| note.contains("changes the ITL, and in mixed mode the CTL")),
            "{:?}",
            shared.notes
        );
        assert!(
            shared.services.iter().any(|service| service == "web")
                && shared.services.iter().any(|service| service == "encrypted-calls")
        );
        assert!(shared.together.is_some(), "it may not overlap with the others");
    }
}

#[test]
fn lists_alone_tell_of_what_stands_in_them() {
    let given = Given::from(Cluster::healthy("12.5", MIXED, 3)).only("TLFile.tlv");
    let report = report(Given { settings: Settings::at(given.settings.at), ..given });
    let kinds: BTreeSet<Identity> = report.renewals.iter().map(|renewal| renewal.identity).collect();
    assert_eq!(kinds, BTreeSet::from([Identity::Callmanager, Identity::Capf, Identity::Tvs, Identity::Itlrecovery]));
    assert_eq!(of(&report, Identity::Callmanager).len(), 3, "those in the CTL");
    assert_eq!(of(&report, Identity::Capf).len(), 1);
}

#[test]
fn a_certificate_in_a_stale_list_is_not_renewed_again() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 2);
    let old = cluster.renew(Identity::Capf, "cucm-pub", date("2026-06-01"));
    let report = at(&cluster, "2026-11-23");
    let capf = of(&report, Identity::Capf);
    assert_eq!(capf.len(), 1);
    assert!(capf[0].name != old.common_name() && capf[0].ends.date().starts_with("2031-0"));
}

#[test]
fn a_day_on_which_nobody_is_there_is_told() {
    for (end, said) in [("2027-05-01", "on a Saturday"), ("2027-12-29", "ends around the turn of the year")] {
        let mut cluster = Cluster::healthy("12.5", MIXED, 1);
        cluster.alter(Identity::Tomcat, "cucm-pub", |certificate| certificate.not_after = date(end));
        let report = at(&cluster, "2026-11-23");
        let notes = &first(&report, Identity::Tomcat).notes;
        assert!(notes.iter().any(|note| note.contains(said)), "{end}: {notes:?}");
    }
}

#[test]
fn phones_are_told_together_where_they_end_in_one_month() {
    let mut description = Description::healthy("12.5", MIXED, 1);
    (description.phones.count, description.phones.lsc, description.phones.mic) = (3, true, true);
    let report = report(whole(&description).judged_at("2026-11-23"));
    let lscs = of(&report, Identity::Lsc);
    assert_eq!(lscs.iter().map(|renewal| renewal.count).sum::<usize>(), 3);
    assert!(lscs.iter().all(|renewal| renewal.plan.is_none() && renewal.lead_days == 60));
    let mics = of(&report, Identity::Mic);
    assert_eq!(mics.iter().map(|renewal| renewal.count).sum::<usize>(), 3);
    assert!(mics.iter().all(|renewal| renewal.notes.iter().any(|note| note.contains("cannot be renewed"))));
}

#[test]
fn ciscos_cas_end_on_the_day_that_is_known() {
    let given = Given::fixtures(&["samples/cisco-roots/cmca.pem", "samples/cisco-roots/cmca2.pem"])
        .renamed("cmca.pem", "CallManager-trust/cmca.pem")
        .renamed("cmca2.pem", "CallManager-trust/cmca2.pem");
    let report = report(given);
    let ends: Vec<(&str, String)> =
        of(&report, Identity::CiscoCa).iter().map(|it| (it.name.as_str(), it.ends.to_string())).collect();
    assert_eq!(ends[0], ("Cisco Manufacturing CA", END_OF_CISCO_ROOT.to_owned()));
    assert_eq!(ends.len(), 2);
}

#[test]
fn pln_03_tells_the_next_of_each_kind_and_warns_of_what_is_late() {
    let cluster = Cluster::healthy("12.5", MIXED, 2);
    assert!(said(&at(&cluster, "2026-11-23")).is_empty());
    let year_ahead = at(&cluster, "2029-03-01");
    let [finding] = said(&year_ahead)[..] else { panic!("one finding: {:?}", said(&year_ahead)) };
    assert_eq!(finding.severity, Severity::Info);
    for kind in ["CallManager of ", "CAPF-", "TVS of ", "Tomcat of ", "IPsec of "] {
        assert_eq!(finding.detail.matches(kind).count(), 1, "{kind}: {}", finding.detail);
    }
    assert!(!finding.detail.contains("ITLRECOVERY"), "it lasts for twenty years: {}", finding.detail);

    // That ITLRecovery of 14 ends within two years (ROL-06) is not the headline over all of them.
    let of_14 = at(&Cluster::healthy("14", MIXED, 2), "2029-03-01");
    assert!(of_14.findings.iter().any(|finding| finding.check == "ROL-06"));
    assert!(said(&of_14).iter().all(|finding| finding.cause.is_none()), "{:?}", said(&of_14));

    // Of five months before the end CAPF alone is late.
    let late = at(&cluster, "2029-11-05");
    let warnings: Vec<&Finding> =
        said(&late).into_iter().filter(|finding| finding.severity == Severity::Warning).collect();
    let [warning] = warnings[..] else { panic!("one warning: {warnings:?}") };
    assert!(warning.title.contains("CAPF-") && warning.remedy == "P-CAPF" && warning.cause.is_none(), "{warning:?}");
    assert!(late.plans.iter().any(|plan| plan.key == "P-CAPF"));

    // Near the end the check of expiry says more.
    let near = at(&cluster, "2030-01-07");
    let below = said(&near).into_iter().filter(|finding| finding.severity == Severity::Warning);
    for finding in below {
        let cause = finding.cause.map(|cause| near.findings[cause].check.as_str());
        assert_eq!(cause, Some("CRT-03"), "{}", finding.title);
    }
    // What has ended is told by that alone.
    assert!(said(&at(&cluster, "2032-03-02")).is_empty());
}

#[test]
fn another_program_reads_the_calendar() {
    let mut description = Description::healthy("14", MIXED, 2).signed();
    (description.phones.count, description.phones.lsc) = (2, true);
    let given = whole(&description).judged_at("2029-06-04");
    let report = self::report(given.clone());
    let text = calendar::render(&report.renewals, report.evaluated_at);
    let folder = programs::empty_folder(env!("CARGO_TARGET_TMPDIR"), "calendar");
    let path = folder.join(calendar::FILE_NAME);
    programs::write_file(&path, text.as_bytes());
    let output = programs::run_python(&["read-calendar.py", programs::text_of(&path)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let events = programs::json_lines(&output.stdout);

    let open = report.renewals.iter().filter(|renewal| renewal.standing != RenewalStanding::Ended).count();
    assert_eq!(events.len(), report.renewals.len() + open);
    let uids: BTreeSet<&str> = events.iter().map(|event| event["uid"].as_str().unwrap()).collect();
    assert_eq!(uids.len(), events.len(), "each event has its own");
    for renewal in &report.renewals {
        let sha256 = renewal.certificate.as_deref().unwrap();
        let event = |which: &str| events.iter().find(|event| event["uid"] == format!("{sha256}-{which}"));
        let end = event("ends").unwrap();
        assert_eq!(end["day"], renewal.ends.date());
        assert_eq!(end["stamp"], "2029-06-04T00:00:00Z");
        assert!(end["summary"].as_str().unwrap().contains(&renewal.name));
        assert!(end["description"].as_str().unwrap().contains(&renewal.fails));
        assert_eq!(end["alarms"].as_array().unwrap().len(), 0);
        if renewal.standing == RenewalStanding::Ended {
            assert!(event("begin").is_none(), "it is too late to begin");
            continue;
        }
        let begin = event("begin").unwrap();
        assert_eq!(begin["day"], renewal.begin_by.date());
        assert_eq!(begin["alarms"][0]["days"], 7);
        assert!(begin["description"].as_str().unwrap().contains("advice of Trustlens"));
    }
    assert!((1..report.renewals.len()).contains(&open), "some have ended, as certificates of a CA do earlier");
    // Another day, and the same certificates: the same events.
    let later = self::report(given.judged_at("2029-06-05"));
    let later = calendar::render(&later.renewals, later.evaluated_at);
    let uids_of = |text: &str| -> BTreeSet<String> {
        text.replace("\r\n ", "").lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    assert_eq!(uids_of(&text), uids_of(&later));
}

#[test]
fn names_that_somebody_made_up_stay_within_their_line() {
    let mut cluster = Cluster::healthy("12.5", ClusterMode::NonSecure, 1);
    cluster.alter(Identity::Tomcat, "cucm-pub", |certificate| {
        let evil = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT,;\\ \u{202e}".to_owned();
        certificate.subject.iter_mut().filter(|(key, _)| key == "CN").for_each(|(_, value)| value.clone_from(&evil));
    });
    let report = at(&cluster, "2026-11-23");
    let text = calendar::render(&report.renewals, report.evaluated_at);
    let begins = text.lines().filter(|line| *line == "BEGIN:VEVENT").count();
    assert_eq!(begins, report.renewals.len() * 2);
    assert!(!text.contains('\u{202e}'));
}
