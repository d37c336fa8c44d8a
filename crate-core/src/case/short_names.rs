//! Short names of inputs: the end of the path that no other input of the case ends with.
//!
//! A case has an `ITLFile.tlv` of every TFTP node. In titles they are `cucm-pub/ITLFile.tlv` and `cucm-sub1/ITLFile.tlv`.

use super::input::Input;
use std::collections::HashMap;

/// Parts of a path that a short name may have. Beyond that, the whole name stands.
const MOST_PARTS: usize = 3;

/// Gives every input its short name.
pub(super) fn give(inputs: &mut [Input]) {
    let mut waiting: Vec<usize> = (0..inputs.len()).collect();
    for parts in 1..=MOST_PARTS {
        let mut namesakes: HashMap<String, Vec<usize>> = HashMap::new();
        for place in waiting.drain(..) {
            if let Some(input) = inputs.get(place) {
                namesakes.entry(end_of(&input.name, parts).to_owned()).or_default().push(place);
            }
        }
        for (name, places) in namesakes {
            // Two of the same whole name cannot be told apart by it.
            let is_apart = places.len() == 1
                || places.iter().all(|place| inputs.get(*place).is_some_and(|input| input.name == name));
            let is_last = parts == MOST_PARTS;
            for place in places {
                match inputs.get_mut(place) {
                    Some(input) if is_apart => input.short_name.clone_from(&name),
                    Some(input) if is_last => input.short_name = input.name.clone(),
                    _ => waiting.push(place),
                }
            }
        }
    }
}

/// The last parts of a path.
fn end_of(name: &str, parts: usize) -> &str {
    let separators = name.trim_end_matches(['/', '\\']).rmatch_indices(['/', '\\']);
    match separators.map(|(at, _)| at + 1).nth(parts - 1) {
        Some(start) => name.get(start..).unwrap_or(name),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Case;

    #[test]
    fn ends_of_paths() {
        assert_eq!(end_of("a/b/c.tlv", 1), "c.tlv");
        assert_eq!(end_of("a\\b\\c.tlv", 2), "b\\c.tlv");
        assert_eq!(end_of("a/b/c.tlv", 3), "a/b/c.tlv");
        assert_eq!(end_of("c.tlv", 2), "c.tlv");
        assert_eq!(end_of("", 1), "");
    }

    #[test]
    fn names_are_as_short_as_they_can_be() {
        let mut case = Case::new();
        for name in ["case/pub/ITLFile.tlv", "case/sub/ITLFile.tlv", "case/pub/CTLFile.tlv", "x.pem", "x.pem"] {
            case.add(name, name.as_bytes().to_vec());
        }
        case.verify_next(0);
        let names: Vec<&str> = case.inputs.iter().map(Input::short_name).collect();
        assert_eq!(names, ["pub/ITLFile.tlv", "sub/ITLFile.tlv", "CTLFile.tlv", "x.pem", "x.pem"]);
    }
}
