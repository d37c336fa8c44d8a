//! Files that a phone asks for.

use super::super::reading::{file_not_found, http_answer, signed_or_not, transfer_status};
use super::{Known, SKIP, Tells, all, line, word};

const EMCC: &str = "Cisco doc 214535";

pub(super) const LINES: &[Known] = &[
    line(&["GETXXTP [", "][src=", "][dest="], "The phone begins to fetch {file}.")
        .values(&[SKIP, all("file"), SKIP])
        .check("TXT-05")
        .tells(Tells::File)
        .source("Cisco doc 213407")
        .example("3233 NOT Nov 29 06:33:59.033132 dgetfile(870)-GETXXTP [GT870][src=CTLSEP001122334455.tlv][dest=/tmp/CTLFile.tlv][serv=][serv6=][sec=0]"),
    line(&["TFTPD-Requesting ", " from "], "The phone asks {server} for {file} over TFTP.")
        .values(&[word("file"), word("server")])
        .check("TXT-05")
        .tells(Tells::File)
        .source(EMCC)
        .example("4894 NOT Mar 09 18:32:38.246634 (1862:1862) TFTPD-Requesting CTLSEP001122334455.tlv from 10.1.1.10 "),
    line(&["XXTP actualserver [", "]"], "It fetches the file from {server}.")
        .values(&[all("server"), SKIP])
        .check("TXT-05")
        .source("Cisco doc 213407")
        .example("4867 NOT Mar 09 18:32:37.751441 (339:1850) downd-XXTP actualserver [10.1.1.10]"),
    line(
        &["XXTP authenticated file approved - add .sgn if necessary -- "],
        "The phone holds a trust list, so it asks for the signed file {file}.",
    )
    .values(&[word("file")])
    .check("TXT-05")
    .tells(Tells::File)
    .source(EMCC)
    .example("4971 NOT Mar 09 18:32:41.312406 (339:1899) downd-XXTP authenticated file approved - add .sgn if necessary -- SEP001122334455.cnf.xml.sgn  "),
    line(&["GHTTP-http get [HTTP/1.1 ", "]"], "{it}")
        .values(&[all("answer"), SKIP])
        .read(http_answer)
        .check("TXT-05")
        .source(EMCC)
        .example("4882 ERR Mar 09 18:32:37.985319 (1858:1858) GHTTP-http get [HTTP/1.1 503 Service Unavailab]"),
    line(&["TFTPD-Error: (", ")File not found"], "{it}")
        .values(&[SKIP])
        .read(file_not_found)
        .check("TXT-05")
        .source(EMCC)
        .example("4897 WRN Mar 09 18:32:38.754493 (1862:1862) TFTPD-Error: (1+1)File not found "),
    line(&["XXTP complete - status = "], "{it}")
        .values(&[word("status")])
        .read(transfer_status)
        .check("TXT-05")
        .source(EMCC)
        .example("4929 NOT Mar 09 18:32:38.943628 (339:1882) downd-XXTP complete - status = 100 "),
    line(&["SipConfig:? - Requesting CONFIG file: ", " from TFTP Service", "encrypt = "], "The phone asks for its configuration, {it}.")
        .values(&[SKIP, SKIP, word("encrypted")])
        .read(signed_or_not)
        .check("TXT-05")
        .source(EMCC)
        .example("4954 NOT Mar 09 18:32:41.198046 (618:910) JAVA-configmgr MQThread|cip.cfg.SipConfig:? - Requesting CONFIG file: ram/SEP001122334455.cnf.xml.59075 from TFTP Service(1), encrypt = false,isApplyingConfigFromFlash:false"),
];
