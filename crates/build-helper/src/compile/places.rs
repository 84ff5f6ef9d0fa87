//! Where the terms of a set lie: each at one of two places, so that nobody has to search for it.

use crate::engine::tables::{NONE, places};

/// Room for some terms, a power of two, and the seed by which each finds its place there. Gaps hold no term.
pub(super) fn placed(terms: &[u16]) -> (Vec<u16>, u16) {
    let mut size = terms.len().next_power_of_two();
    loop {
        let mask = (size - 1) as u16;
        for seed in 0..SEEDS {
            let mut room = vec![NONE; size];
            if terms.iter().all(|&term| put(term, seed, mask, &mut room, &mut vec![false; size])) {
                return (room, seed);
            }
        }
        size *= 2;
    }
}

/// Seeds that are tried before more room is taken.
const SEEDS: u16 = 256;

/// Puts a term at one of its places, where need be by moving what lies there to its other one.
fn put(term: u16, seed: u16, mask: u16, room: &mut [u16], tried: &mut [bool]) -> bool {
    places(term, seed, mask).into_iter().any(|place| {
        if std::mem::replace(&mut tried[place], true) {
            return false;
        }
        let other = room[place];
        let free = other == NONE || put(other, seed, mask, room, tried);
        if free {
            room[place] = term;
        }
        free
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_is_at_one_of_its_places() {
        for count in 0..200 {
            let terms: Vec<u16> = (0..count).map(|n| n * 37).collect();
            let (room, seed) = placed(&terms);
            assert!(room.len() <= 4 * terms.len().max(1), "{count} terms in {}", room.len());
            let mask = (room.len() - 1) as u16;
            for term in 0..200 * 37 {
                let found = places(term, seed, mask).into_iter().any(|place| room[place] == term);
                assert_eq!(found, terms.contains(&term), "{term} of {count}");
            }
        }
    }
}
