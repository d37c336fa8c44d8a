//! Rows of FMT: is the file what it claims to be?

use super::{Fixture, Given, but, mixed, non_secure};
use crate::cluster::{Embed, Encode, days_after};
use crate::show::show;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::ListKind;

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "FMT-01",
        "an error page of a web server under the name of an ITL",
        || Given::input("ITLFile.tlv", crate::fixture("samples/own/html-404-as-tlv.tlv")),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-02",
        "an ITL that was cut in its last record",
        || Given::from(mixed()).changed("ITLFile.tlv", |bytes| bytes.truncate(bytes.len() - 40)),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-02",
        "bytes behind the last record",
        || Given::from(mixed()).changed("ITLFile.tlv", |bytes| bytes.extend(b"garbage")),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-03",
        "a record that states two bytes more than its elements take",
        || Given::from(mixed()).changed("ITLFile.tlv", |bytes| lengthen_first_record(bytes)),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-04",
        "a record with an element of a tag that is not known",
        || but(mixed(), |cluster| cluster.itl("cucm-pub").records[0].further.push((99, vec![1, 2, 3]))),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-05",
        "a record of a CAPF without certificate",
        || but(mixed(), |cluster| cluster.ctl().of_role(Role::CAPF).embed = Embed::Empty),
        || but(mixed(), |cluster| cluster.ctl().of_role(Role::CAPF).embed = Embed::HashOnly),
    ),
    Fixture::new(
        "FMT-06",
        "a certificate in a record that ends too early",
        || but(mixed(), |cluster| cluster.itl("cucm-pub").of_role(Role::TVS).certificate.der.truncate(200)),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-07",
        "a record with another serial number than its certificate",
        || but(mixed(), |cluster| cluster.itl("cucm-pub").of_role(Role::TVS).certificate.description.serial[5] ^= 1),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-08",
        "an ITL under the name of a CTL",
        || Given::from(non_secure()).renamed("ITLFile.tlv", "cucm-pub/CTLFile.tlv"),
        || Given::from(non_secure()),
    ),
    Fixture::new(
        "FMT-08",
        "an ITL that was made a week after the date it is judged by",
        || {
            but(mixed(), |cluster| {
                let later = days_after(cluster.description.judged_at, 7);
                cluster.itl("cucm-pub").timestamp = later;
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-09",
        "an ITL in which a TVS stands twice",
        || {
            but(mixed(), |cluster| {
                let itl = cluster.itl("cucm-pub");
                let again = itl.of_role(Role::TVS).clone();
                itl.records.push(again);
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-10",
        "an empty ITL",
        || Given::from(mixed()).changed("ITLFile.tlv", Vec::clear),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "FMT-11",
        "output of \"show itl\" that ends before the fifth record",
        || {
            let whole = printed(ListKind::Itl);
            let cut = whole.find("ITL Record #:5").expect("a fifth record");
            Given::input("show-itl.txt", &whole.as_bytes()[..cut])
        },
        || Given::input("show-itl.txt", printed(ListKind::Itl)),
    ),
    Fixture::new(
        "FMT-12",
        "output of \"show itl\" of another server than the ITL",
        || {
            let cluster = mixed();
            let other = cluster.list_files().remove(1).1;
            Given::from(cluster).only("cucm-pub/ITLFile.tlv").with("show-itl.txt", show(&other, ListKind::Itl))
        },
        // Without the sums nothing can be compared.
        || {
            let text = printed(ListKind::Itl);
            let text = &text[text.find("Length of ITL").expect("a length")..];
            Given::from(mixed()).only("cucm-pub/ITLFile.tlv").with("show-itl.txt", format!("admin:show itl\n{text}"))
        },
    ),
];

/// What the command prints of the publisher's list.
fn printed(kind: ListKind) -> String {
    let cluster = mixed();
    let list = cluster.lists.iter().find(|list| list.kind == kind).expect("a list");
    String::from_utf8(show(&list.encode(), kind)).expect("text")
}

fn lengthen_first_record(bytes: &mut [u8]) {
    // HEADERLENGTH stands at offset 5, and its value three bytes later; RECORDLENGTH likewise.
    let header = usize::from(u16::from_be_bytes([bytes[8], bytes[9]]));
    bytes[header + 4] += 2;
}
