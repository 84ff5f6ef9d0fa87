//! Sets of terms, numbered: what ends where a phrase ends, and how it is laid out for the engine.

use std::collections::HashMap;

use super::places::placed;
use crate::engine::tables::{Kind, Set, Term};

/// Sets of terms, each kept once.
pub(super) struct Sets {
    /// By all terms, and those that count inside names, too.
    known: HashMap<(Vec<u16>, Vec<u16>), u16>,
    pub sets: Vec<Set>,
    pub in_names: Vec<u16>,
    pub members: Vec<u16>,
    pub markers: Vec<u16>,
}

impl Sets {
    /// The empty set alone, as number 0.
    pub(super) fn new() -> Self {
        let mut sets = Self {
            known: HashMap::new(),
            sets: Vec::new(),
            in_names: Vec::new(),
            members: Vec::new(),
            markers: Vec::new(),
        };
        sets.plain(Vec::new(), &[]);
        sets
    }

    /// The number of a set of which nothing counts inside names. All of these must come before the others.
    pub(super) fn plain(&mut self, all: Vec<u16>, terms: &[Term]) -> u16 {
        let key = (all, Vec::new());
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        self.add(key, terms)
    }

    /// The number of a set of which `named` counts inside names, too, or that is no plain one for another reason.
    pub(super) fn named(&mut self, all: Vec<u16>, named: Vec<u16>, terms: &[Term]) -> u16 {
        let key = (all, named);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let inner = key.1.clone();
        let itself = key.0 == inner;
        let set = self.add(key, terms);
        self.in_names.push(if itself { set } else { 0 });
        if !itself && !inner.is_empty() {
            let place = self.in_names.len() - 1;
            self.in_names[place] = self.named(inner.clone(), inner, terms);
        }
        set
    }

    fn add(&mut self, key: (Vec<u16>, Vec<u16>), terms: &[Term]) -> u16 {
        let (words, markers): (Vec<u16>, Vec<u16>) =
            key.0.iter().partition(|t| terms[**t as usize].kind == Kind::Word);
        let (room, seed) = placed(&words);
        let first = self.members.len() as u32;
        self.members.extend(&room);
        let from = self.markers.len() as u16;
        self.markers.extend(markers);
        self.sets.push(Set {
            first,
            mask: (room.len() - 1) as u16,
            seed,
            markers: (from, self.markers.len() as u16),
            // These are known later.
            anchors: (0, 0),
            asked: 0,
            hints: 0,
        });
        let set = (self.sets.len() - 1) as u16;
        self.known.insert(key, set);
        set
    }
}
