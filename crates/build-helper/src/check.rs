//! What must hold across the entries of `codes.yaml`.

use std::collections::HashMap;

use crate::compile::Compiled;
use crate::diagnostic::{Diagnostics, Position};
use crate::engine::{Evidence, Given, classify, decision};
use crate::model::{Item, Model, Relation, Rule};

/// Ids that the engine or the contract depends on, by section.
const NEEDED: [(&str, &[(&str, u16)]); 3] = [
    (
        "severities",
        &[
            ("unknown", decision::UNKNOWN as u16),
            ("success", decision::SUCCESS as u16),
            ("intermediate", decision::INTERMEDIATE as u16),
            ("transient", decision::TRANSIENT as u16),
            ("permanent", decision::PERMANENT as u16),
        ],
    ),
    (
        "bounces",
        &[
            ("none", decision::BOUNCE_NONE as u16),
            ("soft", decision::BOUNCE_SOFT as u16),
            ("hard", decision::BOUNCE_HARD as u16),
        ],
    ),
    ("sides", &[("none", 0), ("recipient", 1)]),
];

/// Checks a whole model.
pub fn check(m: &Model, e: &mut Diagnostics) {
    let lists: [(&str, &[Item]); 6] = [
        ("severities", &m.severities),
        ("bounces", &m.bounces),
        ("sides", &m.sides),
        ("groups", &m.groups),
        ("causes", &m.causes),
        ("actions", &m.actions),
    ];
    for (section, items) in lists {
        unique(section, m, items.iter().map(|i| (i.at, i.id.as_str(), i.number)), e);
    }
    unique("categories", m, m.categories.iter().map(|c| (c.item.at, c.item.id.as_str(), c.item.number)), e);
    unique("providers", m, m.providers.iter().map(|p| (p.at, p.id.as_str(), p.number)), e);
    unique("blocklists", m, m.blocklists.iter().map(|l| (l.at, l.id.as_str(), l.number)), e);
    unique("vocabularies", m, m.vocabularies.iter().map(|v| (v.at, v.id.as_str(), v.number)), e);
    unique("commands", m, m.commands.iter().map(|c| (c.at, c.id.as_str(), c.number)), e);
    for (section, ids) in NEEDED {
        let items = lists.iter().find(|(s, _)| *s == section).map_or(&[][..], |(_, i)| i);
        for (id, number) in ids {
            if !items.iter().any(|i| i.id == *id && i.number == *number) {
                let at = items.first().map_or(START, |i| i.at);
                e.add(at, format!("`{section}` must have `{id}` with number {number}"));
            }
        }
    }
    for id in ["unknown", "accepted", "ip_blocklisted", "domain_blocklisted"] {
        if !m.categories.iter().any(|c| c.item.id == id) {
            e.add(START, format!("`categories` must have `{id}`"));
        }
    }
    for id in ["none", "retry"] {
        if !m.actions.iter().any(|a| a.id == id) {
            e.add(START, format!("`actions` must have `{id}`"));
        }
    }
    categories(m, e);
    vocabularies(m, e);
    codes(m, e);
    vendors(m, e);
    rules(m, e);
}

/// Where a mistake stands that belongs to no entry.
const START: Position = Position { line: 1, column: 1 };

/// Ids and numbers occur once, and none that was retired.
fn unique<'a>(
    section: &str,
    m: &Model,
    entries: impl Iterator<Item = (Position, &'a str, u16)>,
    e: &mut Diagnostics,
) {
    let (mut ids, mut numbers) = (HashMap::new(), HashMap::new());
    for (at, id, number) in entries {
        if let Some(before) = ids.insert(id.to_owned(), at) {
            e.add(at, format!("`{id}` is there already, in line {}", before.line));
        }
        if let Some(before) = numbers.insert(number, at) {
            e.add(at, format!("number {number} of `{id}` is taken already, in line {}", before.line));
        }
        if m.retired.iter().any(|r| r.list == section && (r.number == number || r.id == id)) {
            e.add(
                at,
                format!("`{id}` or number {number} of `{section}` is retired and must not be used again"),
            );
        }
        if !is_snake(id) {
            e.add(at, format!("`{id}` is not snake_case"));
        }
    }
}

fn is_snake(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Complains unless `id` is one of `known`.
fn known<'a>(
    at: Position,
    what: &str,
    id: &str,
    mut known: impl Iterator<Item = &'a str>,
    e: &mut Diagnostics,
) {
    if !known.any(|k| k == id) {
        e.add(at, format!("unknown {what} `{id}`"));
    }
}

fn ids(items: &[Item]) -> impl Iterator<Item = &str> {
    items.iter().map(|i| i.id.as_str())
}

fn category_ids(m: &Model) -> impl Iterator<Item = &str> {
    m.categories.iter().map(|c| c.item.id.as_str())
}

fn provider_ids(m: &Model) -> impl Iterator<Item = &str> {
    m.providers.iter().map(|p| p.id.as_str())
}

fn categories(m: &Model, e: &mut Diagnostics) {
    for c in &m.categories {
        let at = c.item.at;
        known(at, "group", &c.group, ids(&m.groups), e);
        known(at, "side", &c.side, ids(&m.sides), e);
        known(at, "action", &c.action, ids(&m.actions), e);
        if let Some(cause) = &c.cause {
            known(at, "cause", cause, ids(&m.causes), e);
        }
        if c.hard && c.side != "recipient" {
            e.add(
                at,
                format!(
                    "`{}` is hard, but its side is `{}`: only the recipient's side retires an address",
                    c.item.id, c.side
                ),
            );
        }
        if c.item.number > 250 {
            e.add(at, "the number of a category must fit in a byte");
        }
        for v in &m.vocabularies {
            match c.maps.iter().filter(|(_, id, ..)| *id == v.id).count() {
                1 => {}
                0 => e.add(at, format!("`{}` says nothing about vocabulary `{}`", c.item.id, v.id)),
                _ => e.add(at, format!("`{}` maps to vocabulary `{}` twice", c.item.id, v.id)),
            }
        }
        for (at, vocabulary, relation, label) in &c.maps {
            known(*at, "vocabulary", vocabulary, m.vocabularies.iter().map(|v| v.id.as_str()), e);
            if *relation != Relation::None {
                if let Some(v) = m.vocabularies.iter().find(|v| v.id == *vocabulary) {
                    known(*at, "label", label, v.labels.iter().map(|l| l.label.as_str()), e);
                }
            }
        }
    }
}

fn vocabularies(m: &Model, e: &mut Diagnostics) {
    for v in &m.vocabularies {
        let mut seen = HashMap::new();
        for l in &v.labels {
            if seen.insert(&l.label, l.at).is_some() {
                e.add(l.at, format!("label `{}` is there already", l.label));
            }
            match (&l.category, l.relation) {
                (Some(c), r) if r != Relation::None => known(l.at, "category", c, category_ids(m), e),
                (None, Relation::None) => {}
                _ => {
                    e.add(l.at, "a label has a category and a relation, or `relation: none` and no category")
                }
            }
        }
    }
}

fn codes(m: &Model, e: &mut Diagnostics) {
    let severities = || ids(&m.severities);
    for d in m.reply_classes.iter().chain(&m.enhanced_classes) {
        match &d.severity {
            Some(s) => known(d.at, "severity", s, severities(), e),
            None => e.add(d.at, "`severity` is missing"),
        }
    }
    let mut seen = HashMap::new();
    let mut names = HashMap::new();
    for c in &m.reply_codes {
        if seen.insert(c.code, c.at).is_some() {
            e.add(c.at, format!("reply code {} is there already", c.code));
        }
        if names.insert(&c.name, c.at).is_some() {
            e.add(c.at, format!("the name {} is there already", c.name));
        }
        known(c.at, "severity", &c.severity, severities(), e);
        let class = m.reply_classes.iter().find(|d| d.number == c.code / 100);
        if let Some(class) = class.and_then(|d| d.severity.as_ref()).filter(|s| **s != c.severity) {
            e.add(
                c.at,
                format!("reply code {} begins with a digit that says {class}, not {}", c.code, c.severity),
            );
        }
        if let Some(category) = &c.category {
            known(c.at, "category", category, category_ids(m), e);
        }
        constant(c.at, &c.name, e);
    }
    let mut seen = HashMap::new();
    let mut names = HashMap::new();
    for c in &m.enhanced_codes {
        if seen.insert((c.subject, c.detail), c.at).is_some() {
            e.add(c.at, format!("X.{}.{} is there already", c.subject, c.detail));
        }
        if names.insert(&c.name, c.at).is_some() {
            e.add(c.at, format!("the name {} is there already", c.name));
        }
        if c.classes.is_empty() || c.classes.iter().any(|d| !matches!(d, 2 | 4 | 5)) {
            e.add(c.at, "`classes` must be some of 2, 4 and 5");
        }
        if !m.subjects.iter().any(|s| s.number == c.subject) {
            e.add(c.at, format!("unknown subject {}", c.subject));
        }
        if let Some(category) = &c.category {
            known(c.at, "category", category, category_ids(m), e);
        }
        for r in &c.reply_codes {
            if !m.reply_codes.iter().any(|k| k.code == *r) {
                e.add(c.at, format!("unknown reply code {r}"));
            }
        }
        constant(c.at, &c.name, e);
    }
    for p in &m.pseudo_codes {
        known(p.at, "provider", &p.platform, provider_ids(m), e);
        known(p.at, "category", &p.category, category_ids(m), e);
    }
}

fn constant(at: Position, name: &str, e: &mut Diagnostics) {
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !name.chars().all(fits) {
        e.add(at, format!("`{name}` is not in CAPITALS_AND_UNDERSCORES"));
    }
}

fn vendors(m: &Model, e: &mut Diagnostics) {
    const KINDS: [&str; 4] = ["mailbox", "gateway", "mta", "platform"];
    for p in &m.providers {
        known(p.at, "kind of provider", &p.kind, KINDS.into_iter(), e);
    }
    let mut hosts = HashMap::new();
    for p in &m.providers {
        for (at, host) in &p.hosts {
            if let Some(other) = hosts.insert(host, &p.id) {
                e.add(*at, format!("host `{host}` belongs to `{other}` already"));
            }
        }
    }
    for l in &m.blocklists {
        known(l.at, "kind of list", &l.lists, ["ip", "domain", "url"].into_iter(), e);
        if l.markers.is_empty() {
            e.add(l.at, format!("`{}` has no markers", l.id));
        }
    }
    let mut seen = HashMap::new();
    for v in &m.vendor_codes {
        known(v.at, "provider", &v.provider, provider_ids(m), e);
        if let Some(category) = &v.category {
            known(v.at, "category", category, category_ids(m), e);
        }
        if let Some(before) = seen.insert(&v.id, v.at) {
            e.add(
                v.at,
                format!("`{}` is there already, in line {}: give one of them an `id`", v.id, before.line),
            );
        }
    }
}

fn rules(m: &Model, e: &mut Diagnostics) {
    let mut concepts = HashMap::new();
    for c in &m.concepts {
        if concepts.insert(&c.id, c.at).is_some() {
            e.add(c.at, format!("concept `{}` is there already", c.id));
        }
        if !is_snake(&c.id) {
            e.add(c.at, format!("`{}` is not snake_case", c.id));
        }
        if c.words.is_empty() {
            e.add(c.at, format!("concept `{}` has no words", c.id));
        }
    }
    let mut seen = HashMap::new();
    let mut same: HashMap<_, &Rule> = HashMap::new();
    for r in &m.rules {
        if seen.insert(&r.id, r.at).is_some() {
            e.add(r.at, format!("rule `{}` is there already", r.id));
        }
        if r.id != crate::model::kebab(&r.id) {
            e.add(r.at, format!("`{}` is not kebab-case", r.id));
        }
        known(r.category_at, "category", &r.category, category_ids(m), e);
        if let Some(s) = &r.severity {
            known(r.at, "severity", s, ids(&m.severities), e);
        }
        for (at, p) in &r.providers {
            known(*at, "provider", p, provider_ids(m), e);
        }
        for (at, c) in &r.commands {
            known(*at, "command", c, m.commands.iter().map(|c| c.id.as_str()), e);
        }
        if r.matches.is_empty() {
            e.add(r.at, format!("rule `{}` matches nothing: `match` is missing", r.id));
        }
        if r.examples.is_empty() {
            e.add(r.at, format!("rule `{}` has no example", r.id));
        }
        let text = |list: &[(Position, String)]| {
            let mut all: Vec<_> = list.iter().map(|(_, t)| t.clone()).collect();
            all.sort();
            all
        };
        let key = (
            text(&r.matches),
            text(&r.providers),
            text(&r.reply),
            text(&r.enhanced),
            text(&r.commands),
            text(&r.unless),
        );
        if let Some(other) = same.insert(key, r) {
            e.add(r.at, format!("rule `{}` can never be told apart from `{}`", r.id, other.id));
        }
    }
}

/// Each example must be won by its rule, and no counter-example.
pub fn examples(m: &Model, compiled: &Compiled, e: &mut Diagnostics) {
    let t = compiled.tables();
    for r in &m.rules {
        let given = Given {
            provider: r
                .providers
                .first()
                .and_then(|(_, p)| m.providers.iter().find(|x| x.id == *p))
                .map_or_else(|| Given::default().provider, |p| p.number),
            ..Given::default()
        };
        for (at, text) in &r.examples {
            let d = classify(&t, text.as_bytes(), given);
            let winner = winner(compiled, d.evidence);
            if winner != r.id {
                e.add(*at, format!("this example of rule `{}` is won by {}", r.id, shown(&winner)));
            }
        }
        for (at, text) in &r.counter {
            if winner(compiled, classify(&t, text.as_bytes(), given).evidence) == r.id {
                e.add(*at, format!("this counter-example is won by rule `{}`", r.id));
            }
        }
    }
}

fn shown(winner: &str) -> String {
    if winner.is_empty() { "no rule".to_owned() } else { format!("`{winner}`") }
}

/// The id of the rule or vendor code that decided, or nothing.
pub fn winner(compiled: &Compiled, evidence: Evidence) -> String {
    match evidence {
        Evidence::Rule(r, _) => compiled.rule_ids.get(r as usize).cloned().unwrap_or_default(),
        Evidence::Vendor(v, _) => compiled.vendor_ids.get(v as usize).cloned().unwrap_or_default(),
        _ => String::new(),
    }
}
