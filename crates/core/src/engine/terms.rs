//! Rows of the tables that say what phrases stand for: terms, and sets of them.

/// What an occurrence of a term stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A concept or a literal that rules are made of.
    Word,
    /// A text marker of the provider with this number.
    Provider,
    /// A zone or name of the block list with this number.
    Blocklist,
    /// A unit of time of so many seconds.
    Unit,
    /// A time of so many seconds, in words: "half an hour".
    Time,
    /// Announces a waiting time: "try again in".
    Wait,
    /// Says that a time is none to wait: "per", "older than".
    Rate,
    /// Names an SMTP command.
    Command,
    /// Stands before the name of the client: "RCPT from", "helo".
    Client,
}

/// A concept, a literal or a marker.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// What it stands for.
    pub kind: Kind,
    /// Its number, for kinds that have one.
    pub value: u32,
}

/// A set of terms as 256 bits. Two terms may share a bit: it rules out, it does not prove.
pub type Mask = [u64; 4];

/// The bit of a term in a mask, 0 to 255.
#[inline(always)]
pub const fn mask_bit(term: u16) -> u8 {
    ((term as u32).wrapping_mul(0x9e37_79b1) >> 24) as u8
}

/// A bit that is set whatever a text says.
pub const ALWAYS: u8 = 255;

/// A set of terms as 128 bits, in the same way.
pub type Hints = [u64; 2];

/// A mask as hints: its halves over each other.
pub fn folded([a, b, c, d]: Mask) -> Hints {
    [a | c, b | d]
}

/// The bit of a term in hints: which half, and which bit of it.
#[inline(always)]
pub const fn hint(term: u16) -> (usize, u8) {
    let bit = mask_bit(term);
    ((bit >> 6 & 1) as usize, bit & 63)
}

/// Whether a mask has a bit.
#[inline(always)]
pub fn has_bit(mask: &Mask, bit: u8) -> bool {
    mask[usize::from(bit >> 6)] >> (bit & 63) & 1 == 1
}

/// Terms that one phrase stands for, all together.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// Where those that rules are made of lie in `members`: the first place.
    pub first: u32,
    /// One less than the number of places, which is a power of two.
    pub mask: u16,
    /// What decides between the ways to lay them out, see [`places`].
    pub seed: u16,
    /// Those that are markers, units, waits or commands: from and to in `markers`.
    pub markers: (u16, u16),
    /// Clauses that are looked at when the phrase is seen: from and to in `anchors`.
    pub anchors: (u16, u16),
    /// The bits of those that an anchor asks for: a place in `masks`.
    pub asked: u16,
    /// The bits of all that rules are made of: a place in `hints`.
    pub hints: u16,
}

/// The two places of a term among those of a set: it lies at one of them, if it is in the set.
#[inline(always)]
pub fn places(term: u16, seed: u16, mask: u16) -> [usize; 2] {
    let spread = (u32::from(seed) << 16 | u32::from(term)).wrapping_mul(0x9e37_79b1);
    let spread = spread ^ spread >> 15;
    [spread as u16 & mask, (spread >> 16) as u16 & mask].map(usize::from)
}
