//! Classifiers with rules of the caller's own.

use core::ffi::c_char;

use smtpcodes::{Classifier, RulesError, SharedClassifier};

use crate::boundary::{Outcome, Sized_, call, caught, size_of_caller, write, write_sized};
use crate::result::smtpcodes_result::{
    SMTPCODES_ERROR_NOT_FOUND, SMTPCODES_ERROR_NULL, SMTPCODES_ERROR_RULES,
};
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;

/// The built-in rules, and the caller's own before them. Any number of threads may use one at the same
/// time; only `smtpcodes_classifier_free` must come last.
pub struct smtpcodes_classifier_t {
    pub(crate) shared: SharedClassifier,
}

/// The mistakes in a file of rules. Immutable.
pub struct smtpcodes_mistakes_t {
    text: String,
    /// Line, column, message.
    each: Vec<(u32, u32, String)>,
}

/// One mistake. Set `size` before the call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_mistake_t {
    /// `sizeof(smtpcodes_mistake_t)`.
    pub size: usize,
    /// What is wrong. It lives as long as the mistakes that it was taken from.
    pub message: smtpcodes_text_t,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1 in characters.
    pub column: u32,
}

// SAFETY: `size` is in front; it is never read by `read_sized`.
unsafe impl Sized_ for smtpcodes_mistake_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

impl From<RulesError> for smtpcodes_mistakes_t {
    fn from(error: RulesError) -> Self {
        let each = error.mistakes().map(|m| (m.line, m.column, m.message.into()));
        Self { each: each.collect(), text: error.to_string() }
    }
}

/// Makes a classifier of rules in YAML, in the form that `codes.yaml` documents. Without rules (`NULL`, 0)
/// it has the built-in ones alone.
///
/// `file` is the name that mistakes are reported under, ended by a NUL byte; `NULL` stands for
/// `rules.yaml`. `mistakes` may be `NULL`. The caller frees `*out` with `smtpcodes_classifier_free`, and
/// where the result is `SMTPCODES_ERROR_RULES`, instead, `*mistakes` with `smtpcodes_mistakes_free`.
/// Ids of rules live as long as the process: each different one takes its length in memory, once.
///
/// Errors: `NULL`, `SIZE`, `UTF8`, `RULES`.
///
/// # Safety
/// `yaml` must point to `length` bytes, `out` and `mistakes` to one pointer each.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_classifier_new(
    yaml: *const c_char,
    length: usize,
    file: *const c_char,
    out: *mut *mut smtpcodes_classifier_t,
    mistakes: *mut *mut smtpcodes_mistakes_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        if out.is_null() {
            return Err(SMTPCODES_ERROR_NULL);
        }
        let classifier = read(yaml, length, file, mistakes)?;
        let handle = smtpcodes_classifier_t { shared: SharedClassifier::new(classifier) };
        write(out, Box::into_raw(Box::new(handle)))
    })
}

/// Replaces the rules of a classifier, also while other threads classify with it: each of their calls goes
/// by the old rules or by the new ones. Where the new rules have mistakes, the old ones stay.
///
/// Parameters and errors as for `smtpcodes_classifier_new`.
///
/// # Safety
/// As for `smtpcodes_classifier_new`; `classifier` must be one that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_classifier_replace(
    classifier: *const smtpcodes_classifier_t,
    yaml: *const c_char,
    length: usize,
    file: *const c_char,
    mistakes: *mut *mut smtpcodes_mistakes_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let own = classifier.as_ref().ok_or(SMTPCODES_ERROR_NULL)?;
        own.shared.replace(read(yaml, length, file, mistakes)?);
        Ok(())
    })
}

/// # Safety
/// As for [`smtpcodes_classifier_new`].
unsafe fn read(
    yaml: *const c_char,
    length: usize,
    file: *const c_char,
    mistakes: *mut *mut smtpcodes_mistakes_t,
) -> Outcome<Classifier> {
    // SAFETY: as the caller promises.
    let yaml = unsafe { smtpcodes_text_t { data: yaml, length }.utf8() }?;
    let file = match file.is_null() {
        true => "rules.yaml",
        // SAFETY: not null, and ended by a NUL byte.
        false => unsafe { smtpcodes_text_t { data: file, length: usize::MAX }.utf8() }?,
    };
    if yaml.is_empty() {
        return Ok(Classifier::builtin());
    }
    Classifier::with_rules(yaml, file).map_err(|error| {
        if !mistakes.is_null() {
            let handle = Box::into_raw(Box::new(smtpcodes_mistakes_t::from(error)));
            // SAFETY: not null, and the caller promises the rest.
            unsafe { mistakes.write_unaligned(handle) };
        }
        SMTPCODES_ERROR_RULES
    })
}

/// Frees a classifier; `NULL` is ignored. No other call may use it, then or later. Verdicts stay valid.
///
/// # Safety
/// `classifier` must be `NULL`, or come from `smtpcodes_classifier_new` and not have been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_classifier_free(classifier: *mut smtpcodes_classifier_t) {
    if !classifier.is_null() {
        // SAFETY: as the caller promises.
        caught(|| drop(unsafe { Box::from_raw(classifier) }));
    }
}

/// How many mistakes there are; 0 for `NULL`.
///
/// # Safety
/// `mistakes` must be `NULL` or not have been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_mistakes_count(mistakes: *const smtpcodes_mistakes_t) -> usize {
    // SAFETY: as the caller promises.
    caught(|| unsafe { mistakes.as_ref() }.map_or(0, |m| m.each.len())).unwrap_or(0)
}

/// All mistakes as text, `FILE:LINE:COLUMN: message`, a line each. It lives as long as `mistakes`. Empty
/// (`NULL`, 0) for `NULL`.
///
/// # Safety
/// `mistakes` must be `NULL` or not have been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_mistakes_text(mistakes: *const smtpcodes_mistakes_t) -> smtpcodes_text_t {
    // SAFETY: as the caller promises; the text lives as long as the handle.
    crate::boundary::text(|| unsafe { mistakes.as_ref() }.map(|m| m.text.as_str()))
}

/// The mistake at a place, counted from 0.
///
/// Errors: `NULL`, `SIZE`; `NOT_FOUND` behind the last.
///
/// # Safety
/// `mistakes` must not have been freed, `out` must point to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_mistakes_at(
    mistakes: *const smtpcodes_mistakes_t,
    place: usize,
    out: *mut smtpcodes_mistake_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let mistakes = mistakes.as_ref().ok_or(SMTPCODES_ERROR_NULL)?;
        let (line, column, message) = mistakes.each.get(place).ok_or(SMTPCODES_ERROR_NOT_FOUND)?;
        let message = smtpcodes_text_t::new(message);
        write_sized(out, size, smtpcodes_mistake_t { size, message, line: *line, column: *column });
        Ok(())
    })
}

/// Frees mistakes; `NULL` is ignored.
///
/// # Safety
/// `mistakes` must be `NULL`, or come from this library and not have been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_mistakes_free(mistakes: *mut smtpcodes_mistakes_t) {
    if !mistakes.is_null() {
        // SAFETY: as the caller promises.
        caught(|| drop(unsafe { Box::from_raw(mistakes) }));
    }
}
