//! ITL-10

use super::super::{Check, Observations, input};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
use crate::case::evaluation::JudgedList;
use crate::expected;
use crate::phone::{MOST_BYTES, MOST_CERTIFICATES};
use crate::report::Severity;
use crate::text::count;
use std::collections::HashSet;

/// Different certificates beyond which phones fail, and beyond which it becomes narrow.
const CERTIFICATES: (usize, usize) = (MOST_CERTIFICATES, 35);
/// Bytes beyond which phones fail, and beyond which it becomes narrow.
const BYTES: (u64, u64) = (MOST_BYTES, 60 * 1024);

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-10",
    severity: Severity::Error,
    title: "The ITL is small enough for phones",
    meaning: "An ITL with more than 39 certificates, or of more than 64 KB, is not loaded by phones, which then fail to register. Every node \
              adds its TVS, and every certificate with a long key or a long chain of names makes it larger. From 14 one multi-server TVS, and \
              one multi-server CallManager, keep it small.",
    symptoms: "Phones fail to load the list, and do not register.",
    plan: None,
    remedy: "Use multi-server certificates for TVS (from 14) and CallManager, take nodes out that are no longer used, and do not use keys \
              longer than 2048 bits without need. Count again with \"show itl\" after TFTP has been restarted.",
    source: "Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for itl in itls(evaluation) {
        let records = expected::records(evaluation, itl);
        let certificates: HashSet<&str> =
            records.iter().filter(|listed| listed.is_filled()).map(|listed| listed.certificate.as_str()).collect();
        let (certificates, bytes) = (certificates.len(), size(itl));
        if certificates <= CERTIFICATES.1 && bytes <= BYTES.1 {
            continue;
        }
        let fails = certificates > CERTIFICATES.0 || bytes > BYTES.0;
        let detail = format!(
            "It holds {} and takes {} bytes. Phones fail to load an ITL of more than {} certificates or {} bytes.",
            count(certificates, "different certificate"),
            crate::text::with_commas(bytes),
            CERTIFICATES.0,
            crate::text::with_commas(BYTES.0)
        );
        let (severity, title) = if fails {
            (Severity::Error, "is too large for phones")
        } else {
            (Severity::Warning, "is almost too large for phones")
        };
        observations.say_as(severity, format!("{} {title}", itl.input.short_name()), detail, vec![input(itl.input.id)]);
    }
}

/// Bytes of the file, or of the one that was printed.
fn size(itl: &JudgedList<'_>) -> u64 {
    let size = || u64::try_from(itl.contents.bytes.len()).unwrap_or(u64::MAX);
    itl.contents.transcript.as_ref().map_or_else(size, |transcript| transcript.length.unwrap_or(0))
}
