//! The one way through the border: no panic crosses it, results become numbers, outputs come last.

use core::panic::AssertUnwindSafe;
use core::{mem, ptr};
use std::panic::catch_unwind;

use crate::result::smtpcodes_result::{
    self, SMTPCODES_ERROR_INTERNAL, SMTPCODES_ERROR_NULL, SMTPCODES_ERROR_SIZE,
};
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;

pub(crate) type Outcome<T> = Result<T, smtpcodes_result>;

/// Runs the body of a call.
pub(crate) fn call(body: impl FnOnce() -> Outcome<()>) -> smtpcodes_result_t {
    let result = match caught(body) {
        Some(Ok(())) => smtpcodes_result::SMTPCODES_OK,
        Some(Err(error)) => error,
        None => SMTPCODES_ERROR_INTERNAL,
    };
    result as smtpcodes_result_t
}

/// Runs the body of a call that gives text, or nothing.
pub(crate) fn text(body: impl FnOnce() -> Option<&'static str>) -> smtpcodes_text_t {
    smtpcodes_text_t::option(caught(body).flatten())
}

/// What a body gives, unless it panics.
pub(crate) fn caught<T>(body: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => Some(value),
        Err(payload) => {
            // Its drop could panic again, outside of what catches.
            mem::forget(payload);
            None
        }
    }
}

/// Writes an output.
///
/// # Safety
/// `out` must be `NULL` or point to a `T` that may be overwritten.
pub(crate) unsafe fn write<T: Copy>(out: *mut T, value: T) -> Outcome<()> {
    if out.is_null() {
        return Err(SMTPCODES_ERROR_NULL);
    }
    // SAFETY: not null, and the caller promises the rest.
    unsafe { out.write_unaligned(value) };
    Ok(())
}

/// A structure that begins with its `size`, so that it can grow.
///
/// # Safety
/// The type must be `repr(C)`, with a `usize` in front, and every pattern of bits in the rest of it must
/// be a value where it is read with [`read_sized`].
pub(crate) unsafe trait Sized_: Copy {
    /// Sets the field.
    fn set_size(&mut self, size: usize);
}

/// The smallest structure holds more than its size.
const LEAST: usize = mem::size_of::<usize>() + 1;
/// No version of a structure is larger: what says so has not been set.
const MOST: usize = 4096;

/// The size that the caller's structure says it has.
///
/// # Safety
/// `structure` must be `NULL` or point to a structure that begins with its size.
pub(crate) unsafe fn size_of_caller<T: Sized_>(structure: *const T) -> Outcome<usize> {
    if structure.is_null() {
        return Err(SMTPCODES_ERROR_NULL);
    }
    // SAFETY: the size comes first.
    let size = unsafe { structure.cast::<usize>().read_unaligned() };
    if (LEAST..=MOST).contains(&size) { Ok(size) } else { Err(SMTPCODES_ERROR_SIZE) }
}

/// Fills as much of the caller's structure as it has room for. An older caller gets fewer fields; what a
/// newer one has besides stays as it was.
///
/// # Safety
/// `out` must point to `size` bytes that may be overwritten.
pub(crate) unsafe fn write_sized<T: Sized_>(out: *mut T, size: usize, mut value: T) {
    value.set_size(size);
    let count = size.min(mem::size_of::<T>());
    // SAFETY: both sides have that many bytes, and `value` is ours alone.
    unsafe { ptr::copy_nonoverlapping((&raw const value).cast::<u8>(), out.cast::<u8>(), count) };
}

/// Reads a structure of the caller's; fields that an older caller does not have are zero.
///
/// # Safety
/// `from` must point to `size` bytes. All-zero bytes must be a value of `T`.
pub(crate) unsafe fn read_sized<T: Sized_>(from: *const T, size: usize) -> T {
    let mut value = mem::MaybeUninit::<T>::zeroed();
    let count = size.min(mem::size_of::<T>());
    // SAFETY: both sides have that many bytes, and any bytes are a value.
    unsafe {
        ptr::copy_nonoverlapping(from.cast::<u8>(), value.as_mut_ptr().cast::<u8>(), count);
        value.assume_init()
    }
}

/// The caller's structure at a place of an array, each of `size` bytes.
///
/// # Safety
/// The array must have more than `place` of them.
pub(crate) unsafe fn element<T: Sized_>(first: *const T, size: usize, place: usize) -> *const T {
    // SAFETY: inside of the array, as the caller promises.
    unsafe { first.cast::<u8>().add(size * place).cast() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::smtpcodes_result::*;

    #[test]
    fn a_panic_becomes_a_result() {
        assert_eq!(call(|| panic!("caught here")), SMTPCODES_ERROR_INTERNAL as i32);
        assert_eq!(call(|| std::panic::panic_any(Bomb)), SMTPCODES_ERROR_INTERNAL as i32);
        assert!(text(|| panic!("caught here, too")).data.is_null());
        assert_eq!(call(|| Err(SMTPCODES_ERROR_UTF8)), 4);
        assert_eq!(call(|| Ok(())), 0);
    }

    /// A payload that must not be dropped.
    struct Bomb;

    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("dropped outside of what catches");
        }
    }
}
