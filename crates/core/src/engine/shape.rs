//! What of a text its verdict hangs on: which known words it has, and how they, its numbers and its codes stand to each
//! other. Texts of one shape, such as those that a server sends with another address and another queue id each time, mean
//! the same.

use core::ops::Range;

use super::codes::{Codes, Enhanced};
use super::decision::{Decision, Evidence, Given};
use super::frame::{ends_text, ends_with_code};
use super::item::{ITEMS, Item};
use super::rules::Span;

/// Numbers before those of the items.
const HEAD: usize = 5;
/// Numbers that a shape has at most.
pub const LONGEST: usize = HEAD + ITEMS;
/// The bit of an item behind which nothing that matters follows.
const LAST: u32 = 1 << 31;

/// The shape of a text. Equal shapes have equal verdicts, but for where in the text they find their evidence.
pub struct Shape {
    parts: [u32; LONGEST],
    len: usize,
}

impl Shape {
    /// The shape of a text with these items, whose reply stands at `reply`. `None` if it has none, or too many.
    pub fn new(
        text: &[u8],
        items: &[Item],
        given: &Given<'_>,
        codes: &Codes,
        reply: &Range<usize>,
    ) -> Option<Self> {
        let code = codes.place();
        let place = |found: bool, at: usize| if found { begins_at(items, at) } else { Some(ITEMS) };
        let reply_at = place(codes.reply.is_some(), codes.reply_at.0)? as u32;
        let enhanced_at = place(codes.enhanced.is_some(), codes.enhanced_at.0)? as u32;
        let enhanced = codes.enhanced.unwrap_or(Enhanced { class: 0, subject: 0, detail: 0 });
        // Words in front of the reply, and words up to its end.
        let before = items.iter().filter(|i| usize::from(i.bytes.0) < reply.start).count();
        let within = items.iter().filter(|i| usize::from(i.bytes.1) <= reply.end).count();
        // What follows its last word may be no more of the reply.
        let last = items[..within].last()?;
        let bits =
            [code.start > 0, ends_with_code(text, &code), ends_text(&text[..reply.end], last.bytes.1.into())];
        let bits = bits.iter().fold(0, |bits, bit| bits << 1 | u32::from(*bit));
        let mut shape = Self { parts: [0; LONGEST], len: HEAD + items.len() };
        let head = [
            u32::from(codes.reply.unwrap_or(0)) << 16 | u32::from(enhanced.class) << 8 | bits,
            enhanced.key(),
            reply_at << 16 | enhanced_at,
            (before as u32) << 16 | within as u32,
            u32::from(given.provider) << 16 | u32::from(given.commands),
        ];
        shape.parts[..HEAD].copy_from_slice(&head);
        let mut sentence = 0;
        for (part, item) in shape.parts[HEAD..].iter_mut().zip(items) {
            *part = item.shape(sentence) | if is_last(text, item.bytes.1.into()) { LAST } else { 0 };
            sentence = item.sentence;
        }
        Some(shape)
    }

    /// The same as numbers.
    pub fn parts(&self) -> &[u32] {
        &self.parts[..self.len]
    }
}

/// As [`ends_text`], sooner where another word follows.
#[inline(always)]
fn is_last(text: &[u8], at: usize) -> bool {
    match text.get(at..at + 2) {
        Some([b' ', b'a'..=b'g' | b'i'..=b'z' | b'A'..=b'Z' | b'0'..=b'9']) => false,
        _ => ends_text(text, at),
    }
}

fn begins_at(items: &[Item], byte: usize) -> Option<usize> {
    items.iter().position(|item| usize::from(item.bytes.0) == byte)
}

impl Decision {
    /// The same with the words of a rule as places among the items; `None` if they are none.
    pub(super) fn among(mut self, items: &[Item]) -> Option<Self> {
        if let Evidence::Rule(_, span) = &mut self.evidence {
            let end = items.iter().position(|item| usize::from(item.bytes.1) == span.end)?;
            *span = Span { start: begins_at(items, span.start)?, end };
        }
        Some(self)
    }

    /// The same in a text with these items and codes.
    pub(super) fn at(mut self, items: &[Item], codes: Codes) -> Self {
        let span = |(start, end)| Span { start, end };
        match &mut self.evidence {
            Evidence::Rule(_, words) => {
                let [first, last] =
                    [words.start, words.end].map(|i| items.get(i).copied().unwrap_or_default());
                *words = Span { start: first.bytes.0.into(), end: last.bytes.1.into() };
            }
            Evidence::Reply(at) => *at = span(codes.reply_at),
            Evidence::Vendor(_, at) | Evidence::Enhanced(at) => *at = span(codes.enhanced_at),
            Evidence::None => {}
        }
        Self { codes, ..self }
    }
}
