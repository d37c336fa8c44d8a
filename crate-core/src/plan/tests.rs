//! The plans against domain.md, sections 2.3, 3 and 4.

use super::*;
use crate::report::Step;

const RELEASES: [&str; 9] = ["8.6", "9.1", "10.5", "11.5", "12.5", "14", "14SU3", "15", ""];
const MODES: [ClusterMode; 3] = [ClusterMode::Mixed, ClusterMode::NonSecure, ClusterMode::Unknown];

/// What commands need: their beginning, the release that brought them, and the mode that they are for.
const COMMANDS: &[(&str, (u16, u16), Option<ClusterMode>)] = &[
    ("utils itl reset", (10, 0), Some(ClusterMode::NonSecure)),
    ("utils ctl set-cluster", (10, 0), None),
    ("utils ctl reset localkey", (10, 0), Some(ClusterMode::Mixed)),
    ("utils ctl update", (10, 0), Some(ClusterMode::Mixed)),
    ("set cert regen ITLRecovery", (10, 0), None),
    ("show cert own ITLRecovery", (10, 0), None),
    ("file get tftp ITLRecovery.p12", (10, 0), None),
    ("utils service restart Cisco HAProxy", (12, 5), None),
];

fn situation(release: &str, mode: ClusterMode) -> Situation<'static> {
    Situation {
        releases: Releases::parse(release).unwrap_or(Releases::ANY),
        mode,
        nodes: &[],
        all_nodes_known: false,
        signed_by_token: None,
        tomcat_is_callmanager: None,
        phones_without_security_by_default: None,
        renewed: false,
    }
}

fn plan(key: Key, release: &str, mode: ClusterMode) -> Plan {
    make(key, &situation(release, mode))
}

fn every_situation() -> impl Iterator<Item = Situation<'static>> {
    RELEASES.into_iter().flat_map(|release| MODES.map(|mode| situation(release, mode))).flat_map(|situation| {
        [None, Some(false), Some(true)].into_iter().flat_map(move |known| {
            [false, true].map(|renewed| Situation {
                signed_by_token: known,
                tomcat_is_callmanager: known.filter(|_| !situation.releases.surely_before(14, 0)),
                phones_without_security_by_default: known.map(u32::from),
                renewed,
                ..situation
            })
        })
    })
}

/// Everything that a plan tells to do, each with its commands.
fn all_steps(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.before.iter().chain(&plan.steps).chain(&plan.verify)
}

/// The place of the first step with this command.
fn place_of(plan: &Plan, command: &str) -> Option<usize> {
    plan.steps.iter().position(|step| step.commands.iter().any(|own| own.starts_with(command)))
}

fn everything(plan: &Plan) -> String {
    serde_json::to_string(plan).unwrap()
}

#[test]
fn every_plan_is_whole_in_every_situation() {
    for situation in every_situation() {
        for key in Key::ALL {
            let plan = make(key, &situation);
            let texts = [&plan.title, &plan.basis, &plan.affected, &plan.way_back, &plan.source];
            assert!(texts.into_iter().all(|text| !text.is_empty()), "{key:?} {situation:?}");
            let parts = [plan.before.len(), plan.steps.len(), plan.verify.len(), plan.not_next.len()];
            assert!(parts.into_iter().all(|length| length > 0), "{key:?} {situation:?}");
            assert!(all_steps(&plan).all(|step| !step.action.is_empty()), "{key:?}");
            let placed = all_steps(&plan).all(|step| step.commands.is_empty() || !step.place.is_empty());
            assert!(placed, "a command without a place: {key:?}");
            assert!(!everything(&plan).contains("  "), "{key:?}: two blanks, a line of the source shows");
        }
    }
}

#[test]
fn no_command_is_of_a_later_release_or_of_the_other_mode() {
    for situation in every_situation() {
        for key in Key::ALL {
            for step in all_steps(&make(key, &situation)) {
                let open = if step.action.starts_with("Only ") { step.action.as_str() } else { "" };
                for (_, (major, minor), mode) in
                    COMMANDS.iter().filter(|(command, ..)| step.commands.iter().any(|own| own.starts_with(command)))
                {
                    let old_enough = situation.releases.surely_at_least(*major, *minor);
                    assert!(old_enough || open.contains("from release"), "{key:?} {situation:?}: {step:?}");
                    assert!(!situation.releases.surely_before(*major, *minor), "{key:?}: {step:?}");
                    let right_mode = mode.is_none_or(|mode| mode == situation.mode);
                    let says_mode = open.contains("secure mode") || open.contains("mixed mode");
                    assert!(
                        right_mode || (situation.mode == ClusterMode::Unknown && says_mode),
                        "{key:?} {situation:?}: {step:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn old_releases_never_hear_of_later_commands() {
    for key in Key::ALL {
        for mode in MODES {
            let text = everything(&plan(key, "8.6", mode));
            for later in ["utils itl reset", "utils ctl", "HAProxy", "ITLRecovery.p12"] {
                assert!(!text.contains(later), "{key:?} for 8.6: {later}");
            }
        }
    }
}

#[test]
fn capf_in_mixed_mode_updates_the_ctl_before_any_restart() {
    let plan = plan(Key::Capf, "12.5", ClusterMode::Mixed);
    let update = place_of(&plan, "utils ctl update CTLFile").unwrap();
    assert!(plan.steps[update].place.starts_with("publisher"));
    assert!(place_of(&plan, "set cert regen CAPF").unwrap() < update);
    for service in ["Cisco Certificate Authority Proxy Function", "Cisco Trust Verification Service", "Cisco Tftp"] {
        assert!(update < place_of(&plan, &format!("utils service restart {service}")).unwrap(), "{service}");
    }
    // The old CAPF stays until the LSCs are new.
    let issued = plan.steps.iter().position(|step| step.action.contains("Issue the LSCs anew")).unwrap();
    let taken_out = plan.steps.iter().position(|step| step.action.contains("take that one out")).unwrap();
    assert!(issued < taken_out);
    assert!(plan.not_next.iter().any(|sentence| sentence.contains("until every LSC has been issued anew")));
}

#[test]
fn capf_restarts_itself_from_14_on_and_is_on_the_publisher_alone() {
    let restarts = |release| {
        place_of(&plan(Key::Capf, release, ClusterMode::NonSecure), "utils service restart Cisco Certificate")
    };
    assert!(restarts("12.5").is_some() && restarts("14").is_none());
    let subscribers = |release| everything(&plan(Key::Capf, release, ClusterMode::NonSecure)).contains("subscribers");
    assert!(subscribers("12.5") && !subscribers("14"));
}

#[test]
fn a_renewed_certificate_is_not_renewed_again() {
    for key in [Key::Capf, Key::Callmanager, Key::Itlrecovery, Key::Tvs, Key::Tomcat, Key::Ipsec] {
        let situation = Situation { renewed: true, ..situation("12.5", ClusterMode::Mixed) };
        let plan = make(key, &situation);
        assert_eq!(place_of(&plan, "set cert regen"), None, "{key:?}");
        assert!(!plan.title.starts_with("Renew "));
        assert!(
            place_of(&make(key, &Situation { renewed: false, ..situation }), "set cert regen").is_some(),
            "{key:?}"
        );
    }
    let situation = Situation { renewed: true, ..situation("12.5", ClusterMode::Mixed) };
    assert_eq!(place_of(&make(Key::Callmanager, &situation), "utils ctl update"), Some(0));
}

#[test]
fn callmanager_restarts_in_the_order_of_doc_214231() {
    let plan = plan(Key::Callmanager, "11.5", ClusterMode::Mixed);
    let order = [
        "set cert regen CallManager",
        "utils ctl update CTLFile",
        "utils service restart Cisco CallManager",
        "utils service restart Cisco CTIManager",
        "utils service restart Cisco Trust Verification Service",
        "utils service restart Cisco Tftp",
    ];
    let places = order.map(|command| place_of(&plan, command).unwrap());
    assert!(places.is_sorted(), "{places:?}");
    assert!(plan.not_next.iter().any(|sentence| sentence.contains("Never renew CallManager and TVS together")));
}

#[test]
fn itlrecovery_of_a_non_secure_cluster_needs_no_ctl() {
    for release in ["12.5", "14", "15"] {
        let plan = plan(Key::Itlrecovery, release, ClusterMode::NonSecure);
        let reset = place_of(&plan, "utils itl reset localkey").unwrap();
        assert!(reset < place_of(&plan, "utils service restart Cisco Tftp").unwrap());
        assert!(!everything(&plan).contains("utils ctl"), "{release}");
    }
    // CallManager signs there, so nothing has to be signed by another key meanwhile.
    let earlier = plan(Key::Itlrecovery, "11.5", ClusterMode::NonSecure);
    assert_eq!(place_of(&earlier, "utils itl reset"), None);
    assert!(place_of(&earlier, "utils service restart Cisco Tftp").is_some());
    assert!(plan(Key::Itlrecovery, "9.1", ClusterMode::Mixed).steps[0].action.contains("no ITLRecovery certificate"));
}

#[test]
fn itlrecovery_of_a_mixed_cluster_is_that_of_the_field_notice() {
    let plan = make(Key::Itlrecovery, &Situation { renewed: true, ..situation("12.5", ClusterMode::Mixed) });
    let commands: Vec<&str> = plan.steps.iter().flat_map(|step| &step.commands).map(String::as_str).collect();
    let wanted = [
        "utils ctl reset localkey",
        "utils service restart Cisco CallManager",
        "utils service restart Cisco CTIManager",
        "utils ctl update CTLFile",
        "utils service restart Cisco CallManager",
        "utils service restart Cisco CTIManager",
    ];
    let restarts = commands.iter().filter(|command| wanted.contains(command));
    assert!(restarts.eq(wanted.iter()), "{commands:?}");
    assert!(plan.source.contains("FN70613"));
}

#[test]
fn tokens_sign_with_the_client_and_not_with_the_command() {
    let with = |release, signed_by_token| {
        make(Key::Capf, &Situation { signed_by_token, ..situation(release, ClusterMode::Mixed) })
    };
    let says_client = |plan: &Plan| plan.steps.iter().any(|step| step.action.contains("CTL Client"));
    let tokens = with("12.5", Some(true));
    assert!(says_client(&tokens) && place_of(&tokens, "utils ctl").is_none());
    let tokenless = with("12.5", Some(false));
    assert!(!says_client(&tokenless) && place_of(&tokenless, "utils ctl").is_some());
    let open = with("12.5", None);
    assert!(says_client(&open) && place_of(&open, "utils ctl").is_some());
    assert!(open.steps.iter().filter(|step| step.action.starts_with("Only with a CTL that ")).count() == 2);
    // 14 has no client any more, 14 SU3 no tokens.
    assert!(with("14", Some(true)).steps.iter().any(|step| step.action.contains("P-TOKENLESS")));
    assert!(!everything(&with("15", None)).contains("CTL Client"));
}

#[test]
fn reused_tomcat_brings_the_phones_in() {
    let with =
        |reused| make(Key::Tomcat, &Situation { tomcat_is_callmanager: reused, ..situation("14", ClusterMode::Mixed) });
    assert!(place_of(&with(Some(true)), "utils ctl update CTLFile").is_some());
    assert!(place_of(&with(Some(false)), "utils ctl update CTLFile").is_none());
    let open = with(None);
    let update = place_of(&open, "utils ctl update CTLFile").unwrap();
    assert!(open.steps[update].action.contains("where the CallManager certificate is the Tomcat certificate"));
    assert!(place_of(&plan(Key::Tomcat, "12.5", ClusterMode::Mixed), "utils ctl").is_none());
}

#[test]
fn change_notification_is_stopped_up_to_11_5() {
    let stop = |release| place_of(&plan(Key::ExpiredTrust, release, ClusterMode::NonSecure), "utils service stop");
    assert!(stop("11.5").is_some() && stop("12.5").is_none());
}

#[test]
fn findings_choose_between_renewing_and_following() {
    let finding = |check: &str, severity: Severity, key: Key| Finding {
        check: check.to_owned(),
        severity,
        title: String::new(),
        detail: String::new(),
        symptoms: String::new(),
        comparisons: Vec::new(),
        evidence: Vec::new(),
        remedy: key.name().to_owned(),
        advice: String::new(),
        cause: None,
    };
    let mut case = crate::Case::new();
    let evaluation = case.evaluate(&crate::Settings::at(crate::Timestamp::parse("2026-11-25").unwrap()));
    let titles = |findings: &[Finding]| -> Vec<String> {
        of_findings(&evaluation, findings).into_iter().map(|plan| plan.title).collect()
    };
    let stale = finding("XF-03", Severity::Critical, Key::Capf);
    let expiring = finding("CRT-03", Severity::Warning, Key::Capf);
    let noted = finding("XF-10", Severity::Info, Key::Tomcat);
    assert_eq!(titles(&[stale.clone(), noted, stale.clone()]), ["Bring the renewed CAPF certificate to the phones"]);
    assert_eq!(titles(&[stale, expiring]), ["Renew CAPF and bring it to the phones"]);
}

#[test]
fn what_is_not_known_is_looked_up_first() {
    let unknown = plan(Key::Capf, "", ClusterMode::Unknown);
    assert!(unknown.basis.contains("show version active") && unknown.basis.contains("ClusterSecurityMode"));
    assert!(everything(&unknown).contains("paramname='ClusterSecurityMode'"));
    let update = place_of(&unknown, "utils ctl update CTLFile").unwrap();
    assert!(
        unknown.steps[update]
            .action
            .starts_with("Only in mixed mode, from release 10.0 on, with a CTL that no token signs: ")
    );
    assert_eq!(plan(Key::Capf, "12.5", ClusterMode::Mixed).basis, "Made for release 12.5, mixed mode.");
}

#[test]
fn nodes_are_named_where_they_are_known() {
    let nodes = ["cucm-sub1 tftp", "cucm-pub publisher callmanager", "cucm-sub2", "imp1 im&p"]
        .map(|line| Node::parse(line).unwrap());
    let known = Situation { nodes: &nodes, all_nodes_known: true, ..situation("12.5", ClusterMode::NonSecure) };
    let plan = make(Key::Capf, &known);
    let place = |command| plan.steps[place_of(&plan, command).unwrap()].place.as_str();
    assert_eq!(place("set cert regen CAPF"), "publisher (cucm-pub)");
    assert_eq!(
        place("utils service restart Cisco Tftp"),
        "every node that runs TFTP, the publisher first: cucm-sub1, cucm-sub2 if it runs there"
    );
    let partly = make(Key::Capf, &Situation { all_nodes_known: false, ..known });
    assert!(
        partly.steps.iter().any(|step| step.place.ends_with("; known of them: cucm-sub1, cucm-sub2 if it runs there"))
    );
}

#[test]
fn the_text_has_each_command_on_a_line_of_its_own() {
    let plan = plan(Key::Callmanager, "12.5", ClusterMode::Mixed);
    let mut text = String::new();
    crate::report::text::plan::write(&plan, &mut text).unwrap();
    for command in all_steps(&plan).flat_map(|step| &step.commands) {
        assert!(text.lines().any(|line| line.trim() == command), "{command}");
    }
    assert!(text.contains("   1. Renew CallManager"));
}

/// What commands do to what phones trust, so that no plan prints one and simulates nothing.
#[test]
fn steps_do_what_their_commands_do() {
    use effect::Effect;
    const DOES: &[(&str, &[Effect])] = &[
        ("utils ctl update CTLFile", &[Effect::UpdateCtl, Effect::LeaveTokens]),
        (
            "utils service restart Cisco Trust Verification Service",
            &[Effect::RestartTvs, Effect::EmptyItl, Effect::FillItl],
        ),
        ("set cert regen CallManager", &[Effect::Renew]),
        ("set cert regen CAPF", &[Effect::Renew]),
        ("set cert regen TVS", &[Effect::Renew]),
        ("set cert regen ITLRecovery", &[Effect::Renew]),
        ("set cert regen tomcat", &[Effect::Renew]),
        ("set network hostname", &[Effect::Rename]),
        ("set network ip", &[Effect::Readdress]),
    ];
    let is_way_out = |key: &Key| matches!(key, Key::Locked | Key::ExpiredTrust);
    for situation in every_situation() {
        for key in Key::ALL.into_iter().filter(|key| !is_way_out(key)) {
            let (plan, effects) = make_with_effects(key, &situation, &situation);
            assert_eq!(plan.steps.len(), effects.len(), "{key:?}");
            for (step, effects) in plan.steps.iter().zip(effects) {
                for (command, wanted) in DOES {
                    let has = step.commands.iter().any(|own| own.starts_with(command));
                    assert!(!has || effects.iter().any(|effect| wanted.contains(effect)), "{key:?}: {step:?}");
                }
            }
        }
    }
}

/// While CallManager signs the CTL, its new certificate is a new signer, for which TVS vouches after its restart (domain.md, section 1.4).
#[test]
fn encrypted_phones_wait_for_tvs_where_callmanager_signs_the_ctl() {
    let resets = |release, signed_by_token| {
        let situation = Situation { signed_by_token: Some(signed_by_token), ..situation(release, ClusterMode::Mixed) };
        let plan = make(Key::Callmanager, &situation);
        let tvs = place_of(&plan, "utils service restart Cisco Trust").unwrap();
        plan.steps[..tvs].iter().filter(|step| step.action.starts_with("Reset all encrypted")).count()
    };
    assert_eq!([resets("11.5", false), resets("11.5", true), resets("12.5", false)], [0, 1, 1]);
}

/// Domain.md, section 3, item 12: ITLRecovery is kept with its old name, and the CTL is updated.
#[test]
fn a_renamed_node_keeps_itlrecovery_and_gets_a_new_ctl() {
    let renamed = plan(Key::Rename, "12.5", ClusterMode::Mixed);
    let place = |command| place_of(&renamed, command).unwrap();
    assert!(place("set network hostname") < place("utils ctl update CTLFile"));
    assert!(renamed.not_next.iter().any(|sentence| sentence.contains("keeps the old name")));
    // Nobody empties an ITL that ITLRecovery signs.
    let empties =
        |release| everything(&plan(Key::Rename, release, ClusterMode::NonSecure)).contains("Rollback to pre-8.0");
    assert!(empties("11.5") && !empties("12.5"));
}
