use core::mem;
use std::vec::Vec;

/// A line of a log or a transcript, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What it says.
    pub text: &'a [u8],
    /// Whether it was longer than [`Line::MAX`], and the rest left out.
    pub cut: bool,
}

impl<'a> Line<'a> {
    /// Bytes of a line, and of a reply of many lines, that are kept. A reply has dozens of lines of 512 bytes at most
    /// (RFC 5321 section 4.5.3.1.5), and 16 KiB of it are read to classify it.
    pub const MAX: usize = 1 << 20;

    /// The text, as far as it is kept: it ends in a whole character.
    fn cut(text: &'a [u8]) -> Self {
        if text.len() <= Self::MAX {
            return Self { text, cut: false };
        }
        let is_inside = |end: &usize| text[*end] & 0xc0 == 0x80;
        let end = (Self::MAX - 3..=Self::MAX).rev().find(|end| !is_inside(end)).unwrap_or(Self::MAX);
        Self { text: &text[..end], cut: true }
    }
}

/// Text that is a line already.
impl<'a, T: AsRef<[u8]> + ?Sized> From<&'a T> for Line<'a> {
    fn from(text: &'a T) -> Self {
        Self::cut(text.as_ref())
    }
}

/// Splits what comes in chunks of any size into lines.
///
/// Lines end in LF or CRLF. A byte order mark before the first is left out, and so is what is longer than [`Line::MAX`]:
/// text without line ends takes bounded room.
///
/// # Example
///
/// ```
/// use smtpcodes::LineSplitter;
///
/// let mut splitter = LineSplitter::new();
/// let mut found = Vec::new();
/// for mut chunk in [&b"550 5.1.1 So"[..], b"rry\r\n421 4.3.2 Shut", b"ting down"] {
///     while let Some(line) = splitter.next(&mut chunk) {
///         found.push(line.text.to_vec());
///     }
/// }
/// found.extend(splitter.finish().map(|line| line.text.to_vec()));
/// assert_eq!(found, [&b"550 5.1.1 Sorry"[..], b"421 4.3.2 Shutting down"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct LineSplitter {
    /// Of a line whose end is still to come, or of the one that was given last.
    part: Vec<u8>,
    /// Whether that line has been given.
    given: bool,
    /// Whether there was a line before.
    begun: bool,
}

/// As UTF-8 has it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// Bytes that are kept of a line whose end is to come: enough to tell whether it is too long without mark and end.
const MAX_PART: usize = Line::MAX + BYTE_ORDER_MARK.len() + 2;

impl LineSplitter {
    /// Nothing has come yet.
    pub const fn new() -> Self {
        Self { part: Vec::new(), given: false, begun: false }
    }

    /// Takes the next line off the front of a chunk. If none ends in it, the chunk is taken whole, and kept until the
    /// next one comes.
    pub fn next<'a, 'chunk: 'a>(&'a mut self, chunk: &mut &'chunk [u8]) -> Option<Line<'a>> {
        self.forget();
        let Some(end) = chunk.iter().position(|&byte| byte == b'\n') else {
            self.keep(mem::take(chunk));
            return None;
        };
        let (line, rest) = (&chunk[..end], &chunk[end + 1..]);
        *chunk = rest;
        if self.part.is_empty() {
            return Some(line_of(line, !mem::replace(&mut self.begun, true)));
        }
        self.keep(line);
        Some(self.give())
    }

    /// The last line, if it has no end.
    pub fn finish(&mut self) -> Option<Line<'_>> {
        self.forget();
        (!self.part.is_empty()).then(|| self.give())
    }

    fn keep(&mut self, piece: &[u8]) {
        let room = MAX_PART - self.part.len();
        self.part.extend_from_slice(&piece[..piece.len().min(room)]);
    }

    fn give(&mut self) -> Line<'_> {
        self.given = true;
        line_of(&self.part, !mem::replace(&mut self.begun, true))
    }

    fn forget(&mut self) {
        if mem::take(&mut self.given) {
            self.part.clear();
        }
    }
}

/// A line without the rest of its end, and the first one without a mark.
fn line_of(text: &[u8], is_first: bool) -> Line<'_> {
    let text = if is_first { text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text) } else { text };
    Line::cut(text.strip_suffix(b"\r").unwrap_or(text))
}
