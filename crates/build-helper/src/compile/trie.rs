//! The trie of phrases as tables: a perfect hash of its words, its edges side by side, the sets of terms.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::Builder;
use crate::engine::tables::{Edge, Kind, NEAR, NONE, Node, Set, Term, Word, bucket, place};
use crate::engine::word::Key;
use crate::pattern;

/// The tables of the trie.
pub(super) struct Trie {
    pub seeds: Vec<u16>,
    pub words: Vec<Word>,
    pub edges: Vec<Edge>,
    pub nodes: Vec<Node>,
    pub first_marker: u16,
}

impl Builder<'_> {
    /// How often the examples meet each edge: node and word.
    fn heat(&self) -> HashMap<(u32, u16), usize> {
        let mut heat = HashMap::new();
        for (_, text) in self.model.rules.iter().flat_map(|r| &r.examples) {
            let words: Vec<_> =
                pattern::plain_words(text).iter().map(|key| self.words.get(key).copied()).collect();
            for from in 0..words.len() {
                let mut node = 0;
                for word in words[from..].iter().map_while(|word| *word) {
                    let Some(&to) = self.trie.get(&(node, word)) else { break };
                    *heat.entry((node, word)).or_default() += 1;
                    node = to;
                }
            }
        }
        heat
    }

    /// Lays the trie out. What is met most often comes first, so that it lies side by side in the caches.
    pub(super) fn lay_out(&self, sets: &mut Sets, (seeds, places): (Vec<u16>, Vec<Key>)) -> Trie {
        let heat = self.heat();
        let mut ways: Vec<_> = self.trie.iter().map(|(key, to)| (*key, *to)).collect();
        ways.sort_by_key(|(key, _)| Reverse(heat.get(key).copied().unwrap_or(0)));

        // By a word's number here, its place in the tables.
        let mut number = vec![0u16; self.words.len()];
        for (place, key) in (0..).zip(&places) {
            if let Some(word) = self.words.get(key) {
                number[usize::from(*word)] = place;
            }
        }

        let mut nodes = vec![Node::default(); self.accepts.len()];
        // Sets with markers come last, so that their number tells.
        let marked = |to: u32| {
            self.accepts[to as usize].keys().any(|t| self.terms[usize::from(*t)].kind != Kind::Word)
        };
        let (with, without): (Vec<_>, Vec<_>) = ways.iter().partition(|(_, to)| marked(*to));
        let mut first_marker = 0;
        for (i, (_, to)) in without.iter().chain(&with).enumerate() {
            if i == without.len() {
                first_marker = sets.sets.len() as u16;
            }
            let accepts = &self.accepts[*to as usize];
            let named = accepts.iter().filter(|(_, named)| **named).map(|(term, _)| *term).collect();
            nodes[*to as usize].set = sets.add(accepts.keys().copied().collect(), &self.terms);
            nodes[*to as usize].name_set = sets.add(named, &self.terms);
        }

        let layout = edges(&ways, &number, &mut nodes);
        let mut kept = vec![Node::default()];
        let mut known = HashMap::from([(Node::default(), 0)]);
        let mut keep = |node: Node| {
            *known.entry(node).or_insert_with(|| {
                kept.push(node);
                (kept.len() - 1) as u16
            })
        };
        let word = |key: &Key| Word { hash: (key.hash() >> 32) as u32, ..Word::default() };
        let mut words: Vec<Word> = places.iter().map(word).collect();
        for ((_, word), to) in ways.iter().filter(|((from, _), _)| *from == 0) {
            let node = nodes[*to as usize];
            let word = &mut words[usize::from(number[usize::from(*word)])];
            (word.set, word.name_set) = (node.set, node.name_set);
            if node.next != [0; 2] {
                word.node = keep(node);
                word.next = node.next.iter().fold(0, |bits, half| bits | *half as u16 | (*half >> 16) as u16);
            }
        }
        let edge = |&(word, more, to): &(u16, u16, u32)| Edge { word, more, to: keep(nodes[to as usize]) };
        let edges = layout.iter().map(edge).collect();
        Trie { seeds, words, edges, nodes: kept, first_marker }
    }
}

/// Where each edge goes: its word's number, how far the next one with the same bit is, and the node that it leads to.
/// `ways` come hottest first, and so do the nodes that they start from; fills in what those say of their edges.
fn edges(ways: &[((u32, u16), u32)], number: &[u16], nodes: &mut [Node]) -> Vec<(u16, u16, u32)> {
    let mut order = Vec::new();
    let mut children: Vec<Vec<(u16, u32)>> = vec![Vec::new(); nodes.len()];
    for &((from, word), to) in ways.iter().filter(|((from, _), _)| *from != 0) {
        let children = &mut children[from as usize];
        if children.is_empty() {
            order.push(from);
        }
        children.push((number[usize::from(word)], to));
    }
    let mut places = Vec::new();
    for node in order {
        let mut by_bit: BTreeMap<u16, Vec<(u16, u32)>> = BTreeMap::new();
        for &(word, to) in &children[node as usize] {
            by_bit.entry(word & 63).or_default().push((word, to));
        }
        let first = places.len();
        let next = by_bit.keys().fold(0u64, |bits, bit| bits | 1 << bit);
        nodes[node as usize].first = first as u32;
        nodes[node as usize].next = [next as u32, (next >> 32) as u32];
        places.extend(by_bit.values().map(|same| (same[0].0, 0, same[0].1)));
        for (i, same) in by_bit.values().enumerate() {
            let mut last = first + i;
            for &(word, to) in &same[1..] {
                places[last].1 = (places.len() - last) as u16;
                last = places.len();
                places.push((word, 0, to));
            }
        }
    }
    places
}

/// Words to a bucket, on average.
const BUCKET: usize = 4;

/// A perfect hash: a seed for each bucket, and the keys at their places, of which no two share one. Gaps hold no key, and
/// neither does the first place. `None` if it takes too much room, as of keys that hash to the same.
pub(super) fn perfect_hash(keys: impl Iterator<Item = Key>) -> Option<(Vec<u16>, Vec<Key>)> {
    let keys: Vec<Key> = keys.collect();
    let mut size = 1 + keys.len() + keys.len() / 8;
    while size <= usize::from(u16::MAX) {
        let count = (keys.len() / BUCKET).next_power_of_two();
        let mut buckets = vec![Vec::new(); count];
        for key in &keys {
            buckets[bucket(key.hash(), count)].push(*key);
        }
        // The fullest first, while there is room.
        let mut order: Vec<usize> = (0..buckets.len()).collect();
        order.sort_by_key(|&b| Reverse(buckets[b].len()));
        let mut places = vec![Key::default(); size];
        let mut seeds = vec![0; buckets.len()];
        let all = order.into_iter().all(|b| {
            let seed = (0..=u16::MAX).find(|&seed| fits(&buckets[b], seed, &mut places));
            seeds[b] = seed.unwrap_or(0);
            seed.is_some()
        });
        if all {
            return Some((seeds, places));
        }
        size += size / 8 + 1;
    }
    None
}

/// Puts the keys of a bucket where a seed puts them, if all those places are free.
fn fits(bucket: &[Key], seed: u16, places: &mut [Key]) -> bool {
    for (i, key) in bucket.iter().enumerate() {
        let at = place(key.hash(), seed, places.len());
        if places[at] != Key::default() {
            bucket[..i].iter().for_each(|key| places[place(key.hash(), seed, places.len())] = Key::default());
            return false;
        }
        places[at] = *key;
    }
    true
}

/// Sets of terms, each kept once.
#[derive(Default)]
pub(super) struct Sets {
    known: HashMap<Vec<u16>, u16>,
    pub sets: Vec<Set>,
    pub members: Vec<u16>,
    pub markers: Vec<u16>,
}

impl Sets {
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
