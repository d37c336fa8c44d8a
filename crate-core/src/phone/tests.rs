//! The rules over lists that do not exist yet: what is planned is signed by whom it names.

use super::*;
use crate::formats::trust_list::Role;
use crate::report::{Decision, ListKind, Reply, Verdict};

fn certificate(name: &str) -> Certificate {
    Certificate {
        name: name.to_owned(),
        serial: crate::text::hex(name.as_bytes()),
        issuer: format!("cn={name}"),
        ..Certificate::default()
    }
}

fn offer(name: &str, signer: &str) -> Offer<'static> {
    Offer {
        name: name.to_owned(),
        input: None,
        signer: Some(certificate(signer)),
        content: Content::Planned,
        unreadable: None,
    }
}

fn list(kind: ListKind, signer: &str, records: &[(Role, &str)]) -> List<'static> {
    let entry = |(number, (role, name)): (usize, &(Role, &str))| Entry {
        record: number,
        role: *role,
        certificate: certificate(name),
        key: None,
        host: String::new(),
    };
    List {
        offer: offer(if kind == ListKind::Ctl { "CTLFile.tlv" } else { "ITLFile.tlv" }, signer),
        kind,
        made: None,
        entries: (1..).zip(records).map(entry).collect(),
        is_whole: true,
    }
}

/// An ITL of a node whose CallManager, recovery and TVS are called so.
fn itl(signer: &str, call_manager: &str, recovery: &str, tvs: &str) -> List<'static> {
    let records = [(Role::SAST, call_manager), (Role::TFTP, call_manager), (Role::SAST, recovery), (Role::TVS, tvs)];
    list(ListKind::Itl, signer, &records)
}

fn holding(itl: List<'static>) -> Phone<'static> {
    Phone { itl: Some(itl), ..Phone::default() }
}

fn tvs(node: &str, shows: Option<&str>) -> Tvs {
    Tvs {
        node: node.to_owned(),
        shows: shows.map(certificate),
        told_by: "as TVS.pem tells".to_owned(),
        is_reached: true,
    }
}

fn known(name: &str, roles: &[Role]) -> Known {
    Known { certificate: certificate(name), key: None, place: "in Phone-SAST-trust".to_owned(), roles: roles.to_vec() }
}

fn surroundings(tvs: Vec<Tvs>, names: &[&str], is_whole: bool) -> Surroundings {
    let known = names.iter().map(|name| known(name, &[Role::SAST, Role::TFTP])).collect();
    Surroundings { tvs, store: Store { known, is_whole } }
}

fn said(decision: &Decision) -> (Verdict, &str) {
    (decision.verdict, decision.rule.as_str())
}

#[test]
fn what_tvs_said_today_is_remembered_when_tvs_is_gone() {
    let mut phone = holding(itl("recovery", "manager", "recovery", "tvs"));
    let new = itl("recovery 2", "manager", "recovery 2", "tvs 2");
    let alone = surroundings(vec![tvs("pub", Some("tvs 2"))], &["recovery 2"], true);
    assert_eq!(said(&decide(&phone, &new, &alone)), (Verdict::Refused, "L-TVS-PROVES-ITSELF"));
    // Doc 213407: "TVS added cert to TVS cache - expires in 24 hours".
    phone.vouched = vec![known("recovery 2", &[Role::SAST])];
    let decision = decide(&phone, &new, &alone);
    assert_eq!(said(&decision), (Verdict::Accepted, "L-OPENS-BY-TVS"));
    let asked: Vec<(&str, Reply)> = decision.path.iter().map(|step| (step.rule.as_str(), step.reply)).collect();
    assert!(asked.contains(&("L-VOUCHED-LATELY", Reply::Yes)), "{asked:?}");
    assert!(!asked.iter().any(|(rule, _)| *rule == "L-TVS-REACHED"), "nobody is asked again: {asked:?}");
    // It was vouched for as a signer of lists, not of files.
    let file = offer("SEP001122334455.cnf.xml.sgn", "recovery 2");
    assert_eq!(said(&decide_file(&phone, &file, &alone)), (Verdict::Refused, "F-TVS-PROVES-ITSELF"));
    phone.vouched = vec![known("recovery 2", &[Role::TFTP])];
    assert_eq!(said(&decide_file(&phone, &file, &alone)), (Verdict::Accepted, "F-OPENS-BY-TVS"));
}

#[test]
fn lists_of_a_plan_are_judged_without_bytes() {
    let phone = holding(itl("manager", "manager", "recovery", "tvs"));
    let near = surroundings(vec![tvs("pub", Some("tvs"))], &["manager 2"], true);
    let next = itl("manager 2", "manager 2", "recovery", "tvs");
    assert_eq!(said(&decide(&phone, &next, &near)), (Verdict::Accepted, "L-OPENS-BY-TVS"));
    let reset = itl("recovery", "manager 2", "recovery", "tvs 2");
    assert_eq!(said(&decide(&phone, &reset, &Surroundings::default())), (Verdict::Accepted, "L-OPENS-BY-ITL"));
    let file = offer("SEP001122334455.cnf.xml.sgn", "manager");
    assert_eq!(said(&decide_file(&phone, &file, &Surroundings::default())), (Verdict::Accepted, "F-OPENS-BY-ITL"));
}

#[test]
fn what_is_not_known_is_open_only_where_it_matters() {
    let phone = holding(itl("recovery", "manager", "recovery", "tvs"));
    let new = itl("recovery 2", "manager", "recovery 2", "tvs");
    // Nobody knows which TVS there are, nor what they know.
    let decision = decide(&phone, &new, &Surroundings::default());
    assert_eq!(said(&decision), (Verdict::Open, "L-TVS-REACHED"));
    assert_eq!(decision.needs.first().map(String::as_str), Some("the nodes that run TVS"));
    // It is known which there are, not what they show: with a store that lacks the signer it is refused whatever they show.
    let unseen = surroundings(vec![tvs("pub", None)], &[], true);
    let decision = decide(&phone, &new, &unseen);
    assert_eq!(said(&decision), (Verdict::Refused, "L-TVS-VOUCHES"));
    assert!(decision.needs.is_empty());
    let open = decision.path.iter().find(|step| step.rule == "L-TVS-PROVES-ITSELF").expect("it was asked");
    assert_eq!((open.reply, open.then.as_str()), (Reply::Open, "both answers come to the same"));
    // With one that has it, everything hangs on that.
    let decision = decide(&phone, &new, &surroundings(vec![tvs("pub", None)], &["recovery 2"], true));
    assert_eq!(said(&decision), (Verdict::Open, "L-TVS-PROVES-ITSELF"));
    assert_eq!(decision.needs, ["the TVS certificate of pub"]);
    // Of two nodes one is known not to be believed, the other is not known.
    let two = vec![tvs("pub", Some("tvs 2")), tvs("sub", None)];
    let decision = decide(&phone, &new, &surroundings(two, &["recovery 2"], true));
    assert_eq!(decision.needs, ["the TVS certificate of sub"]);
    // One that is believed is enough.
    let two = vec![tvs("sub", None), tvs("pub", Some("tvs"))];
    let decision = decide(&phone, &new, &surroundings(two, &["recovery 2"], true));
    assert_eq!(decision.verdict, Verdict::Accepted);
}

#[test]
fn a_phone_without_security_by_default_knows_its_ctl_alone() {
    let ctl =
        list(ListKind::Ctl, "token", &[(Role::SAST, "token"), (Role::SAST, "token 2"), (Role::CCM_TFTP, "manager")]);
    let mut phone = Phone { ctl: Some(ctl), lacks_security_by_default: true, ..Phone::default() };
    let nobody = Surroundings::default();
    let by_other_token = list(ListKind::Ctl, "token 2", &[(Role::SAST, "token 2")]);
    assert_eq!(said(&decide(&phone, &by_other_token, &nobody)), (Verdict::Accepted, "L-OPENS-BY-CTL"));
    let tokenless = list(ListKind::Ctl, "manager", &[(Role::SAST, "manager")]);
    // The server of files is no signer of CTLs.
    assert_eq!(said(&decide(&phone, &tokenless, &nobody)), (Verdict::Refused, "L-KNOWS-TVS"));
    // An ITL that somebody says it holds means nothing to it, emptied or not.
    phone.itl = Some(itl("manager", "manager", "recovery", "tvs"));
    assert_eq!(said(&decide(&phone, &tokenless, &nobody)), (Verdict::Refused, "L-KNOWS-TVS"));
    phone.ctl = None;
    let decision = decide(&phone, &tokenless, &nobody);
    assert_eq!(said(&decision), (Verdict::Accepted, "L-NOTHING-HELD"));
    assert_eq!(said(&decide(&phone, &itl("a", "b", "c", "d"), &nobody)), (Verdict::NotAsked, "L-ASKED"));
}

#[test]
fn an_itl_without_servers_believes_anybody_unless_there_is_a_ctl() {
    let emptied = list(ListKind::Itl, "recovery", &[(Role::SAST, "recovery"), (Role::CAPF, "capf")]);
    let mut phone = holding(emptied.clone());
    let foreign = itl("elsewhere", "elsewhere", "elsewhere", "elsewhere");
    let nobody = Surroundings::default();
    assert_eq!(said(&decide(&phone, &foreign, &nobody)), (Verdict::Accepted, "L-EMPTIED"));
    phone.ctl = Some(list(ListKind::Ctl, "recovery", &[(Role::SAST, "recovery")]));
    let decision = decide(&phone, &foreign, &nobody);
    assert_eq!(said(&decision), (Verdict::Refused, "L-ITL-NAMES-TVS"));
    let step = decision.path.iter().find(|step| step.rule == "L-EMPTIED").expect("it was asked");
    assert!(step.because.contains("CTLFile.tlv"), "{}", step.because);
    // A paste that ends before those records is not emptied.
    let cut = List { is_whole: false, ..emptied };
    assert_eq!(decide(&holding(cut), &foreign, &nobody).verdict, Verdict::Open);
}

#[test]
fn a_ctl_answers_for_an_itl_by_its_tftp_servers_and_for_a_ctl_by_its_signers_alone() {
    let ctl = list(ListKind::Ctl, "token", &[(Role::SAST, "token"), (Role::CCM_TFTP, "manager")]);
    let phone = Phone { ctl: Some(ctl), ..Phone::default() };
    let nobody = Surroundings::default();
    let decision = decide(&phone, &itl("manager", "manager", "recovery", "tvs"), &nobody);
    assert_eq!(said(&decision), (Verdict::Accepted, "L-OPENS-BY-CTL"));
    let step = decision.path.iter().find(|step| step.rule == "L-TFTP-IN-CTL").expect("it was asked");
    assert!(step.because.contains("record 2 of CTLFile.tlv"), "{}", step.because);
    let by_manager = list(ListKind::Ctl, "manager", &[(Role::SAST, "manager")]);
    assert_eq!(said(&decide(&phone, &by_manager, &nobody)), (Verdict::Refused, "L-ITL-NAMES-TVS"));
}

#[test]
fn a_start_goes_on_with_what_was_taken() {
    let mut phone = Phone::default();
    let server = Server {
        ctl: Some(list(ListKind::Ctl, "recovery", &[(Role::SAST, "recovery"), (Role::CCM_TFTP, "manager")])),
        itl: Some(itl("recovery", "manager", "recovery", "tvs")),
        files: vec![offer("SEP001122334455.cnf.xml.sgn", "manager")],
    };
    let boot = start(&mut phone, &server, &Surroundings::default());
    let rules: Vec<&str> = boot.decisions.iter().map(|decision| decision.rule.as_str()).collect();
    assert_eq!(rules, ["L-NOTHING-HELD", "L-OPENS-BY-CTL", "F-OPENS-BY-CTL"]);
    assert_eq!((boot.verdict, boot.phone.as_str()), (Verdict::Accepted, "A phone that holds no list"));
    assert!(phone.ctl.is_some() && phone.itl.is_some());

    // The next day everything is new: it keeps what it has.
    let next = Server {
        ctl: Some(list(ListKind::Ctl, "recovery 2", &[(Role::SAST, "recovery 2"), (Role::CCM_TFTP, "manager 2")])),
        itl: Some(itl("recovery 2", "manager 2", "recovery 2", "tvs 2")),
        files: vec![offer("SEP001122334455.cnf.xml.sgn", "manager 2")],
    };
    let met = surroundings(vec![tvs("pub", Some("tvs 2"))], &["recovery 2", "manager 2"], true);
    let boot = start(&mut phone, &next, &met);
    assert_eq!(boot.verdict, Verdict::Refused);
    assert!(boot.decisions.iter().all(|decision| decision.rule.ends_with("-TVS-PROVES-ITSELF")), "{boot:#?}");
    assert!(boot.outcome.contains("keeps the list"), "{}", boot.outcome);
    let kept = phone.itl.and_then(|itl| itl.offer.signer).map(|signer| signer.name);
    assert_eq!(kept.as_deref(), Some("recovery"));
}

#[test]
fn nothing_offered_is_nothing_refused() {
    let boot = start(&mut Phone::default(), &Server::default(), &Surroundings::default());
    assert!(boot.decisions.is_empty() && boot.verdict == Verdict::Accepted);
}

#[test]
fn certificates_are_told_apart_by_the_best_that_is_known() {
    let one = certificate("a");
    assert!(one.is_same(&one.clone()));
    assert!(!one.is_same(&Certificate { issuer: "cn=b".to_owned(), ..one.clone() }));
    // A header without CANAME: the serial number alone.
    assert!(one.is_same(&Certificate { issuer: String::new(), ..one.clone() }));
    // Nothing known is the same as nothing.
    assert!(!Certificate::default().is_same(&Certificate::default()));
    let hashed = |sha1: &str| Certificate { sha1: Some(sha1.to_owned()), ..one.clone() };
    assert!(!hashed("11").is_same(&hashed("22")) && hashed("11").is_same(&hashed("11")) && hashed("11").is_same(&one));
}
