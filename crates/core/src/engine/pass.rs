//! A text on its way from bytes to terms: its words and numbers, then the phrases that they make.

use core::ops::Range;

use super::MAX_REPLY;
use super::codes::{Codes, Picker};
use super::item::{ITEMS, Item};
use super::mask::BLOCK;
use super::scan::{Found, Scan};
use super::tables::{ALWAYS, NONE, Tables};
use super::waits::Waits;

/// A text on its way from bytes to terms.
pub struct Pass<'t, 'f> {
    pub(super) t: &'t Tables<'t>,
    pub(super) text: &'t [u8],
    pub(super) out: Scan<'f>,
    /// Words and numbers whose phrases are not looked for yet, and how many there are.
    pub(super) items: [Item; ITEMS],
    pub(super) count: usize,
    /// Whether all items of the text are there still.
    pub(super) complete: bool,
    /// Whether a character may be written as an escape.
    pub escape: bool,
    /// The index of the next word, and the number of the sentence that is open.
    pub(super) word: u16,
    pub(super) sentence: u16,
    /// The first byte that is open.
    pub(super) at: usize,
    /// Where the last word, number or address ended.
    pub(super) last_end: usize,
    pub(super) waits: Waits<'t>,
    pub(super) picker: Picker<'t>,
    /// The first byte of the marker of the provider, and the byte behind its last.
    pub(super) provider_at: (u16, u16),
    /// Behind which word the name of somebody stands who did not write the reply, and in which sentence.
    pub(super) client: (u16, u16),
}

/// Sizes of texts that are read with less room than the longest take.
const TINY: usize = 256;
const MIDDLE: usize = 2048;

impl<'t, 'f> Pass<'t, 'f> {
    /// Nothing is read yet; `found` is room for occurrences.
    #[inline(always)]
    pub fn new(t: &'t Tables<'t>, text: &'t [u8], found: &'f mut [Found]) -> Self {
        let out = Scan {
            found,
            count: 0,
            seen: [0, 0, 0, 1 << (ALWAYS & 63)],
            codes: Codes::default(),
            provider: NONE,
            blocklist: NONE,
            commands: 0,
            retry_after: None,
            words: 0,
            first_word: 0,
            steps: 0,
        };
        Self {
            t,
            text: &text[..text.len().min(MAX_REPLY)],
            out,
            items: [Item::default(); ITEMS],
            count: 0,
            complete: true,
            escape: false,
            word: 0,
            sentence: 0,
            at: 0,
            last_end: 0,
            waits: Waits::new(t),
            picker: Picker::new(t),
            provider_at: (0, 0),
            client: (NONE, 0),
        }
    }

    /// Finds the words and numbers.
    #[inline(always)]
    pub fn words(&mut self, sending_ip: &[u8]) {
        if self.text.len() <= TINY {
            self.words_in::<{ TINY / BLOCK + 1 }>(sending_ip);
        } else if self.text.len() <= MIDDLE {
            self.words_in::<{ MIDDLE / BLOCK + 1 }>(sending_ip);
        } else {
            self.words_in::<{ MAX_REPLY / BLOCK + 1 }>(sending_ip);
        }
    }

    /// What the numbers of the text say.
    pub fn codes(&self) -> Codes {
        self.picker.finish()
    }

    /// The words and numbers, if all of them are there still.
    pub fn items(&self) -> &[Item] {
        if self.complete { &self.items[..self.count] } else { &[] }
    }

    /// Where the numbers stand that say how long to wait, if the text may ask for it.
    pub fn waits(&self) -> Option<Range<usize>> {
        self.waits.numbers().map(|(start, end)| start.into()..end.into())
    }

    /// Finds the phrases.
    #[inline(always)]
    pub fn phrases(&mut self, codes: Codes) -> &Scan<'f> {
        self.read(0);
        self.out.first_word = codes.words;
        self.out.codes = codes;
        self.out.words = self.word;
        self.out.retry_after = self.waits.seconds();
        self.out.settle(self.t);
        &self.out
    }
}
