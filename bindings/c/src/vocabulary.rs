//! Other products' words for our categories.

use core::ffi::c_char;

use smtpcodes::{Category, Label, Relation, Vocabulary};

use crate::boundary::{self, Sized_, call, size_of_caller, write, write_sized};
use crate::codes::{smtpcodes_category_t, smtpcodes_vocabulary_t};
use crate::list::{List, number_or_0};
use crate::result::smtpcodes_result::{SMTPCODES_ERROR_NOT_FOUND, SMTPCODES_ERROR_NULL};
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;

/// How another product's label stands to a category of ours.
#[repr(C)]
pub enum smtpcodes_relation {
    /// There is no counterpart.
    SMTPCODES_RELATION_NONE = 0,
    /// Both cover the same replies.
    SMTPCODES_RELATION_EXACT = 1,
    /// Theirs covers more.
    SMTPCODES_RELATION_BROADER = 2,
    /// Theirs covers less.
    SMTPCODES_RELATION_NARROWER = 3,
}

/// A value of `smtpcodes_relation`.
pub type smtpcodes_relation_t = u16;

/// A label of another product. Set `size` before the call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_label_t {
    /// `sizeof(smtpcodes_label_t)`.
    pub size: usize,
    /// As the other product writes it.
    pub label: smtpcodes_text_t,
    /// The category that it means best; it counts only where `has_category` is true.
    pub category: smtpcodes_category_t,
    /// How it stands to that category.
    pub relation: smtpcodes_relation_t,
    /// Whether it says enough to choose a category.
    pub has_category: bool,
}

// SAFETY: `size` is in front; it is never read by `read_sized`.
unsafe impl Sized_ for smtpcodes_label_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

impl From<&Label> for smtpcodes_label_t {
    fn from(label: &Label) -> Self {
        Self {
            size: size_of::<Self>(),
            label: smtpcodes_text_t::new(label.label),
            category: number_or_0(label.category),
            relation: relation_number(label.relation),
            has_category: label.category.is_some(),
        }
    }
}

pub(crate) const fn relation_number(relation: Relation) -> smtpcodes_relation_t {
    use smtpcodes_relation::*;

    (match relation {
        Relation::None => SMTPCODES_RELATION_NONE,
        Relation::Exact => SMTPCODES_RELATION_EXACT,
        Relation::Broader => SMTPCODES_RELATION_BROADER,
        Relation::Narrower => SMTPCODES_RELATION_NARROWER,
    }) as smtpcodes_relation_t
}

/// What another product calls a category: `label` is absent where the relation is `NONE`.
///
/// Errors: `NULL`, `NUMBER`.
///
/// # Safety
/// `relation` must point to one number, `label` to one text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_category_to_vocabulary(
    category: smtpcodes_category_t,
    vocabulary: smtpcodes_vocabulary_t,
    relation: *mut smtpcodes_relation_t,
    label: *mut smtpcodes_text_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        if relation.is_null() || label.is_null() {
            return Err(SMTPCODES_ERROR_NULL);
        }
        let there = Category::given(category)?.to_vocabulary(Vocabulary::given(vocabulary)?);
        write(relation, relation_number(there.relation))?;
        write(label, smtpcodes_text_t::option(there.label))
    })
}

/// The entry of another product's label, in any case of letters. `length` may be
/// `SMTPCODES_NUL_TERMINATED`.
///
/// Errors: `NULL`, `SIZE`, `NUMBER`, `UTF8`; `NOT_FOUND` where the product has no such label.
///
/// # Safety
/// `label` must point to `length` bytes, `out` to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_vocabulary_label(
    vocabulary: smtpcodes_vocabulary_t,
    label: *const c_char,
    length: usize,
    out: *mut smtpcodes_label_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let label = smtpcodes_text_t { data: label, length }.utf8()?;
        let found = Vocabulary::given(vocabulary)?.label(label).ok_or(SMTPCODES_ERROR_NOT_FOUND)?;
        write_sized(out, size, found.into());
        Ok(())
    })
}

/// The label at a place of a product's list, counted from 0.
///
/// Errors: `NULL`, `SIZE`, `NUMBER`; `NOT_FOUND` behind the last.
///
/// # Safety
/// `out` must point to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_vocabulary_label_at(
    vocabulary: smtpcodes_vocabulary_t,
    place: usize,
    out: *mut smtpcodes_label_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let labels = Vocabulary::given(vocabulary)?.labels();
        let found = labels.get(place).ok_or(SMTPCODES_ERROR_NOT_FOUND)?;
        write_sized(out, size, found.into());
        Ok(())
    })
}

/// The product's own page about its labels. Never freed. Absent (`NULL`, 0) where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_vocabulary_source(vocabulary: smtpcodes_vocabulary_t) -> smtpcodes_text_t {
    boundary::text(|| Vocabulary::of_number(vocabulary)?.source())
}

/// The name for programs of a relation. Never freed. Empty (`NULL`, 0) for a number of no entry.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_relation_id(relation: smtpcodes_relation_t) -> smtpcodes_text_t {
    boundary::text(|| Some(Relation::ALL.iter().find(|one| relation_number(**one) == relation)?.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_has_a_number() {
        let mut numbers: Vec<_> = Relation::ALL.iter().map(|one| relation_number(*one)).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [0, 1, 2, 3]);
    }
}
