//! EKU-01

use super::super::certificate::{evidence, holder, public_issuer};
use super::super::{Check, Observations, any_certificate};
use super::{allows, named};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::plan::Key;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "EKU-01",
    severity: Severity::Error,
    title: "The certificate of a service that is also a client may be used as one",
    meaning: "CallManager, TVS, IPsec, federation and Tomcat open connections as well as they take them, and show the same certificate both ways. Where its \
              extended key usage names serverAuth but not clientAuth, a peer that looks at it refuses the connection. Public authorities have begun to \
              leave clientAuth out, and all of them do so before March 2027: the next renewal may bring this.",
    symptoms: "Connections that the server opens with mutual TLS fail, and those that it takes work.",
    plan: None,
    remedy: "Have it issued again with serverAuth and clientAuth: by an authority of your own, or by a public one that still issues both under another \
             root than the one of browsers. Cisco has announced for 15 SU5, planned for the end of 2026, a UCM that does not need clientAuth there; do \
             not renew with a public authority before you have one of these.",
    source: "Cisco field notice FN74345, revision 1.2; Cisco Security Guide 14SU2, Certificates, table of key usage",
    since: "0.1",
    needs: "a certificate of CallManager, TVS, IPsec, Tomcat or XMPP federation",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.certificates {
        let Some((severity, symptoms)) = client(judged) else { continue };
        let x509 = &judged.entry.certificate;
        if allows(x509, "clientAuth") != Some(false) {
            continue;
        }
        let purposes = named(x509);
        let (severity, whence) = if x509.is_self_issued() {
            // CUCM puts clientAuth into its own; whether one without is refused everywhere is not documented.
            let whence = "It is self-signed, and CUCM asks for clientAuth in its own certificates; how this one came to be is not known.";
            (Severity::Warning, whence.to_owned())
        } else {
            let public = public_issuer(judged).map_or("", |_| ", a public authority");
            (severity, format!("{}{public}, left it out.", x509.issuer().common_name()))
        };
        let title = format!("{} may not be used as a client", called(judged));
        let detail = format!("Its extended key usage names {purposes}, not clientAuth. {whence}");
        observations
            .say_as(severity, title, detail, evidence(judged))
            .felt_by(symptoms)
            .by_plan(Key::renewing(judged.identity));
    }
}

/// How bad it is that a certificate cannot be a client's, and what then fails; none where nobody needs it to be.
fn client(judged: &JudgedCertificate<'_>) -> Option<(Severity, &'static str)> {
    Some(match judged.identity {
        Identity::Callmanager | Identity::CallmanagerEcdsa => {
            (Severity::Error, "SIP trunks over TLS that the cluster opens, and registration over Expressway, fail.")
        }
        Identity::Tvs => (Severity::Error, "Certificate operations of CAPF with an online authority fail."),
        Identity::Ipsec => (Severity::Error, "IPsec to gateways and other nodes is not set up."),
        Identity::Tomcat | Identity::TomcatEcdsa => (
            Severity::Warning,
            "LDAP over TLS, OAuth over Expressway and other connections that the server opens fail where the peer asks for a certificate.",
        ),
        _ if is_federation(judged) => (Severity::Error, "XMPP federation with other servers fails."),
        _ => return None,
    })
}

/// Whether CUCM or the file name call it the certificate of XMPP federation.
fn is_federation(judged: &JudgedCertificate<'_>) -> bool {
    let begins = |name: &String| {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        base.starts_with("cup-xmpp-s2s") && !base.contains("-trust")
    };
    judged.identity == Identity::Other
        && (judged.entry.units.iter().any(begins) || judged.entry.file_names.iter().any(begins))
}

fn called(judged: &JudgedCertificate<'_>) -> String {
    let name = holder(judged);
    if judged.identity == Identity::Other { format!("The XMPP federation certificate of {name}") } else { name }
}
