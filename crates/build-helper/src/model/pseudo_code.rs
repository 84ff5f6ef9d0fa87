//! A number that a sending platform reports and no server sent.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// A number of a sending platform that is no SMTP.
#[derive(Clone, Debug)]
pub struct PseudoCode {
    /// Its place.
    pub at: Position,
    /// The number.
    pub code: u16,
    /// Whose.
    pub platform: String,
    /// A few words.
    pub title: String,
    /// What it says the cause is.
    pub category: String,
    /// A few sentences.
    pub meaning: String,
    /// Advice to the sending side.
    pub sender: String,
    /// Where it is documented.
    pub source: Option<String>,
}

impl PseudoCode {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            code: f.number("code", 9999, e) as u16,
            platform: f.text("platform", e),
            title: f.text("title", e),
            category: f.text("category", e),
            meaning: f.text("meaning", e),
            sender: f.text("sender", e),
            source: f.opt_text("source", e),
        }
    }
}
