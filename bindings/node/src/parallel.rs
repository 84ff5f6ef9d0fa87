//! Classifies the replies of a batch on several threads.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use smtpcodes::{Classifier, Repeats, Verdict};

use crate::batch::Contexts;

/// So many bytes of text are worth a thread: classifying them outlasts its start by far.
const WORTH: usize = 32 * 1024;
/// So many parts for each thread, as one may have the longer replies, or a core that is busy elsewhere.
const PARTS: usize = 4;

/// The verdicts on replies, in their order, from at most so many threads; 0 stands for as many as there are
/// cores.
pub(crate) fn verdicts(
    classifier: &Classifier,
    replies: &[&[u8]],
    contexts: &Contexts<'_>,
    threads: usize,
) -> Vec<Verdict> {
    let mut all = vec![Verdict::default(); replies.len()];
    let bytes: usize = replies.iter().map(|reply| reply.len()).sum();
    let threads = if threads == 0 { cores() } else { threads };
    let count = threads.min(bytes / WORTH).min(replies.len());
    if count < 2 {
        run(&mut Repeats::new(classifier.clone()), replies, contexts, 0, &mut all);
        return all;
    }

    let rows = replies.len().div_ceil(count * PARTS);
    let parts = Mutex::new(all.chunks_mut(rows).enumerate());
    let take = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || {
        let mut repeats = Repeats::new(classifier.clone());
        while let Some((part, verdicts)) = take() {
            let first = part * rows;
            run(&mut repeats, &replies[first..first + verdicts.len()], contexts, first, verdicts);
        }
    };
    thread::scope(|scope| {
        for _ in 1..count {
            // Where the system gives no more threads, those that are there do the work.
            if thread::Builder::new().spawn_scoped(scope, worker).is_err() {
                break;
            }
        }
        worker();
    });
    all
}

/// The verdicts on neighbours, of which this is the first row.
fn run<'a>(
    repeats: &mut Repeats<'a>,
    replies: &[&'a [u8]],
    contexts: &Contexts<'a>,
    first: usize,
    verdicts: &mut [Verdict],
) {
    for ((row, reply), verdict) in replies.iter().enumerate().zip(verdicts) {
        *verdict = repeats.classify_with(reply, &contexts.of(first + row));
    }
}

/// Asked once: the answer comes from files.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}
