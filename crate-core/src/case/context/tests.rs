//! What published layouts and made-up cases tell of a cluster.

use crate::report::{ClusterMode, Context, Node, NodeService, Report};
use crate::{Case, Detail, Settings, Timestamp};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../../tests/fixtures/", $name)).to_vec()
    };
}

fn settings() -> Settings {
    Settings::at(Timestamp::parse("2026-11-23").unwrap())
}

fn case(inputs: &[(&str, Vec<u8>)]) -> Case {
    let mut case = Case::new();
    for (name, bytes) in inputs {
        case.add(name, bytes.clone());
    }
    case
}

fn report(inputs: &[(&str, Vec<u8>)], settings: &Settings) -> Report {
    case(inputs).report(settings, Detail::Slim, &mut |_| {})
}

fn context(inputs: &[(&str, Vec<u8>)]) -> Context {
    report(inputs, &settings()).context
}

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn reasons<'a>(context: &'a Context, field: &str) -> Vec<&'a str> {
    context.inferences.iter().filter(|one| one.field == field).map(|one| one.reason.as_str()).collect()
}

const MIXED: &str = "admin:run sql select paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'\nparamname           \
                     paramvalue\n=================== ==========\nClusterSecurityMode 1\n";

#[test]
fn the_database_states_the_mode_and_lists_may_contradict_it() {
    let stated = context(&[("mode.txt", text(MIXED))]);
    assert_eq!(stated.mode, ClusterMode::Mixed);
    assert_eq!(reasons(&stated, "mode"), ["Mixed mode: the output of \"run sql\" states it."]);

    let itl = fixture!("samples/own/ITLFile-cucm12style-sha1.tlv");
    let open = context(&[("mode.txt", text(MIXED)), ("ITLFile.tlv", itl)]);
    assert_eq!(open.mode, ClusterMode::Unknown);
    assert!(!open.inferred.contains(&"mode".to_owned()));
    assert!(reasons(&open, "mode")[0].contains("contradicts itself"), "{:?}", open.inferences);
}

#[test]
fn that_there_is_no_ctl_proves_nothing() {
    let none = "admin:show ctl\nLength of CTL file: 0\nCTL File not found. Please run CTLClient plugin or run the CLI - utils ctl.. to generate the \
                CTL file.\nError parsing the CTL File.\n";
    let context = context(&[("show ctl.txt", text(none))]);
    assert_eq!((context.mode, context.inferred), (ClusterMode::Unknown, Vec::new()));
}

#[test]
fn a_secure_phone_speaks_for_mixed_mode_where_nothing_else_does() {
    let phone = fixture!("configurations/SEP001122334455.cnf.xml");
    let alone = context(&[("SEP001122334455.cnf.xml", phone.clone())]);
    assert_eq!(alone.mode, ClusterMode::Mixed);
    assert!(reasons(&alone, "mode")[0].contains("most likely"));
    let itl = fixture!("samples/own/ITLFile-cucm12style-sha1.tlv");
    let beside = context(&[("SEP001122334455.cnf.xml", phone), ("ITLFile.tlv", itl)]);
    assert_eq!(beside.mode, ClusterMode::NonSecure, "the ITL tells");
}

#[test]
fn an_output_states_the_release() {
    let version = text("admin:show version active\nActive Master Version: 14.0.1.13900-155\n");
    let told = context(&[("version.txt", version.clone())]);
    assert_eq!((told.release.as_deref(), told.releases.as_deref()), (Some("14.0.1.13900-155"), Some("14 SU3")));
    assert_eq!(told.inferred, ["release"]);

    let other = text("System version: 12.5.1.11900-146\n");
    let open = context(&[("version.txt", version), ("page.txt", other)]);
    assert_eq!((&open.release, &open.releases), (&None, &None), "two versions: neither is believed");
    assert!(reasons(&open, "release")[0].contains("contradicts itself"), "{:?}", open.inferences);
}

#[test]
fn what_was_given_wins_and_is_contradicted_aloud() {
    let version = text("Active Master Version: 14.0.1.13900-155\n");
    let settings = Settings { release: Some("12.5".to_owned()), mode: Some(ClusterMode::NonSecure), ..settings() };
    let context = report(&[("version.txt", version), ("mode.txt", text(MIXED))], &settings).context;
    assert_eq!((context.release.as_deref(), context.releases.as_deref()), (Some("12.5"), Some("12.5")));
    assert_eq!((context.mode, context.inferred.is_empty()), (ClusterMode::NonSecure, true));
    let said = reasons(&context, "release");
    assert!(said[0].contains("given as 12.5") && said[0].contains("14.0.1.13900-155"), "{said:?}");
}

#[test]
fn the_layout_of_a_certificate_bounds_the_release() {
    // TXT-09: "Validity From" up to 14 SU1, "Start Date" from 14 SU2 on.
    let old = context(&[("own.txt", fixture!("console/cert-own-old.txt"))]);
    assert_eq!(old.releases.as_deref(), Some("14 SU1 or earlier"));
    let new = context(&[("own.txt", fixture!("console/cert-own-new.txt"))]);
    assert_eq!(new.releases.as_deref(), Some("14 SU2 or later"));
}

#[test]
fn a_whole_session_tells_of_its_server() {
    let inputs = [("session.txt", fixture!("console/session.txt"))];
    let open = context(&inputs);
    // On 10.0 to 11.5 ITLRecovery signs after a reset, so its signature does not prove 12.0.
    assert_eq!(open.releases.as_deref(), Some("10.0 or later"), "{:?}", open.inferences);
    assert_eq!(open.mode, ClusterMode::NonSecure);
    let of_node = |list: &crate::report::ListNode| list.node == "lab-pub.example.com";
    assert!(!open.list_nodes.is_empty() && open.list_nodes.iter().all(of_node), "{:?}", open.list_nodes);
    let names: Vec<&str> = open.nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["lab-pub.example.com"], "record, common name and prompt are of one node");
    assert_eq!(open.nodes[0].runs(NodeService::Tftp), Some(true));
    assert!(
        !open.nodes[0].runs.contains(&NodeService::Publisher),
        "before 12.5 each node may have its own ITLRecovery"
    );

    let given = Settings { release: Some("12.5".to_owned()), ..settings() };
    let known = report(&inputs, &given).context;
    assert!(known.nodes[0].runs.contains(&NodeService::Publisher));
    assert!(reasons(&known, "nodes").iter().any(|reason| reason.starts_with("lab-pub.example.com is the publisher")));
}

#[test]
fn the_publishers_callmanager_signs_a_ctl_without_tokens() {
    let context = context(&[("show ctl.txt", fixture!("console/document.txt"))]);
    assert_eq!((context.mode, context.releases.as_deref()), (ClusterMode::Mixed, Some("10.0 or later")));
    assert_eq!(context.nodes[0].name, "lab-pub.example.com");
    assert_eq!(
        context.nodes[0].runs,
        [NodeService::Publisher],
        "the CCM+TFTP record of a CTL may be that of a TFTP server alone"
    );
}

#[test]
fn nodes_that_were_given_stay_and_are_completed() {
    let cluster = "admin:show network cluster\n192.0.2.10 cucm-pub.example.com cucm-pub Publisher callmanager DBPub authenticated\n192.0.2.11 \
                   cucm-sub1.example.com cucm-sub1 Subscriber callmanager DBSub authenticated\n";
    let inputs = [("cluster.txt", text(cluster))];
    let inferred = context(&inputs);
    assert_eq!(inferred.inferred, ["nodes"]);
    assert_eq!(inferred.nodes.len(), 2);
    assert_eq!(inferred.nodes[0].addresses, ["192.0.2.10"]);

    let given = Settings { nodes: vec![Node::named("CUCM-PUB"), Node::parse("cucm-9 tftp").unwrap()], ..settings() };
    let context = report(&inputs, &given).context;
    let names: Vec<&str> = context.nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["CUCM-PUB", "cucm-9"], "nobody is added, nobody is renamed");
    assert_eq!(context.nodes[0].addresses, ["192.0.2.10"]);
    assert_eq!(context.nodes[0].runs, [NodeService::Publisher]);
    assert_eq!(context.nodes[1].runs, [NodeService::Tftp]);
    assert!(!context.inferred.contains(&"nodes".to_owned()));
}

#[test]
fn an_itl_is_its_nodes_by_its_records_else_by_its_folder() {
    let itl = || fixture!("samples/own/ITLFile-cucm12style-sha1.tlv");
    let by_record = context(&[("elsewhere/ITLFile.tlv", itl())]);
    assert_eq!(by_record.list_nodes[0].node, "cucm-pub");
    assert!(by_record.list_nodes[0].reason.starts_with("Record 3 "));

    let emptied = || fixture!("samples/own/ITLFile-empty-rollback.tlv");
    let given = Settings { nodes: vec![Node::named("cucm-sub1.example.com")], ..settings() };
    let by_folder = report(&[("case/cucm-sub1/ITLFile.tlv", emptied())], &given).context;
    assert_eq!(by_folder.list_nodes[0].node, "cucm-sub1.example.com");
    assert!(context(&[("case/cucm-sub1/ITLFile.tlv", emptied())]).list_nodes.is_empty(), "a folder alone is no node");
}
