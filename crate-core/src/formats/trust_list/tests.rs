//! Reading and writing whole and damaged lists.

use super::*;
use crate::formats::damage::DamageKind;

const GOOD: &[u8] = include_bytes!("../../../../tests/fixtures/samples/own/ITLFile-cucm12style-sha1.tlv");
const CERTUTILS: &[u8] = include_bytes!("../../../../tests/fixtures/samples/peer/ITL-allroles-sha1.tlv");
const CERTLESS: &[u8] = include_bytes!("../../../../tests/fixtures/samples/own/CTLFile-nonsecure-certless.tlv");

fn read(bytes: &[u8]) -> (TrustList, Vec<Damage>) {
    let (header, mut damages) = SignedHeader::decode(bytes);
    let (list, further) = TrustList::decode(bytes, header);
    damages.extend(further);
    assert_eq!(list.encode(), bytes, "writing gives back what was read");
    (list, damages)
}

fn roles(list: &TrustList) -> Vec<String> {
    list.records.iter().filter_map(Record::role).map(|role| role.to_string()).collect()
}

#[test]
fn a_list_in_cucms_order() {
    let (list, damages) = read(GOOD);
    assert_eq!(damages, []);
    assert_eq!(list.header.version(), Some((1, 2)));
    assert_eq!(list.header.length, 404);
    assert_eq!(list.header.file_name().as_deref(), Some("ITLFile.tlv"));
    assert_eq!(list.kind("x"), ListKind::Itl);
    assert_eq!(list.records.first().map(Record::stated_length), Some(1561));
    assert_eq!(list.signer_records().first().map(|(number, _)| *number), Some(1));
}

#[test]
fn a_list_in_certutils_order() {
    let (list, damages) = read(CERTUTILS);
    assert_eq!(damages, []);
    assert_eq!(list.header.find(tag::SIGNERVERSION).map(|element| element.value().to_vec()), Some(vec![1, 0]));
    assert!(roles(&list).contains(&"APP-SERVER".to_owned()), "{:?}", roles(&list));
    assert_eq!(list.signer_records().len(), 1);
}

#[test]
fn records_without_certificate() {
    let (list, damages) = read(CERTLESS);
    assert_eq!(damages, []);
    assert_eq!(list.kind("x"), ListKind::Ctl);
    let emptied: Vec<_> = list.records.iter().filter(|record| record.certificate().is_none()).collect();
    assert!(!emptied.is_empty());
    assert!(emptied.iter().all(|record| record.role() == Some(Role::CCM_TFTP) && record.ip_address().is_some()));
}

#[test]
fn a_cut_anywhere_is_said_and_keeps_what_was_read() {
    let borders: Vec<usize> = read(GOOD).0.records.iter().map(|record| record.offset).collect();
    for length in 0..GOOD.len() {
        let bytes = &GOOD[..length];
        let (list, damages) = read(bytes);
        // A cut between records leaves a shorter list that only its signature gives away.
        assert_eq!(damages.is_empty(), borders.contains(&length), "cut at {length}: {damages:?}");
        let whole = borders.iter().skip(1).filter(|border| **border <= length).count();
        assert!(list.records.len() >= whole, "cut at {length}");
        for damage in &damages {
            assert!(damage.offset <= length, "cut at {length}: {damage:?}");
        }
    }
}

#[test]
fn a_cut_in_a_record_names_it() {
    let (list, damages) = read(&GOOD[..GOOD.len() - 200]);
    let cut = list.records.len();
    assert!(
        matches!(damages.as_slice(), [Damage { kind: DamageKind::CutInRecord { record, .. }, .. }] if *record == cut),
        "{damages:?}"
    );
}

#[test]
fn bytes_after_the_last_record() {
    for trailing in [&b"GARBAGE"[..], &[0; 12], &[1], &[1, 0, 2, 0]] {
        let bytes = [GOOD, trailing].concat();
        let (list, damages) = read(&bytes);
        assert_eq!(list.records.len(), read(GOOD).0.records.len());
        assert_eq!(damages, [DamageKind::BytesAfterLastRecord { length: trailing.len() }.at(GOOD.len())]);
    }
}

#[test]
fn a_record_length_that_is_wrong_loses_no_record() {
    for wrong in [0_u16, 3, 5, 40, 1560, 1562, 60_000] {
        let mut bytes = GOOD.to_vec();
        bytes[407..409].copy_from_slice(&wrong.to_be_bytes());
        let (list, damages) = read(&bytes);
        assert_eq!(list.records.len(), read(GOOD).0.records.len(), "length {wrong}");
        let expected = DamageKind::RecordLengthDisagrees { record: 1, stated: wrong.into(), actual: 1561 };
        assert_eq!(damages, [expected.at(404)], "length {wrong}");
    }
}

#[test]
fn a_header_length_that_is_wrong_loses_no_record() {
    for wrong in [0_u16, 9, 160, 397, 403, 405, 2000] {
        let mut bytes = GOOD.to_vec();
        bytes[8..10].copy_from_slice(&wrong.to_be_bytes());
        let (list, damages) = read(&bytes);
        assert_eq!(list.header.length, 404, "HEADERLENGTH {wrong}");
        assert_eq!(list.records.len(), read(GOOD).0.records.len(), "HEADERLENGTH {wrong}");
        let expected = DamageKind::HeaderLengthDisagrees { stated: wrong.into(), actual: 404 };
        assert_eq!(damages, [expected.at(5)], "HEADERLENGTH {wrong}");
    }
}

#[test]
fn lengths_inside_the_header_that_disagree() {
    let mut bytes = GOOD.to_vec();
    bytes[12] += 1; // SIGNERID
    let (_, damages) = read(&bytes);
    assert_eq!(damages, [DamageKind::ContainerDisagrees { name: "SIGNERID", stated: 90, actual: 89 }.at(10)]);
}

#[test]
fn unknown_tags_are_kept_and_said() {
    let mut record = vec![1, 0, 2, 0, 15];
    record.extend([40, 0, 2, 0xbe, 0xef, 4, 0, 2, 0, 99]);
    let bytes = [GOOD, record.as_slice()].concat();
    let (list, damages) = read(&bytes);
    assert_eq!(damages, [DamageKind::UnknownTag { tag: 40, place: "record", length: 2 }.at(GOOD.len() + 5)]);
    assert_eq!(list.records.last().and_then(Record::role), Some(Role(99)));
}
