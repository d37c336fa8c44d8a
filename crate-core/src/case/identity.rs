//! What is a certificate in CUCM? (domain.md, sections 1.1 and 1.3; check ROL-01)
//!
//! Nothing in a certificate says so outright. The name that CUCM, CAPF or Cisco's factory gives is the strongest sign, then the role that a
//! trust list gives, then the unit that CUCM's command line names, then the file name of the certificate management page. The first rule that fits wins and says why.

use super::facts::RECOVERY;
use super::holdings::is_store;
use super::inventory::Entry;
use super::known_cisco;
use crate::crypto::PublicKey;
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::{Certificate, KeyPurpose, KeyUsageFlag};
use crate::formats::request::CertificateRequest;
use crate::formats::trust_list::Role;
use crate::report::Identity;

/// File names of the certificate management page, without what follows them in a download (`CallManager-ECDSA.pem`). Longer names first.
const FILE_NAMES: &[(&str, Identity)] = &[
    ("callmanager-ecdsa", Identity::CallmanagerEcdsa),
    ("callmanager", Identity::Callmanager),
    ("tomcat-ecdsa", Identity::TomcatEcdsa),
    ("tomcat", Identity::Tomcat),
    ("itlrecovery", Identity::Itlrecovery),
    ("capf", Identity::Capf),
    ("ipsec", Identity::Ipsec),
    ("tvs", Identity::Tvs),
];

/// The identity of a certificate of the case, and why.
#[must_use]
pub fn identify(entry: &Entry) -> (Identity, String) {
    let certificate = &entry.certificate;
    by_known(entry)
        .or_else(|| by_name(certificate.subject(), certificate.issuer()))
        .or_else(|| by_role(entry))
        .or_else(|| entry.units.iter().find_map(|unit| by_unit(unit)))
        .or_else(|| by_file_name(&entry.file_names))
        .unwrap_or((Identity::Other, "Neither its name, nor a role, nor its file name tells.".to_owned()))
}

/// How much the identity of a certificate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Its name, a trust list or CUCM says so.
    Strong,
    /// Its file name alone says so, or it names a phone and nobody knows its issuer.
    Weak,
    /// Nothing tells.
    None,
}

/// How much the identity of a certificate rests on.
#[must_use]
pub fn confidence(entry: &Entry) -> Confidence {
    let (subject, issuer) = (entry.certificate.subject(), entry.certificate.issuer());
    match by_name(subject, issuer) {
        Some((Identity::Lsc, _)) if !issuer.get("CN").is_some_and(|name| is_capf(name.trim())) => Confidence::Weak,
        Some(_) => Confidence::Strong,
        // CUCM has more units than there are identities: those of IM and Presence, for example.
        None if by_role(entry).is_some() || entry.units.iter().any(|unit| !is_store(unit)) => Confidence::Strong,
        None if by_file_name(&entry.file_names).is_some() => Confidence::Weak,
        None => Confidence::None,
    }
}

/// What a request is for, and why. `unit` is the one that CUCM was asked for, `names` are names of its file, `answers` certificates with
/// its key.
#[must_use]
pub fn identify_request(
    request: &CertificateRequest,
    unit: Option<&str>,
    names: &[String],
    answers: &[&Entry],
) -> (Identity, String) {
    let by_answer = || {
        let of_answer = answers.iter().map(|entry| (identify(entry).0, entry));
        let (identity, entry) = of_answer.into_iter().find(|(identity, _)| *identity != Identity::Other)?;
        let holder = entry.certificate.subject().common_name();
        Some((identity, format!("The certificate of {holder} in the case has its key.")))
    };
    // There is no issuer yet that would tell an LSC from a MIC; a MIC is never asked for.
    if request.subject().get("CN").is_some_and(|name| is_phone(name.trim())) {
        return (Identity::Lsc, "It names a phone, which asks for an LSC.".to_owned());
    }
    by_name(request.subject(), &DistinguishedName::default())
        .or_else(|| by_unit(unit?))
        .or_else(|| by_file_name(names))
        .or_else(by_answer)
        .or_else(|| by_purpose(request))
        .unwrap_or((Identity::Other, "Neither its name, nor its file name, nor what it asks for tells.".to_owned()))
}

/// What the asked-for usage tells (domain.md, section 1.1): CAPF alone signs certificates, and only IPsec asks for ipsecEndSystem
/// together with keyEncipherment. (Releases before 12.5 asked for ipsecEndSystem everywhere, together with keyAgreement.)
fn by_purpose(request: &CertificateRequest) -> Option<(Identity, String)> {
    let usage = request.key_usage()?;
    if usage.contains(KeyUsageFlag::KeyCertSign) {
        return Some((Identity::Capf, "It asks for keyCertSign, which CAPF alone needs.".to_owned()));
    }
    let purposes = request.extended_key_usage().unwrap_or_default();
    let for_ipsec = purposes.iter().map(KeyPurpose::name).any(|name| name == "ipsecEndSystem");
    (for_ipsec && usage.contains(KeyUsageFlag::KeyEncipherment) && !usage.contains(KeyUsageFlag::KeyAgreement))
        .then(|| (Identity::Ipsec, "It asks for ipsecEndSystem, which IPsec alone needs.".to_owned()))
}

/// A certificate of Cisco's that Trustlens knows, or one that bears its name.
fn by_known(entry: &Entry) -> Option<(Identity, String)> {
    if let Some(known) = known_cisco::is_known(&entry.sha256) {
        return Some((Identity::CiscoCa, format!("Its fingerprint is that of {}, which Trustlens knows.", known.name)));
    }
    let known = known_cisco::namesake(&entry.certificate)?;
    let reason = format!("It is called {0}, but its key is not that of the {0} that Trustlens knows.", known.name);
    Some((Identity::CiscoCa, reason))
}

/// The common name of the authority that issues certificates like MICs in a [lab](crate::lab).
pub(crate) const LAB_MANUFACTURING_CA: &str = "Trustlens Lab Manufacturing CA";

pub(crate) fn by_name(subject: &DistinguishedName, issuer: &DistinguishedName) -> Option<(Identity, String)> {
    let name = subject.get("CN")?.trim();
    let issuer_name = issuer.get("CN").unwrap_or_default().trim();
    let says = |what: &str| format!("The name {} is {what}.", crate::text::visible(name));
    if known_cisco::named(name, None).is_some() {
        return Some((Identity::CiscoCa, says("that of one of Cisco's manufacturing CAs and roots")));
    }
    if is_capf(name) {
        return Some((Identity::Capf, says("as CAPF makes it: CAPF- and eight hexadecimal digits")));
    }
    if is_recovery(name) {
        return Some((Identity::Itlrecovery, says("as CUCM makes it: ITLRECOVERY_ and the publisher's name")));
    }
    if is_token(name) {
        return Some((Identity::Etoken, says("that of a hardware security token")));
    }
    if is_phone(name) {
        if is_capf(issuer_name) {
            return Some((Identity::Lsc, "It names a phone, and a CAPF issued it.".to_owned()));
        }
        if known_cisco::named(issuer_name, None).is_some() {
            return Some((Identity::Mic, "It names a phone, and a Cisco manufacturing CA as its issuer.".to_owned()));
        }
        if issuer_name == LAB_MANUFACTURING_CA {
            return Some((
                Identity::Mic,
                "It names a phone, and the manufacturing CA of a lab as its issuer.".to_owned(),
            ));
        }
        return Some((
            Identity::Lsc,
            "It names a phone; its issuer is neither a CAPF by name nor Cisco's, so it is taken for an LSC under \
             another CA."
                .to_owned(),
        ));
    }
    None
}

fn by_role(entry: &Entry) -> Option<(Identity, String)> {
    let has = |role: Role| entry.roles.contains(&role);
    let says = |role: Role| format!("A trust list gives it the role {role}.");
    if has(Role::TVS) {
        return Some((Identity::Tvs, says(Role::TVS)));
    }
    if has(Role::CAPF) {
        return Some((Identity::Capf, says(Role::CAPF)));
    }
    let serves = [Role::CCM_TFTP, Role::TFTP, Role::CCM].into_iter().find(|role| has(*role))?;
    let identity = if is_elliptic(&entry.certificate) { Identity::CallmanagerEcdsa } else { Identity::Callmanager };
    Some((identity, says(serves)))
}

/// A unit of CUCM. What stands in a trust store may be anything.
fn by_unit(unit: &str) -> Option<(Identity, String)> {
    let (_, identity) = FILE_NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(unit))?;
    Some((*identity, format!("The command line of CUCM calls it {}.", crate::text::visible(unit))))
}

/// The identity that a unit of CUCM stands for: `CAPF`. None for a trust store, whose certificates may be anything.
pub(super) fn of_unit(unit: &str) -> Option<Identity> {
    by_unit(unit).map(|(identity, _)| identity)
}

/// The identity that the name of a file stands for: `CAPF.pem`.
pub(super) fn of_file_name(name: &str) -> Option<Identity> {
    by_file_name(&[name.to_owned()]).map(|(identity, _)| identity)
}

fn by_file_name(names: &[String]) -> Option<(Identity, String)> {
    names.iter().find_map(|name| {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let lower = base.to_ascii_lowercase();
        let (known, identity) = FILE_NAMES.iter().find(|(known, _)| {
            // `tomcat.pem`, `tomcat(2).pem`, `tomcat_cucm-pub.pem`, but not `tomcatalog.pem`.
            lower
                .strip_prefix(known)
                .is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_ascii_alphanumeric()))
        })?;
        // CUCM calls trusted certificates `tomcat-trust`; those are other people's.
        let trusted = lower.strip_prefix(known).is_some_and(|rest| rest.starts_with("-trust"));
        (!trusted).then(|| (*identity, format!("Its file is called {base}.")))
    })
}

/// `CAPF-` and eight hexadecimal digits.
pub(crate) fn is_capf(name: &str) -> bool {
    starts_with(name, "CAPF-")
        && name
            .get(5..)
            .is_some_and(|digits| digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// `SEP` and a MAC address, with or without a model before it: `CP-8861-SEP001122334455`.
pub(crate) fn is_phone(name: &str) -> bool {
    let Some(position) = name.rfind("SEP") else { return false };
    let before = name.get(..position).unwrap_or_default();
    let address = name.get(position + 3..).unwrap_or_default();
    (before.is_empty() || before.ends_with('-'))
        && address.len() == 12
        && address.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// Whether a common name is one that CUCM gives to ITLRecovery.
pub(crate) fn is_recovery(name: &str) -> bool {
    starts_with(name, RECOVERY)
}

/// Whether a common name is that of a hardware security token.
pub(crate) fn is_token(name: &str) -> bool {
    starts_with(name, "SAST-ADN")
}

fn starts_with(name: &str, beginning: &str) -> bool {
    name.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

fn is_elliptic(certificate: &Certificate) -> bool {
    matches!(certificate.public_key(), PublicKey::Ec { .. })
}

/// The phone that a certificate names: `SEP001122334455`.
pub(crate) fn phone(certificate: &Certificate) -> Option<&str> {
    let name = certificate.subject().get("CN")?.trim();
    is_phone(name).then(|| name.get(name.rfind("SEP")?..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(subject: &str, issuer: &str) -> Option<Identity> {
        by_name(&DistinguishedName::parse(subject), &DistinguishedName::parse(issuer)).map(|(identity, _)| identity)
    }

    #[test]
    fn names_of_domain_md() {
        assert_eq!(named("CN=CAPF-1a2b3c4d;O=Lab", "CN=CAPF-1a2b3c4d;O=Lab"), Some(Identity::Capf));
        assert_eq!(named("CN=CAPF-office;O=Lab", ""), None);
        assert_eq!(named("CN=ITLRECOVERY_cucm-pub.example.com", ""), Some(Identity::Itlrecovery));
        assert_eq!(named("cn=\"SAST-ADN0054f509        \";ou=IPCBU;o=\"Cisco Systems", ""), Some(Identity::Etoken));
        assert_eq!(named("O=Cisco, CN=Cisco Manufacturing CA SHA2", "CN=Cisco Root CA M2"), Some(Identity::CiscoCa));
        let phone = "serialNumber=PID:CP-8861 SN:FCH1, C=US, CN=CP-8861-SEP001122334455";
        assert_eq!(named(phone, "CN=CAPF-1a2b3c4d"), Some(Identity::Lsc));
        assert_eq!(named(phone, "O=Cisco, CN=Cisco Manufacturing CA SHA2"), Some(Identity::Mic));
        assert_eq!(named("CN=SEPARATE", ""), None);
    }

    #[test]
    fn names_of_downloaded_files() {
        let by_file = |name: &str| by_file_name(&[name.to_owned()]).map(|(identity, _)| identity);
        assert_eq!(by_file("certs/CallManager.pem"), Some(Identity::Callmanager));
        assert_eq!(by_file("CallManager-ECDSA.pem"), Some(Identity::CallmanagerEcdsa));
        assert_eq!(by_file("tomcat(1).der"), Some(Identity::Tomcat));
        assert_eq!(by_file("ITLRecovery.pem"), Some(Identity::Itlrecovery));
        assert_eq!(by_file("tomcat-trust.pem"), None);
        assert_eq!(by_file("tomcatalog.pem"), None);
    }
}
