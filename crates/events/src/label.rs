//! What a platform's label claims, beside our verdict.

use smtpcodes::{Bounce, Category, EvidenceKind, Relation, Severity, Verdict};

use crate::EventSource;

/// A label, and what it claims.
#[derive(Clone, Debug, Default)]
pub(crate) struct Label {
    /// As the platform writes it.
    pub(crate) text: Option<String>,
    /// Whether the platform says that the address is dead; `None` if it does not say.
    pub(crate) hard: Option<bool>,
}

impl Label {
    /// The category that it means, and how closely.
    pub(crate) fn category(&self, source: EventSource) -> Option<(Category, Relation)> {
        let entry = source.vocabulary()?.label(self.text.as_deref()?)?;
        Some((entry.category?, entry.relation))
    }

    /// Whether it contradicts a verdict. A verdict that rests on nothing contradicts nothing.
    pub(crate) fn disagrees(&self, source: EventSource, verdict: &Verdict) -> bool {
        if verdict.evidence.kind == EvidenceKind::None || verdict.category == Category::Unknown {
            return false;
        }
        // A label that stands for much else besides proves nothing by being another one.
        let category = match self.category(source) {
            Some((category, Relation::Exact | Relation::Narrower)) => {
                category != Category::Unknown && category != verdict.category
            }
            _ => false,
        };
        // A soft label for a dead address is what a transient reply earns.
        let bounce = match self.hard {
            Some(true) => verdict.bounce != Bounce::Hard,
            Some(false) => verdict.bounce == Bounce::Hard && verdict.severity != Severity::Transient,
            None => false,
        };
        category || bounce
    }
}
