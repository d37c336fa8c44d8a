//! What the fuzzer runs: one function a parser, and one for cases as a whole.
//!
//! `tests/fuzz` holds the programs for libFuzzer, which call these functions and nothing else; `tests/tests/fuzz_targets.rs` runs them on every
//! fixture, so that they cannot rot. A function panics where a promise is broken; the promises are in [`promises`].
//!
//! Each gives its bytes as they are under a name of their kind, so that seeds mean what they are, and where that reaches further into
//! a parser once more with what the format begins with put before them.

#![allow(clippy::missing_panics_doc, reason = "that a broken promise panics is what these functions are for")]

pub mod promises;
mod wrap;

use promises::{keeps_in_full, keeps_when_recognised, kind_when_recognised};
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::{certificate::Certificate, pem, pkcs7};
use trustlens_core::intake::Pieces;
use trustlens_core::lab::edit::ListDraft;
use trustlens_core::lab::own_keys::OwnKeys;
use trustlens_core::lab::{self, Description};
use trustlens_core::report::InputKind;
use trustlens_core::{Case, Detail};

/// What the fuzzer gives bytes to.
pub type Target = fn(&[u8]);

/// Every target with its name, which is that of its program in `tests/fuzz/fuzz_targets`.
pub const TARGETS: &[(&str, Target)] = &[
    ("trust_list", trust_list),
    ("signed_file", signed_file),
    ("certificate", certificate),
    ("request", request),
    ("pem", pem),
    ("pkcs7", pkcs7),
    ("pkcs12", pkcs12),
    ("zip", zip),
    ("gzip", gzip),
    ("tar", tar),
    ("console", console),
    ("listing", listing),
    ("log", log),
    ("configuration", configuration),
    ("capture", capture),
    ("description", description),
    ("own_keys", own_keys),
    ("list_edit", list_edit),
    ("case", case),
];

/// ITL and CTL: nothing of the file is lost in decoding.
pub fn trust_list(data: &[u8]) {
    let bytes = if SignedHeader::begins(data) { data.to_vec() } else { wrap::behind_header(data) };
    promises::keeps_encoding(&bytes);
    judged_if("ITLFile.tlv", &bytes, &[InputKind::TrustList]);
}

/// `.sgn` and `.enc.sgn`.
pub fn signed_file(data: &[u8]) {
    let bytes = if SignedHeader::begins(data) { data.to_vec() } else { wrap::behind_header(data) };
    promises::keeps_encoding(&bytes);
    judged_if("SEP001122334455.cnf.xml.sgn", &bytes, &[InputKind::SignedFile, InputKind::EncryptedFile]);
}

/// X.509 in DER.
pub fn certificate(data: &[u8]) {
    if let Ok((certificate, used)) = Certificate::decode(data) {
        assert_eq!(data.get(..used), Some(certificate.der()), "the certificate is the bytes that were read");
    }
    judged_if("certificate.der", data, &[InputKind::Certificate, InputKind::CertificateBundle]);
}

/// PKCS#10 in DER and in PEM.
pub fn request(data: &[u8]) {
    judged_if("request.csr", data, &[InputKind::Request]);
    judged_if("request.csr", &wrap::pem("CERTIFICATE REQUEST", data), &[InputKind::Request]);
}

/// Text with PEM blocks.
pub fn pem(data: &[u8]) {
    for block in pem::scan(data) {
        assert!(block.offset <= data.len(), "a block lies behind the text");
    }
    judged_if("bundle.pem", data, &[InputKind::Certificate, InputKind::CertificateBundle, InputKind::Request]);
}

/// PKCS#7 bags in DER and in PEM.
pub fn pkcs7(data: &[u8]) {
    if let Ok(members) = pkcs7::certificates(data) {
        assert!(members.iter().all(|member| member.offset <= data.len()), "a certificate lies behind the bag");
    }
    judged_if("bag.p7b", data, &[InputKind::CertificateBundle]);
    keeps_when_recognised("bag.p7b", &wrap::pem("PKCS7", data), &[]);
}

/// PKCS#12, without a password and with those of the fixtures.
pub fn pkcs12(data: &[u8]) {
    let passwords = ["", "secret", "changeit"].map(str::to_owned);
    keeps_when_recognised("store.p12", data, &[]);
    keeps_when_recognised("store.p12", data, &passwords);
}

/// Zip archives.
pub fn zip(data: &[u8]) {
    keeps_when_recognised("archive.zip", data, &[]);
    keeps_when_recognised("archive.zip", &wrap::beginning(b"PK\x03\x04", data), &[]);
}

/// Gzip, whatever is in it.
pub fn gzip(data: &[u8]) {
    keeps_when_recognised("prt.tar.gz", data, &[]);
    keeps_when_recognised("prt.tar.gz", &wrap::beginning(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", data), &[]);
}

/// Tar archives; the checksum of the first header is made right.
pub fn tar(data: &[u8]) {
    keeps_when_recognised("prt.tar", data, &[]);
    keeps_when_recognised("prt.tar", &wrap::tar_header(data), &[]);
}

/// What `show itl` and `show ctl` print.
pub fn console(data: &[u8]) {
    judged_if("paste.txt", data, &[InputKind::Transcript]);
    judged_if("paste.txt", &wrap::beginning(b"admin:show itl\n", data), &[InputKind::Transcript]);
    judged_if("paste.txt", &wrap::beginning(b"Parse CTL File\n----------------\n", data), &[InputKind::Transcript]);
}

/// What other commands print.
pub fn listing(data: &[u8]) {
    for command in
        ["show cert list own", "show cert own tomcat", "utils ctl update CTLFile", "run sql select certificate"]
    {
        keeps_when_recognised("paste.txt", &wrap::beginning(format!("admin:{command}\n").as_bytes(), data), &[]);
    }
}

/// Logs of phones and servers.
pub fn log(data: &[u8]) {
    judged_if("messages", data, &[InputKind::Log]);
    keeps_when_recognised("messages", &wrap::every_line(b"4931 WRN Mar 09 18:32:38.957881 (346:1887) ", data), &[]);
}

/// `SEP….cnf.xml`.
pub fn configuration(data: &[u8]) {
    judged_if("SEP001122334455.cnf.xml", data, &[InputKind::Configuration]);
    keeps_when_recognised("SEP001122334455.cnf.xml", &[b"<device>", data, b"</device>"].concat(), &[]);
}

/// Descriptions of the lab's clusters, in TOML and in JSON: what can be made names its keys.
pub fn description(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for read in [Description::from_toml(&text), Description::from_json(&text)] {
        match read {
            Ok(description) if description.check().is_ok() => {
                let small = description.nodes.len() <= 3 && description.phones.count <= 3;
                if let Some(Err(error)) = small.then(|| lab::wishes(&description)) {
                    promises::keeps_text(&error.to_string());
                }
            }
            Ok(_) => {}
            Err(error) => assert!(!error.to_string().is_empty(), "an error says what is wrong"),
        }
    }
}

/// Certificates and keys that somebody gives to sign with.
pub fn own_keys(data: &[u8]) {
    for name in ["key.pem", "store.p12"] {
        let mut own = OwnKeys::new();
        if let Err(error) = own.add(name, data, &["secret".to_owned()]) {
            promises::keeps_text(&error.to_string());
        }
        assert!(own.summary().certificates.len() == own.certificates().len(), "each certificate is in the summary");
    }
}

/// Trust lists that are opened to be changed: each record moves, and goes.
pub fn list_edit(data: &[u8]) {
    let bytes = if SignedHeader::begins(data) { data.to_vec() } else { wrap::behind_header(data) };
    let Ok(mut list) = ListDraft::open(&bytes) else { return };
    let count = list.len();
    for record in 1..=count {
        assert!(list.move_to(record, 1).is_ok(), "a record moves to the beginning");
    }
    for record in 1..=count {
        assert!(list.remove(record).is_ok(), "a record goes");
    }
    assert!(list.is_empty() && list.remove(1).is_err(), "no record is left");
}

/// Captures in pieces of any size: the first byte chooses the sizes. What comes out is what comes out of the whole.
pub fn capture(data: &[u8]) {
    let Some((sizes, bytes)) = data.split_first() else { return };
    capture_in_pieces(*sizes, bytes);
    // A seed is a capture from its first byte on.
    capture_in_pieces(*sizes, data);
}

fn capture_in_pieces(sizes: u8, bytes: &[u8]) {
    const FIRST_LOOK: usize = 64 * 1024;
    let whole = kind_when_recognised("boot.pcap", bytes, &[]);
    let Some(mut pieces) = Pieces::begin(bytes.get(..FIRST_LOOK).unwrap_or(bytes)) else { return };
    let size = [1, 7, 60, 1_500, 4_096, 65_536][usize::from(sizes) % 6];
    for piece in bytes.chunks(size) {
        pieces.push(piece);
    }
    let mut case = Case::new();
    let mut given = Case::new();
    case.add_pieces("boot.pcap", pieces);
    given.add("boot.pcap", bytes.to_vec());
    let settings = crate::settings();
    let in_pieces = case.report(&settings, Detail::Slim, &mut |_| {});
    let at_once = given.report(&settings, Detail::Slim, &mut |_| {});
    promises::keeps_report(&in_pieces, bytes.len());
    let named = |report: &trustlens_core::report::Report| -> Vec<_> {
        report
            .inputs
            .iter()
            .map(|input| (input.name.clone(), input.description.clone(), input.sha256.clone()))
            .collect()
    };
    if whole == InputKind::Capture {
        assert_eq!(named(&in_pieces), named(&at_once), "pieces make no difference");
        assert_eq!(in_pieces.captures, at_once.captures, "pieces make no difference");
    }
}

/// Any bytes as several inputs of one case, with names of all kinds, some of them taken away, and passwords.
pub fn case(data: &[u8]) {
    const NAMES: [&str; 8] =
        ["ITLFile.tlv", "CTLFile.tlv", "a.cnf.xml.sgn", "paste.txt", "a.zip", "store.p12", "messages", "boot.pcap"];
    keeps_in_full(&[("whole", data)]);
    let [kinds, cut, taken, rest @ ..] = data else { return };
    let middle = rest.len() * usize::from(*cut) / 256;
    let (first, second) = rest.split_at_checked(middle).unwrap_or((rest, &[]));
    let name = |kinds: u8| NAMES[usize::from(kinds) % NAMES.len()];
    let mut case = Case::new();
    let ids = case.add(name(*kinds), first.to_vec());
    case.add(name(kinds >> 4), second.to_vec());
    if taken % 2 == 1 {
        case.remove(ids[0]);
        assert!(case.trust_list(ids[0]).is_none(), "what was taken away is gone");
    }
    if taken % 4 > 1 {
        case.unlock("secret");
    }
    let report = case.report(&crate::settings(), Detail::Full, &mut |_| {});
    promises::keeps_report(&report, data.len());
}

/// Reads an input, and draws the report on it too if it is of one of these kinds: what is drawn there was not text before.
fn judged_if(name: &str, bytes: &[u8], kinds: &[InputKind]) {
    let kind = kind_when_recognised(name, bytes, &[]);
    if kinds.contains(&kind) {
        keeps_in_full(&[(name, bytes)]);
    }
}
