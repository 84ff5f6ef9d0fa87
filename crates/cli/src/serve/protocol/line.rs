//! A line `classify HOST REPLY` in, the verdict as a line out. What cannot stand in a line, or is no ASCII, is
//! written as Exim writes it: `\n`, `\t`, `\303\244`.

use std::borrow::Cow;

use super::{Parsed, Request, line};

pub(super) const NOTHING: &[u8] = b"\n";

pub(super) fn parse(input: &[u8]) -> Parsed<'_> {
    let (text, length) = match line(input) {
        Ok(line) => line,
        Err(parsed) => return parsed,
    };
    let known = text.strip_prefix(b"classify ").and_then(|rest| {
        // An unknown host leaves nothing, or `-`, between two blanks.
        let blank = rest.iter().position(|&b| b == b' ')?;
        Some(Request::Classify { host: &rest[..blank], reply: plain(&rest[blank + 1..]) })
    });
    Parsed::Request { request: known.unwrap_or(Request::Other), length }
}

pub(super) fn found(value: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(value);
    out.push(b'\n');
}

/// Bytes for what is written with a backslash. A backslash before anything else is one.
fn plain(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\\') {
        return text.into();
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        let (byte, length) = match tail {
            [b'n', ..] if *first == b'\\' => (b'\n', 2),
            [b'r', ..] if *first == b'\\' => (b'\r', 2),
            [b't', ..] if *first == b'\\' => (b'\t', 2),
            [b'\\', ..] if *first == b'\\' => (b'\\', 2),
            [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', ..] if *first == b'\\' => {
                ((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'), 4)
            }
            _ => (*first, 1),
        };
        plain.push(byte);
        rest = &rest[length..];
    }
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::super::MAX_REQUEST;
    use super::*;

    #[test]
    fn a_host_and_a_reply() {
        let classify = |host: &'static [u8], reply: &'static [u8], length| Parsed::Request {
            request: Request::Classify { host, reply: reply.into() },
            length,
        };
        assert_eq!(parse(b"classify mx 550 a b\nc"), classify(b"mx", b"550 a b", 20));
        assert_eq!(parse(b"classify  550 a\r\n"), classify(b"", b"550 a", 17));
        assert_eq!(
            parse(b"classify - 550-a\\n550 Empf\\303\\244nger\\\\\\9\\\n"),
            classify(b"-", b"550-a\n550 Empf\xc3\xa4nger\\\\9\\", 44)
        );
        for other in [&b"classify mx\n"[..], b"classify\n", b"\n", b"HELO a\n"] {
            assert_eq!(parse(other), Parsed::Request { request: Request::Other, length: other.len() });
        }
        assert_eq!(parse(b"classify mx 550"), Parsed::Incomplete);
        assert_eq!(parse(&[b'c'; MAX_REQUEST]), Parsed::Nonsense);
    }
}
