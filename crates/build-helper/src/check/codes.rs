//! Codes of the standards and of practice, and the digits that they are made of.

use std::collections::HashSet;

use super::{known, once};
use crate::diagnostic::{Diagnostics, Position};
use crate::model::Model;

pub(super) fn check(m: &Model, e: &mut Diagnostics) {
    for d in m.reply_classes.iter().chain(&m.enhanced_classes) {
        match &d.severity {
            Some(s) => known(d.at, "severity", s, &m.severities, e),
            None => e.add(d.at, "`severity` is missing"),
        }
    }
    reply_codes(m, e);
    enhanced_codes(m, e);
    for p in &m.pseudo_codes {
        known(p.at, "provider", &p.platform, &m.providers, e);
        known(p.at, "category", &p.category, &m.categories, e);
    }
}

fn reply_codes(m: &Model, e: &mut Diagnostics) {
    let (mut codes, mut names) = (HashSet::new(), HashSet::new());
    for c in &m.reply_codes {
        once(&mut codes, c.code, c.at, format_args!("reply code {}", c.code), e);
        constant(&mut names, &c.name, c.at, e);
        known(c.at, "severity", &c.severity, &m.severities, e);
        let class = m.reply_classes.iter().find(|d| d.number == c.code / 100);
        if let Some(class) = class.and_then(|d| d.severity.as_ref()).filter(|s| **s != c.severity) {
            e.add(
                c.at,
                format!("reply code {} begins with a digit that says {class}, not {}", c.code, c.severity),
            );
        }
        if let Some(category) = &c.category {
            known(c.at, "category", category, &m.categories, e);
        }
    }
}

fn enhanced_codes(m: &Model, e: &mut Diagnostics) {
    let (mut codes, mut names) = (HashSet::new(), HashSet::new());
    for c in &m.enhanced_codes {
        let (subject, detail) = (c.subject, c.detail);
        once(&mut codes, (subject, detail), c.at, format_args!("X.{subject}.{detail}"), e);
        constant(&mut names, &c.name, c.at, e);
        if c.classes.is_empty() || c.classes.iter().any(|d| !matches!(d, 2 | 4 | 5)) {
            e.add(c.at, "`classes` must be some of 2, 4 and 5");
        }
        if !m.subjects.iter().any(|s| s.number == subject) {
            e.add(c.at, format!("unknown subject {subject}"));
        }
        if let Some(category) = &c.category {
            known(c.at, "category", category, &m.categories, e);
        }
        for r in &c.reply_codes {
            if !m.reply_codes.iter().any(|k| k.code == *r) {
                e.add(c.at, format!("unknown reply code {r}"));
            }
        }
    }
}

/// The name of a code becomes a constant in every language.
fn constant<'m>(names: &mut HashSet<&'m str>, name: &'m str, at: Position, e: &mut Diagnostics) {
    once(names, name, at, format_args!("the name {name}"), e);
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !name.chars().all(fits) {
        e.add(at, format!("`{name}` is not in CAPITALS_AND_UNDERSCORES"));
    }
}
