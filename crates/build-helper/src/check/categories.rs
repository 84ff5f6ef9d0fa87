//! Categories, and what other vocabularies call them.

use std::collections::HashSet;

use super::{known, once, unknown};
use crate::diagnostic::Diagnostics;
use crate::model::{Category, Model, Relation, Vocabulary, by_id};

pub(super) fn check(m: &Model, e: &mut Diagnostics) {
    for c in &m.categories {
        category(c, m, e);
        crosswalks(c, m, e);
    }
    for v in &m.vocabularies {
        labels(v, m, e);
    }
}

fn category(c: &Category, m: &Model, e: &mut Diagnostics) {
    let at = c.item.at;
    known(at, "group", &c.group, &m.groups, e);
    known(at, "side", &c.side, &m.sides, e);
    known(at, "action", &c.action, &m.actions, e);
    if let Some(cause) = &c.cause {
        known(at, "cause", cause, &m.causes, e);
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
}

/// A category says of each vocabulary what it is there, or that it is nothing.
fn crosswalks(c: &Category, m: &Model, e: &mut Diagnostics) {
    for v in &m.vocabularies {
        match c.crosswalks.iter().filter(|(_, id, ..)| *id == v.id).count() {
            1 => {}
            0 => e.add(c.item.at, format!("`{}` says nothing about vocabulary `{}`", c.item.id, v.id)),
            _ => e.add(c.item.at, format!("`{}` maps to vocabulary `{}` twice", c.item.id, v.id)),
        }
    }
    for (at, id, relation, label) in &c.crosswalks {
        match by_id(&m.vocabularies, id) {
            None => unknown(*at, "vocabulary", id, e),
            Some(v) if *relation != Relation::None && !v.labels.iter().any(|l| l.label == *label) => {
                unknown(*at, "label", label, e);
            }
            Some(_) => {}
        }
    }
}

fn labels(v: &Vocabulary, m: &Model, e: &mut Diagnostics) {
    let mut seen = HashSet::new();
    for l in &v.labels {
        once(&mut seen, &l.label, l.at, format_args!("label `{}`", l.label), e);
        match (&l.category, l.relation) {
            (Some(c), r) if r != Relation::None => known(l.at, "category", c, &m.categories, e),
            (None, Relation::None) => {}
            _ => e.add(l.at, "a label has a category and a relation, or `relation: none` and no category"),
        }
    }
}
