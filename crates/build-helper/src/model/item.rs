//! What all short lists consist of: severities, bounces, sides, groups, causes and actions.

use super::listed::number;
use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// An entry with an id, a number and two texts: the shape of all short lists.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its place.
    pub at: Position,
    /// Its name, in snake_case.
    pub id: String,
    /// What crosses an ABI; never changes its meaning.
    pub number: u16,
    /// A few words.
    pub title: String,
    /// A few sentences.
    pub meaning: String,
}

impl Item {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            id: f.text("id", e),
            number: number(f, e),
            title: f.text("title", e),
            meaning: f.text("meaning", e),
        }
    }
}
