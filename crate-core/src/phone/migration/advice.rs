//! What is said of a way between clusters: what comes of it, what to do, what stays behind.

use super::Way;
use super::imports::Imports;
use crate::formats::trust_list::Role;
use crate::phone::{List, Phone, Surroundings, start};
use crate::report::{Identity, ImportStanding, Migration, MovingPhones, Verdict};
use crate::text::{count, listed_briefly};

/// What comes of it, in a sentence or two.
pub(super) fn outcome(migration: &Migration) -> String {
    let Migration { from, to, .. } = migration;
    let missing = migration
        .imports
        .iter()
        .filter(|import| import.identity != Identity::Capf && import.standing != ImportStanding::Present);
    let missing = missing.count();
    let lists = format!("the lists of the cluster of {to}");
    let today = match migration.today {
        Verdict::Refused => format!("Phones of the cluster of {from} refuse {lists} today."),
        Verdict::Open => format!("It is not known whether phones of the cluster of {from} take {lists} today."),
        Verdict::Accepted | Verdict::NotAsked if missing > 0 => {
            format!(
                "Phones of the cluster of {from} take {lists} already, though not everything is imported that should be."
            )
        }
        Verdict::Accepted | Verdict::NotAsked => format!("Phones of the cluster of {from} take {lists} already."),
    };
    let afterwards = match (migration.today, migration.afterwards) {
        (Verdict::Accepted | Verdict::NotAsked, _) => String::new(),
        (_, Verdict::Accepted | Verdict::NotAsked) => {
            " Once the certificates lie in the trust stores and TVS was restarted, those with Security By Default follow.".to_owned()
        }
        (_, Verdict::Open) => " Whether the imports help cannot be told by what the case has.".to_owned(),
        (_, Verdict::Refused) => {
            " The imports alone do not help all of them: see for which, and why.".to_owned()
        }
    };
    format!("{today}{afterwards}")
}

/// What to do, in order.
pub(super) fn steps(way: &Way<'_, '_>, found: &Imports) -> Vec<String> {
    let (from, to) = (&way.from.name, &way.to.name);
    let hosts = |nodes: Vec<String>, else_all: &str| {
        if nodes.is_empty() { else_all.to_owned() } else { listed_briefly(&nodes) }
    };
    let tvs: Vec<String> = way.surroundings(found, |_| false).tvs.into_iter().map(|tvs| tvs.node).collect();
    let tftp: Vec<String> = way.to.itls.iter().filter_map(|itl| itl.node.clone()).collect();
    let tvs = hosts(tvs, &format!("every node of the cluster of {from}"));
    let tftp = hosts(tftp, &format!("the TFTP nodes of the cluster of {to}"));
    let mut missing: Vec<String> = Vec::new();
    for (import, _) in found.for_lists().filter(|(import, _)| import.standing != ImportStanding::Present) {
        let named = format!("{} into {}", import.name, import.store);
        if !missing.contains(&named) {
            missing.push(named);
        }
    }
    let import = if missing.is_empty() {
        format!(
            "All certificates of the cluster of {to} lie in the trust stores of the cluster of {from} already: check that TVS was restarted there since."
        )
    } else {
        format!(
            "On the publisher of the cluster of {from} import {} (Bulk Certificate Management: export on both, consolidate, import; or upload them by hand): {}.",
            count(missing.len(), "certificate"),
            listed_briefly(&missing)
        )
    };
    let capf = found.all.iter().find(|import| import.identity == Identity::Capf);
    let mut steps = vec![
        format!(
            "Leave both clusters on line until every phone has moved: phones ask the TVS of the old one ({tvs}; TCP 2445) about what {tftp} offers (UDP 69, TCP 6970)."
        ),
        import,
    ];
    if let Some(capf) = capf.filter(|capf| capf.standing != ImportStanding::Present) {
        steps.push(format!(
            "On the publisher of the cluster of {to} import {} into {}, so that LSCs are accepted there.",
            capf.name, capf.store
        ));
    }
    steps.push(format!("Restart TVS in the cluster of {from}, one node after another: {tvs} (utils service restart Cisco Trust Verification Service)."));
    steps.push(format!("Point option 150 of one phone of each kind to {tftp}, reset it, and see that it shows the checksum of the new lists."));
    steps.push("Then the others, a part at a time; renew no certificate of either cluster meanwhile.".to_owned());
    steps.extend(rollback(way));
    steps
}

/// The other way: an ITL that is emptied before the phones move. It is tried as the imports are.
fn rollback(way: &Way<'_, '_>) -> Option<String> {
    let from = &way.from.name;
    let itl = way.from.itls.first().map(|placed| List::of(placed.list))?;
    let emptied = List { entries: itl.entries.into_iter().filter(|entry| entry.role == Role::SAST).collect(), ..itl };
    let mut phone = Phone { ctl: way.from.ctl.map(|ctl| List::of(ctl.list)), itl: Some(emptied), ..Phone::default() };
    let server = way.servers().into_iter().next()?;
    let boot = start(&mut phone, &server, &Surroundings::default());
    let parameter = "\"Prepare Cluster for Rollback to pre-8.0\"";
    Some(match boot.verdict {
        Verdict::Refused => format!(
            "Do not use the enterprise parameter {parameter} in place of the imports: it empties the ITL and leaves the CTL, and phones that hold a CTL refuse what it does not name."
        ),
        _ => format!(
            "Where no TVS of the old cluster can be had, the other way: set the enterprise parameter {parameter} to True in the cluster of {from}, restart TVS and TFTP, reset the phones, and \
             move them when they hold the emptied ITL: then they take any list."
        ),
    })
}

/// What does not come along.
pub(super) fn left_behind(way: &Way<'_, '_>, phones: &[MovingPhones], found: &Imports) -> Vec<String> {
    let (from, to) = (&way.from.name, &way.to.name);
    let mut left = Vec::new();
    if let Some(capf) = found.all.iter().find(|import| import.identity == Identity::Capf) {
        let standing = match capf.standing {
            ImportStanding::Present => "it lies there",
            ImportStanding::Missing => "it is not there",
            ImportStanding::Unknown => "whether it is there is not known",
        };
        left.push(format!(
            "LSCs are of the CAPF of the cluster of {from}. They are accepted in the cluster of {to} only while {} lies in CallManager-trust there ({standing}); have its own CAPF issue new \
             ones soon, and tell 802.1X and VPN of both.",
            capf.name
        ));
    }
    if phones.iter().any(|phones| phones.lacks_security_by_default) {
        left.push(
            "Phones without Security By Default (7940, 7960, 793x and the like) cannot ask TVS: delete the CTL on each by hand when it moves."
                .to_owned(),
        );
    }
    match (way.from.is_mixed(), way.to.is_mixed()) {
        (true, false) => left.push(format!(
            "The cluster of {to} has no CTL in this case that would replace the one of the cluster of {from}: phones keep that, and hold every ITL against it. If it is in non-secure mode, give \
             the phones a non-secure profile before they move, and delete the CTL on them where they refuse something."
        )),
        (false, true) => left.push(format!(
            "The cluster of {to} is in mixed mode: phones that take its lists hold a CTL from then on, and do not go back without it being deleted."
        )),
        _ => {}
    }
    if found.all.is_empty() {
        left.push(format!(
            "Which certificates the cluster of {to} signs with is not known: add its lists or certificates."
        ));
    }
    left
}
