//! Where words begin and end: the edges of a text's masks.

use super::mask::{BLOCK, Masks};

/// Where words begin and end, in turn.
pub struct Edges<'m, const N: usize> {
    masks: &'m Masks<N>,
    /// The next block.
    block: usize,
    /// The last bits of the block before: of words, and of names.
    carry: (u64, u64),
}

/// Edges that are read at once.
pub const ROOM: usize = 4 * BLOCK;
/// The bit of an edge that says that the word there is part of a host name, a file name or a URL.
pub const IN_NAME: u16 = 1 << 15;

/// The place of an edge: the first byte of a word, or the byte behind its last.
#[inline(always)]
pub fn place(edge: u16) -> usize {
    usize::from(edge & !IN_NAME)
}

impl<'m, const N: usize> Edges<'m, N> {
    /// Starts at the beginning.
    pub fn new(masks: &'m Masks<N>) -> Self {
        Self { masks, block: 0, carry: (0, 0) }
    }

    /// Writes edges behind the `count` that are there already, while there is room; returns how many there are.
    #[inline(always)]
    pub fn read(&mut self, room: &mut [u16; ROOM], mut count: usize) -> usize {
        // Behind a text that fills its last block follows an empty one, where the last word ends.
        let masks = self.masks.word.iter().zip(&self.masks.name);
        for (i, (&word, &name)) in masks.enumerate().skip(self.block) {
            if i > self.masks.len / BLOCK || count + BLOCK > ROOM {
                break;
            }
            let mut edges = word ^ (word << 1 | self.carry.0);
            let touches = name | name << 1 | self.carry.1;
            self.carry = (word >> 63, name >> 63);
            while edges != 0 {
                let at = edges.trailing_zeros() as usize;
                edges &= edges - 1;
                room[count % ROOM] = (BLOCK * i + at) as u16 | ((touches >> at & 1) as u16) << 15;
                count += 1;
            }
            self.block += 1;
        }
        count
    }
}
