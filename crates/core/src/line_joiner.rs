use core::mem;
use std::vec::Vec;

use crate::Line;

/// A reply out of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JoinedReply {
    /// Its lines, with LF between them.
    pub text: Vec<u8>,
    /// The number of its first line, from 1.
    pub line: u64,
    /// Whether some of it was left out: it is longer than [`Line::MAX`], or one of its lines was.
    pub cut: bool,
}

/// Its text.
impl AsRef<[u8]> for JoinedReply {
    fn as_ref(&self) -> &[u8] {
        &self.text
    }
}

/// Joins the lines of a log or a transcript to replies.
///
/// Most lines are a reply each. A line `550-…` takes the lines of the same code behind it, up to `550 …`; a line that
/// begins with a blank belongs to the reply above; an empty line ends a reply. So whether a reply is whole is only known
/// when the next one begins, or when somebody knows that there is no more to come: then [`take`](Self::take) gives it.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, LineJoiner, classify};
///
/// let log = "550-5.1.1 There is no such account.\n550 5.1.1 Check the address.\n452 4.2.2 The mailbox is full.";
///
/// let mut joiner = LineJoiner::new();
/// let mut replies: Vec<_> = log.lines().filter_map(|line| joiner.push(line)).collect();
/// replies.extend(joiner.take());
///
/// let [gone, full] = &replies[..] else { panic!() };
/// assert_eq!(gone.text, b"550-5.1.1 There is no such account.\n550 5.1.1 Check the address.");
/// assert_eq!(classify(&gone.text).category, Category::UserUnknown);
/// assert_eq!((full.line, classify(&full.text).category), (3, Category::MailboxFull));
/// ```
#[derive(Clone, Debug, Default)]
pub struct LineJoiner {
    text: Vec<u8>,
    cut: bool,
    /// The number of the first line of the text.
    first: u64,
    /// The number of the last line that came.
    last: u64,
    /// The code of which more lines are announced.
    open: Option<[u8; 3]>,
}

impl LineJoiner {
    /// No line has come yet.
    pub const fn new() -> Self {
        Self { text: Vec::new(), cut: false, first: 0, last: 0, open: None }
    }

    /// Takes a line, without its end; gives the reply before it, if this line ends one.
    pub fn push<'a>(&mut self, line: impl Into<Line<'a>>) -> Option<JoinedReply> {
        let Line { text: line, cut } = line.into();
        self.last += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            return self.take();
        }
        let code = Code::of(line);
        let is_folded = line.starts_with(b" ") || line.starts_with(b"\t");
        let goes_on = self.open.is_some() && code.map(|c| c.digits) == self.open;
        if !self.text.is_empty() && (is_folded || goes_on) {
            self.append(line, cut);
            if goes_on {
                self.open = code.and_then(Code::announced);
            }
            return None;
        }
        let before = self.take();
        self.text.extend_from_slice(line.trim_ascii_start());
        self.cut = cut;
        self.first = self.last;
        self.open = code.and_then(Code::announced);
        before
    }

    /// Whether there is a reply of which no more lines are announced: if nothing comes for a while, it is whole.
    pub const fn is_complete(&self) -> bool {
        !self.text.is_empty() && self.open.is_none()
    }

    /// The reply so far, if there is one.
    pub fn take(&mut self) -> Option<JoinedReply> {
        self.open = None;
        let (text, cut) = (mem::take(&mut self.text), mem::take(&mut self.cut));
        (!text.is_empty()).then_some(JoinedReply { text, line: self.first, cut })
    }

    fn append(&mut self, line: &[u8], cut: bool) {
        let fits = self.text.len() + line.len() < Line::MAX;
        self.cut |= cut || !fits;
        if fits {
            self.text.push(b'\n');
            self.text.extend_from_slice(line);
        }
    }
}

/// A reply code at the start of a line.
#[derive(Clone, Copy)]
struct Code {
    digits: [u8; 3],
    /// Whether a hyphen follows: more lines are to come.
    more: bool,
}

impl Code {
    fn of(line: &[u8]) -> Option<Self> {
        let (digits, rest) = line.split_first_chunk::<3>()?;
        let is_code = (b'2'..=b'5').contains(&digits[0]) && digits.iter().all(u8::is_ascii_digit);
        let more = rest.first() == Some(&b'-');
        (is_code && (more || rest.first().is_none_or(|b| *b == b' ')))
            .then_some(Self { digits: *digits, more })
    }

    /// The code that the lines to come have.
    fn announced(self) -> Option<[u8; 3]> {
        self.more.then_some(self.digits)
    }
}
