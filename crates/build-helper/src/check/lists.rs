//! The closed lists: ids and numbers are given once and never again, and those that the engine depends on are there.

use std::collections::HashMap;

use super::snake_case;
use crate::diagnostic::{Diagnostics, Position};
use crate::engine::decision;
use crate::model::{Item, Listed, Model, by_id};

const SEVERITIES: [(&str, u8); 5] = [
    ("unknown", decision::UNKNOWN),
    ("success", decision::SUCCESS),
    ("intermediate", decision::INTERMEDIATE),
    ("transient", decision::TRANSIENT),
    ("permanent", decision::PERMANENT),
];
const BOUNCES: [(&str, u8); 3] =
    [("none", decision::BOUNCE_NONE), ("soft", decision::BOUNCE_SOFT), ("hard", decision::BOUNCE_HARD)];
const SIDES: [(&str, u8); 2] = [("none", 0), ("recipient", 1)];

pub(super) fn check(m: &Model, e: &mut Diagnostics) {
    unique("severities", &m.severities, m, e);
    unique("bounces", &m.bounces, m, e);
    unique("sides", &m.sides, m, e);
    unique("groups", &m.groups, m, e);
    unique("causes", &m.causes, m, e);
    unique("actions", &m.actions, m, e);
    unique("categories", &m.categories, m, e);
    unique("providers", &m.providers, m, e);
    unique("blocklists", &m.blocklists, m, e);
    unique("vocabularies", &m.vocabularies, m, e);
    unique("commands", &m.commands, m, e);

    numbered("severities", &m.severities, &SEVERITIES, e);
    numbered("bounces", &m.bounces, &BOUNCES, e);
    numbered("sides", &m.sides, &SIDES, e);
    named("categories", &m.categories, &["unknown", "accepted", "ip_blocklisted", "domain_blocklisted"], e);
    named("actions", &m.actions, &["none", "retry"], e);
}

/// Ids and numbers occur once, and none that was retired.
fn unique<T: Listed>(section: &str, list: &[T], m: &Model, e: &mut Diagnostics) {
    let (mut ids, mut numbers) = (HashMap::new(), HashMap::new());
    for entry in list {
        let (at, id, number) = (entry.at(), entry.id(), entry.number());
        if let Some(before) = ids.insert(id, at) {
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
        snake_case(at, id, e);
    }
}

/// The engine writes these numbers itself.
fn numbered(section: &str, list: &[Item], needed: &[(&str, u8)], e: &mut Diagnostics) {
    for (id, number) in needed {
        if !list.iter().any(|item| item.id == *id && item.number == u16::from(*number)) {
            let at = list.first().map_or(Position::START, |item| item.at);
            e.add(at, format!("`{section}` must have `{id}` with number {number}"));
        }
    }
}

/// The engine asks the tables for the numbers of these.
fn named<T: Listed>(section: &str, list: &[T], needed: &[&str], e: &mut Diagnostics) {
    for id in needed {
        if by_id(list, id).is_none() {
            e.add(Position::START, format!("`{section}` must have `{id}`"));
        }
    }
}
