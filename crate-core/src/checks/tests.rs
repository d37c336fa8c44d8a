//! What every check owes its reader.

use super::*;

#[test]
fn ids_stand_once_and_are_well_formed() {
    for (index, check) in all().enumerate() {
        assert!(all().skip(index + 1).all(|other| other.id != check.id), "{} stands twice", check.id);
        let (family, number) = check.id.split_once('-').unwrap();
        assert!(family.chars().all(|letter| letter.is_ascii_uppercase()), "{}", check.id);
        assert!(number.len() == 2 && number.parse::<u32>().is_ok(), "{}", check.id);
    }
}

#[test]
fn every_check_has_its_texts() {
    for check in all() {
        for (what, text) in [
            ("title", check.title),
            ("meaning", check.meaning),
            ("remedy", check.remedy),
            ("source", check.source),
            ("needs", check.needs),
            ("since", check.since),
        ] {
            assert!(!text.trim().is_empty(), "{} has no {what}", check.id);
            assert!(!text.contains("  "), "{}: its {what} holds a run of blanks", check.id);
        }
        assert!(check.meaning.ends_with('.') && check.remedy.ends_with('.'), "{}", check.id);
    }
}

#[test]
fn checks_stand_in_their_family() {
    for family in FAMILIES {
        for check in family.checks {
            assert_eq!(check.id.split_once('-').map(|(prefix, _)| prefix), Some(family.prefix), "{}", check.id);
        }
        assert!(family.checks.is_sorted_by_key(|check| check.id), "{} is not in order", family.prefix);
    }
}

#[test]
fn checks_are_found_by_id() {
    assert_eq!(find("sig-01").map(|check| check.id), Some("SIG-01"));
    assert!(find("SIG-99").is_none());
}
