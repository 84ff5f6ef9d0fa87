//! What a text may name besides what rules ask for: providers, block lists, waiting times, commands.

use super::terms::Terms;
use super::{CLIENT, RATE, WAIT};
use crate::diagnostic::{Diagnostics, Position};
use crate::engine::key::Key;
use crate::engine::tables::Kind;
use crate::model::Model;
use crate::pattern;

impl Terms<'_> {
    /// Enters them all.
    pub(super) fn markers(&mut self, model: &Model, errors: &mut Diagnostics) {
        for p in &model.providers {
            let term = self.add(Kind::Provider, u32::from(p.number), p.id.clone());
            for (at, text) in p.markers.iter().chain(&p.hosts) {
                self.add_literal(term, *at, text, errors);
            }
        }
        for l in &model.blocklists {
            let term = self.add(Kind::Blocklist, u32::from(l.number), l.id.clone());
            for (at, text) in &l.markers {
                self.add_literal(term, *at, text, errors);
            }
        }
        for (kind, times) in [(Kind::Unit, &model.units), (Kind::Time, &model.times)] {
            for u in times {
                let term = self.add(kind, u.seconds, u.id.clone());
                for (at, _, text) in &u.words {
                    self.add_alternatives(term, *at, text, errors);
                }
            }
        }
        for c in &model.commands {
            let term = self.add(Kind::Command, u32::from(c.number), c.id.clone());
            for (at, text) in &c.words {
                self.add_alternatives(term, *at, text, errors);
            }
        }
        for (kind, id) in [(Kind::Wait, WAIT), (Kind::Rate, RATE), (Kind::Client, CLIENT)] {
            if let Some(concept) = self.concepts.get(id) {
                let term = self.add(kind, 0, id.to_owned());
                let phrases = self.concepts.expand(id, concept.at, errors);
                self.add_phrases(term, &phrases);
            }
        }
    }

    /// Text as it stands in replies: its brackets are no alternatives.
    fn add_literal(&mut self, term: u16, at: Position, text: &str, errors: &mut Diagnostics) {
        if let Some(keys) = literal(text, at, text, errors) {
            self.trie.add(term, &keys, true);
        }
    }

    fn add_alternatives(&mut self, term: u16, at: Position, text: &str, errors: &mut Diagnostics) {
        match pattern::alternatives(text) {
            Ok(all) => {
                for keys in all.iter().filter_map(|one| literal(one, at, text, errors)) {
                    self.trie.add(term, &keys, true);
                }
            }
            Err(message) => errors.add(at, message),
        }
    }
}

/// The words of a literal, which is written as `shown`.
pub(super) fn literal(text: &str, at: Position, shown: &str, errors: &mut Diagnostics) -> Option<Vec<Key>> {
    let (keys, _) = pattern::words(text);
    if keys.is_empty() {
        errors.add(at, format!("`{shown}` has no word in it"));
    }
    (!keys.is_empty()).then_some(keys)
}
