//! What stands around numbers and around the replies that somebody quotes.

use std::collections::HashSet;

use super::{once, snake_case};
use crate::diagnostic::{Diagnostics, Position};
use crate::model::Model;

pub(super) fn check(m: &Model, e: &mut Diagnostics) {
    let mut seen = HashSet::new();
    for n in &m.numbers {
        once(&mut seen, &n.id, n.at, format_args!("`{}`", n.id), e);
    }
    let mut seen = HashSet::new();
    for f in &m.frames {
        once(&mut seen, &f.id, f.at, format_args!("`{}`", f.id), e);
        snake_case(f.at, &f.id, e);
        // The engine looks for these at such bytes alone.
        must(&f.leads, "a colon in it", |text| text.contains(':'), e);
        must(&f.ports, "a colon in it", |text| text.contains(':'), e);
        must(&f.tails, "`(` or `;` at its beginning", |text| text.starts_with(['(', ';']), e);
    }
}

fn must(texts: &[(Position, String)], what: &str, fits: impl Fn(&str) -> bool, e: &mut Diagnostics) {
    for (at, _) in texts.iter().filter(|(_, text)| !fits(text)) {
        e.add(*at, format!("expected a text with {what}"));
    }
}
