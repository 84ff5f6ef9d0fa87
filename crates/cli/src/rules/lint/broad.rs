//! Rules that take more than they should.

use std::collections::{BTreeMap, HashMap};

use super::{Finding, Level, Lint, quoted};
use crate::rules::source::Source;
use crate::rules::words::{Node, run as read_run, split};

impl Lint<'_> {
    /// Patterns of one word.
    pub(super) fn single_words(&mut self) {
        for rule in &self.source.model.rules {
            let free = [&rule.providers, &rule.reply, &rule.enhanced, &rule.commands, &rule.unless.patterns];
            if free.iter().any(|conditions| !conditions.is_empty()) {
                continue;
            }
            for (at, pattern) in &rule.matches {
                let split = split(pattern);
                let [(_, run)] = split.parts.as_slice() else { continue };
                let [Node::Word(word)] = run.as_slice() else { continue };
                // Digits and signs make a word rare; two of them are a phrase to the scanner.
                let common = word.chars().all(char::is_alphabetic) && read_run(word).len() == 1;
                if common && !(split.at_start && split.at_end) {
                    let message =
                        format!("over-broad: rule `{}` takes every reply that says `{word}`", rule.id);
                    self.findings.push(Finding { at: *at, level: Level::Warning, message });
                }
            }
        }
    }

    /// Own rules that take what belongs to built-in ones.
    pub(super) fn broad(&mut self, builtin: &Source, most: f64) {
        let source = self.source;
        let category: HashMap<_, _> = source.model.rules.iter().map(|r| (r.id.as_str(), r)).collect();
        let mut taken: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut of_category: HashMap<&str, usize> = HashMap::new();
        let mut all = 0;
        for rule in &builtin.model.rules {
            for (_, text) in &rule.examples {
                all += 1;
                *of_category.entry(&rule.category).or_default() += 1;
                let winner = source.winner(text, builtin.given(rule));
                if let Some(winner) = category.get(winner.as_str()).filter(|w| w.category != rule.category) {
                    taken.entry(&winner.id).or_default().push(text);
                }
            }
        }
        for (id, texts) in taken {
            let rule = category[id];
            let others = all - of_category.get(rule.category.as_str()).unwrap_or(&0);
            let share = 100.0 * texts.len() as f64 / others.max(1) as f64;
            if share > most {
                let example = texts.first().map(|t| quoted(t)).unwrap_or_default();
                let message = format!(
                    "over-broad: rule `{id}` takes {} of {others} built-in examples of other categories ({share:.1} %), such as `{example}`",
                    texts.len(),
                );
                self.add(rule.at, Level::Warning, message);
            }
        }
    }
}
