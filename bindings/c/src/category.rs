//! What is known about categories.

use smtpcodes::{Category, Severity};

use crate::boundary::{Sized_, call, size_of_caller, write_sized};
use crate::codes::{
    smtpcodes_action_t, smtpcodes_category_t, smtpcodes_cause_t, smtpcodes_group_t, smtpcodes_side_t,
};
use crate::list::{List, number_or_0};
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;

/// What is known about a category besides its title and meaning. Set `size` before the call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_category_facts_t {
    /// `sizeof(smtpcodes_category_facts_t)`.
    pub size: usize,
    /// What the sending side can do.
    pub advice_sender: smtpcodes_text_t,
    /// What the recipient, or the administrator of the receiving system, can do.
    pub advice_recipient: smtpcodes_text_t,
    /// The family that it belongs to.
    pub group: smtpcodes_group_t,
    /// On whose side the cause lies.
    pub side: smtpcodes_side_t,
    /// The common cause that it counts to; 0 if it counts to none.
    pub cause: smtpcodes_cause_t,
    /// What to do on a permanent reply.
    pub action: smtpcodes_action_t,
    /// What to do on a transient reply.
    pub transient_action: smtpcodes_action_t,
    /// Whether it retires the address, unless the reply was transient.
    pub is_hard: bool,
}

// SAFETY: `size` is in front; it is never read by `read_sized`.
unsafe impl Sized_ for smtpcodes_category_facts_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

/// What is known about a category.
///
/// Errors: `NULL`, `SIZE`, `NUMBER`.
///
/// # Safety
/// `out` must point to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_category_facts(
    category: smtpcodes_category_t,
    out: *mut smtpcodes_category_facts_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let category = Category::given(category)?;
        let facts = smtpcodes_category_facts_t {
            size,
            advice_sender: smtpcodes_text_t::new(category.advice().sender),
            advice_recipient: smtpcodes_text_t::new(category.advice().recipient),
            group: category.group().as_number(),
            side: category.side().as_number(),
            cause: number_or_0(category.cause()),
            action: category.action().as_number(),
            transient_action: category.action_on(Severity::Transient).as_number(),
            is_hard: category.is_hard(),
        };
        write_sized(out, size, facts);
        Ok(())
    })
}
