//! The examples of the page that are made-up clusters: the files under `web-app/examples` are what the builder writes, and the manifest names
//! them. `cargo test -p trustlens-tests --test page_examples -- --ignored` writes them.
#![cfg(not(target_arch = "wasm32"))]

use std::path::PathBuf;
use trustlens_core::report::{ClusterMode, Node, ServiceState, Severity};
use trustlens_core::{Case, Settings};
use trustlens_tests::cluster::{Cluster, article};

type Files = Vec<(String, Vec<u8>)>;

/// Each example with the folder that it lies in.
fn examples() -> [(&'static str, Files); 2] {
    let (_, stale) = article("10.5");
    let healthy = Cluster::healthy("12.5", ClusterMode::Mixed, 2);
    [
        (
            "stale-capf",
            only(
                &stale,
                &["ITLFile.tlv", "CTLFile.tlv", "/CAPF.pem", "/CallManager.pem", "/TVS.pem"],
                "cucm-pub/CallManager-trust/",
            ),
        ),
        (
            "healthy",
            only(
                &healthy,
                &[".tlv", "/CAPF.pem", "/CallManager.pem", "/TVS.pem", "/tomcat.pem", "/ipsec.pem", "/ITLRecovery.pem"],
                "cucm-pub/CallManager-trust/",
            ),
        ),
    ]
}

/// What somebody would bring to a support case: the files that end or begin so.
fn only(cluster: &Cluster, ends: &[&str], begin: &str) -> Files {
    let is_shown = |name: &str| name.starts_with(begin) || ends.iter().any(|end| name.ends_with(end));
    cluster.files().into_iter().filter(|(name, _)| is_shown(name)).collect()
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../web-app/examples"].iter().collect()
}

/// The entry of an example in the manifest.
fn entry(name: &str) -> serde_json::Value {
    let manifest = std::fs::read_to_string(folder().join("manifest.json")).expect("the list of examples");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("a list");
    let is_it = |example: &&serde_json::Value| {
        example["files"][0].as_str().is_some_and(|file| file.split('/').next() == Some(name))
    };
    manifest.as_array().expect("a list").iter().find(is_it).unwrap_or_else(|| panic!("{name} is not listed")).clone()
}

#[test]
#[ignore = "writes the examples of the page"]
fn write_the_examples() {
    for (example, files) in examples() {
        for (name, bytes) in files {
            let path = folder().join(example).join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder of the example");
            std::fs::write(path, bytes).expect("a file of the example");
        }
    }
}

#[test]
fn the_examples_are_these_clusters() {
    for (example, files) in examples() {
        let entry = entry(example);
        let listed: Vec<&str> =
            entry["files"].as_array().expect("files").iter().filter_map(|file| file.as_str()).collect();
        let names: Vec<String> = files.iter().map(|(name, _)| format!("{example}/{name}")).collect();
        assert_eq!(listed, names);
        for (name, bytes) in files {
            let written = std::fs::read(folder().join(example).join(&name)).expect("a file of the example");
            assert!(written == bytes, "{example}/{name} is not as it would be written now");
        }
    }
}

#[test]
fn the_healthy_cluster_is_healthy() {
    let mut case = Case::new();
    for (name, bytes) in &examples()[1].1 {
        case.add(name, bytes.clone());
    }
    let said = &entry("healthy")["settings"];
    let nodes = said["nodes"].as_array().expect("nodes").iter().filter_map(|node| Node::parse(node.as_str()?).ok());
    let settings = Settings {
        release: said["release"].as_str().map(str::to_owned),
        mode: Some(ClusterMode::Mixed),
        nodes: nodes.collect(),
        ..trustlens_tests::settings()
    };
    let report = trustlens_tests::report(&mut case, &settings);
    let worse: Vec<_> = report.findings.iter().filter(|finding| finding.severity < Severity::Info).collect();
    assert!(worse.is_empty(), "{worse:#?}");
    let broken: Vec<_> = report.services.iter().filter(|service| service.state > ServiceState::NotInCase).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}
