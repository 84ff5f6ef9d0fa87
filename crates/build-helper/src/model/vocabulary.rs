//! Other products' words for what went wrong, and how each compares with a category.

use super::listed::number;
use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// How another vocabulary's label stands to a category of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same replies.
    Exact,
    /// Theirs covers more.
    Broader,
    /// Theirs covers less.
    Narrower,
    /// There is no counterpart.
    None,
}

impl Relation {
    /// As in the file.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("exact", Self::Exact),
        ("broader", Self::Broader),
        ("narrower", Self::Narrower),
        ("none", Self::None),
    ];

    pub(super) fn read(at: Position, name: &str, e: &mut Diagnostics) -> Self {
        let known = Self::NAMES.iter().find(|(known, _)| *known == name);
        if known.is_none() {
            e.add(at, format!("expected exact, broader, narrower or none, found `{name}`"));
        }
        known.map_or(Self::None, |(_, relation)| *relation)
    }
}

/// A label of another vocabulary, read back.
#[derive(Clone, Debug)]
pub struct Label {
    /// Its place.
    pub at: Position,
    /// As the other product writes it.
    pub label: String,
    /// The nearest category of ours.
    pub category: Option<String>,
    /// How they compare.
    pub relation: Relation,
}

/// Another product's vocabulary.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// What crosses an ABI.
    pub number: u16,
    /// A few words.
    pub title: String,
    /// Where it is documented.
    pub source: Option<String>,
    /// Its labels.
    pub labels: Vec<Label>,
}

impl Vocabulary {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        let labels = f
            .list("labels")
            .iter()
            .filter_map(|node| {
                let mut f = Fields::of(node, e)?;
                let name = f.text("relation", e);
                let label = Label {
                    at: f.at(),
                    label: f.text("label", e),
                    category: f.opt_text("category", e),
                    relation: Relation::read(f.place("relation"), &name, e),
                };
                f.finish(e);
                Some(label)
            })
            .collect();
        Self {
            at: f.at(),
            id: f.text("id", e),
            number: number(f, e),
            title: f.text("title", e),
            source: f.opt_text("source", e),
            labels,
        }
    }
}
