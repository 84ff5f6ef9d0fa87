//! How long a reply asks to wait: the times that it names, and what announces them.

use core::ops::RangeInclusive;

use super::item::Item;
use super::number::whole;
use super::tables::Tables;

/// Words that may lie between "try again" and the time.
const GAP: u16 = 8;
/// Words that lie between a number of things and the time for them: "5 messages in 10 minutes", unlike "5 to 10 minutes".
const CROWD: RangeInclusive<u16> = 2..=4;

/// The unit of a time that has none.
const BARE: u32 = 0;

/// What was read so far.
pub(super) struct Waits<'t> {
    t: &'t Tables<'t>,
    /// The last whole number.
    number: Option<Number>,
    /// The last time.
    time: Option<Time>,
    /// The word with which a wait was last announced, and that with which it was last said that a time is none to wait:
    /// "per", "older than".
    announced: Option<u16>,
    other: Option<u16>,
    /// The time to wait.
    found: Option<Time>,
    /// The first byte of all numbers that were read as times, and the byte behind the last.
    read: Option<(u16, u16)>,
}

#[derive(Clone, Copy)]
struct Number {
    bytes: (u16, u16),
    /// The index of the word behind it.
    word: u16,
    /// Whether it may be said of the number of things before it.
    crowd: bool,
}

#[derive(Clone, Copy)]
struct Time {
    seconds: u32,
    /// Those of the unit of its last part.
    unit: u32,
    /// Its first and last word; a number is none.
    words: (u16, u16),
    /// The byte behind its last.
    end: u16,
    /// See [`Number`].
    crowd: bool,
    /// Whether it stands right behind what announces it.
    direct: bool,
}

impl<'t> Waits<'t> {
    /// Nothing is read yet.
    pub(super) fn new(t: &'t Tables<'t>) -> Self {
        Self { t, number: None, time: None, announced: None, other: None, found: None, read: None }
    }

    /// Seconds to wait.
    pub(super) fn seconds(&self) -> Option<u32> {
        self.found.map(|time| time.seconds)
    }

    /// The first byte of all numbers that may say how long to wait, and the byte behind the last.
    pub(super) fn numbers(&self) -> Option<(u16, u16)> {
        self.announced.and(self.read)
    }

    /// A whole number.
    pub(super) fn number(&mut self, text: &[u8], item: &Item) {
        let near = |n: &Number| CROWD.contains(&item.word.saturating_sub(n.word)) && !is_code(text, n.bytes);
        let crowd = self.number.is_some_and(|n| near(&n));
        let number = Number { bytes: item.bytes, word: item.word, crowd };
        if self.announced.is_some_and(|word| word + 1 == item.word) {
            self.note(item.bytes);
            // `Retry-After: 300`, unless a unit follows.
            if is_value(text, item.bytes.0.into()) {
                self.set(value(text, item.bytes, 1).0, BARE, item.bytes, (item.word, item.word));
            }
        }
        self.number = Some(number);
    }

    /// `hh:mm:ss`.
    pub(super) fn clock(&mut self, seconds: u32, item: &Item) {
        self.number = None;
        self.set(seconds, 1, item.bytes, (item.word, item.word));
    }

    /// A unit of so many seconds: a time, if a number stands before it.
    pub(super) fn unit(&mut self, text: &[u8], seconds: u32, unit: &Item) {
        let Some(number) = self.number.filter(|n| n.word == unit.word) else { return };
        let (value, from) = value(text, number.bytes, seconds);
        self.part(text, value, seconds, (from, unit.bytes.1), (unit.word, unit.word));
    }

    /// A time in words, "half an hour".
    pub(super) fn spelt(&mut self, text: &[u8], seconds: u32, first: &Item, last: &Item) {
        // "An hour" is part of it.
        if self.time.is_none_or(|time| time.words.1 != last.word) {
            self.number = None;
            self.part(text, seconds, seconds, (first.bytes.0, last.bytes.1), (first.word, last.word));
        }
    }

    /// A wait is announced by a word.
    pub(super) fn announce(&mut self, word: u16) {
        self.announced = Some(word);
        self.meet();
    }

    /// A word says that the time behind it is none to wait.
    pub(super) fn exclude(&mut self, word: u16) {
        self.other = Some(word);
    }

    /// A time, or one more part of the one before.
    fn part(&mut self, text: &[u8], seconds: u32, unit: u32, bytes: (u16, u16), words: (u16, u16)) {
        let goes_on = |time: &Time| {
            let between = trim(text.get(time.end.into()..bytes.0.into()).unwrap_or(b"?"));
            // "1 hour and 30 minutes"
            let joins = |joint: &[u8]| between.eq_ignore_ascii_case(joint);
            let mut joints = self.t.texts(self.t.lists.time_joint);
            unit < time.unit && (between.is_empty() || joints.any(joins))
        };
        match self.time.filter(goes_on) {
            None => self.set(seconds, unit, bytes, words),
            Some(time) => {
                let whole = Time {
                    seconds: time.seconds.saturating_add(seconds),
                    unit,
                    words: (time.words.0, words.1),
                    end: bytes.1,
                    ..time
                };
                if let Some(found) = self.found.as_mut().filter(|found| found.words == time.words) {
                    *found = Time { direct: found.direct, ..whole };
                }
                self.time = Some(whole);
                self.note(bytes);
            }
        }
    }

    fn set(&mut self, seconds: u32, unit: u32, bytes: (u16, u16), words: (u16, u16)) {
        self.note(bytes);
        let behind = |word: Option<u16>| word.is_some_and(|word| word + 1 == words.0);
        let crowd = self.number.is_some_and(|n| n.crowd);
        self.number = None;
        self.time = Some(Time { seconds, unit, words, end: bytes.1, crowd, direct: behind(self.announced) })
            .filter(|_| !behind(self.other));
        self.meet();
    }

    fn note(&mut self, bytes: (u16, u16)) {
        let (first, last) = self.read.unwrap_or(bytes);
        self.read = Some((first.min(bytes.0), last.max(bytes.1)));
    }

    /// Takes the last time for the one to wait, if it was announced and none was before it, or none that stood as near to what
    /// announces it.
    fn meet(&mut self) {
        let (Some(time), Some(announced)) = (self.time, self.announced) else { return };
        let better = self.found.is_none_or(|found| {
            time.direct && !found.direct || found.unit == BARE && found.words == time.words
        });
        let near = time.words.1.abs_diff(announced) <= GAP && (time.direct || !time.crowd);
        if better && near && time.seconds > 0 {
            self.found = Some(time);
        }
    }
}

/// Whether a number looks like a reply code.
fn is_code(text: &[u8], (start, end): (u16, u16)) -> bool {
    end - start == 3 && matches!(text[usize::from(start)], b'2'..=b'5')
}

/// Whether what begins at `start` is the value of a name: `Retry-After: 300`, `"retry_after":"300"`, unlike `10:30`.
fn is_value(text: &[u8], start: usize) -> bool {
    let mut before = text[..start].iter().rev().take(8).filter(|b| !matches!(b, b' ' | b'"' | b'\''));
    matches!(before.next(), Some(b':' | b'=')) && before.next().is_some_and(u8::is_ascii_alphabetic)
}

/// So many units of the number at `bytes`, which may be the last part of `1.5` or `1,000`, and where that begins.
fn value(text: &[u8], (start, end): (u16, u16), unit: u32) -> (u32, u16) {
    let digits = &text[usize::from(start)..usize::from(end)];
    let number = whole(digits);
    let [before @ .., b'.' | b','] = &text[..start.into()] else {
        return (number.saturating_mul(unit), start);
    };
    let count = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if count == 0 {
        return (number.saturating_mul(unit), start);
    }
    let from = before.len() - count;
    let front = whole(&before[from..]);
    // A thousand, unless the fraction of what is less than one.
    let value = if digits.len() == 3 && front > 0 {
        front.saturating_mul(1000).saturating_add(number).saturating_mul(unit)
    } else {
        let parts = digits.iter().zip([100, 10, 1]).map(|(b, part)| u64::from(b - b'0') * part);
        let fraction = parts.sum::<u64>() * u64::from(unit) / 1000;
        front.saturating_mul(unit).saturating_add(fraction as u32)
    };
    (value, from as u16)
}

/// The text between two parts of a time, without blanks and punctuation.
fn trim(text: &[u8]) -> &[u8] {
    let is_part = |b: &u8| !matches!(b, b' ' | b',' | b'-');
    match (text.iter().position(is_part), text.iter().rposition(is_part)) {
        (Some(start), Some(end)) => &text[start..=end],
        _ => b"",
    }
}
