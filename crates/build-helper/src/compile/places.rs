//! Where the terms of a set lie: each at one of two places, so that nobody has to search for it.

use crate::engine::tables::{NONE, places};

/// Room for some terms, a power of two, and the seed by which each finds its place there. Gaps hold no term.
pub(super) fn placed(terms: &[u16]) -> (Vec<u16>, u16) {
    let mut size = terms.len().next_power_of_two();
    loop {
        let mask = (size - 1) as u16;
        for seed in 0..SEEDS {
            let mut room = vec![NONE; size];
            if terms.iter().all(|&term| put(term, seed, mask, &mut room)) {
                return (room, seed);
            }
        }
        size *= 2;
    }
}

/// Seeds that are tried before more room is taken.
const SEEDS: u16 = 256;

/// Puts a term at one of its places, where need be by moving what lies there to its other one, and so on. After twice as many
/// moves as there are places, it goes round in circles.
fn put(mut term: u16, seed: u16, mask: u16, room: &mut [u16]) -> bool {
    let mut last = usize::MAX;
    for _ in 0..=2 * room.len() {
        let [one, other] = places(term, seed, mask);
        let place = if last == one || last == usize::MAX && room[one] != NONE { other } else { one };
        term = std::mem::replace(&mut room[place], term);
        if term == NONE {
            return true;
        }
        last = place;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_is_at_one_of_its_places() {
        for count in (0..200).chain([1000]) {
            let terms: Vec<u16> = (0..count).map(|n| n * 37).collect();
            let (room, seed) = placed(&terms);
            assert!(room.len() <= 4 * terms.len().max(1), "{count} terms in {}", room.len());
            let mask = (room.len() - 1) as u16;
            for term in (0..count + 9).map(|n| n * 37).chain(0..count) {
                let found = places(term, seed, mask).into_iter().any(|place| room[place] == term);
                assert_eq!(found, terms.contains(&term), "{term} of {count}");
            }
        }
    }
}
