//! A reply code: the three digits that begin a reply.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// A reply code.
#[derive(Clone, Debug)]
pub struct ReplyCode {
    /// Its place.
    pub at: Position,
    /// Three digits.
    pub code: u16,
    /// Its name, in capitals.
    pub name: String,
    /// A few words.
    pub title: String,
    /// What it claims.
    pub severity: String,
    /// The category, if the bare code carries one.
    pub category: Option<String>,
    /// Whether a standard defines it.
    pub standard: bool,
    /// Whether it is about the session and says nothing of the message.
    pub session: bool,
    /// A few sentences.
    pub meaning: String,
    /// What popular tables say instead.
    pub popular: Option<String>,
    /// Advice to the sending side.
    pub sender: String,
    /// Advice to the receiving side.
    pub recipient: String,
    /// Where it is defined.
    pub source: String,
}

impl ReplyCode {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        let code = f.number("code", 999, e) as u16;
        if code < 100 {
            e.add(f.place("code"), format!("a reply code has three digits, found {code}"));
        }
        Self {
            at: f.at(),
            code,
            name: f.text("name", e),
            title: f.text("title", e),
            severity: f.text("severity", e),
            category: f.opt_text("category", e),
            standard: f.flag("standard", e),
            session: f.flag("session", e),
            meaning: f.text("meaning", e),
            popular: f.opt_text("popular", e),
            sender: f.text("sender", e),
            recipient: f.text("recipient", e),
            source: f.text("source", e),
        }
    }
}
