//! Rules, and the word classes that they speak in.

use std::collections::{HashMap, HashSet};

use super::{known, once, snake_case, unknown};
use crate::diagnostic::{Diagnostics, Position};
use crate::model::{Model, Rule, kebab};

pub(super) fn check(m: &Model, e: &mut Diagnostics) {
    let mut seen = HashSet::new();
    for c in &m.concepts {
        once(&mut seen, &c.id, c.at, format_args!("concept `{}`", c.id), e);
        snake_case(c.at, &c.id, e);
        if c.words.is_empty() {
            e.add(c.at, format!("concept `{}` has no words", c.id));
        }
    }
    guards(m, e);
    let mut seen = HashSet::new();
    let mut same: HashMap<_, &Rule> = HashMap::new();
    for r in &m.rules {
        once(&mut seen, &r.id, r.at, format_args!("rule `{}`", r.id), e);
        rule(r, m, e);
        if let Some(other) = same.insert(conditions(r), r) {
            e.add(r.at, format!("rule `{}` can never be told apart from `{}`", r.id, other.id));
        }
    }
}

/// Guards have a name of their own, say something, and are named by somebody.
fn guards(m: &Model, e: &mut Diagnostics) {
    let mut seen = HashSet::new();
    let unless = m.rules.iter().map(|r| &r.unless).chain(m.vendor_codes.iter().map(|v| &v.unless));
    let named: Vec<_> = unless.flat_map(|unless| &unless.guards).collect();
    for (at, name) in &named {
        if !m.guards.iter().any(|guard| guard.id == *name) {
            unknown(*at, "guard", name, e);
        }
    }
    for (i, g) in m.guards.iter().enumerate() {
        once(&mut seen, &g.id, g.at, format_args!("guard `{}`", g.id), e);
        snake_case(g.at, &g.id, e);
        if g.patterns.is_empty() {
            e.add(g.at, format!("guard `{}` has no patterns", g.id));
        }
        if i >= m.proved_guards && !named.iter().any(|(_, name)| g.id == *name) {
            e.add(g.at, format!("no rule names guard `{}`", g.id));
        }
    }
}

fn rule(r: &Rule, m: &Model, e: &mut Diagnostics) {
    if r.id != kebab(&r.id) {
        e.add(r.at, format!("`{}` is not kebab-case", r.id));
    }
    known(r.category_at, "category", &r.category, &m.categories, e);
    if let Some(s) = &r.severity {
        known(r.at, "severity", s, &m.severities, e);
    }
    for (at, p) in &r.providers {
        known(*at, "provider", p, &m.providers, e);
    }
    for (at, c) in &r.commands {
        known(*at, "command", c, &m.commands, e);
    }
    if r.matches.is_empty() {
        e.add(r.at, format!("rule `{}` matches nothing: `match` is missing", r.id));
    }
    if r.examples.is_empty() {
        e.add(r.at, format!("rule `{}` has no example", r.id));
    }
}

/// All that a rule asks of a reply: of two rules that ask the same, the second never wins.
fn conditions(r: &Rule) -> [Vec<&str>; 6] {
    [&r.matches, &r.providers, &r.reply, &r.enhanced, &r.commands, &r.unless.patterns].map(|list| {
        let mut all: Vec<_> = list.iter().map(|(_, text): &(Position, String)| text.as_str()).collect();
        all.sort_unstable();
        all
    })
}
