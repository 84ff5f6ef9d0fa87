//! Terms: the numbers of what patterns are made of, and of what a text may name besides.

use std::collections::HashMap;

use super::concepts::{Concepts, Phrase};
use super::trie::Trie;
use super::{MAX_PHRASES, TAKE_BACK};
use crate::diagnostic::{Diagnostics, Position};
use crate::engine::key::Key;
use crate::engine::tables::{Kind, NONE, Term};
use crate::model::Model;
use crate::pattern::Part;

pub(super) struct Terms<'m> {
    pub concepts: Concepts<'m>,
    /// The phrases of all terms.
    pub trie: Trie,
    pub terms: Vec<Term>,
    /// What each is called, for people.
    pub names: Vec<String>,
    by_part: HashMap<Part, u16>,
}

impl<'m> Terms<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            concepts: Concepts::new(model),
            trie: Trie::new(),
            terms: Vec::new(),
            names: Vec::new(),
            by_part: HashMap::new(),
        }
    }

    /// A new term, of which nothing is said yet.
    pub(super) fn add(&mut self, kind: Kind, value: u32, name: String) -> u16 {
        self.terms.push(Term { kind, value });
        self.names.push(name);
        (self.terms.len() - 1) as u16
    }

    pub(super) fn add_phrases(&mut self, term: u16, phrases: &[Phrase]) {
        for (keys, in_names) in phrases {
            self.trie.add(term, keys, *in_names);
        }
    }

    /// The term of a part of a pattern, the same for the same part.
    pub(super) fn of(&mut self, part: &Part, at: Position, errors: &mut Diagnostics) -> Option<u16> {
        if let Some(&term) = self.by_part.get(part) {
            return Some(term);
        }
        let phrases = self.concepts.phrases(part, at, errors);
        if phrases.len() > MAX_PHRASES {
            errors.add(at, format!("{} spellings, at most {MAX_PHRASES} are allowed", phrases.len()));
        }
        let (first, _) = phrases.first()?;
        let name = match part {
            Part::Concept(name) => format!("{{{name}}}"),
            Part::Any(_) => first.iter().map(|key| show(*key)).collect::<Vec<_>>().join(" "),
        };
        let term = self.add(Kind::Word, 0, name);
        self.add_phrases(term, &phrases);
        self.by_part.insert(part.clone(), term);
        Some(term)
    }

    /// The terms that take back a hard verdict; none where the concept is not there.
    pub(super) fn take_back(&mut self, errors: &mut Diagnostics) -> Option<[u16; TAKE_BACK.len()]> {
        let mut terms = [NONE; TAKE_BACK.len()];
        for (term, concept) in terms.iter_mut().zip(TAKE_BACK) {
            if self.concepts.get(concept).is_some() {
                *term = self.of(&Part::Concept(concept.to_owned()), Position::default(), errors)?;
            }
        }
        Some(terms)
    }
}

/// A word's key as text, as far as it holds any.
fn show(key: Key) -> String {
    let mut bytes = key.lo.to_le_bytes().to_vec();
    bytes.extend(key.hi.to_le_bytes());
    String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned()
}
