//! TLS handshakes: alerts and failures.

use super::super::reading::{alert, alert_spelled_out};
use super::{Known, all, line};

pub(super) const LINES: &[Known] = &[
    line(&["SSL3 alert "], "{it}")
        .values(&[all("alert")])
        .read(alert)
        .bad()
        .check("TXT-02")
        .source("Cisco docs 200860 and 118699; RFC 5246 section 7.2")
        .example("3486 ERR 00:01:31.938954 SECD: -STATE_SSL3_ALERT: SSL3 alert [read]:[fatal]:[unknown CA"),
    line(&["Alert (Level: "], "{it}")
        .values(&[all("alert")])
        .read(alert_spelled_out)
        .bad()
        .check("TXT-02")
        .source("Cisco doc 215014; RFC 5246 section 7.2")
        .example("TLSv1.2 Record Layer: Alert (Level: Fatal, Description: Unknown CA)"),
    line(
        &["No match found in trust list against the item"],
        "A certificate was looked up in a trust list and is not there. Where an LSC comes from another cluster, this line stands before a handshake \
         that fails; where TVS vouches for the certificate afterwards, it means nothing.",
    )
    .bad()
    .check("TXT-02")
    .uncertain()
    .source("Cisco doc 215014")
    .example("7988 ERR Jul 11 20:37:18.587580 (366:32531) SECUREAPP-No match found in trust list against the item"),
    line(&["Sec SSL Connection - Handshake failed"], "A TLS handshake of the phone failed.")
        .bad()
        .check("TXT-02")
        .source("Cisco doc 215014")
        .example("7996 ERR Jul 11 20:37:19.380225 (29894:30031) JAVA-Sec SSL Connection - Handshake failed."),
    line(&["handshake failed, <", ">"], "The TLS handshake with {server} failed.")
        .values(&[all("server")])
        .bad()
        .check("TXT-02")
        .source("Cisco doc 118699")
        .example("5013: ERR 10:25:10.075656 SECD: EROR:clpSetupSsl: ** SSL handshake failed, <10.1.1.10> c:14 s:15"),
    line(&["Sec SSL Connection - Handshake successful"], "A TLS handshake of the phone succeeded.")
        .good()
        .source("Cisco doc 213407")
        .example("3315 NOT Nov 29 06:33:59.908586 SECUREAPP-Sec SSL Connection - Handshake successful."),
    line(
        &["Cert Verification - Certificate is valid"],
        "The certificate that was shown is within its dates. That alone does not say that it is trusted.",
    )
    .source("Cisco docs 213407 and 215014")
    .example("3310 INF Nov 29 06:33:59.403731 SECUREAPP-SSL session setup Cert Verification - Certificate is valid."),
];
