//! Results of the Certificate Authority Proxy Function.

use super::super::reading::{capf_code, capf_dump, capf_name};
use super::{Known, SKIP, Writer, all, line, word};

/// The table "CAPF Error Codes".
const GUIDE: &str = "Cisco Troubleshooting Guide for Unified Communications Manager, CAPF error codes";

const fn capf(literals: &'static [&'static str]) -> Known {
    line(literals, "{it}").writer(Writer::Capf).check("TXT-11").source(GUIDE)
}

pub(super) const LINES: &[Known] = &[
    capf(&["CAPF_OP_"])
        .values(&[word("result")])
        .read(capf_name)
        .bad()
        .example("18:01:06.345 | debug 3:SEP001122334455:CAPF_OP_FAIL_INVALID_LSC"),
    capf(&["CAPF_FETCH_"])
        .values(&[word("result")])
        .read(capf_name)
        .example("18:01:06.345 | debug 3:SEP001122334455:CAPF_FETCH_SUCCESS_BUT_NO_CERT"),
    capf(&["CAPF", "result code"])
        .values(&[SKIP, all("code")])
        .read(capf_code)
        .bad()
        .uncertain()
        .example("18:01:06.345 | debug CAPF operation for SEP001122334455 ended, result code : 4"),
    capf(&["CAPF", "error code"])
        .values(&[SKIP, all("code")])
        .read(capf_code)
        .bad()
        .uncertain()
        .example("18:01:06.345 | debug CAPF operation for SEP001122334455 ended, error code = 8"),
    capf(&["55 0"])
        .at_start()
        .values(&[all("bytes")])
        .read(capf_dump)
        .source("public CAPF server of usecallmanager.nz")
        .example("18:01:06.345 | debug 55 0f 00 00 03 e9 00 04"),
    capf(&["55 1"])
        .at_start()
        .values(&[all("bytes")])
        .read(capf_dump)
        .source("public CAPF server of usecallmanager.nz")
        .example("18:01:06.345 | debug 55 10 00 00 03 e9 00 04"),
];
