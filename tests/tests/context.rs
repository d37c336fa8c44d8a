//! What is inferred of a cluster is true of it, whatever the release, the mode and the number of nodes.
#![cfg(not(target_arch = "wasm32"))]

use trustlens_core::Case;
use trustlens_core::case::Releases;
use trustlens_core::formats::trust_list::is_list_name;
use trustlens_core::report::{ClusterMode, Context, Identity, NodeService, same_host};
use trustlens_tests::cluster::{Cluster, Description, Make};

/// The files of a cluster, with the date alone; and the releases that are left open.
fn inferred(cluster: &Cluster) -> (Context, Releases) {
    let mut case = Case::new();
    for (name, bytes) in cluster.files() {
        case.add(&name, bytes);
    }
    let evaluation = case.evaluate(&cluster.date_alone());
    (evaluation.context.clone(), evaluation.releases)
}

#[test]
fn no_inference_is_wrong() {
    for release in ["8.6", "9.1", "10.5", "11.5", "12.5", "14", "15"] {
        for mode in [ClusterMode::Mixed, ClusterMode::NonSecure] {
            for count in [1, 2, 5] {
                let what = format!("{release}, {mode:?}, {count} nodes");
                let cluster = Cluster::healthy(release, mode, count);
                let (context, releases) = inferred(&cluster);
                let truth = Releases::parse(release).expect("a release");
                assert!(releases.narrowed(truth).is_some(), "{what}: {releases}\n{:#?}", context.inferences);
                assert_eq!(context.mode, mode, "{what}: {:#?}", context.inferences);
                let real = cluster.settings().nodes;
                for node in &context.nodes {
                    let one = real.iter().find(|real| same_host(&real.name, &node.name));
                    let one = one.unwrap_or_else(|| panic!("{what}: there is no {node:?} among {real:?}"));
                    for service in &node.runs {
                        assert_eq!(one.runs(*service), Some(true), "{what}: {service:?} on {}", node.name);
                    }
                }
                for list in &context.list_nodes {
                    let folder = cluster.files().into_iter().map(|(path, _)| path).nth(list.input).unwrap_or_default();
                    assert!(
                        folder.starts_with(list.node.split('.').next().unwrap_or_default()),
                        "{what}: {list:?} of {folder}"
                    );
                }
            }
        }
    }
}

#[test]
fn lists_in_mixed_mode_tell_the_publisher_and_every_node() {
    for release in ["12.5", "14"] {
        let (context, releases) = inferred(&Description::healthy(release, ClusterMode::Mixed, 3).make());
        assert!(releases.surely_at_least(12, 0), "{release}: ITLRecovery signs the CTL");
        let publishers = context.nodes.iter().filter(|node| node.runs.contains(&NodeService::Publisher));
        assert_eq!(
            publishers.map(|node| node.name.as_str()).collect::<Vec<_>>(),
            ["cucm-pub.example.com"],
            "{release}"
        );
        assert_eq!(context.nodes.len(), 3, "{release}: {:?}", context.nodes);
    }
}

#[test]
fn a_ctl_and_an_itl_of_different_signers_leave_the_release_open() {
    // As from 12.0 on after "utils itl reset", or from before an upgrade: nothing beyond 10.0 is sure.
    let lists_alone = |cluster: &Cluster| {
        let mut case = Case::new();
        for (name, bytes) in cluster.files().into_iter().filter(|(name, _)| is_list_name(name)) {
            case.add(&name, bytes);
        }
        case.evaluate(&cluster.date_alone()).releases.to_string()
    };
    // From 14 on ITLRecovery is made for 5 years again, so its age tells nothing.
    let mut cluster =
        Description { multi_server: Vec::new(), ..Description::healthy("14", ClusterMode::Mixed, 1) }.make();
    assert_eq!(lists_alone(&cluster), "12.0 or later");
    let call_manager = cluster.certificate(Identity::Callmanager, "cucm-pub").clone();
    cluster.itl("cucm-pub").signer = call_manager;
    assert_eq!(lists_alone(&cluster), "10.0 or later");
}
