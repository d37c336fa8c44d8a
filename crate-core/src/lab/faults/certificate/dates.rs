//! Certificates that are valid at the wrong time, or for too long.

use crate::crypto::HashAlgorithm;
use crate::lab::certificate::{CertificateDescription, FurtherExtension, days_before};
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::lab::faults::common::alter;
use crate::report::Identity;
use crate::timestamp::Timestamp;

/// From when on public certificates may be valid for 100 days alone, and for 47: 2027-03-15 and 2029-03-15 (CA/Browser Forum ballot
/// SC-081v3).
const HUNDRED_DAYS: i64 = 1_805_068_800;
pub(super) const FORTY_SEVEN_DAYS: i64 = 1_868_227_200;

/// A month after public certificates were first limited, to 398 days: 2020-10-01.
pub(super) const LIMITED: i64 = 1_601_510_400;

/// The publisher's certificate ends so many days after the date to judge by; before it when negative.
pub(in crate::lab::faults) fn ends(cluster: &mut Cluster, identity: Identity, days: i64) -> Result<(), LabError> {
    let end = cluster.description.judged_at.plus_days(days);
    alter(cluster, identity, |made| made.not_after = end)
}

/// The publisher's Tomcat was made by a clock that was ahead: it begins tomorrow, and is as long valid as before.
pub(super) fn not_valid_yet(cluster: &mut Cluster) -> Result<(), LabError> {
    let tomorrow = cluster.description.judged_at.plus_days(1);
    alter(cluster, Identity::Tomcat, |made| {
        let lifetime = made.not_before.days_until(made.not_after);
        (made.not_before, made.not_after) = (tomorrow, tomorrow.plus_days(lifetime));
    })
}

/// The publisher's Tomcat ends on the first Saturday after half a year.
pub(super) fn ends_on_a_saturday(cluster: &mut Cluster) -> Result<(), LabError> {
    const SECONDS_PER_DAY: i64 = 86_400;
    let half_a_year = cluster.description.judged_at.plus_days(183);
    // 1970-01-01 was a Thursday, two days before a Saturday.
    let weekday = half_a_year.unix().div_euclid(SECONDS_PER_DAY).rem_euclid(7);
    let saturday = half_a_year.plus_days((9 - weekday).rem_euclid(7));
    alter(cluster, Identity::Tomcat, |made| made.not_after = saturday)
}

/// The publisher's Tomcat comes from a public authority, made some days ago for as long as the rules of that day allow.
pub(super) fn public(cluster: &mut Cluster) -> Result<(), LabError> {
    let from = days_before(cluster.description.judged_at, 5);
    let days = if from.unix() >= HUNDRED_DAYS { 99 } else { 199 };
    alter(cluster, Identity::Tomcat, |made| be_public(made, from, days))
}

/// The same, made for longer than any rule allows.
pub(super) fn public_for_too_long(cluster: &mut Cluster) -> Result<(), LabError> {
    let from = days_before(cluster.description.judged_at, 5);
    alter(cluster, Identity::Tomcat, |made| be_public(made, from, 500))
}

fn be_public(made: &mut CertificateDescription, from: Timestamp, days: i64) {
    (made.not_before, made.not_after) = (from, from.plus_days(days));
    let value = logged_at(from);
    made.further.push(FurtherExtension { oid: "1.3.6.1.4.1.11129.2.4.2".to_owned(), critical: false, value });
}

/// A proof of public logging (RFC 6962, sections 3.2 and 3.3) by a log that does not exist: an OCTET STRING with a list of one.
fn logged_at(time: Timestamp) -> Vec<u8> {
    let log = HashAlgorithm::Sha256.digest(b"a log of a lab");
    let milliseconds = time.unix().saturating_mul(1000).to_be_bytes();
    // ECDSA over SHA-256; r and s are 1.
    let signature = [4, 3, 0, 8, 0x30, 6, 2, 1, 1, 2, 1, 1];
    [&[4, 59, 0, 57, 0, 55, 0], log.as_slice(), &milliseconds, &[0, 0], &signature].concat()
}
