//! Trust lists taken and refused, on the console.

use super::super::reading::{failure_reason, list_update};
use super::{Known, SKIP, all, line, word};

const TAC: &str = "Cisco doc 213407";

pub(super) const LINES: &[Known] = &[
    line(&["Hashes match... authentication successful"], "The signature of the file that was fetched is good.")
        .good()
        .check("TXT-03")
        .source(TAC)
        .example("3333 NOT Nov 29 06:34:00.411671 SECUREAPP-Hashes match... authentication successful."),
    line(&["TL parse to table: "], "{it}")
        .values(&[word("result")])
        .read(list_update)
        .good()
        .check("TXT-03")
        .source(TAC)
        .example("3336 NOT Nov 29 06:34:00.413031 SECUREAPP-updateFromFile: TL parse to table: CTL_SUCCESS"),
    line(&["updateFromFile: Updating master TL table"], "The phone puts the records of the new list in the place of the old ones.")
        .good()
        .check("TXT-03")
        .source(TAC)
        .example("3337 NOT Nov 29 06:34:00.413088 SECUREAPP-updateFromFile: Updating master TL table"),
    line(&["TL file verified successfully"], "The phone has verified the new trust list.")
        .good()
        .check("TXT-03")
        .source(TAC)
        .example("3338 DEB Nov 29 06:34:00.413442 SECUREAPP-TL file verified successfully."),
    line(&["TL file updated"], "The phone has taken the new trust list.")
        .good()
        .check("TXT-03")
        .source(TAC)
        .example("3339 INF Nov 29 06:34:00.413512 SECUREAPP-TL file updated."),
    line(&["updateCTL() rc=", ", failReason:"], "{it}")
        .values(&[SKIP, all("reason")])
        .read(failure_reason)
        .good()
        .check("TXT-03")
        .source("Cisco doc 214535")
        .example(
            "4947 NOT Mar 09 18:32:40.705142 (618:910) JAVA-configmgr MQThread|cip.cfg.ConfigManager:? - ConfigManager updateCTL() rc=8 retryCount=0, failReason:Success",
        ),
    line(
        &["invalid file ", ", authenticated fail. Reason:"],
        "The phone refused {file} (reason {reason}): its signature does not check against the trust list that the phone holds. Phones say so when they \
         hold the list of another cluster; then erase the list on the phone.",
    )
    .values(&[word("file"), word("reason")])
    .bad()
    .check("TXT-07")
    .uncertain()
    .source("community.cisco.com, thread 2064222")
    .example("invalid file SEP001122334455.cnf.xml.sgn, authenticated fail. Reason:14."),
];
