//! A text without what a server puts in afresh each time: addresses, host names, ids, numbers that are no codes. Texts of one
//! outline mean the same, and an outline is found without a look at most words.
//!
//! It keeps all bytes but those of a token of which [`scan`](super::scan) sees nothing but that it is there: no word of the
//! tables, no code. In its place stand its kind, and of which class its first and last bytes are, as what is read around a
//! token asks no more. What would ask more keeps its bytes.

use super::bits::{bit, end_of, next, start_of};
use super::codes::Codes;
use super::decide::Lasting;
use super::decision::{Decision, Evidence, Given};
use super::frame::{SHORT, mark_before};
use super::mask::{BLOCK, Masks, gather};
use super::number::{Number, number, parts};
use super::rules::Span;
use super::standing::{PORT, expects, is_glued, is_quantity, precedes_number};
use super::tables::{Tables, UNKNOWN};
use super::word::Key;

/// Bytes of a text that has an outline, at most.
const MAX_TEXT: usize = 2048;
/// Blocks for such a text and for what is read behind its last word.
const BLOCKS: usize = blocks(MAX_TEXT);
/// The same of a text that takes less room, as most do.
const FEW: usize = blocks(256);
/// Tokens that are left out at most; those behind them keep their bytes.
const MAX_CUTS: usize = 48;
/// Digits of a time to wait that is kept, at most.
const TIME: usize = 5;
/// Bytes before those of the text: what is known besides it.
const HEAD: usize = 5;
/// Bytes that an outline has at most.
pub const LONGEST: usize = HEAD + MAX_TEXT;
/// Begins what stands for a token. No text with this byte has an outline.
const MARK: u8 = 0xff;

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
struct Cut {
    /// Where it stands in the text.
    start: u16,
    end: u16,
    /// The byte of the outline behind what stands for it.
    to: u16,
}

/// What stands for a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Word,
    Number,
    Ip,
    Clock,
    Version,
    Address,
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
    pub fn generalise(&self, decision: &Decision, text: &[u8], lasting: &Lasting) -> Option<Decision> {
        let Lasting { reply, times } = lasting;
        // What is read at a distance: the beginnings of lines, words that stand some bytes before a code.
        let far = mark_before(text, reply.start).is_some()
            || expects(text, 0)
            || text.windows(PORT.len()).any(|bytes| bytes == PORT);
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

/// Writes an outline. The order of what it asks is that of [`Pass`](super::pass::Pass).
struct Writer<'a> {
    t: &'a Tables<'a>,
    text: &'a [u8],
    /// The text with zeros behind it.
    padded: &'a [u8],
    sending_ip: &'a [u8],
    /// The outline, and how long it is.
    bytes: &'a mut [u8; LONGEST],
    len: usize,
    /// Tokens that were left out, and how many.
    cuts: &'a mut [Cut; MAX_CUTS],
    count: usize,
    /// The first byte that is open.
    at: usize,
    /// The first byte that is not written yet.
    copied: usize,
}

impl Writer<'_> {
    /// All words that have digits or are part of a name or an address.
    fn tokens<const N: usize>(&mut self, masks: &Masks<N>) {
        let mut special: [u64; N] = digits(self.padded, self.text.len());
        for (bits, (name, address)) in special.iter_mut().zip(masks.name.iter().zip(&masks.address)) {
            *bits |= name | address;
        }
        while let Some(at) = next(&special, self.at) {
            let is_word = |at: usize| bit(&masks.word, at);
            if is_word(at) {
                self.word(masks, at);
            } else {
                // A full stop, or another byte that joins the words of a name.
                if at > self.at && is_word(at - 1) {
                    self.word(masks, at - 1);
                }
                if is_word(at + 1) && self.at <= at {
                    self.word(masks, at + 1);
                }
            }
            self.at = self.at.max(at + 1);
        }
        self.put_up_to(self.text.len());
    }

    /// What is open of the word that has a byte at `at`.
    fn word<const N: usize>(&mut self, masks: &Masks<N>, at: usize) {
        let (from, end) = (start_of(&masks.word, at), end_of(&masks.word, at));
        let touches = |at: usize| bit(&masks.name, at) || at > 0 && bit(&masks.name, at - 1);
        let mut start = from.max(self.at);
        while start < end {
            let text = self.text;
            self.at = if masks.in_address(start) {
                let to = end_of(&masks.address, start);
                if text[start..to].iter().all(|b| CLASSES[usize::from(*b)] & PLAIN != 0) {
                    self.leave_out(Token::Address, start, to);
                }
                to
            } else if masks.high {
                // Other scripts' characters end numbers and words in their own way.
                masks.address_from(start, end)
            } else if text[start].is_ascii_digit() {
                self.digits(start, end, start == from && touches(start) || touches(end))
            } else {
                self.leave_out(Token::Word, start, end);
                end
            };
            start = self.at;
        }
    }

    /// What begins with a digit; returns where it ends.
    fn digits(&mut self, start: usize, end: usize, in_name: bool) -> usize {
        let (what, to) = number(self.text, start);
        let token = match what {
            Number::Ip if !in_name || to > end => {
                let own =
                    !self.sending_ip.is_empty() && self.text[start..to].eq_ignore_ascii_case(self.sending_ip);
                (!own).then_some(Token::Ip)
            }
            Number::Clock(_) => Some(Token::Clock),
            Number::Enhanced(_) => None,
            // Three digits may be a code, some with a unit behind them a time.
            Number::Whole(_) if to == end => {
                let matters = to - start == 3 || to - start <= TIME && is_quantity(self.text, to);
                (!matters).then_some(Token::Number)
            }
            Number::Whole(_) if to > end => Some(Token::Version),
            Number::Word if is_glued(self.text, start, to) => None,
            // A time: the unit is a word.
            Number::Word if parts(self.text, start, end).next().is_some() => return end,
            _ => {
                self.leave_out(Token::Word, start, end);
                return end;
            }
        };
        if let Some(token) = token {
            self.leave_out(token, start, to);
        }
        to
    }

    /// Leaves out what stands at `start..end`, unless something is known of it, or something around it depends on more than its
    /// ends.
    fn leave_out(&mut self, token: Token, start: usize, end: usize) {
        let text = self.text;
        let [first, last] = [text[start], text[end - 1]].map(|b| CLASSES[usize::from(b)]);
        if end - start < 2
            || first & last & END == 0
            || self.count == MAX_CUTS
            || self.is_known(token, start, end)
            || self.is_tied(token, start, end)
        {
            return;
        }
        self.put_up_to(start);
        self.put(&[MARK, (token as u8) << 4 | (first & KIND) << 2 | last & KIND]);
        self.copied = end;
        self.cuts[self.count] = Cut { start: start as u16, end: end as u16, to: self.len as u16 };
        self.count += 1;
    }

    /// Whether the tables know something of a token.
    fn is_known(&self, token: Token, start: usize, end: usize) -> bool {
        matches!(token, Token::Word | Token::Number | Token::Address)
            && self.t.find(Key::padded(self.padded, start, end)) != UNKNOWN
    }

    /// Whether more of a token than its ends is asked by what is read around it.
    fn is_tied(&self, token: Token, start: usize, end: usize) -> bool {
        let text = self.text;
        let before = if start > 0 { text[start - 1] } else { b' ' };
        // `C3` of `=C3=A9`; `http`, before which a text counts as ended.
        matches!(before, b'\\' | b'=' | b'%' | b'&' | b'#' | b'{')
            || text[start..end].starts_with(b"http")
            || token == Token::Address && begins_with_numbers(&text[start..end])
            || matches!(token, Token::Word | Token::Address)
                && (precedes_number(text, end)
                    || start > 1 && text[start - 2].is_ascii_digit() && is_quantity(text, start - 1))
    }

    fn put_up_to(&mut self, end: usize) {
        let text = self.text;
        self.put(&text[self.copied..end]);
        self.copied = end;
    }

    fn put(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            room.copy_from_slice(bytes);
            self.len = end;
        }
    }
}

/// Whether an address begins like an IP address or an enhanced status code: `4.0.0.a@example.org`.
fn begins_with_numbers(address: &[u8]) -> bool {
    let digits = address.iter().take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && address.get(digits) == Some(&b'.')
}

/// A letter or a digit, and of which kind it is: as much as is asked of the ends of a token by what stands around it.
const END: u8 = 4;
const KIND: u8 = 3;
/// What may stand in an address and means nothing by itself.
const PLAIN: u8 = 8;

/// The classes of every byte.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut b = 0;
    while b < 256 {
        classes[b] = match b as u8 {
            b'0'..=b'9' => PLAIN | END,
            b'A'..=b'Z' => PLAIN | END | 1,
            b'a'..=b'z' => PLAIN | END | 2,
            b'@' | b'.' | b'-' | b'_' | b'+' => PLAIN,
            _ => 0,
        };
        b += 1;
    }
    classes
};

/// Where digits are, one bit a byte.
fn digits<const N: usize>(padded: &[u8], len: usize) -> [u64; N] {
    let mut digits = [0; N];
    let blocks = padded.as_chunks::<BLOCK>().0;
    for (mask, block) in digits.iter_mut().zip(blocks).take(len.div_ceil(BLOCK)) {
        *mask = gather(&block.map(|b| u8::from(b.wrapping_sub(b'0') < 10)));
    }
    digits
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
