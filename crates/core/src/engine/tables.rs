//! The tables that `codes.yaml` compiles to. Flat slices of numbers, so that they can be `static`.

pub use super::amount::Counted;
pub use super::clauses::{
    Anchor, CategoryFacts, Clause, Element, EnhancedRange, Names, Op, Rule, VendorCode,
};
pub use super::key::Key;
pub use super::lists::{Ending, Lists};
pub use super::terms::{ALWAYS, Hints, Kind, Mask, Set, Term, has_bit, hint, places};
pub use super::trie::{Edge, Node, Word, halves, whole};

/// No number: no provider, no category, no override.
pub const NONE: u16 = u16::MAX;

/// The number of a word that is in no table.
pub const UNKNOWN: u16 = 0;

/// What lies between two places of a table.
#[inline(always)]
pub fn part<T>(table: &[T], (from, to): (u16, u16)) -> &[T] {
    table.get(from.into()..to.into()).unwrap_or(&[])
}

/// All of `codes.yaml` that classifying needs.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'t> {
    /// For each bucket of words, what makes their places differ: a perfect hash. A power of two of them.
    pub seeds: &'t [u16],
    /// The words, each at its number, with gaps; the first is none, and leads nowhere.
    pub words: &'t [Word],
    /// The edges of the trie, but for those from its root. What is met most often comes first, so that
    /// it lies side by side in the caches.
    pub edges: &'t [Edge],
    /// The nodes that they lead to; the first leads nowhere.
    pub nodes: &'t [Node],
    /// Sets of terms; the first is empty.
    pub sets: &'t [Set],
    /// For sets from `names.first_named` on, the set that stands for them inside host names and URLs, where fewer terms
    /// count; nothing does of those before.
    pub in_names: &'t [u16],
    /// The bits of their terms.
    pub masks: &'t [Mask],
    /// The same, shorter, to look for single terms.
    pub hints: &'t [Hints],
    /// The terms of sets, with gaps that hold [`NONE`].
    pub members: &'t [u16],
    /// The markers of sets.
    pub markers: &'t [u16],
    /// The clauses of sets.
    pub anchors: &'t [Anchor],
    /// The terms, as far as there is more to know of them than their number.
    pub terms: &'t [Term],
    /// The clauses, in the order of their rules; behind them those that forbid rules.
    pub clauses: &'t [Clause],
    /// Their elements.
    pub elements: &'t [Element],
    /// The rules, best first.
    pub rules: &'t [Rule],
    /// The numbers of the clauses that forbid each.
    pub guards: &'t [u16],
    /// Reply codes, from and to.
    pub reply_ranges: &'t [(u16, u16)],
    /// Enhanced status codes.
    pub enhanced_ranges: &'t [EnhancedRange],
    /// Providers' own codes.
    pub vendor_codes: &'t [VendorCode],
    /// A bit for each code that some provider has as its own, see [`vendor_bit`].
    pub vendor_bits: &'t [u64],
    /// Enhanced status codes that say a category by themselves, sorted by key.
    pub enhanced_category: &'t [(u32, u8)],
    /// Reply codes that do, sorted.
    pub reply_category: &'t [(u16, u8)],
    /// The reply codes below 400 that exist, sorted, and whether each is about the session alone.
    pub replies: &'t [(u16, bool)],
    /// Facts about the categories, by number.
    pub categories: &'t [CategoryFacts],
    /// For each provider number whether it is mail software that many run, not one service.
    pub software: &'t [bool],
    /// What each block list lists: true for domains.
    pub lists_domains: &'t [bool],
    /// Words behind a number that say what it counts, sorted.
    pub counted: &'t [(Key, Counted)],
    /// Endings of words before a number that say what it is, list by list.
    pub endings: &'t [Ending],
    /// What is written around times and replies, list by list: see [`Texts`](super::lists::Texts).
    pub texts: &'t [u8],
    /// Where those lists lie.
    pub lists: Lists,
    /// Numbers by name.
    pub names: Names,
}

impl<'t> Tables<'t> {
    /// The number of a word, or [`UNKNOWN`]: no branch, as it cannot be foretold whether a word is known.
    #[inline(always)]
    pub fn find(&self, key: Key) -> u16 {
        let hash = key.hash();
        let seed = self.seeds.get(bucket(hash, self.seeds.len())).copied().unwrap_or(0);
        let at = place(hash, seed, self.words.len());
        let known = self.words.get(at).is_some_and(|w| whole(w.hash) == (hash >> 32) as u32);
        at as u16 & u16::from(known).wrapping_neg()
    }

    /// The rule with a rank.
    #[inline(always)]
    pub fn rule(&self, rank: u16) -> Option<&'t Rule> {
        self.rules.get(usize::from(rank))
    }

    /// What is known of a category.
    #[inline(always)]
    pub fn category(&self, number: u8) -> Option<&'t CategoryFacts> {
        self.categories.get(usize::from(number))
    }

    /// Whether a category retires the address.
    #[inline(always)]
    pub fn is_hard(&self, category: u8) -> bool {
        self.category(category).is_some_and(|c| c.hard)
    }

    /// The word with a number.
    #[inline(always)]
    pub fn word(&self, number: u16) -> Option<&'t Word> {
        self.words.get(usize::from(number))
    }

    /// What the word with number `word` leads to from `node`.
    #[inline(always)]
    pub fn step(&self, node: &Node, word: u16) -> Option<&'t Node> {
        if !node.may_lead(word) {
            return None;
        }
        let before = node.bits() & ((1 << (word & 63)) - 1);
        let mut at = node.edges() + before.count_ones() as usize;
        loop {
            let edge = self.edges.get(at)?;
            if edge.word == word {
                return self.nodes.get(usize::from(edge.to));
            }
            if edge.more == 0 {
                return None;
            }
            at += usize::from(edge.more);
        }
    }

    /// What a set stands for inside host names and URLs.
    #[inline(always)]
    pub fn in_names(&self, set: u16) -> u16 {
        let at = set.checked_sub(self.names.first_named);
        at.and_then(|at| self.in_names.get(usize::from(at))).copied().unwrap_or(0)
    }

    /// Whether a set holds a term.
    #[inline(always)]
    pub fn holds(&self, set: u16, term: u16) -> bool {
        let Some(set) = self.sets.get(usize::from(set)) else { return false };
        let [one, other] = places(term, set.seed, set.mask);
        let Some(members) = self.members_of(set) else { return false };
        // Where it lies cannot be foretold: both are looked at.
        (members.get(one) == Some(&term)) | (members.get(other) == Some(&term))
    }

    /// The terms of a set that rules are made of.
    pub fn terms_of(&self, set: u16) -> impl Iterator<Item = u16> + use<'t> {
        let set = self.sets.get(usize::from(set));
        set.and_then(|set| self.members_of(set)).unwrap_or(&[]).iter().copied().filter(|term| *term != NONE)
    }

    /// The places of a set, and what lies there.
    #[inline(always)]
    fn members_of(&self, set: &Set) -> Option<&'t [u16]> {
        let first = set.first as usize;
        self.members.get(first..=first + usize::from(set.mask))
    }

    /// The elements of a clause.
    #[inline(always)]
    pub fn elements_of(&self, clause: &Clause) -> &'t [Element] {
        let first = usize::from(clause.first);
        self.elements.get(first..first + usize::from(clause.count)).unwrap_or(&[])
    }

    /// The markers of a set.
    #[inline(always)]
    pub fn markers_of(&self, set: u16) -> &[u16] {
        self.sets.get(usize::from(set)).map_or(&[], |s| part(self.markers, s.markers))
    }
}

/// The bit of an enhanced status code in [`Tables::vendor_bits`].
#[inline(always)]
pub fn vendor_bit(subject: u16, detail: u16) -> usize {
    usize::from(subject) << 10 | usize::from(detail & 1023)
}

/// The bucket of a word among so many, a power of two.
#[inline(always)]
pub fn bucket(hash: u64, buckets: usize) -> usize {
    (hash >> 40) as usize & buckets.wrapping_sub(1)
}

/// The place of a word among so many, of which the first is no word's, by its bucket's seed.
#[inline(always)]
pub fn place(hash: u64, seed: u16, words: usize) -> usize {
    let spread = (hash as u32 ^ u32::from(seed)).wrapping_mul(0x9e37_79b1);
    1 + ((u64::from(spread) * words.saturating_sub(1) as u64) >> 32) as usize
}
