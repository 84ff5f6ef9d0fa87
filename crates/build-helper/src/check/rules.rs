//! Rules, and the word classes that they speak in.

use std::collections::{HashMap, HashSet};

use super::{known, once, snake_case};
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
    [&r.matches, &r.providers, &r.reply, &r.enhanced, &r.commands, &r.unless].map(|list| {
        let mut all: Vec<_> = list.iter().map(|(_, text): &(Position, String)| text.as_str()).collect();
        all.sort_unstable();
        all
    })
}
