//! A word becomes a 128-bit key: lower-cased, accents dropped, at most compared, never stored as text.

/// A folded word. Words of up to 16 bytes are kept exactly; of longer ones the rest is a hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The first eight bytes, zero-padded.
    pub lo: u64,
    /// The next eight, or a hash of all that follow.
    pub hi: u64,
}

/// The key of an IP address, `<ip>` in patterns. No text folds to it.
pub const IP: Key = Key { lo: 1, hi: 0 };
/// The key of a mail address, `<address>` in patterns.
pub const ADDRESS: Key = Key { lo: 2, hi: 0 };

/// The key of the caller's own sending IP address, `<sending_ip>` in patterns.
pub const OWN_IP: Key = Key { lo: 3, hi: 0 };

const LOWER: u64 = 0x2020_2020_2020_2020;
/// Keeps the first `n` bytes of a little-endian load.
const KEEP: [u64; 9] = [
    0,
    0xff,
    0xffff,
    0xff_ffff,
    0xffff_ffff,
    0xff_ffff_ffff,
    0xffff_ffff_ffff,
    0xff_ffff_ffff_ffff,
    u64::MAX,
];

impl Key {
    /// The key of the ASCII word `text[start..end]`.
    #[inline(always)]
    pub fn ascii(text: &[u8], start: usize, end: usize) -> Self {
        let len = end - start;
        let (lo, hi) = match text.get(start..start + 16) {
            Some(b) => (le(&b[..8]), le(&b[8..])),
            None => near_end(text, start),
        };
        if len <= 16 {
            let (a, b) = (KEEP[len.min(8)], KEEP[len.saturating_sub(8)]);
            // Letters differ from their capitals in this one bit, and digits have it set already.
            Self { lo: (lo | LOWER) & a, hi: (hi | LOWER) & b }
        } else {
            let rest = &text[start + 8..end];
            Self { lo: lo | LOWER, hi: rest.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| mix(h, b | 0x20)) }
        }
    }

    /// The key of a word that has been folded already.
    pub fn folded(word: &[u8]) -> Self {
        let mut first = [0; 16];
        let n = word.len().min(16);
        first[..n].copy_from_slice(&word[..n]);
        let lo = le(&first[..8]);
        if word.len() <= 16 {
            Self { lo, hi: le(&first[8..]) }
        } else {
            Self { lo, hi: word[8..].iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| mix(h, b)) }
        }
    }

    /// Spreads the key over 32 bits.
    #[inline(always)]
    pub fn hash(self) -> u32 {
        let x = (self.lo ^ self.hi.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (x ^ x >> 32) as u32
    }
}

#[inline(always)]
fn le(b: &[u8]) -> u64 {
    let mut a = [0; 8];
    a.copy_from_slice(b);
    u64::from_le_bytes(a)
}

/// The same for a word in the last bytes: what is read before them is shifted out again.
#[inline(always)]
fn near_end(text: &[u8], start: usize) -> (u64, u64) {
    let Some(last) = text.last_chunk::<16>() else { return whole(text, start) };
    let both = u128::from_le_bytes(*last) >> (8 * (start + 16 - text.len()));
    (both as u64, (both >> 64) as u64)
}

#[cold]
fn whole(text: &[u8], start: usize) -> (u64, u64) {
    let mut b = [0; 16];
    let rest = &text[start..];
    b[..rest.len()].copy_from_slice(rest);
    (le(&b[..8]), le(&b[8..]))
}

#[inline]
fn mix(h: u64, b: u8) -> u64 {
    (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
}

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
            for low in c.to_lowercase() {
                let Some(base) = base_letter(low) else { continue };
                if len < LONGEST {
                    len += base.encode_utf8(&mut word[len..]).len();
                }
            }
        }
        at = next;
    }
    if len > 0 {
        each(Piece::Word(Key::folded(&word[..len]), from, end));
    }
}

/// The character at `at`, and where the next one starts.
fn next_char(text: &[u8], at: usize, end: usize) -> (char, usize) {
    let width = match text[at] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    if width == 1 {
        return (text[at] as char, at + 1);
    }
    let to = (at + width).min(end);
    match core::str::from_utf8(&text[at..to]).ok().and_then(|s| s.chars().next()) {
        Some(c) => (c, to),
        None => (text[at] as char, at + 1),
    }
}

/// Whether the character at `at` is beyond ASCII and neither a letter nor the end of a sentence.
pub fn is_punctuation(text: &[u8], at: usize, end: usize) -> bool {
    let (c, _) = next_char(text, at, end);
    !c.is_ascii() && !stands_alone(c) && !is_letter_or_digit(c) && !is_combining(c) && !is_stop(c)
}

/// The same as [`char::is_alphanumeric`], sooner for the letters of most languages.
fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => c != '\u{d7}' && c != '\u{f7}',
        '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{657}' | '\u{904}'..='\u{93b}' | '\u{93d}'..='\u{94c}' => true,
        '\u{3a3}'..='\u{3f5}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}' => {
            true
        }
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{ff01}'..='\u{ff0f}' => false,
        _ => c.is_alphanumeric(),
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '\u{3002}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff1b}')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// Chinese, Japanese, Korean and Thai put no spaces between words, or none that help.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}')
}

/// ISO 8859-1 letters from U+00E0, then Latin Extended-A from U+0100, without their accents.
const LATIN1: &[u8; 32] = b"aaaaaaaceeeeiiiidnooooo ouuuuyty";
const EXTENDED: &[u8; 128] = b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// A lower-case letter without its accent; `None` for a combining mark.
fn base_letter(c: char) -> Option<char> {
    let ascii = |table: &[u8], from: u32| Some(char::from(table[(c as u32 - from) as usize]));
    match c {
        'ß' => Some('s'),
        '\u{e0}'..='\u{ff}' => ascii(LATIN1, 0xe0),
        '\u{100}'..='\u{17f}' => ascii(EXTENDED, 0x100),
        'ơ' => Some('o'),
        'ư' => Some('u'),
        'ș' => Some('s'),
        'ț' => Some('t'),
        '\u{1ea0}'..='\u{1eb7}' => Some('a'),
        '\u{1eb8}'..='\u{1ec7}' => Some('e'),
        '\u{1ec8}'..='\u{1ecb}' => Some('i'),
        '\u{1ecc}'..='\u{1ee3}' => Some('o'),
        '\u{1ee4}'..='\u{1ef1}' => Some('u'),
        '\u{1ef2}'..='\u{1ef9}' => Some('y'),
        'ά' => Some('α'),
        'έ' => Some('ε'),
        'ή' => Some('η'),
        'ί' | 'ϊ' | 'ΐ' => Some('ι'),
        'ό' => Some('ο'),
        'ύ' | 'ϋ' | 'ΰ' => Some('υ'),
        'ώ' => Some('ω'),
        'ς' => Some('σ'),
        'ё' => Some('е'),
        _ if is_combining(c) => None,
        _ => Some(c),
    }
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
    fn letters_and_digits_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn chinese_is_one_word_a_character() {
        assert_eq!(keys("邮箱不存在").count(), 5);
    }

    #[test]
    fn long_words_differ_in_their_ends() {
        let (a, b) = (b"abcdefghijklmnopqrstuvwx", b"abcdefghijklmnopqrstuvwy");
        assert_ne!(Key::ascii(a, 0, 24), Key::ascii(b, 0, 24));
        assert_eq!(Key::ascii(b"ABCDEFGHIJKLMNOPQRSTUVWX", 0, 24), Key::ascii(a, 0, 24));
    }
}
