//! Bit masks of a text, one bit a byte, 64 bytes at a time: where words are, and what joins them.

use super::bits::{bit, end_of};

/// Bytes that are looked at together.
pub const BLOCK: usize = 64;

/// What one block holds.
#[derive(Clone, Copy, Default)]
struct Block {
    /// ASCII letters, digits, and every byte beyond ASCII: a bit each.
    word: u64,
    /// Full stops.
    dot: u64,
    /// `RARE` and `HIGH` if any byte is of that class.
    any: u8,
}

/// `@`, `/` and `\`: what starts an address, a URL or an escape.
const RARE: u8 = 1;
/// Bytes beyond ASCII.
const HIGH: u8 = 0x80;

/// The classes of 64 bytes. Indexed loops over whole arrays are what compilers turn into vector instructions.
#[allow(clippy::needless_range_loop)]
#[inline(always)]
fn block(bytes: &[u8; 64]) -> Block {
    let mut word = [0u8; 64];
    let mut dot = [0u8; 64];
    let mut any = 0;
    for i in 0..64 {
        let b = bytes[i];
        let letter = (b | 0x20).wrapping_sub(b'a') < 26;
        let digit = b.wrapping_sub(b'0') < 10;
        word[i] = u8::from(letter | digit | (b >= 0x80));
        dot[i] = u8::from(b == b'.');
        any |= (b & HIGH) | u8::from(is_rare(b));
    }
    Block { word: gather(&word), dot: gather(&dot), any }
}

#[inline(always)]
fn is_rare(b: u8) -> bool {
    (b == b'@') | (b == b'/') | (b == b'\\')
}

/// The lowest bits of 64 bytes, side by side: a multiplication moves eight at a time to where they belong.
#[inline(always)]
pub fn gather(class: &[u8; 64]) -> u64 {
    let mut bits = [0; 8];
    for (bits, part) in bits.iter_mut().zip(class.as_chunks::<8>().0) {
        *bits = (u64::from_le_bytes(*part).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8;
    }
    u64::from_le_bytes(bits)
}

/// The masks of a text in `N` blocks.
pub struct Masks<const N: usize> {
    /// Letters, digits and every byte beyond ASCII.
    pub word: [u64; N],
    /// Every byte of a URL, and every full stop inside a name: words that touch these belong to one.
    pub name: [u64; N],
    /// Every byte of a mail address.
    pub address: [u64; N],
    /// Whether any byte is beyond ASCII.
    pub high: bool,
    /// The text's length in bytes.
    len: usize,
}

impl<const N: usize> Masks<N> {
    /// Reads the first `len` bytes of `blocks`; those behind them in the same block are zero.
    #[inline]
    pub fn new(blocks: &[[u8; BLOCK]; N], len: usize) -> Self {
        let mut m = Self { word: [0; N], name: [0; N], address: [0; N], high: false, len };
        let mut any = 0;
        let masks = m.word.iter_mut().zip(&mut m.name);
        for (bytes, (word, name)) in blocks.iter().zip(masks).take(len.div_ceil(BLOCK)) {
            let b = block(bytes);
            (*word, *name) = (b.word, b.dot);
            any |= b.any;
        }
        m.high = any & HIGH != 0;
        let text = &blocks.as_flattened()[..len.min(BLOCK * N)];
        m.join(text);
        if any & RARE != 0 {
            m.rare(blocks, text);
        }
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
    fn rare(&mut self, blocks: &[[u8; BLOCK]; N], text: &[u8]) {
        let mut done = 0;
        for (i, bytes) in blocks.iter().enumerate().take(self.len.div_ceil(BLOCK)) {
            let mut bits = gather(&bytes.map(|b| u8::from(is_rare(b))));
            while bits != 0 {
                let at = 64 * i + bits.trailing_zeros() as usize;
                bits &= bits - 1;
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
                let left = address_start(text, done, at);
                let right = address_end(text, at + 1);
                // `550-user@example.com`: the code is none of it.
                let left = if is_code(&text[left..at]) { left + 4 } else { left };
                let left = left + underscored(&text[left..at]);
                // `@` alone, or `user @ host`, is no address.
                let right = at + 1 + trim_end(&text[at + 1..right]);
                if left < at && right > at + 1 {
                    set(&mut self.address, left, right);
                    return right;
                }
            }
            b'/' if at > 0 && text[at - 1] == b':' && next == b'/' => {
                let right = at + text[at..].iter().position(|&b| !in_url(b)).unwrap_or(text.len() - at);
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

/// Where words begin and end, in turn.
pub struct Edges<'m, const N: usize> {
    masks: &'m Masks<N>,
    /// The next block.
    block: usize,
    /// The last bits of the block before: of words, and of names.
    carry: (u64, u64),
}

/// Edges that are read at once.
pub const ROOM: usize = 4 * BLOCK;
/// The bit of an edge that says that the word there is part of a host name, a file name or a URL.
pub const IN_NAME: u16 = 1 << 15;

/// The place of an edge: the first byte of a word, or the byte behind its last.
#[inline(always)]
pub fn place(edge: u16) -> usize {
    usize::from(edge & !IN_NAME)
}

impl<'m, const N: usize> Edges<'m, N> {
    /// Starts at the beginning.
    pub fn new(masks: &'m Masks<N>) -> Self {
        Self { masks, block: 0, carry: (0, 0) }
    }

    /// Writes edges behind the `count` that are there already, while there is room; returns how many there are.
    #[inline(always)]
    pub fn read(&mut self, room: &mut [u16; ROOM], mut count: usize) -> usize {
        // Behind a text that fills its last block follows an empty one, where the last word ends.
        let masks = self.masks.word.iter().zip(&self.masks.name);
        for (i, (&word, &name)) in masks.enumerate().skip(self.block) {
            if i > self.masks.len / BLOCK || count + BLOCK > ROOM {
                break;
            }
            let mut edges = word ^ (word << 1 | self.carry.0);
            let touches = name | name << 1 | self.carry.1;
            self.carry = (word >> 63, name >> 63);
            while edges != 0 {
                let at = edges.trailing_zeros() as usize;
                edges &= edges - 1;
                room[count % ROOM] = (BLOCK * i + at) as u16 | ((touches >> at & 1) as u16) << 15;
                count += 1;
            }
            self.block += 1;
        }
        count
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

/// Whether a reply code with its hyphen stands first.
fn is_code(text: &[u8]) -> bool {
    matches!(text, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', b'-', _, ..])
}

/// The length of what qmail wrote before an address with underscores for blanks: `said:_553_Invalid_recipient_user@…`.
fn underscored(local: &[u8]) -> usize {
    match local {
        [b'_', ..] => local.iter().rposition(|b| *b == b'_').map_or(0, |at| at + 1),
        _ => 0,
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

/// Bytes of mail addresses, and of URLs.
const ADDRESS: u8 = 1;
const URL: u8 = 2;

/// The classes of every byte: one look-up asks no more than one question.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        let address = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'.' | b'_'
                    | b'-'
                    | b'+'
                    | b'='
                    | b'/'
                    | b'#'
                    | b'$'
                    | b'%'
                    | b'&'
                    | b'~'
                    | b'^'
                    | b'{'
                    | b'}'
                    | b'|'
                    | b'*'
                    | b'!'
            );
        let url = byte > b' ' && byte < 0x7f && !matches!(byte, b'"' | b'<' | b'>' | b'`' | b'\\');
        classes[b] = if address { ADDRESS } else { 0 } | if url { URL } else { 0 };
        b += 1;
    }
    classes
};

fn in_address(b: u8) -> bool {
    CLASSES[usize::from(b)] & ADDRESS != 0
}

/// Whether two bytes are a letter that an address may have without being written in ASCII (RFC 6531). Not so characters of
/// three bytes and more: those scripts put no spaces around an address, `用户user@example.cn不存在`.
fn is_letter(first: u8, second: u8) -> bool {
    matches!((first, second), (0xc3..=0xdf, 0x80..=0xbf))
}

/// Where the address starts whose `@` is at `at`, at most from `from` on.
fn address_start(text: &[u8], from: usize, at: usize) -> usize {
    let mut start = at;
    while start > from {
        let b = text[start - 1];
        start -= if in_address(b) {
            1
        } else if start - from > 1 && is_letter(text[start - 2], b) {
            2
        } else {
            break;
        };
    }
    start
}

/// Where the address ends whose domain begins at `at`.
fn address_end(text: &[u8], mut at: usize) -> usize {
    while let Some(&b) = text.get(at) {
        at += if in_address(b) {
            1
        } else if text.get(at + 1).is_some_and(|second| is_letter(b, *second)) {
            2
        } else {
            break;
        };
    }
    at
}

fn in_url(b: u8) -> bool {
    CLASSES[usize::from(b)] & URL != 0
}

/// The length of a domain without the punctuation that follows it.
fn trim_end(domain: &[u8]) -> usize {
    domain.iter().rposition(|b| b.is_ascii_alphanumeric() || *b >= 0x80).map_or(0, |p| p + 1)
}
