//! Rows of the tables of the trie of phrases: words, nodes, edges.

/// A node of the trie of phrases. Numbers of more than 16 bits are in halves, low half first, so that it takes no more room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Node {
    /// The set of terms whose phrases end here.
    pub set: u16,
    /// The first of the edges that go on from here.
    pub first: [u16; 2],
    /// A bit for each word that goes on from here, by the word's number. As many edges lie side by side, in the order of
    /// their bits; words that share a bit are chained.
    pub next: [u16; 4],
}

impl Node {
    /// Whether a word may go on from here: what says no is right.
    #[inline(always)]
    pub fn may_lead(&self, word: u16) -> bool {
        self.bits() >> (word & 63) & 1 == 1
    }

    /// Its edges.
    #[inline(always)]
    pub(super) fn edges(&self) -> usize {
        whole(self.first) as usize
    }

    /// The parts of `next`.
    #[inline(always)]
    pub(super) fn bits(&self) -> u64 {
        let [a, b, c, d] = self.next;
        u64::from(whole([c, d])) << 32 | u64::from(whole([a, b]))
    }
}

/// The number with these halves.
#[inline(always)]
pub fn whole([low, high]: [u16; 2]) -> u32 {
    u32::from(high) << 16 | u32::from(low)
}

/// The halves of a number.
pub const fn halves(number: u32) -> [u16; 2] {
    [number as u16, (number >> 16) as u16]
}

/// A word, and what it leads to from the root.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// The high half of its key's hash, which stands for the word at its place: that a word of some reply has the same by
    /// chance is as good as never. In halves, as in [`Node`].
    pub hash: [u16; 2],
    /// See [`Node::set`].
    pub set: u16,
    /// Where longer phrases go on: a place in `nodes`, or 0.
    pub node: u16,
    /// A bit for each word that goes on from there, by the last bits of its number.
    pub next: u16,
}

impl Word {
    /// Whether a word may go on from here: what says no is right.
    #[inline(always)]
    pub fn may_lead(&self, word: u16) -> bool {
        self.next >> (word & 15) & 1 == 1
    }
}

/// A way from an inner node to another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Edge {
    /// The word.
    pub word: u16,
    /// How many edges further on the next word with the same bit is, or 0.
    pub more: u16,
    /// Where it leads: a place in `nodes`.
    pub to: u16,
}
