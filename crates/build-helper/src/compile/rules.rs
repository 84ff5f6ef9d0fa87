//! Rules, in the order in which they are tried: first what providers print as tags, then those of `codes.yaml`.

use std::collections::HashMap;

use super::clauses::{Clauses, any_of, guard_uses, joined, parse_all};
use super::facts::{category_number, command_bits, number, provider_number};
use super::markers::literal;
use super::terms::Terms;
use crate::diagnostic::{Diagnostics, Position};
use crate::engine::tables::{EnhancedRange, NONE, Rule};
use crate::model::{self, Model, VendorCode, by_id};
use crate::pattern::{self, Item, Pattern};

pub(super) struct Rules<'m> {
    pub model: &'m Model,
    pub clauses: Clauses<'m>,
    pub rules: Vec<Rule>,
    /// The id of each.
    pub ids: Vec<String>,
    /// What forbids them.
    pub guards: Vec<u16>,
    pub reply_ranges: Vec<(u16, u16)>,
    pub enhanced_ranges: Vec<EnhancedRange>,
}

impl<'m> Rules<'m> {
    /// All rules of a model.
    pub(super) fn of(model: &'m Model, terms: Terms<'m>, errors: &mut Diagnostics) -> Self {
        let mut rules = Self {
            model,
            clauses: Clauses::new(terms),
            rules: Vec::new(),
            ids: Vec::new(),
            guards: Vec::new(),
            reply_ranges: Vec::new(),
            enhanced_ranges: Vec::new(),
        };
        let mut tags: Vec<_> = model.vendor_codes.iter().collect();
        // A tag that needs a code too says more than the tag alone.
        tags.sort_by_key(|v| v.range.is_none());
        for v in tags {
            rules.tag(v, errors);
        }
        let uses = guard_uses(model);
        for r in &model.rules {
            rules.rule(r, &uses, errors);
        }
        let first = rules.clauses.join_guards();
        rules.guards.iter_mut().for_each(|guard| *guard += first);
        rules
    }

    /// Tags that a provider prints are a rule: it comes before others, as nothing is more specific.
    fn tag(&mut self, v: &VendorCode, errors: &mut Diagnostics) {
        let Some(category) = &v.category else { return };
        let words = v.tags.iter().filter_map(|(at, tag)| literal(tag, *at, tag, errors));
        let tags: Vec<_> = words.map(|keys| vec![Item::Words(keys, true)]).collect();
        if tags.is_empty() {
            return;
        }
        let enhanced = extend(&mut self.enhanced_ranges, v.range);
        let unless = self.unless(&parse_all(&v.unless.patterns, errors), errors);
        let rank = self.rules.len() as u16;
        self.clauses.add(rank, &any_of(tags), v.at, errors);
        self.rules.push(Rule {
            category: category_number(self.model, category),
            severity: u8::MAX,
            generic: false,
            before: false,
            provider: if v.distinctive { NONE } else { provider_number(self.model, &v.provider) },
            reply: (0, 0),
            enhanced,
            commands: 0,
            unless,
        });
        self.ids.push(v.id.clone());
    }

    /// A rule, once for each provider that it is about.
    fn rule(&mut self, r: &model::Rule, uses: &HashMap<Pattern, usize>, errors: &mut Diagnostics) {
        let what = "a reply code such as 550, 5xx or 550-554";
        let reply = extend(&mut self.reply_ranges, codes(&r.reply, what, pattern::reply_range, errors));
        let what = "an enhanced status code such as X.2.2";
        let ranges = codes(&r.enhanced, what, pattern::enhanced_range, errors);
        let enhanced = extend(&mut self.enhanced_ranges, ranges);
        let commands = r.commands.iter().filter_map(|(_, id)| by_id(&self.model.commands, id));
        let commands = command_bits(commands);
        let unless = joined(parse_all(&r.unless.patterns, errors), |p| uses.get(p) == Some(&1));
        let rule = Rule {
            category: category_number(self.model, &r.category),
            severity: r.severity.as_ref().map_or(u8::MAX, |s| number(&self.model.severities, s)),
            generic: r.generic,
            before: r.before,
            provider: NONE,
            reply,
            enhanced,
            commands,
            unless: self.unless(&unless, errors),
        };
        let patterns = joined(parse_all(&r.matches, errors), |_| true);
        if let Some((at, _)) = patterns.iter().find(|(_, p)| r.before && p.at_end) {
            errors.add(*at, "nothing ends before a reply: `$` and `before` contradict each other");
        }
        let anyone = [(Position::default(), String::new())];
        for (_, provider) in if r.providers.is_empty() { &anyone[..] } else { &r.providers } {
            let rank = self.rules.len() as u16;
            for (at, p) in &patterns {
                self.clauses.add(rank, p, *at, errors);
            }
            self.rules.push(Rule { provider: provider_number(self.model, provider), ..rule });
            self.ids.push(r.id.clone());
        }
    }
    /// What forbids the rule that is being compiled.
    fn unless(&mut self, patterns: &[(Position, Pattern)], errors: &mut Diagnostics) -> (u32, u32) {
        let guards = patterns.iter().filter_map(|(at, p)| self.clauses.guard(p, *at, errors));
        extend(&mut self.guards, guards)
    }
}

/// Adds rows to a table; says from where to where they go.
fn extend<T>(table: &mut Vec<T>, rows: impl IntoIterator<Item = T>) -> (u32, u32) {
    let from = table.len() as u32;
    table.extend(rows);
    (from, table.len() as u32)
}

/// The ranges of codes that a rule asks for.
fn codes<T>(
    list: &[(Position, String)],
    what: &str,
    read: fn(&str) -> Option<T>,
    errors: &mut Diagnostics,
) -> Vec<T> {
    let mut ranges = Vec::new();
    for (at, text) in list {
        match read(text) {
            Some(range) => ranges.push(range),
            None => errors.add(*at, format!("expected {what}, found `{text}`")),
        }
    }
    ranges
}
