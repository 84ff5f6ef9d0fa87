//! A text without what a server puts in afresh each time: addresses, host names, ids, numbers that are no codes. Texts of one
//! outline mean the same, and an outline is found without a look at most words.
//!
//! It keeps all bytes but those of a token of which [`scan`](super::scan) sees nothing but that it is there: no word of the
//! tables, no code. In its place stand its kind, and of which class its first and last bytes are, as what is read around a
//! token asks no more. What would ask more keeps its bytes.

use core::ops::Range;

use super::bits::{bit, end_of, next, start_of};
use super::codes::Codes;
use super::decision::{Decision, Evidence, Given};
use super::frame::{SHORT, mark_before};
use super::mask::{BLOCK, Masks, gather};
use super::number::{Number, number};
use super::rules::Span;
use super::standing::{PORT, expects, is_glued, is_quantity, precedes_number};
use super::tables::{Tables, UNKNOWN};
use super::word::Key;

/// Bytes of a text that has an outline, at most.
const MAX_TEXT: usize = 512;
/// Room for the text and for what is read behind its last word.
const BLOCKS: usize = MAX_TEXT / BLOCK + 1;
/// Tokens that are left out at most; those behind them keep their bytes.
const MAX_CUTS: usize = 48;
/// Bytes before those of the text: what is known besides it.
const HEAD: usize = 5;
/// Bytes that an outline has at most.
pub const LONGEST: usize = HEAD + MAX_TEXT;
/// Begins what stands for a token. No text with this byte has an outline.
const MARK: u8 = 0xff;

/// The outline of a text.
pub struct Outline {
    bytes: [u8; LONGEST],
    len: usize,
    cuts: [Cut; MAX_CUTS],
    count: usize,
}

/// A token that was left out.
#[derive(Clone, Copy, Default)]
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

impl Outline {
    /// The outline of a text; `None` if it has none, as it is too long.
    pub fn new(t: &Tables<'_>, text: &[u8], given: &Given<'_>) -> Option<Self> {
        if text.len() > MAX_TEXT {
            return None;
        }
        let mut blocks = [[0; BLOCK]; BLOCKS];
        blocks.as_flattened_mut()[..text.len()].copy_from_slice(text);
        let masks = Masks::new(&blocks, text.len());
        if masks.high && text.contains(&MARK) {
            return None;
        }
        let outline = Self { bytes: [0; LONGEST], len: 0, cuts: [Cut::default(); MAX_CUTS], count: 0 };
        let mut writer = Writer {
            t,
            text,
            padded: blocks.as_flattened(),
            sending_ip: given.sending_ip,
            outline,
            at: 0,
            copied: 0,
        };
        writer.put(&given.provider.to_le_bytes());
        writer.put(&given.commands.to_le_bytes());
        writer.put(&[u8::from(text.len() < SHORT)]);
        writer.tokens(&masks);
        Some(writer.outline)
    }

    /// All that matters, as bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// What was decided on this text, with places in the outline; `None` if it does not hold for all texts of the outline.
    pub fn generalise(&self, decision: &Decision, text: &[u8], reply: &Range<usize>) -> Option<Decision> {
        // What is read at a distance: the beginnings of lines, words that stand some bytes before a code.
        let far = mark_before(text, reply.start).is_some()
            || expects(text, 0)
            || text.windows(PORT.len()).any(|bytes| bytes == PORT);
        if far {
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
        let cuts = &self.cuts[..self.count];
        let inside = |cut: &Cut| usize::from(cut.start) < at && at < usize::from(cut.end);
        if cuts.iter().any(inside) {
            return None;
        }
        let cut = cuts.iter().rev().find(|cut| usize::from(cut.end) <= at);
        Some(cut.map_or(HEAD + at, |cut| at - usize::from(cut.end) + usize::from(cut.to)))
    }

    /// The place in the text of a byte of the outline.
    fn origin(&self, at: usize) -> usize {
        let cut = self.cuts[..self.count].iter().rev().find(|cut| usize::from(cut.to) <= at);
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
    outline: Outline,
    /// The first byte that is open.
    at: usize,
    /// The first byte that is not written yet.
    copied: usize,
}

impl Writer<'_> {
    /// All words that have digits or are part of a name or an address.
    fn tokens(&mut self, masks: &Masks<BLOCKS>) {
        let mut special = digits(self.padded, self.text.len());
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
    fn word(&mut self, masks: &Masks<BLOCKS>, at: usize) {
        let (from, end) = (start_of(&masks.word, at), end_of(&masks.word, at));
        let touches = |at: usize| bit(&masks.name, at) || at > 0 && bit(&masks.name, at - 1);
        let mut start = from.max(self.at);
        while start < end {
            let text = self.text;
            self.at = if masks.in_address(start) {
                let to = end_of(&masks.address, start);
                if text[start..to].iter().fold(true, |plain, b| plain & is_plain(*b)) {
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
            Number::Whole(_) if to == end => (to - start != 3).then_some(Token::Number),
            Number::Whole(_) if to > end => Some(Token::Version),
            Number::Word if is_glued(self.text, start, to) => None,
            // `300s`: the unit is a word.
            Number::Word if end - to <= 8 && self.text[to..end].iter().all(u8::is_ascii_alphabetic) => {
                return end;
            }
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
        let keeps = end - start < 2 || self.is_known(token, start, end) || self.is_tied(token, start, end);
        let (first, last) = (class(text[start]), class(text[end - 1]));
        let Some(cut) = self.outline.cuts.get_mut(self.outline.count).filter(|_| !keeps) else { return };
        let (Some(first), Some(last)) = (first, last) else { return };
        *cut = Cut { start: start as u16, end: end as u16, to: 0 };
        self.put_up_to(start);
        self.put(&[MARK, (token as u8) << 4 | first << 2 | last]);
        self.copied = end;
        self.outline.cuts[self.outline.count].to = self.outline.len as u16;
        self.outline.count += 1;
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
                && (precedes_number(text, end) || start > 0 && is_quantity(text, start - 1))
    }

    fn put_up_to(&mut self, end: usize) {
        let text = self.text;
        self.put(&text[self.copied..end]);
        self.copied = end;
    }

    fn put(&mut self, bytes: &[u8]) {
        let end = self.outline.len + bytes.len();
        if let Some(room) = self.outline.bytes.get_mut(self.outline.len..end) {
            room.copy_from_slice(bytes);
            self.outline.len = end;
        }
    }
}

/// Of which class a byte at the end of a token is, as far as what stands around it asks.
fn class(b: u8) -> Option<u8> {
    match b {
        b'0'..=b'9' => Some(0),
        b'A'..=b'Z' => Some(1),
        b'a'..=b'z' => Some(2),
        _ => None,
    }
}

/// Whether an address begins like an IP address or an enhanced status code: `4.0.0.a@example.org`.
fn begins_with_numbers(address: &[u8]) -> bool {
    let digits = address.iter().take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && address.get(digits) == Some(&b'.')
}

/// Whether a byte of an address is none that may mean something by itself.
fn is_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() | (b == b'@') | (b == b'.') | (b == b'-') | (b == b'_') | (b == b'+')
}

/// Where digits are, one bit a byte.
fn digits(padded: &[u8], len: usize) -> [u64; BLOCKS] {
    let mut digits = [0; BLOCKS];
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
