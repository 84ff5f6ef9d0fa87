//! Characters that a log, a library, a mail or a page wrote down as escapes: `\xd0\xa1`, `\320\241`, `\u0421`,
//! `\u{421}`, `=D0=A1`, `%D0%A1`, `&#1057;`; UTF-8 that was taken for ISO 8859-1 or Windows-1252 and encoded once more: `Ã©` for
//! `é`; and replies as values of a form or fields of a log that may hold no blanks: `550+5.1.1+user+unknown`.

use super::bits::first;
use super::form;

/// Bytes of a text in which escapes are undone: room for them is kept on the stack.
pub const MAX_ESCAPED: usize = 4096;

/// A text without its escapes.
pub struct Plain {
    bytes: [u8; MAX_ESCAPED],
    /// For each byte, where in the text what it was made of begins.
    from: [u16; MAX_ESCAPED],
    len: usize,
    /// The length of the text.
    end: usize,
}

impl Plain {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Where in the text the byte at `at` comes from.
    pub fn place(&self, at: usize) -> usize {
        self.from[..self.len].get(at).map_or(self.end, |from| usize::from(*from))
    }

    fn push(&mut self, byte: u8, from: usize) {
        if let (Some(to), Some(place)) = (self.bytes.get_mut(self.len), self.from.get_mut(self.len)) {
            (*to, *place) = (byte, from as u16);
            self.len += 1;
        }
    }
}

/// Whether an escape may begin with a byte: `\`, `=`, `%`, `&`, `+`, and the first of `Ã`.
#[inline(always)]
fn begins_escape(b: u8) -> bool {
    (b == b'\\') | (b == b'=') | (b == b'%') | (b == b'&') | (b == b'+') | (b == 0xc3)
}

/// Whether an escape may begin in blocks of text: what says no is right.
pub fn may_begin<const N: usize>(blocks: &[[u8; N]]) -> bool {
    blocks.iter().fold(0, |any, block| block.iter().fold(any, |any, b| any | u8::from(begins_escape(*b))))
        != 0
}

/// Undoes the escapes of a text; `None` if it has none, or is too long.
#[inline(never)]
pub fn plain(text: &[u8]) -> Option<Plain> {
    if text.len() > MAX_ESCAPED {
        return None;
    }
    let first = first(text, 0, begins_escape, |at| escape(text, at).is_some() || form::end(text, at) > 0)?;
    let mut plain = Plain { bytes: [0; MAX_ESCAPED], from: [0; MAX_ESCAPED], len: 0, end: text.len() };
    // One escape written as `=D0=A1` says that the lines are broken in that way, too.
    let mut quoted = false;
    // Where a value of a form ends.
    let mut value = 0;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if byte == b'+' && at >= value {
            value = form::end(text, at);
        }
        let of_form = if at < value { form::byte(text, at) } else { None };
        let of_form = of_form.map(|(byte, length)| (Escaped::Byte(byte), length));
        match of_form.or_else(|| escape(text, at)).filter(|_| at >= first) {
            Some((c, length)) => {
                quoted |= byte == b'=';
                let mut utf8 = [0; 4];
                match c {
                    Escaped::Byte(b) => plain.push(b, at),
                    Escaped::Char(c) => c.encode_utf8(&mut utf8).bytes().for_each(|b| plain.push(b, at)),
                }
                at += length;
            }
            None if quoted && byte == b'=' && line_break(&text[at + 1..]) > 0 => {
                at += 1 + line_break(&text[at + 1..]);
            }
            None => {
                plain.push(byte, at);
                at += 1;
            }
        }
    }
    Some(plain)
}

/// What an escape stands for.
enum Escaped {
    Byte(u8),
    Char(char),
}

/// The escape that begins at a place, and its length.
fn escape(text: &[u8], at: usize) -> Option<(Escaped, usize)> {
    match *text.get(at)? {
        b'\\' => backslash(text, at),
        sign @ (b'=' | b'%') => pair(text, at, sign).map(|b| (Escaped::Byte(b), 3)),
        b'&' => reference(text, at),
        0xc3 => twice(text, at),
        _ => None,
    }
}

/// What HTML calls the characters that it cannot do without.
const NAMED: [(&str, char); 6] =
    [("&nbsp;", ' '), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\''), ("&amp;", '&')];

/// `&#1057;` or `&#x421;`, as HTML writes a character, or one of its names.
fn reference(text: &[u8], at: usize) -> Option<(Escaped, usize)> {
    if let Some((name, c)) = NAMED.iter().find(|(name, _)| text[at..].starts_with(name.as_bytes())) {
        return Some((Escaped::Char(*c), name.len()));
    }
    let rest = text[at..].strip_prefix(b"&#")?;
    let (digits, base) = match rest {
        [b'x' | b'X', digits @ ..] => (digits, 16),
        _ => (rest, 10),
    };
    let length = digits.iter().take(7).position(|b| *b == b';').filter(|length| *length > 0)?;
    let value = number(&digits[..length], base)?;
    let end = text.len() - digits.len() + length + 1;
    Some((Escaped::Char(char::from_u32(value).filter(|c| is_sign(*c))?), end - at))
}

/// A character whose UTF-8 was encoded once more, byte by byte. Its first byte has become a capital that hardly ever stands
/// before what its other bytes have become.
fn twice(text: &[u8], at: usize) -> Option<(Escaped, usize)> {
    let mut chars = text[at..].get(..12.min(text.len() - at))?.utf8_chunks().next()?.valid().chars();
    let first = u32::from(chars.next()?);
    let count = match first {
        0xc2..=0xc5 | 0xce..=0xd1 | 0xd7..=0xd9 => 1,
        0xe0..=0xef => 2,
        _ => return None,
    };
    let mut bytes = [first as u8, 0, 0];
    let mut length = 2;
    for byte in bytes.iter_mut().skip(1).take(count) {
        let c = chars.next()?;
        *byte = byte_of(c).filter(|b| (0x80..0xc0).contains(b))?;
        length += c.len_utf8();
    }
    let c = core::str::from_utf8(&bytes[..=count]).ok()?.chars().next()?;
    Some((Escaped::Char(c), length))
}

/// The byte that a character is in ISO 8859-1 or in Windows-1252.
fn byte_of(c: char) -> Option<u8> {
    // What stands at 0x80 to 0x9f of Windows-1252; blanks for what nothing stands at.
    const REST: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
    match u32::from(c) {
        code @ 0x80..=0xff => Some(code as u8),
        0..=0x7f => None,
        _ => REST.chars().position(|rest| rest == c).map(|at| 0x80 + at as u8),
    }
}

fn backslash(text: &[u8], at: usize) -> Option<(Escaped, usize)> {
    // A text that was escaped twice has two of them.
    let slashes = text[at..].iter().take(8).take_while(|b| **b == b'\\').count();
    let rest = &text[at + slashes..];
    match *rest.first()? {
        b'x' => {
            let byte = hex(rest.get(1..3)?)? as u8;
            (byte >= 0x80).then_some((Escaped::Byte(byte), slashes + 3))
        }
        b'2'..=b'3' => {
            let byte = number(rest.get(..3)?, 8)?;
            (byte >= 0x80).then_some((Escaped::Byte(byte as u8), slashes + 3))
        }
        b'u' if rest.get(1) == Some(&b'{') => {
            let length = rest.iter().take(9).position(|b| *b == b'}').filter(|length| *length > 2)?;
            let c = char::from_u32(hex(&rest[2..length])?).filter(|c| is_sign(*c))?;
            Some((Escaped::Char(c), slashes + length + 1))
        }
        b'u' => {
            let unit = hex(rest.get(1..5)?)?;
            let low = || {
                let low = rest.get(5..)?;
                let low = &low[low.iter().take(8).take_while(|b| **b == b'\\').count()..];
                let length = rest.len() - low.len() + 5;
                let low = hex(low.strip_prefix(b"u")?.get(..4)?)?;
                let c = 0x10000 + ((unit & 0x3ff) << 10 | low & 0x3ff);
                (low & 0xfc00 == 0xdc00).then_some((char::from_u32(c)?, length))
            };
            let (c, length) = if unit & 0xfc00 == 0xd800 { low()? } else { (char::from_u32(unit)?, 5) };
            is_sign(c).then_some((Escaped::Char(c), slashes + length))
        }
        _ => None,
    }
}

/// A byte as quoted-printable (RFC 2045 section 6.7) and URIs (RFC 3986 section 2.1) write it. So as not to read `id=DEAD` as
/// one, it must be part of a UTF-8 character, or in quoted-printable a letter of ISO 8859-1 within a word.
fn pair(text: &[u8], at: usize, sign: u8) -> Option<u8> {
    let byte = |at: usize| match text.get(at..at + 3)? {
        [s, high, low] if *s == sign && !(high.is_ascii_lowercase() || low.is_ascii_lowercase()) => {
            hex(&[*high, *low]).map(|b| b as u8).filter(|b| *b >= 0x80)
        }
        _ => None,
    };
    let this = byte(at)?;
    let before = at.checked_sub(3).and_then(byte);
    let of_utf8 = match this {
        0x80..=0xbf => before.is_some(),
        _ => byte(at + 3).is_some_and(|next| next < 0xc0),
    };
    let letter = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let of_word = sign == b'='
        && this >= 0xc0
        && letter(at.checked_sub(1))
        && text.get(at + 3).is_some_and(u8::is_ascii_lowercase);
    (of_utf8 || of_word).then_some(this)
}

/// The length of a line break at the start, or 0.
fn line_break(text: &[u8]) -> usize {
    match text {
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] => 2,
        _ => 0,
    }
}

/// Whether a character is escaped for a reason: no code is ever written in escapes.
fn is_sign(c: char) -> bool {
    c >= ' ' && !c.is_ascii_alphanumeric()
}

pub(super) fn hex(digits: &[u8]) -> Option<u32> {
    number(digits, 16)
}

/// The value of at most eight digits.
fn number(digits: &[u8], base: u32) -> Option<u32> {
    digits.iter().try_fold(0, |n, b| Some(n * base + char::from(*b).to_digit(base)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        for (text, want) in [
            (r"550 \xd0\xa1", "550 С"),
            (r"550 \320\241\\320\\241", "550 СС"),
            (r"550 \u0421 \\u0421 \u003ca@example.org\u003e", "550 С С <a@example.org>"),
            (r"550 \ud83d\ude00 \\ud83d\\ude00", "550 😀 😀"),
            (r"550 \u{421}\u{1f600} %D0%A1", "550 С😀 С"),
            ("550 &#1057;&#x421;&nbsp;don&#39;t &lt;a&gt;", "550 СС don't <a>"),
            ("550 boÃ®te Lâ€™utente ÐŸ ä½\u{a0}", "550 boîte L’utente П 你"),
            ("550 bo=C3=AEte =\r\npleine =E4=BD=A0", "550 boîte pleine 你"),
            ("25 - 550+5.1.1+<a@example.org>+no 0 +1", "25 - 550 5.1.1 <a@example.org> no 0 +1"),
            ("error=550+%3Ca%40b%3E%3A+no+bo%C3%AEte&id=1+1", "error=550 <a@b>: no boîte&id=1+1"),
        ] {
            let plain = plain(text.as_bytes()).map(|p| p.bytes().to_vec());
            assert_eq!(plain.as_deref(), Some(want.as_bytes()), "{text}");
        }
        let plain = plain(b"550 gel=F6scht").map(|p| p.bytes().to_vec());
        assert_eq!(plain.as_deref(), Some(&b"550 gel\xf6scht"[..]));
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in [
            r"550 no\r\n550 user",
            r"C:\xampp \u12 \ud83d \ud83dx \x41 \141 \2",
            r"50% %41 caf%E9 \u{} \u{d800} \u{1234567}",
            "id=DE=EA a=C3 =F6scht x=BF",
            "&# &#; &#x; &#1234567; &#xd800; &lt &#7; &eacute;",
            "déjà fermé «CAFÉ» à © Ã",
            "a=\nb",
            "550 a+b@example.org +1 555+12 550+a+b@example.org 1550+1+1 +550+1+1 199+no+code",
            "",
        ] {
            assert!(plain(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn every_byte_knows_where_it_comes_from() {
        let text = br"550 \u0421\u0421 no";
        let plain = plain(text).expect("it has escapes");
        let want = [0, 1, 2, 3, 4, 4, 10, 10, 16, 17, 18, 19];
        assert!((0..=plain.bytes().len()).map(|at| plain.place(at)).eq(want));
    }
}
