//! What of a text a server puts in afresh each time, token by token: an outline is the text without it.

use super::amount::is_quantity;
use super::beside::precedes_number;
use super::bits::{bit, end_of, start_of};
use super::key::Key;
use super::mask::{BLOCK, Masks};
use super::number::{Number, number, parts};
use super::outline::{Cut, LONGEST, MARK, MAX_CUTS};
use super::standing::is_glued;
use super::tables::{Tables, UNKNOWN};

/// Digits of a time to wait that is kept, at most.
const TIME: usize = 5;

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

/// Writes an outline. The order of what it asks is that of [`Pass`](super::pass::Pass).
pub(super) struct Writer<'a> {
    pub(super) t: &'a Tables<'a>,
    pub(super) text: &'a [u8],
    /// The text with zeros behind it.
    pub(super) padded: &'a [u8],
    pub(super) sending_ip: &'a [u8],
    /// The outline, and how long it is.
    pub(super) bytes: &'a mut [u8; LONGEST],
    pub(super) len: usize,
    /// Tokens that were left out, and how many.
    pub(super) cuts: &'a mut [Cut; MAX_CUTS],
    pub(super) count: usize,
    /// The first byte that is open.
    pub(super) at: usize,
    /// The first byte that is not written yet.
    pub(super) copied: usize,
}

impl Writer<'_> {
    /// All words that have digits or are part of a name or an address.
    pub(super) fn tokens<const N: usize>(&mut self, masks: &Masks<N>) {
        let (mut before, mut i) = (0, 0);
        while i < N && BLOCK * i < self.text.len() {
            let name = masks.name[i];
            let after = masks.name.get(i + 1).map_or(0, |name| name << 63);
            let joined = name | name << 1 | before | name >> 1 | after;
            let special = masks.word[i] & (joined | masks.digit[i] | masks.address[i]);
            before = name >> 63;
            loop {
                let open = self.at.saturating_sub(BLOCK * i);
                let bits = if open < BLOCK { special >> open << open } else { 0 };
                if bits == 0 {
                    break;
                }
                self.word(masks, BLOCK * i + bits.trailing_zeros() as usize);
            }
            i += 1;
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
                let matters = to - start == 3 || to - start <= TIME && is_quantity(self.t, self.text, to);
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
                    || start > 1 && text[start - 2].is_ascii_digit() && is_quantity(self.t, text, start - 1))
    }

    fn put_up_to(&mut self, end: usize) {
        let text = self.text;
        self.put(&text[self.copied..end]);
        self.copied = end;
    }

    pub(super) fn put(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            room.copy_from_slice(bytes);
            self.len = end;
        }
    }
}

/// Whether an address begins like an IP address or a code: `4.0.0.a@example.org`, `550+5.1.1+a@example.org`.
fn begins_with_numbers(address: &[u8]) -> bool {
    let digits = address.iter().take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && matches!(address.get(digits), Some(b'.' | b'+'))
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
