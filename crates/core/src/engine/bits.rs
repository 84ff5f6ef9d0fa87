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
