//! Versions of the library and of its ABI.

use core::ffi::c_char;

/// The version of the ABI that this header describes. It only changes with the name of the shared library.
pub const SMTPCODES_ABI_VERSION: u32 = 0;

/// The version of the library at run time, as in `1.2.3`, ended by a NUL byte. Never freed.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The version of the ABI at run time: where it is not `SMTPCODES_ABI_VERSION`, header and library do not
/// belong together.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_abi_version() -> u32 {
    SMTPCODES_ABI_VERSION
}
