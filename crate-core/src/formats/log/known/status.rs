//! Status messages of phones, as their screens and pages show them (formats.md, section 9.1).

use super::super::reading::{key_too_small, missing_file, whole_message};
use super::{Known, SKIP, Writer, all, line};

/// The table "Status Messages" of the phones' guides.
const GUIDE: &str = "Cisco IP Phone Administration Guides for 7800 and 8800, status messages";

/// A message that is this text and nothing more.
const fn message(text: &'static [&'static str], meaning: &'static str) -> Known {
    line(text, meaning).at_start().read(whole_message).writer(Writer::PhoneStatus).source(GUIDE)
}

pub(super) const LINES: &[Known] = &[
    message(&["CTL and ITL installed"], "The phone had no trust lists and has taken a first CTL and ITL on trust.")
        .good()
        .check("TXT-03")
        .example("[8:52:30am 10/01/19] CTL and ITL installed"),
    message(&["CTL installed"], "The phone had no CTL and has taken its first one.")
        .good()
        .check("TXT-03")
        .example("[8:52:30am 10/01/19] CTL Installed"),
    message(&["ITL installed"], "The phone had no ITL and has taken its first one.")
        .good()
        .check("TXT-03")
        .example("[8:52:30am 10/01/19] ITL installed"),
    message(&["Trust List updated"], "The phone has taken a new CTL, a new ITL, or both.")
        .good()
        .check("TXT-03")
        .example("[8:52:30am 10/01/19] Trust List updated"),
    message(
        &["Trust List update failed, verification failure"],
        "The phone refused a new trust list: its signature did not check. It keeps the old one.",
    )
    .bad()
    .check("TXT-07")
    .example("[8:52:30am 10/01/19] Trust List update failed, verification failure"),
    message(
        &["Trust List update failed"],
        "The phone got no new trust list or refused it, and keeps the old one: the network or TFTP failed, or the new signer is in none of its lists and TVS \
         did not vouch for it.",
    )
    .bad()
    .check("TXT-07")
    .example("[5:48:09 AM 10/11/19]  Trust List update failed"),
    message(&["CTL update failed"], "The phone got no new CTL or refused it, and keeps the old one.")
        .bad()
        .check("TXT-07")
        .example("1:33:26a CTL update failed"),
    message(&["No Trust List installed"], "The phone holds neither CTL nor ITL. That is as it should be with servers that give none.")
        .harmless()
        .check("TXT-06")
        .example("[8:52:30am 10/01/19] No Trust List installed"),
    message(&["No CTL installed"], "The phone holds no CTL. That is as it should be where the cluster is not in mixed mode.")
        .harmless()
        .check("TXT-06")
        .example("[8:52:30am 10/01/19] No CTL installed"),
    message(&["Erasing CTL and ITL files"], "The phone erases its trust lists, because somebody or a reset asked it to; it will take the next ones on trust.")
        .check("TXT-05")
        .example("[8:52:30am 10/01/19] Erasing CTL and ITL files"),
    line(&["File Not Found"], "{it}")
        .at_start()
        .values(&[all("file")])
        .read(missing_file)
        .writer(Writer::PhoneStatus)
        .check("TXT-06")
        .source(GUIDE)
        .example("[8:52:30am 10/01/19] File Not Found <CTLFile.tlv>"),
    line(
        &["TFTP Error : ", ".sgn"],
        "The signed configuration {file}.sgn did not come, or the phone refused its signature; it keeps its old configuration.",
    )
    .at_start()
    .values(&[all("file"), SKIP])
    .bad()
    .check("TXT-07")
    .writer(Writer::PhoneStatus)
    .source("public status pages of 79xx phones; Cisco Troubleshooting Guide")
    .uncertain()
    .example("1:33:26a TFTP Error : SEP001122334455.cnf.xml.sgn"),
    line(
        &["Phone failed to register. Cert key size is not FIPS compliant"],
        "The cluster is in FIPS mode and the server's RSA key is too small for it: the phone does not register. FIPS asks for 2048 bits or more.",
    )
    .at_start()
    .read(key_too_small)
    .bad()
    .check("TXT-02")
    .writer(Writer::PhoneStatus)
    .source(GUIDE)
    .example("[8:52:30am 10/01/19] Phone failed to register. Cert key size is not FIPS compliant."),
];
