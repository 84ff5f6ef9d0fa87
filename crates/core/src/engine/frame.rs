//! Where a reply stands that a log line, a program or a report quotes: what is around it is theirs.

use core::ops::Range;

use super::bits::first;
use super::lists::{ends_with, ends_with_letters, starts_with_letters};
use super::tables::Tables;

/// What PHPMailer puts between a text and its code: `Detail: no such user SMTP code: 550`.
const CODE_BEHIND: &[u8] = b"smtp code: ";
/// What it puts before the text.
const DETAIL: &[u8] = b"detail: ";
/// Keys of the value that is a reply, however short it is.
const TEXTS: [&[u8]; 2] = [b"\"message\"", b"\"content\""];
/// What a Python traceback begins with.
const TRACEBACK: &[u8] = b"Traceback (most recent call last)";
/// Bytes of a line of a stack trace that are looked at.
const LINE: usize = 256;
/// A shorter text is no report, and is quoted by nobody if its code comes first.
pub const SHORT: usize = 128;

/// The reply that the code at `code` is of. Where nobody quotes it, it goes on to the end of the text.
pub fn reply(t: &Tables<'_>, text: &[u8], code: Range<usize>) -> Range<usize> {
    if code.is_empty() {
        let start = lead(t, text).unwrap_or(0);
        return if start == 0 && text.len() < SHORT { 0..text.len() } else { start..end(t, text, start) };
    }
    if code.end > text.len() || code.start == 0 && text.len() < SHORT {
        return code.start..text.len();
    }
    if ends_with_letters(&text[..code.start], CODE_BEHIND) {
        let text = &text[..code.start - CODE_BEHIND.len()];
        let detail = (0..text.len()).rev().find(|&at| starts_with_letters(&text[at..], DETAIL));
        if let Some(start) = detail.map(|at| at + DETAIL.len()).or_else(|| lead(t, text)) {
            return start..end(t, text, start);
        }
    }
    if let Some(range) = added(text, &code) {
        return range;
    }
    // A code that stands alone, as a value or in quotation marks.
    let alone = matches!(text.get(code.end), Some(b'"' | b'\'' | b',' | b'}'));
    let start = if alone { again(text, &code).or_else(|| apart(text, &code)) } else { None };
    let start = start.unwrap_or(code.start);
    start..end(t, text, start)
}

/// Whether a code has no text behind it, as it ends a line, a bracket or a value: `(Code: 550)`, `"status":"5.0.0"`.
pub fn ends_with_code(text: &[u8], code: &Range<usize>) -> bool {
    matches!(text.get(code.end), None | Some(b')' | b']' | b'}' | b'"' | b'\'' | b',' | b'\n' | b'\r'))
}

/// Whether nothing that matters follows: the text ends, or a remark in brackets or a link begins.
#[inline]
pub fn ends_text(text: &[u8], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or(&[]);
    let skip = rest
        .iter()
        .take_while(|b| matches!(b, b' ' | b'.' | b'!' | b',' | b';' | b':' | b'-' | b'"' | b'\'' | b'>'))
        .count();
    let rest = &rest[skip..];
    matches!(
        rest.first(),
        None | Some(b'(' | b'[' | b'\r' | b'\n' | b'\\' | b'|' | b'<' | b')' | b']' | b'}')
    ) || rest.starts_with(b"http")
}

/// Where a reply without a code begins, behind the first of the words that announce one.
fn lead(t: &Tables<'_>, text: &[u8]) -> Option<usize> {
    let behind = |colon: usize| behind_lead(t, text, colon).or_else(|| behind_address(text, colon));
    let colon = || behind(first(text, 0, |b| b == b':', |colon| behind(colon).is_some())?);
    raised(text).or_else(colon).or_else(|| logged(text))
}

/// The text that Roundcube gives behind a code and the recipient, `(550): Failed to add recipient "a@example.org" (no)`, or
/// before the code: `Failed to add recipient 'a@example.org'. no (Code: 550)`.
fn added(text: &[u8], code: &Range<usize>) -> Option<Range<usize>> {
    if let Some(head) = text[..code.start].strip_suffix(b" (Code: ") {
        return find(head, 0, |rest| rest.starts_with(b"'. ")).map(|at| at + 3..head.len());
    }
    if !text[..code.start].ends_with(b"(") || !text[code.end..].starts_with(b"): ") {
        return None;
    }
    let start = find(text, code.end, |rest| rest.starts_with(b"\" ("))? + 3;
    let end = text.iter().rposition(|b| *b == b')').filter(|end| *end > start)?;
    Some(start..end)
}

/// The line of a Python traceback that names the error.
fn raised(text: &[u8]) -> Option<usize> {
    let trace = first(text, 0, |b| b == b'T', |at| text[at..].starts_with(TRACEBACK))?;
    find(text, trace, |rest| matches!(rest, [b'\n', line, ..] if !line.is_ascii_whitespace()))
        .map(|at| at + 1)
}

/// What a line of a log says in the end: `relay=none, status=bounced (no such user)`.
fn logged(text: &[u8]) -> Option<usize> {
    let field = |from, name: &[u8]| first(text, from, |b| b == b' ', |at| text[at..].starts_with(name));
    let sendmail = || field(field(0, b" mailer=")?, b" stat=");
    Some(field(0, b" status=").or_else(sendmail)? + 1)
}

/// Where a text begins before which an address is named as one that failed: `recipients failed: a@example.org: …`.
fn behind_address(text: &[u8], colon: usize) -> Option<usize> {
    // Asked first: so no blank is looked for beyond the colon before.
    if !text[colon + 1..].starts_with(b" ") {
        return None;
    }
    let start = text[..colon].iter().rposition(u8::is_ascii_whitespace)? + 1;
    let address = &text[start..colon];
    let is_address =
        address.contains(&b'@') && !address.iter().any(|b| matches!(b, b'<' | b'(' | b'[' | b'='));
    (is_address && text[..start].ends_with(b": ")).then_some(colon + 2)
}

/// Where the words end that announce a reply, if the colon is theirs.
fn behind_lead(t: &Tables<'_>, text: &[u8], colon: usize) -> Option<usize> {
    let (before, behind) = text.split_at(colon);
    let is =
        |(head, tail): &(&[u8], &[u8])| ends_with_letters(before, head) && starts_with_letters(behind, tail);
    t.halves(t.lists.leads).find(is).map(|(_, tail)| colon + tail.len())
}

/// Where the code comes once more as the first of a quoted text: `"code":550,"message":"550 …"`.
fn again(text: &[u8], code: &Range<usize>) -> Option<usize> {
    let digits = &text[code.clone()];
    let quoted = |rest: &[u8]| matches!(rest[0], b'"' | b'\'') && rest[1..].starts_with(digits);
    let again = find(text, code.end + 1, quoted)? + 1;
    matches!(text.get(again + digits.len()), Some(b' ' | b'-')).then_some(again)
}

/// Where the text begins that belongs to a code which is a value of its own: `(550, b'5.1.1 …')`, `"code":550,"message":"…"`.
fn apart(text: &[u8], code: &Range<usize>) -> Option<usize> {
    let (before, behind) = (&text[..code.start], &text[code.end..]);
    if before.ends_with(b"(") {
        let quotes: [&[u8]; 4] = [b", b'", b", '", b", b\"", b", \""];
        return quotes.iter().find(|q| behind.starts_with(q)).map(|q| code.end + q.len());
    }
    if !before.trim_ascii_end().ends_with(b"\":") || !matches!(behind.first(), Some(b',' | b'}')) {
        return None;
    }
    // The first value that is more than a word, or has a key for texts.
    let mut at = code.end;
    loop {
        at = find(text, at, |rest| rest.starts_with(b":\"") || rest.starts_with(b": \""))?;
        let named = TEXTS.iter().any(|key| text[..at].ends_with(key));
        let value = at + if text[at + 1] == b'"' { 2 } else { 3 };
        at = find(text, value, |rest| rest[0] == b'"')?;
        if text[value..at].contains(&b' ') || named && at > value {
            return Some(value);
        }
    }
}

/// Where the reply ends that begins at `start`.
fn end(t: &Tables<'_>, text: &[u8], start: usize) -> usize {
    // The scheme belongs to the value of a field: `"diagnosticCode":"smtp; 550 …"`.
    let head = text[..start].trim_ascii_end();
    let scheme = t.texts(t.lists.schemes).find(|scheme| ends_with_letters(head, scheme));
    let head = scheme.map_or(&text[..start], |scheme| &head[..head.len() - scheme.len()]);
    if let Some(end) =
        said(t, text, start).or_else(|| bracketed(t, text, start)).or_else(|| queued(text, start))
    {
        return end;
    }
    let end = match head {
        [.., b'\\', b'"'] => find(text, start, |rest| rest.starts_with(b"\\\"")),
        [.., b'"'] => find(text, start, |rest| rest[0] == b'"'),
        // `isn't` closes nothing.
        [.., b'\''] => find(text, start, |rest| {
            rest[0] == b'\'' && rest.get(1).is_none_or(|b| !b.is_ascii_alphanumeric())
        }),
        // Values with commas between them, where sentences have a blank behind theirs.
        [.., b','] => find(text, start, |rest| rest[0] == b',' && rest.get(1).is_some_and(|b| *b != b' ')),
        _ => None,
    };
    let end = end.or_else(|| behind(t, text, start)).unwrap_or(text.len());
    start + text[start..end].trim_ascii_end().len()
}

/// The mark of a transcript that stands before a place.
pub fn mark_before<'t>(t: &Tables<'t>, text: &[u8], at: usize) -> Option<&'t [u8]> {
    let head = text[..at].trim_ascii_end();
    t.texts(t.lists.line_marks).find(|mark| ends_with(head, mark))
}

/// Whether a line of a transcript goes on at a place, with what the server said.
pub fn is_said(t: &Tables<'_>, text: &[u8], at: usize) -> bool {
    text[..at].ends_with(b" ") && mark_before(t, text, at).is_some()
}

/// Where a reply ends whose lines have a mark of a transcript before them: `<<< 550 no such user`.
fn said(t: &Tables<'_>, text: &[u8], start: usize) -> Option<usize> {
    let head = text[..start].trim_ascii_end();
    let mark = mark_before(t, text, start)?;
    // What stands before the mark may be a log's own, on each line.
    let line = head.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let own = &head[line..head.len().min(line + LINE)];
    let mut end = start;
    loop {
        end += text[end..].iter().position(|b| *b == b'\n').unwrap_or(text.len() - end);
        let next = text.get(end + 1..).unwrap_or(&[]);
        if !(next.starts_with(own) || next.trim_ascii_start().starts_with(mark)) {
            return Some(start + text[start..end].trim_ascii_end().len());
        }
        end += 1;
    }
}

/// Where a reply ends that stands in brackets, as Sendmail writes it: `(reason: 550 no such user)`.
fn bracketed(t: &Tables<'_>, text: &[u8], start: usize) -> Option<usize> {
    let closes = |rest: &[u8]| rest[0] == b')' && rest.get(1).is_none_or(|b| matches!(b, b'\n' | b'\r'));
    t.has_before(t.lists.brackets, text, start).then(|| find(text, start, closes)).flatten()
}

/// Where a reply ends that a list of a queue gives in brackets: `(host mx said: 550 no such user)`.
fn queued(text: &[u8], start: usize) -> Option<usize> {
    let head = text[..start].trim_ascii_end();
    let line = head.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let closes = |rest: &[u8]| rest.starts_with(b")\n") || rest.starts_with(b")\r");
    let is_queued =
        ends_with_letters(head, b" said:") && starts_with_letters(head[line..].trim_ascii_start(), b"(host ");
    is_queued.then(|| find(text, start, closes)).flatten()
}

/// Where something begins that is no part of a reply.
#[inline(always)]
fn behind(t: &Tables<'_>, text: &[u8], start: usize) -> Option<usize> {
    let begins = |b: u8| (b == b'(') | (b == b';') | (b == b'\n') | (b == b'\\');
    first(text, start, begins, |at| is_mark(t, &text[at..], start > 0))
}

fn is_mark(t: &Tables<'_>, rest: &[u8], quoted: bool) -> bool {
    match rest {
        // A line feed, which may be written out.
        [b'\n', line @ ..] | [b'\\', b'n', line @ ..] => {
            is_call(line)
                || quoted && is_blank(line)
                || t.texts(t.lists.next_lines).any(|start| starts_with_letters(line, start))
        }
        _ => t.texts(t.lists.tails).any(|tail| starts_with_letters(rest, tail)),
    }
}

/// Whether a line is one of a stack trace: `    at SMTPConnection.send (index.js:1:2)`, `   at Mail.Send(Message m)`, unlike
/// a reply's own `    at list.example.org (see there)`.
fn is_call(line: &[u8]) -> bool {
    // A bound, so that what is looked at from each line feed on is no whole text.
    let line = &line[..line.len().min(LINE)];
    let blanks = line.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let Some(call) = line[blanks..].strip_prefix(b"at ").filter(|_| blanks > 0) else { return false };
    let name = call.iter().take_while(|b| !matches!(b, b' ' | b'(' | b'\n' | b'\\')).count();
    match &call[name..] {
        [b'(', ..] => true,
        [b' ', b'(', place @ ..] => {
            place.iter().take_while(|b| **b != b')').any(|b| matches!(b, b'/' | b':'))
        }
        _ => false,
    }
}

/// Whether a line is empty.
fn is_blank(line: &[u8]) -> bool {
    matches!(line, [b'\n', ..] | [b'\r', b'\n', ..] | [b'\\', b'n', ..])
}

fn find(text: &[u8], start: usize, ends: impl Fn(&[u8]) -> bool) -> Option<usize> {
    (start..text.len()).find(|&at| ends(&text[at..]))
}
