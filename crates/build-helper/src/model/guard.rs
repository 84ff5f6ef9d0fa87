//! Patterns that several rules have under `unless`, by one name.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// What is not meant, in all its wordings.
#[derive(Clone, Debug)]
pub struct Guard {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// What the patterns speak of.
    pub meaning: String,
    /// Patterns, as under `unless`.
    pub patterns: Vec<(Position, String)>,
}

impl Guard {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            id: f.text("id", e),
            meaning: f.text("meaning", e),
            patterns: f.texts("patterns", e),
        }
    }
}

/// What forbids an entry: the patterns of its own, and those of the guards that it names.
#[derive(Clone, Debug, Default)]
pub struct Unless {
    /// Guards, by name.
    pub guards: Vec<(Position, String)>,
    /// All patterns, those of the guards behind its own.
    pub patterns: Vec<(Position, String)>,
}

impl Unless {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self { guards: f.texts("guards", e), patterns: f.texts("unless", e) }
    }

    /// Adds the patterns of the guards. Names that nothing has are left for the checks.
    pub(super) fn take(&mut self, guards: &[Guard]) {
        let named = self.guards.iter().filter_map(|(_, name)| guards.iter().find(|guard| guard.id == *name));
        self.patterns.extend(named.flat_map(|guard| guard.patterns.iter().cloned()));
    }
}
