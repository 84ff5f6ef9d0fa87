//! Values that repeat, as numbers.

use core::hash::{BuildHasherDefault, Hash, Hasher};
use std::collections::HashMap;

/// Counts different values from 1: a column is made of zeros, which stand for nothing.
pub(super) struct Interner<K> {
    numbers: HashMap<K, i32, BuildHasherDefault<Fast>>,
    pub(super) values: Vec<K>,
}

impl<K: Copy + Eq + Hash> Interner<K> {
    pub(super) fn new() -> Self {
        Self { numbers: HashMap::default(), values: Vec::new() }
    }

    pub(super) fn number(&mut self, value: K) -> i32 {
        *self.numbers.entry(value).or_insert_with(|| {
            self.values.push(value);
            self.values.len() as i32
        })
    }

    /// Takes over the values of another one. Returns the number here of each number there.
    pub(super) fn merge(&mut self, other: &Self) -> Vec<i32> {
        core::iter::once(0).chain(other.values.iter().map(|&value| self.number(value))).collect()
    }
}

/// A hash for a few numbers that nobody chooses with bad intent: there are a few hundred codes and rules.
#[derive(Default)]
pub(super) struct Fast(u64);

impl Fast {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Fast {
    fn finish(&self) -> u64 {
        // The table takes its place from the low bits, and the product is best in the high ones.
        self.0.rotate_left(26)
    }
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.mix(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, n: u8) {
        self.mix(n.into());
    }
    fn write_u16(&mut self, n: u16) {
        self.mix(n.into());
    }
    fn write_usize(&mut self, n: usize) {
        self.mix(n as u64);
    }
}
