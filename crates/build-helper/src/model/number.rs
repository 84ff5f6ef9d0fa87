//! Words beside numbers that tell what those are.

use super::words::words;
use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// Words that tell the same of a number, as the classifier knows them by their id.
#[derive(Clone, Debug)]
pub struct NumberWords {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// What the words tell.
    pub meaning: String,
    /// Language and word.
    pub words: Vec<(Position, String, String)>,
}

impl NumberWords {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self { at: f.at(), id: f.text("id", e), meaning: f.text("meaning", e), words: words(f, e) }
    }
}
