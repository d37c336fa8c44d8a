//! Lines that look alarming and are not.

use super::{Known, all, line, word};

const TAC: &str = "Cisco doc 213407";

pub(super) const LINES: &[Known] = &[
    line(
        &["hdr ver ", " (knows only upto ", ")"],
        "The list has the header version {found}, newer than the {known} that this firmware knows; phones accept such lists all the same.",
    )
    .values(&[word("found"), word("known"), super::SKIP])
    .harmless()
    .check("TXT-06")
    .source(TAC)
    .example("4931 WRN Mar 09 18:32:38.957881 (346:1887) SECUREAPP-AUTH: hdr ver 1.2 (knows only upto 1.1)"),
    line(
        &["early exit from parser loop; old version header?"],
        "The parser stopped at elements that this firmware does not know; phones accept such lists all the same.",
    )
    .harmless()
    .check("TXT-06")
    .source(TAC)
    .example("3334 WRN Nov 29 06:34:00.412849 SECUREAPP-AUTH: early exit from parser loop; old version header?"),
    line(
        &["AUTH: skipping ", " trail bytes (pad and/or unknown TLVs)"],
        "The phone passes over the pads at the end of the header, as it should.",
    )
    .harmless()
    .check("TXT-06")
    .source("Cisco doc 214535")
    .example("4932 NOT Mar 09 18:32:38.958370 (346:1887) SECUREAPP-AUTH: skipping 1 trail bytes (pad and/or unknown TLVs)"),
    line(&["AUTH: start of pad ("], "The pads at the end of the header begin here, as in every list that CUCM writes.")
        .harmless()
        .check("TXT-06")
        .source("Cisco doc 214535")
        .example("4930 NOT Mar 09 18:32:38.952052 (346:1887) SECUREAPP-AUTH: start of pad ('T' 0x0d) at TLV 15"),
    line(
        &["lookupCTL: ** no CTL, assume TFTP NONSECURE"],
        "The phone has no CTL, so it takes the TFTP server for one without security; that is as it should be where the cluster is not in mixed mode.",
    )
    .harmless()
    .check("TXT-06")
    .source("console lines of 79xx phones")
    .uncertain()
    .example("1202: WRN 10:20:30.405060 SECD: WARN:lookupCTL: ** no CTL, assume TFTP NONSECURE"),
    line(
        &["HTTPS cert not in CTL, <", ">"],
        "The certificate of the HTTPS server at {server} is not in the phone's lists; it asks TVS about it next, as it should.",
    )
    .values(&[all("server")])
    .harmless()
    .check("TXT-06")
    .source("Cisco doc 118699")
    .example("7989 ERR 11:04:15.038637  SECD: -HTTPS cert not in CTL, <10.1.1.10:8443>"),
];
