//! The tables that `codes.yaml` compiles to. Flat slices of numbers, so that they can be `static`.

/// No number: no provider, no category, no override.
pub const NONE: u16 = u16::MAX;

/// The number of a word that is in no table.
pub const UNKNOWN: u16 = 0;

/// What an occurrence of a term stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A concept or a literal that rules are made of.
    Word,
    /// A text marker of the provider with this number.
    Provider,
    /// A zone or name of the block list with this number.
    Blocklist,
    /// A unit of time of so many seconds.
    Unit,
    /// A time of so many seconds, in words: "half an hour".
    Time,
    /// Announces a waiting time: "try again in".
    Wait,
    /// Says that a time is none to wait: "per", "older than".
    Rate,
    /// Names an SMTP command.
    Command,
}

/// A concept, a literal or a marker.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// What it stands for.
    pub kind: Kind,
    /// Its number, for kinds that have one.
    pub value: u32,
}

/// A set of terms as 256 bits. Two terms may share a bit: it rules out, it does not prove.
pub type Mask = [u64; 4];

/// The bit of a term in a mask, 0 to 255.
#[inline(always)]
pub const fn mask_bit(term: u16) -> u8 {
    ((term as u32).wrapping_mul(0x9e37_79b1) >> 24) as u8
}

/// A bit that is set whatever a text says.
pub const ALWAYS: u8 = 255;

/// A set of terms as 128 bits, in the same way.
pub type Hints = [u64; 2];

/// A mask as hints: its halves over each other.
pub fn folded([a, b, c, d]: Mask) -> Hints {
    [a | c, b | d]
}

/// The bit of a term in hints: which half, and which bit of it.
#[inline(always)]
pub const fn hint(term: u16) -> (usize, u8) {
    let bit = mask_bit(term);
    ((bit >> 6 & 1) as usize, bit & 63)
}

/// Whether a mask has a bit.
#[inline(always)]
pub fn has_bit(mask: &Mask, bit: u8) -> bool {
    mask[usize::from(bit >> 6)] >> (bit & 63) & 1 == 1
}

/// Terms that one phrase stands for, all together.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// Where those that rules are made of lie in `members`: the first place.
    pub first: u32,
    /// One less than the number of places, which is a power of two.
    pub mask: u16,
    /// What decides between the ways to lay them out, see [`places`].
    pub seed: u16,
    /// Those that are markers, units, waits or commands: from and to in `markers`.
    pub markers: (u16, u16),
    /// Clauses that are looked at when the phrase is seen: from and to in `anchors`.
    pub anchors: (u16, u16),
    /// The bits of those that an anchor asks for: a place in `masks`.
    pub asked: u16,
    /// The bits of all that rules are made of: a place in `hints`.
    pub hints: u16,
}

/// The two places of a term among those of a set: it lies at one of them, if it is in the set.
#[inline(always)]
pub fn places(term: u16, seed: u16, mask: u16) -> [usize; 2] {
    let spread = (u32::from(seed) << 16 | u32::from(term)).wrapping_mul(0x9e37_79b1);
    let spread = spread ^ spread >> 15;
    [spread as u16 & mask, (spread >> 16) as u16 & mask].map(usize::from)
}

/// What lies between two places of a table.
#[inline(always)]
pub fn part<T>(table: &[T], (from, to): (u16, u16)) -> &[T] {
    table.get(from.into()..to.into()).unwrap_or(&[])
}

/// How an element stands to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Op {
    /// Behind the one before, at most so many words between, in the same sentence unless that is 0.
    Then,
    /// Before or behind all so far, at most so many words between, in the same sentence.
    Near,
    /// Anywhere in the reply.
    Anywhere,
}

/// One term of a clause.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// Which term.
    pub term: u16,
    /// How it stands to those before it.
    pub op: Op,
    /// How many words may lie between.
    pub gap: u8,
}

/// One way to say what a rule recognises.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// Its first element in `elements`.
    pub first: u16,
    /// How many elements it has.
    pub count: u8,
    /// The rule, or [`NONE`] if it forbids rules.
    pub rule: u16,
    /// The first element must be the first word of the reply's text.
    pub at_start: bool,
    /// The last element must be the last word of the reply's text.
    pub at_end: bool,
}

/// What a rule asks of an enhanced status code.
#[derive(Clone, Copy, Debug)]
pub struct EnhancedRange {
    /// 0 for any class.
    pub class: u8,
    /// The subject.
    pub subject: u16,
    /// The first detail.
    pub from: u16,
    /// The last detail.
    pub to: u16,
}

impl EnhancedRange {
    /// Whether `code` is in the range.
    pub fn holds(&self, code: super::Enhanced) -> bool {
        // No short-circuit: whole tables are asked, and a branch that cannot be foretold costs more than it saves.
        (self.class == 0 || self.class == code.class)
            & (self.subject == code.subject)
            & (self.from <= code.detail)
            & (code.detail <= self.to)
    }
}

/// A rule. Its place in the list is its rank: the first that holds wins.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What it says the cause is.
    pub category: u8,
    /// The severity where it is not what the codes claim, or 255.
    pub severity: u8,
    /// Says so little that a specific enhanced status code outweighs it.
    pub generic: bool,
    /// Is about what stands before a quoted reply alone, and outweighs a hard verdict on that.
    pub before: bool,
    /// The provider that must be known, or `NONE`.
    pub provider: u16,
    /// Reply codes, from and to, of which one must be there: a slice of `reply_ranges`.
    pub reply: (u32, u32),
    /// Enhanced status codes of which one must be there: a slice of `enhanced_ranges`.
    pub enhanced: (u32, u32),
    /// SMTP commands, a bit each, of which one must be known; 0 for any.
    pub commands: u16,
    /// Clauses of which none may hold: a slice of `guards`.
    pub unless: (u32, u32),
}

/// A provider's own meaning of an enhanced status code.
#[derive(Clone, Copy, Debug)]
pub struct VendorCode {
    /// The provider.
    pub provider: u16,
    /// Means this whoever sends it.
    pub alone: bool,
    /// Which codes.
    pub codes: EnhancedRange,
    /// What they mean; 255 if that is open, so that the registry's meaning does not hold either.
    pub category: u8,
}

/// What the decision needs to know of a category.
#[derive(Clone, Copy, Debug)]
pub struct CategoryFacts {
    /// Retires the address, unless transient.
    pub hard: bool,
    /// Whose side the cause lies on.
    pub side: u8,
    /// What to do next.
    pub action: u8,
    /// Keeps its action on a transient reply.
    pub sticky: bool,
    /// Is no failure.
    pub notice: bool,
    /// Is about the sender's names and their DNS.
    pub sender_name: bool,
    /// Can only be said of a recipient that was named.
    pub named: bool,
}

/// Numbers that the decision refers to by name.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// The category of a success.
    pub accepted: u8,
    /// The category of what nothing says enough about.
    pub unknown: u8,
    /// The action "retry".
    pub retry: u8,
    /// The category of a listed IP address.
    pub ip_blocklisted: u8,
    /// The category of a listed domain.
    pub domain_blocklisted: u8,
    /// The action of a verdict without a failure.
    pub no_action: u8,
    /// Commands that come before the recipient is named, a bit each.
    pub before_recipient: u16,
    /// Terms that take back that an address is done for, such as "try again later"; or `NONE`.
    pub take_back: [u16; 2],
    /// The first set of which something counts inside host names and URLs, too; see [`Tables::in_names`].
    pub first_named: u16,
    /// The first set with a marker; all that follow have one, too.
    pub first_marker: u16,
}

/// A node of the trie of phrases. Numbers of more than 16 bits are in halves, low half first, so that it takes no more room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Node {
    /// The set of terms whose phrases end here.
    pub set: u16,
    /// The first of the edges that go on from here.
    pub first: [u16; 2],
    /// A bit for each word that goes on from here, by the word's number. As many edges lie side by side, in the order of
    /// their bits; words that share a bit are chained.
    pub next: [u16; 4],
}

impl Node {
    /// Whether a word may go on from here: what says no is right.
    #[inline(always)]
    pub fn may_lead(&self, word: u16) -> bool {
        self.bits() >> (word & 63) & 1 == 1
    }

    /// Its edges.
    #[inline(always)]
    fn edges(&self) -> usize {
        whole(self.first) as usize
    }

    /// The parts of `next`.
    #[inline(always)]
    fn bits(&self) -> u64 {
        let [a, b, c, d] = self.next;
        u64::from(whole([c, d])) << 32 | u64::from(whole([a, b]))
    }
}

/// The number with these halves.
#[inline(always)]
pub fn whole([low, high]: [u16; 2]) -> u32 {
    u32::from(high) << 16 | u32::from(low)
}

/// The halves of a number.
pub const fn halves(number: u32) -> [u16; 2] {
    [number as u16, (number >> 16) as u16]
}

/// A word, and what it leads to from the root.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// The high half of its key's hash, which stands for the word at its place: that a word of some reply has the same by
    /// chance is as good as never. In halves, as in [`Node`].
    pub hash: [u16; 2],
    /// See [`Node::set`].
    pub set: u16,
    /// Where longer phrases go on: a place in `nodes`, or 0.
    pub node: u16,
    /// A bit for each word that goes on from there, by the last bits of its number.
    pub next: u16,
}

impl Word {
    /// Whether a word may go on from here: what says no is right.
    #[inline(always)]
    pub fn may_lead(&self, word: u16) -> bool {
        self.next >> (word & 15) & 1 == 1
    }
}

/// A way from an inner node to another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Edge {
    /// The word.
    pub word: u16,
    /// How many edges further on the next word with the same bit is, or 0.
    pub more: u16,
    /// Where it leads: a place in `nodes`.
    pub to: u16,
}

/// A clause to look at when a set is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The clause.
    pub clause: u16,
    /// The bit of another of its terms in a `Mask`, or [`ALWAYS`]: without it it cannot hold.
    pub bit: u8,
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
    /// Numbers by name.
    pub names: Names,
}

impl<'t> Tables<'t> {
    /// The number of a word, or [`UNKNOWN`]: no branch, as it cannot be foretold whether a word is known.
    #[inline(always)]
    pub fn find(&self, key: super::word::Key) -> u16 {
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
