//! Whether a number is an amount of something: of time, of bytes, of messages.

use super::key::Key;
use super::tables::Tables;

/// Letters that a word for what is counted has at most: as many as a [`Key`] keeps as they are.
pub const LONGEST: usize = 16;

/// What numbers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Units of time or size.
    Unit,
    /// Things that replies speak of in other ways, too.
    Thing,
}

/// Whether behind the blank at `end` stands what a number may count.
pub fn is_quantity(t: &Tables<'_>, text: &[u8], end: usize) -> bool {
    counted(t, text, end).is_some()
}

/// What the number before the blank at `end` counts.
pub fn counted(t: &Tables<'_>, text: &[u8], end: usize) -> Option<Counted> {
    let start = end + 1;
    // Behind most numbers that are codes another one follows.
    if !matches!(text.get(end..=start), Some([b' ', b'a'..=b'z' | b'A'..=b'Z'])) {
        return None;
    }
    let len = text[start..].iter().take(LONGEST + 1).take_while(|b| b.is_ascii_alphabetic()).count();
    // `552 MS-Office files`, `550 Só membros`
    let goes_on = text.get(start + len).is_some_and(|b| !b.is_ascii() || *b == b'-');
    if len > LONGEST || goes_on {
        return None;
    }
    let word = Key::padded(text, start, start + len);
    let found = t.counted.binary_search_by_key(&word, |(word, _)| *word).ok()?;
    t.counted.get(found).map(|(_, counted)| *counted)
}
