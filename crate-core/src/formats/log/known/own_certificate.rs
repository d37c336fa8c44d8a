//! Which of its own certificates a phone shows.

use super::super::reading::{no_lsc, own_issuer};
use super::{Known, SKIP, Tells, all, line, word};

pub(super) const LINES: &[Known] = &[
    line(
        &["-PXY_CERT_CIPHER: [", "], [", "], cert [", "]"],
        "The phone shows its {certificate} in the {version} handshake for {protocol}.",
    )
    .values(&[all("protocol"), all("version"), all("certificate"), SKIP])
    .check("TXT-01")
    .tells(Tells::OwnCertificate)
    .source("Cisco doc 200860")
    .example("3469 NOT 00:01:31.935298 SECD: -PXY_CERT_CIPHER: [SCCP], [TLSv1], cert [LSC], cipher [AES256-SHA:AES128-SHA]"),
    line(
        &["-PXY_NO_LSC: No LSC for [", "]"],
        "The phone has no LSC, so it shows its manufacturing installed certificate (MIC) for {protocol}.",
    )
    .values(&[all("protocol"), SKIP])
    .read(no_lsc)
    .check("TXT-01")
    .tells(Tells::OwnCertificate)
    .source("Cisco doc 200860")
    .example("4878 WRN 15:47:34.756063 SECD: -PXY_NO_LSC: No LSC for [SCCP], tries MIC."),
    line(&["SSL session setup - cert len=", ", type="], "The phone shows its {certificate}.")
        .values(&[SKIP, word("certificate")])
        .check("TXT-01")
        .tells(Tells::OwnCertificate)
        .source("Cisco doc 213407")
        .example("3295 DEB Nov 29 06:33:59.396464 SECUREAPP-SSL session setup - cert len=785, type=LSC"),
    line(&["Certificate subject name = "], "The certificate that the phone shows belongs to {subject}.")
        .values(&[all("subject")])
        .check("TXT-01")
        .source("Cisco docs 213407 and 215014")
        .example("3296 DEB Nov 29 06:33:59.396854 SECUREAPP-Certificate subject name = /serialNumber=PID:CP-8861 SN:FCH00000001/C=AU/O=Example/OU=Lab/CN=CP-8861-SEP001122334455"),
    line(&["SSL session setup - Certificate issuer name = "], "{it}")
        .values(&[all("issuer")])
        .read(own_issuer)
        .check("TXT-01")
        .tells(Tells::OwnIssuer)
        .source("Cisco docs 213407 and 215014")
        .example("3297 DEB Nov 29 06:33:59.396917 SECUREAPP-SSL session setup - Certificate issuer name = /C=AU/O=Example/OU=Lab/CN=CAPF-0a1b2c3d/ST=NSW/L=Sydney"),
];
