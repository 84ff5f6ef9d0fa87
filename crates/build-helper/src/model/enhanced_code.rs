//! An enhanced status code of the registry, whatever its class.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;
use crate::pattern::enhanced_range;

/// An enhanced status code of the registry.
#[derive(Clone, Debug)]
pub struct EnhancedCode {
    /// Its place.
    pub at: Position,
    /// Subject.
    pub subject: u16,
    /// Detail.
    pub detail: u16,
    /// Its name, in capitals.
    pub name: String,
    /// The registry's title.
    pub title: String,
    /// First numbers that it may have.
    pub classes: Vec<u8>,
    /// Reply codes that go with it.
    pub reply_codes: Vec<u16>,
    /// The category that it says by itself.
    pub category: Option<String>,
    /// A few sentences.
    pub meaning: String,
    /// What popular tables and big providers mean instead.
    pub popular: Option<String>,
    /// Advice to the sending side.
    pub sender: String,
    /// Advice to the receiving side.
    pub recipient: String,
    /// Where it is defined.
    pub source: String,
}

impl EnhancedCode {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        let code = f.text("code", e);
        let range = enhanced_range(&code);
        if range.is_none_or(|r| r.class != 0 || r.from != r.to) {
            e.add(f.place("code"), format!("expected a code such as X.1.1, found `{code}`"));
        }
        Self {
            at: f.at(),
            subject: range.map_or(0, |r| r.subject),
            detail: range.map_or(0, |r| r.from),
            name: f.text("name", e),
            title: f.text("title", e),
            classes: f.numbers("classes", 9, e).into_iter().map(|c| c as u8).collect(),
            reply_codes: f.numbers("reply_codes", 999, e),
            category: f.opt_text("category", e),
            meaning: f.text("meaning", e),
            popular: f.opt_text("popular", e),
            sender: f.text("sender", e),
            recipient: f.text("recipient", e),
            source: f.text("source", e),
        }
    }
}
