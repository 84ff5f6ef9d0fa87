//! Replies that differ in nothing that matters, as a server's do.

use core::mem;
use std::boxed::Box;
use std::sync::{Mutex, PoisonError};
use std::vec::Vec;

use crate::engine::Decision;
use crate::engine::decide::classify_again;
use crate::engine::memory::{Memory, Table};
use crate::engine::outline::{self, Room};
use crate::engine::shape;
use crate::slots::{Slots, hash_bytes, hash_parts};
use crate::tables::TABLES;
use crate::{Classifier, Context, Verdict};

/// Outlines that are remembered, and shapes. Powers of two.
const OUTLINES: usize = 8192;
const SHAPES: usize = 8192;
/// Outlines of more than `LONG` bytes that are remembered: seldom, and they would take all the room.
const LONG_OUTLINES: usize = 1024;
const LONG: usize = 512;
/// Memories that are kept for the next batch.
const KEPT: usize = 8;

/// Classifies one reply after the other, and remembers what the last had in common with those to come. A server says the same
/// to everybody, with another address, host and queue id each time: all but the first of such replies take a seventh of the
/// time. Where unknown words differ, too, such as a name that is no address, they take half of it: a reply's shape is which
/// known words it has, and how they, its numbers and its codes stand to each other.
///
/// Verdicts are those of [`classify_with`](crate::classify_with()), evidence included. What is remembered is bounded (some
/// 17,000 replies, 14 MB), whatever comes. It is left to the next `Shapes` of the process: a batch goes on where the one before
/// ended, on any thread. At most eight memories lie ready so, for as many threads at a time. They hold the texts of replies
/// of at most 2,048 bytes, from which most addresses, hosts and ids are left out, but not all.
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
    room: Box<Room>,
}

// What the documentation promises.
const _: () = assert!(
    Slots::<u8>::most_bytes(OUTLINES, LONG)
        + Slots::<u8>::most_bytes(LONG_OUTLINES, outline::LONGEST)
        + Slots::<u32>::most_bytes(SHAPES, 4 * shape::LONGEST)
        < 14 << 20
);

#[derive(Clone, Debug, Default)]
struct KnownShapes {
    outlines: Slots<u8>,
    long_outlines: Slots<u8>,
    shapes: Slots<u32>,
}

/// What was remembered and is at nobody's hand.
static SPARE: Spare = Spare(Mutex::new(Vec::new()));

struct Spare(Mutex<Vec<KnownShapes>>);

impl Spare {
    fn take(&self) -> KnownShapes {
        let spare = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        spare.unwrap_or_else(KnownShapes::with_room)
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
        Self { classifier, known: SPARE.take(), room: Box::default() }
    }

    /// As [`classify_with`](crate::classify_with()).
    pub fn classify_with(&mut self, reply: &[u8], context: &Context<'_>) -> Verdict {
        // The caller's own rules may ask for what built-in ones never do: they are always looked at.
        self.classifier.own(reply, context).unwrap_or_else(|| {
            let decision =
                context.given(|given| classify_again(&TABLES, reply, given, &mut self.known, &mut self.room));
            Verdict::builtin(&decision)
        })
    }
}

impl KnownShapes {
    /// Nothing is remembered yet.
    fn with_room() -> Self {
        Self {
            outlines: Slots::new(OUTLINES),
            long_outlines: Slots::new(LONG_OUTLINES),
            shapes: Slots::new(SHAPES),
        }
    }

    /// How many outlines it holds, and how many shapes.
    #[cfg(test)]
    fn count(&self) -> [usize; 2] {
        [self.outlines.count() + self.long_outlines.count(), self.shapes.count()]
    }
}

impl Drop for Shapes {
    fn drop(&mut self) {
        SPARE.give(mem::take(&mut self.known));
    }
}

impl Memory for KnownShapes {}

impl Table<u8> for KnownShapes {
    fn recall(&self, outline: &[u8]) -> Option<&Decision> {
        let slots = if outline.len() > LONG { &self.long_outlines } else { &self.outlines };
        slots.recall(outline, hash_bytes(outline))
    }

    fn keep(&mut self, outline: &[u8], decision: Decision) {
        let slots = if outline.len() > LONG { &mut self.long_outlines } else { &mut self.outlines };
        slots.keep(outline, hash_bytes(outline), decision);
    }
}

impl Table<u32> for KnownShapes {
    fn recall(&self, shape: &[u32]) -> Option<&Decision> {
        self.shapes.recall(shape, hash_parts(shape))
    }

    fn keep(&mut self, shape: &[u32], decision: Decision) {
        self.shapes.keep(shape, hash_parts(shape), decision);
    }
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::*;
    use crate::{Rule, classify};

    /// Outlines and shapes that are remembered after these replies, the verdicts on which are those of `classify`.
    fn remembered(replies: impl IntoIterator<Item = std::string::String>) -> [usize; 2] {
        let mut shapes = Shapes {
            classifier: Classifier::builtin(),
            known: KnownShapes::with_room(),
            room: Box::default(),
        };
        for reply in replies {
            let reply = reply.as_bytes();
            assert_eq!(shapes.classify_with(reply, &Context::new()), classify(reply));
        }
        shapes.known.count()
    }

    #[test]
    fn addresses_hosts_and_numbers_are_left_out() {
        let replies = (3001..3099).map(|n| {
            format!(
                "550 5.1.1 <user{n}@x{n}.example>: user unknown by mx{n}.example.com[203.0.113.{}] (id {n}, \
                 4XyZ{n}, Nov 26 10:11:{}, v14si{n}plk.{n} - gsmtp)",
                n % 100,
                n % 50 + 10,
            )
        });
        assert_eq!(remembered(replies), [1, 1]);
    }

    #[test]
    fn unknown_words_are_no_part_of_a_shape() {
        assert_eq!(remembered(["kijitora", "mikeneko"].map(|n| format!("550 user {n} unknown"))), [2, 1]);
    }

    #[test]
    fn what_is_known_or_asked_for_is_not_left_out() {
        for [one, other] in [
            ["550 user 2 unknown", "550 user 5.1.1 unknown"],
            ["550 blocked by x1.example.net", "550 blocked by zen.spamhaus.org"],
            ["host a1.to 550 no user", "host a1.tx 550 no user"],
            ["550 kb2 is over", "550 kx2 is over"],
            ["550 no user httpx1", "550 no user xttpx1"],
            ["550 no user 1ab.c1:2::3", "550 no user 1zz.c1:2::3"],
            ["550-4.0.0.a@a.example", "550-4.0.0.0@a.example"],
        ] {
            assert_eq!(remembered([one, other].map(Into::into))[0], 2, "{one}");
        }
        let own = Context::new().sending_ip("203.0.113.9".parse().unwrap());
        let mut shapes = Shapes {
            classifier: Classifier::builtin(),
            known: KnownShapes::with_room(),
            room: Box::default(),
        };
        for reply in ["554 [203.0.113.7] is not welcome", "554 [203.0.113.9] is not welcome"] {
            let verdict = shapes.classify_with(reply.as_bytes(), &own);
            assert_eq!(verdict, crate::classify_with(reply.as_bytes(), &own));
        }
        assert_eq!(shapes.known.count()[0], 2);
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
        assert_eq!(remembered(replies.map(Into::into)), [5, 5]);
        assert_eq!(remembered(["550 user unknown.", "550 user unknown +"].map(Into::into)), [2, 2]);
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
    fn times_to_wait_are_part_of_an_outline() {
        let times = || (0..9).chain(58..61).chain([300, 3600]);
        let replies = times().map(|n| format!("451 try again in {n} seconds, id 4XyZ{n}"));
        assert_eq!(remembered(replies), [times().count(), 0]);
        let replies = (0..9).map(|n| format!("451 try again in {} seconds", 100_000 + n));
        assert_eq!(remembered(replies), [0, 0]);
        let replies = (0..9).map(|n| format!("451 try again in 00:0{n}:00"));
        assert_eq!(remembered(replies), [0, 0]);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let words = ["user", "mailbox", "unknown", "full", "spam", "blocked", "sender", "host"];
        let word = |n: usize, place: u32| words[n / words.len().pow(place) % words.len()];
        let text = |n| (0..5).map(|place| word(n, place)).collect::<Vec<_>>().join(" ");
        let [outlines, shapes] = remembered((0..3 * SHAPES).map(text));
        assert!((1..=OUTLINES).contains(&outlines) && (1..=SHAPES).contains(&shapes));
        let long = |n| format!("{} {}", "x".repeat(LONG), text(n));
        let [outlines, _] = remembered((0..3 * LONG_OUTLINES).map(long));
        assert!((1..=LONG_OUTLINES).contains(&outlines));
    }

    #[test]
    fn a_memory_is_left_to_the_next() {
        let spare = Spare(Mutex::new(Vec::new()));
        let mut known = spare.take();
        let text = b"550 user unknown";
        Context::new().given(|given| classify_again(&TABLES, text, given, &mut known, &mut Room::default()));
        spare.give(known);
        assert_eq!([spare.take().count(), spare.take().count()], [[1, 1], [0, 0]]);
    }

    #[test]
    fn memories_that_are_kept_are_bounded() {
        let spare = Spare(Mutex::new(Vec::new()));
        (0..2 * KEPT).for_each(|_| spare.give(KnownShapes::with_room()));
        assert_eq!(spare.0.into_inner().unwrap().len(), KEPT);
    }
}
