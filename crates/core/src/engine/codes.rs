//! Which of the numbers in a text are the reply code and the enhanced status code.

use core::ops::Range;

use super::beside::escaped;
use super::escape::{self, Plain};
use super::frame;
use super::number::{Number, number, whole};
use super::standing::{Place, enhanced_place, is_glued, reply_place};
use super::tables::Tables;

/// An enhanced status code: class, subject and detail (RFC 3463 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Enhanced {
    /// 2, 4 or 5.
    pub class: u8,
    /// What the status is about.
    pub subject: u16,
    /// What exactly.
    pub detail: u16,
}

impl Enhanced {
    /// Subject and detail as one number.
    pub fn key(self) -> u32 {
        u32::from(self.subject) << 16 | u32::from(self.detail)
    }
    /// Codes that say no more than their class or subject.
    fn is_generic(self) -> bool {
        self.detail == 0
    }
}

/// The codes of a reply, and where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// The reply code.
    pub reply: Option<u16>,
    /// Its first and last byte.
    pub reply_at: (usize, usize),
    /// The enhanced status code.
    pub enhanced: Option<Enhanced>,
    /// Its first and last byte.
    pub enhanced_at: (usize, usize),
    /// How many words stand before the last of the two, see [`Picker::words`].
    pub words: u16,
}

impl Codes {
    /// Where the reply's own text begins: at its reply code, or at its enhanced status code if it has no other.
    pub fn place(&self) -> Range<usize> {
        match (self.reply, self.enhanced) {
            (Some(_), _) => self.reply_at.0..self.reply_at.1,
            (None, Some(_)) => self.enhanced_at.0..self.enhanced_at.1,
            (None, None) => 0..0,
        }
    }

    /// The same with their places in the text that was written with escapes.
    pub fn written(mut self, plain: &Plain) -> Self {
        for place in [&mut self.reply_at, &mut self.enhanced_at] {
            *place = (plain.place(place.0), plain.place(place.1));
        }
        self
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Seen<T> {
    value: T,
    start: usize,
    end: usize,
    words: u16,
}

/// Takes the numbers of a text as they come, and keeps those that matter.
pub struct Picker<'t> {
    t: &'t Tables<'t>,
    /// The first code of each class: 2 and 3 together, 4, 5; and whether it stood in a strong place.
    reply: [Option<(Seen<u16>, bool)>; 3],
    /// Whether that stood in a line of a transcript: then its enhanced code stands there, too. What follows is Sendmail's own
    /// translation, which makes any 550 a 5.1.1.
    said: [bool; 3],
    /// The first enhanced code right behind each of those.
    behind: [Option<Seen<Enhanced>>; 3],
    /// The first enhanced code of each class, and the first that is specific.
    first: [Option<Seen<Enhanced>>; 3],
    specific: [Option<Seen<Enhanced>>; 3],
    last_reply: Option<(usize, usize)>,
    last_value: u16,
    /// Whether every code so far is a number of JSON by itself.
    bare: bool,
    /// How many words stand before the next number.
    pub words: u16,
}

fn slot(class: u16) -> usize {
    match class {
        4 => 1,
        5 => 2,
        _ => 0,
    }
}

impl<'t> Picker<'t> {
    /// Nothing is picked yet.
    pub fn new(t: &'t Tables<'t>) -> Self {
        Self {
            t,
            reply: [None; 3],
            said: [false; 3],
            behind: [None; 3],
            first: [None; 3],
            specific: [None; 3],
            last_reply: None,
            last_value: 0,
            bare: false,
            words: 0,
        }
    }

    /// Whether a code is about the session alone: a greeting, a farewell, `354`.
    fn is_of_session(&self, value: u16) -> bool {
        self.t.replies.contains(&(value, true))
    }

    /// A three-digit number at `start..end`. True if it is a reply code other than those before it.
    pub fn offer_reply(&mut self, text: &[u8], value: u32, start: usize, end: usize) -> bool {
        // Below 400 few exist; the rest are exit statuses, line numbers and sizes.
        let exists = |value: u32| {
            matches!(value, 400..=599) || self.t.replies.iter().any(|(known, _)| u32::from(*known) == value)
        };
        if end - start != 3 || !exists(value) {
            return false;
        }
        let place = reply_place(self.t, text, value, start, end);
        if place == Place::Nowhere {
            return false;
        }
        let value = value as u16;
        let class = slot(value / 100);
        let strong = place == Place::Strong;
        // `550 5.0.350 Remote server returned an error -> 550 5.4.4 Invalid domain`: the last host's own words.
        // A failure that went on until the message expired stays one: `550 5.4.300 Message expired -> 421 …`.
        let final_word = value >= 500 || value >= 400 && self.reply[2].is_none();
        if final_word && self.t.has_before(self.t.lists.passed_on, text, start) {
            (self.reply, self.behind) = Default::default();
        }
        // `{"code":422,"message":"550 …"}`: the program's own number, often HTTP's, and what the server said.
        let bare = text[..start].trim_ascii_end().ends_with(b"\":");
        if self.bare && value >= 400 && text[..start].ends_with(b"\"") {
            (self.reply, self.behind) = Default::default();
        }
        self.bare = bare && (self.bare || self.last_value == 0);
        // A later code in a strong place counts more than an earlier one inside a sentence.
        // `250` says more of the message than the greeting before it. Of failures the first counts.
        let says_more = |seen: Seen<u16>| self.is_of_session(seen.value) && !self.is_of_session(value);
        if self.reply[class].is_none_or(|(seen, was)| strong && (!was || says_more(seen))) {
            self.reply[class] = Some((Seen { value, start, end, words: self.words }, strong));
            self.behind[class] = None;
            self.said[class] = frame::is_said(self.t, text, start);
        }
        self.last_reply = Some((start, end));
        let other = self.last_value != 0 && self.last_value != value;
        self.last_value = value;
        other
    }

    /// An enhanced status code at `start..end`.
    pub fn offer_enhanced(&mut self, text: &[u8], value: Enhanced, start: usize, end: usize) {
        let behind = self.last_reply.filter(|&(_, e)| {
            start - e <= 6
                && text[e..start].iter().all(|&b| !b.is_ascii_alphanumeric() || b == b'n' || b == b'r')
        });
        if behind.is_none() && !enhanced_place(self.t, text, start, end) {
            return;
        }
        // As for reply codes.
        if value.class == 2 && self.t.has_before(self.t.lists.past_statuses, text, start) {
            return;
        }
        let seen = Seen { value, start, end, words: self.words };
        if let Some((from, _)) = behind {
            for (reply, mine) in self.reply.iter().zip(&mut self.behind) {
                if reply.is_some_and(|(r, _)| r.start == from) {
                    mine.get_or_insert(seen);
                }
            }
        }
        let class = slot(u16::from(value.class));
        self.first[class].get_or_insert(seen);
        if !value.is_generic() {
            self.specific[class].get_or_insert(seen);
        }
    }

    /// The codes that tell what became of the message: a failure counts more than what went before it.
    pub fn finish(&self) -> Codes {
        let mut out = Codes::default();
        // The first failure is what the server said last to us; what it quotes of others comes behind.
        let start = |c: usize| self.reply[c].map(|(r, strong)| (!strong, r.start));
        let strong = self.reply.iter().flatten().any(|&(_, s)| s);
        let failure = [1, 2].into_iter().filter(|&c| self.reply[c].is_some()).min_by_key(|&c| start(c));
        // A weak failure does not outvote a strong success: `250 ok ... 550 bytes`.
        let failure = failure.filter(|&c| self.reply[c].is_some_and(|(_, s)| s || !strong));
        // A greeting and a farewell say nothing of a failure that has no reply code of its own.
        let polite = self.reply[0].is_some_and(|(r, _)| self.is_of_session(r.value));
        let failed = self.first[1].is_some() || self.first[2].is_some();
        let class = failure.or_else(|| self.reply[0].filter(|_| !(polite && failed)).map(|_| 0));
        let enhanced = match class {
            Some(c) => {
                let (seen, _) = self.reply[c].unwrap_or_default();
                out.reply = Some(seen.value);
                out.reply_at = (seen.start, seen.end);
                out.words = seen.words;
                let elsewhere = || {
                    self.specific[c]
                        .or(self.first[c])
                        .or_else(|| if c == 0 { None } else { self.first[3 - c] })
                };
                self.behind[c].or_else(|| if self.said[c] { None } else { elsewhere() })
            }
            None => [2, 1, 0].into_iter().find_map(|c| self.specific[c].or(self.first[c])),
        };
        if let Some(e) = enhanced {
            out.enhanced = Some(e.value);
            out.enhanced_at = (e.start, e.end);
            out.words = out.words.max(e.words);
        }
        out
    }
}

/// Reads only the codes of a text.
pub fn codes(t: &Tables<'_>, text: &[u8]) -> Codes {
    match escape::plain(text) {
        Some(plain) => plain_codes(t, plain.bytes()).written(&plain),
        None => plain_codes(t, text),
    }
}

fn plain_codes(t: &Tables<'_>, text: &[u8]) -> Codes {
    let text = &text[..text.len().min(super::MAX_REPLY)];
    let mut picker = Picker::new(t);
    let mut at = 0;
    while let Some(skip) = text[at..].iter().position(u8::is_ascii_digit) {
        at += skip;
        if at > 0 && (text[at - 1].is_ascii_alphanumeric() && !escaped(text, at - 1)) {
            at += text[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            continue;
        }
        let (what, end) = number(text, at);
        match what {
            Number::Whole(n) => {
                picker.offer_reply(text, n, at, end);
            }
            Number::Word if is_glued(text, at, end) => {
                picker.offer_reply(text, whole(&text[at..end]), at, end);
            }
            Number::Enhanced(e) => picker.offer_enhanced(text, e, at, end),
            _ => {}
        }
        at = end.max(at + 1);
    }
    picker.finish()
}
