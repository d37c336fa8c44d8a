//! Reading whole, broken and incomplete printouts.

use super::*;
use crate::formats::signed_header::SignedHeader;
use crate::formats::trust_list::{Record, Role};
use crate::text::hex;

const ITL: &str = include_str!("../../../../tests/fixtures/samples/text/show-itl.txt");
const CTL: &str = include_str!("../../../../tests/fixtures/samples/text/show-ctl-certless.txt");
/// The file that [`ITL`] is a printout of.
const FILE: &[u8] = include_bytes!("../../../../tests/fixtures/samples/own/ITLFile-cucm12style-sha1.tlv");

fn output(text: &str) -> Option<Output> {
    let mut offset = 0;
    let lines: Vec<PrintedLine<'_>> = text
        .split_inclusive('\n')
        .map(|line| {
            let text = line.strip_suffix('\n').unwrap_or(line);
            let printed = PrintedLine { text, offset, end: offset + text.len(), is_ended: text.len() < line.len() };
            offset += line.len();
            printed
        })
        .collect();
    read(lines)
}

fn list(text: &str) -> TrustListTranscript {
    match output(text) {
        Some(Output::List(list)) => *list,
        other => panic!("{other:?}\n{text}"),
    }
}

/// Roles, serial numbers and hashes of the records.
fn essence(list: &TrustList) -> Vec<(Option<Role>, String, String)> {
    let of_record = |record: &Record| {
        let hash = record.certificate().map(|der| crate::crypto::sha1(der).to_vec());
        let hash = hash.or_else(|| record.certificate_hash().map(<[u8]>::to_vec)).unwrap_or_default();
        (record.role(), hex(record.serial().unwrap_or_default()), hex(&hash))
    };
    list.records.iter().map(of_record).collect()
}

#[test]
fn a_whole_itl() {
    let TrustListTranscript { kind, list, facts, problems } = list(ITL);
    assert_eq!(problems, []);
    assert_eq!((kind, facts.whole, facts.records_whole, facts.verified), (ListKind::Itl, Some(true), true, Some(true)));
    assert_eq!(facts.md5.as_deref(), Some("5557f33920a9ad6e21267494cdd2f384"));
    assert_eq!(facts.sha1.as_deref(), Some("371328d5ea357910cebc381c6a611e390749645b"));
    assert_eq!((facts.length, facts.modified.as_deref()), (Some(10671), Some("Mon Nov 02 09:14:27 UTC 2026")));
    assert_eq!(facts.signed_by, [1]);
    assert_eq!((list.header.version(), list.header.stated_length()), (Some((1, 2)), Some(404)));

    let (file, _) = TrustList::decode(FILE, SignedHeader::decode(FILE).0);
    assert_eq!(list.header.signer(), file.header.signer());
    assert_eq!(list.header.signature(), file.header.signature());
    assert_eq!(essence(&list), essence(&file));
    let numbers = |list: &TrustList| list.signer_records().into_iter().map(|(number, _)| number).collect::<Vec<_>>();
    assert_eq!(numbers(&list), numbers(&file));
    for (printed, real) in list.records.iter().zip(&file.records) {
        assert_eq!((printed.subject(), printed.issuer()), (real.subject(), real.issuer()));
        assert_eq!((printed.stated_length(), printed.is_cut()), (real.stated_length(), false));
        let lengths = |record: &Record| {
            record.elements.iter().map(|element| (element.tag, element.stated_length())).collect::<Vec<_>>()
        };
        assert_eq!(lengths(printed), lengths(real), "every row has its length");
    }
}

#[test]
fn a_ctl_whose_servers_have_no_certificate() {
    let TrustListTranscript { kind, list, facts, problems } = list(CTL);
    assert_eq!((kind, facts.whole, problems), (ListKind::Ctl, Some(true), Vec::new()));
    let bare: Vec<bool> = list.records.iter().map(|record| !record.has_certificate()).collect();
    assert_eq!(bare, [false, false, true, false, true]);
    assert_eq!(list.records[2].role(), Some(Role::CCM_TFTP));
    assert!(!list.records[2].is_cut());
}

#[test]
fn what_was_not_printed_is_not_invented() {
    let TrustListTranscript { list, .. } = list(ITL);
    let header = &list.header;
    assert_eq!((header.timestamp(), header.digest_code(), header.file_name()), (None, None, None));
    assert_eq!(header.signature_span(), None, "there are no bytes of the file");
    let record = &list.records[0];
    assert_eq!((record.certificate(), record.public_key(), record.ip_address()), (None, None, None));
}

#[test]
fn line_breaks_may_be_lost() {
    for text in [ITL, CTL] {
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (read, whole) = (list(&one_line), list(text));
        assert_eq!(essence(&read.list), essence(&whole.list));
        assert_eq!(read.facts, whole.facts);
        let double = text.replace('\t', "      ").replace('\n', "\n\n  ");
        assert_eq!(list(&double).facts, whole.facts);
    }
}

/// Places to cut [`ITL`] at: near the ends of all lines, and some in between.
fn cuts() -> impl Iterator<Item = usize> {
    let near_an_end = |cut: usize| ITL.get(cut.saturating_sub(2)..(cut + 3).min(ITL.len())).unwrap().contains('\n');
    (0..ITL.len()).filter(move |cut| cut % 11 == 0 || near_an_end(*cut))
}

#[test]
fn a_cut_anywhere_is_never_called_whole_and_keeps_the_complete_records() {
    let whole = list(ITL);
    let all = essence(&whole.list);
    let starts: Vec<usize> = ITL.match_indices("\tITL Record #").map(|(start, _)| start).collect();
    let end = ITL.find("successfully.").unwrap() + "successfully".len();
    for cut in cuts().filter(|cut| *cut < end) {
        let kept = starts.iter().skip(1).filter(|start| **start <= cut).count();
        match output(&ITL[..cut]) {
            Some(Output::List(read)) => {
                assert_ne!(read.facts.whole, Some(true), "cut at {cut}");
                assert_eq!(essence(&read.list)[..kept], all[..kept], "cut at {cut}");
                assert!(!read.problems.is_empty());
            }
            Some(Output::NoList(no_list)) => panic!("cut at {cut}: {no_list:?}"),
            None => assert_eq!(kept, 0),
        }
    }
    // The first line tells nothing that the others don't.
    let start = ITL.find("5557").unwrap() + 1;
    for cut in cuts().filter(|cut| *cut >= start) {
        let complete: Vec<usize> =
            (1..).zip(&starts).filter(|(_, start)| **start >= cut).map(|(number, _)| number).collect();
        match output(&ITL[cut..]) {
            Some(Output::List(read)) => {
                assert_ne!(read.facts.whole, Some(true), "cut before {cut}");
                for number in complete {
                    assert_eq!(essence(&read.list).get(number - 1), all.get(number - 1), "cut before {cut}");
                }
            }
            other => assert!(complete.is_empty(), "cut before {cut}: {other:?}"),
        }
    }
}

#[test]
fn a_record_in_the_middle_may_be_missing() {
    let from = ITL.find("\tITL Record #:3").unwrap();
    let to = ITL.find("\tITL Record #:5").unwrap();
    let read = list(&format!("{}[...]\n{}", &ITL[..from], &ITL[to..]));
    assert_eq!(read.list.records.len(), 6, "records keep their numbers");
    assert!(read.list.records[2].elements.is_empty() && read.list.records[2].is_cut());
    assert_eq!(read.facts.whole, None);
    assert!(!read.facts.records_whole);
    assert_eq!(read.facts.gaps, ["Something was left out here.", "Records 3 to 4 are missing."]);
}

#[test]
fn records_out_of_sequence_and_twice() {
    let third = ITL.find("\tITL Record #:3").unwrap();
    let fourth = ITL.find("\tITL Record #:4").unwrap();
    let fifth = ITL.find("\tITL Record #:5").unwrap();
    let swapped = [&ITL[..third], &ITL[fourth..fifth], &ITL[third..fourth], &ITL[fourth..]].concat();
    let read = list(&swapped);
    assert_eq!((essence(&read.list), read.facts.whole), (essence(&list(ITL).list), Some(true)));
    let other = swapped.replacen("CAPF", "TVS", 1);
    let read = list(&other);
    assert_eq!(read.facts.gaps, ["Record 4 stands a second time, and differs: the text may hold two lists."]);
    assert_eq!(read.facts.whole, Some(false));
}

#[test]
fn columns_may_be_missing() {
    let whole = essence(&list(ITL).list);
    let without_numbers: String = ITL
        .lines()
        .map(|line| match line.split_once('\t') {
            Some((number, rest)) if number.parse::<u8>().is_ok() => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let read = list(&without_numbers);
    assert_eq!((essence(&read.list), read.facts.whole), (whole.clone(), Some(true)));
    let without_lengths: String = ITL
        .lines()
        .map(|line| match line.split('\t').collect::<Vec<_>>().as_slice() {
            [number, name, _, value] if number.parse::<u8>().is_ok() => format!("{number}\t{name}\t{value}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let read = list(&without_lengths);
    assert_eq!(essence(&read.list), whole);
    assert_eq!(read.facts.whole, Some(false), "nothing tells whether a name was changed");
}

#[test]
fn spelled_right_and_in_small_letters() {
    let right = ITL.replace("ALGORTITHM", "ALGORITHM").replace("Security Token", "SECURITY TOKEN");
    assert_eq!(list(&right).facts, list(ITL).facts);
    assert_eq!(list(&ITL.replace("System Administrator ", "")).list.records[0].role(), Some(Role::SAST));
}

#[test]
fn roles_that_are_not_known_stay_as_words() {
    let read = list(&ITL.replace("\tCAPF\n", "\tPhone <VPN>\n"));
    assert_eq!(read.list.records[3].role(), None);
    assert_eq!(crate::formats::tlv::words(&read.list.records[3].elements, 4).as_deref(), Some("Phone <VPN>"));
    assert_eq!(read.problems[0].message, "The role of record 4, \"Phone <VPN>\", is not known.");
    assert_eq!((read.facts.gaps.len(), read.facts.whole), (0, Some(true)));
}

#[test]
fn what_contradicts_itself_is_said() {
    let gaps = |text: &str| list(text).facts.gaps;
    assert_eq!(
        gaps(&ITL.replace("Length of ITL file: 10671", "Length of ITL file: 12410")),
        ["The header and the records that are there make 10671 bytes, the file has 12410: records are missing."]
    );
    let lost = gaps(&ITL.replacen("7\tPUBLICKEY\t270\n", "", 1));
    assert_eq!(lost, ["Record 1 states 1561 bytes, the lines that are there make 1288: lines are missing."]);
    let other_signer =
        ITL.replacen("was used to sign", "was not used to sign", 1).replacen("was not used", "was used", 2);
    let gaps_of_signer = gaps(&other_signer.replacen("This etoken was used", "This etoken was not used", 1));
    assert!(gaps_of_signer.iter().any(|gap| gap.contains("Record 2 is said to have signed")), "{gaps_of_signer:?}");
    let changed = gaps(&ITL.replacen("1f", "1f  aa", 1).replacen("4  11  fd", "4  11", 1));
    assert_eq!(changed, ["SIGNATURE of the header was not copied whole."]);
}

#[test]
fn there_is_no_list() {
    let of = |text: &str| match output(text) {
        Some(Output::NoList(no_list)) => Some((no_list.kind, no_list.unreadable)),
        _ => None,
    };
    let missing = "admin: show ctl\nLength of CTL file: 0\n\nCTL File not found . Please run CTLClient plugin or run the CLI - utils ctl.. to generate \
                   the CTL file.\nError parsing the CTL File.\nadmin:";
    assert_eq!(of(missing), Some((ListKind::Ctl, false)));
    assert_eq!(of(&missing.replace('\n', " ")), Some((ListKind::Ctl, false)));
    assert_eq!(of("Length of CTL file: 0\n"), Some((ListKind::Ctl, false)));
    assert_eq!(of("Error parsing the ITL File\n"), Some((ListKind::Itl, true)));
    assert!(output("admin:show itl\n").is_none());
    assert!(output("The version: 1.2 of the ITL record is fine").is_none());
}

#[test]
fn only_the_hashes() {
    let excerpt = "admin: show ctl The checksum value of the CTL file: 98784f6f6bcd5019ea165b1d2bc1372e(MD5) \
                   9c0aa839e5a84b18a43caf9f9ff23d8ebce90419(SHA1) [...]";
    let read = list(excerpt);
    assert_eq!(read.facts.md5.as_deref(), Some("98784f6f6bcd5019ea165b1d2bc1372e"));
    assert_eq!((read.kind, read.list.records.len(), read.facts.whole), (ListKind::Ctl, 0, None));
}

#[test]
fn hostile_text_is_bounded() {
    let many = "1\tRECORDLENGTH\t2\t5\n".repeat(5_000);
    assert_eq!(list(&many).list.records.len(), 1000);
    assert!(
        list(&format!(
            "{ITL}ITL Record #:99999999999999999999\nITL Record #:4294967295\nITL Record #:0\n1 RECORDLENGTH 2 5\n"
        ))
        .list
        .records
        .len()
            < 20
    );
    assert!(list(&format!("{ITL}{}", "[...]\n".repeat(5_000))).problems.len() <= 200);
}
