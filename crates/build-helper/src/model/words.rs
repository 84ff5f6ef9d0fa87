//! Words of many languages: the classes that rules speak in, and units of time.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::{self, Fields, Value};

/// A class of words that mean the same in many languages.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// What it stands for.
    pub meaning: String,
    /// Language and phrase.
    pub words: Vec<(Position, String, String)>,
}

impl Concept {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self { at: f.at(), id: f.text("id", e), meaning: f.text("meaning", e), words: words(f, e) }
    }
}

/// A unit of time as replies write it, or a time in words.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// How long it is.
    pub seconds: u32,
    /// Language and word.
    pub words: Vec<(Position, String, String)>,
}

impl Unit {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            id: f.text("id", e),
            seconds: f.number("seconds", 10_000_000, e) as u32,
            words: words(f, e),
        }
    }
}

/// `words`: a map from language to phrases.
pub(super) fn words(f: &mut Fields<'_>, e: &mut Diagnostics) -> Vec<(Position, String, String)> {
    let mut all = Vec::new();
    for (_, language, node) in f.entries("words", e) {
        let list = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        all.extend(list.iter().filter_map(|n| load::as_text(n, e).map(|t| (n.at, language.clone(), t))));
    }
    all
}
