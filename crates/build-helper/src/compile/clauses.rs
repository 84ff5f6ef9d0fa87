//! Clauses: patterns as rows of terms. Those that forbid rules are kept apart until the number of the others is known.

use std::collections::HashMap;

use super::terms::Terms;
use crate::diagnostic::{Diagnostics, Position};
use crate::engine::tables::{Clause, Element, NONE, Op};
use crate::model::Model;
use crate::pattern::{self, Item, Part, Pattern};

pub(super) struct Clauses<'m> {
    pub terms: Terms<'m>,
    pub elements: Vec<Element>,
    pub clauses: Vec<Clause>,
    /// What forbids rules: each clause once, as many rules have the same.
    unless: Vec<Clause>,
    unless_known: HashMap<Pattern, u16>,
}

impl<'m> Clauses<'m> {
    pub(super) fn new(terms: Terms<'m>) -> Self {
        Self {
            terms,
            elements: Vec::new(),
            clauses: Vec::new(),
            unless: Vec::new(),
            unless_known: HashMap::new(),
        }
    }

    /// Adds a pattern by which a rule wins.
    pub(super) fn add(&mut self, rule: u16, p: &Pattern, at: Position, errors: &mut Diagnostics) {
        let clause = self.clause(rule, p, at, errors);
        self.clauses.extend(clause);
    }

    /// The number, among those that forbid, of a pattern.
    pub(super) fn guard(&mut self, p: &Pattern, at: Position, errors: &mut Diagnostics) -> Option<u16> {
        if let Some(known) = self.unless_known.get(p) {
            return Some(*known);
        }
        let clause = self.clause(NONE, p, at, errors)?;
        let number = self.unless.len() as u16;
        self.unless.push(clause);
        self.unless_known.insert(p.clone(), number);
        Some(number)
    }

    fn clause(&mut self, rule: u16, p: &Pattern, at: Position, errors: &mut Diagnostics) -> Option<Clause> {
        let first = self.elements.len() as u16;
        let mut elements = Vec::new();
        for (op, gap, part) in &p.parts {
            elements.push(Element { term: self.terms.of(part, at, errors)?, op: *op, gap: *gap });
        }
        let Ok(count @ 1..) = u8::try_from(elements.len()) else {
            errors.add(at, "a pattern has 1 to 255 parts");
            return None;
        };
        self.elements.extend(elements);
        Some(Clause { first, count, rule, at_start: p.at_start, at_end: p.at_end })
    }

    /// Puts the clauses that forbid behind the others; says where they begin.
    pub(super) fn join_guards(&mut self) -> u16 {
        let before = self.clauses.len() as u16;
        self.clauses.append(&mut self.unless);
        before
    }
}

/// The patterns that texts stand for.
pub(super) fn parse_all(list: &[(Position, String)], errors: &mut Diagnostics) -> Vec<(Position, Pattern)> {
    let mut all = Vec::new();
    for (at, text) in list {
        match pattern::parse(text) {
            Ok(spellings) => all.extend(spellings.into_iter().map(|p| (*at, p))),
            Err(message) => errors.add(*at, message),
        }
    }
    all
}

/// How many rules each pattern forbids.
pub(super) fn guard_uses(model: &Model) -> HashMap<Pattern, usize> {
    let mut uses = HashMap::new();
    let texts = model.rules.iter().flat_map(|r| &r.unless.patterns);
    for pattern in texts.filter_map(|(_, text)| pattern::parse(text).ok()).flatten() {
        *uses.entry(pattern).or_default() += 1;
    }
    uses
}

/// A pattern that is nothing but words in a row.
pub(super) fn any_of(spellings: Vec<Vec<Item>>) -> Pattern {
    Pattern { parts: vec![(Op::Then, 0, Part::Any(spellings))], ..Pattern::default() }
}

/// The same patterns, those that are nothing but words in a row as one, as far as they may be: which of them was said makes
/// no difference, and each pattern costs room and time.
pub(super) fn joined(
    patterns: Vec<(Position, Pattern)>,
    may: impl Fn(&Pattern) -> bool,
) -> Vec<(Position, Pattern)> {
    let mut all: Option<(Position, Vec<Vec<Item>>)> = None;
    let mut rest = Vec::new();
    for (at, p) in patterns {
        match &p.parts[..] {
            [(_, _, Part::Any(spellings))] if !p.at_start && !p.at_end && may(&p) => {
                all.get_or_insert_with(|| (at, Vec::new())).1.extend(spellings.iter().cloned());
            }
            _ => rest.push((at, p)),
        }
    }
    let words = all.map(|(at, mut spellings)| {
        spellings.sort();
        spellings.dedup();
        (at, any_of(spellings))
    });
    words.into_iter().chain(rest).collect()
}
