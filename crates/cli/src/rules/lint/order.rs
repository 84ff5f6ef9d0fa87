//! Rules between which nothing but their order decides.

use std::collections::{HashMap, HashSet};

use smtpcodes_build_helper::engine::Given;
use smtpcodes_build_helper::model::Rule;

use super::{Level, Lint, holding, quoted};
use crate::rules::sample;

impl Lint<'_> {
    /// Pairs of rules of different categories that hold for the same text: their order alone decides. Where that text is an
    /// example or a counter-example, somebody has decided so, and it is tested. Texts made of patterns are what nobody has
    /// thought of: they are worth a look if an address is retired that the other rule would keep.
    pub(super) fn order(&mut self, all: bool) {
        let source = self.source;
        let rules: HashMap<_, _> = source.model.rules.iter().map(|r| (r.id.as_str(), r)).collect();
        let pairs = |text: &str, given| {
            let winner = source.winner(text, given);
            let Some(first) = rules.get(winner.as_str()).copied() else { return Vec::new() };
            let others = holding(source, text, given).into_iter().filter(|h| h.guard.is_none());
            let others = others.filter_map(|h| rules.get(h.rule.as_str()).copied());
            others.filter(|other| other.category != first.category).map(|other| (first, other)).collect()
        };
        let key = |(first, second): (&Rule, &Rule)| (first.id.clone(), second.id.clone());
        let mut settled = HashSet::new();
        for rule in &source.model.rules {
            for (_, text) in rule.examples.iter().chain(&rule.counter) {
                settled.extend(pairs(text, source.given(rule)).into_iter().map(key));
            }
        }
        for rule in &source.model.rules {
            let given = Given { sending_ip: sample::SENDING_IP.as_bytes(), ..self.given(rule) };
            for (_, pattern) in &rule.matches {
                let text = sample::reply(&source.model, rule, pattern, 0);
                for (first, second) in pairs(&text, given) {
                    if !settled.insert(key((first, second))) {
                        continue;
                    }
                    let retires = |rule: &Rule| {
                        let category = source.model.categories.iter().find(|c| c.item.id == rule.category);
                        category.is_some_and(|c| c.hard)
                    };
                    if all || retires(first) && !retires(second) {
                        let message = format!(
                            "ambiguous order: `{}` ({}) decides before `{}` ({}) only because it comes first, and no example says that it should: on `{}`",
                            first.id,
                            first.category,
                            second.id,
                            second.category,
                            quoted(&text),
                        );
                        self.add(second.at, Level::Warning, message);
                    } else {
                        self.overlaps += 1;
                    }
                }
            }
        }
    }
}
