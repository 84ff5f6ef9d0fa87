//! TOML for KumoMTA's bounce classifier: `[rules]`, a list of expressions a class.

use std::collections::HashSet;
use std::fmt::Write;

use super::regex::{Dialect, Regex};
use super::{Lost, tags, write};
use crate::rules::source::Source;
use crate::rules::words::Languages;

/// Bytes of expressions that compile to less than 10 MiB: KumoMTA takes no more, and cannot be told to.
const MAX_SIZE: usize = 270_000;

/// Expressions of a rule that come before all others'.
const FEW: usize = 4;

/// The file, and what it lacks.
pub(crate) fn export(source: &Source, languages: Languages) -> (String, Lost) {
    let mut lost = Lost::default();
    let plain = Regex::new(&source.model, Dialect::Rust, Languages::All);
    // A class is written once, with all its expressions, where its first rule stands.
    let mut classes: Vec<(&str, Vec<String>)> = Vec::new();
    for (category, tags) in tags(source, &mut lost) {
        push(&mut classes, category, plain.tags(&tags));
    }
    let all = write(source, Dialect::Rust, languages, &mut lost);
    let kept = that_fit(&all.iter().map(|w| w.regexes.as_slice()).collect::<Vec<_>>());
    for (number, written) in all.into_iter().enumerate() {
        let category = written.rule.category.as_str();
        // Rules of other classes that were written before stand behind it now, or the other way round.
        if classes.iter().position(|(c, _)| *c == category).is_some_and(|at| at + 1 < classes.len()) {
            lost.add("rules moved in front of rules of other classes: a class has one list");
        }
        for (place, regex) in written.regexes.into_iter().enumerate() {
            if !kept.contains(&(number, place)) {
                lost.add("patterns left out: with them the file would be too large for KumoMTA to compile");
                continue;
            }
            push(&mut classes, category, regex);
        }
    }
    let mut out = String::from(
        "# Rules of smtpcodes for KumoMTA's bounce classifier, written by `smtpcodes rules export`.\n\
         # Its classes are our categories. Name this file before iana.toml, which knows codes alone.\n\n[rules]\n",
    );
    for (category, regexes) in classes {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{category} = [");
        for regex in regexes {
            let _ = writeln!(out, "  '{regex}',");
        }
        out.push_str("]\n");
    }
    (out, lost)
}

/// Which expressions are kept, by rule and place: of each rule the shortest few, so that no rule goes without, and then
/// the shortest of all. Short ones say as much as long ones, and more of them fit.
fn that_fit(rules: &[&[String]]) -> HashSet<(usize, usize)> {
    let mut all = Vec::new();
    for (rule, regexes) in rules.iter().enumerate() {
        let mut by_length: Vec<_> = regexes.iter().enumerate().map(|(place, r)| (r.len(), place)).collect();
        by_length.sort_unstable();
        all.extend(
            by_length.into_iter().enumerate().map(|(rank, (len, place))| (rank >= FEW, len, rule, place)),
        );
    }
    all.sort_unstable();
    let mut size = 0;
    let fits = all.into_iter().take_while(|(_, len, ..)| {
        size += len;
        size <= MAX_SIZE
    });
    fits.map(|(.., rule, place)| (rule, place)).collect()
}

fn push<'s>(classes: &mut Vec<(&'s str, Vec<String>)>, category: &'s str, regex: String) {
    match classes.iter_mut().find(|(c, _)| *c == category) {
        Some((_, list)) => list.push(regex),
        None => classes.push((category, vec![regex])),
    }
}
