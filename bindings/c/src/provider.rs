//! Providers.

use core::ffi::c_char;

use smtpcodes::{Provider, ProviderKind};

use crate::boundary::{self, Sized_, call, size_of_caller, write, write_sized};
use crate::codes::smtpcodes_provider_t;
use crate::list::{List, from_name};
use crate::result::smtpcodes_result::SMTPCODES_ERROR_NOT_FOUND;
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;

/// What a provider is.
#[repr(C)]
pub enum smtpcodes_provider_kind {
    /// A kind that this version has no number for.
    SMTPCODES_PROVIDER_KIND_OTHER = 0,
    /// Keeps mailboxes.
    SMTPCODES_PROVIDER_KIND_MAILBOX = 1,
    /// Filters or forwards mail in front of other systems.
    SMTPCODES_PROVIDER_KIND_GATEWAY = 2,
    /// Server software that anybody may run.
    SMTPCODES_PROVIDER_KIND_MTA = 3,
    /// A sending platform whose own refusals reach its customers.
    SMTPCODES_PROVIDER_KIND_PLATFORM = 4,
}

/// A value of `smtpcodes_provider_kind`.
pub type smtpcodes_provider_kind_t = u16;

/// What is known about a provider besides its name. Set `size` before the call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_provider_facts_t {
    /// `sizeof(smtpcodes_provider_facts_t)`.
    pub size: usize,
    /// Its page for senders; absent where there is none.
    pub postmaster: smtpcodes_text_t,
    /// What it is.
    pub kind: smtpcodes_provider_kind_t,
}

// SAFETY: `size` is in front; it is never read by `read_sized`.
unsafe impl Sized_ for smtpcodes_provider_facts_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

const fn kind_number(kind: ProviderKind) -> smtpcodes_provider_kind_t {
    use smtpcodes_provider_kind::*;

    (match kind {
        ProviderKind::Mailbox => SMTPCODES_PROVIDER_KIND_MAILBOX,
        ProviderKind::Gateway => SMTPCODES_PROVIDER_KIND_GATEWAY,
        ProviderKind::Mta => SMTPCODES_PROVIDER_KIND_MTA,
        ProviderKind::Platform => SMTPCODES_PROVIDER_KIND_PLATFORM,
        _ => SMTPCODES_PROVIDER_KIND_OTHER,
    }) as smtpcodes_provider_kind_t
}

/// What is known about a provider.
///
/// Errors: `NULL`, `SIZE`, `NUMBER`.
///
/// # Safety
/// `out` must point to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_provider_facts(
    provider: smtpcodes_provider_t,
    out: *mut smtpcodes_provider_facts_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let provider = Provider::given(provider)?;
        let facts = smtpcodes_provider_facts_t {
            size,
            postmaster: smtpcodes_text_t::option(provider.postmaster()),
            kind: kind_number(provider.kind()),
        };
        write_sized(out, size, facts);
        Ok(())
    })
}

/// The provider that a text names: by its id in any case of letters, its name, or one of its hosts. `length` may be
/// `SMTPCODES_NUL_TERMINATED`.
///
/// Errors: `NULL`, `SIZE`, `UTF8`; `NOT_FOUND` where it names none.
///
/// # Safety
/// `name` must point to `length` bytes, `out` to one number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_provider_from_name(
    name: *const c_char,
    length: usize,
    out: *mut smtpcodes_provider_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    unsafe { from_name::<Provider, _>(name, length, out, Provider::from_name) }
}

/// The provider that runs a receiving host, by its name in any case of letters, as logs write it too:
/// `mx.example.org[192.0.2.1]:25`. `length` may be `SMTPCODES_NUL_TERMINATED`.
///
/// Errors: `NULL`, `SIZE`, `UTF8`; `NOT_FOUND` where nobody's host is known by that name.
///
/// # Safety
/// `host` must point to `length` bytes, `out` to one number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_provider_from_host(
    host: *const c_char,
    length: usize,
    out: *mut smtpcodes_provider_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let host = smtpcodes_text_t { data: host, length }.utf8()?;
        let provider = Provider::from_host(host).ok_or(SMTPCODES_ERROR_NOT_FOUND)?;
        write(out, provider.as_number())
    })
}

/// The name for programs of a kind of provider. Never freed. Empty (`NULL`, 0) for a number of no entry.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_provider_kind_id(kind: smtpcodes_provider_kind_t) -> smtpcodes_text_t {
    boundary::text(|| Some(ProviderKind::ALL.iter().find(|one| kind_number(**one) == kind)?.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_number() {
        let mut numbers: Vec<_> = ProviderKind::ALL.iter().map(|one| kind_number(*one)).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4]);
    }
}
