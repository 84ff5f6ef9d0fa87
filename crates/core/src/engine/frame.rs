//! Where a reply stands that a log line, a program or a report quotes: what is around it is theirs.

use core::ops::Range;

use super::bits::holds;

/// What logs, reports and programs put behind a reply. A line feed here may be written out as `\n` there.
const BEHIND: [&str; 9] = [
    "(in reply to ",
    "; from=<",
    "\n#0 ",
    "\n  File \"",
    "\nReceived: ",
    "\nReturn-Path: ",
    "\nDKIM-Signature: ",
    "\nOriginal message headers",
    "\n--- Below this line",
];
/// Bytes of a line of a stack trace that are looked at.
const LINE: usize = 256;
/// A shorter text is no report, and is quoted by nobody if its code comes first.
const SHORT: usize = 128;

/// The reply that the code at `code` is of. Where nobody quotes it, it goes on to the end of the text.
pub fn reply(text: &[u8], code: Range<usize>) -> Range<usize> {
    if code.end > text.len() || code.start == 0 && text.len() < SHORT {
        return code.start..text.len();
    }
    // A code that stands alone, as a value or in quotation marks.
    let alone = !code.is_empty() && matches!(text.get(code.end), Some(b'"' | b'\'' | b',' | b'}'));
    let start = if alone { again(text, &code).or_else(|| apart(text, &code)) } else { None };
    let start = start.unwrap_or(code.start);
    start..end(text, start)
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
    // The first value that is more than a word.
    let mut at = code.end;
    loop {
        at = find(text, at, |rest| rest.starts_with(b":\"") || rest.starts_with(b": \""))?;
        let value = at + if text[at + 1] == b'"' { 2 } else { 3 };
        at = find(text, value, |rest| rest[0] == b'"')?;
        if text[value..at].contains(&b' ') {
            return Some(value);
        }
    }
}

/// Where the reply ends that begins at `start`.
fn end(text: &[u8], start: usize) -> usize {
    // The scheme belongs to the value of a field: `"diagnosticCode":"smtp; 550 …"`.
    let head = text[..start].trim_ascii_end();
    let head = if ends_with(head, b"smtp;") { &head[..head.len() - 5] } else { &text[..start] };
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
    let end = end.or_else(|| behind(text, start)).unwrap_or(text.len());
    start + text[start..end].trim_ascii_end().len()
}

/// Where something begins that is no part of a reply.
#[inline(always)]
fn behind(text: &[u8], start: usize) -> Option<usize> {
    // Nearly no byte is one of these: many are asked at once.
    let begins = |b: u8| (b == b'(') | (b == b';') | (b == b'\n') | (b == b'\\');
    let mut from = start;
    for some in text[start..].chunks(64) {
        if holds(some, begins) {
            let found = (from..from + some.len()).find(|&at| begins(text[at]) && is_mark(&text[at..]));
            if found.is_some() {
                return found;
            }
        }
        from += some.len();
    }
    None
}

fn is_mark(rest: &[u8]) -> bool {
    let line = match rest {
        [b'\n', line @ ..] | [b'\\', b'n', line @ ..] => Some(line),
        _ => None,
    };
    if line.is_some_and(is_call) {
        return true;
    }
    BEHIND.iter().any(|mark| match (line, mark.strip_prefix('\n')) {
        (Some(line), Some(mark)) => line.starts_with(mark.as_bytes()),
        _ => rest.starts_with(mark.as_bytes()),
    })
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

fn find(text: &[u8], start: usize, ends: impl Fn(&[u8]) -> bool) -> Option<usize> {
    (start..text.len()).find(|&at| ends(&text[at..]))
}

fn ends_with(text: &[u8], end: &[u8]) -> bool {
    text.len() >= end.len() && text[text.len() - end.len()..].eq_ignore_ascii_case(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> &str {
        let start = text.find("550").unwrap_or(0);
        &text[reply(text.as_bytes(), start..start + 3)]
    }

    #[test]
    fn a_reply_ends_where_its_frame_goes_on() {
        for (text, want) in [
            (
                "550 User unknown (in reply to RCPT TO command)",
                "550 User unknown (in reply to RCPT TO command)",
            ),
            ("host mx[192.0.2.1] said: 550 User unknown (in reply to RCPT TO command)", "550 User unknown"),
            ("reject: RCPT from mx: 550 no; from=<a@example.org> helo=<mx>", "550 no"),
            (r#"{"reason":"550 User unknown","tls":true}"#, "550 User unknown"),
            (r#"{"log":"{\"reason\":\"550 no\",\"tls\":true}"}"#, "550 no"),
            ("'550 user doesn't exist', 'b@example.org'", "550 user doesn't exist"),
            ("b,a@example.org,smtp;550 no, sorry,mx.example.org,bad-mailbox", "550 no, sorry"),
            (r#""diagnosticCode":"SMTP; 550 no","status":"5.1.1""#, "550 no"),
            (r#"{"code":550,"message":"550 no","tls":true}"#, "550 no"),
            (r#"{"code":550,"id":"1","message":"5.1.1 no such user","tls":true}"#, "5.1.1 no such user"),
            ("SMTPRecipientsRefused: {'a@example.org': (550, b'5.1.1 no')}", "5.1.1 no"),
            ("Error: 550 no such user\n    at SMTPConnection.send (index.js:1:2)", "550 no such user"),
            (r"Error: 550 no such user\n    at SMTPConnection.send (index.js:1:2)", "550 no such user"),
            ("said: 550 no\nReceived: from mx", "550 no"),
            ("Error: 550 no such user\n   at System.Net.Mail.Send(MailAddress sender)", "550 no such user"),
            (
                "said: 550 listed\n    at list.example.org (see there)",
                "550 listed\n    at list.example.org (see there)",
            ),
            (r#"got code "550", with message "550-no", thrown"#, "550-no"),
            ("said: 550 no", "550 no"),
            ("'550 no", "550 no"),
        ] {
            assert_eq!(quoted(text), want, "{text}");
        }
    }
}
