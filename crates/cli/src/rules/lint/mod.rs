//! `smtpcodes rules lint`: rules that cannot work as they are meant.

mod broad;
mod examples;
mod order;
mod patterns;

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use smtpcodes_build_helper::Position;
use smtpcodes_build_helper::engine::rules::{Conditions, Search};
use smtpcodes_build_helper::engine::scan::{Found, scan};
use smtpcodes_build_helper::engine::tables::{Clause, NONE};
use smtpcodes_build_helper::engine::{Given, MAX_FOUND};
use smtpcodes_build_helper::model::Rule;

use super::count;
use super::source::Source;
use crate::command::{BUILTIN, LintArgs};
use crate::failure::{Done, Failure};

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
}
