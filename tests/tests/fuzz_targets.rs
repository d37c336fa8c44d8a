//! Every target of the fuzzer on every fixture, so that a target cannot rot, and that nothing that is known breaks a promise.
#![cfg(not(target_arch = "wasm32"))]

use std::panic::{AssertUnwindSafe, catch_unwind};
use trustlens_tests::fuzz_targets::{TARGETS, Target};
use trustlens_tests::{file_name, files_below, fixture, fixtures};

/// The longest input that the fuzzer tries (`scripts/fuzz.sh`).
const LONGEST: usize = 100_000;

/// Opened with six hundred thousand rounds of hashing, which takes a quarter of a minute unoptimised. The tests of PKCS#12 open it.
const SLOW: &str = "rsa-null-password.p12";

/// Runs a target on every fixture, and says which of them it failed on.
fn replay(target: Target) {
    let mut failed = Vec::new();
    for path in files_below(".").into_iter().filter(|path| file_name(path) != SLOW) {
        let bytes = fixture(&path);
        if bytes.len() > LONGEST {
            continue;
        }
        if catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err() {
            failed.push(path);
        }
    }
    target(b"");
    assert!(failed.is_empty(), "{failed:?}");
}

macro_rules! replays {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                replay(trustlens_tests::fuzz_targets::$name);
            }
        )*

        #[test]
        fn every_target_is_replayed_and_has_its_program() {
            let replayed = [$(stringify!($name)),*];
            let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, replayed);
            let folder = fixtures().join("../fuzz");
            let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
            for name in names {
                let program = std::fs::read_to_string(folder.join(format!("fuzz_targets/{name}.rs"))).unwrap();
                assert!(program.contains(&format!("fuzz_targets::{name}(data)")), "{name}");
                assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not in tests/fuzz/Cargo.toml");
            }
        }
    };
}

replays! {
    trust_list,
    signed_file,
    certificate,
    request,
    pem,
    pkcs7,
    pkcs12,
    zip,
    gzip,
    tar,
    console,
    listing,
    log,
    configuration,
    capture,
    description,
    own_keys,
    list_edit,
    case,
}
