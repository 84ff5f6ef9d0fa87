//! TOML for KumoMTA's bounce classifier: `[rules]`, a list of expressions a class.

use std::fmt::Write;

use super::regex::{Dialect, Regex};
use super::worth::Trial;
use super::{Lost, Written, tags, write};
use crate::rules::source::Source;
use crate::rules::words::Languages;

/// Bytes of expressions that compile to less than 10 MiB, its own iana.toml with them: KumoMTA takes no more, and cannot
/// be told to.
const MAX_SIZE: usize = 234_000;

/// The file, and what it lacks.
pub(crate) fn export(source: &Source, languages: Languages) -> (String, Lost) {
    let mut lost = Lost::default();
    let tagged = tags(source, &mut lost);
    let plain = Regex::new(&source.model, Dialect::Rust, Languages::All);
    let tagged: Vec<_> = tagged.into_iter().map(|(class, tags)| (class, plain.tags(&tags))).collect();
    let written = write(source, Dialect::Rust, languages, &mut lost);
    let candidates: Vec<_> = written.iter().flat_map(Written::candidates).collect();
    let texts: Vec<_> = written.iter().flat_map(|w| w.regexes.iter().map(|r| r.text.as_str())).collect();
    // A class is written once, with all its expressions: where its first rule stands, if there is room for all.
    let mut classes: Vec<&str> = Vec::new();
    let rules = candidates.iter().map(|c| c.rule.category.as_str());
    for class in tagged.iter().map(|(class, _)| *class).chain(rules) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    let mut kept = vec![true; candidates.len()];
    let mut room = MAX_SIZE.saturating_sub(tagged.iter().map(|(_, regex)| regex.len()).sum());
    if texts.iter().map(|t| t.len()).sum::<usize>() > room {
        let trial = Trial::new(source, &candidates, &classes);
        let order = trial.order_of_classes(classes.len());
        kept.fill(false);
        for number in trial.order(&candidates, &order) {
            // Behind a long one that does not fit, there may be short ones that do.
            if let Some(rest) = room.checked_sub(texts[number].len()) {
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
        let tags = tagged.iter().filter(|(c, _)| *c == class).map(|(_, regex)| regex.as_str());
        let of_class =
            candidates.iter().zip(&texts).zip(&kept).filter(|((c, _), _)| c.rule.category == class);
        let regexes: Vec<_> =
            tags.chain(of_class.filter(|(_, kept)| **kept).map(|((_, text), _)| *text)).collect();
        if regexes.is_empty() {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{class} = [");
        for regex in regexes {
            let _ = writeln!(out, "  '{regex}',");
        }
        out.push_str("]\n");
    }
    (out, lost)
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
