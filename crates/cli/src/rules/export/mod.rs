//! `smtpcodes rules export`: rules in the form of other mail servers.

mod codes;
mod hard;
mod kumomta;
mod merge;
mod regex;
mod trie;
mod whole;
mod worth;
mod zonemta;

use std::io::{self, Write};

use smtpcodes_build_helper::model::Rule;

use self::regex::{Expression, Regex};
use self::worth::Candidate;
use super::source::Source;
use super::words::Languages;
use crate::command::{ExportArgs, ExportFormat};
use crate::failure::{Done, Failure, complain};

/// Runs the command.
pub(crate) fn run(args: &ExportArgs) -> Result<Done, Failure> {
    let source = Source::load(&args.file)?;
    let languages = languages(&source, &args.language)?;
    let (text, lost) = match args.format {
        ExportFormat::Kumomta => kumomta::export(&source, languages),
        ExportFormat::Zonemta => zonemta::export(&source, languages),
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    lost.tell();
    Ok(Done::All)
}

fn languages(source: &Source, wanted: &[String]) -> Result<Languages, Failure> {
    if wanted.iter().any(|l| l == "all") {
        return Ok(Languages::All);
    }
    let concepts = &source.model.concepts;
    for language in wanted {
        if !concepts.iter().any(|c| c.words.iter().any(|(_, l, _)| l == language)) {
            return Err(Failure::Usage(format!(
                "no concept has words in `{language}`; use codes such as en, de, fr, or all"
            )));
        }
    }
    Ok(Languages::these(&source.model, wanted))
}

/// What the other form cannot say, by kind.
#[derive(Default)]
pub(crate) struct Lost {
    kinds: Vec<(&'static str, usize)>,
    shares: Vec<String>,
}

impl Lost {
    fn add(&mut self, kind: &'static str) {
        match self.kinds.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, n)) => *n += 1,
            None => self.kinds.push((kind, 1)),
        }
    }

    /// So many of so many.
    fn add_share(&mut self, kind: &'static str, count: usize, of: usize) {
        self.shares.push(format!("{count} of {of} {kind} ({}% are kept)", (of - count) * 100 / of.max(1)));
    }

    fn tell(&self) {
        for (kind, count) in &self.kinds {
            complain(&format!("{count} {kind}"));
        }
        self.shares.iter().for_each(|share| complain(share));
    }
}

/// A rule's patterns in a dialect.
struct Written<'s> {
    rule: &'s Rule,
    regexes: Vec<Expression>,
    /// What must not hold beside them; nothing if the reply alone does not tell.
    guards: Option<Vec<Expression>>,
    /// Whether it retires the address, where the reply is a permanent one.
    hard: bool,
}

impl Written<'_> {
    /// Its expressions, to be chosen from.
    fn candidates(&self) -> impl Iterator<Item = Candidate<'_>> {
        let rule = self.rule;
        let each = self.regexes.iter();
        each.map(move |e| Candidate { rule, patterns: &e.patterns, len: e.text.len() })
    }
}

/// All rules that regular expressions on the reply can stand for, in their order.
fn write<'s>(source: &'s Source, regex: &mut Regex<'_>, lost: &mut Lost) -> Vec<Written<'s>> {
    let mut out = Vec::new();
    for rule in &source.model.rules {
        if !rule.providers.is_empty() {
            lost.add("rules left out: they need a known provider");
            continue;
        }
        if !rule.commands.is_empty() {
            lost.add("rules left out: they need a known SMTP command");
            continue;
        }
        if rule.before {
            lost.add("rules left out: they are about what stands before a reply");
            continue;
        }
        let hard = hard::retires(&source.model, rule);
        let (regexes, left_out) = regex.matches(rule, hard);
        for _ in 0..left_out {
            lost.add("patterns left out: no words in these languages, or the caller's own IP address");
        }
        if regexes.is_empty() {
            lost.add("rules left out: no pattern of theirs is left");
            continue;
        }
        if rule.generic {
            lost.add("generic rules written: specific codes no longer outweigh them");
        }
        let guards = regex.guards(&rule.unless.patterns);
        if guards.is_none() && hard {
            lost.add("rules left out: they retire the address, and what forbids that cannot be said");
            continue;
        }
        out.push(Written { rule, regexes, guards, hard });
    }
    out
}

/// The tags that prove provider and meaning alone, by what they say.
fn tags<'s>(source: &'s Source, lost: &mut Lost) -> Vec<(&'s str, Vec<&'s str>)> {
    let mut out: Vec<(&str, Vec<&str>)> = Vec::new();
    // Own rules are exported alone.
    let codes = if source.own { &[][..] } else { &source.model.vendor_codes };
    for code in codes {
        let Some(category) = &code.category else { continue };
        if !code.distinctive || code.range.is_some() {
            lost.add("providers' own codes left out: they need a known provider");
            continue;
        }
        let tags = code.tags.iter().map(|(_, tag)| tag.as_str());
        match out.iter_mut().find(|(c, _)| c == category) {
            Some((_, list)) => list.extend(tags),
            None => out.push((category, tags.collect())),
        }
    }
    out
}
