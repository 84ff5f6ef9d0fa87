//! A text without what a server puts in afresh each time: addresses, host names, ids, numbers that are no codes. Texts of one
//! outline mean the same, and an outline is found without a look at most words.
//!
//! It keeps all bytes but those of a token of which [`scan`](super::scan) sees nothing but that it is there: no word of the
//! tables, no code. In its place stand its kind, and of which class its first and last bytes are, as what is read around a
//! token asks no more. What would ask more keeps its bytes.

use super::beside::expects;
use super::codes::Codes;
use super::decide::Lasting;
use super::decision::{Decision, Evidence, Given};
use super::frame::{SHORT, mark_before};
use super::mask::{BLOCK, Masks};
use super::rules::Span;
use super::standing::has_port;
use super::tables::Tables;
use super::tokens::Writer;

/// Bytes of a text that has an outline, at most.
const MAX_TEXT: usize = 2048;
/// Blocks for such a text and for what is read behind its last word.
const BLOCKS: usize = blocks(MAX_TEXT);
/// The same of a text that takes less room, as most do.
const FEW: usize = blocks(256);
/// Tokens that are left out at most; those behind them keep their bytes.
pub(super) const MAX_CUTS: usize = 48;
/// Bytes before those of the text: what is known besides it.
const HEAD: usize = 5;
/// Bytes that an outline has at most.
pub const LONGEST: usize = HEAD + MAX_TEXT;
/// Begins what stands for a token. No text with this byte has an outline.
pub(super) const MARK: u8 = 0xff;

const fn blocks(bytes: usize) -> usize {
    bytes / BLOCK + 1
}

/// Room for an outline and what it takes to find it, to be used again and again: it is never cleared.
#[derive(Clone, Debug)]
pub struct Room {
    text: [[u8; BLOCK]; BLOCKS],
    bytes: [u8; LONGEST],
    cuts: [Cut; MAX_CUTS],
}

impl Default for Room {
    fn default() -> Self {
        Self { text: [[0; BLOCK]; BLOCKS], bytes: [0; LONGEST], cuts: [Cut::default(); MAX_CUTS] }
    }
}

/// The outline of a text.
pub struct Outline<'r> {
    bytes: &'r [u8],
    cuts: &'r [Cut],
}

/// A token that was left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cut {
    /// Where it stands in the text.
    pub(super) start: u16,
    pub(super) end: u16,
    /// The byte of the outline behind what stands for it.
    pub(super) to: u16,
}

impl<'r> Outline<'r> {
    /// The outline of a text; `None` if it has none, as it is too long.
    pub fn new(t: &Tables<'_>, text: &[u8], given: &Given<'_>, room: &'r mut Room) -> Option<Self> {
        // The last block stays empty, for what is read behind the last word.
        let blocks = text.len().div_ceil(BLOCK);
        if blocks < FEW {
            Self::in_blocks::<FEW>(t, text, given, room)
        } else if blocks < BLOCKS {
            Self::in_blocks::<BLOCKS>(t, text, given, room)
        } else {
            None
        }
    }

    /// The outline of a text that ends before the last of `N` blocks.
    fn in_blocks<const N: usize>(
        t: &Tables<'_>,
        text: &[u8],
        given: &Given<'_>,
        room: &'r mut Room,
    ) -> Option<Self> {
        let blocks = room.text.first_chunk_mut::<N>()?;
        let padded = blocks.as_flattened_mut();
        padded[..text.len()].copy_from_slice(text);
        // Words and codes are looked for in whole blocks.
        padded[text.len()..text.len().next_multiple_of(BLOCK) + BLOCK].fill(0);
        let masks = Masks::new(blocks, text.len());
        if masks.high && text.contains(&MARK) {
            return None;
        }
        let padded = blocks.as_flattened();
        let sending_ip = given.sending_ip;
        let (bytes, cuts) = (&mut room.bytes, &mut room.cuts);
        let mut writer =
            Writer { t, text, padded, sending_ip, bytes, len: 0, cuts, count: 0, at: 0, copied: 0 };
        writer.put(&given.provider.to_le_bytes());
        writer.put(&given.commands.to_le_bytes());
        writer.put(&[u8::from(text.len() < SHORT)]);
        writer.tokens(&masks);
        let (len, count) = (writer.len, writer.count);
        Some(Self { bytes: &room.bytes[..len], cuts: &room.cuts[..count] })
    }

    /// All that matters, as bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes
    }

    /// What was decided on this text, with places in the outline; `None` if it does not hold for all texts of the outline.
    pub fn generalise(
        &self,
        t: &Tables<'_>,
        decision: &Decision,
        text: &[u8],
        lasting: &Lasting,
    ) -> Option<Decision> {
        let Lasting { reply, times } = lasting;
        // What is read at a distance: the beginnings of lines, words that stand some bytes before a code.
        let far = mark_before(t, text, reply.start).is_some() || expects(t, text, 0) || has_port(t, text);
        let cuts_time = |cut: &Cut| usize::from(cut.start) < times.end && times.start < usize::from(cut.end);
        if far || self.cuts.iter().any(cuts_time) {
            return None;
        }
        decision.moved(|at| self.place(at))
    }

    /// What was decided on this outline, with places in this text.
    pub fn specialise(&self, decision: &Decision) -> Decision {
        decision.moved(|at| Some(self.origin(at))).unwrap_or(*decision)
    }

    /// The place in the outline of a byte of the text, if it is none of a token that was left out.
    fn place(&self, at: usize) -> Option<usize> {
        let cuts = self.cuts;
        let inside = |cut: &Cut| usize::from(cut.start) < at && at < usize::from(cut.end);
        if cuts.iter().any(inside) {
            return None;
        }
        let cut = cuts.iter().rev().find(|cut| usize::from(cut.end) <= at);
        Some(cut.map_or(HEAD + at, |cut| at - usize::from(cut.end) + usize::from(cut.to)))
    }

    /// The place in the text of a byte of the outline.
    fn origin(&self, at: usize) -> usize {
        let cut = self.cuts.iter().take_while(|cut| usize::from(cut.to) <= at).last();
        cut.map_or(at.saturating_sub(HEAD), |cut| at - usize::from(cut.to) + usize::from(cut.end))
    }
}

impl Codes {
    /// The same with their places moved.
    fn moved(mut self, to: &impl Fn(usize) -> Option<usize>) -> Option<Self> {
        for (found, place) in
            [(self.reply.is_some(), &mut self.reply_at), (self.enhanced.is_some(), &mut self.enhanced_at)]
        {
            if found {
                *place = (to(place.0)?, to(place.1)?);
            }
        }
        Some(self)
    }
}

impl Decision {
    /// The same with all its places moved.
    fn moved(&self, to: impl Fn(usize) -> Option<usize>) -> Option<Self> {
        let mut moved = Self { codes: self.codes.moved(&to)?, ..*self };
        if let Evidence::Rule(_, s) | Evidence::Vendor(_, s) | Evidence::Enhanced(s) | Evidence::Reply(s) =
            &mut moved.evidence
        {
            *s = Span { start: to(s.start)?, end: to(s.end)? };
        }
        Some(moved)
    }
}
