use core::fmt;

use crate::engine::codes::codes;
use crate::engine::number::{Number, number};
use crate::engine::{Codes, Enhanced};
use crate::tables::TABLES;
use crate::{EnhancedCode, ReplyCode, Severity};

/// A reply, read tolerantly: as it came over the wire, or as a log, a bounce message or a program quotes it.
///
/// Lines may end in CRLF, LF or a literal `\n`; continuation lines may have been joined into one; the code
/// may stand behind words such as `host mx.example.org said:`. Where there is no code, none is invented.
///
/// # Example
///
/// ```
/// use smtpcodes::Reply;
///
/// let reply = Reply::parse(b"550-5.1.1 The account does not exist.\r\n550 5.1.1 Check the address.");
/// assert_eq!(reply.code().unwrap(), 550);
/// assert_eq!(reply.enhanced_code().unwrap().to_string(), "5.1.1");
/// assert!(reply.lines().eq([&b"The account does not exist."[..], b"Check the address."]));
/// assert_eq!(reply.text().to_string(), "The account does not exist. Check the address.");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    raw: &'a [u8],
    codes: Codes,
    /// From the text behind the first code to the end of what the server said.
    body: &'a [u8],
    /// Whether codes stand at the start of lines.
    coded: bool,
}

impl<'a> Reply<'a> {
    /// Reads a reply. Anything can be read.
    pub fn parse(raw: &'a [u8]) -> Self {
        let codes = codes(&TABLES, raw);
        let start = match (codes.reply, codes.enhanced) {
            (Some(_), _) => Some(quoted_again(raw, &codes).unwrap_or(codes.reply_at)),
            (None, Some(_)) => Some(codes.enhanced_at),
            (None, None) => None,
        };
        let body = start.map(|(from, to)| {
            let quote = from.checked_sub(1).map(|before| raw[before]);
            unquote_end(skip_to_text(&raw[to..]), quote)
        });
        // "refused with error 550": then the text is what stands before the code.
        match body.filter(|body| body.iter().any(u8::is_ascii_alphanumeric)) {
            Some(body) => Self { raw, codes, body, coded: true },
            None => Self { raw, codes, body: raw, coded: false },
        }
    }

    /// All of it, as it was given.
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.raw
    }

    /// The reply code, if there is one.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::Reply;
    ///
    /// let log = b"host mx.example.org[192.0.2.1] said: 450 4.7.1 slow down (in reply to RCPT TO command)";
    /// assert_eq!(Reply::parse(log).code().unwrap(), 450);
    /// assert_eq!(Reply::parse(b"blocked: 5.9.123.45").code(), None);
    /// ```
    pub fn code(&self) -> Option<ReplyCode> {
        self.codes.reply.and_then(|c| ReplyCode::from_u16(c).ok())
    }

    /// The enhanced status code, if there is one.
    pub fn enhanced_code(&self) -> Option<EnhancedCode> {
        self.codes.enhanced.and_then(EnhancedCode::from_engine)
    }

    /// What the server claimed; where its codes disagree, the reply code counts.
    pub fn severity(&self) -> Severity {
        match (self.code(), self.enhanced_code()) {
            (Some(code), _) => code.severity(),
            (None, Some(code)) => code.severity(),
            (None, None) => Severity::Unknown,
        }
    }

    /// The lines that have text, without the codes in front of it. What stood before the first code, such
    /// as a log's own words, is left out.
    pub fn lines(&self) -> Lines<'a> {
        Lines { rest: Some(self.body), codes: self.codes, coded: self.coded, first: true }
    }

    /// The lines as one text, joined by spaces; bytes that are not UTF-8 are replaced.
    pub fn text(&self) -> Text<'a> {
        Text { lines: self.lines() }
    }
}

/// The lines of a [`Reply`].
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    rest: Option<&'a [u8]>,
    codes: Codes,
    coded: bool,
    first: bool,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        while let Some(rest) = self.rest.take() {
            let (line, rest) = self.split(rest);
            self.rest = rest;
            let line = self.without_codes(line);
            self.first = false;
            if !line.is_empty() {
                return Some(line);
            }
        }
        None
    }
}

impl<'a> Lines<'a> {
    /// The first line of a text, and what follows it.
    fn split(&self, text: &'a [u8]) -> (&'a [u8], Option<&'a [u8]>) {
        let mut at = 0;
        while at < text.len() {
            let width = line_end(&text[at..]);
            if width > 0 {
                return (&text[..at], Some(&text[at + width..]));
            }
            // Continuation lines that were joined: the code again, in the middle.
            if at > 0 && text[at] == b' ' && self.coded && self.repeats(&text[at + 1..]) {
                return (&text[..at], Some(&text[at + 1..]));
            }
            at += 1;
        }
        (text, None)
    }

    /// Whether a text begins as a further line of this reply: its code, and then an enhanced status code or
    /// the hyphen of a continuation.
    fn repeats(&self, text: &[u8]) -> bool {
        let Some(behind) = self.behind_code(text) else { return false };
        let dash = behind.first() == Some(&b'-');
        let next = skip_blanks(&behind[behind.len().min(1)..]);
        enhanced_at(next).is_some() || dash && behind.get(1).is_some_and(|b| !b.is_ascii_digit())
    }

    /// What follows the reply code, if the text begins with it as a line does.
    fn behind_code<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        let code = self.codes.reply.and_then(|c| ReplyCode::from_u16(c).ok())?;
        let behind = text.strip_prefix(code.as_str().as_bytes())?;
        matches!(behind.first(), None | Some(b' ' | b'-' | b'\t')).then_some(behind)
    }

    /// A line without blanks around it and codes in front of it.
    fn without_codes(&self, line: &'a [u8]) -> &'a [u8] {
        let mut line = line.trim_ascii();
        if !self.coded {
            return line;
        }
        let mut after_code = self.first;
        if let Some(behind) = self.behind_code(line) {
            line = skip_to_text(behind);
            after_code = true;
        }
        match enhanced_at(line) {
            Some((code, end)) if after_code || Some(code) == self.codes.enhanced => {
                skip_to_text(&line[end..])
            }
            _ => line,
        }
    }
}

/// The lines of a [`Reply`] as one text.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    lines: Lines<'a>,
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, line) in self.lines.clone().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            for chunk in line.utf8_chunks() {
                f.write_str(chunk.valid())?;
                if !chunk.invalid().is_empty() {
                    f.write_str("\u{fffd}")?;
                }
            }
        }
        Ok(())
    }
}

/// How many bytes the line end takes that a text begins with: CRLF, LF, CR, or one that was written as
/// `\n` or `\r\n`, with one backslash or more.
fn line_end(text: &[u8]) -> usize {
    match text.first() {
        Some(b'\n') => 1,
        Some(b'\r') => 1 + usize::from(text.get(1) == Some(&b'\n')),
        Some(b'\\') => match escape(text) {
            (b'n', width) => width,
            (b'r', width) => match escape(&text[width..]) {
                (b'n', more) => width + more,
                _ => width,
            },
            _ => 0,
        },
        _ => 0,
    }
}

/// Each program that quotes a quotation doubles the backslashes; more are none of ours.
const MAX_SLASHES: usize = 8;

/// The letter behind the backslashes that a text begins with, and the bytes that they take together.
fn escape(text: &[u8]) -> (u8, usize) {
    let slashes = text.iter().take(MAX_SLASHES).take_while(|&&b| b == b'\\').count();
    match text.get(slashes) {
        Some(&letter) if slashes > 0 => (letter, slashes + 1),
        _ => (0, 0),
    }
}

/// The enhanced status code that a text begins with, and where it ends.
fn enhanced_at(text: &[u8]) -> Option<(Enhanced, usize)> {
    if !text.first()?.is_ascii_digit() {
        return None;
    }
    match number(text, 0) {
        (Number::Enhanced(code), end) => Some((code, end)),
        _ => None,
    }
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    let skip = text.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'#')).count();
    &text[skip..]
}

/// Skips what stands between a code and its text, an opening quotation mark included if the text closes it.
fn skip_to_text(text: &[u8]) -> &[u8] {
    let skip =
        text.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'-' | b',' | b':' | b'#' | b'_')).count();
    let text = &text[skip..];
    match text {
        [b'b', quote @ (b'"' | b'\''), ..] => unquoted(&text[2..], *quote).unwrap_or(text),
        [quote @ (b'"' | b'\''), ..] => unquoted(&text[1..], *quote).unwrap_or(text),
        _ => text,
    }
}

/// The text up to the quotation mark that closes it, if nothing but punctuation or a remark follows.
fn unquoted(text: &[u8], quote: u8) -> Option<&[u8]> {
    let close = text.iter().rposition(|&b| b == quote)?;
    let behind = &text[close + 1..];
    let remark = behind.trim_ascii_start().starts_with(b"(");
    (remark || !behind.iter().any(u8::is_ascii_alphanumeric)).then(|| text[..close].trim_ascii())
}

/// The place of the reply code that opens a quotation, where a program has named the code before:
/// `got code "530", with message "530-5.7.0 ..."`.
fn quoted_again(raw: &[u8], codes: &Codes) -> Option<(usize, usize)> {
    codes.enhanced?;
    let (from, to) = codes.reply_at;
    let before = raw.get(to..codes.enhanced_at.0)?;
    let blanks = before.iter().rev().take_while(|b| !b.is_ascii_alphanumeric()).count();
    let again = before[..before.len() - blanks].strip_suffix(&raw[from..to])?;
    (again.last() == Some(&b'"')).then(|| (to + again.len(), to + again.len() + 3))
}

/// A text without what closes the quotation that its code stands in.
fn unquote_end(text: &[u8], before: Option<u8>) -> &[u8] {
    match before {
        Some(quote @ (b'"' | b'\'')) => unquoted(text, quote).unwrap_or(text),
        _ => text,
    }
}
