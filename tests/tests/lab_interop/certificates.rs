//! Certificates, requests and private keys, by openssl.

use crate::clusters::{descriptions, difference, make, write_files};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use trustlens_core::crypto::sha1;
use trustlens_core::lab::{
    self, CertificateDescription, Cluster, Description, Files, Key, KeyKind, KeySource as _, KeyUsages, KeyWish, Made,
    Seeded, purpose,
};
use trustlens_core::report::{ClusterMode, Identity};
use trustlens_core::text::minimal_hex;
use trustlens_tests::programs::{empty_folder, json_lines, run_python, text_of, write_file};

#[test]
fn openssl_reads_and_verifies_every_certificate_request_and_key() {
    let folder = empty_folder(env!("CARGO_TARGET_TMPDIR"), "lab-for-openssl");
    let (mut asked, mut wanted) = (Vec::new(), Vec::new());
    for (name, description) in descriptions() {
        let (cluster, files) = make(name, &description);
        let every = Every::of(&cluster);
        every.assert_knows_blocks(name, &files);
        write_files(&folder.join(name), &files);
        every.write(&folder, name, &description, &mut asked, &mut wanted);
    }
    assert_openssl_says(&folder, &asked, wanted);
}

#[test]
fn openssl_accepts_keys_that_the_lab_makes() {
    let folder = empty_folder(env!("CARGO_TARGET_TMPDIR"), "lab-keys-for-openssl");
    let (mut asked, mut wanted) = (Vec::new(), Vec::new());
    let description = Description::healthy("12.5", ClusterMode::NonSecure, 1);
    let keys = Seeded::new(b"for openssl");
    for kind in KeyKind::OFFERED {
        let wish = KeyWish {
            identity: Identity::Callmanager,
            holder: description.publisher().to_owned(),
            generation: 1,
            kind,
        };
        let key = keys.key(&wish).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(key.kind(), kind);
        let made = CertificateDescription::new(&format!("CN={}", kind.name()), &key, description.made_at).sign();
        let made = made.unwrap_or_else(|error| panic!("{error}")).of(Identity::Callmanager, &[description.publisher()]);
        Every(vec![made]).write(&folder, kind.name(), &description, &mut asked, &mut wanted);
    }
    assert_openssl_says(&folder, &asked, wanted);
}

/// Asks openssl through `check-certificates.py`, and holds every answer against what is wanted.
fn assert_openssl_says(folder: &Path, asked: &[Value], wanted: Vec<Value>) {
    let lines: Vec<String> = asked.iter().map(Value::to_string).collect();
    write_file(&folder.join("asked.jsonl"), lines.join("\n").as_bytes());
    let output = run_python(&["check-certificates.py", text_of(&folder.join("asked.jsonl"))]);
    let said = json_lines(&output.stdout);
    assert_eq!(said.len(), wanted.len(), "{}", String::from_utf8_lossy(&output.stderr));
    let differing = |(wanted, said): &(Value, Value)| wanted != said;
    let differences: Vec<String> = wanted.into_iter().zip(said).filter(differing).map(difference).collect();
    assert!(differences.is_empty(), "{} differ\n{}", differences.len(), differences.join("\n"));
}

/// Every certificate of a cluster, each once.
struct Every(Vec<Made>);

impl Every {
    fn of(cluster: &Cluster) -> Self {
        let phones = cluster.phones.iter().flat_map(|phone| phone.lsc.iter().chain(&phone.mic));
        let issuers = cluster.tokens.iter().filter_map(|token| token.description.issuer.as_deref());
        let servers = cluster.certificates.iter().chain(&cluster.authorities).chain(&cluster.tokens);
        let mut every: Vec<Made> = Vec::new();
        for made in servers.chain(issuers).chain(&cluster.manufacturing_ca).chain(phones) {
            if !every.iter().any(|other| other.der == made.der) {
                every.push(made.clone());
            }
        }
        Self(every)
    }

    /// Every PEM block of these files is one of these certificates, or the request or key of one.
    fn assert_knows_blocks(&self, cluster: &str, files: &Files) {
        let pems = |made: &Made| [made.pem(), key_pem(made.key()), request_pem(&made.description)];
        let known: BTreeSet<String> = self.0.iter().flat_map(pems).flat_map(|pem| blocks(&pem)).collect();
        for (path, bytes) in files {
            for block in blocks(bytes) {
                assert!(known.contains(&block), "{cluster}: {path} has a block of nobody: {block}");
            }
        }
    }

    /// Writes everything as files of their own, with what to ask of each and what is to be answered.
    fn write(
        &self,
        folder: &Path,
        cluster: &str,
        description: &Description,
        asked: &mut Vec<Value>,
        wanted: &mut Vec<Value>,
    ) {
        let at = description.judged_at.unix();
        let file = |made: &Made, ending: &str| {
            let number = self.0.iter().position(|other| other.der == made.der).expect("a certificate of the cluster");
            format!("{cluster}/every/{number:02}-{:?}.{ending}", made.identity)
        };
        let write = |path: &str, bytes: &[u8]| write_file(&folder.join(path), bytes);
        for made in &self.0 {
            let (certificate, key) = (file(made, "pem"), file(made, "key"));
            write(&certificate, &made.pem());
            write(&key, &key_pem(made.key()));
            let chain: Vec<String> = chain(made).iter().map(|issuer| file(issuer, "pem")).collect();
            asked.push(json!({
                "certificate": certificate, "key": key, "chain": chain, "at": at, "purpose": purpose_of(made, description),
            }));
            wanted.push(certificate_as_described(&certificate, made));
            if made.is_of(description.publisher()) {
                let request = file(made, "csr");
                write(&request, &request_pem(&made.description));
                asked.push(json!({ "request": request, "key": key }));
                wanted.push(request_as_described(&request, &made.description));
            }
        }
    }
}

/// The PEM blocks of a file, from the label of each to the end of what it holds.
fn blocks(file: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(file).replace('\r', "");
    let block = |rest: &str| rest.split("-----END ").next().map(str::to_owned);
    text.split("-----BEGIN ").skip(1).filter_map(block).collect()
}

/// Who issued a certificate, and who issued that one, up to the root.
fn chain(made: &Made) -> Vec<&Made> {
    std::iter::successors(made.description.issuer.as_deref(), |issuer| issuer.description.issuer.as_deref()).collect()
}

/// The private key as PEM.
fn key_pem(key: &Key) -> Vec<u8> {
    lab::pem("PRIVATE KEY", &key.pkcs8().expect("a key of the pool can be given away"))
}

/// The request for a certificate as PEM.
fn request_pem(description: &CertificateDescription) -> Vec<u8> {
    lab::pem("CERTIFICATE REQUEST", &description.request().expect("a request"))
}

/// What openssl verifies a certificate for. It asks the purpose of issuers too, and CAPF has no clientAuth before 14 (domain.md, section
/// 1.1), so older LSCs are verified for none.
fn purpose_of(made: &Made, description: &Description) -> Option<&'static str> {
    match made.identity {
        Identity::Other | Identity::CiscoCa | Identity::Etoken => None,
        Identity::Lsc => description.at_least(14, 0).then_some("sslclient"),
        Identity::Mic => Some("sslclient"),
        _ => Some("sslserver"),
    }
}

/// What openssl must say of a certificate.
fn certificate_as_described(path: &str, made: &Made) -> Value {
    let description = &made.description;
    let issuer = description.issuer.as_deref().unwrap_or(made);
    let mut wanted = request_as_described(path, description);
    wanted["issuer"] = json!(issuer.description.subject);
    wanted["serial"] = minimal_hex(&description.serial).into();
    wanted["not_before"] = json!(description.not_before);
    wanted["not_after"] = json!(description.not_after);
    let (hash, is_elliptic) = (description.hash.id(), issuer.key().kind().is_elliptic());
    wanted["signature_algorithm"] =
        if is_elliptic { format!("ecdsa-with-{}", hash.to_uppercase()) } else { format!("{hash}WithRSAEncryption") }
            .into();
    let identifiers = [
        (description.has_subject_key_identifier, "X509v3 Subject Key Identifier", made),
        (description.has_authority_key_identifier, "X509v3 Authority Key Identifier", issuer),
    ];
    for (_, extension, of) in identifiers.iter().filter(|(is_there, ..)| *is_there) {
        let digest = sha1(&of.key().bare_public_key().expect("a public key"));
        let digest: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        wanted["extensions"][*extension] = json!({ "critical": false, "value": digest.join(":") });
    }
    wanted
}

/// What openssl must say of a request, and of a certificate too.
fn request_as_described(path: &str, description: &CertificateDescription) -> Value {
    let public_key = match description.key.kind() {
        KeyKind::P256 => "P-256".to_owned(),
        KeyKind::P384 => "P-384".to_owned(),
        KeyKind::P521 => "P-521".to_owned(),
        kind => format!("RSA {}", kind.rsa_bits().expect("bits of an RSA key")),
    };
    json!({
        "path": path,
        "subject": description.subject,
        "public_key": public_key,
        "extensions": extensions(description),
        "verified": "OK",
        "key": "OK",
    })
}

/// The extensions as openssl prints them.
fn extensions(description: &CertificateDescription) -> Value {
    let mut extensions = json!({});
    let mut add = |name: &str, critical: bool, value: String| {
        extensions[name] = json!({ "critical": critical, "value": value });
    };
    if let Some((ca, path)) = description.basic_constraints {
        let path = path.map_or_else(String::new, |path| format!(", pathlen:{path}"));
        add("X509v3 Basic Constraints", ca, format!("CA:{}{path}", ca.to_string().to_uppercase()));
    }
    if let Some(usage) = &description.key_usage {
        let flags = [
            (KeyUsages::DigitalSignature, "Digital Signature"),
            (KeyUsages::NonRepudiation, "Non Repudiation"),
            (KeyUsages::KeyEncipherment, "Key Encipherment"),
            (KeyUsages::DataEncipherment, "Data Encipherment"),
            (KeyUsages::KeyAgreement, "Key Agreement"),
            (KeyUsages::KeyCertSign, "Certificate Sign"),
            (KeyUsages::CRLSign, "CRL Sign"),
        ];
        let names: Vec<&str> =
            flags.iter().filter(|(flag, _)| usage.0.contains(*flag)).map(|(_, name)| *name).collect();
        add("X509v3 Key Usage", description.usage_is_critical, names.join(", "));
    }
    if !description.purposes.is_empty() {
        let name = |oid| match oid {
            purpose::SERVER_AUTH => "TLS Web Server Authentication",
            purpose::CLIENT_AUTH => "TLS Web Client Authentication",
            purpose::IPSEC_END_SYSTEM => "IPSec End System",
            other => panic!("{other} is no purpose that CUCM knows"),
        };
        let names: Vec<&str> = description.purposes.iter().copied().map(name).collect();
        add("X509v3 Extended Key Usage", false, names.join(", "));
    }
    if !description.alternative_names.is_empty() {
        let names: Vec<String> = description.alternative_names.iter().map(|name| format!("DNS:{name}")).collect();
        add("X509v3 Subject Alternative Name", false, names.join(", "));
    }
    extensions
}
