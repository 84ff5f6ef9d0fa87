//! `tcp_table(5)`: `get KEY` in, `200 VALUE` or `500 why not` out, a line each, bytes in the way of URLs.

use std::fmt::Write;

use super::{Parsed, Request, line};

/// The longest answer that Postfix takes.
const MAX_ANSWER: usize = 4096;
pub(super) const NOT_FOUND: &[u8] = b"500 as%20it%20is\n";

pub(super) fn parse(input: &[u8]) -> Parsed<'_> {
    let (text, length) = match line(input) {
        Ok(line) => line,
        Err(parsed) => return parsed,
    };
    let key = text.strip_prefix(b"get ").and_then(decode);
    Parsed::Request { request: key.map_or(Request::Other, |key| Request::Status(key.into())), length }
}

pub(super) fn found(value: &[u8], out: &mut Vec<u8>) {
    let mut text = String::from("200 ");
    for &b in value {
        if b.is_ascii_graphic() && b != b'%' {
            text.push(char::from(b));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{b:02x}");
        }
    }
    text.push('\n');
    if text.len() > MAX_ANSWER {
        out.extend_from_slice(NOT_FOUND);
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// The bytes that are meant; nothing if a sequence is broken.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |b: Option<&u8>| b.and_then(|&b| char::from(b).to_digit(16));
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(&b) = rest.next() {
        bytes.push(match b {
            b'%' => u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?,
            b => b,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::MAX_REQUEST;
    use super::*;

    #[test]
    fn keys_are_decoded() {
        let request = |request, length| Parsed::Request { request, length };
        let status = |key: &'static [u8]| Request::Status(key.into());
        assert_eq!(parse(b"get 5.1.1%20a%25%0A\nget"), request(status(b"5.1.1 a%\n"), 20));
        assert_eq!(parse(b"get a\r\n"), request(status(b"a"), 7));
        for other in [&b"put a b\n"[..], b"get\n", b"get a%2\n", b"get a%zz\n", b"\n", b"nonsense\n"] {
            assert_eq!(parse(other), request(Request::Other, other.len()), "{other:?}");
        }
        assert_eq!(parse(b"get a"), Parsed::Incomplete);
        assert_eq!(parse(&[b'g'; MAX_REQUEST]), Parsed::Nonsense);
    }

    #[test]
    fn values_are_encoded_and_no_longer_than_postfix_takes() {
        let mut out = Vec::new();
        found(b"4.7.1 100%\xe4", &mut out);
        assert_eq!(out, b"200 4.7.1%20100%25%e4\n");
        out.clear();
        found(&[b' '; MAX_ANSWER / 3], &mut out);
        assert_eq!(out, NOT_FOUND);
    }
}
