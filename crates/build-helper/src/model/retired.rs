//! What was given up, so that nobody gives it again.

use super::listed::number;
use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// A number or name that was once given and must never be given again.
#[derive(Clone, Debug)]
pub struct Retired {
    /// Its place.
    pub at: Position,
    /// The list that it belonged to.
    pub list: String,
    /// Its number.
    pub number: u16,
    /// Its name.
    pub id: String,
}

impl Retired {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self { at: f.at(), list: f.text("list", e), number: number(f, e), id: f.text("id", e) }
    }
}
