//! The trie of phrases as tables: its words, its nodes, its edges side by side.
//!
//! What the examples meet most often comes first, so that it lies side by side in the caches.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::hash::Hash;
use super::sets::Sets;
use super::trie::Trie;
use crate::engine::tables::{Edge, Kind, Node, Term, Word, halves};
use crate::model::Model;
use crate::pattern;

/// The tables of the trie.
pub(super) struct Layout {
    pub seeds: Vec<u16>,
    pub words: Vec<Word>,
    pub edges: Vec<Edge>,
    pub nodes: Vec<Node>,
    pub sets: Sets,
    pub first_named: u16,
    pub first_marker: u16,
}

/// An edge: node and word, and the node that it leads to.
type Way = ((u32, u16), u32);

/// Lays the trie out.
pub(super) fn lay_out(trie: &Trie, terms: &[Term], model: &Model, hash: Hash) -> Layout {
    let heat = heat(trie, model);
    let mut ways: Vec<Way> = trie.edges.iter().map(|(key, to)| (*key, *to)).collect();
    ways.sort_by_key(|(key, _)| Reverse(heat.get(key).copied().unwrap_or(0)));

    // By a word's number in the trie, its place in the tables.
    let mut number = vec![0u16; trie.words.len()];
    for (place, key) in (0..).zip(&hash.places) {
        if let Some(word) = trie.words.get(key) {
            number[usize::from(*word)] = place;
        }
    }

    let (mut nodes, sets, [first_named, first_marker]) = accepting(trie, terms, &ways);
    let places = edges(&ways, &number, &mut nodes);
    let mut kept = vec![Node::default()];
    let mut known = HashMap::from([(Node::default(), 0)]);
    let mut keep = |node: Node| {
        *known.entry(node).or_insert_with(|| {
            kept.push(node);
            (kept.len() - 1) as u16
        })
    };
    let mut words: Vec<Word> = hash
        .places
        .iter()
        .map(|key| Word { hash: halves((key.hash() >> 32) as u32), ..Word::default() })
        .collect();
    // The root has no node of its own: where it leads to stands at the words.
    for ((_, word), to) in ways.iter().filter(|((from, _), _)| *from == 0) {
        let node = nodes[*to as usize];
        let word = &mut words[usize::from(number[usize::from(*word)])];
        word.set = node.set;
        if node.next != [0; 4] {
            word.node = keep(node);
            word.next = node.next.iter().fold(0, |bits, part| bits | part);
        }
    }
    let edge = |&(word, more, to): &(u16, u16, u32)| Edge { word, more, to: keep(nodes[to as usize]) };
    let edges = places.iter().map(edge).collect();
    Layout { seeds: hash.seeds, words, edges, nodes: kept, sets, first_named, first_marker }
}

/// How often the examples meet each edge.
fn heat(trie: &Trie, model: &Model) -> HashMap<(u32, u16), usize> {
    let mut heat = HashMap::new();
    for (_, text) in model.rules.iter().flat_map(|r| &r.examples) {
        let words: Vec<_> =
            pattern::plain_words(text).iter().map(|key| trie.words.get(key).copied()).collect();
        for from in 0..words.len() {
            let mut node = 0;
            for word in words[from..].iter().map_while(|word| *word) {
                let Some(&to) = trie.edges.get(&(node, word)) else { break };
                *heat.entry((node, word)).or_default() += 1;
                node = to;
            }
        }
    }
    heat
}

/// The nodes with the sets of what ends there; the first set of which something counts inside names, and the first that has a
/// marker in it.
fn accepting(trie: &Trie, terms: &[Term], ways: &[Way]) -> (Vec<Node>, Sets, [u16; 2]) {
    let mut nodes = vec![Node::default(); trie.accepts.len()];
    let mut sets = Sets::new();
    // The number of a set tells of which kind it is.
    let kind = |to: u32| {
        let accepts = &trie.accepts[to as usize];
        if accepts.keys().any(|t| terms[usize::from(*t)].kind != Kind::Word) {
            2
        } else {
            u8::from(accepts.values().any(|named| *named))
        }
    };
    let mut firsts = [0; 3];
    for (wanted, first) in (0..).zip(&mut firsts) {
        *first = sets.sets.len() as u16;
        for (_, to) in ways.iter().filter(|(_, to)| kind(*to) == wanted) {
            let accepts = &trie.accepts[*to as usize];
            let all: Vec<u16> = accepts.keys().copied().collect();
            let named = accepts.iter().filter(|(_, named)| **named).map(|(term, _)| *term).collect();
            nodes[*to as usize].set =
                if wanted == 0 { sets.plain(all, terms) } else { sets.named(all, named, terms) };
        }
    }
    let [_, first_named, first_marker] = firsts;
    (nodes, sets, [first_named, first_marker])
}

/// Where each edge goes: its word's number, how far the next one with the same bit is, and the node that it leads to.
/// `ways` come hottest first, and so do the nodes that they start from; fills in what those say of their edges.
fn edges(ways: &[Way], number: &[u16], nodes: &mut [Node]) -> Vec<(u16, u16, u32)> {
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
        nodes[node as usize].first = halves(first as u32);
        nodes[node as usize].next = [0, 16, 32, 48].map(|by| (next >> by) as u16);
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
