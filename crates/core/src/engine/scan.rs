//! One pass over a text: its words, and what phrases they make, give occurrences of terms.

use core::ops::Range;

use super::MAX_REPLY;
use super::bits::Bits;
use super::codes::{Codes, Picker, is_glued};
use super::mask::{BLOCK, Edges, IN_NAME, Masks, ROOM, place};
use super::number::{Number, number, whole};
use super::tables::{ALWAYS, Hints, Kind, Mask, NONE, Tables, UNKNOWN};
use super::word::{ADDRESS, IP, Key, OWN_IP, Piece, is_punctuation, pieces, stands_alone_at};

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
    /// See [`Signs::hints`](super::tables::Signs::hints): rules out, does not prove.
    pub hints: Hints,
}

/// What a text says, before any rule is asked.
pub struct Scan<'f> {
    /// Room for occurrences, in the order in which they end.
    found: &'f mut [Found],
    count: usize,
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

/// A word or a number of the text.
#[derive(Clone, Copy, Default)]
pub struct Item {
    /// The number of the word, or [`UNKNOWN`].
    known: u16,
    /// Its first byte, and the byte behind its last.
    pub bytes: (u16, u16),
    /// The index of the word; for a number that of the next word.
    word: u16,
    /// The number of its sentence.
    pub sentence: u16,
    role: Role,
    /// Whether it is part of a host name, a file name or a URL.
    in_name: bool,
}

impl Item {
    /// All of it that matters besides its place, given the sentence of the item before.
    pub fn shape(&self, sentence: u16) -> u32 {
        let new = u32::from(self.sentence != sentence);
        u32::from(self.known) | (self.role as u32) << 16 | u32::from(self.in_name) << 19 | new << 20
    }
}

/// What an item is to the phrases around it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Role {
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

/// Time that a reply asks to wait, in words.
#[derive(Default)]
struct Waits {
    /// Where the last whole number stands, and before which word.
    number: Option<((u16, u16), u16)>,
    /// The last time that was read, in seconds, and at which word.
    time: Option<(u32, u16)>,
    /// Where a wait was last announced.
    announced: Option<u16>,
}

/// Words that may lie between "try again" and the time.
const WAIT_GAP: u16 = 8;

impl Waits {
    fn meet(&self) -> Option<u32> {
        let ((seconds, at), hint) = (self.time?, self.announced?);
        (at.abs_diff(hint) <= WAIT_GAP && seconds > 0).then_some(seconds)
    }
}

/// Items that are read before their phrases are looked for.
pub const ITEMS: usize = 128;
/// Items that one phrase may take, numbers in between included.
const REACH: usize = 24;

/// A text on its way from bytes to terms.
pub struct Pass<'t, 'f> {
    t: &'t Tables<'t>,
    text: &'t [u8],
    out: Scan<'f>,
    items: [Item; ITEMS],
    count: usize,
    /// Whether all items of the text are there still.
    complete: bool,
    /// Whether a character may be written as an escape.
    pub escape: bool,
    /// The index of the next word.
    word: u16,
    sentence: u16,
    /// The first byte that is open.
    at: usize,
    /// Where the last word, number or address ended.
    last_end: usize,
    waits: Waits,
    picker: Picker<'t>,
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

/// Sizes of texts that are read with less room than the longest take.
const TINY: usize = 256;
const MIDDLE: usize = 2048;

/// What words are read from.
struct Source<'p, const N: usize> {
    /// The text with zeros behind it, so that 16 bytes can be read at each of its words.
    padded: &'p [u8],
    masks: &'p Masks<N>,
    /// See [`Given`](super::Given).
    sending_ip: &'p [u8],
}

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
            waits: Waits::default(),
            picker: Picker::new(t.replies),
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

    /// `N` blocks have room for the text and for what is read behind its last word.
    #[inline(never)]
    fn words_in<const N: usize>(&mut self, sending_ip: &[u8]) {
        let len = self.text.len();
        let mut blocks = [[0; BLOCK]; N];
        blocks.as_flattened_mut()[..len].copy_from_slice(self.text);
        let padded = blocks.as_flattened();
        let masks = Masks::new(&blocks, len);
        self.escape = masks.escape;
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

    /// What the numbers of the text say.
    pub fn codes(&self) -> Codes {
        self.picker.finish()
    }

    /// The words and numbers, if all of them are there still.
    pub fn items(&self) -> &[Item] {
        if self.complete { &self.items[..self.count] } else { &[] }
    }

    /// Whether the text may ask to wait for some time.
    pub fn waits(&self) -> bool {
        self.waits.announced.is_some() && self.waits.time.is_some()
    }

    /// Finds the phrases.
    #[inline(always)]
    pub fn phrases(&mut self, codes: Codes) -> &Scan<'f> {
        self.read(0);
        self.out.first_word = codes.words;
        self.out.codes = codes;
        self.out.words = self.word;
        self.out.settle(self.t);
        &self.out
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

/// Reading: words and numbers become items.
impl Pass<'_, '_> {
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
                // `300s`, `5min`: the unit is a word of its own.
                if end - to <= 8 && text[to..end].iter().all(u8::is_ascii_alphabetic) {
                    self.add(Role::Number, UNKNOWN, start, to, false);
                    self.add(Role::Unit, self.find(source.padded, to, end), to, end, false);
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
        // Another reply begins: no phrase and no sentence reaches into it.
        self.sentence += u16::from(fresh);
        let role = if fresh { Role::Fresh } else { Role::Number };
        self.add(role, self.find(source.padded, start, end), start, end, false);
    }
}

/// Phrases: items become occurrences of terms.
impl Pass<'_, '_> {
    /// Looks for the phrases that begin at the items, all but the last `keep`, which stay for later.
    ///
    /// First what each word says by itself, without a branch: what is worth a second look is written down as a bit.
    #[inline(never)]
    fn read(&mut self, keep: usize) {
        let now = self.count.saturating_sub(keep).min(ITEMS);
        self.out.steps += now as u32;
        for from in (0..now).step_by(64) {
            let mut look = 0u64;
            for i in from..now.min(from + 64) {
                let item = self.items[i];
                let next = self.items[(i + 1) % ITEMS];
                let Some(word) = self.t.word(item.known) else { break };
                let set = if item.in_name { word.name_set } else { word.set };
                let set = if item.role == Role::Unit { 0 } else { set };
                self.report(set, &item, &item);
                // Numbers may stand between the words of a phrase.
                let goes_on = word.may_lead(next.known) | (word.next != 0) & (next.role != Role::Word);
                let marks = set >= self.t.names.first_marker;
                look |= u64::from(goes_on | marks | (item.role != Role::Word)) << (i - from);
            }
            for i in Bits(look) {
                self.look(from + i);
            }
        }
        if keep > 0 {
            self.items.copy_within(now..self.count, 0);
            self.count -= now;
        }
    }

    /// Marks, numbers and longer phrases that begin at an item.
    #[inline(always)]
    fn look(&mut self, i: usize) {
        let first = self.items[i % ITEMS];
        if first.role != Role::Word && self.number(&first) {
            return;
        }
        let Some(word) = self.t.word(first.known) else { return };
        let mut in_name = first.in_name;
        self.mark(if in_name { word.name_set } else { word.set }, &first);
        let Some(mut node) = self.t.nodes.get(usize::from(word.node)) else { return };
        for at in i + 1..self.count.min(i + REACH) {
            let item = self.items[at % ITEMS];
            self.out.steps += 1;
            match (item.role, self.t.step(node, item.known)) {
                (Role::Fresh, _) | (Role::Word, None) => return,
                (Role::Clock | Role::Unit, _) | (_, None) => {}
                (role, Some(to)) => {
                    in_name |= item.in_name;
                    let set = if in_name { to.name_set } else { to.set };
                    self.report(set, &first, &item);
                    self.mark(set, &item);
                    if to.next != [0; 2] {
                        node = to;
                    } else if role == Role::Word {
                        return;
                    }
                }
            }
        }
    }

    /// Takes note of a number or a time; true if no phrase begins with it.
    fn number(&mut self, item: &Item) -> bool {
        match item.role {
            Role::Word | Role::Part => {}
            Role::Number | Role::Fresh => self.waits.number = Some((item.bytes, item.word)),
            Role::Clock => {
                if let (Number::Clock(seconds), _) = number(self.text, item.bytes.0.into()) {
                    self.waits.time = Some((seconds, item.word));
                    self.wait();
                }
            }
            Role::Unit => self.unit(item),
        }
        item.role == Role::Unit
    }

    /// A phrase has been seen, if `set` is not 0. It is written down in any case and only counted then: whether
    /// words make phrases cannot be foretold, and so a branch would cost more.
    #[inline(always)]
    fn report(&mut self, set: u16, first: &Item, last: &Item) {
        if let Some(slot) = self.out.found.get_mut(self.out.count) {
            *slot = Found {
                set,
                words: (first.word, last.word),
                sentence: first.sentence,
                bytes: (first.bytes.0, last.bytes.1),
                hints: [0; 2],
            };
            self.out.count += usize::from(set != 0);
        }
    }

    /// Takes note of what a set's markers stand for, if it has any.
    #[inline(always)]
    fn mark(&mut self, set: u16, last: &Item) {
        if set >= self.t.names.first_marker {
            self.marks(set, last);
        }
    }

    fn marks(&mut self, set: u16, last: &Item) {
        let t = self.t;
        for &term in t.markers_of(set) {
            let Some(t) = t.terms.get(term as usize) else { return };
            match t.kind {
                Kind::Word => {}
                Kind::Provider => {
                    let new = t.value as u16;
                    let old = self.out.provider;
                    let software = |p: u16| self.t.software.get(p as usize).copied().unwrap_or(false);
                    if old == NONE || software(old) && !software(new) {
                        self.out.provider = new;
                    }
                }
                Kind::Blocklist => {
                    // "Spamhaus" alone is the weaker name of whichever list is named in full: lists are
                    // in the order of `codes.yaml`, the specific ones of an operator first.
                    self.out.blocklist = self.out.blocklist.min(t.value as u16);
                }
                Kind::Unit => self.time(t.value, last.word),
                Kind::Wait => {
                    self.waits.announced = Some(last.word);
                    self.wait();
                }
                Kind::Command => self.out.commands = 1 << (t.value & 15),
            }
        }
    }

    /// A unit that is written together with its number.
    fn unit(&mut self, item: &Item) {
        let set = self.t.word(item.known).map_or(0, |w| w.set);
        for &term in self.t.markers_of(set) {
            if let Some(t) = self.t.terms.get(usize::from(term)).filter(|t| t.kind == Kind::Unit) {
                self.time(t.value, item.word);
            }
        }
    }

    /// A unit of so many seconds at a word.
    fn time(&mut self, unit: u32, word: u16) {
        if let Some(((start, end), before)) = self.waits.number {
            if before == word {
                let number = whole(&self.text[start.into()..end.into()]);
                self.waits.time = Some((number.saturating_mul(unit), word));
                self.wait();
            }
        }
    }

    fn wait(&mut self) {
        self.out.retry_after = self.out.retry_after.or(self.waits.meet());
    }
}

impl Scan<'_> {
    /// Adds to what was found what the tables say of it.
    fn settle(&mut self, t: &Tables<'_>) {
        for found in self.found.iter_mut().take(self.count) {
            let Some(set) = t.sets.get(usize::from(found.set)) else { continue };
            let Some(signs) = t.signs.get(usize::from(set.signs)) else { continue };
            found.hints = signs.hints;
            for (seen, bits) in self.seen.iter_mut().zip(signs.mask) {
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
