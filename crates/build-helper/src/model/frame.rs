//! What somebody writes around the replies that it quotes.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// Texts with their places.
type Texts = Vec<(Position, String)>;

/// What a program, a log or a report writes around a reply.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// Whose it is.
    pub title: String,
    /// Before a reply that may have no code.
    pub leads: Texts,
    /// Between a quotation mark and a reply.
    pub schemes: Texts,
    /// Before each line of a reply.
    pub line_marks: Texts,
    /// Before a reply that a bracket ends.
    pub brackets: Texts,
    /// Behind a reply.
    pub tails: Texts,
    /// What the line behind a reply begins with.
    pub next_lines: Texts,
    /// Before the reply of the last host.
    pub passed_on: Texts,
    /// Before the reply code of an earlier step.
    pub past_codes: Texts,
    /// Before its enhanced status code.
    pub past_statuses: Texts,
    /// Before a port, some way in front of it.
    pub ports: Texts,
}

impl Frame {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            id: f.text("id", e),
            title: f.text("title", e),
            leads: f.verbatim("leads", e),
            schemes: f.verbatim("schemes", e),
            line_marks: f.verbatim("line_marks", e),
            brackets: f.verbatim("brackets", e),
            tails: f.verbatim("tails", e),
            next_lines: f.verbatim("next_lines", e),
            passed_on: f.verbatim("passed_on", e),
            past_codes: f.verbatim("past_codes", e),
            past_statuses: f.verbatim("past_statuses", e),
            ports: f.verbatim("ports", e),
        }
    }
}
