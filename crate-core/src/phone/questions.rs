//! The questions of the [decision table](super::rules), each answered from what a phone holds and meets.

use super::list::{Content, Entry, List, Offer};
use super::{Certificate, Phone, Surroundings, Tvs};
use crate::crypto::PublicKey;
use crate::formats::trust_list::Role;
use crate::report::{Evidence, ListKind, SignatureStatus};
use crate::text::{listed_briefly, sentence};
use crate::verify::file_signature::{Candidate, FileVerdict, Origin, judge, judge_printed};

/// What is asked about: a phone, what it is offered, and what it meets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) phone: &'a Phone<'a>,
    pub(super) offer: &'a Offer<'a>,
    /// Which list it is; none for a signed file.
    pub(super) kind: Option<ListKind>,
    pub(super) surroundings: &'a Surroundings,
}

/// The roles of TFTP servers.
const SERVERS: [Role; 2] = [Role::TFTP, Role::CCM_TFTP];

/// An answer, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Yes, because.
    Yes(Because),
    /// No, because.
    No(Because),
    /// Nothing that was given tells; with what is missing, as a phrase.
    Open(Because, String),
}

/// What an answer rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Because {
    pub(super) text: String,
    pub(super) evidence: Vec<Evidence>,
}

fn because(text: impl Into<String>) -> Because {
    Because { text: sentence(&text.into()).into_owned(), evidence: Vec::new() }
}

impl Because {
    fn seen(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }
}

fn yes_or_no(is_so: bool, because: Because) -> Answer {
    if is_so { Answer::Yes(because) } else { Answer::No(because) }
}

impl Asked<'_> {
    /// What the signer must be: a SAST for lists, a TFTP server for files (formats.md, section 9).
    fn roles(&self) -> &'static [Role] {
        if self.kind.is_some() { &[Role::SAST] } else { &SERVERS }
    }

    /// By which records of a CTL a signature is checked: an ITL by those of TFTP servers too, whose key signs it before 12.0.
    fn roles_in_ctl(&self) -> &'static [Role] {
        if self.kind == Some(ListKind::Itl) { &[Role::SAST, Role::CCM_TFTP, Role::TFTP] } else { self.roles() }
    }

    /// The ITL, which is nothing to a phone without Security By Default.
    fn itl(&self) -> Option<&List<'_>> {
        self.phone.itl.as_ref().filter(|_| !self.phone.lacks_security_by_default)
    }

    fn held(&self) -> impl Iterator<Item = &List<'_>> {
        self.phone.ctl.iter().chain(self.itl())
    }
}

pub(super) fn is_readable(asked: &Asked<'_>) -> Answer {
    let seen = of_offer(asked.offer);
    match &asked.offer.unreadable {
        None => Answer::Yes(because(format!("{} is whole.", asked.offer.name)).seen(seen)),
        Some(reason) => Answer::No(because(format!("{}: {reason}.", asked.offer.name)).seen(seen)),
    }
}

pub(super) fn is_asked_for(asked: &Asked<'_>) -> Answer {
    match (asked.kind, asked.phone.lacks_security_by_default) {
        (Some(ListKind::Itl), true) => Answer::No(because("The phone lacks Security By Default.")),
        (Some(ListKind::Itl), false) => Answer::Yes(because("The phone has Security By Default.")),
        _ => Answer::Yes(because("Every phone asks for a CTL.")),
    }
}

pub(super) fn holds_nothing(asked: &Asked<'_>) -> Answer {
    let held: Vec<String> = asked.held().map(List::described).collect();
    if held.is_empty() {
        return Answer::Yes(because("It is new, was reset, or its lists were erased."));
    }
    Answer::No(
        because(format!("It holds {}.", held.join(" and ")))
            .seen(asked.held().filter_map(|list| of_offer(&list.offer))),
    )
}

pub(super) fn takes_any_list(asked: &Asked<'_>) -> Answer {
    if asked.kind != Some(ListKind::Itl) {
        return Answer::No(because("It is a CTL."));
    }
    takes_any_file(asked)
}

pub(super) fn takes_any_file(asked: &Asked<'_>) -> Answer {
    match (&asked.phone.ctl, asked.itl()) {
        (None, Some(itl)) if itl.is_empty() => Answer::Yes(
            because(format!(
                "{} has no record for TFTP or TVS, as CUCM writes it before a rollback to a release before 8.0.",
                itl.described()
            ))
            .seen(of_offer(&itl.offer)),
        ),
        (Some(ctl), Some(itl)) if itl.is_empty() => Answer::No(
            because(format!(
                "Its ITL is emptied, but it holds {} too, which a rollback does not empty.",
                ctl.described()
            ))
            .seen(of_offer(&ctl.offer)),
        ),
        (_, Some(itl)) => Answer::No(because(format!("{} is filled.", itl.described())).seen(of_offer(&itl.offer))),
        (_, None) => Answer::No(because("It holds no ITL.")),
    }
}

pub(super) fn ctl_names_signer(asked: &Asked<'_>) -> Answer {
    match &asked.phone.ctl {
        Some(ctl) => names_signer(asked, ctl, asked.roles()),
        None => Answer::No(because("It holds no CTL.")),
    }
}

pub(super) fn ctl_names_tftp(asked: &Asked<'_>) -> Answer {
    match (asked.kind, &asked.phone.ctl) {
        (Some(ListKind::Ctl), _) => Answer::No(because("It is a CTL.")),
        (_, Some(ctl)) => names_signer(asked, ctl, &SERVERS),
        (_, None) => Answer::No(because("It holds no CTL.")),
    }
}

pub(super) fn itl_names_signer(asked: &Asked<'_>) -> Answer {
    match &asked.phone.itl {
        Some(itl) if asked.phone.lacks_security_by_default => {
            Answer::No(because(format!("Without Security By Default it knows nothing of {}.", itl.offer.name)))
        }
        Some(itl) => names_signer(asked, itl, asked.roles()),
        None => Answer::No(because("It holds no ITL.")),
    }
}

fn names_signer(asked: &Asked<'_>, list: &List<'_>, roles: &[Role]) -> Answer {
    let Some(signer) = &asked.offer.signer else { return names_nobody(asked) };
    let (name, who) = (list.described(), signer.described());
    if let Some(entry) = list.find(signer, roles) {
        let text = format!("{who} is record {} of {name}, with the function {}.", entry.record, entry.role);
        return Answer::Yes(because(text).seen([of_record(list, entry)]));
    }
    let other = list.entries.iter().find(|entry| entry.certificate.is_same(signer));
    let known: Vec<String> =
        list.entries.iter().filter(|entry| roles.contains(&entry.role)).map(Entry::described).collect();
    let instead = match (other, known.is_empty()) {
        (Some(entry), _) => format!(
            "{who} is record {} of {name}, but with the function {}, which is not asked for here.",
            entry.record, entry.role
        ),
        (None, true) => format!("{who} is not in {name}, where no record has such a function."),
        (None, false) => format!("{who} is not in {name}, where such records are: {}.", listed_briefly(&known)),
    };
    let because = because(instead).seen(of_offer(&list.offer));
    if list.is_whole {
        Answer::No(because)
    } else {
        Answer::Open(because, format!("all records of {}", list.offer.name))
    }
}

/// What follows where no signer is named: a file that is all there names none, a printout may not have printed it.
fn names_nobody(asked: &Asked<'_>) -> Answer {
    let because = because(format!("{} does not tell who signed it.", asked.offer.name)).seen(of_offer(asked.offer));
    match asked.offer.content {
        Content::File { .. } => Answer::No(because),
        _ => Answer::Open(because, format!("the signer of {}", asked.offer.name)),
    }
}

pub(super) fn knows_tvs(asked: &Asked<'_>) -> Answer {
    let lacks = asked.phone.lacks_security_by_default;
    yes_or_no(
        !lacks,
        because(if lacks { "The phone lacks Security By Default." } else { "The phone has Security By Default." }),
    )
}

pub(super) fn was_vouched_for(asked: &Asked<'_>) -> Answer {
    match vouched_lately(asked) {
        Some(known) => Answer::Yes(because(format!("TVS vouched for {} less than a day ago.", known.0.described()))),
        None => Answer::No(because("No such answer is remembered.")),
    }
}

pub(super) fn itl_names_tvs(asked: &Asked<'_>) -> Answer {
    let Some(itl) = &asked.phone.itl else {
        return Answer::No(because("It holds no ITL, so it knows no TVS."));
    };
    let named: Vec<&Entry> = itl.with_role(Role::TVS).collect();
    if named.is_empty() {
        let because = because(format!("{} has no record for TVS.", itl.described())).seen(of_offer(&itl.offer));
        return if itl.is_whole {
            Answer::No(because)
        } else {
            Answer::Open(because, format!("all records of {}", itl.offer.name))
        };
    }
    let records: Vec<String> = named.iter().map(|entry| entry.described()).collect();
    let text = format!("{} names as TVS: {}.", itl.described(), listed_briefly(&records));
    Answer::Yes(because(text).seen(named.into_iter().take(MOST_NAMED).map(|entry| of_record(itl, entry))))
}

/// Records that an answer names at most.
const MOST_NAMED: usize = 8;

pub(super) fn reaches_tvs(asked: &Asked<'_>) -> Answer {
    let tvs = &asked.surroundings.tvs;
    let reached: Vec<&str> = tvs.iter().filter(|tvs| tvs.is_reached).map(|tvs| tvs.node.as_str()).collect();
    if tvs.is_empty() {
        return Answer::Open(because("Which nodes run TVS is not known."), "the nodes that run TVS".to_owned());
    }
    if reached.is_empty() {
        return Answer::No(because("It is cut off from all of them."));
    }
    Answer::Yes(because(format!("It reaches {}.", listed_briefly(&reached))))
}

pub(super) fn tvs_proves_itself(asked: &Asked<'_>) -> Answer {
    let Some(itl) = &asked.phone.itl else { return Answer::No(because("It holds no ITL.")) };
    let reached: Vec<&Tvs> = asked.surroundings.tvs.iter().filter(|tvs| tvs.is_reached).collect();
    for tvs in &reached {
        let Some(shown) = &tvs.shows else { continue };
        if let Some(entry) = itl.find(shown, &[Role::TVS]) {
            let text = format!(
                "The TVS of {} shows {}, {}. It is record {} of {}.",
                tvs.node,
                shown.described(),
                tvs.told_by,
                entry.record,
                itl.described()
            );
            return Answer::Yes(because(text).seen([of_record(itl, entry)]));
        }
    }
    if reached.is_empty() {
        let because = because("Nothing is known of any TVS that it may reach.");
        return Answer::Open(because, "the TVS certificates of the phone's CallManager group".to_owned());
    }
    let unknown: Vec<&str> = reached.iter().filter(|tvs| tvs.shows.is_none()).map(|tvs| tvs.node.as_str()).collect();
    if !unknown.is_empty() {
        let nodes = listed_briefly(&unknown);
        return Answer::Open(
            because(format!("What the TVS of {nodes} shows is not known.")),
            format!("the TVS certificate of {nodes}"),
        );
    }
    let shown: Vec<String> = reached
        .iter()
        .filter_map(|tvs| {
            Some(format!("the TVS of {} shows {}, {}", tvs.node, tvs.shows.as_ref()?.described(), tvs.told_by))
        })
        .collect();
    let because = because(format!(
        "{} names none of the TVS that the phone reaches: {}.",
        itl.described(),
        listed_briefly(&shown)
    ))
    .seen(of_offer(&itl.offer));
    if itl.is_whole { Answer::No(because) } else { Answer::Open(because, format!("all records of {}", itl.offer.name)) }
}

pub(super) fn tvs_vouches(asked: &Asked<'_>) -> Answer {
    let Some(signer) = &asked.offer.signer else { return names_nobody(asked) };
    let store = &asked.surroundings.store;
    match store.find(signer, asked.roles()) {
        Some(known) => Answer::Yes(
            because(format!("{} is {}.", signer.described(), known.place)).seen(of_certificate(&known.certificate)),
        ),
        None if store.is_whole => Answer::No(because(format!(
            "{} is neither a certificate of the servers of the phone's cluster nor, as far as the case holds them, in CallManager-trust or Phone-SAST-trust there.",
            signer.described()
        ))),
        None => Answer::Open(
            because(format!(
                "{} is no certificate that the case has of the phone's cluster. Whether it lies in CallManager-trust or Phone-SAST-trust there is not known.",
                signer.described()
            )),
            "the servers' own certificates, and those in CallManager-trust and Phone-SAST-trust".to_owned(),
        ),
    }
}

pub(super) fn holds_by_ctl(asked: &Asked<'_>) -> Answer {
    holds_by_list(asked, asked.phone.ctl.as_ref(), asked.roles_in_ctl())
}

pub(super) fn holds_by_itl(asked: &Asked<'_>) -> Answer {
    holds_by_list(asked, asked.itl(), asked.roles())
}

fn holds_by_list(asked: &Asked<'_>, list: Option<&List<'_>>, roles: &[Role]) -> Answer {
    let entry =
        list.zip(asked.offer.signer.as_ref()).and_then(|(list, signer)| Some((list, list.find(signer, roles)?)));
    let Some((list, entry)) = entry else { return unseen(asked) };
    let origin = Origin { input: list.offer.input.unwrap_or(usize::MAX), record: Some(entry.record) };
    holds(asked.offer, &entry.certificate, entry.key.as_ref(), origin)
}

pub(super) fn holds_by_tvs(asked: &Asked<'_>) -> Answer {
    let of_store = || {
        let known = asked.surroundings.store.find(asked.offer.signer.as_ref()?, asked.roles())?;
        Some((&known.certificate, known.key.as_ref()))
    };
    match vouched_lately(asked).or_else(of_store) {
        Some((certificate, key)) => holds(asked.offer, certificate, key, NOWHERE),
        None => unseen(asked),
    }
}

/// Whether a signature holds where the signer's certificate is somewhere that the case does not show: in a record that was not printed, in a
/// trust store. This is asked only to see what would follow if it were there. The case may have the certificate in another place.
fn unseen(asked: &Asked<'_>) -> Answer {
    let elsewhere = || asked.surroundings.store.find(asked.offer.signer.as_ref()?, asked.roles());
    if let Some(known) = elsewhere() {
        return holds(asked.offer, &known.certificate, known.key.as_ref(), NOWHERE);
    }
    let signer = asked.offer.signer.as_ref().map_or_else(|| "the signer".to_owned(), Certificate::described);
    match asked.offer.content {
        Content::Planned => Answer::Yes(because(format!("{signer} will sign it."))),
        Content::File { .. } | Content::Printed { .. } => {
            Answer::Open(because("The certificate is not in the case."), format!("the certificate {signer}"))
        }
    }
}

/// Where a certificate stands that is in no list.
const NOWHERE: Origin = Origin { input: usize::MAX, record: None };

fn vouched_lately<'a>(asked: &Asked<'a>) -> Option<(&'a Certificate, Option<&'a PublicKey>)> {
    let signer = asked.offer.signer.as_ref()?;
    let roles = asked.roles();
    let known = asked
        .phone
        .vouched
        .iter()
        .find(|known| known.roles.iter().any(|role| roles.contains(role)) && known.certificate.is_same(signer))?;
    Some((&known.certificate, known.key.as_ref()))
}

/// Whether the signature of an offer opens with a certificate that the phone has or is given, and holds.
fn holds(offer: &Offer<'_>, certificate: &Certificate, key: Option<&PublicKey>, origin: Origin) -> Answer {
    let candidate = || Candidate {
        origin,
        holder: certificate.name.clone(),
        certificate: certificate.sha256.clone(),
        key: key.cloned().ok_or_else(|| "the certificate itself is not in the case".to_owned()),
    };
    let seen = of_certificate(certificate);
    match &offer.content {
        Content::Planned => Answer::Yes(because(format!("{} will sign it.", certificate.described())).seen(seen)),
        Content::File { header, bytes } => {
            let missing = format!("the certificate {}", certificate.described());
            if key.is_none() {
                return Answer::Open(because("The key is not there to open the signature with.").seen(seen), missing);
            }
            match judge(header, bytes, &[candidate()]) {
                Some(FileVerdict { status: SignatureStatus::Valid, reason, .. }) => {
                    Answer::Yes(because(reason).seen(seen))
                }
                Some(FileVerdict { status: SignatureStatus::Unsupported, reason, .. }) => {
                    Answer::Open(because(reason).seen(seen), "a signature that can be checked here".to_owned())
                }
                Some(FileVerdict { reason, .. }) => Answer::No(because(reason).seen(seen)),
                None => Answer::Open(because("The signature cannot be checked.").seen(seen), missing),
            }
        }
        Content::Printed { header, verified } => {
            let opened = key.and_then(|_| judge_printed(header, &[candidate()]));
            match (opened, verified) {
                (Some(FileVerdict { status: SignatureStatus::WrongKey | SignatureStatus::Altered, reason, .. }), _) => {
                    Answer::No(because(reason).seen(seen))
                }
                (_, Some(false)) => Answer::No(because("The server says that the signature does not hold.").seen(seen)),
                (_, Some(true)) => Answer::Yes(because("The server says that it verified the file.").seen(seen)),
                (Some(FileVerdict { digest: Some(_), reason, .. }), None) => Answer::Yes(
                    because(format!("{reason} That the content is as signed is taken for granted.")).seen(seen),
                ),
                (_, None) => Answer::Open(
                    because("The text does not tell whether the signature holds.").seen(seen),
                    format!("{} itself, as a file", offer.name),
                ),
            }
        }
    }
}

fn of_offer(offer: &Offer<'_>) -> Option<Evidence> {
    offer.input.map(|input| Evidence { input: Some(input), ..Evidence::default() })
}

fn of_record(list: &List<'_>, entry: &Entry) -> Evidence {
    Evidence {
        input: list.offer.input,
        record: list.offer.input.map(|_| entry.record),
        certificate: entry.certificate.sha256.clone(),
        offset: None,
    }
}

fn of_certificate(certificate: &Certificate) -> Option<Evidence> {
    certificate.sha256.as_ref().map(|sha256| Evidence { certificate: Some(sha256.clone()), ..Evidence::default() })
}
