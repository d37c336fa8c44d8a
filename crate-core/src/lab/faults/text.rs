//! Faults of TXT: what logs and the command line tell of.
//!
//! Each lays a log beside the cluster: of a phone (`phones/SEP…/console.log`, `status-messages.log`) or of the publisher
//! (`cucm-pub/tvs.log`, `capf.log`).

use super::{Act, Fault, Files, Need, Part};
use crate::crypto::sha1;
use crate::lab::certificate::Made;
use crate::lab::cluster::Cluster;
use crate::lab::description::host;
use crate::lab::error::LabError;
use crate::lab::list::ListDescription;
use crate::lab::phone_log::{
    Alert, CapfResult, CertificateName, Entry, Event, Lists, Log, OwnCertificate, Participants, Side, write_phone_log,
};
use crate::lab::transcript::{ListedAs, ListedCertificate, ListedStore, show_certificate_list};
use crate::report::{Identity, ListKind};
use crate::timestamp::Timestamp;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "phone-shows-its-mic",
        check: "TXT-01",
        title: "A log that tells which certificate a phone shows",
        about: "The console log of a phone that shows its MIC in a TLS handshake, which succeeds.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let subject = format!("/O=Cisco Systems Inc./OU=CTG/CN=CP-8861-{}", device(cluster));
            let issuer = "/O=Cisco/CN=Cisco Manufacturing CA SHA2".to_owned();
            let shown = Event::OwnCertificateShown { kind: OwnCertificate::Mic, length: 1045, subject, issuer };
            log(cluster, files, Log::Console, vec![shown, Event::HandshakeSucceeded]);
            Ok(())
        }),
    },
    Fault {
        name: "handshake-refused-as-unknown-ca",
        check: "TXT-02",
        title: "A TLS handshake refused with \"unknown CA\"",
        about: "The console log of a phone whose LSC the server does not know: CallManager-trust lacks the CAPF that issued it.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let refused = Event::HandshakeRefused { by: Side::Server, alert: Alert::UnknownAuthority };
            log(cluster, files, Log::Console, vec![refused]);
            Ok(())
        }),
    },
    Fault {
        name: "phone-takes-its-first-lists",
        check: "TXT-03",
        title: "A phone that takes its first lists on trust",
        about: "The page of status messages of a phone that had no list and took what the TFTP server gave it.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let has_ctl = cluster.lists.iter().any(|list| list.kind == ListKind::Ctl);
            let lists = if has_ctl { Lists::Both } else { Lists::Itl };
            log(cluster, files, Log::StatusMessages, vec![Event::TrustListsInstalled { lists }]);
            Ok(())
        }),
    },
    Fault {
        name: "tvs-vouches-for-a-certificate",
        check: "TXT-04",
        title: "A phone that asks TVS about a certificate",
        about: "The trace of TVS on the publisher: a phone asked about the certificate of a TFTP server, and TVS vouched for it.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let about = named(cluster.certificate(Identity::Callmanager, cluster.description.publisher())?);
            log(cluster, files, Log::Tvs, vec![Event::TvsAsked { about, roles: Some(vec![0, 3]) }]);
            Ok(())
        }),
    },
    Fault {
        name: "phone-holds-another-itl",
        check: "TXT-05",
        title: "A phone that holds another ITL than the server has",
        about: "The alarm of a phone names the SHA-1 of the ITL that it holds, and no TFTP node of the cluster has this list: the phone did \
                not take the present one.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let itl = cluster.lists.iter().find(|list| list.kind == ListKind::Itl).cloned();
            let mut itl = itl.ok_or_else(|| LabError::NoFile("ITLFile.tlv".to_owned()))?;
            itl.timestamp = itl.timestamp.plus_days(-1);
            let earlier = sha1(&itl.sign()?);
            let ctl = cluster.lists.iter().find(|list| list.kind == ListKind::Ctl);
            let ctl = ctl.map(ListDescription::sign).transpose()?.map(|bytes| sha1(&bytes));
            log(cluster, files, Log::Console, vec![Event::TrustListsHeld { ctl, itl: Some(earlier) }]);
            Ok(())
        }),
    },
    Fault {
        name: "harmless-lines-in-a-log",
        check: "TXT-06",
        title: "Lines that look alarming and are harmless",
        about: "The page of status messages of a phone in a cluster without CTL: the file is not found, as it should be.",
        needs: &[Need::NonSecure],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let file = format!("CTL{}.tlv", device(cluster));
            log(cluster, files, Log::StatusMessages, vec![Event::FileNotFound { file }]);
            Ok(())
        }),
    },
    Fault {
        name: "phone-refuses-its-configuration",
        check: "TXT-07",
        title: "A phone that refuses its configuration",
        about: "The page of status messages of a phone whose ITL does not hold the certificate that signed its configuration. It keeps its \
                old configuration whatever is changed in CUCM.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            log(cluster, files, Log::StatusMessages, vec![Event::ConfigurationRefused]);
            Ok(())
        }),
    },
    Fault {
        name: "phone-refuses-the-itl",
        check: "TXT-07",
        title: "A phone that refuses the new ITL",
        about: "The page of status messages of a phone that knows neither the signer of the new ITL nor a TVS that vouches for it.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            log(cluster, files, Log::StatusMessages, vec![Event::TrustListRefused { list: ListKind::Itl }]);
            Ok(())
        }),
    },
    Fault {
        name: "listing-of-certificates-that-are-not-there",
        check: "TXT-09",
        title: "A listing of a certificate that nobody gave",
        about: "\"show cert list trust\" names the ITLRecovery of another cluster in Phone-SAST-trust, and its file is not in the case.",
        needs: &[],
        changes: &[Part::Transcripts],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let entry = ListedCertificate {
                unit: "Phone-SAST-trust".to_owned(),
                file_name: "ITLRECOVERY_other-pub.example.net.pem".to_owned(),
                listed_as: ListedAs::Trusted,
            };
            let folder = host(cluster.description.publisher()).to_owned();
            let text = show_certificate_list(ListedStore::Trust, &[entry]);
            files.push((format!("{folder}/more/show-cert-list-trust.txt"), text.into_bytes()));
            Ok(())
        }),
    },
    Fault {
        name: "clock-of-a-phone-not-set",
        check: "TXT-10",
        title: "A phone whose clock is not set",
        about: "The console log of a phone that lost its time: it takes every certificate for not valid yet, until NTP or the SIP server \
                sets the clock.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let server = cluster.description.later();
            log_at(cluster, files, Log::Console, server.plus_days(-400), vec![Event::ServerTime { server }]);
            Ok(())
        }),
    },
    Fault {
        name: "capf-operation-failed",
        check: "TXT-11",
        title: "CAPF does not take the MIC of a phone",
        about: "The trace of CAPF: the phone was to get an LSC, authenticated by its MIC, and CAPF-trust lacks the CA of the MIC.",
        needs: &[],
        changes: &[Part::Logs],
        brings: &[],
        act: Act::Files(|cluster, files| {
            log(cluster, files, Log::Capf, vec![Event::CapfOperation { result: CapfResult::InvalidMic }]);
            Ok(())
        }),
    },
];

/// The name of the first phone; of one that is not there where the cluster has none.
pub(super) fn device(cluster: &Cluster) -> String {
    let mac = cluster.phones.first().map_or("00005E0053FE", |phone| &phone.mac);
    format!("SEP{mac}")
}

/// The address of the phones of logs and captures, of a network for documents (RFC 5737).
pub(super) const PHONE_ADDRESS: &str = "192.0.2.21";

fn log(cluster: &Cluster, files: &mut Files, log: Log, events: Vec<Event>) {
    log_at(cluster, files, log, cluster.description.later(), events);
}

fn log_at(cluster: &Cluster, files: &mut Files, log: Log, at: Timestamp, events: Vec<Event>) {
    let publisher = cluster.description.nodes.first();
    let participants = Participants {
        device_name: device(cluster),
        phone_address: PHONE_ADDRESS.to_owned(),
        server_address: publisher.map(|node| node.address.clone()).unwrap_or_default(),
    };
    let entries: Vec<Entry> = events.into_iter().map(|event| Entry { at, event }).collect();
    let text = write_phone_log(&participants, log, &entries);
    let folder = host(cluster.description.publisher());
    let name = match log {
        Log::Console => format!("phones/{}/console.log", participants.device_name),
        Log::StatusMessages => format!("phones/{}/status-messages.log", participants.device_name),
        Log::Tvs => format!("{folder}/tvs.log"),
        Log::Capf => format!("{folder}/capf.log"),
    };
    files.push((name, text.into_bytes()));
}

fn named(made: &Made) -> CertificateName {
    let (subject, issuer) = made.listed_names(crate::formats::signed_header::TagOrder::Cucm);
    CertificateName { subject, issuer, serial: made.description.serial.clone() }
}
