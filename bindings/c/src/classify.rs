//! From replies to verdicts.

use core::ffi::c_char;

use smtpcodes::{Classifier, Shapes};

use crate::boundary::{Outcome, call, element, read_sized, size_of_caller, write_sized};
use crate::classifier::smtpcodes_classifier_t;
use crate::context::smtpcodes_context_t;
use crate::result::smtpcodes_result::SMTPCODES_ERROR_NULL;
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;
use crate::verdict::smtpcodes_verdict_t;

/// The verdict on a reply, by the built-in rules.
///
/// `reply` is text as it came over the wire, or as logs, bounce messages and programs quote it; any bytes
/// will do. `length` counts bytes and may be `SMTPCODES_NUL_TERMINATED`. Of a very long reply the first
/// 16 KiB are read. `context` may be `NULL`. Nothing is allocated and no lock is taken; any number of
/// threads may call it.
///
/// Errors: `NULL`, `SIZE`; of the context also `UTF8`, `SYNTAX`, `NUMBER`.
///
/// # Safety
/// `reply` must point to `length` bytes, `context` and `out` to structures of the sizes that they say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_classify(
    reply: *const c_char,
    length: usize,
    context: *const smtpcodes_context_t,
    out: *mut smtpcodes_verdict_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let reply = smtpcodes_text_t { data: reply, length }.bytes()?;
        let context = smtpcodes_context_t::given(context)?;
        write_sized(out, size, smtpcodes::classify_with(reply, &context).into());
        Ok(())
    })
}

/// As `smtpcodes_classify`, by the rules of a classifier; `NULL` stands for the built-in rules.
///
/// The classifier may be used by other threads at the same time, and its rules may be replaced.
///
/// # Safety
/// As for `smtpcodes_classify`; `classifier` must be one that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_classifier_classify(
    classifier: *const smtpcodes_classifier_t,
    reply: *const c_char,
    length: usize,
    context: *const smtpcodes_context_t,
    out: *mut smtpcodes_verdict_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let reply = smtpcodes_text_t { data: reply, length }.bytes()?;
        let context = smtpcodes_context_t::given(context)?;
        let verdict = with_rules(classifier, |rules| rules.classify_with(reply, &context));
        write_sized(out, size, verdict.into());
        Ok(())
    })
}

/// The verdicts on `count` replies, each as by `smtpcodes_classifier_classify`.
///
/// `contexts` is `NULL` or has one for each reply. The `size` of the first verdict, and of the first
/// context, is the size of each. Rules that are replaced meanwhile count from the next call on.
/// Of replies that differ in nothing that matters, as a server's do, only the first is read whole; up to 12 MB are allocated
/// for that, and kept for the next calls, for at most eight threads at a time.
///
/// Errors: as for one reply; they are found before anything is written.
///
/// # Safety
/// `replies`, `contexts` and `verdicts` must have `count` entries, `classifier` must not have been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_classify_batch(
    classifier: *const smtpcodes_classifier_t,
    replies: *const smtpcodes_text_t,
    contexts: *const smtpcodes_context_t,
    count: usize,
    verdicts: *mut smtpcodes_verdict_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        if count == 0 {
            return Ok(());
        }
        let size = size_of_caller(verdicts)?;
        let batch = Batch::new(replies, contexts)?;
        for place in 0..count {
            batch.at(place)?;
        }
        with_rules(classifier, |rules| {
            let mut shapes = Shapes::new(rules.clone());
            for place in 0..count {
                let (reply, context) = batch.at(place)?;
                let verdict = shapes.classify_with(reply, &context);
                write_sized(element(verdicts, size, place).cast_mut(), size, verdict.into());
            }
            Ok(())
        })
    })
}

/// Arrays of the caller's.
struct Batch {
    replies: *const smtpcodes_text_t,
    contexts: Option<(*const smtpcodes_context_t, usize)>,
}

impl Batch {
    /// # Safety
    /// Both must be `NULL` or point to arrays.
    unsafe fn new(replies: *const smtpcodes_text_t, contexts: *const smtpcodes_context_t) -> Outcome<Self> {
        if replies.is_null() {
            return Err(SMTPCODES_ERROR_NULL);
        }
        let contexts = match contexts.is_null() {
            true => None,
            // SAFETY: not null, and an array.
            false => Some((contexts, unsafe { size_of_caller(contexts) }?)),
        };
        Ok(Self { replies, contexts })
    }

    /// A reply and its context.
    ///
    /// # Safety
    /// The arrays must have more than `place` entries, whose texts outlive `'a`.
    unsafe fn at<'a>(&self, place: usize) -> Outcome<(&'a [u8], smtpcodes::Context<'a>)> {
        // SAFETY: as the caller promises.
        unsafe {
            let reply = self.replies.add(place).read_unaligned().bytes()?;
            let context = match self.contexts {
                Some((first, size)) => read_sized(element(first, size, place), size).convert()?,
                None => smtpcodes::Context::new(),
            };
            Ok((reply, context))
        }
    }
}

/// What stands for `NULL`.
static BUILT_IN: Classifier = Classifier::builtin();

/// Calls `then` with the rules of this moment.
///
/// # Safety
/// `classifier` must be `NULL` or one that has not been freed.
pub(crate) unsafe fn with_rules<T>(
    classifier: *const smtpcodes_classifier_t,
    then: impl FnOnce(&Classifier) -> T,
) -> T {
    // SAFETY: as the caller promises.
    match unsafe { classifier.as_ref() } {
        Some(own) => then(&own.shared.load()),
        None => then(&BUILT_IN),
    }
}
