//! Text that crosses the border.

use core::ffi::{CStr, c_char};
use core::slice;

use crate::boundary::Outcome;
use crate::result::smtpcodes_result::{SMTPCODES_ERROR_NULL, SMTPCODES_ERROR_SIZE, SMTPCODES_ERROR_UTF8};

/// Text that somebody else owns, NOT ended by a NUL byte: print it with `"%.*s"`, as in
/// `printf("%.*s", (int)text.length, text.data)`.
///
/// Text that the library returns lives as long as the process, unless the call says otherwise, and is
/// valid UTF-8. Absent text is (`NULL`, 0). Text that is given to the library needs to live only during
/// the call; its `length` may be `SMTPCODES_NUL_TERMINATED`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_text_t {
    /// The first byte.
    pub data: *const c_char,
    /// How many bytes there are.
    pub length: usize,
}

/// The length that asks the library to look for the NUL byte.
const NUL_TERMINATED: usize = usize::MAX;

impl smtpcodes_text_t {
    pub(crate) const NONE: Self = Self { data: core::ptr::null(), length: 0 };

    /// Text that outlives whoever reads it, or whose life the call documents.
    pub(crate) const fn new(text: &str) -> Self {
        Self { data: text.as_ptr().cast(), length: text.len() }
    }

    /// Absent text is absent.
    pub(crate) fn option(text: Option<&str>) -> Self {
        text.map_or(Self::NONE, Self::new)
    }

    /// Its bytes; none for absent text.
    ///
    /// # Safety
    /// `data` must point to `length` bytes that outlive `'a`, or to a NUL-terminated string.
    pub(crate) unsafe fn bytes<'a>(self) -> Outcome<&'a [u8]> {
        match (self.data.is_null(), self.length) {
            (true, 0) => Ok(&[]),
            (true, _) => Err(SMTPCODES_ERROR_NULL),
            // SAFETY: the caller says by this length that there is a NUL byte.
            (false, NUL_TERMINATED) => Ok(unsafe { CStr::from_ptr(self.data) }.to_bytes()),
            (false, length) if length > isize::MAX as usize => Err(SMTPCODES_ERROR_SIZE),
            // SAFETY: the caller promises that many bytes.
            (false, length) => Ok(unsafe { slice::from_raw_parts(self.data.cast(), length) }),
        }
    }

    /// Its bytes as UTF-8.
    ///
    /// # Safety
    /// As for [`bytes`](Self::bytes).
    pub(crate) unsafe fn utf8<'a>(self) -> Outcome<&'a str> {
        // SAFETY: passed on.
        core::str::from_utf8(unsafe { self.bytes() }?).map_err(|_| SMTPCODES_ERROR_UTF8)
    }
}
