//! How calls end.

use crate::text::smtpcodes_text_t;

/// How a call ended. Whatever is not `SMTPCODES_OK` has left all outputs as they were, unless the call
/// says otherwise.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum smtpcodes_result {
    /// Done.
    SMTPCODES_OK = 0,
    /// A pointer that must point to something is `NULL`.
    SMTPCODES_ERROR_NULL = 1,
    /// A `size` that no version of the structure has, or a length of more than half the address space.
    SMTPCODES_ERROR_SIZE = 2,
    /// A number that its list does not have.
    SMTPCODES_ERROR_NUMBER = 3,
    /// Text that must be UTF-8 is not.
    SMTPCODES_ERROR_UTF8 = 4,
    /// Text that is no reply code, no enhanced status code or no IP address.
    SMTPCODES_ERROR_SYNTAX = 5,
    /// There is no such entry.
    SMTPCODES_ERROR_NOT_FOUND = 6,
    /// Mistakes in a file of rules.
    SMTPCODES_ERROR_RULES = 7,
    /// An Arrow array that has no column of text, or whose parts contradict each other.
    SMTPCODES_ERROR_ARROW = 8,
    /// A fault of the library's own: please report it. Outputs may be written in part.
    SMTPCODES_ERROR_INTERNAL = 9,
}

/// A value of `smtpcodes_result`.
pub type smtpcodes_result_t = i32;

impl smtpcodes_result {
    const ALL: [Self; 10] = [
        Self::SMTPCODES_OK,
        Self::SMTPCODES_ERROR_NULL,
        Self::SMTPCODES_ERROR_SIZE,
        Self::SMTPCODES_ERROR_NUMBER,
        Self::SMTPCODES_ERROR_UTF8,
        Self::SMTPCODES_ERROR_SYNTAX,
        Self::SMTPCODES_ERROR_NOT_FOUND,
        Self::SMTPCODES_ERROR_RULES,
        Self::SMTPCODES_ERROR_ARROW,
        Self::SMTPCODES_ERROR_INTERNAL,
    ];

    const fn message(self) -> &'static str {
        match self {
            Self::SMTPCODES_OK => "done",
            Self::SMTPCODES_ERROR_NULL => "a pointer is NULL that must not be",
            Self::SMTPCODES_ERROR_SIZE => "a size or length that cannot be",
            Self::SMTPCODES_ERROR_NUMBER => "a number that its list does not have",
            Self::SMTPCODES_ERROR_UTF8 => "text that is not UTF-8",
            Self::SMTPCODES_ERROR_SYNTAX => "text that is not what was expected",
            Self::SMTPCODES_ERROR_NOT_FOUND => "no such entry",
            Self::SMTPCODES_ERROR_RULES => "mistakes in a file of rules",
            Self::SMTPCODES_ERROR_ARROW => "not a sound Arrow array of text",
            Self::SMTPCODES_ERROR_INTERNAL => "a fault of the library's own",
        }
    }
}

/// What a result means, in a few words. Never freed. Empty (`NULL`, 0) for what is no result.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_result_message(result: smtpcodes_result_t) -> smtpcodes_text_t {
    crate::boundary::text(|| {
        let known = smtpcodes_result::ALL.into_iter().find(|one| *one as i32 == result)?;
        Some(known.message())
    })
}
