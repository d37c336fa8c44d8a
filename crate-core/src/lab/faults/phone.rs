//! Faults of PHN: certificates of phones.

use super::common::renew_capf;
use super::trust::{former_capf, relabel_first_phone};
use super::{Act, Fault, Need, Part};
use crate::crypto::HashAlgorithm;
use crate::lab::certificate::{CertificateDescription, days_before};
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::lab::key::KeyKind;
use crate::lab::phones::{END_OF_SHA1_CHAINS, manufacturing_ca, mic};
use crate::report::Identity;
use crate::timestamp::Timestamp;

/// A year before chains under Cisco Root CA 2048 end: later, every MIC under them is about to expire anyway (CRT-03).
const YEAR_OF_THE_END: i64 = END_OF_SHA1_CHAINS - 365 * 86_400;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "lsc-of-an-unknown-capf",
        check: "PHN-01",
        title: "An LSC whose CAPF nobody knows",
        about: "A phone holds an LSC of a CAPF whose certificate is nowhere in the cluster any more. TLS ends with \"unknown CA\".",
        needs: &[Need::Lsc],
        changes: &[Part::Phones],
        brings: &[],
        act: Act::Lists(|cluster| {
            let former = former_capf(cluster)?;
            relabel_first_phone(cluster, &former)
        }),
    },
    Fault {
        name: "lsc-expired",
        check: "PHN-02",
        title: "An LSC that has expired",
        about: "Nobody renewed the LSC of a phone. It no longer registers encrypted, and 802.1X refuses it.",
        needs: &[Need::Lsc],
        changes: &[Part::Phones],
        brings: &[],
        act: Act::Lists(|cluster| {
            let end = cluster.description.judged_at.plus_days(-1);
            alter_first_lsc(cluster, |lsc| lsc.not_after = end)
        }),
    },
    Fault {
        name: "lsc-expires-soon",
        check: "PHN-02",
        title: "An LSC that expires within weeks",
        about: "The LSC of a phone ends in three weeks, and no new one was installed.",
        needs: &[Need::Lsc],
        changes: &[Part::Phones],
        brings: &[],
        act: Act::Lists(|cluster| {
            let end = cluster.description.judged_at.plus_days(21);
            alter_first_lsc(cluster, |lsc| lsc.not_after = end)
        }),
    },
    Fault {
        name: "mic-of-a-false-cisco-ca",
        check: "PHN-03",
        title: "A MIC of an authority that only calls itself Cisco's",
        about: "The certificate of a phone names Cisco Manufacturing CA SHA2 as its issuer, but Cisco's key did not sign it.",
        needs: &[Need::Mic],
        changes: &[Part::Phones],
        brings: &[],
        act: Act::Lists(|cluster| {
            let key = cluster.new_key(Identity::CiscoCa, "a false Cisco CA", KeyKind::Rsa2048)?;
            let ca = manufacturing_ca(HashAlgorithm::Sha256, &key)?;
            let from = days_before(cluster.description.made_at, 365);
            let phone = cluster.phones.first_mut().ok_or_else(no_phone)?;
            let own = phone.mic.as_ref().ok_or_else(no_phone)?.key().clone();
            phone.mic = Some(mic(&phone.mac, &ca, &own, from)?);
            Ok(())
        }),
    },
    Fault {
        name: "mic-ends-without-an-lsc",
        check: "PHN-04",
        title: "A MIC that ends, and no LSC",
        about: "The MIC of a phone ends within half a year, nobody can renew it, and the phone has no LSC.",
        needs: &[Need::Mic, Need::JudgedBefore(YEAR_OF_THE_END)],
        changes: &[Part::Phones],
        brings: &[],
        act: Act::Lists(|cluster| {
            let end = cluster.description.judged_at.plus_days(180).min(Timestamp::from_unix(END_OF_SHA1_CHAINS));
            let phone = cluster.phones.first_mut().ok_or_else(no_phone)?;
            let own = phone.mic.as_ref().ok_or_else(no_phone)?.description.clone();
            phone.mic = Some(CertificateDescription { not_after: end, ..own }.sign()?.of(Identity::Mic, &[]));
            phone.lsc = None;
            Ok(())
        }),
    },
    Fault {
        name: "lsc-filed-under-another-phone",
        check: "PHN-05",
        title: "An LSC in a file of another phone",
        about: "The LSC of one phone was saved under the name of another.",
        needs: &[Need::Lsc],
        changes: &[Part::Phones],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let lsc = cluster.phones.first().and_then(|phone| phone.lsc.as_ref()).ok_or_else(no_phone)?;
            files.push(("phones/SEP00005E0053FF.pem".to_owned(), lsc.pem()));
            Ok(())
        }),
    },
    Fault {
        name: "phone-moved-from-another-cluster",
        check: "PHN-05",
        title: "A phone that came from another cluster with its LSC",
        about: "A phone was moved here with the LSC of its old cluster, whose CAPF names another organisation and is unknown here.",
        needs: &[Need::Lsc],
        changes: &[Part::Phones],
        // The CAPF of the other cluster is no CAPF of this one: that is the same thing seen from the issuer.
        brings: &["PHN-01"],
        act: Act::Lists(|cluster| {
            let former = former_capf(cluster)?;
            let mut foreign = former.description;
            foreign.subject.retain(|(key, _)| key.eq_ignore_ascii_case("CN"));
            foreign.subject.insert(0, ("O".to_owned(), "Another Organisation".to_owned()));
            let foreign = foreign.sign()?.of(Identity::Capf, &[]);
            relabel_first_phone(cluster, &foreign)
        }),
    },
    Fault {
        name: "lsc-signed-with-sha1",
        check: "PHN-06",
        title: "An LSC signed with SHA-1",
        about: "The LSC of a phone is from before 11.5(1)SU1, when CAPF signed with SHA-1.",
        needs: &[Need::Lsc],
        changes: &[Part::Phones],
        brings: &[],
        act: Act::Lists(|cluster| alter_first_lsc(cluster, |lsc| lsc.hash = HashAlgorithm::Sha1)),
    },
    Fault {
        name: "lsc-of-the-capf-before-its-renewal",
        check: "PHN-07",
        title: "An LSC of the CAPF before its renewal",
        about: "CAPF was regenerated and everything else done right; phones still hold LSCs of the old CAPF. RADIUS servers and ASAs need \
                both certificates until the last of them is replaced.",
        needs: &[Need::Lsc],
        changes: &[Part::Capf, Part::Phones, Part::Itl, Part::Ctl],
        brings: &[],
        act: Act::Lists(|cluster| {
            renew_capf(cluster)?;
            let later = cluster.description.later();
            cluster.write_lists(later)
        }),
    },
];

fn no_phone() -> LabError {
    LabError::NoFile("lsc.pem or mic.pem".to_owned())
}

fn alter_first_lsc(cluster: &mut Cluster, change: impl FnOnce(&mut CertificateDescription)) -> Result<(), LabError> {
    let phone = cluster.phones.first_mut().ok_or_else(no_phone)?;
    let mut own = phone.lsc.as_ref().ok_or_else(no_phone)?.description.clone();
    change(&mut own);
    phone.lsc = Some(own.sign()?.of(Identity::Lsc, &[]));
    Ok(())
}
