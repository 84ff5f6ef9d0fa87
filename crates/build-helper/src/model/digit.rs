//! The meaning of one digit of a code.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// The meaning of a digit: reply classes, second digits, enhanced classes, subjects.
#[derive(Clone, Debug)]
pub struct Digit {
    /// Its place.
    pub at: Position,
    /// The digit.
    pub number: u16,
    /// A few words.
    pub title: String,
    /// The severity that it claims, where it does.
    pub severity: Option<String>,
    /// A few sentences.
    pub meaning: String,
    /// What popular tables say instead.
    pub popular: Option<String>,
    /// Where it is defined.
    pub source: String,
}

impl Digit {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self::named("digit", f, e)
    }

    pub(super) fn read_subject(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self::named("number", f, e)
    }

    fn named(key: &'static str, f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            number: f.number(key, 9, e) as u16,
            title: f.text("title", e),
            severity: f.opt_text("severity", e),
            meaning: f.text("meaning", e),
            popular: f.opt_text("popular", e),
            source: f.text("source", e),
        }
    }
}
