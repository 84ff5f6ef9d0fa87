//! Small loops that must be fast: over the bits of a number, over the bytes of a text.

/// The bits that are set, from the lowest on.
pub struct Bits(pub u64);

impl Iterator for Bits {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros() as usize;
        let some = self.0 != 0;
        self.0 &= self.0.wrapping_sub(1);
        some.then_some(bit)
    }
}

/// Whether the bit at `at` is set, of many numbers of 64 bits each.
#[inline(always)]
pub fn bit(mask: &[u64], at: usize) -> bool {
    mask.get(at / 64).is_some_and(|m| m >> (at % 64) & 1 == 1)
}

/// The first bit that is set from `at` on.
#[inline(always)]
pub fn next(mask: &[u64], at: usize) -> Option<usize> {
    let mut bits = mask.get(at / 64)? & u64::MAX << (at % 64);
    let mut block = at / 64;
    while bits == 0 {
        block += 1;
        bits = *mask.get(block)?;
    }
    Some(64 * block + bits.trailing_zeros() as usize)
}

/// The first of the bits that are set up to the one at `at`.
#[inline(always)]
pub fn start_of(mask: &[u64], at: usize) -> usize {
    let mut start = at + 1;
    while start > 0 {
        let (block, last) = ((start - 1) / 64, (start - 1) % 64);
        let ones = mask.get(block).map_or(0, |m| (m << (63 - last)).leading_ones() as usize);
        start -= ones;
        if ones <= last {
            break;
        }
    }
    start
}

/// The bit behind those that are set from `at` on.
#[inline(always)]
pub fn end_of(mask: &[u64], at: usize) -> usize {
    let mut end = at;
    loop {
        let ones = mask.get(end / 64).map_or(0, |m| (m >> (end % 64)).trailing_ones() as usize);
        if ones == 0 {
            return end;
        }
        end += ones;
    }
}

/// The first place from `start` on where a byte of some kind stands that `is` takes. Nearly no byte may be of the kind: many are
/// asked at once, in blocks of one size, which become vector instructions.
#[inline(always)]
pub fn first(
    text: &[u8],
    start: usize,
    kind: impl Fn(u8) -> bool,
    is: impl Fn(usize) -> bool,
) -> Option<usize> {
    let any = |bytes: &[u8]| bytes.iter().fold(0, |any, b| any | u8::from(kind(*b))) != 0;
    let mut from = start;
    for some in text.get(start..)?.chunks(64) {
        let (blocks, rest) = some.as_chunks::<16>();
        if blocks.iter().fold(false, |found, block| found | any(block)) | any(rest) {
            let found = (from..from + some.len()).find(|&at| kind(text[at]) && is(at));
            if found.is_some() {
                return found;
            }
        }
        from += some.len();
    }
    None
}
