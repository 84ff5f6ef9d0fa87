//! Where a reply stands that a log line, a program or a report quotes: what is around it is theirs.

use core::ops::Range;

/// What mail servers' logs put behind a reply.
const BEHIND: [&[u8]; 2] = [b" (in reply to ", b"; from=<"];

/// The reply that the code at `code` is of. Where nobody quotes it, it goes on to the end of the text.
pub fn reply(text: &[u8], code: Range<usize>) -> Range<usize> {
    if code.start == 0 || code.end > text.len() {
        return code.start..text.len();
    }
    let start = again(text, &code).unwrap_or(code.start);
    start..end(text, start)
}

/// Where the code comes once more as the first of a quoted text: `"code":550,"message":"550 …"`.
fn again(text: &[u8], code: &Range<usize>) -> Option<usize> {
    let digits = &text[code.clone()];
    let quoted = |rest: &[u8]| matches!(rest[0], b'"' | b'\'') && rest[1..].starts_with(digits);
    let again = find(text, code.end + 1, quoted)? + 1;
    matches!(text.get(again + digits.len()), Some(b' ' | b'-')).then_some(again)
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
    let behind = || find(text, start, |rest| BEHIND.iter().any(|b| rest[0] == b[0] && rest.starts_with(b)));
    end.or_else(behind).unwrap_or(text.len())
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
            (r#"got code "550", with message "550-no", thrown"#, "550-no"),
            ("said: 550 no", "550 no"),
            ("'550 no", "550 no"),
        ] {
            assert_eq!(quoted(text), want, "{text}");
        }
    }
}
