//! Which clauses are looked at when a phrase is seen, and by which bits it is told what a text may say.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use super::Compiled;
use crate::engine::MAX_FOUND;
use crate::engine::scan::{Found, scan};
use crate::engine::tables::{ALWAYS, Anchor, Mask};
use crate::engine::terms::{folded, mask_bit};
use crate::model::Model;

/// Hangs each clause on its rarest term: it is looked at when that occurs.
pub(super) fn anchor(compiled: &mut Compiled, model: &Model) {
    let count = counts(compiled, model);
    let mut by_term: HashMap<u16, Vec<Anchor>> = HashMap::new();
    let mut asked: BTreeSet<u16> = BTreeSet::new();
    for (i, clause) in compiled.clauses.iter().enumerate() {
        let elements = compiled.tables().elements_of(clause);
        let mut terms: Vec<u16> = elements.iter().map(|e| e.term).collect();
        terms.sort_by_key(|t| count[usize::from(*t)]);
        let Some(&rarest) = terms.first() else { continue };
        let other = terms.get(1);
        asked.extend(other);
        let bit = other.map_or(ALWAYS, |term| mask_bit(*term));
        by_term.entry(rarest).or_default().push(Anchor::new(i as u16, bit));
    }
    // Many sets have the same.
    let (mut lists, mut known_masks, mut known_hints) = (HashMap::new(), HashMap::new(), HashMap::new());
    for number in 0..compiled.sets.len() {
        let mut terms: Vec<u16> = compiled.tables().terms_of(number as u16).collect();
        terms.sort_unstable();
        let list: Vec<Anchor> = terms.iter().filter_map(|t| by_term.get(t)).flatten().copied().collect();
        compiled.sets[number].anchors = *lists.entry(list).or_insert_with_key(|list| {
            let from = compiled.anchors.len() as u16;
            compiled.anchors.extend(list);
            (from, compiled.anchors.len() as u16)
        });
        let asked = mask(terms.iter().filter(|t| asked.contains(t)).copied());
        compiled.sets[number].asked = kept(asked, &mut compiled.masks, &mut known_masks);
        compiled.sets[number].hints =
            kept(folded(mask(terms.iter().copied())), &mut compiled.hints, &mut known_hints);
    }
}

/// The place of a value in a table that holds each but once.
fn kept<T: Copy + Eq + Hash>(value: T, table: &mut Vec<T>, known: &mut HashMap<T, u16>) -> u16 {
    *known.entry(value).or_insert_with(|| {
        table.push(value);
        (table.len() - 1) as u16
    })
}

/// How often each term occurs in the examples.
fn counts(compiled: &Compiled, model: &Model) -> Vec<usize> {
    let tables = compiled.tables();
    let mut count = vec![0; compiled.term_names.len()];
    for (_, text) in model.rules.iter().flat_map(|r| &r.examples) {
        for found in scan(&tables, text.as_bytes(), &[], &mut [Found::default(); MAX_FOUND]).found() {
            tables.terms_of(found.set).for_each(|term| count[usize::from(term)] += 1);
        }
    }
    count
}

fn mask(terms: impl Iterator<Item = u16>) -> Mask {
    let mut mask = Mask::default();
    for term in terms {
        let bit = mask_bit(term);
        mask[usize::from(bit >> 6)] |= 1 << (bit & 63);
    }
    mask
}
