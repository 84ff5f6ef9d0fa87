//! `socketmap_table(5)`: netstrings, `MAP KEY` in and `OK VALUE` or `NOTFOUND ` out.

use super::{MAX_REQUEST, Parsed, Request};

pub(super) const NOT_FOUND: &[u8] = b"9:NOTFOUND ,";

pub(super) fn parse(input: &[u8]) -> Parsed<'_> {
    // As many digits as a length of bytes in memory can have, and no more.
    const DIGITS: usize = 9;

    let digits = input.iter().take_while(|b| b.is_ascii_digit()).count();
    match input.get(digits) {
        _ if digits > DIGITS => return Parsed::Nonsense,
        None => return Parsed::Incomplete,
        Some(b':') if digits > 0 => {}
        Some(_) => return Parsed::Nonsense,
    }
    let size = input[..digits].iter().fold(0, |size, b| size * 10 + usize::from(b - b'0'));
    let start = digits + 1;
    let length = start + size + 1;
    if size > MAX_REQUEST {
        return Parsed::TooLong { length };
    }
    let Some(text) = input.get(start..length) else { return Parsed::Incomplete };
    let Some(text) = text.strip_suffix(b",") else { return Parsed::Nonsense };
    // The map's name is the administrator's choice.
    let request = match text.iter().position(|&b| b == b' ') {
        Some(blank) => Request::Status(text[blank + 1..].into()),
        None => Request::Other,
    };
    Parsed::Request { request, length }
}

pub(super) fn found(value: &[u8], out: &mut Vec<u8>) {
    const OK: &[u8] = b"OK ";

    out.extend_from_slice(format!("{}:", OK.len() + value.len()).as_bytes());
    out.extend_from_slice(OK);
    out.extend_from_slice(value);
    out.push(b',');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(key: &[u8], length: usize) -> Parsed<'_> {
        Parsed::Request { request: Request::Status(key.into()), length }
    }

    #[test]
    fn requests_are_netstrings() {
        assert_eq!(parse(b"9:dsn 5.1.1,3:"), status(b"5.1.1", 12));
        assert_eq!(parse(b"11:x 5.1.1\n a,,"), status(b"5.1.1\n a,", 15));
        assert_eq!(parse(b"4:dsn ,"), status(b"", 7));
        assert_eq!(parse(b"3:dsn,"), Parsed::Request { request: Request::Other, length: 6 });
        let whole = b"9:dsn 5.1.1,";
        for end in 0..whole.len() {
            assert_eq!(parse(&whole[..end]), Parsed::Incomplete, "{end}");
        }
        for nonsense in [&b":a,"[..], b"1;a,", b"1:ab", b"x", b"1234567890", b"9 :dsn 5.1.1,"] {
            assert_eq!(parse(nonsense), Parsed::Nonsense, "{nonsense:?}");
        }
        assert_eq!(parse(b"70000:dsn"), Parsed::TooLong { length: 70_007 });
        assert_eq!(parse(b"999999999:"), Parsed::TooLong { length: 1_000_000_010 });
    }

    #[test]
    fn answers_are_netstrings() {
        let mut out = Vec::new();
        found(b"4.7.1 a", &mut out);
        assert_eq!(out, b"10:OK 4.7.1 a,");
    }
}
