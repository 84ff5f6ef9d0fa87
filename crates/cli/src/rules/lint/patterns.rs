//! Patterns that can never match, and those that are there twice.

use std::collections::{HashMap, HashSet};

use smtpcodes_build_helper::Position;
use smtpcodes_build_helper::engine::Given;
use smtpcodes_build_helper::model::Rule;

use super::{Finding, Level, Lint, holding};
use crate::rules::sample;

/// How many different texts are made of a pattern before it is said that none can match.
const TURNS: usize = 40;

impl Lint<'_> {
    /// Patterns that do not even recognise what they say themselves.
    pub(super) fn patterns(&mut self) {
        let source = self.source;
        for rule in &source.model.rules {
            let given = Given { sending_ip: sample::SENDING_IP.as_bytes(), ..self.given(rule) };
            for (at, pattern) in &rule.matches {
                let mut guard = None;
                let works = (0..TURNS).any(|turn| {
                    let text = sample::reply(&source.model, rule, pattern, turn);
                    holding(source, &text, given).into_iter().filter(|h| h.rule == rule.id).any(|h| {
                        let free = h.guard.is_none();
                        guard = h.guard.or(guard.take());
                        free
                    })
                });
                if !works {
                    let why = guard.map_or_else(
                        || "no text made of it is recognised".to_owned(),
                        |guard| format!("`unless` forbids what it says: {guard}"),
                    );
                    self.add(
                        *at,
                        Level::Error,
                        format!("never matches: pattern `{pattern}` of rule `{}`: {why}", rule.id),
                    );
                }
            }
        }
    }

    /// Patterns that are there already, where nothing keeps the first from deciding.
    pub(super) fn duplicates(&mut self) {
        let source = self.source;
        let mut seen: HashMap<String, Vec<(Position, &Rule)>> = HashMap::new();
        let texts = |list: &[(Position, String)]| list.iter().map(|(_, t)| t.clone()).collect::<HashSet<_>>();
        let covers = |earlier: &[(Position, String)], later: &[(Position, String)]| {
            earlier.is_empty() || texts(earlier) == texts(later)
        };
        for rule in &source.model.rules {
            for (at, pattern) in &rule.matches {
                let known = seen.entry(pattern.split_whitespace().collect::<Vec<_>>().join(" ")).or_default();
                let before = known.iter().find(|(_, earlier)| {
                    covers(&earlier.providers, &rule.providers)
                        && covers(&earlier.reply, &rule.reply)
                        && covers(&earlier.enhanced, &rule.enhanced)
                        && covers(&earlier.commands, &rule.commands)
                        && covers(&earlier.unless.patterns, &rule.unless.patterns)
                });
                if let Some((first, earlier)) = before {
                    let message = format!(
                        "duplicate: pattern `{pattern}` is in rule `{}` already, line {}",
                        earlier.id, first.line
                    );
                    self.findings.push(Finding { at: *at, level: Level::Error, message });
                }
                known.push((*at, rule));
            }
        }
    }
}
