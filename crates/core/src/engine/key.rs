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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_differ_in_their_ends() {
        let (a, b) = (b"abcdefghijklmnopqrstuvwx", b"abcdefghijklmnopqrstuvwy");
        assert_ne!(Key::ascii(a, 0, 24), Key::ascii(b, 0, 24));
        assert_eq!(Key::ascii(b"ABCDEFGHIJKLMNOPQRSTUVWX", 0, 24), Key::ascii(a, 0, 24));
    }
}
