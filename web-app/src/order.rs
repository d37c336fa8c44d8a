//! Sorting, once for the whole page: every further kind of thing that is sorted by itself costs kilobytes.

use std::cmp::Ordering;

/// The places of `count` things in the order that `compare` gives them; those that are alike keep theirs.
pub fn sorted_places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    sort_places(&mut places, compare);
    places
}

/// Sorts places by what is at them.
pub fn sort_places(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}
