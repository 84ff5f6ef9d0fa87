//! Codes, alone and in replies.

use core::ffi::c_char;

use smtpcodes::{EnhancedCode, Reply, ReplyCode};

use crate::boundary::{Sized_, call, size_of_caller, write, write_sized};
use crate::codes::smtpcodes_severity_t;
use crate::list::List;
use crate::result::smtpcodes_result::{SMTPCODES_ERROR_NOT_FOUND, SMTPCODES_ERROR_SYNTAX};
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;
use crate::verdict::smtpcodes_enhanced_code_t;

/// The codes of a reply. Set `size` before the call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_reply_t {
    /// `sizeof(smtpcodes_reply_t)`.
    pub size: usize,
    /// The reply code; 0 if the text has none.
    pub code: u16,
    /// The enhanced status code.
    pub enhanced_code: smtpcodes_enhanced_code_t,
    /// What the server claimed.
    pub severity: smtpcodes_severity_t,
}

// SAFETY: `size` is in front; it is never read by `read_sized`.
unsafe impl Sized_ for smtpcodes_reply_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

/// Reads the codes of a whole reply, without a verdict. `length` may be `SMTPCODES_NUL_TERMINATED`.
///
/// Errors: `NULL`, `SIZE`.
///
/// # Safety
/// `reply` must point to `length` bytes, `out` to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_reply_parse(
    reply: *const c_char,
    length: usize,
    out: *mut smtpcodes_reply_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let reply = Reply::parse(smtpcodes_text_t { data: reply, length }.bytes()?);
        let read = smtpcodes_reply_t {
            size,
            code: reply.code().map_or(0, ReplyCode::as_u16),
            enhanced_code: reply.enhanced_code().into(),
            severity: reply.severity().as_number(),
        };
        write_sized(out, size, read);
        Ok(())
    })
}

/// The number of a reply code: three digits, 100 to 999, and nothing else.
///
/// Errors: `NULL`, `SIZE`, `SYNTAX`.
///
/// # Safety
/// `text` must point to `length` bytes, `out` to one number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_reply_code_parse(
    text: *const c_char,
    length: usize,
    out: *mut u16,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let text = smtpcodes_text_t { data: text, length }.bytes()?;
        let code = ReplyCode::try_from(text).map_err(|_| SMTPCODES_ERROR_SYNTAX)?;
        write(out, code.as_u16())
    })
}

/// The numbers of an enhanced status code such as `5.1.1`, and nothing else.
///
/// Errors: `NULL`, `SIZE`, `SYNTAX`.
///
/// # Safety
/// `text` must point to `length` bytes, `out` to one code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_enhanced_code_parse(
    text: *const c_char,
    length: usize,
    out: *mut smtpcodes_enhanced_code_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let text = smtpcodes_text_t { data: text, length }.bytes()?;
        let code = EnhancedCode::try_from(text).map_err(|_| SMTPCODES_ERROR_SYNTAX)?;
        write(out, Some(code).into())
    })
}

/// The page that a reply points its reader to: the first web address in it. `out` is a part of `reply`.
///
/// Errors: `NULL`, `SIZE`; `NOT_FOUND` where it points to none.
///
/// # Safety
/// `reply` must point to `length` bytes, `out` to one text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_help_url(
    reply: *const c_char,
    length: usize,
    out: *mut smtpcodes_text_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let reply = smtpcodes_text_t { data: reply, length }.bytes()?;
        let url = smtpcodes::help_url(reply).ok_or(SMTPCODES_ERROR_NOT_FOUND)?;
        write(out, smtpcodes_text_t::new(url))
    })
}
