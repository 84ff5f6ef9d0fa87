//! A table of bounded size, in which the new takes the place of the old.

use std::boxed::Box;
use std::vec::Vec;

use crate::engine::Decision;

/// Places in which one key may be kept.
const WAYS: usize = 4;

/// Decisions by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots<K>(Vec<Slot<K>>);

/// What is kept in one place.
#[derive(Clone, Debug)]
struct Slot<K> {
    /// Part of the key's hash, so that other keys are seldom looked at.
    tag: u32,
    known: Option<Box<Known<K>>>,
}

#[derive(Clone, Debug)]
struct Known<K> {
    key: Vec<K>,
    decision: Decision,
}

impl<K> Slots<K> {
    /// Bytes that so many take at most, each with a key of so many bytes.
    pub(crate) const fn most_bytes(count: usize, key: usize) -> usize {
        count * (size_of::<Slot<K>>() + size_of::<Known<K>>() + key)
    }
}

impl<K: Copy + PartialEq> Slots<K> {
    /// Empty, with room for so many: a power of two.
    pub(crate) fn new(count: usize) -> Self {
        Self(core::iter::repeat_with(|| Slot { tag: 0, known: None }).take(count).collect())
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        self.0.iter().filter(|slot| slot.known.is_some()).count()
    }

    /// The first of the places of a key.
    fn first(&self, hash: u64) -> usize {
        let sets = self.0.len() / WAYS;
        WAYS * ((hash >> 40) as usize & (sets - 1))
    }

    /// What was decided on a key with this hash, if that is remembered.
    pub(crate) fn recall(&self, key: &[K], hash: u64) -> Option<&Decision> {
        let first = self.first(hash);
        let slots = self.0[first..first + WAYS].iter().filter(|slot| slot.tag == hash as u32);
        slots
            .filter_map(|slot| slot.known.as_ref())
            .find(|known| known.key == key)
            .map(|known| &known.decision)
    }

    /// Remembers it instead of what was kept there first.
    pub(crate) fn keep(&mut self, key: &[K], hash: u64, decision: Decision) {
        let first = self.first(hash);
        let slots = &mut self.0[first..first + WAYS];
        slots.rotate_right(1);
        slots[0] = Slot { tag: hash as u32, known: Some(Box::new(Known { key: key.into(), decision })) };
    }
}

fn mix(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A number by which most different keys differ, above all in its higher bits.
pub(crate) fn hash_parts(parts: &[u32]) -> u64 {
    parts.iter().fold(0, |hash, part| mix(hash, (*part).into()))
}

/// The same of bytes.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    // Four at once, as one after the other would wait for the one before.
    let (parts, rest) = bytes.as_chunks::<32>();
    let mut lanes = [bytes.len() as u64, 1, 2, 3];
    for part in parts {
        for (lane, part) in lanes.iter_mut().zip(part.as_chunks::<8>().0) {
            *lane = mix(*lane, u64::from_le_bytes(*part));
        }
    }
    let (parts, rest) = rest.as_chunks::<8>();
    for (lane, part) in lanes.iter_mut().zip(parts) {
        *lane = mix(*lane, u64::from_le_bytes(*part));
    }
    let rest = rest.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte));
    let hash = lanes.into_iter().fold(rest, mix);
    // What differs in the last byte of a part alone has reached the highest bits alone.
    mix(hash >> 32, hash)
}
