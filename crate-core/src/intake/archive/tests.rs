//! Archives of other programs (`tests/fixtures/containers/make-containers.sh`), and bombs that are built here.

use super::*;
use crate::formats::certificate::fixtures;
use ::tar::{Builder, Header};
use ::zip::ZipWriter;
use ::zip::write::SimpleFileOptions;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::time::{Duration, Instant};

fn read_with(bytes: &[u8], passwords: &[&str], allowance: &mut Allowance) -> Recognised {
    let passwords: Vec<String> = passwords.iter().map(|password| (*password).to_owned()).collect();
    detect(&Candidate { name: "given.gz", bytes, passwords: &passwords }, allowance).expect("an archive")
}

fn read(path: &str) -> Recognised {
    let bytes = fixtures::read(&format!("containers/{path}"));
    read_with(&bytes, &[], &mut Allowance::of(bytes.len()))
}

fn names(recognised: &Recognised) -> Vec<&str> {
    recognised.members.iter().map(|member| member.name.as_str()).collect()
}

fn said(recognised: &Recognised) -> String {
    recognised.problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("\n")
}

fn content<'a>(recognised: &'a Recognised, name: &str) -> &'a [u8] {
    &recognised.members.iter().find(|member| member.name == name).unwrap_or_else(|| panic!("no {name}")).bytes
}

/// The case that the script packs in many ways is there, byte for byte.
fn is_the_case(path: &str) {
    let recognised = read(path);
    assert_eq!(
        content(&recognised, "case/ITLFile.tlv"),
        fixtures::read("samples/own/ITLFile-cucm12style-sha1.tlv"),
        "{path}"
    );
    assert_eq!(
        content(&recognised, "case/certificates/crca2048.pem"),
        fixtures::read("samples/cisco-roots/crca2048.pem"),
        "{path}"
    );
    assert_eq!(content(&recognised, "case/notes.txt"), b"Notes of a lab: nothing to see here.\n", "{path}");
    assert_eq!(recognised.members.len(), 3, "{path}");
    assert!(recognised.description.ends_with(" with 3 members"), "{}", recognised.description);
    assert_eq!(said(&recognised), "", "{path}");
}

#[test]
fn whole_archives_of_every_kind() {
    for path in [
        "zip/case.zip",
        "zip/stored.zip",
        "zip/without-times.zip",
        "zip/streamed.zip",
        "zip/zip64.zip",
        "zip/seven-zip.zip",
        "tar/ustar.tar",
        "tar/v7.tar",
        "gzip/case.tar.gz",
        "gzip/case.tgz",
    ] {
        is_the_case(path);
    }
    assert_eq!(read("gzip/case.tar.gz").description, "a tar archive in gzip with 3 members");
    assert_eq!(read("zip/empty.zip").description, "a zip archive with no members");
}

#[test]
fn times_are_told_where_they_are_in_utc() {
    let time = |path: &str, name: &str| {
        let recognised = read(path);
        let member = recognised.members.iter().find(|member| member.name == name).expect("the member");
        member.origin.as_ref().and_then(|origin| origin.at).map(|at| at.to_string())
    };
    for (path, name) in [
        ("zip/case.zip", "case/notes.txt"),
        ("zip/seven-zip.zip", "case/notes.txt"),
        ("gzip/ITLFile.tlv.gz", "ITLFile.tlv"),
    ] {
        assert_eq!(time(path, name).as_deref(), Some("2026-05-04T03:02:02Z"), "{path}");
    }
    assert_eq!(time("tar/ustar.tar", "case/notes.txt").as_deref(), Some("2026-05-04T03:02:01Z"));
    assert_eq!(time("zip/without-times.zip", "case/notes.txt"), None, "local time of an unknown place");
    assert_eq!(time("gzip/without-name.gz", "given"), None);
}

#[test]
fn names_are_kept_whatever_they_are() {
    let hostile = read("zip/hostile-names.zip");
    let expected =
        ["../../outside.txt", "/etc/passwd", "C:\\Windows\\system.ini", "a\u{1b}[2Jb\n.txt", "\u{202e}gnp.exe"];
    assert_eq!(names(&hostile)[..5], expected);
    assert_eq!(names(&read("zip/code-page-437.zip")), ["Zürich.txt"]);
    for path in ["tar/gnu-long-name.tar", "tar/pax-long-name.tar"] {
        let name = format!("case/{}/{}.txt", "a-long-folder-name-".repeat(6), "a-long-file-name-".repeat(6));
        assert_eq!(names(&read(path)), [name], "{path}");
    }
}

#[test]
fn what_is_no_file_is_no_input() {
    assert_eq!(names(&read("zip/macos.zip")), ["case/ITLFile.tlv", "__MACOSX/note.txt"]);
    let links = read("tar/links.tar");
    assert_eq!(names(&links), ["links/notes.txt"]);
    assert!(
        said(&links)
            .contains("\"links/symbolic\" was not read: it is a link to \"../../etc/passwd\", which is not followed")
    );
    assert!(said(&links).contains("\"links/pipe\" was not read: it is a device or a pipe"));
    assert_eq!(links.description, "a tar archive with 4 members, 3 of which were not read");
    assert!(said(&read("zip/link.zip")).contains("\"case/link.txt\" was not read: it is a link"));
    assert!(said(&read("tar/sparse.tar")).contains("\"links/holes.bin\" was not read: it is a sparse file"));
}

#[test]
fn both_members_of_one_name_are_there() {
    let recognised = read("zip/same-name.zip");
    let mut contents: Vec<&[u8]> = recognised.members.iter().map(|member| member.bytes.as_slice()).collect();
    contents.sort_unstable();
    assert_eq!(contents, [&b"the first\n"[..], b"the second\n"]);
}

#[test]
fn what_is_packed_otherwise_is_named_with_the_reason() {
    let bzip2 = read("zip/bzip2-members.zip");
    assert!(bzip2.members.is_empty());
    assert_eq!(bzip2.description, "a zip archive with 2 members, not read");
    assert!(said(&bzip2).contains("\"notes.txt\" was not read: it is packed with method 12 (bzip2)"));
    assert!(said(&read("zip/lzma-members.zip")).contains("method 14 (LZMA)"));
    assert!(said(&read("zip/aes.zip")).contains("\"case/notes.txt\" was not read: it is encrypted with AES"));
}

#[test]
fn encrypted_members_wait_for_their_password() {
    let bytes = fixtures::read("containers/zip/encrypted.zip");
    let read = |passwords: &[&str]| read_with(&bytes, passwords, &mut Allowance::of(bytes.len()));
    let locked = read(&[]);
    assert!(matches!(locked.artifact, Artifact::Locked) && locked.members.is_empty());
    assert_eq!(locked.description, "a zip archive with 3 members, locked");
    assert!(said(&locked).contains("give the password"));
    let wrong = read(&["wrong"]);
    assert!(matches!(wrong.artifact, Artifact::Locked));
    assert!(said(&wrong).contains("it does not open with the password that was given"));
    let open = read(&["wrong", "lab-password"]);
    assert!(matches!(open.artifact, Artifact::Nothing) && said(&open).is_empty());
    assert_eq!(content(&open, "case/ITLFile.tlv"), fixtures::read("samples/own/ITLFile-cucm12style-sha1.tlv"));

    let partly = super::tests::read("zip/partly-encrypted.zip");
    assert_eq!(
        (names(&partly), partly.description.as_str()),
        (vec!["case/ITLFile.tlv"], "a zip archive with 2 members, 1 of them locked")
    );
    assert!(matches!(partly.artifact, Artifact::Locked));
}

#[test]
fn what_can_be_saved_of_a_damaged_zip_is_saved() {
    for path in ["zip/broken-directory.zip", "zip/streamed-cut.zip"] {
        let recognised = read(path);
        assert_eq!(
            content(&recognised, "case/ITLFile.tlv"),
            fixtures::read("samples/own/ITLFile-cucm12style-sha1.tlv"),
            "{path}"
        );
        assert_eq!(recognised.members.len(), 3, "{path}");
        assert!(
            said(&recognised).contains("the list of members at the end of the archive is missing or damaged"),
            "{path}"
        );
    }
    let whole = fixtures::read("samples/own/ITLFile-cucm12style-sha1.tlv");
    let cut = read("zip/cut.zip");
    let part = content(&cut, "case/ITLFile.tlv");
    assert!(part.len() > 5000 && whole.starts_with(part));
    assert!(said(&cut).contains("\"case/ITLFile.tlv\" was read in part"));
    let damaged = read("zip/damaged-member.zip");
    assert_eq!(names(&damaged), ["case/certificates/crca2048.pem", "case/notes.txt"]);
    assert!(said(&damaged).contains("\"case/ITLFile.tlv\" was not read: its compressed bytes are damaged"));
    let wrong = read("zip/wrong-checksum.zip");
    assert!(said(&wrong).contains("\"case/notes.txt\" has not the checksum that the archive states"));
    assert_eq!(content(&wrong, "case/notes.txt"), b"notes of a lab: nothing to see here.\n");
}

#[test]
fn what_can_be_saved_of_a_damaged_tar_is_saved() {
    let whole = fixtures::read("samples/own/ITLFile-cucm12style-sha1.tlv");
    for path in ["tar/cut.tar", "gzip/cut.tar.gz"] {
        let cut = read(path);
        let part = content(&cut, "case/ITLFile.tlv");
        assert!(part.len() > 5000 && whole.starts_with(part), "{path}");
        assert!(
            said(&cut).contains(&format!("\"case/ITLFile.tlv\" is cut: {} of its 10671 bytes are there", part.len())),
            "{path}"
        );
    }
    let broken = read("tar/broken-header.tar");
    assert_eq!(names(&broken), ["case/ITLFile.tlv"]);
    assert!(
        said(&broken)
            .contains("cannot be read further after \"case/ITLFile.tlv\": the header that stands there is damaged")
    );
}

#[test]
fn gzip_files_whole_and_damaged() {
    let whole = fixtures::read("samples/own/ITLFile-cucm12style-sha1.tlv");
    for (path, name, problem) in [
        ("gzip/ITLFile.tlv.gz", "ITLFile.tlv", ""),
        ("gzip/without-name.gz", "given", ""),
        ("gzip/two-parts.gz", "given", ""),
        ("gzip/padded.gz", "given", ""),
        ("gzip/trailing.gz", "given", "14 bytes behind the gzip data belong to nothing"),
        (
            "gzip/wrong-checksum.gz",
            "given",
            "only the first 10671 bytes could be unpacked: its compressed bytes are damaged; fetch it again",
        ),
    ] {
        let recognised = read(path);
        assert_eq!(recognised.description, "a gzip file with 10671 bytes inside", "{path}");
        assert_eq!(content(&recognised, name), whole, "{path}");
        assert_eq!(said(&recognised), problem, "{path}");
    }
    let cut = read("gzip/cut.gz");
    assert!(whole.starts_with(content(&cut, "given")) && said(&cut).contains("the archive is cut here"));
    let nothing = read_with(&[0x1f, 0x8b, 8, 0, 0], &[], &mut Allowance::default());
    assert_eq!((nothing.description.as_str(), nothing.members.len()), ("a damaged gzip file", 0));
}

#[test]
fn names_of_what_is_inside_gzip() {
    for (given, expected) in [
        ("folder/ITLFile.tlv.gz", "ITLFile.tlv"),
        ("prt.TGZ", "prt.tar"),
        ("no-ending", "no-ending (unpacked)"),
        (".gz", ".gz (unpacked)"),
    ] {
        assert_eq!(gzip::name_without_ending(given), expected);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Bombs
// ---------------------------------------------------------------------------------------------------------------------

/// Small numbers, so that the tests are quick without optimisation.
fn small() -> Allowance {
    Allowance { members: 50, bytes: 8 * 1024 * 1024, rounds: 1000 }
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn tarred(members: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = Header::new_ustar();
        header.set_size(wide(bytes.len()));
        header.set_cksum();
        builder.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    builder.into_inner().unwrap()
}

/// Bytes of all members.
fn kept(recognised: &Recognised) -> usize {
    recognised.members.iter().map(|member| member.bytes.len()).sum()
}

#[test]
fn documents_are_not_taken_apart() {
    let document = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")]);
    let recognised = read_with(&document, &[], &mut small());
    assert_eq!(recognised.description, "not recognised: a document of Microsoft Office");
    assert!(recognised.members.is_empty() && said(&recognised).contains("paste it"));
}

#[test]
fn a_member_of_zeros_is_refused_and_the_others_stay() {
    let zeros = vec![0; 4 * 1024 * 1024];
    let bomb = zipped(&[("first.txt", b"first"), ("bomb.bin", &zeros), ("last.txt", b"last")]);
    let recognised = read_with(&bomb, &[], &mut small());
    assert_eq!(names(&recognised), ["first.txt", "last.txt"]);
    assert!(said(&recognised).contains("\"bomb.bin\" was not read: it expands to more than 200 times its size"));
}

#[test]
fn a_zip_that_lies_about_sizes_gains_nothing() {
    let zeros = vec![0; 4 * 1024 * 1024];
    let mut bomb = zipped(&[("first.txt", b"first"), ("bomb.bin", &zeros)]);
    let entry = bomb.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bomb[entry + 24..entry + 28].copy_from_slice(&1000_u32.to_le_bytes());
    let mut allowance = small();
    let recognised = read_with(&bomb, &[], &mut allowance);
    assert!(kept(&recognised) < 64 * 1024, "{}", kept(&recognised));
    assert!(said(&recognised).contains("bomb.bin"));
    // Without the list of members, sizes are not known at all.
    bomb.truncate(entry);
    let recognised = read_with(&bomb, &[], &mut small());
    assert_eq!(names(&recognised), ["first.txt"]);
    assert!(said(&recognised).contains("\"bomb.bin\" was not read: it expands"));
}

#[test]
fn members_that_share_their_bytes_end_the_archive() {
    let text = vec![b'a'; 100_000];
    let mut bomb = zipped(&[("a.txt", &text)]);
    let entry = bomb.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    let end = bomb.windows(4).rposition(|window| window == b"PK\x05\x06").unwrap();
    let directory = bomb[entry..end].to_vec();
    let mut tail = bomb[end..].to_vec();
    bomb.truncate(entry);
    for number in 0..40_u8 {
        let mut one = directory.clone();
        let name = one.windows(5).position(|window| window == b"a.txt").unwrap();
        one[name] = b'A' + number;
        bomb.extend(one);
    }
    tail[8..10].copy_from_slice(&40_u16.to_le_bytes());
    tail[10..12].copy_from_slice(&40_u16.to_le_bytes());
    tail[12..16].copy_from_slice(&u32::try_from(directory.len() * 40).unwrap().to_le_bytes());
    bomb.extend(tail);
    // Behind the contents stand 40 entries, which the archive pays for.
    let recognised = read_with(&bomb, &[], &mut small());
    assert!(recognised.members.len() < 40, "{}", recognised.members.len());
    assert!(said(&recognised).contains("its bytes are also those of other members"), "{}", said(&recognised));
}

#[test]
fn gzip_of_zeros_ends_at_the_ratio() {
    let bomb = gzipped(&vec![0; 4 * 1024 * 1024]);
    let recognised = read_with(&bomb, &[], &mut small());
    assert!(recognised.members.is_empty());
    assert_eq!(recognised.description, "a gzip file that was not unpacked");
    assert!(said(&recognised).contains("it expands to more than 200 times its size"));
}

#[test]
fn a_tar_of_many_members_ends_at_their_number_and_one_in_gzip_too() {
    let tar = tarred((0..200).map(|number| (format!("{number}.txt"), vec![b'x'])));
    for bytes in [tar.clone(), gzipped(&tar)] {
        let recognised = read_with(&bytes, &[], &mut small());
        assert_eq!(recognised.members.len(), 50);
        assert!(
            said(&recognised).contains("unpacking ended at \"50.txt\": more inputs would come out"),
            "{}",
            said(&recognised)
        );
        assert!(
            recognised.description.contains("with 51 members, 1 of which was not read"),
            "{}",
            recognised.description
        );
    }
}

#[test]
fn a_tar_in_gzip_ends_at_the_ratio_and_keeps_what_stands_before() {
    let members = [("first.txt".to_owned(), b"first".to_vec()), ("zeros.bin".to_owned(), vec![0; 4 * 1024 * 1024])];
    let recognised = read_with(&gzipped(&tarred(members.into_iter())), &[], &mut small());
    assert_eq!(names(&recognised), ["first.txt"]);
    assert!(said(&recognised).contains("unpacking ended at \"zeros.bin\": it expands"), "{}", said(&recognised));
}

#[test]
fn the_bytes_of_all_members_together_are_bounded() {
    // Numbers without a pattern that deflate would see.
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let part: Vec<u8> = (0..600_000).map(|_| next()).collect();
    let names: Vec<String> = (0..20).map(|number| format!("{number}.bin")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), part.as_slice())).collect();
    let mut allowance = Allowance { bytes: 1_500_000, ..small() };
    let recognised = read_with(&zipped(&members), &[], &mut allowance);
    assert_eq!(recognised.members.len(), 2);
    assert!(said(&recognised).contains("more bytes would come out of what was given"), "{}", said(&recognised));
}

#[test]
fn problems_are_told_up_to_a_number() {
    let mut builder = Builder::new(Vec::new());
    for number in 0..300 {
        let mut header = Header::new_ustar();
        header.set_entry_type(::tar::EntryType::Symlink);
        header.set_size(0);
        header.set_cksum();
        builder.append_link(&mut header, format!("link-{number}"), "elsewhere").unwrap();
    }
    let recognised = read_with(&builder.into_inner().unwrap(), &[], &mut small());
    assert_eq!(recognised.problems.len(), 101);
    assert!(said(&recognised).ends_with("the same goes for 200 further members"));
}

#[test]
fn odd_bytes_behind_the_marks_end_well() {
    let begun = Instant::now();
    for mark in [&b"PK\x03\x04"[..], b"PK\x05\x06", b"\x1f\x8b\x08"] {
        for length in 0..80 {
            for fill in [0x00, 0x20, 0x50, 0xff] {
                let bytes = [mark, &vec![fill; length]].concat();
                let _ = read_with(&bytes, &["password"], &mut small());
            }
        }
    }
    // Many headers, and many ends, none of which leads anywhere.
    for mark in [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x01\x02"] {
        let bytes = [b"PK\x03\x04", mark.repeat(20_000).as_slice()].concat();
        let _ = read_with(&bytes, &[], &mut small());
    }
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}
