//! Rows of the tables that say what stands around numbers and around replies: lists of words and of texts.

use super::tables::{Tables, part};

/// A part of a table: from and to.
pub type Part = (u16, u16);

/// Where in `endings` and `texts` the lists lie.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lists {
    /// Endings of words before reply codes.
    pub reply_code: Part,
    /// Those before what the server said, in quotation marks.
    pub response: Part,
    /// Those before enhanced status codes.
    pub enhanced_code: Part,
    /// Those before versions.
    pub version: Part,
    /// Those before ports.
    pub port: Part,
    /// Those before errors of Windows.
    pub windows_error: Part,
    /// Those before a code that came though another was expected.
    pub got: Part,
    /// Halves of texts: words before the code that was expected, apart before a letter that is rare.
    pub expected: Part,
    /// What stands before a reply that may have no code, apart before the colon.
    pub leads: Part,
    /// What stands before a port, some way in front of it, apart before the colon.
    pub ports: Part,
    /// Texts: what stands between the parts of one time.
    pub time_joint: Part,
    /// What stands between a quotation mark and a reply.
    pub schemes: Part,
    /// What stands before each line of a reply.
    pub line_marks: Part,
    /// What stands before a reply that a bracket ends.
    pub brackets: Part,
    /// What stands behind a reply.
    pub tails: Part,
    /// What the line behind a reply begins with.
    pub next_lines: Part,
    /// What stands before the reply of the last host.
    pub passed_on: Part,
    /// What stands before the reply code of an earlier step.
    pub past_codes: Part,
    /// What stands before its enhanced status code.
    pub past_statuses: Part,
}

/// How a word ends, in small letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Its last letters, the last one lowest.
    pub letters: u64,
    /// The bits that they take.
    pub mask: u64,
}

impl Ending {
    /// Letters that an ending has at most.
    pub const LONGEST: usize = 8;

    /// An ending of so many letters at most.
    pub fn new(letters: &[u8]) -> Self {
        let mask = letters.iter().fold(0, |mask, _| mask << 8 | 0xff);
        Self { letters: last_letters(letters), mask }
    }

    /// Whether letters end so.
    #[inline(always)]
    pub fn ends(&self, letters: u64) -> bool {
        (letters ^ self.letters) & self.mask == 0
    }
}

/// The last bytes of a text, capitals as small letters. No byte that is no letter becomes one.
#[inline]
fn last_letters(text: &[u8]) -> u64 {
    match text.last_chunk::<{ Ending::LONGEST }>() {
        Some(last) => u64::from_be_bytes(*last) | u64::from_be_bytes([0x20; Ending::LONGEST]),
        None => text.iter().fold(0, |letters, b| letters << 8 | u64::from(b | 0x20)),
    }
}

/// Whether a text ends with another, asked from the end on: nearly always the last bytes differ.
#[inline]
pub fn ends_with(text: &[u8], end: &[u8]) -> bool {
    text.len() >= end.len() && text.iter().rev().zip(end.iter().rev()).all(|(a, b)| a == b)
}

/// The same in any case of letters.
pub fn ends_with_letters(text: &[u8], end: &[u8]) -> bool {
    text.len() >= end.len() && text[text.len() - end.len()..].eq_ignore_ascii_case(end)
}

/// Whether a text starts with another, in any case of letters.
pub fn starts_with_letters(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start))
}

/// Texts, one behind the other, each behind its length.
#[derive(Clone, Copy)]
pub struct Texts<'t>(&'t [u8]);

impl<'t> Iterator for Texts<'t> {
    type Item = &'t [u8];

    #[inline]
    fn next(&mut self) -> Option<&'t [u8]> {
        let (length, rest) = self.0.split_first()?;
        let (text, rest) = rest.split_at_checked(usize::from(*length))?;
        self.0 = rest;
        Some(text)
    }
}

impl<'t> Tables<'t> {
    /// A list of texts.
    #[inline]
    pub fn texts(&self, list: Part) -> Texts<'t> {
        Texts(part(self.texts, list))
    }

    /// A list of texts in two halves each, of which the second is never empty: its first byte can be looked for.
    #[inline]
    pub fn halves(&self, list: Part) -> impl Iterator<Item = (&'t [u8], &'t [u8])> {
        let mut texts = self.texts(list);
        core::iter::from_fn(move || Some((texts.next()?, texts.next().filter(|half| !half.is_empty())?)))
    }

    /// Whether one of a list of texts ends at `at`.
    #[inline]
    pub fn has_before(&self, list: Part, text: &[u8], at: usize) -> bool {
        self.texts(list).any(|before| ends_with(&text[..at], before))
    }

    /// Whether a word ends as one of a list does.
    #[inline]
    pub fn ends_as(&self, list: Part, word: &[u8]) -> bool {
        let letters = last_letters(word);
        // Lists are short, and where one is found cannot be foretold: no branch.
        part(self.endings, list).iter().fold(false, |found, ending| found | ending.ends(letters))
    }
}
