//! From bytes to items: masks say where words are, each becomes the number of a word, numbers say what they are.

use super::edges::{Edges, IN_NAME, ROOM, place};
use super::escape;
use super::item::{ITEMS, Item, Role};
use super::key::{ADDRESS, IP, Key, OWN_IP};
use super::mask::{BLOCK, Masks};
use super::number::{Number, number, parts, whole};
use super::pass::Pass;
use super::phrases::REACH;
use super::standing::is_glued;
use super::tables::UNKNOWN;
use super::word::{Piece, is_punctuation, pieces, stands_alone_at};

/// What words are read from.
struct Source<'p, const N: usize> {
    /// The text with zeros behind it, so that 16 bytes can be read at each of its words.
    padded: &'p [u8],
    masks: &'p Masks<N>,
    /// See [`Given`](super::Given).
    sending_ip: &'p [u8],
}

impl Pass<'_, '_> {
    /// `N` blocks have room for the text and for what is read behind its last word.
    #[inline(never)]
    pub(super) fn words_in<const N: usize>(&mut self, sending_ip: &[u8]) {
        let len = self.text.len();
        let mut blocks = [[0; BLOCK]; N];
        blocks.as_flattened_mut()[..len].copy_from_slice(self.text);
        let padded = blocks.as_flattened();
        let masks = Masks::new(&blocks, len);
        self.escape = escape::may_begin(&blocks[..len.div_ceil(BLOCK)]);
        let source = Source { padded, masks: &masks, sending_ip };
        let mut edges = Edges::new(&masks);
        let mut room = [0; ROOM];
        let mut kept = 0;
        loop {
            let count = edges.read(&mut room, kept);
            let (pairs, rest) = room[..count].as_chunks::<2>();
            if pairs.is_empty() {
                break;
            }
            for &[from, to] in pairs {
                let (start, end) = (place(from), place(to));
                match Key::plain(padded, start, end) {
                    Some(key) if start >= self.at && !masks.in_address(start) => {
                        self.sentence_before(start);
                        self.add_word(self.t.find(key), start, end, (from | to) & IN_NAME != 0);
                        self.last_end = end;
                    }
                    _ => self.special(&source, [from, to]),
                }
            }
            kept = rest.len();
            room[0] = rest.first().copied().unwrap_or(0);
        }
    }

    /// Begins a new sentence if one ends before `start`.
    #[inline(always)]
    fn sentence_before(&mut self, start: usize) {
        self.sentence += u16::from((start > self.last_end) & ends_sentence(self.text, self.last_end));
    }

    #[inline(always)]
    fn add(&mut self, role: Role, known: u16, start: usize, end: usize, in_name: bool) {
        if self.count == ITEMS {
            self.complete = false;
            self.read(REACH);
        }
        if let Some(item) = self.items.get_mut(self.count) {
            let bytes = (start as u16, end as u16);
            *item = Item { known, bytes, word: self.word, sentence: self.sentence, role, in_name };
            self.count += 1;
        }
    }

    #[inline(always)]
    fn add_word(&mut self, known: u16, start: usize, end: usize, in_name: bool) {
        self.add(Role::Word, known, start, end, in_name);
        // The parts of a host name do not push the words of a sentence apart.
        self.word += u16::from(!in_name);
    }

    /// The number of the word at `start..end`.
    fn find(&self, padded: &[u8], start: usize, end: usize) -> u16 {
        self.t.find(Key::padded(padded, start, end))
    }

    /// Takes what begins with a digit, lies in an address or holds bytes beyond ASCII, as far as no number or
    /// address before it has taken it.
    #[inline(never)]
    fn special<const N: usize>(&mut self, source: &Source<'_, N>, edges: [u16; 2]) {
        let (mut start, end) = (place(edges[0]).max(self.at), place(edges[1]));
        while start < end {
            self.sentence_before(start);
            (self.at, self.last_end) = self.one(source, start, edges);
            start = self.at;
        }
    }

    /// Takes the word, address or number at `start`; returns where to go on, and where the last word ended.
    #[inline(always)]
    fn one<const N: usize>(
        &mut self,
        source: &Source<'_, N>,
        start: usize,
        edges: [u16; 2],
    ) -> (usize, usize) {
        let (text, masks) = (self.text, source.masks);
        if masks.in_address(start) {
            let end = masks.address_end(start);
            self.add_word(self.t.find(ADDRESS), start, end, false);
            // An address can be a marker as a whole.
            self.add(Role::Part, self.find(source.padded, start, end), start, end, false);
            return (end, end);
        }
        let joined = start == place(edges[0]) && edges[0] & IN_NAME != 0;
        let mut in_name = joined || edges[1] & IN_NAME != 0;
        let mut end = place(edges[1]);
        if masks.high {
            end = masks.address_from(start, end);
            let limit = word_limit(text, start, end);
            if limit == start {
                let mut at = start + 1;
                while text.get(at).is_some_and(|b| b & 0xc0 == 0x80) {
                    at += 1;
                }
                return (at, self.last_end);
            }
            if limit != end {
                end = limit;
                in_name = joined;
            }
        }
        if text[start].is_ascii_digit() {
            if let Some(to) = self.digits(source, start, end, in_name) {
                return (to, to);
            }
        }
        if masks.high && !text[start..end].is_ascii() {
            let ends_in_name = end == place(edges[1]) && edges[1] & IN_NAME != 0;
            pieces(text, start, end, |piece| match piece {
                Piece::Word(key, from, to) => {
                    // Of what is written without blanks only letters that touch the name are part of it:
                    // `存在しません：example.jp`, `mx.example.jpに`.
                    let touches = joined && from == start || ends_in_name && to == end;
                    self.add_word(self.t.find(key), from, to, touches && !stands_alone_at(text, from));
                }
                Piece::Stop => self.sentence += 1,
            });
        } else {
            self.add_word(self.find(source.padded, start, end), start, end, in_name);
        }
        (end, end)
    }

    /// Takes what begins with the digit at `start`; returns where it ends, or nothing if it is a word as a whole.
    #[inline(always)]
    fn digits<const N: usize>(
        &mut self,
        source: &Source<'_, N>,
        start: usize,
        end: usize,
        in_name: bool,
    ) -> Option<usize> {
        let (text, sending_ip) = (self.text, source.sending_ip);
        let (what, to) = number(text, start);
        match what {
            Number::Ip if !in_name || to > end => {
                let own = !sending_ip.is_empty() && text[start..to].eq_ignore_ascii_case(sending_ip);
                self.add_word(self.t.find(if own { OWN_IP } else { IP }), start, to, false);
            }
            Number::Enhanced(e) => {
                self.picker.words = self.word;
                self.picker.offer_enhanced(text, e, start, to);
                let mut from = start;
                // Tags such as `554.30` and phrases around a code see its numbers, sentences do not.
                for part in text[start..to].split(|&b| b == b'.') {
                    let end = from + part.len();
                    self.add(Role::Part, self.find(source.padded, from, end), from, end, false);
                    from = end + 1;
                }
            }
            Number::Clock(_) => self.add(Role::Clock, UNKNOWN, start, to, false),
            Number::Whole(n) if to == end => self.whole_number(source, n, start, to),
            Number::Word if is_glued(text, start, to) => {
                self.whole_number(source, whole(&text[start..to]), start, to);
            }
            // A version or a date: its numbers are no words.
            Number::Whole(_) if to > end => {}
            Number::Word if to < end => {
                // The unit is a word of its own.
                for [start, unit, end] in parts(text, start, end) {
                    self.add(Role::Number, UNKNOWN, start, unit, false);
                    self.add(Role::Unit, self.find(source.padded, unit, end), unit, end, false);
                }
                return None;
            }
            _ => return None,
        }
        Some(to)
    }

    /// Takes a number that may be a reply code.
    #[inline(always)]
    fn whole_number<const N: usize>(&mut self, source: &Source<'_, N>, value: u32, start: usize, end: usize) {
        self.picker.words = self.word;
        let fresh = self.picker.offer_reply(self.text, value, start, end);
        // Another reply begins: no phrase and no sentence reaches into it, nor the last word before it, see `stands`.
        self.sentence += 2 * u16::from(fresh);
        let role = if fresh { Role::Fresh } else { Role::Number };
        self.add(role, self.find(source.padded, start, end), start, end, false);
    }
}

/// Where a word ends whose last bytes are punctuation beyond ASCII, or another script: `550»`.
fn word_limit(text: &[u8], start: usize, end: usize) -> usize {
    let ascii = text[start..end].iter().take_while(|b| b.is_ascii()).count();
    if start + ascii == end {
        return end;
    }
    if ascii > 0 && text[start].is_ascii_digit() {
        return start + ascii;
    }
    if ascii == 0 && is_punctuation(text, start, end) {
        return start;
    }
    // `错误550`: behind another script's characters digits begin a number.
    let number = text[start..end].windows(2).position(|w| !w[0].is_ascii() && w[1].is_ascii_digit());
    number.map_or(end, |at| start + at + 1)
}

/// Whether what follows a word ends its sentence: a full stop and white space behind it, or a blank
/// line.
#[inline(always)]
fn ends_sentence(text: &[u8], end: usize) -> bool {
    let class = |at: usize| text.get(at).map_or(0, |b| ENDS[usize::from(*b)]);
    class(end) & (class(end + 1) >> 2) != 0
}

/// For each byte what it ends if a byte of that class follows, and two bits on, of which class it is: 1 for what may follow a
/// full stop, 2 for the end of a line.
static ENDS: [u8; 256] = {
    let mut ends = [0; 256];
    let mut i = 0;
    while i < 4 {
        ends[b".!?;"[i] as usize] = 1;
        i += 1;
    }
    i = 0;
    while i < 6 {
        ends[b" \t\r\n\\}"[i] as usize] = 1 << 2;
        i += 1;
    }
    ends[b'\n' as usize] |= 2 | 2 << 2;
    ends
};
