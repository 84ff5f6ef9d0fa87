//! Text beyond ASCII as words, accents dropped.

use super::key::Key;
use super::letter::{base_letter, is_combining, is_letter_or_digit, is_stop, stands_alone};

/// What a run of non-ASCII text holds, piece by piece.
pub enum Piece {
    /// A word, folded, from and to which byte.
    Word(Key, usize, usize),
    /// The end of a sentence.
    Stop,
}

/// Longest folded word that is looked at; a longer one is cut, and so equals nothing in the tables.
const LONGEST: usize = 60;

/// Splits `text[start..end]`, which holds bytes beyond ASCII, into words. Scripts that are written
/// without spaces give one word a character. What is not UTF-8 is read as ISO 8859-1.
pub fn pieces(text: &[u8], start: usize, end: usize, mut each: impl FnMut(Piece)) {
    let mut at = start;
    let mut from = start;
    let mut word = [0; LONGEST + 4];
    let mut len = 0;
    while at < end {
        let (c, next) = next_char(text, at, end);
        let single = stands_alone(c);
        let part = !single && (is_letter_or_digit(c) || is_combining(c));
        if !part && len > 0 {
            each(Piece::Word(Key::folded(&word[..len]), from, at));
            len = 0;
        }
        if single {
            let mut b = [0; 4];
            each(Piece::Word(Key::folded(c.encode_utf8(&mut b).as_bytes()), at, next));
        } else if is_stop(c) {
            each(Piece::Stop);
        } else if part {
            if len == 0 {
                from = at;
            }
            if c.is_ascii() {
                if len < LONGEST {
                    word[len] = c.to_ascii_lowercase() as u8;
                    len += 1;
                }
                at = next;
                continue;
            }
            let mut put = |low| {
                if let Some(base) = base_letter(low).filter(|_| len < LONGEST) {
                    len += base.encode_utf8(&mut word[len..]).len();
                }
            };
            match c {
                // The letters of most replies, sooner than by the tables of all scripts.
                '\u{df}'..='\u{f6}'
                | '\u{f8}'..='\u{ff}'
                | '\u{3ac}'..='\u{3ce}'
                | '\u{430}'..='\u{45f}'
                | '\u{590}'..='\u{fff}' => put(c),
                '\u{410}'..='\u{42f}' => put(char::from_u32(c as u32 + 0x20).unwrap_or(c)),
                _ => c.to_lowercase().for_each(put),
            }
        }
        at = next;
    }
    if len > 0 {
        each(Piece::Word(Key::folded(&word[..len]), from, end));
    }
}

/// The character at `at`, and where the next one starts. What is not UTF-8 is read as ISO 8859-1.
#[inline(always)]
fn next_char(text: &[u8], at: usize, end: usize) -> (char, usize) {
    let first = text[at];
    let width = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return (first.into(), at + 1),
    };
    let Some(rest) = text.get(at + 1..(at + width).min(end)).filter(|r| r.len() == width - 1) else {
        return (first.into(), at + 1);
    };
    let lead = u32::from(first) & (0x7f >> width);
    let (code, well_formed) = rest.iter().fold((lead, true), |(code, well_formed), &b| {
        (code << 6 | u32::from(b & 0x3f), well_formed & (b & 0xc0 == 0x80))
    });
    // Longer than need be is no UTF-8 either (RFC 3629 section 3).
    let least = [0x80, 0x800, 0x1_0000][width - 2];
    match char::from_u32(code).filter(|_| well_formed && code >= least) {
        Some(c) => (c, at + width),
        None => (first.into(), at + 1),
    }
}

/// Whether the character at `at` is beyond ASCII and neither a letter nor the end of a sentence.
pub fn is_punctuation(text: &[u8], at: usize, end: usize) -> bool {
    let (c, _) = next_char(text, at, end);
    !c.is_ascii() && !stands_alone(c) && !is_letter_or_digit(c) && !is_combining(c) && !is_stop(c)
}

/// Whether the character at `at` is of a script that puts no spaces between words.
pub fn stands_alone_at(text: &[u8], at: usize) -> bool {
    stands_alone(next_char(text, at, text.len()).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> impl Iterator<Item = Key> {
        let mut all = [Key::default(); 8];
        let mut n = 0;
        pieces(text.as_bytes(), 0, text.len(), |p| {
            if let Piece::Word(k, ..) = p {
                all[n] = k;
                n += 1;
            }
        });
        all.into_iter().take(n)
    }

    #[test]
    fn accents_and_case_fold_to_the_plain_word() {
        for (a, b) in [
            ("Boîte", "boite"),
            ("ÜBERFÜLLT", "uberfullt"),
            ("não", "nao"),
            ("Địa", "dia"),
            ("İPTAL", "iptal"),
        ] {
            assert!(keys(a).eq([Key::ascii(b.as_bytes(), 0, b.len())]), "{a} is {b}");
        }
        assert!(keys("ПОЛЬЗОВАТЕЛЬ").eq(keys("пользователь")));
    }

    #[test]
    fn chinese_is_one_word_a_character() {
        assert_eq!(keys("邮箱不存在").count(), 5);
    }
}
