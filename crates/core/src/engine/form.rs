//! Replies as values of a form, or as fields of a log whose fields hold no blanks: `550+5.1.1+user+unknown`.

use super::escape::hex;

/// Bytes behind a code by which such a value is told from other things with a `+` in them.
const NEAR: usize = 256;

/// Where a value ends, if the `+` at a place stands for the first of its blanks: behind its reply code. 0 if it does not.
pub fn end(text: &[u8], at: usize) -> usize {
    let (head, value) = text.split_at(at);
    let is_code = match head {
        [.., b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+', _, _, _] => false,
        [.., b'2'..=b'5', b'0'..=b'9', b'0'..=b'9'] => value.starts_with(b"+"),
        _ => false,
    };
    if !is_code {
        return 0;
    }
    let near = &value[..length(&value[..value.len().min(NEAR)])];
    let blanks = near.iter().filter(|b| **b == b'+').count();
    if blanks > 1 && !is_address(near) { at + length(value) } else { 0 }
}

/// How far a value reaches.
fn length(value: &[u8]) -> usize {
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'&' | b'"');
    value.iter().position(ends).unwrap_or(value.len())
}

/// Whether the code belongs to an address, `250+some+folder@example.org`, and no enhanced status code follows it.
fn is_address(value: &[u8]) -> bool {
    let of_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'_' | b'-');
    let is_status = matches!(value, [_, b'2' | b'4' | b'5', b'.', ..]);
    !is_status && value.iter().find(|b| !of_name(b)) == Some(&b'@')
}

/// What a byte of such a value stands for if it is none of its own, and how many are written for it.
pub fn byte(text: &[u8], at: usize) -> Option<(u8, usize)> {
    match *text.get(at..)? {
        [b'+', ..] => Some((b' ', 1)),
        [b'%', high, low, ..] => Some((hex(&[high, low])? as u8, 3)),
        _ => None,
    }
}
