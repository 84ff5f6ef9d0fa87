//! An SMTP command, and how it is named in text.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// An SMTP command, as replies and logs name it.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// What crosses an ABI.
    pub number: u16,
    /// A few words.
    pub title: String,
    /// Whether it comes before the recipient is named.
    pub before_recipient: bool,
    /// What people, logs and mail servers call it, alone or before what belongs to it.
    pub names: Vec<(Position, String)>,
    /// How it is named in text.
    pub words: Vec<(Position, String)>,
}

impl Command {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            id: f.text("id", e),
            number: f.number("number", 15, e) as u16,
            title: f.text("title", e),
            before_recipient: f.flag("before_recipient", e),
            names: f.texts("names", e),
            words: f.texts("words", e),
        }
    }
}
