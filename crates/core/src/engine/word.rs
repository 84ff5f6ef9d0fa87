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
const HIGH: u64 = 0x8080_8080_8080_8080;
/// Keeps the first `n` bytes of two little-endian loads.
static KEEP: [[u64; 2]; 32] = {
    let mut keep = [[0; 2]; 32];
    let mut n = 1;
    while n <= 16 {
        keep[n] = if n < 8 { [(1 << (8 * n)) - 1, 0] } else { [u64::MAX, u64::MAX] };
        if n >= 8 && n < 16 {
            keep[n][1] = (1 << (8 * (n - 8))) - 1;
        }
        n += 1;
    }
    keep
};

impl Key {
    /// The key of the ASCII word `text[start..end]`.
    pub fn ascii(text: &[u8], start: usize, end: usize) -> Self {
        let mut first = [0; 16];
        let word = &text[start..end];
        let n = word.len().min(16);
        first[..n].copy_from_slice(&word[..n]);
        if n < word.len() { Self::long(word) } else { Self::short(&first, n) }
    }

    /// The same, sooner, of a text that goes on for 16 bytes behind `start`.
    #[inline(always)]
    pub fn padded(text: &[u8], start: usize, end: usize) -> Self {
        match text.get(start..).and_then(<[u8]>::first_chunk) {
            Some(first) if end - start <= 16 => Self::short(first, end - start),
            _ => Self::ascii(text, start, end),
        }
    }

    /// The same; `None` if the word begins with a digit or is not ASCII.
    #[inline(always)]
    pub fn plain(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let first = text.get(start..start + 16)?.first_chunk()?;
        if first[0] <= b'9' {
            return None;
        }
        let len = end - start;
        if len > 16 {
            let word = text.get(start..end)?;
            return word.is_ascii().then(|| Self::long(word));
        }
        let key = Self::short(first, len);
        ((key.lo | key.hi) & HIGH == 0).then_some(key)
    }

    /// The key of the first `len` of 16 bytes.
    #[inline(always)]
    fn short(first: &[u8; 16], len: usize) -> Self {
        let [a, b] = KEEP[len & 31];
        // Letters differ from their capitals in this one bit, and digits have it set already.
        Self { lo: (le(&first[..8]) | LOWER) & a, hi: (le(&first[8..]) | LOWER) & b }
    }

    #[inline(never)]
    fn long(word: &[u8]) -> Self {
        let hash = word[8..].iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| mix(h, b | 0x20));
        Self { lo: le(&word[..8]) | LOWER, hi: hash }
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

    /// Spreads the key over 64 bits.
    #[inline(always)]
    pub fn hash(self) -> u64 {
        let x = self.lo.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ self.hi.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        x ^ x >> 32
    }
}

#[inline(always)]
fn le(b: &[u8]) -> u64 {
    let mut a = [0; 8];
    a.copy_from_slice(b);
    u64::from_le_bytes(a)
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

/// Whether the character at `at` is of a script that puts no spaces between words.
pub fn stands_alone_at(text: &[u8], at: usize) -> bool {
    stands_alone(next_char(text, at, text.len()).0)
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
