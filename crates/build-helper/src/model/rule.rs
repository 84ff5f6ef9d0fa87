//! A rule, as it is written: its patterns are read when it is compiled.

use super::Unless;
use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// A rule that recognises a kind of reply.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its place.
    pub at: Position,
    /// Its name, in kebab-case.
    pub id: String,
    /// Providers of which one must be known.
    pub providers: Vec<(Position, String)>,
    /// Reply codes of which one must be there: `550`, `5xx`, `550-554`.
    pub reply: Vec<(Position, String)>,
    /// Enhanced status codes of which one must be there: `X.2.2`, `5.7.1`, `X.7.500-699`.
    pub enhanced: Vec<(Position, String)>,
    /// Commands of which one must be known.
    pub commands: Vec<(Position, String)>,
    /// Patterns of which one must hold.
    pub matches: Vec<(Position, String)>,
    /// Patterns of which none may hold.
    pub unless: Unless,
    /// Where the category is.
    pub category_at: Position,
    /// What it says the cause is.
    pub category: String,
    /// Where it means other than it claims.
    pub severity: Option<String>,
    /// Says so little that a specific enhanced status code outweighs it.
    pub generic: bool,
    /// Is about what stands before a quoted reply alone, and outweighs a hard verdict on that.
    pub before: bool,
    /// Where it is documented.
    pub source: Option<String>,
    /// Replies that it wins.
    pub examples: Vec<(Position, String)>,
    /// Near misses: replies that it must not win.
    pub counter: Vec<(Position, String)>,
}

impl Rule {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        let (mut reply, mut enhanced, mut commands) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(mut when) = f.node("when").and_then(|n| Fields::of(n, e)) {
            reply = when.texts("reply", e);
            enhanced = when.texts("enhanced", e);
            commands = when.texts("command", e);
            when.finish(e);
        }
        Self {
            at: f.at(),
            id: f.text("id", e),
            providers: f.texts("provider", e),
            reply,
            enhanced,
            commands,
            matches: f.texts("match", e),
            unless: Unless::read(f, e),
            category_at: f.place("category"),
            category: f.text("category", e),
            severity: f.opt_text("severity", e),
            generic: f.flag("generic", e),
            before: f.flag("before", e),
            source: f.opt_text("source", e),
            examples: f.texts("examples", e),
            counter: f.texts("counter", e),
        }
    }
}
