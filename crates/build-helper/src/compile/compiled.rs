//! The result: the engine's tables, each owning its rows.

use super::clauses::Clauses;
use super::hash::Hash;
use super::layout::{Layout, lay_out};
use super::lists::Surroundings;
use super::rules::Rules;
use super::{TAKE_BACK, facts};
use crate::engine::tables::{
    Anchor, CategoryFacts, Clause, Counted, Edge, Element, Ending, EnhancedRange, Hints, Key, Kind, Lists,
    Mask, Names, Node, Rule, Set, Tables, Term, VendorCode, Word,
};

/// Tables that own their parts.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// See [`Tables::seeds`], and so on for each.
    pub seeds: Vec<u16>,
    /// Words.
    pub words: Vec<Word>,
    /// Edges.
    pub edges: Vec<Edge>,
    /// Nodes.
    pub nodes: Vec<Node>,
    /// Sets.
    pub sets: Vec<Set>,
    /// What some of them stand for inside names.
    pub in_names: Vec<u16>,
    /// The bits of their terms, for two purposes.
    pub masks: Vec<Mask>,
    /// The same, shorter.
    pub hints: Vec<Hints>,
    /// Their terms.
    pub members: Vec<u16>,
    /// Their markers.
    pub markers: Vec<u16>,
    /// Their clauses.
    pub anchors: Vec<Anchor>,
    /// Terms.
    pub terms: Vec<Term>,
    /// Clauses.
    pub clauses: Vec<Clause>,
    /// Elements.
    pub elements: Vec<Element>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// What forbids them.
    pub guards: Vec<u16>,
    /// Reply codes.
    pub reply_ranges: Vec<(u16, u16)>,
    /// Enhanced status codes.
    pub enhanced_ranges: Vec<EnhancedRange>,
    /// Providers' own codes.
    pub vendor_codes: Vec<VendorCode>,
    /// Which they are.
    pub vendor_bits: Vec<u64>,
    /// Categories of enhanced status codes.
    pub enhanced_category: Vec<(u32, u8)>,
    /// Reply codes that report no failure.
    pub replies: Vec<(u16, bool)>,
    /// Categories of reply codes.
    pub reply_category: Vec<(u16, u8)>,
    /// Facts.
    pub categories: Vec<CategoryFacts>,
    /// Mail software.
    pub software: Vec<bool>,
    /// Lists of domains.
    pub lists_domains: Vec<bool>,
    /// What numbers count.
    pub counted: Vec<(Key, Counted)>,
    /// Endings of words before numbers.
    pub endings: Vec<Ending>,
    /// Texts around times and replies.
    pub texts: Vec<u8>,
    /// Where their lists lie.
    pub lists: Lists,
    /// Numbers by name.
    pub names: Names,
    /// The id of each rule, by rank.
    pub rule_ids: Vec<String>,
    /// The id of each providers' own code.
    pub vendor_ids: Vec<String>,
    /// The name of each term, for people.
    pub term_names: Vec<String>,
}

impl Compiled {
    /// All but what hangs clauses on terms, which asks the tables themselves.
    pub(super) fn new(
        rules: Rules<'_>,
        around: Surroundings,
        take_back: [u16; TAKE_BACK.len()],
        hash: Hash,
    ) -> Self {
        let Rules { model, clauses, rules, ids, guards, reply_ranges, enhanced_ranges } = rules;
        let Clauses { terms, elements, clauses, .. } = clauses;
        let Layout { seeds, words, edges, nodes, sets, first_named, first_marker } =
            lay_out(&terms.trie, &terms.terms, model, hash);
        let vendor = facts::Vendor::of(model);
        Self {
            seeds,
            words,
            edges,
            nodes,
            sets: sets.sets,
            in_names: sets.in_names,
            masks: Vec::new(),
            hints: Vec::new(),
            members: sets.members,
            markers: sets.markers,
            anchors: Vec::new(),
            terms: told(&terms.terms),
            clauses,
            elements,
            rules,
            guards,
            reply_ranges,
            enhanced_ranges,
            vendor_codes: vendor.codes,
            vendor_bits: vendor.bits,
            enhanced_category: facts::enhanced_category(model),
            replies: facts::replies(model),
            reply_category: facts::reply_category(model),
            categories: facts::categories(model),
            software: facts::software(model),
            lists_domains: facts::lists_domains(model),
            counted: around.counted,
            endings: around.endings,
            texts: around.texts,
            lists: around.lists,
            names: facts::names(model, take_back, [first_named, first_marker]),
            rule_ids: ids,
            vendor_ids: vendor.ids,
            term_names: terms.names,
        }
    }

    /// As the engine takes them.
    pub fn tables(&self) -> Tables<'_> {
        Tables {
            seeds: &self.seeds,
            words: &self.words,
            edges: &self.edges,
            nodes: &self.nodes,
            sets: &self.sets,
            in_names: &self.in_names,
            masks: &self.masks,
            hints: &self.hints,
            members: &self.members,
            markers: &self.markers,
            anchors: &self.anchors,
            terms: &self.terms,
            clauses: &self.clauses,
            elements: &self.elements,
            rules: &self.rules,
            guards: &self.guards,
            reply_ranges: &self.reply_ranges,
            enhanced_ranges: &self.enhanced_ranges,
            vendor_codes: &self.vendor_codes,
            vendor_bits: &self.vendor_bits,
            enhanced_category: &self.enhanced_category,
            replies: &self.replies,
            reply_category: &self.reply_category,
            categories: &self.categories,
            software: &self.software,
            lists_domains: &self.lists_domains,
            counted: &self.counted,
            endings: &self.endings,
            texts: &self.texts,
            lists: self.lists,
            names: self.names,
        }
    }
}

/// Of terms that only rules are made of there is nothing to know; nearly all of them come last.
fn told(terms: &[Term]) -> Vec<Term> {
    let last = terms.iter().rposition(|term| term.kind != Kind::Word);
    last.map_or(Vec::new(), |last| terms[..=last].to_vec())
}
