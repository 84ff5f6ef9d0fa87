//! One pass over a text: its words, walked through the trie, give occurrences of terms.

use super::MAX_REPLY;
use super::codes::{Codes, Picker};
use super::mask::Masks;
use super::number::{Number, number};
use super::tables::{Kind, Mask, NONE, Node, Tables, has_bit, mask_bit};
use super::word::{ADDRESS, IP, Key, OWN_IP, Piece, is_punctuation, pieces};

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
    /// A bit for each term of the set, see [`Set::hints`](super::tables::Set::hints): rules out, does not prove.
    pub hints: u64,
}

/// A phrase that has begun.
#[derive(Clone, Copy, Default)]
struct Walk {
    /// The node that it has come to.
    node: u16,
    /// Words that may follow, see [`Node::next`].
    next: u64,
    word: u16,
    sentence: u16,
    byte: u16,
    in_name: bool,
}

/// Phrases that can be under way at once; none in `codes.yaml` overlap that much.
const WALKS: usize = 6;

/// What a text says, before any rule is asked.
pub struct Scan<'f> {
    /// Room for occurrences, in the order in which they end.
    found: &'f mut [Found],
    count: usize,
    /// Terms that may occur.
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
}

/// Time that a reply asks to wait, in words.
#[derive(Default)]
struct Waits {
    /// The last number, the word that follows it, and where it ends.
    last: Option<(u32, u16)>,
    /// The last time that was read, at which word.
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

struct Pass<'t, 's, 'f> {
    t: &'t Tables<'t>,
    out: &'s mut Scan<'f>,
    walks: [Walk; WALKS],
    live: usize,
    word: u16,
    sentence: u16,
    waits: Waits,
    picker: Picker,
    /// Where the words begin after the codes: set again at each number that was taken for a code.
    code_words: [(usize, u16); 4],
    code_count: usize,
}

/// A text of at most this many bytes, as nearly all are, needs little room.
pub const SHORT: usize = 512;
/// Occurrences that are kept of such a text.
pub const SHORT_FOUND: usize = 96;

/// Reads a text; `found` is room for occurrences.
#[inline]
pub fn scan<'f>(t: &Tables<'_>, text: &[u8], sending_ip: &[u8], found: &'f mut [Found]) -> Scan<'f> {
    let mut out = Scan {
        found,
        count: 0,
        seen: [0; 4],
        codes: Codes::default(),
        provider: NONE,
        blocklist: NONE,
        commands: 0,
        retry_after: None,
        words: 0,
        first_word: 0,
    };
    if text.len() <= TINY {
        scan_with::<{ TINY / 64 }>(t, text, sending_ip, &mut out);
    } else if text.len() <= MIDDLE {
        scan_with::<{ MIDDLE / 64 }>(t, text, sending_ip, &mut out);
    } else {
        scan_with::<{ MAX_REPLY / 64 }>(t, text, sending_ip, &mut out);
    }
    out
}

/// Sizes of texts that are scanned with less room than the longest take.
const TINY: usize = 256;
const MIDDLE: usize = 2048;

fn scan_with<const N: usize>(t: &Tables<'_>, text: &[u8], sending_ip: &[u8], out: &mut Scan<'_>) {
    let masks = Masks::<N>::new(text);
    let text = &text[..masks.len];
    let mut pass = Pass {
        t,
        out,
        walks: [Walk::default(); WALKS],
        live: 0,
        word: 0,
        sentence: 0,
        waits: Waits::default(),
        picker: Picker::default(),
        code_words: [(0, 0); 4],
        code_count: 0,
    };
    let (mut at, mut last_end) = (0, 0);
    while let Some(start) = masks.word_start(at) {
        if start > last_end + 1 && ends_sentence(text, last_end) {
            pass.sentence += 1;
        }
        (at, last_end) = pass.one(&masks, text, sending_ip, start, last_end);
    }
    pass.finish();
}

fn whole(text: &[u8], start: usize, end: usize) -> (u32, usize) {
    (text[start..end].iter().fold(0u32, |n, b| n.saturating_mul(10).saturating_add(u32::from(b - b'0'))), end)
}

/// Where a walk comes to with one more word.
#[inline(always)]
fn go_on<'t>(t: &'t Tables<'_>, walk: &Walk, word: u16) -> Option<&'t Node> {
    if walk.next >> (word & 63) & 1 == 0 { None } else { t.step(walk.node, word) }
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
    if ascii == 0 && is_punctuation(text, start, end) { start } else { end }
}

/// Whether what follows a word ends its sentence.
#[inline(always)]
fn ends_sentence(text: &[u8], end: usize) -> bool {
    matches!(text[end], b'.' | b'!' | b'?' | b';')
        && matches!(text.get(end + 1), Some(b' ' | b'\t' | b'\r' | b'\n' | b'\\'))
}

impl Pass<'_, '_, '_> {
    /// Takes the word, address or number at `start`; returns where to go on, and where the last word ended.
    #[inline(always)]
    fn one<const N: usize>(
        &mut self,
        masks: &Masks<N>,
        text: &[u8],
        sending_ip: &[u8],
        start: usize,
        last_end: usize,
    ) -> (usize, usize) {
        if masks.addresses {
            if let Some(end) = masks.address_end(start) {
                self.word(ADDRESS, start, end, false);
                // An address can be a marker as a whole.
                self.number(Key::ascii(text, start, end), start, end);
                return (end, end);
            }
        }
        let mut end = masks.word_end(start);
        if masks.high {
            end = word_limit(text, start, end);
            if end == start {
                let mut at = start + 1;
                while text.get(at).is_some_and(|b| b & 0xc0 == 0x80) {
                    at += 1;
                }
                return (at, last_end);
            }
        }
        let in_name = masks.in_name(text, start, end);
        if text[start].is_ascii_digit() {
            let (what, to) = number(text, start);
            match what {
                Number::Ip if !in_name || to > end => {
                    let own = !sending_ip.is_empty() && text[start..to].eq_ignore_ascii_case(sending_ip);
                    self.word(if own { OWN_IP } else { IP }, start, to, false);
                    return (to, to);
                }
                Number::Enhanced(e) => {
                    self.picker.offer_enhanced(text, e, start, to);
                    let mut n = start;
                    // Tags such as `554.30` and phrases around a code see its numbers, sentences do not.
                    while let Some(s) = masks.word_start(n).filter(|&s| s < to) {
                        let e = masks.word_end(s);
                        self.number(Key::ascii(text, s, e), s, e);
                        n = e;
                    }
                    self.code_words[self.code_count & 3] = (start, self.word);
                    self.code_count += 1;
                    return (to, to);
                }
                Number::Clock(seconds) => {
                    self.waits.time = Some((seconds, self.word));
                    self.wait();
                    return (to, to);
                }
                Number::Whole(n) if to == end => {
                    if self.picker.offer_reply(text, n, start, to) {
                        // Another reply begins: no phrase and no sentence reaches into it.
                        self.sentence += 1;
                        self.live = 0;
                    }
                    self.number(Key::ascii(text, start, end), start, end);
                    if end - start == 3 {
                        self.code_words[self.code_count & 3] = (start, self.word);
                        self.code_count += 1;
                    }
                    self.waits.last = Some((n, self.word));
                    return (end, end);
                }
                Number::Whole(n) if to > end => {
                    // A version or a date: its numbers are no words.
                    let _ = n;
                    return (to, to);
                }
                Number::Word if to < end => {
                    // `300s`, `5min`: the unit is a word of its own.
                    let (n, _) = whole(text, start, to);
                    if text[to..end].iter().all(u8::is_ascii_alphabetic) && end - to <= 8 {
                        self.waits.last = Some((n, self.word));
                        self.unit(Key::ascii(text, to, end));
                    }
                }
                _ => {}
            }
        }
        if masks.high && text[start..end].iter().any(|&b| b >= 0x80) {
            pieces(text, start, end, |piece| match piece {
                Piece::Word(key, from, to) => self.word(key, from, to, in_name),
                Piece::Stop => self.sentence += 1,
            });
        } else {
            self.word(Key::ascii(text, start, end), start, end, in_name);
        }
        (end, end)
    }

    /// What the numbers of the text say.
    fn finish(self) {
        let codes = self.picker.finish();
        for &(start, word) in &self.code_words[..self.code_count.min(4)] {
            if (codes.reply.is_some() && start == codes.reply_at.0)
                || (codes.enhanced.is_some() && start == codes.enhanced_at.0)
            {
                self.out.first_word = self.out.first_word.max(word);
            }
        }
        self.out.codes = codes;
        self.out.words = self.word;
    }

    /// A word at `start..end`.
    #[inline(always)]
    fn word(&mut self, key: Key, start: usize, end: usize, in_name: bool) {
        let hash = key.hash();
        if self.t.may_know(hash) {
            self.known(key, hash, start, end, in_name);
        } else {
            self.live = 0;
        }
        // The parts of a host name do not push the words of a sentence apart.
        self.word += u16::from(!in_name);
    }

    /// A word that the tables may know.
    #[inline(always)]
    fn known(&mut self, key: Key, hash: u32, start: usize, end: usize, in_name: bool) {
        let t = self.t;
        let mut kept = 0;
        if let Some(word) = t.word(key, hash) {
            for i in 0..self.live {
                let walk = self.walks[i];
                if let Some(to) = go_on(t, &walk, word.number) {
                    let walk = Walk { in_name: walk.in_name | in_name, ..walk };
                    kept += usize::from(self.enter(walk, *to, end, kept));
                }
            }
            let walk = Walk {
                word: self.word,
                sentence: self.sentence,
                byte: start as u16,
                in_name,
                ..Walk::default()
            };
            kept += usize::from(self.enter(walk, word.to(), end, kept));
        }
        self.live = kept;
    }

    /// A number continues a phrase that names it, and does not disturb one that does not.
    fn number(&mut self, key: Key, start: usize, end: usize) {
        let t = self.t;
        let hash = key.hash();
        if !t.may_know(hash) {
            return;
        }
        let Some(word) = t.word(key, hash) else { return };
        for i in 0..self.live {
            let walk = self.walks[i];
            if let Some(to) = go_on(t, &walk, word.number) {
                self.enter(walk, *to, end, i);
            }
        }
        if self.live < WALKS {
            let walk =
                Walk { word: self.word, sentence: self.sentence, byte: start as u16, ..Walk::default() };
            self.live += usize::from(self.enter(walk, word.to(), end, self.live));
        }
    }

    /// A unit that is written together with its number.
    fn unit(&mut self, key: Key) {
        let set = self.t.word(key, key.hash()).map_or(0, |w| w.set);
        for &term in self.t.markers_of(set) {
            if let Some(t) = self.t.terms.get(usize::from(term)).filter(|t| t.kind == Kind::Unit) {
                self.time(t.value);
            }
        }
    }

    /// A phrase has come to a node: reports what ends there; true if it may go on.
    #[inline(always)]
    fn enter(&mut self, walk: Walk, to: Node, end: usize, slot: usize) -> bool {
        let set = if walk.in_name { to.name_set } else { to.set };
        if set != 0 {
            self.report(walk, end, set);
        }
        let open = to.number != 0 && slot < WALKS;
        if open {
            self.walks[slot] = Walk { node: to.number, next: to.next, ..walk };
        }
        open
    }

    #[inline(always)]
    fn report(&mut self, walk: Walk, end: usize, set: u16) {
        let t = self.t;
        let Some(s) = t.sets.get(set as usize) else { return };
        if s.members.0 != s.members.1 {
            if let Some(slot) = self.out.found.get_mut(self.out.count) {
                let words = (walk.word, self.word);
                *slot = Found {
                    set,
                    words,
                    sentence: walk.sentence,
                    bytes: (walk.byte, end as u16),
                    hints: s.hints,
                };
                self.out.count += 1;
                for (seen, bits) in self.out.seen.iter_mut().zip(s.mask) {
                    *seen |= bits;
                }
            }
        }
        if s.markers.0 != s.markers.1 {
            self.mark(set);
        }
    }

    /// Takes note of what a marker stands for.
    fn mark(&mut self, set: u16) {
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
                Kind::Unit => self.time(t.value),
                Kind::Wait => {
                    self.waits.announced = Some(self.word);
                    self.wait();
                }
                Kind::Command => self.out.commands = 1 << (t.value & 15),
            }
        }
    }

    fn time(&mut self, unit: u32) {
        if let Some((n, word)) = self.waits.last {
            if word == self.word {
                self.waits.time = Some((n.saturating_mul(unit), self.word));
                self.wait();
            }
        }
    }

    fn wait(&mut self) {
        self.out.retry_after = self.out.retry_after.or(self.waits.meet());
    }
}

impl Scan<'_> {
    /// What was found.
    #[inline(always)]
    pub fn found(&self) -> &[Found] {
        &self.found[..self.count]
    }

    /// Whether a term occurs.
    pub fn has(&self, t: &Tables<'_>, term: u16) -> bool {
        has_bit(&self.seen, mask_bit(term)) && self.found().iter().any(|f| t.holds(f.set, term))
    }
}
