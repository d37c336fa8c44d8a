//! FMT-07

use super::super::{Check, Observations, any_list};
use crate::case::evaluation::Evaluation;
use crate::crypto::PublicKey;
use crate::formats::certificate::Certificate;
use crate::formats::signed_header::minimal_serial;
use crate::formats::tlv::Element;
use crate::formats::trust_list::{Record, record_tag};
use crate::report::{Evidence, Severity};
use crate::text::minimal_hex;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-07",
    severity: Severity::Error,
    title: "A record says of its certificate what the certificate says",
    meaning: "A record repeats subject, issuer, serial number, public key and signature of its certificate, and phones look certificates up by \
              these fields. Names are compared attribute by attribute, whatever their order and spelling; serial numbers as numbers.",
    symptoms: "Phones look records up by these fields: they find the wrong certificate, or none.",
    plan: None,
    remedy: "Have the list written anew: restart TFTP (ITL), or run \"utils ctl update CTLFile\" (CTL). If it stays so, the program that wrote \
             the list is at fault.",
    source: "the file format as observed in files of CUCM and certutils",
    since: "0.1",
    needs: "a trust list",
    wants: &[],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in evaluation.distinct_lists() {
        for (number, record) in (1..).zip(&list.contents.list.records) {
            let Some(found) = list.certificate(number) else { continue };
            let differences = differences(record, &found.certificate);
            if differences.is_empty() {
                continue;
            }
            let evidence = Evidence {
                input: Some(list.input.id),
                record: Some(number),
                certificate: Some(found.sha256.clone()),
                offset: list
                    .contents
                    .transcript
                    .is_none()
                    .then_some(record.offset)
                    .and_then(|at| u64::try_from(at).ok()),
            };
            let title = format!("{}, record {number} disagrees with its certificate", list.input.short_name());
            observations.say(title, format!("{}.", differences.join("; ")), vec![evidence]);
        }
    }
}

/// What a record says otherwise than its certificate, each a clause.
fn differences(record: &Record, certificate: &Certificate) -> Vec<String> {
    let mut found = Vec::new();
    for (field, tag, said, real) in [
        ("SUBJECTNAME", record_tag::SUBJECTNAME, record.subject(), certificate.subject()),
        ("ISSUERNAME", record_tag::ISSUERNAME, record.issuer(), certificate.issuer()),
    ] {
        // A name that was printed and put together again may have lost blanks.
        let is_exact = record.find(tag).is_some_and(Element::is_exact);
        if let Some(said) = said.filter(|said| is_exact && !said.matches(real)) {
            found.push(format!("{field} is \"{said}\", the certificate has \"{real}\""));
        }
    }
    let serial = minimal_serial(certificate.serial_content());
    if let Some(said) = record.serial().filter(|said| *said != serial) {
        let real = certificate.serial_hex();
        found.push(format!("SERIALNUMBER is {}, the certificate has {real}", minimal_hex(said)));
    }
    if record.public_key().is_some_and(|said| !is_key(said, certificate.public_key())) {
        found.push("PUBLICKEY is not the certificate's key".to_owned());
    }
    let signature = record.find(record_tag::SIGNATURE).map(Element::value);
    if signature.is_some_and(|said| said != certificate.signature()) {
        found.push("SIGNATURE is not the certificate's signature".to_owned());
    }
    found
}

/// Whether PUBLICKEY (PKCS#1 for RSA, the point for EC) is this key. A key of another kind cannot be compared and passes.
fn is_key(said: &[u8], key: &PublicKey) -> bool {
    match key {
        PublicKey::Rsa(_) => PublicKey::from_pkcs1(said).is_ok_and(|said| said == *key),
        PublicKey::Ec { point, .. } => said == point.as_slice(),
        PublicKey::Ed25519(_) | PublicKey::Unsupported { .. } => true,
    }
}
