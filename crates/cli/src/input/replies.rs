//! Replies from lines of text: continuation lines and folded lines belong together.

use std::io;
use std::path::Path;

use indicatif::ProgressBar;

use super::lines::{MAX_LINE, Next};
use super::open::open;
use super::unreadable;
use crate::failure::{Done, Failure};

/// What reading replies tells.
pub(crate) enum Event {
    /// A reply.
    Reply(Found),
    /// There is nothing more for now.
    Idle,
}

/// The replies of a text input, and word of its pauses. An input that cannot be read is complained of.
pub(crate) fn replies(
    path: &Path,
    bar: &ProgressBar,
    mut tell: impl FnMut(Event) -> io::Result<()>,
) -> Result<Done, Failure> {
    let mut lines = match open(path, bar) {
        Ok(lines) => lines,
        Err(e) => return Ok(unreadable(path, &e)),
    };
    let mut joiner = Joiner::default();
    let mut line = Vec::new();
    loop {
        let next = lines.next(&mut line);
        let found = match &next {
            Ok(Next::Line { number, cut }) => joiner.add(&line, *number, *cut),
            Ok(Next::Pause) => joiner.take_complete(),
            Ok(Next::Idle) => None,
            Ok(Next::End) | Err(_) => joiner.take(),
        };
        if let Some(found) = found {
            tell(Event::Reply(found))?;
        }
        match next {
            Ok(Next::Idle | Next::Pause) => tell(Event::Idle)?,
            Ok(Next::Line { .. }) => {}
            Ok(Next::End) => return Ok(Done::All),
            Err(e) => return Ok(unreadable(path, &e)),
        }
    }
}

/// A reply and where it begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its text; its lines are joined by `\n`.
    pub(crate) text: String,
    /// Its first line.
    pub(crate) line: u64,
    /// Whether part of it was left out as too long.
    pub(crate) cut: bool,
}

/// Joins lines to replies.
///
/// A line `550-…` takes the lines of the same code behind it, up to `550 …`. A line that begins with a
/// blank belongs to the reply above, and an empty line ends a reply.
#[derive(Debug, Default)]
pub(crate) struct Joiner {
    text: Vec<u8>,
    line: u64,
    cut: bool,
    /// The code of which more lines are announced.
    open: Option<[u8; 3]>,
}

impl Joiner {
    /// Takes a line; gives the reply before it, if this line ends one.
    pub(crate) fn add(&mut self, line: &[u8], number: u64, cut: bool) -> Option<Found> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return self.take();
        }
        let code = Code::of(line);
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        let goes_on = self.open.is_some() && code.map(|c| c.digits) == self.open;
        if !self.text.is_empty() && (folded || goes_on) {
            let fits = self.text.len() + line.len() < MAX_LINE;
            self.cut |= cut || !fits;
            if fits {
                self.text.push(b'\n');
                self.text.extend_from_slice(line);
            }
            if goes_on {
                self.open = code.filter(|c| c.more).map(|c| c.digits);
            }
            return None;
        }
        let before = self.take();
        self.text.extend_from_slice(line.trim_ascii_start());
        self.line = number;
        self.cut = cut;
        self.open = code.filter(|c| c.more).map(|c| c.digits);
        before
    }

    /// The reply so far, unless its code says that more lines follow.
    pub(crate) fn take_complete(&mut self) -> Option<Found> {
        if self.open.is_some() { None } else { self.take() }
    }

    /// The reply so far.
    pub(crate) fn take(&mut self) -> Option<Found> {
        let all = std::mem::take(self);
        (!all.text.is_empty()).then(|| Found {
            text: String::from_utf8(all.text)
                .unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
            line: all.line,
            cut: all.cut,
        })
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(text: &str) -> Vec<(u64, String)> {
        let mut joiner = Joiner::default();
        let mut out = Vec::new();
        for (i, line) in text.split('\n').enumerate() {
            out.extend(joiner.add(line.as_bytes(), i as u64 + 1, false));
        }
        out.extend(joiner.take());
        out.into_iter().map(|f| (f.line, f.text)).collect()
    }

    #[test]
    fn continuation_lines_belong_together() {
        for (text, want) in [
            ("550-a\n550-b\n550 c\n550 d", vec![(1, "550-a\n550-b\n550 c"), (4, "550 d")]),
            ("550-a\n550 b\n551 c", vec![(1, "550-a\n550 b"), (3, "551 c")]),
            ("550-a\n551 b", vec![(1, "550-a"), (2, "551 b")]),
            ("550-a\nb", vec![(1, "550-a"), (2, "b")]),
            ("550-a\n550", vec![(1, "550-a\n550")]),
            ("550 a\n550-b\n550 c", vec![(1, "550 a"), (2, "550-b\n550 c")]),
            ("a\nb", vec![(1, "a"), (2, "b")]),
            ("550 a\n  folded\n\tagain\nb", vec![(1, "550 a\n  folded\n\tagain"), (4, "b")]),
            ("550-a\n folded\n550 b", vec![(1, "550-a\n folded\n550 b")]),
            ("550-a\n\n550 b", vec![(1, "550-a"), (3, "550 b")]),
            ("\n \n  a\n", vec![(3, "a")]),
            ("5501234 a\n550-b", vec![(1, "5501234 a"), (2, "550-b")]),
            ("", vec![]),
        ] {
            let want: Vec<_> = want.into_iter().map(|(n, t)| (n, t.to_owned())).collect();
            assert_eq!(join(text), want, "{text:?}");
        }
    }

    #[test]
    fn a_reply_has_a_limit() {
        let mut joiner = Joiner::default();
        for n in 0..3000 {
            assert_eq!(joiner.add(format!("550-{}", "a".repeat(1000)).as_bytes(), n, false), None);
        }
        let found = joiner.take().unwrap();
        assert!(found.cut && found.text.len() <= MAX_LINE);
    }

    #[test]
    fn only_a_complete_reply_is_given_early() {
        let mut joiner = Joiner::default();
        joiner.add(b"550-a", 1, false);
        assert_eq!(joiner.take_complete(), None);
        joiner.add(b"550 b", 2, false);
        assert_eq!(joiner.take_complete().unwrap().text, "550-a\n550 b");
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_replaced() {
        let mut joiner = Joiner::default();
        joiner.add(b"550 \xff", 1, false);
        assert_eq!(joiner.take().unwrap().text, "550 \u{fffd}");
    }
}
