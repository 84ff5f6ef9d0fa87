//! Replies that come again and again, as in logs and columns.

use std::vec::Vec;

use crate::slots::hash_bytes;
use crate::{Classifier, Context, Shapes, Verdict};

/// Replies that are remembered. A power of two.
const SLOTS: usize = 1024;
/// Longer replies are not remembered, as they seldom come twice.
const LONGEST: usize = 1024;

/// The verdicts on the last replies of a batch: a reply that comes again is not read a second time, and of one that differs
/// in nothing that matters only what differs is ([`Shapes`]).
///
/// Logs repeat themselves: the same few servers say the same few sentences. A reply is the same if all of its bytes and
/// all of its context are. What is remembered is bounded (some 1,000 replies, and what `Shapes` keeps), whatever comes.
///
/// # Example
///
/// ```
/// use smtpcodes::{Classifier, Context, Repeats, classify};
///
/// let log = ["550 5.1.1 Sorry", "250 OK", "550 5.1.1 Sorry"];
/// let mut repeats = Repeats::new(Classifier::builtin());
/// for reply in log {
///     assert_eq!(repeats.classify_with(reply.as_bytes(), &Context::new()), classify(reply.as_bytes()));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Repeats<'a> {
    shapes: Shapes,
    slots: Vec<Option<Seen<'a>>>,
}

#[derive(Clone, Copy, Debug)]
struct Seen<'a> {
    reply: &'a [u8],
    context: Context<'a>,
    verdict: Verdict,
}

impl<'a> Repeats<'a> {
    /// Nothing is remembered yet. What comes for the first time, `classifier` classifies.
    pub fn new(classifier: Classifier) -> Self {
        Self { shapes: Shapes::new(classifier), slots: std::vec![None; SLOTS] }
    }

    /// As [`classify_with`](crate::classify_with()).
    pub fn classify_with(&mut self, reply: &'a [u8], context: &Context<'a>) -> Verdict {
        if reply.len() > LONGEST {
            return self.shapes.classify_with(reply, context);
        }
        let slot = &mut self.slots[(hash_bytes(reply) >> 40) as usize % SLOTS];
        match slot {
            Some(seen) if seen.reply == reply && seen.context == *context => seen.verdict,
            slot => {
                let verdict = self.shapes.classify_with(reply, context);
                *slot = Some(Seen { reply, context: *context, verdict });
                verdict
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::*;
    use crate::{Provider, classify, classify_with};

    #[test]
    fn the_verdict_is_the_same_the_second_time() {
        let replies: Vec<_> =
            (0..3 * SLOTS).map(|n| format!("550 5.1.{} <user{n}@example.org> no", n % 9)).collect();
        let mut repeats = Repeats::new(Classifier::builtin());
        for _ in 0..2 {
            for reply in replies.iter().map(|reply| reply.as_bytes()) {
                assert_eq!(repeats.classify_with(reply, &Context::new()), classify(reply));
            }
        }
    }

    #[test]
    fn another_context_is_another_reply() {
        let mut repeats = Repeats::new(Classifier::builtin());
        let contexts = [Context::new(), Context::new().provider(Provider::Gmail), Context::new()];
        for context in contexts {
            let reply = b"421 4.2.1 not now";
            assert_eq!(repeats.classify_with(reply, &context), classify_with(reply, &context));
        }
    }

    #[test]
    fn what_repeats_is_read_once() {
        let mut repeats = Repeats::new(Classifier::builtin());
        repeats.classify_with(b"550 5.1.1 Sorry", &Context::new());
        let seen = repeats.slots.iter_mut().flatten().next().unwrap();
        // Proof that the second verdict is the remembered one.
        seen.verdict = classify(b"250 OK");
        assert_eq!(repeats.classify_with(b"550 5.1.1 Sorry", &Context::new()), classify(b"250 OK"));
        repeats.classify_with(&[b'x'; LONGEST + 1], &Context::new());
        assert_eq!(repeats.slots.iter().flatten().count(), 1);
    }
}
