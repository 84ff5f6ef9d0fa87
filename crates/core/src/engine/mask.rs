//! Bit masks of a text, one bit a byte, 64 bytes at a time: where words are, and what joins them.

use super::address;
use super::bits::{Bits, bit, end_of};

/// Bytes that are looked at together.
pub const BLOCK: usize = 64;

/// What one block holds, a bit each.
#[derive(Clone, Copy, Default)]
struct Block {
    /// ASCII letters, digits, and every byte beyond ASCII.
    word: u64,
    /// Digits.
    digit: u64,
    /// Full stops.
    dot: u64,
    /// What starts an address, a URL or an escape.
    rare: u64,
    /// Whether a byte is beyond ASCII.
    high: bool,
}

/// Bytes that one vector instruction takes.
const LANES: usize = 16;

/// The classes of 64 bytes. Indexed loops over whole arrays are what compilers turn into vector instructions.
#[allow(clippy::needless_range_loop)]
#[inline(always)]
fn block(bytes: &[u8; BLOCK]) -> Block {
    let [mut word, mut digit, mut dot, mut rare, mut any] = [[0; LANES]; 5];
    for (k, part) in bytes.as_chunks::<LANES>().0.iter().enumerate() {
        // Two bits on for each part: see `squared`.
        let bit = 1 << (2 * k);
        let of = |is: bool| if is { bit } else { 0 };
        for i in 0..LANES {
            let b = part[i];
            let is_letter = (b | 0x20).wrapping_sub(b'a') < 26;
            let is_digit = b.wrapping_sub(b'0') < 10;
            word[i] |= of(is_letter | is_digit | (b >= 0x80));
            digit[i] |= of(is_digit);
            dot[i] |= of(b == b'.');
            rare[i] |= of(is_rare(b));
            any[i] |= b;
        }
    }
    let [word, digit, dot, rare] = transposed([word, digit, dot, rare].map(squared));
    Block { word, digit, dot, rare, high: any.iter().fold(0, |any, b| any | b) >= 0x80 }
}

#[inline(always)]
fn is_rare(b: u8) -> bool {
    (b == b'@') | (b == b'/') | (b == b'\\')
}

/// The bits of 64 bytes as a square of which each eight are a column, given all bits of the even columns before those of the
/// odd ones.
#[inline(always)]
fn squared(bits: [u8; LANES]) -> u64 {
    let both = u128::from_le_bytes(bits);
    let [even, odd] = [both as u64, (both >> 64) as u64];
    even | odd << 1
}

/// Squares of bits with rows and columns exchanged: two smaller squares in each change places, of ever larger ones.
#[inline(always)]
fn transposed<const K: usize>(mut squares: [u64; K]) -> [u64; K] {
    for (shift, mask) in
        [(7, 0x00aa_00aa_00aa_00aa), (14, 0x0000_cccc_0000_cccc), (28, 0x0000_0000_f0f0_f0f0)]
    {
        for square in &mut squares {
            let other = (*square ^ *square >> shift) & mask;
            *square ^= other ^ other << shift;
        }
    }
    squares
}

/// The masks of a text in `N` blocks.
pub struct Masks<const N: usize> {
    /// Letters, digits and every byte beyond ASCII.
    pub word: [u64; N],
    /// Digits.
    pub digit: [u64; N],
    /// Every byte of a URL, and every full stop inside a name: words that touch these belong to one.
    pub name: [u64; N],
    /// Every byte of a mail address.
    pub address: [u64; N],
    /// Whether any byte is beyond ASCII.
    pub high: bool,
    /// The text's length in bytes.
    pub(super) len: usize,
}

impl<const N: usize> Masks<N> {
    /// Reads the first `len` bytes of `blocks`; those behind them in the same block are zero.
    #[inline]
    pub fn new(blocks: &[[u8; BLOCK]; N], len: usize) -> Self {
        let [word, digit, name, address, mut rare] = [[0; N]; 5];
        let mut m = Self { word, digit, name, address, high: false, len };
        let masks = m.word.iter_mut().zip(&mut m.digit).zip(&mut m.name).zip(&mut rare);
        for (bytes, (((word, digit), name), rare)) in blocks.iter().zip(masks).take(len.div_ceil(BLOCK)) {
            let b = block(bytes);
            (*word, *digit, *name, *rare) = (b.word, b.digit, b.dot, b.rare);
            m.high |= b.high;
        }
        let text = &blocks.as_flattened()[..len.min(BLOCK * N)];
        m.join(text);
        m.rare(&rare, text);
        m
    }

    /// Leaves only those full stops in `name` that are inside a name.
    #[inline(always)]
    fn join(&mut self, text: &[u8]) {
        let mut before = 0;
        for i in 0..self.len.div_ceil(64).min(N) {
            let word = self.word[i];
            let after = self.word.get(i + 1).map_or(0, |w| w << 63);
            let mut dots = self.name[i] & (word << 1 | before) & (word >> 1 | after);
            self.name[i] = dots;
            while dots != 0 {
                let at = dots.trailing_zeros() as usize;
                dots &= dots - 1;
                if ends_word(text, 64 * i + at) {
                    self.name[i] &= !(1 << at);
                }
            }
            before = word >> 63;
        }
    }

    /// Addresses, URLs and literal `\n`, which all start from one of a few bytes.
    fn rare(&mut self, rare: &[u64; N], text: &[u8]) {
        let mut done = 0;
        for (i, bits) in rare.iter().enumerate().take(self.len.div_ceil(BLOCK)) {
            for at in Bits(*bits).map(|at| BLOCK * i + at) {
                if at >= done {
                    done = self.rare_at(text, at, done);
                }
            }
        }
    }

    /// What the byte at `at` starts; returns the first byte that was not looked at.
    fn rare_at(&mut self, text: &[u8], at: usize, done: usize) -> usize {
        let next = text.get(at + 1).copied().unwrap_or(b' ');
        match text[at] {
            b'\\' if matches!(next, b'n' | b'r' | b't') => {
                self.word[(at + 1) / 64] &= !(1 << ((at + 1) % 64));
            }
            b'@' => {
                let left = address::start(text, done, at);
                let right = address::end(text, at + 1);
                // `550-user@example.com`: the code is none of it.
                let left = if address::is_code(&text[left..at]) { left + 4 } else { left };
                let left = left + address::underscored(&text[left..at]);
                // `@` alone, or `user @ host`, is no address.
                let right = at + 1 + address::trim_end(&text[at + 1..right]);
                if left < at && right > at + 1 {
                    set(&mut self.address, left, right);
                    return right;
                }
            }
            b'/' if at > 0 && text[at - 1] == b':' && next == b'/' => {
                let right =
                    at + text[at..].iter().position(|&b| !address::in_url(b)).unwrap_or(text.len() - at);
                let left = text[done..at].iter().rposition(|&b| !(b.is_ascii_alphanumeric() || b == b':'));
                let left = left.map_or(done, |p| done + p + 1);
                set(&mut self.name, left, right);
                // `rejected.http://…`: the full stop joins nothing.
                if left > 0 && text[left - 1] == b'.' {
                    self.name[(left - 1) / 64] &= !(1 << ((left - 1) % 64));
                }
                return right;
            }
            _ => {}
        }
        done
    }

    /// Whether the byte at `at` is part of a mail address.
    #[inline(always)]
    pub fn in_address(&self, at: usize) -> bool {
        bit(&self.address, at)
    }

    /// The first byte from `start` up to `end` that is part of an address, or `end`.
    pub fn address_from(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        // 64 bytes at a time, as one long run of another script may ask again and again.
        while let Some(mask) = self.address.get(at / BLOCK).filter(|_| at < end) {
            let rest = mask >> (at % BLOCK);
            if rest != 0 {
                return end.min(at + rest.trailing_zeros() as usize);
            }
            at = (at / BLOCK + 1) * BLOCK;
        }
        end
    }

    /// Where the address that holds the byte at `at` ends.
    pub fn address_end(&self, at: usize) -> usize {
        end_of(&self.address, at)
    }
}

/// Whether a full stop between two words ends a sentence all the same: `blocked.Please see`, or one before a
/// bracket or a character of another script, unlike `mx.example.org` and `почта.рф`.
fn ends_word(text: &[u8], at: usize) -> bool {
    match text.get(at + 1) {
        Some(b'A'..=b'Z') => at > 0 && text[at - 1].is_ascii_lowercase(),
        // U+0080 to U+00BF are punctuation; from U+0800 on come scripts without capitals, and more punctuation.
        Some(0xc2 | 0xe0..) => true,
        _ => false,
    }
}

/// Sets the bits from `from` up to `to`.
fn set(mask: &mut [u64], from: usize, to: usize) {
    let mut at = from;
    while at < to {
        let end = to.min((at / 64 + 1) * 64);
        mask[at / 64] |= (u64::MAX >> (64 - (end - at))) << (at % 64);
        at = end;
    }
}
