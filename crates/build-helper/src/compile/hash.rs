//! A perfect hash of the words: each has a place of its own, so that the engine compares but once.

use std::cmp::Reverse;

use crate::engine::key::Key;
use crate::engine::tables::{bucket, place};

/// Words to a bucket, on average.
const BUCKET: usize = 4;

/// A perfect hash: no two keys share a place.
pub(super) struct Hash {
    /// For each bucket.
    pub seeds: Vec<u16>,
    /// The keys at their places. Gaps hold no key, and neither does the first place.
    pub places: Vec<Key>,
}

/// Finds a perfect hash. `None` if it takes too much room, as of keys that hash to the same.
pub(super) fn perfect_hash(keys: impl Iterator<Item = Key>) -> Option<Hash> {
    let keys: Vec<Key> = keys.collect();
    let mut size = 1 + keys.len() + keys.len() / 8;
    while size <= usize::from(u16::MAX) {
        let count = (keys.len() / BUCKET).next_power_of_two();
        let mut buckets = vec![Vec::new(); count];
        for key in &keys {
            buckets[bucket(key.hash(), count)].push(*key);
        }
        // The fullest first, while there is room.
        let mut order: Vec<usize> = (0..buckets.len()).collect();
        order.sort_by_key(|&b| Reverse(buckets[b].len()));
        let mut places = vec![Key::default(); size];
        let mut seeds = vec![0; buckets.len()];
        let all = order.into_iter().all(|b| {
            let seed = (0..=u16::MAX).find(|&seed| fits(&buckets[b], seed, &mut places));
            seeds[b] = seed.unwrap_or(0);
            seed.is_some()
        });
        if all {
            return Some(Hash { seeds, places });
        }
        size += size / 8 + 1;
    }
    None
}

/// Puts the keys of a bucket where a seed puts them, if all those places are free.
fn fits(bucket: &[Key], seed: u16, places: &mut [Key]) -> bool {
    for (i, key) in bucket.iter().enumerate() {
        let at = place(key.hash(), seed, places.len());
        if places[at] != Key::default() {
            bucket[..i].iter().for_each(|key| places[place(key.hash(), seed, places.len())] = Key::default());
            return false;
        }
        places[at] = *key;
    }
    true
}
