//! TOML for KumoMTA's bounce classifier: `[rules]`, a list of expressions a class, of which the first class wins that one
//! of its expressions holds for.
//!
//! The classes that retire addresses come last, and hold for whole replies alone, see [`whole`](super::whole).

use std::fmt::Write;

use smtpcodes_build_helper::model::Model;

use super::hard::{is_hard, retires};
use super::regex::{Dialect, Regex};
use super::whole::Whole;
use super::worth::Trial;
use super::{Lost, Written, tags, write};
use crate::rules::source::Source;
use crate::rules::words::Languages;

/// Bytes of expressions that compile to less than 10 MiB, its own iana.toml with them: KumoMTA takes no more, and cannot
/// be told to.
const MAX_SIZE: usize = 240_000;

/// The file, and what it lacks.
pub(crate) fn export(source: &Source, languages: Languages) -> (String, Lost) {
    let model = &source.model;
    let mut lost = Lost::default();
    let plain = Regex::new(model, Dialect::Rust, Languages::All);
    let tagged = tags(source, &mut lost);
    let tagged: Vec<_> = tagged.into_iter().map(|(class, tags)| (class, plain.tags(&tags))).collect();
    let mut regex = Regex::new(model, Dialect::Rust, languages.clone());
    let mut written = write(source, &mut regex, &mut lost);
    written.retain(|w| keeps(model, w, &mut lost));
    let hard: Vec<_> = model.rules.iter().filter(|rule| retires(model, rule)).collect();
    let whole = Whole::of(source, &hard, &languages);

    let candidates: Vec<_> = written.iter().flat_map(Written::candidates).collect();
    let expressions: Vec<_> = written.iter().flat_map(|w| &w.regexes).collect();
    // A class is written once, with all its expressions: where its first rule stands, if there is room for all.
    let mut classes: Vec<&str> = Vec::new();
    let of_rules = candidates.iter().map(|c| c.rule.category.as_str());
    for class in tagged.iter().map(|(class, _)| *class).chain(of_rules) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes.retain(|class| !is_hard(model, class));
    let mut kept = vec![true; candidates.len()];
    // Of words alone, a byte compiles to more than of classes and repetitions.
    let taken = tagged
        .iter()
        .map(|(_, tags)| tags.len())
        .chain(whole.classes().map(|class| whole.len(class) * 3 / 2));
    let mut room = MAX_SIZE.saturating_sub(taken.sum());
    if candidates.iter().map(|c| c.len).sum::<usize>() > room {
        let trial = Trial::new(source, &candidates, &classes);
        let order = trial.order_of_classes(classes.len());
        kept.fill(false);
        for number in trial.order(&candidates, &order) {
            // Behind a long one that does not fit, there may be short ones that do.
            if let Some(rest) = room.checked_sub(candidates[number].len) {
                (room, kept[number]) = (rest, true);
            }
        }
        classes = order.into_iter().map(|class| classes[class]).collect();
    }
    moved(&written, &classes, &mut lost);
    let left_out = kept.iter().filter(|kept| !**kept).count();
    if left_out > 0 {
        lost.add_share(
            "patterns left out, those that serve least: with them KumoMTA could not compile the file",
            left_out,
            kept.len(),
        );
    }

    let mut out = String::from(
        "# Rules of smtpcodes for KumoMTA's bounce classifier, written by `smtpcodes rules export`.\n\
         # Its classes are our categories. Name this file before iana.toml, which knows codes alone.\n\n[rules]\n",
    );
    for class in classes {
        let tags = tagged.iter().filter(|(c, _)| *c == class).map(|(_, tags)| tags.clone());
        let of_class = candidates.iter().zip(&expressions).zip(&kept);
        let of_class = of_class.filter(|((c, _), kept)| **kept && c.rule.category == class);
        list(&mut out, class, tags.chain(of_class.map(|((_, e), _)| e.anywhere())), &regex);
    }
    for category in model.categories.iter().filter(|c| c.hard) {
        let class = category.item.id.as_str();
        let tags = tagged.iter().filter(|(c, _)| *c == class);
        let tags = tags.map(|(_, tags)| format!("^5(?u:.*){tags}"));
        list(&mut out, class, tags.chain(whole.of_class(class)), &regex);
    }
    (out, lost)
}

/// A class and its expressions.
fn list(out: &mut String, class: &str, expressions: impl Iterator<Item = String>, regex: &Regex<'_>) {
    let mut expressions = expressions.peekable();
    if expressions.peek().is_none() {
        return;
    }
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{class} = [");
    for text in expressions {
        let _ = writeln!(out, "  '{}',", regex.flagged(&text));
    }
    out.push_str("]\n");
}

/// Whether a rule is written; what is lost otherwise is counted.
fn keeps(model: &Model, written: &Written<'_>, lost: &mut Lost) -> bool {
    let Written { rule, hard, .. } = written;
    if !hard && is_hard(model, &rule.category) {
        lost.add("rules left out: their class would retire the address, which they do not");
        return false;
    }
    if *hard {
        lost.add(
            "rules that retire the address written as whole replies alone: what forbids them cannot be said",
        );
        return false;
    }
    if !rule.unless.patterns.is_empty() {
        lost.add("rules written without their `unless`, none of which retires an address");
    }
    if rule.severity.is_some() {
        lost.add("rules written without the severity that they mean");
    }
    true
}

/// Counts the rules that stand in front of others now that they stood behind.
fn moved(rules: &[Written<'_>], classes: &[&str], lost: &mut Lost) {
    let mut last = 0;
    for written in rules {
        let place = classes.iter().position(|c| *c == written.rule.category).unwrap_or(0);
        if place < last {
            lost.add("rules moved in front of rules of other classes: a class has one list");
        }
        last = last.max(place);
    }
}
