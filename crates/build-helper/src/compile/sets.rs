//! Sets of terms, numbered: what ends where a phrase ends, and how it is laid out for the engine.

use std::collections::HashMap;

use super::places::placed;
use crate::engine::tables::{Kind, Set, Term};

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
        self.known.insert(all, set);
        set
    }
}
