//! Requests that OpenSSL, keytool and a script made (`tests/fixtures/requests/make-requests.sh`).

use super::*;
use crate::formats::certificate::fixtures;

fn request(file: &str) -> CertificateRequest {
    let der = fixtures::der(&format!("requests/{file}"));
    CertificateRequest::decode(&der).unwrap_or_else(|error| panic!("{file}: {error}")).0
}

fn messages(remarks: &[Remark]) -> Vec<&str> {
    remarks.iter().map(|remark| remark.message.as_str()).collect()
}

#[test]
fn openssl_says_the_same_of_every_request() {
    let text = String::from_utf8(fixtures::read("requests/expected.tsv")).unwrap();
    let lines: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(lines.len() > 20);
    for fields in lines {
        let [file, sha256, key, subject, algorithm, signature] = fields[..] else { panic!("{fields:?}") };
        let request = request(file);
        assert_eq!(request.sha256(), sha256, "{file}");
        assert_eq!(hex(&crypto::sha256(request.spki())), key, "{file}");
        assert_eq!(request.subject().to_string(), subject, "{file}");
        assert!(request.signature_algorithm().name().eq_ignore_ascii_case(algorithm), "{file}: {algorithm}");
        match request.verify() {
            // OpenSSL knows a curve that is shown and not verified here.
            Err(VerifyError::Unsupported(_)) => assert_eq!(file, "secp256k1.csr"),
            outcome => assert_eq!(outcome.is_ok(), signature == "good", "{file}: {outcome:?}"),
        }
    }
}

#[test]
fn what_a_request_of_cucm_asks_for() {
    let tomcat = request("tomcat.csr");
    let names: Vec<String> = tomcat.subject_alternative_names().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["DNS: cucm-pub.example.com", "DNS: cucm-sub1.example.com", "DNS: example.com"]);
    assert_eq!(tomcat.key_usage().unwrap().to_string(), "digitalSignature, dataEncipherment");
    let purposes: Vec<&str> = tomcat.extended_key_usage().unwrap().iter().map(KeyPurpose::name).collect();
    assert_eq!(purposes, ["serverAuth", "clientAuth"]);
    assert_eq!(tomcat.basic_constraints(), None);
    assert_eq!(tomcat.public_key().to_string(), "RSA 2048 bits");
    assert_eq!((tomcat.problems(), tomcat.oddities()), (&[][..], &[][..]));
    let asks: Vec<&str> = tomcat.attributes().iter().map(Attribute::name).collect();
    assert_eq!(asks, ["extension request"]);
}

#[test]
fn a_challenge_password_is_noted_and_shown_nowhere() {
    let request = request("challenge.csr");
    assert!(request.has_challenge_password());
    assert_eq!(request.basic_constraints(), Some(BasicConstraints { ca: true, path_length: Some(0) }));
    let note = request.attributes().iter().find(|attribute| attribute.name() == "unstructured name").unwrap();
    assert_eq!(note.text.as_deref(), Some("a note of the requester"));
    assert!(request.der().windows(14).any(|window| window == b"PrintedNowhere"), "the fixture holds it");
    assert!(!format!("{request:?}{:?}", request.attributes()).contains("PrintedNowhere"));
}

#[test]
fn attributes_of_microsoft() {
    let request = request("microsoft.der");
    let attributes: Vec<_> =
        request.attributes().iter().map(|attribute| (attribute.name(), attribute.text.as_deref())).collect();
    let expected = [
        ("version of Windows", Some("10.0.17763.2")),
        ("Microsoft's client information", None),
        ("Microsoft's key provider", None),
        ("Microsoft's extension request", None),
    ];
    assert_eq!(attributes, expected);
    assert_eq!(request.subject_alternative_names().len(), 1);
    let template = request.extensions().iter().find(|extension| extension.oid == "1.3.6.1.4.1.311.20.2").unwrap();
    assert_eq!(template.lines(), [("Template".to_owned(), "WebServer".to_owned())]);
}

#[test]
fn odd_requests_are_read_and_the_oddity_is_said() {
    let subject = request("empty-subject.csr");
    assert!(subject.subject().is_empty() && subject.problems().is_empty());
    for (file, said) in [
        ("no-attributes.der", "no field for attributes"),
        ("version-2.der", "the version number 2, where RFC 2986 section 4.1 asks for 0"),
    ] {
        let request = request(file);
        assert!(messages(request.oddities())[0].contains(said), "{file}: {:?}", request.oddities());
        assert_eq!((request.problems(), request.verify()), (&[][..], Ok(())), "{file}");
    }
    let after = request("after-signature.der");
    assert_eq!(messages(after.problems()), ["6 bytes follow the signature inside the request"]);

    let odd = request("odd-attributes.der");
    let problems = messages(odd.problems());
    assert!(problems[0].contains("they are no list"), "{problems:?}");
    assert!(problems[1].starts_with("an attribute cannot be read: "));
    assert!(problems[2].contains("Key Usage cannot be read"));
    assert!(problems[3].starts_with("the rest of the attributes cannot be read: "));
    assert_eq!(problems.len(), 4);
    assert_eq!(odd.subject_alternative_names().len(), 1, "what can be read is kept");
    assert_eq!(odd.attributes().len(), 3);
    assert_eq!(odd.verify(), Ok(()));
}

#[test]
fn a_signature_that_its_own_key_did_not_make() {
    assert_eq!(request("plain.der").verify(), Ok(()));
    assert!(matches!(request("signature-changed.der").verify(), Err(VerifyError::Open(_))));
    assert_eq!(request("subject-changed.der").verify(), Err(&VerifyError::DigestDiffers));
}

#[test]
fn what_follows_a_request_is_left_to_the_caller() {
    let bytes = fixtures::read("requests/trailing.der");
    let (request, used) = CertificateRequest::decode(&bytes).unwrap();
    assert_eq!(used, bytes.len() - 2);
    assert_eq!(request.der(), &bytes[..used]);
}

#[test]
fn errors_lead_to_a_byte() {
    let bytes = fixtures::read("requests/plain.der");
    let error = CertificateRequest::decode(&bytes[..100]).unwrap_err();
    assert_eq!(error.part, "this is not a certificate request");
    assert_eq!(error.cause.offset, 0);
    let certificate = fixtures::der("requests/ca.pem");
    let error = CertificateRequest::decode(&certificate).unwrap_err();
    assert_eq!(error.part, "the request's version cannot be read");
    assert_eq!(certificate[error.cause.offset], 0xa0, "the tagged version of a certificate");
}

#[test]
fn cut_and_changed_requests_never_panic() {
    for file in ["plain.der", "microsoft.der", "odd-attributes.der", "challenge.csr"] {
        let bytes = fixtures::der(&format!("requests/{file}"));
        for length in 0..bytes.len() {
            let _ = CertificateRequest::decode(&bytes[..length]);
            for bits in [0x01, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[length] ^= bits;
                let _ = CertificateRequest::decode(&changed);
            }
        }
    }
}
