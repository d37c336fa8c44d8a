//! The lab as its user runs it.

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of a test, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("trustlens-lab-{name}-{}", std::process::id()));
        fs::create_dir(&path).expect("a folder can be made");
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Every file below a folder in it, with its bytes, by name.
    fn files(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path(name)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder is there") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).expect("the file is there");
                    files.push((path.strip_prefix(self.path(name)).expect("below").to_owned(), bytes));
                }
            }
        }
        files.sort();
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn trustlens(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustlens"));
    command.args(arguments).stdin(Stdio::null()).output().expect("the command starts")
}

/// Runs a command in a folder: what it is given and writes is named as people name it.
fn within(folder: &Folder, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustlens"));
    command.current_dir(&folder.0).args(arguments).stdin(Stdio::null()).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the command writes UTF-8")
}

fn succeeded(output: &Output) -> &str {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// What is said of a command that could not run.
fn refused(output: &Output) -> &str {
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    assert!(output.stdout.is_empty());
    text(&output.stderr)
}

/// Words to make a small cluster fast.
const SMALL: [&str; 8] = ["lab", "new", "--nodes", "1", "--key", "rsa-1024", "--seed", "a course"];

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures").join(name).display().to_string()
}

fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let output = within(folder, &[&["inspect", "--format", "json", "--at", "2026-11-23"], arguments].concat());
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

#[test]
fn the_same_seed_makes_the_same_folder_and_the_command_that_it_names_finds_nothing() {
    let folder = Folder::new("same");
    let first = within(&folder, &[&SMALL[..], &["--output", "one"]].concat());
    let said = succeeded(&first).to_owned();
    assert!(first.stderr.is_empty(), "progress is for those who watch: {}", text(&first.stderr));
    succeeded(&within(&folder, &[&SMALL[..], &["--output", "two"]].concat()));
    let (one, two) = (folder.files("one"), folder.files("two"));
    assert!(one.len() > 10 && one == two);
    assert!(said.contains("Never install any of it on a real cluster or phone"), "{said}");
    let next = said.lines().find_map(|line| line.strip_prefix("Next: trustlens ")).expect("what to do next is said");
    let inspected = within(&folder, &next.split(' ').collect::<Vec<_>>());
    assert_eq!(inspected.status.code(), Some(0), "{}", text(&inspected.stdout));
}

#[test]
fn without_a_seed_keys_are_random() {
    let folder = Folder::new("random");
    for name in ["one", "two"] {
        succeeded(&within(&folder, &["lab", "new", "--nodes", "1", "--key", "rsa-1024", "--output", name]));
    }
    let own = |files: Vec<(PathBuf, Vec<u8>)>| {
        files.into_iter().find(|(path, _)| path.ends_with("CallManager.pem")).expect("it is there")
    };
    assert_ne!(own(folder.files("one")), own(folder.files("two")));
}

#[test]
fn an_archive_holds_the_same_files() {
    let folder = Folder::new("archive");
    succeeded(&within(&folder, &[&SMALL[..], &["--output", "lab"]].concat()));
    succeeded(&within(&folder, &[&SMALL[..], &["--output", "lab.zip"]].concat()));
    let inputs = |path: &str| report(&folder, &[path])["inputs"].as_array().map(Vec::len);
    // The archive itself is an input too.
    assert_eq!(inputs("lab.zip"), inputs("lab").map(|count| count + 1));
}

#[test]
fn a_fault_brings_its_finding_and_what_it_needs() {
    let folder = Folder::new("fault");
    let fault = ["lab", "new", "--key", "rsa-1024", "--seed", "a", "--fault", "capf-renewed-after-the-ctl"];
    let said = within(&folder, &[&fault[..], &["--output", "lab"]].concat());
    assert!(succeeded(&said).contains("Broken on purpose: CAPF renewed after the CTL"), "{}", text(&said.stdout));
    let found = report(&folder, &["lab"]);
    let found = found["findings"].as_array().expect("a list");
    assert!(found.iter().any(|finding| finding["check"] == "XF-03"), "{found:?}");
    // Asked for what the fault cannot have, nothing is changed behind the user's back.
    let other = within(&folder, &[&fault[..], &["--mode", "non-secure", "--output", "other"]].concat());
    assert!(refused(&other).contains("needs mixed mode"), "{}", text(&other.stderr));
    assert!(!folder.path("other").exists());
}

#[test]
fn what_exists_is_never_written_over() {
    let folder = Folder::new("exists");
    fs::create_dir(folder.path("lab")).expect("a folder can be made");
    fs::write(folder.path("lab.zip"), "mine").expect("a file can be written");
    fs::write(folder.path("list.tlv"), "mine").expect("a file can be written");
    let p12 = fixture("containers/pkcs12/rsa-not-encrypted.p12");
    for arguments in [
        [&SMALL[..], &["--output", "lab"]].concat(),
        [&SMALL[..], &["--output", "lab.zip"]].concat(),
        vec!["lab", "sign", "--signer", &p12, "--add-signer", "--output", "list.tlv"],
    ] {
        let output = within(&folder, &arguments);
        assert!(refused(&output).contains("exists, and nothing is ever written over"), "{}", text(&output.stderr));
    }
    assert_eq!(fs::read_dir(folder.path("lab")).expect("it is there").count(), 0);
    for name in ["lab.zip", "list.tlv"] {
        assert_eq!(fs::read(folder.path(name)).expect("it is there"), b"mine");
    }
}

#[test]
fn a_description_is_printed_edited_and_read_again() {
    let folder = Folder::new("description");
    let printed = within(&folder, &["lab", "describe", "--release", "12.5", "--nodes", "2", "--key", "rsa-1024"]);
    let edited = succeeded(&printed).replace("cucm-pub.example.com", "london.example.org");
    assert!(edited.contains("release = \"12.5\"") && edited.contains("# seed = "), "{edited}");
    fs::write(folder.path("lab.toml"), &edited).expect("a file can be written");
    let made = ["lab", "new", "--description", "lab.toml", "--nodes", "1", "--seed", "b", "--output", "one"];
    succeeded(&within(&folder, &made));
    assert!(
        folder.path("one/cucm-pub/ITLFile.tlv").exists(),
        "the usual node stands in the place of those of the file"
    );
    let made = ["lab", "new", "--description", "lab.toml", "--seed", "b", "--output", "two"];
    succeeded(&within(&folder, &made));
    assert!(folder.path("two/london/ITLFile.tlv").exists());
    let mut piped = Command::new(env!("CARGO_BIN_EXE_trustlens"))
        .current_dir(&folder.0)
        .args(["lab", "new", "--description", "-", "--seed", "b", "--output", "piped"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    piped.stdin.take().expect("a pipe").write_all(edited.as_bytes()).expect("the command reads");
    succeeded(&piped.wait_with_output().expect("the command ends"));
    assert!(folder.files("piped") == folder.files("two"));
    fs::write(folder.path("lab.json"), r#"{"nodes": 1, "key": "rsa-1024", "seed": "b"}"#).expect("written");
    succeeded(&within(&folder, &["lab", "new", "--description", "lab.json", "--output", "three"]));
}

#[test]
fn a_description_that_cannot_be_made_says_every_field() {
    let folder = Folder::new("wrong");
    let text = "release = \"12.5\"\nmade_at = 2030-01-01\n[[nodes]]\nname = \"../../etc\"\naddress = \"10.0.0.300\"\n";
    fs::write(folder.path("lab.toml"), text).expect("a file can be written");
    let output = within(&folder, &["lab", "new", "--description", "lab.toml", "--output", "lab"]);
    for field in ["judged_at:", "nodes[0].name:", "nodes[0].address:"] {
        assert!(refused(&output).contains(field), "{field}: {}", self::text(&output.stderr));
    }
    assert!(!folder.path("lab").exists());
    for (arguments, said) in [
        (&["--nodes", "0"][..], "1 to 21 nodes"),
        (&["--key", "rsa-999"], "rsa-2048"),
        (&["--fault", "no-such"], "trustlens lab faults"),
        (&["--description", "no.toml"], "no.toml: No such file"),
        (&["--output", "no/such/lab"], "does not exist"),
    ] {
        let output = within(&folder, &[&["lab", "new", "--seed", "a", "--output", "lab"], arguments].concat());
        let output =
            if arguments[0] == "--output" { within(&folder, &[&SMALL[..], arguments].concat()) } else { output };
        assert!(refused(&output).contains(said), "{arguments:?}: {}", self::text(&output.stderr));
    }
}

#[test]
fn faults_are_listed_and_explained() {
    let list = trustlens(&["lab", "faults"]);
    assert!(succeeded(&list).lines().any(|line| line.starts_with("XF-03    capf-renewed-after-the-ctl ")));
    let one = trustlens(&["lab", "faults", "capf-renewed-after-the-ctl"]);
    for part in ["Check:    XF-03", "Needs:    mixed mode", "--fault capf-renewed-after-the-ctl --output"] {
        assert!(succeeded(&one).contains(part), "{part}: {}", text(&one.stdout));
    }
    let data = trustlens(&["lab", "faults", "--format", "json"]);
    let data: Value = serde_json::from_str(succeeded(&data)).expect("JSON");
    assert_eq!(data.as_array().map(Vec::len), Some(text(&list.stdout).lines().count()));
    assert!(refused(&trustlens(&["lab", "faults", "xf-03"])).contains("near to it are"));
    assert!(refused(&trustlens(&["lab", "faults", "zzz"])).contains("\"trustlens lab faults\" lists them"));
}

#[test]
fn a_list_is_signed_again_and_is_the_same_file() {
    let folder = Folder::new("again");
    let list = fixture("made/lists/itl-cucm-mixed.tlv");
    let key = fixture("made/lists-keys/signer-2048.pem");
    // The signer stands in the first record.
    let bytes = fs::read(&list).expect("the list is there");
    let certificate = certificate_of(&bytes);
    fs::write(folder.path("signer.der"), certificate).expect("a file can be written");
    let arguments = ["lab", "sign", &list, "--signer", "signer.der", "--signer", &key];
    let output = within(&folder, &[&arguments[..], &["--timestamp", "keep", "--output", "new.tlv"]].concat());
    assert!(succeeded(&output).contains("signed by pub-02.example.test over SHA-1"), "{}", text(&output.stdout));
    assert_eq!(fs::read(folder.path("new.tlv")).expect("it was written"), bytes);

    let changed =
        ["--remove", "3", "--role", "2=TFTP", "--move", "2:1", "--digest", "sha512", "--output", "changed.tlv"];
    let output = within(&folder, &[&arguments[..], &changed].concat());
    succeeded(&output);
    let read = report(&folder, &["changed.tlv"]);
    let list = &read["trust_lists"][0];
    let roles: Vec<&str> =
        list["records"].as_array().unwrap().iter().filter_map(|record| record["role"].as_str()).collect();
    assert_eq!((roles, list["digest"].as_str()), (vec!["TFTP", "SAST"], Some("sha512")));
    assert_eq!(list["signature"]["status"], "valid");
}

#[test]
fn the_keys_of_a_lab_sign_its_lists_again() {
    let folder = Folder::new("lab-keys");
    succeeded(&within(&folder, &[&SMALL[..], &["--output", "lab"]].concat()));
    let is_key = |path: &Path| path.starts_with("lab-keys") && path.to_string_lossy().contains("ITLRecovery");
    let files = folder.files("lab");
    let key = files.iter().map(|(path, _)| path).find(|path| is_key(path)).expect("the key is there");
    let key = format!("lab/{}", key.display());
    for name in ["ITLFile.tlv", "CTLFile.tlv"] {
        let list = format!("lab/cucm-pub/{name}");
        let signers = ["--signer", "lab/cucm-pub/ITLRecovery.pem", "--signer", &key];
        let arguments = [&["lab", "sign", &list], &signers[..], &["--timestamp", "keep", "--output", name]].concat();
        let output = within(&folder, &arguments);
        succeeded(&output);
        assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
        assert!(fs::read(folder.path(name)).unwrap() == fs::read(folder.path(&list)).unwrap(), "{name}");
    }
}

/// The certificate of the first record: CERTIFICATE is tag 9, and a DER of that size follows its length.
fn certificate_of(list: &[u8]) -> Vec<u8> {
    let begins = |at: &usize| {
        matches!(list[*at..], [9, high, low, 0x30, 0x82, inner_high, inner_low, ..]
        if u16::from_be_bytes([high, low]) == u16::from_be_bytes([inner_high, inner_low]) + 4)
    };
    let at = (0..list.len() - 7).find(begins).expect("a certificate");
    let length = usize::from(u16::from_be_bytes([list[at + 1], list[at + 2]]));
    list[at + 3..at + 3 + length].to_vec()
}

#[test]
fn a_list_is_made_of_own_keys_from_nothing() {
    let folder = Folder::new("nothing");
    let p12 = fixture("containers/pkcs12/rsa-modern.p12");
    let server = fixture("containers/pkcs12/ec-certificate.pem");
    fs::write(folder.path("passwords"), "lab-password\n").expect("a file can be written");
    let add = format!("TFTP={server},name=tftp.example.org");
    let arguments = ["lab", "sign", "--signer", &p12, "--passwords", "passwords", "--add", &add];
    let certutils = ["--order", "certutils", "--signer-version", "1.1", "--timestamp", "2027-01-02"];
    let without = within(&folder, &[&arguments[..], &["--output", "without.tlv"]].concat());
    assert!(succeeded(&without).starts_with("without.tlv: 1 record"));
    assert!(text(&without.stderr).contains("warning: no SAST record"), "{}", text(&without.stderr));
    let with = within(&folder, &[&arguments[..], &certutils, &["--add-signer", "--output", "ITLFile.tlv"]].concat());
    succeeded(&with);
    assert!(with.stderr.is_empty(), "{}", text(&with.stderr));
    let read = report(&folder, &["ITLFile.tlv"]);
    let list = &read["trust_lists"][0];
    assert_eq!(list["signature"]["status"], "valid");
    assert_eq!((list["list"].as_str(), list["timestamp"].as_str()), (Some("itl"), Some("2027-01-02T00:00:00Z")));
    let header: Vec<u64> = list["header"].as_array().unwrap().iter().filter_map(|part| part["tag"].as_u64()).collect();
    assert_eq!(header[..6], [1, 2, 28, 3, 4, 6], "the order of certutils");
}

#[test]
fn what_cannot_be_signed_says_what_to_do() {
    let folder = Folder::new("unsigned");
    let keys = |name: &str| fixture(&format!("containers/{name}"));
    let (key, locked) = (keys("keys/rsa-pkcs8.pem"), keys("keys/rsa-pkcs8-encrypted.pem"));
    let (rsa, elliptic) = (keys("pkcs12/rsa-certificate.pem"), keys("pkcs12/ec-certificate.pem"));
    let (old, curve) = (keys("keys/rsa-pkcs1-encrypted.pem"), keys("keys/ec-sec1.pem"));
    let page = fixture("samples/own/html-404-as-tlv.tlv");
    for (arguments, said) in [
        (vec!["--signer", &key], "no certificate with the public half of the key in"),
        (vec!["--signer", &rsa, "--signer", &locked], "this key is encrypted: give its password"),
        (vec!["--signer", &rsa, "--signer", &old], "openssl pkey -in old.pem"),
        (vec!["--signer", &elliptic, "--signer", &curve], "a list needs an RSA key"),
        (vec!["--signer", &rsa, "--signer", &key], "--add-signer"),
        (vec![&page, "--signer", &rsa, "--signer", &key], "this is no trust list"),
        (vec!["--signer", &rsa, "--signer", &key, "--remove", "1"], "the list has no record 1"),
        (vec!["--signer", &rsa, "--signer", &key, "--add", "TFPT=x.pem"], "is no role"),
        (vec!["--signer", &rsa, "--signer", &key, "--add", "TFTP=x.pem"], "x.pem: No such file"),
    ] {
        let output = within(&folder, &[&["lab", "sign"], &arguments[..], &["--output", "list.tlv"]].concat());
        assert!(refused(&output).contains(said), "{arguments:?}: {}", text(&output.stderr));
        assert!(!folder.path("list.tlv").exists());
    }
}
