//! The trie of all phrases, while it grows. [`layout`](super::layout) makes tables of it.

use std::collections::{BTreeMap, HashMap};

use crate::engine::key::{IP, Key, OWN_IP};

/// Nodes are numbers; 0 is the root.
pub(super) struct Trie {
    /// The number of each word.
    pub words: BTreeMap<Key, u16>,
    /// Edges: node and word to node.
    pub edges: BTreeMap<(u32, u16), u32>,
    /// For each node the terms whose phrases end there, and whether also inside names.
    pub accepts: Vec<BTreeMap<u16, bool>>,
}

impl Trie {
    pub(super) fn new() -> Self {
        Self { words: BTreeMap::new(), edges: BTreeMap::new(), accepts: vec![BTreeMap::new()] }
    }

    /// Enters a phrase of a term.
    pub(super) fn add(&mut self, term: u16, keys: &[Key], in_names: bool) {
        self.add_as_it_is(term, keys, in_names);
        // The caller's own IP address is an IP address, too.
        if keys.contains(&IP) {
            let own: Vec<_> = keys.iter().map(|key| if *key == IP { OWN_IP } else { *key }).collect();
            self.add_as_it_is(term, &own, in_names);
        }
    }

    fn add_as_it_is(&mut self, term: u16, keys: &[Key], in_names: bool) {
        let mut node = 0u32;
        for key in keys {
            let next = self.words.len() as u16;
            let word = *self.words.entry(*key).or_insert(next);
            let free = self.accepts.len() as u32;
            let to = *self.edges.entry((node, word)).or_insert(free);
            if to == free {
                self.accepts.push(BTreeMap::new());
            }
            node = to;
        }
        if node != 0 {
            *self.accepts[node as usize].entry(term).or_default() |= in_names;
        }
    }

    /// Makes one node of all that accept the same and go on the same: what alternatives multiplied falls back to a
    /// sum.
    pub(super) fn merge_nodes(&mut self) {
        let count = self.accepts.len();
        let mut children: Vec<Vec<(u16, u32)>> = vec![Vec::new(); count];
        for (&(node, word), &to) in &self.edges {
            children[node as usize].push((word, to));
        }
        let mut same: HashMap<(Vec<_>, Vec<_>), u32> = HashMap::new();
        let mut becomes = vec![0u32; count];
        // A node is made after those before it, so its children come later in the list.
        for node in (0..count).rev() {
            let accepts = self.accepts[node].iter().map(|(t, n)| (*t, *n)).collect();
            let next = children[node].iter().map(|&(w, to)| (w, becomes[to as usize])).collect();
            becomes[node] = *same.entry((accepts, next)).or_insert(node as u32);
        }
        let mut kept: Vec<u32> = becomes.clone();
        kept.sort_unstable();
        kept.dedup();
        let place: HashMap<u32, u32> = kept.iter().enumerate().map(|(i, n)| (*n, i as u32)).collect();
        self.edges = kept
            .iter()
            .flat_map(|n| children[*n as usize].iter().map(move |&(w, to)| ((*n, w), to)))
            .map(|((n, w), to)| ((place[&n], w), place[&becomes[to as usize]]))
            .collect();
        self.accepts = kept.iter().map(|n| std::mem::take(&mut self.accepts[*n as usize])).collect();
    }
}
