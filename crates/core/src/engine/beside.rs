//! What stands before a number: line ends, punctuation, and words that tell what it is.

use super::bits::first;
use super::lists::{Part, ends_with_letters, starts_with_letters};
use super::tables::Tables;

/// Whether the byte at `at` is the letter of a literal `\n`, `\r` or `\t`.
pub fn escaped(text: &[u8], at: usize) -> bool {
    at > 0 && text[at - 1] == b'\\' && matches!(text[at], b'n' | b'r' | b't')
}

/// The byte before `at` that is no blank, whether blanks lie between, and whether a line starts here.
pub fn before(text: &[u8], mut at: usize) -> (u8, bool, bool) {
    let mut blank = false;
    let mut line = false;
    loop {
        if at == 0 {
            return (b'\n', blank, true);
        }
        match text[at - 1] {
            // qmail writes its replies with underscores for blanks.
            b' ' | b'\t' | b'_' => at -= 1,
            b'\r' | b'\n' => {
                line = true;
                at -= 1;
            }
            _ if escaped(text, at - 1) => {
                line = true;
                at -= 2;
                continue;
            }
            0xa0 if at > 1 && text[at - 2] == 0xc2 => at -= 2,
            b => return (b, blank, line),
        }
        blank = true;
    }
}

/// Whether a byte parts a number from the word before it that says what the number is.
fn introduces(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'=' | b':' | b'"' | b'_' | b')')
}

/// Whether the word that ends at `at` may say of a number behind it whether it is a code.
pub fn precedes_number(text: &[u8], at: usize) -> bool {
    text[at..].iter().find(|b| !introduces(**b)).is_some_and(u8::is_ascii_digit)
}

/// Whether the word before a number at `at`, blanks in between passed over, ends as one of a list does.
pub fn follows(t: &Tables<'_>, list: Part, text: &[u8], at: usize) -> bool {
    let end = text[..at].iter().rposition(|b| !introduces(*b)).map_or(0, |p| p + 1);
    t.ends_as(list, &text[..end])
}

/// Bytes before a code in which it may be said that it was expected.
pub const NEAR: usize = 24;

/// `expected response code 250 but got …`: the number that comes first.
#[inline]
pub fn was_expected(t: &Tables<'_>, text: &[u8], start: usize) -> bool {
    let from = start.saturating_sub(NEAR);
    // Nearly all replies begin with their code.
    start > 0
        && expects(t, &text[..start], from)
        && !text[from..start].iter().any(u8::is_ascii_digit)
        && !follows(t, t.lists.got, text, start)
}

/// Whether a text says from `from` on that something was expected, not as part of a host name or an address.
pub fn expects(t: &Tables<'_>, text: &[u8], from: usize) -> bool {
    let joins = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b"@.-_+".contains(b));
    t.halves(t.lists.expected).any(|(head, tail)| {
        let is_word = |at: usize| {
            let (before, behind) = text.split_at(at);
            let alone = || !joins(text[..at - head.len()].last()) && !joins(behind.get(tail.len()));
            starts_with_letters(behind, tail) && ends_with_letters(&before[from..], head) && alone()
        };
        first(text, from, |b| b | 0x20 == tail[0], is_word).is_some()
    })
}
