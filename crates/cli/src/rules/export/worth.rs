//! Which expressions serve most, where not all of them fit.
//!
//! The judges are the replies that rules carry as examples and counter-examples. An expression is worth as many of
//! them as it puts right, less those that it puts wrong, for its length; and what another one puts right already is
//! worth nothing more.

use std::cmp::Reverse;
use std::collections::HashMap;

use smtpcodes_build_helper::engine::rules::{Conditions, Search};
use smtpcodes_build_helper::engine::scan::{Found, scan};
use smtpcodes_build_helper::engine::{Given, MAX_FOUND};
use smtpcodes_build_helper::model::{Model, Rule, Unless};
use smtpcodes_build_helper::{Compiled, Diagnostics, compile};

use crate::rules::source::Source;

/// What may be written.
pub(crate) struct Candidate<'s> {
    /// The rule that it belongs to.
    pub(crate) rule: &'s Rule,
    /// The patterns of the rule that it stands for, by their place.
    pub(crate) patterns: &'s [usize],
    /// Its length.
    pub(crate) len: usize,
}

/// What the replies that rules carry say about candidates.
pub(crate) struct Trial {
    /// Of each reply, the class that it should have: the place of its category in the list of the caller.
    wanted: Vec<usize>,
    /// Of each candidate, its class.
    classes: Vec<usize>,
    /// Of each candidate, the replies that it holds for.
    hits: Vec<Vec<usize>>,
}

/// No class, and behind all of them.
const NO_CLASS: usize = usize::MAX;

impl Trial {
    /// Tries all candidates on all replies.
    pub(crate) fn new(source: &Source, candidates: &[Candidate<'_>], classes: &[&str]) -> Self {
        let place = |id: Option<&str>| classes.iter().position(|c| Some(*c) == id).unwrap_or(NO_CLASS);
        let category = |number: u8| {
            let all = &source.model.categories;
            all.iter().find(|c| c.item.number == u16::from(number)).map(|c| c.item.id.as_str())
        };
        let rules = &source.model.rules;
        let replies: Vec<_> =
            rules.iter().flat_map(|r| r.examples.iter().chain(&r.counter)).map(|(_, text)| &**text).collect();
        let decided = replies.iter().map(|text| source.decide(text, Given::default()).category);
        Self {
            wanted: decided.map(|number| place(category(number))).collect(),
            classes: candidates.iter().map(|c| place(Some(&c.rule.category))).collect(),
            hits: hits(&source.model, candidates, &replies),
        }
    }

    /// The classes in the order that leaves the fewest replies to a class that only comes earlier.
    pub(crate) fn order_of_classes(&self, count: usize) -> Vec<usize> {
        // How many replies each class should win against each other one.
        let mut wins = vec![vec![0i64; count]; count];
        for (reply, holding) in self.holding().into_iter().enumerate() {
            let mut found: Vec<_> = holding.into_iter().map(|c| self.classes[c]).collect();
            found.sort_unstable();
            found.dedup();
            let wanted = self.wanted[reply];
            if found.contains(&wanted) {
                found.iter().filter(|other| **other != wanted).for_each(|other| wins[wanted][*other] += 1);
            }
        }
        let mut left: Vec<usize> = (0..count).collect();
        let mut order = Vec::new();
        while !left.is_empty() {
            let lead = |class: usize| -> i64 { left.iter().map(|o| wins[class][*o] - wins[*o][class]).sum() };
            // Of equals, the one that stood first.
            let first = left.iter().copied().max_by_key(|class| (lead(*class), Reverse(*class)));
            left.retain(|class| Some(*class) != first);
            order.extend(first);
        }
        order
    }

    /// The candidates by their worth, where classes stand in this order.
    pub(crate) fn order(&self, candidates: &[Candidate<'_>], classes: &[usize]) -> Vec<usize> {
        let holding = self.holding();
        let rank = |class: usize| classes.iter().position(|c| *c == class).unwrap_or(NO_CLASS);
        let ranks: Vec<_> = self.classes.iter().map(|class| rank(*class)).collect();
        let wanted: Vec<_> = self.wanted.iter().map(|class| rank(*class)).collect();
        // What each reply has by what was taken so far.
        let mut now = vec![NO_CLASS; wanted.len()];
        let gain = |now: &[usize], candidate: usize| -> i64 {
            let change = |reply: &usize| {
                let (wanted, now) = (wanted[*reply], now[*reply]);
                if ranks[candidate] < now {
                    i64::from(ranks[candidate] == wanted) - i64::from(now == wanted)
                } else {
                    0
                }
            };
            self.hits[candidate].iter().map(change).sum()
        };
        let worth = |gains: &[i64], c: usize| gains[c] as f64 / candidates[c].len as f64;
        // What others put right already may know more wordings than they do.
        let alone: Vec<_> = (0..candidates.len()).map(|c| gain(&now, c)).collect();
        let mut gains = alone.clone();
        let mut left: Vec<usize> = (0..candidates.len()).collect();
        let mut order = Vec::new();
        loop {
            let gainful = left.iter().copied().enumerate().filter(|(_, c)| gains[*c] > 0);
            let best = gainful
                .max_by(|(_, a), (_, b)| worth(&gains, *a).total_cmp(&worth(&gains, *b)).then(b.cmp(a)));
            let Some((at, best)) = best else { break };
            left.swap_remove(at);
            order.push(best);
            for reply in &self.hits[best] {
                if ranks[best] < now[*reply] {
                    now[*reply] = ranks[best];
                    holding[*reply].iter().for_each(|touched| gains[*touched] = gain(&now, *touched));
                }
            }
        }
        left.sort_by(|a, b| {
            let harm = (gains[*a] < 0).cmp(&(gains[*b] < 0));
            let then = worth(&alone, *b).total_cmp(&worth(&alone, *a));
            // The short before the long: they say as much, and more of them fit.
            harm.then(then).then((candidates[*a].len, a).cmp(&(candidates[*b].len, b)))
        });
        order.extend(left);
        order
    }

    /// Of each reply, the candidates that hold for it.
    fn holding(&self) -> Vec<Vec<usize>> {
        let mut out = vec![Vec::new(); self.wanted.len()];
        for (candidate, hits) in self.hits.iter().enumerate() {
            hits.iter().for_each(|reply| out[*reply].push(candidate));
        }
        out
    }
}

/// Of each candidate, the replies that it holds for, whatever forbids its rule: expressions know no guards.
fn hits(model: &Model, candidates: &[Candidate<'_>], replies: &[&str]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); candidates.len()];
    let Some((compiled, numbers)) = apart(model, candidates) else { return out };
    let t = compiled.tables();
    for (reply, text) in replies.iter().enumerate() {
        let mut room = [Found::default(); MAX_FOUND];
        let scan = scan(&t, text.as_bytes(), &[], &mut room);
        let with = Conditions { codes: scan.codes, provider: scan.provider, commands: scan.commands };
        Search::new(&t, &scan, text.as_bytes(), with).each(|clause, _, _| {
            let id = compiled.rule_ids.get(usize::from(clause.rule));
            if let Some(candidate) = id.and_then(|id| numbers.get(id)) {
                out[*candidate].push(reply);
            }
        });
    }
    out.iter_mut().for_each(Vec::dedup);
    out
}

/// Each candidate as a rule of its own without guards, and their numbers by the names of these rules.
fn apart(model: &Model, candidates: &[Candidate<'_>]) -> Option<(Compiled, HashMap<String, usize>)> {
    let mut numbers = HashMap::new();
    let mut model = model.clone();
    model.vendor_codes.clear();
    model.rules = candidates
        .iter()
        .enumerate()
        .map(|(number, candidate)| {
            let id = format!("candidate-{number}");
            numbers.insert(id.clone(), number);
            let matches = candidate.patterns.iter().filter_map(|p| candidate.rule.matches.get(*p)).cloned();
            Rule { id, matches: matches.collect(), unless: Unless::default(), ..candidate.rule.clone() }
        })
        .collect();
    Some((compile(&model, &mut Diagnostics::new(""))?, numbers))
}
