//! Replies that differ in nothing that matters, as a server's do.

use core::mem;
use std::boxed::Box;
use std::sync::{Mutex, PoisonError};
use std::vec::Vec;

use crate::engine::Decision;
use crate::engine::decide::classify_again;
use crate::engine::shape::{LONGEST, Memory};
use crate::tables::{RULE_IDS, TABLES};
use crate::{Classifier, Context, Verdict};

/// Shapes that are remembered. A power of two.
const SLOTS: usize = 8192;
/// Memories that are kept for the next batch.
const KEPT: usize = 8;

/// Classifies one reply after the other, and remembers the shapes of the last: which known words a reply has, and how they,
/// its numbers and its codes stand to each other. A server says the same to everybody, with another address, host and queue
/// id each time: such replies have one shape, and all but the first of them take little more than half the time.
///
/// Verdicts are those of [`classify_with`](crate::classify_with()), evidence included. What is remembered is bounded (some
/// 8,000 shapes, 8 MB), whatever comes. It is left to the next `Shapes` of the process: a batch goes on where the one before
/// ended, on any thread. At most eight memories lie ready so, for as many threads at a time; they hold numbers, no text.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, Classifier, Context, Shapes};
///
/// let mut shapes = Shapes::new(Classifier::builtin());
/// for reply in ["550 <a@example.org>: user unknown (id 1)", "550 <b@example.org>: user unknown (id 2)"] {
///     let verdict = shapes.classify_with(reply.as_bytes(), &Context::new());
///     assert_eq!(verdict.category, Category::UserUnknown);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Shapes {
    classifier: Classifier,
    known: KnownShapes,
}

// What the documentation promises.
const _: () = assert!(SLOTS * (size_of::<Option<Box<Known>>>() + size_of::<Known>() + 4 * LONGEST) < 8 << 20);

#[derive(Clone, Debug)]
struct KnownShapes {
    slots: Vec<Option<Box<Known>>>,
}

#[derive(Clone, Debug)]
struct Known {
    shape: Vec<u32>,
    decision: Decision,
}

/// What was remembered and is at nobody's hand.
static SPARE: Spare = Spare(Mutex::new(Vec::new()));

struct Spare(Mutex<Vec<KnownShapes>>);

impl Spare {
    fn take(&self) -> KnownShapes {
        let spare = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        spare.unwrap_or_else(KnownShapes::new)
    }

    fn give(&self, known: KnownShapes) {
        let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spare.len() < KEPT {
            spare.push(known);
        }
    }
}

impl Shapes {
    /// Goes on with what an earlier one has remembered. `classifier` says what replies mean.
    pub fn new(classifier: Classifier) -> Self {
        Self { classifier, known: SPARE.take() }
    }

    /// As [`classify_with`](crate::classify_with()).
    pub fn classify_with(&mut self, reply: &[u8], context: &Context<'_>) -> Verdict {
        // The caller's own rules may ask for what built-in ones never do: they are always looked at.
        self.classifier.own(reply, context).unwrap_or_else(|| {
            let decision =
                context.given(|given| classify_again(&TABLES, reply, given, Some(&mut self.known)));
            Verdict::from_engine(&decision, &RULE_IDS)
        })
    }
}

impl KnownShapes {
    fn new() -> Self {
        Self { slots: std::vec![None; SLOTS] }
    }

    #[cfg(test)]
    fn count(&self) -> usize {
        self.slots.iter().flatten().count()
    }
}

impl Drop for Shapes {
    fn drop(&mut self) {
        SPARE.give(mem::replace(&mut self.known, KnownShapes { slots: Vec::new() }));
    }
}

impl Memory for KnownShapes {
    fn recall(&self, shape: &[u32]) -> Option<Decision> {
        let slot = slot(shape);
        let mut both = [slot, slot ^ 1].into_iter().filter_map(|slot| self.slots[slot].as_ref());
        both.find(|known| known.shape == shape).map(|known| known.decision)
    }

    fn keep(&mut self, shape: &[u32], decision: Decision) {
        let slot = slot(shape);
        // The one before moves over, so that two that share a place do not forget each other in turn.
        self.slots.swap(slot, slot ^ 1);
        self.slots[slot] = Some(Box::new(Known { shape: shape.into(), decision }));
    }
}

/// Where a shape is kept, or else in the place beside it.
fn slot(shape: &[u32]) -> usize {
    let hash = shape.iter().fold(0, |hash: u64, part| {
        (hash.rotate_left(5) ^ u64::from(*part)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (hash >> 40) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::*;
    use crate::{Rule, classify};

    /// Shapes that are remembered after these replies, the verdicts on which are those of `classify`.
    fn remembered(replies: impl IntoIterator<Item = std::string::String>) -> usize {
        let mut shapes = Shapes { classifier: Classifier::builtin(), known: KnownShapes::new() };
        for reply in replies {
            let reply = reply.as_bytes();
            assert_eq!(shapes.classify_with(reply, &Context::new()), classify(reply));
        }
        shapes.known.count()
    }

    #[test]
    fn addresses_hosts_and_numbers_are_no_part_of_a_shape() {
        let reply = |n| format!("550 <user{n}@example.org>: user unknown by mx{n}.example.com (id {n})");
        assert_eq!(remembered((3001..3099).map(reply)), 1);
    }

    #[test]
    fn codes_words_and_what_ends_a_text_are() {
        let replies = [
            "550 user unknown",
            "551 user unknown",
            "550 5.1.1 user unknown",
            "550 user banned",
            "550 no user",
        ];
        assert_eq!(remembered(replies.map(Into::into)), 5);
        assert_eq!(remembered(["550 user unknown.", "550 user unknown +"].map(Into::into)), 2);
    }

    #[test]
    fn the_ends_of_lines_are() {
        for example in Rule::ALL.iter().map(|rule| rule.example) {
            let broken = example.match_indices(' ').map(|(at, _)| {
                let (line, next) = example.split_at(at);
                format!("{line}\n{}", &next[1..])
            });
            remembered(core::iter::once(example.into()).chain(broken));
        }
    }

    #[test]
    fn times_to_wait_are_read_each_time() {
        assert_eq!(remembered((0..9).map(|n| format!("451 try again in {n} seconds"))), 0);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let words = ["user", "mailbox", "unknown", "full", "spam", "blocked", "sender", "host"];
        let word = |n: usize, place: u32| words[n / words.len().pow(place) % words.len()];
        let text = |n| (0..5).map(|place| word(n, place)).collect::<Vec<_>>().join(" ");
        assert!((1..=SLOTS).contains(&remembered((0..3 * SLOTS).map(text))));
    }

    #[test]
    fn a_memory_is_left_to_the_next() {
        let spare = Spare(Mutex::new(Vec::new()));
        let mut known = spare.take();
        let text = b"550 user unknown";
        Context::new().given(|given| classify_again(&TABLES, text, given, Some(&mut known)));
        spare.give(known);
        assert_eq!([spare.take().count(), spare.take().count()], [1, 0]);
    }

    #[test]
    fn memories_that_are_kept_are_bounded() {
        let spare = Spare(Mutex::new(Vec::new()));
        (0..2 * KEPT).for_each(|_| spare.give(KnownShapes::new()));
        assert_eq!(spare.0.into_inner().unwrap().len(), KEPT);
    }
}
