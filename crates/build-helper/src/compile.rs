//! Rules, concepts and markers to the tables of the engine.

mod anchors;
mod trie;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Diagnostics, Position};
use crate::engine::MAX_CLAUSES;
use crate::engine::tables::{
    Anchor, CategoryFacts, Clause, Edge, Element, EnhancedRange, Kind, NONE, Names, Node, Op, Rule, Set,
    Signs, Tables, Term, VendorCode, Word, vendor_bit,
};
use crate::engine::word::{IP, Key, OWN_IP};
use crate::model::{self, Model};
use crate::pattern::{self, Item, Part, Pattern};

use anchors::anchor;
use trie::{Sets, Trie, perfect_hash};

/// Spellings that one concept may have once the concepts that it names are put in.
const MAX_PHRASES: usize = 6000;
/// Edges of the trie of phrases: some 10 bytes each in every library and program.
const MAX_EDGES: usize = 100_000;
/// The concept whose words announce a waiting time.
pub const WAIT: &str = "wait_announced";
/// The concepts whose words take back that an address is done for.
pub const TAKE_BACK: [&str; 2] = ["retry_later", "lookup_failed"];
/// Concepts made of the markers of block lists: of IP addresses, and of domains.
pub const LISTS: [&str; 2] = ["ip_list", "domain_list"];

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
    /// Their signs.
    pub signs: Vec<Signs>,
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
    /// As the engine takes them.
    pub fn tables(&self) -> Tables<'_> {
        Tables {
            seeds: &self.seeds,
            words: &self.words,
            edges: &self.edges,
            nodes: &self.nodes,
            sets: &self.sets,
            signs: &self.signs,
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
            names: self.names,
        }
    }
}

/// What a term is told apart by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Name {
    Concept(String),
    Any(Vec<Vec<Item>>),
    Marker(u8, u32),
}

/// A phrase as keys, and whether it counts inside names.
type Phrase = (Vec<Key>, bool);

/// What ends at a node of the trie, and what goes on from it.
type Shape = (Vec<(u16, bool)>, Vec<(u16, u32)>);

struct Builder<'m> {
    model: &'m Model,
    concepts: HashMap<&'m str, &'m model::Concept>,
    expanded: HashMap<String, Vec<Phrase>>,
    words: BTreeMap<Key, u16>,
    /// Edges: node and word to node.
    trie: BTreeMap<(u32, u16), u32>,
    /// For each node the terms whose phrases end there, and whether also inside names.
    accepts: Vec<BTreeMap<u16, bool>>,
    terms: Vec<Term>,
    term_names: Vec<String>,
    by_name: HashMap<Name, u16>,
    elements: Vec<Element>,
    clauses: Vec<Clause>,
    rules: Vec<Rule>,
    /// What forbids them: each clause once, as many rules have the same.
    unless: Vec<Clause>,
    unless_known: HashMap<Pattern, u16>,
    guards: Vec<u16>,
    rule_ids: Vec<String>,
    reply_ranges: Vec<(u16, u16)>,
    enhanced_ranges: Vec<EnhancedRange>,
}

/// Compiles a model; mistakes in patterns go to `errors`.
pub fn compile(model: &Model, errors: &mut Diagnostics) -> Option<Compiled> {
    let mut b = Builder {
        model,
        concepts: model.concepts.iter().map(|c| (c.id.as_str(), c)).collect(),
        expanded: HashMap::new(),
        words: BTreeMap::new(),
        trie: BTreeMap::new(),
        accepts: vec![BTreeMap::new()],
        terms: Vec::new(),
        term_names: Vec::new(),
        by_name: HashMap::new(),
        elements: Vec::new(),
        clauses: Vec::new(),
        rules: Vec::new(),
        unless: Vec::new(),
        unless_known: HashMap::new(),
        guards: Vec::new(),
        rule_ids: Vec::new(),
        reply_ranges: Vec::new(),
        enhanced_ranges: Vec::new(),
    };
    b.lists();
    b.markers(errors);
    b.vendor_tags(errors);
    b.own_rules(errors);
    b.join_guards();
    for concept in &model.concepts {
        // Also those that no rule uses: a mistake in one should not wait for its first use.
        b.expand(&concept.id, concept.at, &mut Vec::new(), errors);
    }
    let mut take_back = [NONE; TAKE_BACK.len()];
    for (term, concept) in take_back.iter_mut().zip(TAKE_BACK) {
        if b.concepts.contains_key(concept) {
            *term = b.term(&Part::Concept(concept.to_owned()), Position::default(), errors)?;
        }
    }
    if !errors.is_empty() {
        return None;
    }
    b.merge_nodes();
    limits(
        &[
            ("terms", b.terms.len()),
            ("words", b.words.len()),
            ("nodes", b.accepts.len()),
            ("rules", b.rules.len()),
        ],
        errors,
    );
    for (what, count, limit) in
        [("edges", b.trie.len(), MAX_EDGES), ("clauses", b.clauses.len(), MAX_CLAUSES)]
    {
        if count > limit {
            errors.add(START, format!("{count} {what}, the tables hold {limit}"));
        }
    }
    let hash = perfect_hash(b.words.keys().copied());
    if hash.is_none() {
        errors.add(START, "no perfect hash of the words was found");
    }
    let mut compiled = hash.filter(|_| errors.is_empty()).map(|hash| b.finish(take_back, hash))?;
    limits(
        &[
            ("sets", compiled.sets.len()),
            ("members of sets", compiled.members.len()),
            ("elements", compiled.elements.len()),
        ],
        errors,
    );
    if errors.is_empty() {
        anchor(&mut compiled, model);
        limits(&[("anchors", compiled.anchors.len())], errors);
    }
    errors.is_empty().then_some(compiled)
}

/// Where mistakes stand that are no line's own.
const START: Position = Position { line: 1, column: 1 };
/// What the tables hold of nearly everything: its number has 16 bits.
const LIMIT: usize = 65_000;

/// Reports what is too much for the tables.
fn limits(counts: &[(&str, usize)], errors: &mut Diagnostics) {
    for (what, count) in counts.iter().filter(|(_, count)| *count > LIMIT) {
        errors.add(START, format!("{count} {what}, the tables hold {LIMIT}"));
    }
}

/// A number by its id; 255 if the id is wrong, which the checks have reported.
pub fn category_number(model: &Model, id: &str) -> u8 {
    model.categories.iter().find(|c| c.item.id == id).map_or(u8::MAX, |c| c.item.number as u8)
}

fn provider_number(model: &Model, id: &str) -> u16 {
    model.providers.iter().find(|p| p.id == id).map_or(NONE, |p| p.number)
}

impl<'m> Builder<'m> {
    /// The two concepts that are made of block lists' markers.
    fn lists(&mut self) {
        for (name, domains) in [(LISTS[0], false), (LISTS[1], true)] {
            let phrases = self
                .model
                .blocklists
                .iter()
                .filter(|b| (b.lists != "ip") == domains)
                .flat_map(|b| b.markers.iter().map(|(_, m)| (pattern::words(m).0, true)))
                .collect();
            self.expanded.insert(name.to_owned(), phrases);
        }
    }

    /// Markers of providers and block lists, units, waits and commands.
    fn markers(&mut self, errors: &mut Diagnostics) {
        for p in &self.model.providers {
            let term = self.marker(Kind::Provider, u32::from(p.number), &p.id);
            for (at, text) in p.markers.iter().chain(&p.hosts) {
                self.add_marker(term, *at, text, errors);
            }
        }
        for l in &self.model.blocklists {
            let term = self.marker(Kind::Blocklist, u32::from(l.number), &l.id);
            for (at, text) in &l.markers {
                self.add_marker(term, *at, text, errors);
            }
        }
        for u in &self.model.units {
            let term = self.marker(Kind::Unit, u.seconds, &u.id);
            for (at, _, text) in &u.words {
                self.add_literal(term, *at, text, errors);
            }
        }
        for c in &self.model.commands {
            let term = self.marker(Kind::Command, u32::from(c.number), &c.id);
            for (at, text) in &c.words {
                self.add_literal(term, *at, text, errors);
            }
        }
        if let Some(wait) = self.concepts.get(WAIT).copied() {
            let term = self.marker(Kind::Wait, 0, WAIT);
            for (keys, in_names) in self.expand(WAIT, wait.at, &mut Vec::new(), errors) {
                self.add(term, &keys, in_names);
            }
        }
    }

    fn marker(&mut self, kind: Kind, value: u32, name: &str) -> u16 {
        let term = self.new_term(kind, value, name.to_owned());
        self.by_name.insert(Name::Marker(kind as u8, value), term);
        term
    }

    fn new_term(&mut self, kind: Kind, value: u32, name: String) -> u16 {
        self.terms.push(Term { kind, value });
        self.term_names.push(name);
        (self.terms.len() - 1) as u16
    }

    /// A marker as it stands in replies: its brackets are no alternatives.
    fn add_marker(&mut self, term: u16, at: Position, text: &str, errors: &mut Diagnostics) {
        let (keys, _) = pattern::words(text);
        if keys.is_empty() {
            errors.add(at, format!("`{text}` has no word in it"));
        }
        self.add(term, &keys, true);
    }

    fn add_literal(&mut self, term: u16, at: Position, text: &str, errors: &mut Diagnostics) {
        match pattern::alternatives(text) {
            Ok(all) => {
                for one in all {
                    let (keys, _) = pattern::words(&one);
                    if keys.is_empty() {
                        errors.add(at, format!("`{text}` has no word in it"));
                    }
                    self.add(term, &keys, true);
                }
            }
            Err(message) => errors.add(at, message),
        }
    }

    /// Enters a phrase into the trie.
    fn add(&mut self, term: u16, keys: &[Key], in_names: bool) {
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
            let to = *self.trie.entry((node, word)).or_insert(free);
            if to == free {
                self.accepts.push(BTreeMap::new());
            }
            node = to;
        }
        if node != 0 {
            *self.accepts[node as usize].entry(term).or_default() |= in_names;
        }
    }

    /// All phrases of a concept, with the concepts that it names put in.
    fn expand(
        &mut self,
        name: &str,
        at: Position,
        path: &mut Vec<String>,
        errors: &mut Diagnostics,
    ) -> Vec<Phrase> {
        if let Some(done) = self.expanded.get(name) {
            return done.clone();
        }
        let Some(concept) = self.concepts.get(name).copied() else {
            errors.add(at, format!("unknown concept `{name}`"));
            return Vec::new();
        };
        if path.iter().any(|p| p == name) {
            errors.add(at, format!("concept `{name}` names itself"));
            return Vec::new();
        }
        path.push(name.to_owned());
        let mut all = BTreeSet::new();
        for (at, _, text) in &concept.words {
            let spellings = match pattern::parse(text) {
                Ok(s) => s,
                Err(message) => {
                    errors.add(*at, message);
                    continue;
                }
            };
            for p in spellings {
                if p.at_start || p.at_end || p.parts.iter().skip(1).any(|(_, gap, _)| *gap != 0) {
                    errors.add(
                        *at,
                        "a concept's phrase is words and concepts one behind the other, nothing else",
                    );
                    continue;
                }
                let items: Vec<Vec<Vec<Item>>> = p
                    .parts
                    .iter()
                    .map(|(_, _, part)| match part {
                        Part::Concept(c) => vec![vec![Item::Concept(c.clone())]],
                        Part::Any(spellings) => spellings.clone(),
                    })
                    .collect();
                let mut open: Vec<Phrase> = vec![(Vec::new(), false)];
                for spellings in &items {
                    let next: Vec<Phrase> =
                        spellings.iter().flat_map(|s| self.spelling(s, *at, path, errors)).collect();
                    open = product(&open, &next);
                }
                all.extend(open);
            }
        }
        path.pop();
        if all.len() > MAX_PHRASES {
            errors.add(
                concept.at,
                format!("concept `{name}` has {} spellings, at most {MAX_PHRASES} are allowed", all.len()),
            );
        }
        let all: Vec<_> = all.into_iter().filter(|(k, _)| !k.is_empty()).collect();
        self.expanded.insert(name.to_owned(), all.clone());
        all
    }

    /// All phrases of a spelling.
    fn spelling(
        &mut self,
        items: &[Item],
        at: Position,
        path: &mut Vec<String>,
        errors: &mut Diagnostics,
    ) -> Vec<Phrase> {
        let mut open: Vec<Phrase> = vec![(Vec::new(), false)];
        for item in items {
            let next = match item {
                Item::Words(keys, in_names) => vec![(keys.clone(), *in_names)],
                Item::Concept(c) => self.expand(c, at, path, errors),
            };
            open = product(&open, &next);
        }
        open
    }

    fn term(&mut self, part: &Part, at: Position, errors: &mut Diagnostics) -> Option<u16> {
        let name = match part {
            Part::Concept(c) => Name::Concept(c.clone()),
            Part::Any(s) => Name::Any(s.clone()),
        };
        if let Some(&term) = self.by_name.get(&name) {
            return Some(term);
        }
        let phrases = match part {
            Part::Concept(c) => self.expand(c, at, &mut Vec::new(), errors),
            Part::Any(all) => {
                all.iter().flat_map(|s| self.spelling(s, at, &mut Vec::new(), errors)).collect()
            }
        };
        if phrases.len() > MAX_PHRASES {
            errors.add(at, format!("{} spellings, at most {MAX_PHRASES} are allowed", phrases.len()));
        }
        if phrases.is_empty() {
            return None;
        }
        let shown = match part {
            Part::Concept(c) => format!("{{{c}}}"),
            Part::Any(_) => phrases[0].0.iter().map(|k| show(*k)).collect::<Vec<_>>().join(" "),
        };
        let term = self.new_term(Kind::Word, 0, shown);
        for (keys, in_names) in phrases {
            self.add(term, &keys, in_names);
        }
        self.by_name.insert(name, term);
        Some(term)
    }

    fn clause(&mut self, rule: u16, p: &Pattern, at: Position, errors: &mut Diagnostics) -> Option<Clause> {
        let first = self.elements.len() as u16;
        let mut elements = Vec::new();
        for (op, gap, part) in &p.parts {
            elements.push(Element { term: self.term(part, at, errors)?, op: *op, gap: *gap });
        }
        let Ok(count @ 1..) = u8::try_from(elements.len()) else {
            errors.add(at, "a pattern has 1 to 255 parts");
            return None;
        };
        self.elements.extend(elements);
        Some(Clause { first, count, rule, at_start: p.at_start, at_end: p.at_end })
    }

    /// Adds what forbids the rule that is being compiled.
    fn guard(&mut self, p: &Pattern, at: Position, errors: &mut Diagnostics) {
        if let Some(known) = self.unless_known.get(p) {
            self.guards.push(*known);
        } else if let Some(clause) = self.clause(NONE, p, at, errors) {
            let number = self.unless.len() as u16;
            self.unless.push(clause);
            self.unless_known.insert(p.clone(), number);
            self.guards.push(number);
        }
    }

    fn patterns(
        &mut self,
        list: &[(Position, String)],
        errors: &mut Diagnostics,
    ) -> Vec<(Position, Pattern)> {
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
    fn guard_uses(&self) -> HashMap<Pattern, usize> {
        let mut uses = HashMap::new();
        let texts = self.model.rules.iter().flat_map(|r| &r.unless);
        for pattern in texts.filter_map(|(_, text)| pattern::parse(text).ok()).flatten() {
            *uses.entry(pattern).or_default() += 1;
        }
        uses
    }

    /// Tags that a provider prints are rules: they come first, as nothing is more specific.
    fn vendor_tags(&mut self, errors: &mut Diagnostics) {
        let mut entries: Vec<_> = self.model.vendor_codes.iter().collect();
        // A tag that needs a code too says more than the tag alone.
        entries.sort_by_key(|v| v.range.is_none());
        for v in entries {
            let Some(category) = v.category.as_deref().filter(|_| !v.tags.is_empty()) else { continue };
            let rule = self.rules.len() as u16;
            let enhanced = self.enhanced_ranges.len() as u32;
            self.enhanced_ranges.extend(v.range);
            let mut tags = Vec::new();
            for (at, tag) in &v.tags {
                let keys = pattern::words(tag).0;
                if keys.is_empty() {
                    errors.add(*at, format!("`{tag}` has no word in it"));
                } else {
                    tags.push(vec![Item::Words(keys, true)]);
                }
            }
            if tags.is_empty() {
                continue;
            }
            let guards = self.guards.len() as u32;
            for (at, p) in self.patterns(&v.unless, errors) {
                self.guard(&p, at, errors);
            }
            let parts = vec![(Op::Then, 0, Part::Any(tags))];
            let clause = self.clause(rule, &Pattern { parts, ..Pattern::default() }, v.at, errors);
            self.clauses.extend(clause);
            self.rules.push(Rule {
                category: category_number(self.model, category),
                severity: u8::MAX,
                generic: false,
                before: false,
                provider: if v.distinctive { NONE } else { provider_number(self.model, &v.provider) },
                reply: (0, 0),
                enhanced: (enhanced, self.enhanced_ranges.len() as u32),
                commands: 0,
                unless: (guards, self.guards.len() as u32),
            });
            self.rule_ids.push(v.id.clone());
        }
    }

    fn own_rules(&mut self, errors: &mut Diagnostics) {
        let uses = self.guard_uses();
        for r in &self.model.rules {
            let reply = self.reply_ranges.len() as u32;
            for (at, text) in &r.reply {
                match pattern::reply_range(text) {
                    Some(range) => self.reply_ranges.push(range),
                    None => errors.add(
                        *at,
                        format!("expected a reply code such as 550, 5xx or 550-554, found `{text}`"),
                    ),
                }
            }
            let enhanced = self.enhanced_ranges.len() as u32;
            for (at, text) in &r.enhanced {
                match pattern::enhanced_range(text) {
                    Some(range) => self.enhanced_ranges.push(range),
                    None => errors
                        .add(*at, format!("expected an enhanced status code such as X.2.2, found `{text}`")),
                }
            }
            let reply = (reply, self.reply_ranges.len() as u32);
            let enhanced = (enhanced, self.enhanced_ranges.len() as u32);
            let commands = r
                .commands
                .iter()
                .filter_map(|(_, id)| self.model.commands.iter().find(|c| c.id == *id))
                .fold(0u16, |bits, c| bits | 1 << c.number);
            let guards = self.guards.len() as u32;
            for (at, p) in joined(self.patterns(&r.unless, errors), |p| uses.get(p) == Some(&1)) {
                self.guard(&p, at, errors);
            }
            let unless = (guards, self.guards.len() as u32);
            let patterns = joined(self.patterns(&r.matches, errors), |_| true);
            if let Some((at, _)) = patterns.iter().find(|(_, p)| r.before && p.at_end) {
                errors.add(*at, "nothing ends before a reply: `$` and `before` contradict each other");
            }
            let anyone = [(Position::default(), String::new())];
            for (_, provider) in if r.providers.is_empty() { &anyone[..] } else { &r.providers } {
                let rank = self.rules.len() as u16;
                for (at, p) in &patterns {
                    if let Some(c) = self.clause(rank, p, *at, errors) {
                        self.clauses.push(c);
                    }
                }
                let severity =
                    r.severity.as_ref().and_then(|s| self.model.severities.iter().find(|i| i.id == *s));
                self.rules.push(Rule {
                    category: category_number(self.model, &r.category),
                    severity: severity.map_or(u8::MAX, |s| s.number as u8),
                    generic: r.generic,
                    before: r.before,
                    provider: provider_number(self.model, provider),
                    reply,
                    enhanced,
                    commands,
                    unless,
                });
                self.rule_ids.push(r.id.clone());
            }
        }
    }

    /// Puts the clauses that forbid rules behind those of the rules.
    fn join_guards(&mut self) {
        let before = self.clauses.len() as u16;
        self.guards.iter_mut().for_each(|guard| *guard += before);
        self.clauses.append(&mut self.unless);
    }

    /// Makes one node of all that accept the same and go on the same: what alternatives multiplied in the
    /// trie falls back to a sum.
    fn merge_nodes(&mut self) {
        let count = self.accepts.len();
        let mut children: Vec<Vec<(u16, u32)>> = vec![Vec::new(); count];
        for (&(node, word), &to) in &self.trie {
            children[node as usize].push((word, to));
        }
        let mut same: HashMap<Shape, u32> = HashMap::new();
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
        self.trie = kept
            .iter()
            .flat_map(|n| children[*n as usize].iter().map(move |&(w, to)| ((*n, w), to)))
            .map(|((n, w), to)| ((place[&n], w), place[&becomes[to as usize]]))
            .collect();
        self.accepts = kept.iter().map(|n| std::mem::take(&mut self.accepts[*n as usize])).collect();
    }

    fn finish(self, take_back: [u16; TAKE_BACK.len()], hash: (Vec<u16>, Vec<Key>)) -> Compiled {
        let model = self.model;
        let mut sets = Sets::default();
        sets.add(Vec::new(), &self.terms);
        let Trie { seeds, words, edges, nodes, first_marker } = self.lay_out(&mut sets, hash);
        let facts = |c: &model::Category| CategoryFacts {
            hard: c.hard,
            side: number_of(&model.sides, &c.side),
            action: number_of(&model.actions, &c.action),
            sticky: c.sticky_action,
            notice: c.group == "notice",
            sender_name: c.cause.as_deref() == Some("incorrect_dns"),
            named: c.side == "recipient" && !c.any_stage,
        };
        let top = model.categories.iter().map(|c| c.item.number).max().unwrap_or(0);
        let blank = CategoryFacts {
            hard: false,
            side: 0,
            action: 0,
            sticky: false,
            notice: false,
            sender_name: false,
            named: false,
        };
        let categories = (0..=top)
            .map(|n| model.categories.iter().find(|c| c.item.number == n).map_or(blank, facts))
            .collect();
        let by_number = |top: u16, test: &dyn Fn(u16) -> bool| (0..=top).map(test).collect::<Vec<_>>();
        let category = |id: &Option<String>| id.as_deref().map(|c| category_number(model, c));
        let mut enhanced_category: Vec<_> = model
            .enhanced_codes
            .iter()
            .filter_map(|c| Some((u32::from(c.subject) << 16 | u32::from(c.detail), category(&c.category)?)))
            .collect();
        enhanced_category.sort_unstable();
        let mut reply_category: Vec<_> =
            model.reply_codes.iter().filter_map(|c| Some((c.code, category(&c.category)?))).collect();
        reply_category.sort_unstable();
        let mut replies: Vec<_> =
            model.reply_codes.iter().filter(|c| c.code < 400).map(|c| (c.code, c.session)).collect();
        replies.sort_unstable();
        let mut vendor: Vec<_> = model
            .vendor_codes
            .iter()
            .filter(|v| v.tags.is_empty())
            .filter_map(|v| Some((v, v.range?, category(&v.category).unwrap_or(u8::MAX))))
            .collect();
        vendor.sort_by_key(|(_, range, _)| range.to - range.from);
        Compiled {
            seeds,
            words,
            edges,
            nodes,
            sets: sets.sets,
            signs: Vec::new(),
            members: sets.members,
            markers: sets.markers,
            anchors: Vec::new(),
            // Of those that only rules are made of there is nothing to know; nearly all of them come last.
            terms: self
                .terms
                .iter()
                .rposition(|t| t.kind != Kind::Word)
                .map_or(Vec::new(), |last| self.terms[..=last].to_vec()),
            clauses: self.clauses,
            elements: self.elements,
            rules: self.rules,
            guards: self.guards,
            reply_ranges: self.reply_ranges,
            enhanced_ranges: self.enhanced_ranges,
            vendor_codes: vendor
                .iter()
                .map(|(v, range, category)| VendorCode {
                    provider: provider_number(model, &v.provider),
                    // Details of three digits are one vendor's, whoever relays them.
                    alone: v.distinctive || range.from >= 100,
                    codes: *range,
                    category: *category,
                })
                .collect(),
            vendor_bits: vendor_bits(vendor.iter().map(|(_, range, _)| range)),
            enhanced_category,
            replies,
            reply_category,
            categories,
            software: by_number(model.providers.iter().map(|p| p.number).max().unwrap_or(0), &|n| {
                model.providers.iter().any(|p| p.number == n && p.kind == "mta")
            }),
            lists_domains: by_number(model.blocklists.iter().map(|l| l.number).max().unwrap_or(0), &|n| {
                model.blocklists.iter().any(|l| l.number == n && l.lists != "ip")
            }),
            names: Names {
                accepted: category_number(model, "accepted"),
                unknown: category_number(model, "unknown"),
                retry: number_of(&model.actions, "retry"),
                no_action: number_of(&model.actions, "none"),
                ip_blocklisted: category_number(model, "ip_blocklisted"),
                domain_blocklisted: category_number(model, "domain_blocklisted"),
                before_recipient: model
                    .commands
                    .iter()
                    .filter(|c| c.before_recipient)
                    .fold(0, |bits, c| bits | 1 << c.number),
                take_back,
                first_marker,
            },
            rule_ids: self.rule_ids,
            vendor_ids: vendor.iter().map(|(v, ..)| v.id.clone()).collect(),
            term_names: self.term_names,
        }
    }
}

/// See [`Tables::vendor_bits`].
fn vendor_bits<'r>(ranges: impl Iterator<Item = &'r EnhancedRange>) -> Vec<u64> {
    let mut bits = Vec::new();
    for range in ranges {
        for detail in range.from..=range.to {
            let bit = vendor_bit(range.subject, detail);
            bits.resize(bits.len().max(bit / 64 + 1), 0u64);
            bits[bit / 64] |= 1 << (bit % 64);
        }
    }
    bits
}

fn product(open: &[Phrase], next: &[Phrase]) -> Vec<Phrase> {
    open.iter()
        .flat_map(|(a, an)| next.iter().map(move |(b, bn)| ([a.as_slice(), b].concat(), *an || *bn)))
        .collect()
}

fn number_of(items: &[model::Item], id: &str) -> u8 {
    items.iter().find(|i| i.id == id).map_or(u8::MAX, |i| i.number as u8)
}

fn show(key: Key) -> String {
    let mut bytes = key.lo.to_le_bytes().to_vec();
    bytes.extend(key.hi.to_le_bytes());
    String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned()
}

/// The same patterns, those that are nothing but words in a row as one, as far as they may be: which of them was said makes
/// no difference, and each pattern costs room and time.
fn joined(patterns: Vec<(Position, Pattern)>, may: impl Fn(&Pattern) -> bool) -> Vec<(Position, Pattern)> {
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
        (at, Pattern { parts: vec![(Op::Then, 0, Part::Any(spellings))], ..Pattern::default() })
    });
    words.into_iter().chain(rest).collect()
}
