//! What the person is about to change, as words of an address and as boxes that rule each other out.

use trustlens_core::plan::Change;

/// Names a change: `capf`, `callmanager@cucm-sub1`, `rename@cucm-pub`, `migrate@3`. None where a node has a name that an address would alter.
fn word(change: &Change) -> Option<String> {
    let (kind, object) = match change {
        Change::Renew { identity, node } => {
            let is_it = |word: &&str| matches!(Change::renew(word), Ok(Change::Renew { identity: other, .. }) if other == *identity);
            (Change::renewable().into_iter().find(is_it)?, node.clone())
        }
        Change::RenewSigner => ("signer", None),
        Change::Rename { node } => ("rename", Some(node.clone())),
        Change::Readdress { node } => ("readdress", Some(node.clone())),
        Change::Tokenless => ("tokenless", None),
        Change::NonSecure => ("non-secure", None),
        Change::Mixed => ("mixed", None),
        Change::Restore => ("restore", None),
        Change::Migrate { to } => ("migrate", Some(to.to_string())),
    };
    let is_plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte));
    match object {
        None => Some(kind.to_owned()),
        Some(object) => is_plain(&object).then(|| format!("{kind}@{object}")),
    }
}

fn change(word: &str) -> Option<Change> {
    let (kind, object) = word.split_once('@').unwrap_or((word, ""));
    let node = || (!object.is_empty()).then(|| object.to_owned());
    Some(match kind {
        "rename" => Change::Rename { node: node()? },
        "readdress" => Change::Readdress { node: node()? },
        "tokenless" => Change::Tokenless,
        "non-secure" => Change::NonSecure,
        "mixed" => Change::Mixed,
        "restore" => Change::Restore,
        "migrate" => Change::Migrate { to: object.parse().ok()? },
        _ => Change::renew(word).ok()?,
    })
}

/// Changes as words of an address: `capf+callmanager@cucm-sub1`. None where there are none, or one that no address can name.
pub fn write(changes: &[Change]) -> Option<String> {
    let words = changes.iter().map(word).collect::<Option<Vec<_>>>()?;
    (!words.is_empty()).then(|| words.join("+"))
}

/// The changes that words of an address name. What is no change is passed over; what others rule out too.
pub fn read(words: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    for change in words.split('+').filter_map(change) {
        if !changes.contains(&change) {
            changes = toggled(&changes, &change);
        }
    }
    changes
}

/// The changes with one more, without those that it rules out; or without it, where it was among them.
pub fn toggled(changes: &[Change], change: &Change) -> Vec<Change> {
    let mut rest: Vec<Change> =
        changes.iter().filter(|other| *other != change && !rules_out(change, other)).cloned().collect();
    if !changes.contains(change) {
        rest.push(change.clone());
    }
    rest
}

/// All certificates of a kind and one of them; both ways of the mode; two clusters to move to.
fn rules_out(one: &Change, other: &Change) -> bool {
    match (one, other) {
        (Change::Renew { identity, node }, Change::Renew { identity: other, node: other_node }) => {
            identity == other && node.is_none() != other_node.is_none()
        }
        (Change::Mixed, Change::NonSecure)
        | (Change::NonSecure, Change::Mixed)
        | (Change::Migrate { .. }, Change::Migrate { .. }) => true,
        _ => false,
    }
}

/// Leaves out what names an input by its number, for inputs have been numbered anew.
pub fn forget_inputs(changes: &mut Vec<Change>) {
    changes.retain(|change| !matches!(change, Change::Migrate { .. }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_every_change() {
        let words =
            "callmanager-ecdsa@cucm-pub.example.com+signer+rename@a+readdress@b+tokenless+mixed+restore+migrate@3";
        let changes = read(words);
        assert_eq!(changes.len(), 8);
        assert_eq!(write(&changes).as_deref(), Some(words));
        for word in Change::renewable() {
            assert_eq!(write(&read(word)).as_deref(), Some(word));
        }
        assert_eq!(write(&[]), None);
        assert_eq!(write(&[Change::Rename { node: "a/b é".to_owned() }]), None);
    }

    #[test]
    fn what_is_no_change_is_passed_over() {
        assert_eq!(read("capf+nonsense+rename@+migrate@x+capf"), read("capf"));
        assert!(read("").is_empty());
    }

    #[test]
    fn boxes_rule_each_other_out() {
        let all = toggled(&read("tvs@a+tvs@b+capf"), &Change::renew("tvs").unwrap());
        assert_eq!(write(&all).as_deref(), Some("capf+tvs"));
        assert_eq!(write(&toggled(&all, &Change::renew("tvs@a").unwrap())).as_deref(), Some("capf+tvs@a"));
        assert_eq!(write(&toggled(&all, &Change::renew("tvs").unwrap())).as_deref(), Some("capf"));
        assert_eq!(write(&read("mixed+non-secure")).as_deref(), Some("non-secure"));
        let mut left = read("capf+migrate@3");
        forget_inputs(&mut left);
        assert_eq!(left, read("capf"));
    }
}
