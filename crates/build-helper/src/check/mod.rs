//! What must hold across the entries of `codes.yaml`: a file for each kind of entry, and one for the examples.
//!
//! What one entry alone can have wrong is found where it is read ([`model`](crate::model)), and what is wrong with a
//! pattern where that is compiled ([`compile`](mod@crate::compile)).

mod categories;
mod codes;
mod examples;
mod lists;
mod rules;
mod surroundings;
mod vendors;

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;

pub use examples::{examples, winner};

use crate::diagnostic::{Diagnostics, Position};
use crate::model::{Listed, Model, by_id};

/// Checks a whole model.
pub fn check(m: &Model, e: &mut Diagnostics) {
    lists::check(m, e);
    categories::check(m, e);
    codes::check(m, e);
    vendors::check(m, e);
    surroundings::check(m, e);
    rules::check(m, e);
}

/// Complains unless `id` is in the list.
fn known<T: Listed>(at: Position, what: &str, id: &str, list: &[T], e: &mut Diagnostics) {
    if by_id(list, id).is_none() {
        unknown(at, what, id, e);
    }
}

fn unknown(at: Position, what: &str, name: &str, e: &mut Diagnostics) {
    e.add(at, format!("unknown {what} `{name}`"));
}

/// Complains unless `key` is new.
fn once<K: Eq + Hash>(seen: &mut HashSet<K>, key: K, at: Position, what: impl Display, e: &mut Diagnostics) {
    if !seen.insert(key) {
        e.add(at, format!("{what} is there already"));
    }
}

fn snake_case(at: Position, id: &str, e: &mut Diagnostics) {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.chars().all(fits) {
        e.add(at, format!("`{id}` is not snake_case"));
    }
}
