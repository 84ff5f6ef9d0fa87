//! What the caller knows besides the text.

use core::ffi::c_char;
use core::net::IpAddr;

use smtpcodes::{Command, Context, Provider};

use crate::boundary::{Outcome, Sized_, read_sized, size_of_caller};
use crate::codes::{smtpcodes_command_t, smtpcodes_provider_t};
use crate::list::{List, from_name};
use crate::result::smtpcodes_result::SMTPCODES_ERROR_SYNTAX;
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;

/// What the caller knows about a reply besides its text. Set all of it to zero (`= {0}`), then `size`,
/// then what is known.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_context_t {
    /// `sizeof(smtpcodes_context_t)`. Of an array, the first one's counts for all.
    pub size: usize,
    /// The host that replied, or the name of the MX record that led to it; as logs write it will do, too:
    /// `mx.example.org[192.0.2.1]:25`.
    pub remote_host: smtpcodes_text_t,
    /// The IP address that the message was sent from, as text: `192.0.2.1` or `2001:db8::1`.
    pub sending_ip: smtpcodes_text_t,
    /// The provider that replied; 0 if that is not known. It outweighs the remote host.
    pub provider: smtpcodes_provider_t,
    /// The command that was replied to; it counts only where `has_command` is not 0.
    pub command: smtpcodes_command_t,
    /// Whether the command is known.
    pub has_command: u8,
}

// SAFETY: `size` is in front, and the rest is pointers and integers.
unsafe impl Sized_ for smtpcodes_context_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

impl smtpcodes_context_t {
    /// The core's context of one that the caller gave; nothing is known where that is `NULL`.
    ///
    /// # Safety
    /// `context` must be `NULL` or point to a structure of the size that it says, whose texts outlive `'a`.
    pub(crate) unsafe fn given<'a>(context: *const Self) -> Outcome<Context<'a>> {
        if context.is_null() {
            return Ok(Context::new());
        }
        // SAFETY: not null, and the caller promises the rest.
        unsafe {
            let size = size_of_caller(context)?;
            read_sized(context, size).convert()
        }
    }

    /// # Safety
    /// The texts must outlive `'a`.
    pub(crate) unsafe fn convert<'a>(self) -> Outcome<Context<'a>> {
        let mut context = Context::new();
        if !self.remote_host.data.is_null() {
            // SAFETY: as the caller promises.
            context = context.remote_host(unsafe { self.remote_host.utf8() }?);
        }
        if !self.sending_ip.data.is_null() {
            // SAFETY: as the caller promises.
            let text = unsafe { self.sending_ip.utf8() }?;
            context = context.sending_ip(text.trim().parse::<IpAddr>().map_err(|_| SMTPCODES_ERROR_SYNTAX)?);
        }
        if self.provider != 0 {
            context = context.provider(Provider::given(self.provider)?);
        }
        if self.has_command != 0 {
            context = context.command(Command::given(self.command)?);
        }
        Ok(context)
    }
}

/// The command that a text names, as people, logs and mail servers write it: its id in any case of letters, or the command
/// as it is spoken, whatever belongs to it behind it: `RCPT TO:<a@example.org>`, `HELO`, `end of DATA`. `length` may be
/// `SMTPCODES_NUL_TERMINATED`.
///
/// Errors: `NULL`, `SIZE`, `UTF8`; `NOT_FOUND` where it names none.
///
/// # Safety
/// `name` must point to `length` bytes, `out` to one number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_command_from_name(
    name: *const c_char,
    length: usize,
    out: *mut smtpcodes_command_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    unsafe { from_name::<Command, _>(name, length, out, Command::from_name) }
}
