//! Words and numbers of a text, in the order in which they come.

/// Items that are read before their phrases are looked for.
pub const ITEMS: usize = 128;

/// A word or a number of the text.
#[derive(Clone, Copy, Default)]
pub struct Item {
    /// The number of the word, or [`UNKNOWN`](super::tables::UNKNOWN).
    pub(super) known: u16,
    /// Its first byte, and the byte behind its last.
    pub bytes: (u16, u16),
    /// The index of the word; for a number that of the next word.
    pub(super) word: u16,
    /// The number of its sentence.
    pub sentence: u16,
    pub(super) role: Role,
    /// Whether it is part of a host name, a file name or a URL.
    pub(super) in_name: bool,
}

impl Item {
    /// All of it that matters besides its place, given the sentence of the item before.
    pub fn shape(&self, sentence: u16) -> u32 {
        let new = u32::from(self.sentence - sentence).min(3);
        u32::from(self.known) | (self.role as u32) << 16 | u32::from(self.in_name) << 19 | new << 20
    }
}

/// What an item is to the phrases around it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Continues a phrase or ends it.
    #[default]
    Word,
    /// A whole number: continues a phrase that names it, and does not disturb one that does not.
    Number,
    /// Part of a number, or an address as it stands: the same.
    Part,
    /// A number with which another reply begins: no phrase reaches into it.
    Fresh,
    /// `hh:mm:ss`.
    Clock,
    /// A unit that is written together with its number.
    Unit,
}
