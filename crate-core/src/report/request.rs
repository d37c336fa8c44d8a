//! Draws a certificate signing request for the report.

use super::certificate::{draw_extension, draw_key, line};
use super::model::{CertificateSignatureStatus, Line, Request};
use crate::case::evaluation::JudgedRequest;
use crate::crypto::VerifyError;
use crate::formats::certificate::{GeneralName, KeyPurpose, KeyUsageFlag};
use crate::formats::pem;
use crate::formats::request::{Attribute, CertificateRequest};

/// Draws one request of the case.
#[must_use]
pub fn draw_request(judged: &JudgedRequest<'_>) -> Request {
    let request = judged.request;
    let (signature, signature_reason) = signature(request);
    let constraints = request.basic_constraints();
    Request {
        input: judged.input.id,
        sha256: request.sha256(),
        subject: request.subject().to_string(),
        common_name: request.subject().common_name(),
        key: draw_key(request.public_key()),
        signature_algorithm: request.signature_algorithm().name().to_owned(),
        signature,
        signature_reason,
        subject_alternative_names: request.subject_alternative_names().iter().map(GeneralName::to_string).collect(),
        key_usage: request.key_usage().map(|usage| usage.flags().map(KeyUsageFlag::name).map(str::to_owned).collect()),
        extended_key_usage: request
            .extended_key_usage()
            .map(|purposes| purposes.iter().map(KeyPurpose::name).map(str::to_owned).collect()),
        is_ca: constraints.map(|constraints| constraints.ca),
        path_length: constraints.and_then(|constraints| constraints.path_length),
        extensions: request.extensions().iter().map(draw_extension).collect(),
        attributes: request.attributes().iter().map(draw_attribute).collect(),
        identity: judged.identity,
        identity_reason: judged.identity_reason.clone(),
        certificates: judged.answers.iter().map(|entry| entry.sha256.clone()).collect(),
        notes: notes(request),
        pem: if request.has_challenge_password() {
            String::new()
        } else {
            pem::encode("CERTIFICATE REQUEST", request.der())
        },
    }
}

fn signature(request: &CertificateRequest) -> (CertificateSignatureStatus, String) {
    match request.verify() {
        Ok(()) => (
            CertificateSignatureStatus::Valid,
            "Signed with its own key: the requester has the private key.".to_owned(),
        ),
        Err(VerifyError::Unsupported(why)) => {
            (CertificateSignatureStatus::Unsupported, format!("Its signature cannot be checked: {why}."))
        }
        Err(error) => (
            CertificateSignatureStatus::Invalid,
            format!("It is not signed with its own key, as it must be: {error}. No authority should answer it."),
        ),
    }
}

fn draw_attribute(attribute: &Attribute) -> Line {
    let text = if attribute.is_secret() { Some("not shown") } else { attribute.text.as_deref() };
    line(attribute.name(), text.unwrap_or_default())
}

fn notes(request: &CertificateRequest) -> Vec<String> {
    let remarks = request.problems().iter().chain(request.oddities());
    let mut notes: Vec<String> = remarks.map(|remark| format!("byte {}: {}", remark.offset, remark.message)).collect();
    if request.subject().is_empty() {
        notes.push("it names no subject".to_owned());
    }
    if request.has_challenge_password() {
        notes.push(
            "it holds a challenge password, by which its holder could later ask for revocation; neither the password nor the PEM, \
             which holds it, is shown"
                .to_owned(),
        );
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::certificate::fixtures;
    use crate::report::{Identity, InputKind, Report};
    use crate::{Case, Detail, Settings, Timestamp};

    fn report(files: &[&str]) -> Report {
        let mut case = Case::new();
        for file in files {
            case.add(file, fixtures::read(&format!("requests/{file}")));
        }
        case.report(&Settings::at(Timestamp::parse("2027-01-15").unwrap()), Detail::Full, &mut |_| {})
    }

    #[test]
    fn a_request_in_pem_is_drawn_whole() {
        let report = report(&["tomcat.csr", "tomcat.pem", "tomcat-other-key.pem"]);
        assert_eq!(report.inputs[0].kind, InputKind::Request);
        assert_eq!(report.inputs[0].description, "1 certificate request in PEM");
        let request = &report.requests[0];
        assert_eq!((request.input, request.common_name.as_str()), (0, "cucm-pub-ms.example.com"));
        assert_eq!((request.key.algorithm.as_str(), request.key.bits), ("rsa", Some(2048)));
        assert_eq!(request.signature, CertificateSignatureStatus::Valid);
        assert_eq!(request.subject_alternative_names[0], "DNS: cucm-pub.example.com");
        assert_eq!(request.key_usage.as_deref().unwrap(), ["digitalSignature", "dataEncipherment"]);
        assert_eq!(request.extended_key_usage.as_deref().unwrap(), ["serverAuth", "clientAuth"]);
        assert_eq!(request.identity, Identity::Tomcat, "{}", request.identity_reason);
        assert_eq!(request.certificates, [report.certificates[0].sha256.as_str()], "the one with its key");
        assert_eq!(request.pem, String::from_utf8(fixtures::read("requests/tomcat.csr")).unwrap());
    }

    #[test]
    fn requests_and_certificates_in_one_file() {
        let report = report(&["several.pem", "sign-request.pem", "certificate-as-request.pem", "plain.der"]);
        assert_eq!(report.inputs[0].description, "2 certificates in PEM, and 2 certificate requests");
        let inputs: Vec<usize> = report.requests.iter().map(|request| request.input).collect();
        assert_eq!(inputs, [0, 0, 1, 3]);
        assert_eq!(report.inputs[1].kind, InputKind::Request);
        assert_eq!(report.inputs[2].kind, InputKind::Certificate);
        assert!(report.inputs[2].problems[0].message.contains("is called a request, but holds a certificate"));
        assert_eq!(report.inputs[3].description, "a certificate request in DER");
        assert_eq!(
            report.requests[3].subject_alternative_names,
            ["IP address: 192.0.2.7", "DNS: cucm-pub.example.com"]
        );
    }

    #[test]
    fn what_a_request_is_for() {
        let files = ["CAPF.csr", "unnamed-capf.csr", "ipsec.csr", "CallManager-ECDSA.csr", "p521-sha512.csr"];
        let identities: Vec<Identity> = report(&files).requests.iter().map(|request| request.identity).collect();
        let expected = [Identity::Capf, Identity::Capf, Identity::Ipsec, Identity::CallmanagerEcdsa, Identity::Other];
        assert_eq!(identities, expected);
    }

    #[test]
    fn what_is_odd_is_said() {
        let report = report(&["signature-changed.der", "empty-subject.csr", "trailing.der", "microsoft.der"]);
        assert_eq!(report.requests[0].signature, CertificateSignatureStatus::Invalid);
        assert!(report.requests[0].signature_reason.contains("No authority should answer it"));
        assert_eq!(report.requests[1].notes, ["it names no subject"]);
        assert_eq!(report.inputs[2].problems[0].message, "2 bytes after the request belong to nothing");
        assert_eq!(report.requests[3].attributes[0], line("version of Windows", "10.0.17763.2"));
    }

    #[test]
    fn a_challenge_password_is_in_no_report() {
        let report = report(&["challenge.csr"]);
        let written = serde_json::to_string(&report).unwrap();
        assert!(report.requests[0].notes[0].contains("it holds a challenge password"));
        assert!(!written.contains("PrintedNowhere") && report.requests[0].pem.is_empty());
        // The middle of the same in base64, at each of the three places where a byte can stand.
        let pem = String::from_utf8(fixtures::read("requests/challenge.csr")).unwrap().replace('\n', "");
        let hidden = ["cmludGVkTm93aGVy", "UHJpbnRlZE5vd2hl", "aW50ZWROb3doZX"];
        assert!(hidden.iter().any(|part| pem.contains(part)) && !hidden.iter().any(|part| written.contains(part)));
    }

    #[test]
    fn a_cut_request_says_so() {
        let mut case = Case::new();
        let bytes = fixtures::read("requests/plain.der");
        case.add("cut.der", bytes[..200].to_vec());
        let report = case.report(&Settings::at(Timestamp::from_unix(0)), Detail::Slim, &mut |_| {});
        assert_eq!(report.inputs[0].description, "it begins as a certificate request in DER does, but cannot be read");
        assert!(report.inputs[0].problems[0].message.contains("the input was cut"));
        assert!(report.requests.is_empty());
    }
}
