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

/// Whether a text holds a byte of some kind: no branch a byte, and in blocks of one size, which become vector instructions.
#[inline(always)]
pub fn holds(text: &[u8], kind: impl Fn(u8) -> bool) -> bool {
    let any = |bytes: &[u8]| bytes.iter().fold(0, |any, b| any | u8::from(kind(*b)));
    let (blocks, rest) = text.as_chunks::<16>();
    blocks.iter().fold(0, |found, block| found | any(block)) | any(rest) != 0
}
