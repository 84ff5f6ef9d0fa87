//! What a provider means by a code or a tag of its own.

use super::Unless;
use crate::diagnostic::{Diagnostics, Position};
use crate::engine::tables::EnhancedRange;
use crate::load::Fields;
use crate::pattern::enhanced_range;

/// A code, or a tag in replies, of one provider.
#[derive(Clone, Debug)]
pub struct VendorCode {
    /// Its place.
    pub at: Position,
    /// Its name, made of the provider and the first tag or code.
    pub id: String,
    /// Whose it is.
    pub provider: String,
    /// An enhanced status code, or a range of them, as written.
    pub code: Option<String>,
    /// The same in numbers.
    pub range: Option<EnhancedRange>,
    /// Spellings.
    pub tags: Vec<(Position, String)>,
    /// The tag alone proves provider and meaning.
    pub distinctive: bool,
    /// Patterns that say more than the tags.
    pub unless: Unless,
    /// A few words.
    pub title: String,
    /// A few sentences.
    pub meaning: String,
    /// What it says the cause is.
    pub category: Option<String>,
    /// Advice to the sending side.
    pub sender: Option<String>,
    /// Where it is documented.
    pub source: String,
    /// When that was read.
    pub date: Option<String>,
}

impl VendorCode {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        let provider = f.text("provider", e);
        let code = f.opt_text("code", e);
        let range = code.as_deref().and_then(enhanced_range);
        if let (Some(code), None) = (&code, range) {
            e.add(f.place("code"), format!("expected an enhanced status code or a range, found `{code}`"));
        }
        let tags = f.texts("tags", e);
        if code.is_none() && tags.is_empty() {
            e.add(f.at(), "expected `code` or `tags`");
        }
        let unless = Unless::read(f, e);
        if let ([], [(at, _), ..], _) | ([], _, [(at, _), ..]) =
            (&tags[..], &unless.patterns[..], &unless.guards[..])
        {
            e.add(*at, "`unless` is about tags, and there are none");
        }
        let name = tags.first().map(|(_, t)| t.as_str()).or(code.as_deref()).unwrap_or_default();
        let id = f.opt_text("id", e).unwrap_or_else(|| kebab(&format!("{provider}-{name}")));
        Self {
            at: f.at(),
            id,
            provider,
            code,
            range,
            tags,
            distinctive: f.flag("distinctive", e),
            unless,
            title: f.text("title", e),
            meaning: f.text("meaning", e),
            category: f.opt_text("category", e),
            sender: f.opt_text("sender", e),
            source: f.text("source", e),
            date: f.opt_text("date", e),
        }
    }
}

/// Any text as an id of letters, digits and single hyphens.
pub fn kebab(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
