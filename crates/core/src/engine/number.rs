//! What a run of digits is: an IP address, an enhanced status code, a time, or just a number.

use super::codes::Enhanced;

/// What starts at a digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// An IPv4 or IPv6 address.
    Ip,
    /// Three numbers that can be an enhanced status code (RFC 3463 section 2).
    Enhanced(Enhanced),
    /// `hh:mm:ss`, in seconds.
    Clock(u32),
    /// A whole number; larger ones are cut to the type's limit.
    Whole(u32),
    /// Digits that go on as letters: part of a word.
    Word,
}

/// Reads the number at `start`; the second value is where it ends.
pub fn number(text: &[u8], start: usize) -> (Number, usize) {
    let (first, mut at) = digits(text, start);
    match text.get(at) {
        Some(b'.') if text.get(at + 1).is_some_and(u8::is_ascii_digit) => {
            let mut parts = [first, 0, 0, 0];
            let mut widths = [at - start, 0, 0, 0];
            let mut n = 1;
            while text.get(at) == Some(&b'.') && text.get(at + 1).is_some_and(u8::is_ascii_digit) {
                let (value, end) = digits(text, at + 1);
                if n < 4 {
                    parts[n] = value;
                    widths[n] = end - at - 1;
                }
                n += 1;
                at = end;
            }
            // qmail writes `_550_5.1.1_No_such_user`.
            let blank = start > 0 && text[start - 1] == b'_';
            let open =
                text.get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_' && !blank || *b == b'@');
            match n {
                4 if parts.iter().all(|&p| p < 256) && !open => (Number::Ip, at),
                3 if widths[0] == 1
                    && matches!(first, 2 | 4 | 5)
                    && widths[1] <= 3
                    && widths[2] <= 3
                    && !open
                    && parts[1] <= MAX_SUBJECT =>
                {
                    (
                        Number::Enhanced(Enhanced {
                            class: first as u8,
                            subject: parts[1] as u16,
                            detail: parts[2] as u16,
                        }),
                        at,
                    )
                }
                // 554.30, a version, a date: the first number, and the rest is read on its own.
                2 => (Number::Whole(first), start + widths[0]),
                // 550.5.7.1: a reply code and an enhanced status code.
                4 if widths[0] == 3
                    && widths[1] == 1
                    && matches!(parts[1], 4 | 5)
                    && first / 100 == parts[1] =>
                {
                    (Number::Whole(first), start + widths[0])
                }
                _ => (Number::Whole(u32::MAX), at),
            }
        }
        Some(b':') if at - start <= 4 => match (clock(text, start), ipv6(text, start)) {
            (Some((seconds, end)), _) => (Number::Clock(seconds), end),
            (None, Some(end)) => (Number::Ip, end),
            _ => (Number::Whole(first), at),
        },
        Some(b) if b.is_ascii_alphabetic() => match ipv6(text, start) {
            Some(end) => (Number::Ip, end),
            None => (Number::Word, at),
        },
        Some(b) if *b >= 0x80 => (Number::Whole(first), at),
        _ => (Number::Whole(first), at),
    }
}

/// Subjects are registered up to 7 (RFC 3463 section 3, RFC 5248); what has a higher one is a version.
const MAX_SUBJECT: u32 = 9;

/// The numbers of a time such as `300s`, `5min` or `1h30m` and the units behind them: where each begins and ends. None, if some
/// text is none.
pub fn parts(text: &[u8], start: usize, end: usize) -> impl Iterator<Item = [usize; 3]> {
    let mut all = [[0; 3]; MAX_PARTS];
    let mut count = 0;
    let mut at = start;
    while at < end && count < MAX_PARTS {
        let length = |at: usize, is: fn(&u8) -> bool| text[at..end].iter().take_while(|b| is(b)).count();
        let unit = at + length(at, u8::is_ascii_digit);
        let to = unit + length(unit, u8::is_ascii_alphabetic);
        // Units of several parts are letters, or else any queue id would be a time.
        if unit == at || to == unit || to - unit > 8 || (count > 0 || to < end) && to - unit > 1 {
            break;
        }
        all[count] = [at, unit, to];
        (at, count) = (to, count + 1);
    }
    all.into_iter().take(if at == end { count } else { 0 })
}

/// Parts that a time has at most: days, hours, minutes, seconds.
const MAX_PARTS: usize = 4;

/// The value of some digits.
pub fn whole(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |n: u32, b| n.saturating_mul(10).saturating_add(u32::from(b - b'0')))
}

fn digits(text: &[u8], start: usize) -> (u32, usize) {
    let mut value = 0u32;
    let mut at = start;
    while let Some(d) = text.get(at).filter(|b| b.is_ascii_digit()) {
        value = value.saturating_mul(10).saturating_add(u32::from(d - b'0'));
        at += 1;
    }
    (value, at)
}

/// `hh:mm:ss`
fn clock(text: &[u8], start: usize) -> Option<(u32, usize)> {
    let (h, a) = digits(text, start);
    let (m, b) = (text.get(a)? == &b':').then(|| digits(text, a + 1))?;
    let (s, c) = (text.get(b)? == &b':').then(|| digits(text, b + 1))?;
    (a - start <= 3 && b - a == 3 && c - b == 3 && m < 60 && s < 60 && text.get(c) != Some(&b':'))
        .then(|| (h * 3600 + m * 60 + s, c))
}

/// An IPv6 address that starts with a digit has at least two colons, and only hexadecimal digits.
fn ipv6(text: &[u8], start: usize) -> Option<usize> {
    let len = text[start..]
        .iter()
        .take(40)
        .take_while(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'))
        .count();
    let colons = text[start..start + len].iter().filter(|b| **b == b':').count();
    (len >= 6 && colons >= 2 && (colons >= 5 || text[start..start + len].windows(2).any(|w| w == b"::")))
        .then(|| {
            let trailing =
                text[start..start + len].iter().rev().take_while(|b| matches!(b, b':' | b'.')).count();
            start + len - trailing
        })
}
