//! `smtpcodes rules lint`: rules that cannot work as they are meant.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use smtpcodes_build_helper::Position;
use smtpcodes_build_helper::engine::rules::{Conditions, Search};
use smtpcodes_build_helper::engine::scan::{Found, scan};
use smtpcodes_build_helper::engine::tables::{Clause, NONE};
use smtpcodes_build_helper::engine::{Given, MAX_FOUND};
use smtpcodes_build_helper::model::Rule;

use super::source::Source;
use super::words::{Node, run as read_run, split};
use super::{count, sample};
use crate::command::{BUILTIN, LintArgs};
use crate::failure::{Done, Failure};

/// How many different texts are made of a pattern before it is said that none can match.
const TURNS: usize = 40;

/// Runs the command.
pub(crate) fn run(args: &LintArgs) -> Result<Done, Failure> {
    let source = Source::load(&args.file)?;
    let mut lint = Lint { source: &source, findings: Vec::new(), overlaps: 0 };
    lint.examples();
    lint.patterns();
    lint.duplicates();
    lint.single_words();
    if source.own {
        lint.broad(&Source::load(Path::new(BUILTIN))?, args.broad);
    }
    lint.order(args.all);
    let Lint { findings, overlaps, .. } = lint;

    let mut out = io::stdout().lock();
    let (mut errors, mut warnings) = (0, 0);
    for f in sorted(findings) {
        match f.level {
            Level::Error => errors += 1,
            Level::Warning => warnings += 1,
        }
        writeln!(out, "{}:{}:{}: {}: {}", source.name, f.at.line, f.at.column, f.level, f.message)?;
    }
    if overlaps > 0 {
        let pairs = count(overlaps, "more pair");
        writeln!(
            out,
            "{pairs} of rules decided by their order alone, no address at stake (--all lists them)"
        )?;
    }
    let rules = count(source.model.rules.len(), "rule");
    writeln!(out, "{rules}: {}, {}", count(errors, "error"), count(warnings, "warning"))?;
    Ok(if errors == 0 { Done::All } else { Done::Partly })
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Error,
    Warning,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

struct Finding {
    at: Position,
    level: Level,
    message: String,
}

/// Errors first, each level in the order of the file.
fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (a.level, a.at, &a.message).cmp(&(b.level, b.at, &b.message)));
    findings
}

/// A rule that holds for a text, and the guard that forbids it, if one does.
struct Holds {
    rule: String,
    guard: Option<String>,
}

/// All rules of a source that hold for a text.
fn holding(source: &Source, text: &str, given: Given<'_>) -> Vec<Holds> {
    let t = source.compiled.tables();
    let mut room = [Found::default(); MAX_FOUND];
    let scan = scan(&t, text.as_bytes(), given.sending_ip, &mut room);
    let with = Conditions {
        codes: scan.codes,
        provider: if given.provider == NONE { scan.provider } else { given.provider },
        commands: if given.commands == 0 { scan.commands } else { given.commands },
    };
    let mut out = Vec::new();
    Search::new(&t, &scan, text.as_bytes(), with).each(|clause, _, guard| {
        out.push(Holds {
            rule: source.compiled.rule_ids.get(clause.rule as usize).cloned().unwrap_or_default(),
            guard: guard.map(|g| words_of(source, g)),
        });
    });
    out
}

/// What a clause looks for.
fn words_of(source: &Source, clause: &Clause) -> String {
    let elements = source.compiled.tables().elements_of(clause);
    let name = |term: u16| source.compiled.term_names.get(term as usize).map_or("", String::as_str);
    elements.iter().map(|e| name(e.term)).collect::<Vec<_>>().join(" … ")
}

/// Part of an example, for a message.
fn quoted(text: &str) -> String {
    crate::output::page::cell(text, 60).trim_end().to_owned()
}

struct Lint<'s> {
    source: &'s Source,
    findings: Vec<Finding>,
    /// Pairs of rules between which only their order decides, and that are not among the findings.
    overlaps: usize,
}

impl Lint<'_> {
    fn add(&mut self, at: Position, level: Level, message: String) {
        self.findings.push(Finding { at, level, message });
    }

    /// What a rule is given where it is tried: its first provider, its first command.
    fn given(&self, rule: &Rule) -> Given<'static> {
        let commands = &self.source.model.commands;
        let command = rule.commands.first().and_then(|(_, id)| commands.iter().find(|c| c.id == *id));
        Given { commands: command.map_or(0, |c| 1 << c.number), ..self.source.given(rule) }
    }

    /// Rules that do not win their own examples, or win their counter-examples.
    fn examples(&mut self) {
        let source = self.source;
        for rule in &source.model.rules {
            let given = source.given(rule);
            for (at, text) in &rule.examples {
                let winner = source.winner(text, given);
                if winner == rule.id {
                    continue;
                }
                let holding = holding(source, text, given);
                let own: Vec<_> = holding.iter().filter(|h| h.rule == rule.id).collect();
                let guard = own.iter().find_map(|h| h.guard.as_ref());
                let message = if own.iter().any(|h| h.guard.is_none()) {
                    format!(
                        "shadowed: rule `{}` would recognise this example, but `{winner}` comes first",
                        rule.id
                    )
                } else if let Some(guard) = guard {
                    format!("never matches: `unless` forbids this example of rule `{}`: {guard}", rule.id)
                } else {
                    format!("never matches: no pattern of rule `{}` holds for this example", rule.id)
                };
                self.add(*at, Level::Error, message);
            }
            for (at, text) in &rule.counter {
                if source.winner(text, given) == rule.id {
                    self.add(
                        *at,
                        Level::Error,
                        format!("over-broad: rule `{}` wins this counter-example", rule.id),
                    );
                }
            }
        }
    }

    /// Patterns that do not even recognise what they say themselves.
    fn patterns(&mut self) {
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
    fn duplicates(&mut self) {
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
                        && covers(&earlier.unless, &rule.unless)
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

    /// Patterns of one word.
    fn single_words(&mut self) {
        for rule in &self.source.model.rules {
            let free = [&rule.providers, &rule.reply, &rule.enhanced, &rule.commands, &rule.unless];
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
    fn broad(&mut self, builtin: &Source, most: f64) {
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

    /// Pairs of rules of different categories that hold for the same text: their order alone decides. Where that text is an
    /// example or a counter-example, somebody has decided so, and it is tested. Texts made of patterns are what nobody has
    /// thought of: they are worth a look if an address is retired that the other rule would keep.
    fn order(&mut self, all: bool) {
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
