//! What the lists of `codes.yaml` have in common.

use core::ffi::c_char;

use smtpcodes::{
    Action, Blocklist, Bounce, Category, Cause, Command, Group, Provider, Severity, Side, Vocabulary,
};

use crate::boundary::{self, Outcome, call, write};
use crate::result::smtpcodes_result::{SMTPCODES_ERROR_NOT_FOUND, SMTPCODES_ERROR_NUMBER};
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;

/// An enum that crosses the border as a number.
pub(crate) trait List: Copy + 'static {
    const ALL: &'static [Self];
    fn of_number(number: u16) -> Option<Self>;
    fn of_id(id: &str) -> Option<Self>;
    fn as_number(self) -> u16;

    /// The entry of a number that the caller gave.
    fn given(number: u16) -> Outcome<Self> {
        Self::of_number(number).ok_or(SMTPCODES_ERROR_NUMBER)
    }
}

macro_rules! lists {
    ($($name:ident)*) => {$(
        impl List for $name {
            const ALL: &'static [Self] = $name::ALL;

            fn of_number(number: u16) -> Option<Self> {
                // Some lists are of bytes.
                $name::from_number(number.try_into().ok()?)
            }
            fn of_id(id: &str) -> Option<Self> {
                $name::from_id(id)
            }
            fn as_number(self) -> u16 {
                self.number().into()
            }
        }
    )*};
}
lists!(Action Blocklist Bounce Category Cause Command Group Provider Severity Side Vocabulary);

/// Where 0 means "none" to C, no entry may have that number.
const _: () = assert!(
    Provider::from_number(0).is_none()
        && Blocklist::from_number(0).is_none()
        && Cause::from_number(0).is_none()
);

/// The number of an entry that may be absent.
pub(crate) fn number_or_0<L: List>(entry: Option<L>) -> u16 {
    entry.map_or(0, L::as_number)
}

/// A text of an entry.
pub(crate) fn text_of<L: List>(number: u16, text: fn(L) -> &'static str) -> smtpcodes_text_t {
    boundary::text(|| L::of_number(number).map(text))
}

/// # Safety
/// `text` must point to `length` bytes, `out` to one number.
pub(crate) unsafe fn from_id<L: List>(
    text: *const c_char,
    length: usize,
    out: *mut u16,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    unsafe { from_name(text, length, out, |id| L::of_id(id).ok_or(())) }
}

/// # Safety
/// `text` must point to `length` bytes, `out` to one number.
pub(crate) unsafe fn from_name<L: List, E>(
    text: *const c_char,
    length: usize,
    out: *mut u16,
    read: impl FnOnce(&str) -> Result<L, E>,
) -> smtpcodes_result_t {
    call(|| {
        // SAFETY: as the caller promises.
        let name = unsafe { smtpcodes_text_t { data: text, length }.utf8() }?;
        let entry = read(name).map_err(|_| SMTPCODES_ERROR_NOT_FOUND)?;
        // SAFETY: as the caller promises.
        unsafe { write(out, entry.as_number()) }
    })
}

/// # Safety
/// `out` must point to one number.
pub(crate) unsafe fn at<L: List>(place: usize, out: *mut u16) -> smtpcodes_result_t {
    call(|| {
        let entry = L::ALL.get(place).ok_or(SMTPCODES_ERROR_NOT_FOUND)?;
        // SAFETY: as the caller promises.
        unsafe { write(out, entry.as_number()) }
    })
}
