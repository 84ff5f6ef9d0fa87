//! What a text says: which phrases occur where, and what its numbers and markers are.

use core::ops::Range;

use super::codes::Codes;
use super::pass::Pass;
use super::tables::{Hints, Mask, Tables};

/// Where a phrase was seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    /// The set of terms that it stands for.
    pub set: u16,
    /// Its first and last word, counted from the start of the text.
    pub words: (u16, u16),
    /// The number of its sentence.
    pub sentence: u16,
    /// Its first byte, and the byte behind its last.
    pub bytes: (u16, u16),
    /// The bits of its terms: rules out, does not prove.
    pub hints: Hints,
}

/// What a text says, before any rule is asked.
pub struct Scan<'f> {
    /// Room for occurrences, in the order in which they end.
    pub(super) found: &'f mut [Found],
    pub(super) count: usize,
    /// Terms that may occur, of those that an anchor asks for.
    pub seen: Mask,
    /// Its codes.
    pub codes: Codes,
    /// The provider whose marker it carries, or `NONE`.
    pub provider: u16,
    /// The first block list that it names, or `NONE`.
    pub blocklist: u16,
    /// SMTP commands that it names, a bit each; only the last counts.
    pub commands: u16,
    /// Seconds to wait that it asks for.
    pub retry_after: Option<u32>,
    /// How many words it has.
    pub words: u16,
    /// The index of the first word behind the codes.
    pub first_word: u16,
    /// Items, and steps from one to the next, that were looked at.
    pub steps: u32,
}

/// A text of at most this many bytes, as nearly all are, needs little room.
pub const SHORT: usize = 512;
/// Occurrences that are kept of such a text.
pub const SHORT_FOUND: usize = 128;

/// Reads a text; `found` is room for occurrences.
pub fn scan<'f>(t: &Tables<'_>, text: &[u8], sending_ip: &[u8], found: &'f mut [Found]) -> Scan<'f> {
    let mut pass = Pass::new(t, text, found);
    pass.words(sending_ip);
    let codes = pass.codes();
    pass.phrases(codes);
    pass.out
}

impl Scan<'_> {
    /// Adds to what was found what the tables say of it.
    pub(super) fn settle(&mut self, t: &Tables<'_>) {
        for found in self.found.iter_mut().take(self.count) {
            let Some(set) = t.sets.get(usize::from(found.set)) else { continue };
            let hints = t.hints.get(usize::from(set.hints));
            let Some((hints, mask)) = hints.zip(t.masks.get(usize::from(set.asked))) else { continue };
            found.hints = *hints;
            for (seen, bits) in self.seen.iter_mut().zip(mask) {
                *seen |= bits;
            }
        }
    }

    /// What was found.
    #[inline(always)]
    pub fn found(&self) -> &[Found] {
        &self.found[..self.count]
    }

    /// Whether a term occurs in some part of the text.
    pub fn has(&self, t: &Tables<'_>, term: u16, part: &Range<usize>) -> bool {
        let within = |f: &Found| usize::from(f.bytes.0) >= part.start && usize::from(f.bytes.1) <= part.end;
        self.found().iter().any(|f| within(f) && t.holds(f.set, term))
    }
}
