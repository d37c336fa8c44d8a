//! A phone asks the Trust Verification Service.

use super::super::reading::{port, role, tvs_answer};
use super::{Known, SKIP, all, line, word};

const SECURE: &str = "Cisco doc 213407";
const DIRECTORY: &str = "Cisco doc 118699";
const TOKENLESS: &str = "Cisco doc 118893";

pub(super) const LINES: &[Known] = &[
    line(
        &["Attempting connect to TVS server addr [", "]"],
        "The signer is in none of the phone's lists, so the phone asks the TVS server at {server}. It takes the server from the CallManager group in its configuration.",
    )
    .values(&[all("server"), SKIP])
    .check("TXT-04")
    .source(SECURE)
    .example("3287 INF Nov 29 06:33:59.395199 SECUREAPP-Attempting connect to TVS server addr [10.1.1.10], mode [IPv4]"),
    line(
        &["Cert Verification - Role is = "],
        "The phone looks for the certificate that the server shows among its records with the role {it}.",
    )
    .values(&[word("role")])
    .read(role)
    .check("TXT-04")
    .source(SECURE)
    .example("3307 DEB Nov 29 06:33:59.403321 SECUREAPP-SSL session setup Cert Verification - Role is = 21"),
    line(&["TVS process request - processing TVS ", " request"], "The phone prepares a question for TVS: {question}.")
        .values(&[all("question")])
        .check("TXT-04")
        .source(SECURE)
        .example("3319 DEB Nov 29 06:33:59.908848 SECUREAPP-TVS process request - processing TVS Query Certificate request."),
    line(&["TVS process request - Successfully sent the TVS request"], "The phone has sent its question to TVS.")
        .check("TXT-04")
        .source(SECURE)
        .example("3320 NOT Nov 29 06:33:59.909322 SECUREAPP-TVS process request - Successfully sent the TVS request to TVS server, bytes written : 153"),
    line(&["TVS Service receives ", " bytes of data"], "The answer of TVS has come, {count} bytes.")
        .values(&[word("count")])
        .check("TXT-04")
        .source(SECURE)
        .example("3322 DEB Nov 29 06:33:59.913075 SECUREAPP-TVS Service receives 1480 bytes of data"),
    line(
        &["TVS added cert to TVS cache - expires in ", " hours"],
        "TVS vouched for the certificate. The phone keeps that in mind for {hours} hours, and does not ask again until then.",
    )
    .values(&[word("hours")])
    .good()
    .check("TXT-04")
    .source(SECURE)
    .example("3325 INF Nov 29 06:33:59.915121 SECUREAPP-TVS added cert to TVS cache - expires in 24 hours"),
    line(&["setupSocketToTvsProxy: Connected to TVS proxy"], "The phone turns to the part of it that talks to TVS, to have an unknown certificate verified.")
        .check("TXT-04")
        .source(TOKENLESS)
        .example("8074: NOT 23:00:22.335499 SECD: setupSocketToTvsProxy: Connected to TVS proxy server"),
    line(&["tvsReqFlushTvsCertCache: Sent Request to TVS proxy"], "The phone has handed on its question for TVS.")
        .check("TXT-04")
        .source(TOKENLESS)
        .example("8075: NOT 23:00:22.336918 SECD: tvsReqFlushTvsCertCache: Sent Request to TVS proxy, len: 3708"),
    line(
        &["processTvsClntReq: TVS Certificate cache flush request received"],
        "The phone forgets earlier answers of TVS; it does so when a trust list changes.",
    )
    .check("TXT-04")
    .uncertain()
    .source(TOKENLESS)
    .example("8091: NOT 23:00:22.603901 SECD: processTvsClntReq: TVS Certificate cache flush request received"),
    line(
        &["tvsFlushCertCache: Completed TVS Certificate cache flush request"],
        "The phone has forgotten earlier answers of TVS. Cisco shows this as the end of a change of trust list that succeeded.",
    )
    .check("TXT-04")
    .uncertain()
    .source(TOKENLESS)
    .example("8092: NOT 23:00:22.605720 SECD: tvsFlushCertCache: Completed TVS Certificate cache flush request"),
    line(&["-TVS service available, can attempt via TVS"], "The phone knows a TVS server that it can ask.")
        .check("TXT-04")
        .source(DIRECTORY)
        .example("7990 NOT 11:04:15.038714  SECD: -TVS service available, can attempt via TVS"),
    line(&["-TVS Certificate Authentication request"], "The phone prepares a question for TVS: whether this certificate is to be trusted.")
        .check("TXT-04")
        .source(DIRECTORY)
        .example("7995 NOT 11:04:15.039286  SECD: -TVS Certificate Authentication request"),
    line(&["-No matching entry found at cache"], "TVS has not been asked about this certificate in the last day, so the phone asks now.")
        .check("TXT-04")
        .source(DIRECTORY)
        .example("7996 NOT 11:04:15.039394  SECD: -No matching entry found at cache"),
    line(&["Successfully obtained a TLS connection to the TVS server"], "The TLS handshake with the TVS server succeeded: its certificate is in the phone's ITL.")
        .good()
        .check("TXT-04")
        .source(DIRECTORY)
        .example("8096 NOT 11:04:15.173585  SECD: -Successfully obtained a TLS connection to the TVS server"),
    line(&["Successfully sent the certificate Authentication request to TVS"], "The phone has sent the certificate to TVS.")
        .check("TXT-04")
        .source(DIRECTORY)
        .example("8159 NOT 11:04:15.219065  SECD: -Successfully sent the certificate Authentication request to TVS server, bytes written : 962"),
    line(&["-Authentication Response received, status : "], "{it}")
        .values(&[word("status")])
        .read(tvs_answer)
        .good()
        .check("TXT-04")
        .source("Cisco doc 118699; public TVS server of usecallmanager.nz for the status")
        .example("8172 NOT 11:04:15.220060  SECD: -Authentication Response received, status : 0"),
    line(&["-Authenticated the HTTPS conn via TVS"], "TVS vouched for the HTTPS server, and the phone goes on.")
        .good()
        .check("TXT-04")
        .source(DIRECTORY)
        .example("8185 NOT 11:04:15.221043  SECD: -Authenticated the HTTPS conn via TVS"),
    line(&["clpSetupSsl: Trying to connect to ", "IP: ", ", Port : "], "The phone connects to {server}, port {port} ({it}).")
        .values(&[SKIP, word("server"), word("port")])
        .read(port)
        .source(DIRECTORY)
        .example("5007: NOT 10:25:10.060663 SECD: clpSetupSsl: Trying to connect to IPV4, IP: 10.1.1.10, Port : 2445"),
];
