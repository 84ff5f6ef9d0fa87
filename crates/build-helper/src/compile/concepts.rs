//! Concepts and spellings as phrases: what they name is put in, until only words are left.

use std::collections::{BTreeSet, HashMap};

use super::{LISTS, MAX_PHRASES};
use crate::diagnostic::{Diagnostics, Position};
use crate::engine::key::Key;
use crate::model::{Concept, Model};
use crate::pattern::{self, Item, Part, Pattern};

/// A phrase as keys, and whether it counts inside names.
pub(super) type Phrase = (Vec<Key>, bool);

pub(super) struct Concepts<'m> {
    known: HashMap<&'m str, &'m Concept>,
    expanded: HashMap<String, Vec<Phrase>>,
    /// Those that are being expanded, each named by the one before.
    open: Vec<String>,
}

impl<'m> Concepts<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            known: model.concepts.iter().map(|c| (c.id.as_str(), c)).collect(),
            expanded: lists(model),
            open: Vec::new(),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'m Concept> {
        self.known.get(name).copied()
    }

    /// All phrases of a part of a pattern.
    pub(super) fn phrases(&mut self, part: &Part, at: Position, errors: &mut Diagnostics) -> Vec<Phrase> {
        match part {
            Part::Concept(name) => self.expand(name, at, errors),
            Part::Any(spellings) => spellings.iter().flat_map(|s| self.spelling(s, at, errors)).collect(),
        }
    }

    /// All phrases of a concept, with the concepts that it names put in.
    pub(super) fn expand(&mut self, name: &str, at: Position, errors: &mut Diagnostics) -> Vec<Phrase> {
        if let Some(done) = self.expanded.get(name) {
            return done.clone();
        }
        let Some(concept) = self.get(name) else {
            errors.add(at, format!("unknown concept `{name}`"));
            return Vec::new();
        };
        if self.open.iter().any(|open| open == name) {
            errors.add(at, format!("concept `{name}` names itself"));
            return Vec::new();
        }
        self.open.push(name.to_owned());
        let mut all = BTreeSet::new();
        for (at, p) in patterns(concept, errors) {
            all.extend(self.product(p.parts.iter().map(|(.., part)| part), at, errors, Self::phrases));
        }
        self.open.pop();
        if all.len() > MAX_PHRASES {
            errors.add(
                concept.at,
                format!("concept `{name}` has {} spellings, at most {MAX_PHRASES} are allowed", all.len()),
            );
        }
        let all: Vec<_> = all.into_iter().filter(|(keys, _)| !keys.is_empty()).collect();
        self.expanded.insert(name.to_owned(), all.clone());
        all
    }

    /// All phrases of a spelling.
    fn spelling(&mut self, items: &[Item], at: Position, errors: &mut Diagnostics) -> Vec<Phrase> {
        self.product(items, at, errors, |concepts, item, at, errors| match item {
            Item::Words(keys, in_names) => vec![(keys.clone(), *in_names)],
            Item::Concept(name) => concepts.expand(name, at, errors),
        })
    }

    /// All ways to say one thing behind the other.
    fn product<T>(
        &mut self,
        things: impl IntoIterator<Item = T>,
        at: Position,
        errors: &mut Diagnostics,
        phrases: impl Fn(&mut Self, T, Position, &mut Diagnostics) -> Vec<Phrase>,
    ) -> Vec<Phrase> {
        things.into_iter().fold(vec![(Vec::new(), false)], |open, thing| {
            let next = phrases(self, thing, at, errors);
            let with = |(a, an): &Phrase| -> Vec<Phrase> {
                next.iter().map(|(b, bn)| ([a.as_slice(), b].concat(), *an || *bn)).collect()
            };
            open.iter().flat_map(with).collect()
        })
    }
}

/// The two concepts that are made of block lists' markers.
fn lists(model: &Model) -> HashMap<String, Vec<Phrase>> {
    let markers = |domains: bool| {
        let lists = model.blocklists.iter().filter(move |b| (b.lists != "ip") == domains);
        lists.flat_map(|b| b.markers.iter().map(|(_, marker)| (pattern::words(marker).0, true))).collect()
    };
    HashMap::from([(LISTS[0].to_owned(), markers(false)), (LISTS[1].to_owned(), markers(true))])
}

/// The patterns of a concept, which are simpler than those of rules.
fn patterns(concept: &Concept, errors: &mut Diagnostics) -> Vec<(Position, Pattern)> {
    let mut all = Vec::new();
    for (at, _, text) in &concept.words {
        let spellings = match pattern::parse(text) {
            Ok(spellings) => spellings,
            Err(message) => {
                errors.add(*at, message);
                continue;
            }
        };
        for p in spellings {
            if p.at_start || p.at_end || p.parts.iter().skip(1).any(|(_, gap, _)| *gap != 0) {
                errors
                    .add(*at, "a concept's phrase is words and concepts one behind the other, nothing else");
            } else {
                all.push((*at, p));
            }
        }
    }
    all
}
