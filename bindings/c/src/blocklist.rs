//! Block lists.

use smtpcodes::{Blocklist, Listed};

use crate::boundary::{self, Sized_, call, size_of_caller, write_sized};
use crate::codes::smtpcodes_blocklist_t;
use crate::list::List;
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;

/// What a block list lists.
#[repr(C)]
pub enum smtpcodes_listed {
    /// Something that this version has no number for.
    SMTPCODES_LISTED_OTHER = 0,
    /// IP addresses.
    SMTPCODES_LISTED_IP = 1,
    /// Domains.
    SMTPCODES_LISTED_DOMAIN = 2,
    /// Links in messages.
    SMTPCODES_LISTED_URL = 3,
}

/// A value of `smtpcodes_listed`.
pub type smtpcodes_listed_t = u16;

/// What is known about a block list besides its name. Set `size` before the call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_blocklist_facts_t {
    /// `sizeof(smtpcodes_blocklist_facts_t)`.
    pub size: usize,
    /// Who runs it.
    pub operator_: smtpcodes_text_t,
    /// The page to look up a listing and ask for removal; absent where there is none.
    pub removal: smtpcodes_text_t,
    /// When it went out of service: a year, a year and month, or `unknown`; absent if it is alive.
    pub closed: smtpcodes_text_t,
    /// What it lists.
    pub lists: smtpcodes_listed_t,
}

// SAFETY: `size` is in front; it is never read by `read_sized`.
unsafe impl Sized_ for smtpcodes_blocklist_facts_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

const fn listed_number(listed: Listed) -> smtpcodes_listed_t {
    use smtpcodes_listed::*;

    (match listed {
        Listed::Ip => SMTPCODES_LISTED_IP,
        Listed::Domain => SMTPCODES_LISTED_DOMAIN,
        Listed::Url => SMTPCODES_LISTED_URL,
        _ => SMTPCODES_LISTED_OTHER,
    }) as smtpcodes_listed_t
}

/// What is known about a block list.
///
/// Errors: `NULL`, `SIZE`, `NUMBER`.
///
/// # Safety
/// `out` must point to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_blocklist_facts(
    blocklist: smtpcodes_blocklist_t,
    out: *mut smtpcodes_blocklist_facts_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let blocklist = Blocklist::given(blocklist)?;
        let facts = smtpcodes_blocklist_facts_t {
            size,
            operator_: smtpcodes_text_t::new(blocklist.operator()),
            removal: smtpcodes_text_t::option(blocklist.removal()),
            closed: smtpcodes_text_t::option(blocklist.closed()),
            lists: listed_number(blocklist.lists()),
        };
        write_sized(out, size, facts);
        Ok(())
    })
}

/// The name for programs of what is listed. Never freed. Empty (`NULL`, 0) for a number of no entry.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_listed_id(listed: smtpcodes_listed_t) -> smtpcodes_text_t {
    boundary::text(|| Some(Listed::ALL.iter().find(|one| listed_number(**one) == listed)?.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_listed_has_a_number() {
        let mut numbers: Vec<_> = Listed::ALL.iter().map(|one| listed_number(*one)).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3]);
    }
}
