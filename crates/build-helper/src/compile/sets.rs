//! Sets of terms, numbered: what ends where a phrase ends, and how it is laid out for the engine.

use std::collections::HashMap;

use crate::engine::tables::{Kind, NEAR, NONE, Set, Term};

/// Sets of terms, each kept once.
pub(super) struct Sets {
    known: HashMap<Vec<u16>, u16>,
    pub sets: Vec<Set>,
    pub members: Vec<u16>,
    pub markers: Vec<u16>,
}

impl Sets {
    /// The empty set alone, as number 0.
    pub(super) fn new() -> Self {
        let mut sets =
            Self { known: HashMap::new(), sets: Vec::new(), members: Vec::new(), markers: Vec::new() };
        sets.add(Vec::new(), &[]);
        sets
    }

    /// The number of a set.
    pub(super) fn add(&mut self, all: Vec<u16>, terms: &[Term]) -> u16 {
        if let Some(&known) = self.known.get(&all) {
            return known;
        }
        let (words, markers): (Vec<u16>, Vec<u16>) =
            all.iter().partition(|t| terms[**t as usize].kind == Kind::Word);
        let range = |list: &mut Vec<u16>, more: &[u16]| {
            let from = list.len() as u16;
            list.extend(more);
            (from, list.len() as u16)
        };
        let near = words.len().min(NEAR);
        let mut terms = [NONE; NEAR];
        terms[..near].copy_from_slice(&words[..near]);
        self.sets.push(Set {
            terms,
            more: range(&mut self.members, &words[near..]),
            markers: range(&mut self.markers, &markers),
            // These are known later.
            anchors: (0, 0),
            signs: 0,
        });
        let set = (self.sets.len() - 1) as u16;
        self.known.insert(all, set);
        set
    }
}
