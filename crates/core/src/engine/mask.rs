//! Bit masks of a text, one bit a byte, 64 bytes at a time: where words are, and what joins them.

/// What one 64-byte block holds.
#[derive(Clone, Copy, Default)]
struct Block {
    /// ASCII letters, digits, and every byte beyond ASCII: a bit each.
    word: u64,
    /// `@`, `/` and `\`: what starts an address, a URL or an escape.
    rare: u64,
    /// `RARE` and `HIGH` if any byte is of that class.
    any: u8,
}

const RARE: u8 = 2;
/// Bytes beyond ASCII.
const HIGH: u8 = 4;

/// The classes of 64 bytes. Indexed loops over whole arrays are what compilers turn into vector instructions.
#[allow(clippy::needless_range_loop)]
#[inline(always)]
fn block(bytes: &[u8; 64]) -> Block {
    let mut class = [0u8; 64];
    for i in 0..64 {
        let b = bytes[i];
        let letter = (b | 0x20).wrapping_sub(b'a') < 26;
        let digit = b.wrapping_sub(b'0') < 10;
        let high = b >= 0x80;
        let rare = (b == b'@') | (b == b'/') | (b == b'\\');
        class[i] = u8::from(letter | digit | high) | u8::from(rare) << 1 | u8::from(high) << 2;
    }
    let mut out = Block::default();
    let mut any = 0;
    let (parts, _) = class.as_chunks::<8>();
    for (i, part) in parts.iter().enumerate() {
        let c = u64::from_le_bytes(*part);
        any |= c;
        out.word |= gather(c) << (8 * i);
        out.rare |= gather(c >> 1) << (8 * i);
    }
    any |= any >> 32;
    any |= any >> 16;
    any |= any >> 8;
    out.any = any as u8;
    out
}

/// The lowest bits of eight bytes, side by side.
#[inline(always)]
fn gather(bytes: u64) -> u64 {
    (bytes & 0x0101_0101_0101_0101).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The masks of a text of at most `64 * N` bytes.
pub struct Masks<const N: usize> {
    word: [u64; N],
    /// Every byte of a URL: words that touch these belong to a name.
    url: [u64; N],
    /// Every byte of a mail address.
    address: [u64; N],
    /// Whether any byte is beyond ASCII.
    pub high: bool,
    /// Whether any mail address was found.
    pub addresses: bool,
    /// Whether any URL was found.
    urls: bool,
    /// Bytes read.
    pub len: usize,
}

impl<const N: usize> Masks<N> {
    /// Reads `text`, up to the room there is.
    #[inline]
    pub fn new(text: &[u8]) -> Self {
        let len = text.len().min(64 * N);
        let text = &text[..len];
        let mut m = Self {
            word: [0; N],
            url: [0; N],
            address: [0; N],
            high: false,
            addresses: false,
            urls: false,
            len,
        };
        let (blocks, rest) = text.as_chunks::<64>();
        let mut any = 0;
        let mut rare = [0; N];
        for (i, bytes) in blocks.iter().enumerate() {
            let b = block(bytes);
            (m.word[i], rare[i]) = (b.word, b.rare);
            any |= b.any;
        }
        if !rest.is_empty() {
            let mut last = [0; 64];
            last[..rest.len()].copy_from_slice(rest);
            let b = block(&last);
            (m.word[blocks.len()], rare[blocks.len()]) = (b.word, b.rare);
            any |= b.any;
        }
        m.high = any & HIGH != 0;
        if any & RARE != 0 {
            m.rare(text, &rare);
        }
        m
    }

    /// Addresses, URLs and literal `\n`, which all start from one of a few bytes.
    fn rare(&mut self, text: &[u8], rare: &[u64; N]) {
        let mut done = 0;
        for (i, &bits) in rare.iter().enumerate().take(text.len().div_ceil(64)) {
            let mut bits = bits;
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
                // The letter counts where a full stop joins what stands around it.
                if joins(text, at + 2) {
                    set(&mut self.url, at + 2, at + 3);
                    self.urls = true;
                }
            }
            b'@' => {
                let left =
                    text[done..at].iter().rposition(|&b| !in_address(b)).map_or(done, |p| done + p + 1);
                let right = at
                    + 1
                    + text[at + 1..].iter().position(|&b| !in_address(b)).unwrap_or(text.len() - at - 1);
                // `550-user@example.com`: the code is none of it.
                let left = if is_code(&text[left..at]) { left + 4 } else { left };
                // `@` alone, or `user @ host`, is no address.
                let right = at + 1 + trim_end(&text[at + 1..right]);
                if left < at && right > at + 1 {
                    set(&mut self.address, left, right);
                    self.addresses = true;
                    return right;
                }
            }
            b'/' if at > 0 && text[at - 1] == b':' && next == b'/' => {
                let right = at + text[at..].iter().position(|&b| !in_url(b)).unwrap_or(text.len() - at);
                let left = text[done..at].iter().rposition(|&b| !(b.is_ascii_alphanumeric() || b == b':'));
                self.urls = true;
                set(&mut self.url, left.map_or(done, |p| done + p + 1), right);
                return right;
            }
            _ => {}
        }
        done
    }

    /// The first byte at or after `at` that belongs to a word.
    #[inline(always)]
    pub fn word_start(&self, at: usize) -> Option<usize> {
        let mut i = at / 64;
        let mut bits = self.word.get(i)? & (u64::MAX << (at % 64));
        while bits == 0 {
            i += 1;
            if 64 * i >= self.len {
                return None;
            }
            bits = self.word[i];
        }
        Some(64 * i + bits.trailing_zeros() as usize)
    }

    /// The first byte after `at` that belongs to no word.
    #[inline(always)]
    pub fn word_end(&self, at: usize) -> usize {
        let mut i = at / 64;
        let mut bits = !self.word[i] & (u64::MAX << (at % 64));
        while bits == 0 {
            i += 1;
            if 64 * i >= self.len {
                return self.len;
            }
            bits = !self.word[i];
        }
        (64 * i + bits.trailing_zeros() as usize).min(self.len)
    }

    /// Whether the word `start..end` is part of a URL.
    #[inline(always)]
    pub fn in_url(&self, start: usize, end: usize) -> bool {
        self.urls
            && ((start > 0 && bit(&self.url, start - 1)) || bit(&self.url, end) || bit(&self.url, start))
    }

    /// Whether the word `start..end` is part of a host name, a file name or a URL.
    pub fn in_name(&self, text: &[u8], start: usize, end: usize) -> bool {
        (start > 0 && joins(text, start - 1)) || joins(text, end) || self.in_url(start, end)
    }

    /// Whether the byte at `at` is part of a mail address, and where that address ends.
    #[inline(always)]
    pub fn address_end(&self, at: usize) -> Option<usize> {
        if !self.addresses || !bit(&self.address, at) {
            return None;
        }
        Some((at..self.len).find(|&i| !bit(&self.address, i)).unwrap_or(self.len))
    }
}

#[inline(always)]
fn bit(mask: &[u64], at: usize) -> bool {
    mask.get(at / 64).is_some_and(|m| m >> (at % 64) & 1 == 1)
}

/// Whether a full stop at `at` is inside a name: `mx.example.org`, but not `blocked.Please see`.
fn joins(text: &[u8], at: usize) -> bool {
    let (Some(b'.'), Some(&next), true) = (text.get(at), text.get(at + 1), at > 0) else { return false };
    let before = text[at - 1];
    let word = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
    word(before) && word(next) && !(next.is_ascii_uppercase() && before.is_ascii_lowercase())
}

/// Whether a reply code with its hyphen stands first.
fn is_code(text: &[u8]) -> bool {
    matches!(text, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', b'-', _, ..])
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

fn in_address(b: u8) -> bool {
    b.is_ascii_alphanumeric()
        || b >= 0x80
        || matches!(
            b,
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
        )
}

fn in_url(b: u8) -> bool {
    !(b <= b' ' || b >= 0x7f || matches!(b, b'"' | b'<' | b'>' | b'`' | b'\\'))
}

/// The length of a domain without the punctuation that follows it.
fn trim_end(domain: &[u8]) -> usize {
    domain.iter().rposition(|b| b.is_ascii_alphanumeric() || *b >= 0x80).map_or(0, |p| p + 1)
}
