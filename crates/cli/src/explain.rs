//! `smtpcodes explain`: what a code, a name or a whole reply means.

use std::collections::HashSet;
use std::io;

use serde::Serialize;
use smtpcodes::{
    EnhancedCode, EvidenceKind, Explanation, Provider, Reply, ReplyCode, VendorCode, Verdict, Vocabulary,
    classify, explain,
};

use crate::codes::entries;
use crate::command::{AnswerFormat, ExplainArgs, Kind};
use crate::entry::{self, Entry};
use crate::failure::{Done, Failure, complain};
use crate::output;
use crate::output::page::Page;
use crate::output::verdict_text::Report;

/// What there is to say about a query.
#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    /// If it is a reply.
    verdict: Option<Verdict>,
    explanations: Vec<Entry>,
}

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Result<Done, Failure> {
    let query = args.query.join(" ");
    let answer = answer(&args.query, &query);
    let done = if answer.explanations.is_empty() {
        complain(&nothing(&query));
        Done::Partly
    } else {
        Done::All
    };
    match args.format {
        AnswerFormat::Text if answer.explanations.is_empty() => {}
        AnswerFormat::Text => text(&answer)?,
        AnswerFormat::Json => output::json(&answer)?,
    }
    Ok(done)
}

fn answer<'q>(args: &[String], query: &'q str) -> Answer<'q> {
    let words: Vec<_> = query.split_whitespace().collect();
    let code = |w: &&str| {
        w.parse::<ReplyCode>().is_ok() || w.trim_start_matches('#').parse::<EnhancedCode>().is_ok()
    };
    let entries = |all: &mut dyn Iterator<Item = Explanation>| all.filter_map(entry::of).collect::<Vec<_>>();

    // Codes alone are asked about one by one: `250 550`, `550 5.1.1`.
    if words.len() > 1 && words.iter().all(code) {
        let read = Reply::parse(query.as_bytes());
        let is_reply = words.len() == 2 && read.code().is_some() && read.enhanced_code().is_some();
        let explanations = entries(&mut words.iter().flat_map(|w| explain(w)));
        return Answer { query, verdict: is_reply.then(|| classify(query.as_bytes())), explanations };
    }
    // So are arguments each of which is something: `user_unknown mailbox_full`. Other words are one text.
    if args.len() > 1 && args.iter().all(|arg| is_known(arg)) {
        let explanations = entries(&mut args.iter().flat_map(|arg| explain(arg)));
        return Answer { query, verdict: None, explanations };
    }
    let meanings: Vec<_> = explain(query).collect();
    if !meanings.is_empty() {
        let verdict = (words.len() > 1).then(|| reply(query, &meanings)).flatten();
        return Answer { query, verdict, explanations: entries(&mut meanings.into_iter()) };
    }
    // Several names.
    Answer { query, verdict: None, explanations: entries(&mut words.iter().flat_map(|w| explain(w))) }
}

/// Whether an argument is something by itself: a name, a code, or a reply with a code. A word that a rule knows is part
/// of a text.
fn is_known(arg: &str) -> bool {
    let meanings: Vec<_> = explain(arg).collect();
    let read = Reply::parse(arg.as_bytes());
    let is_code = read.code().is_some() || read.enhanced_code().is_some();
    let by_words =
        |m: &Explanation| matches!(m, Explanation::Rule(rule) if !rule.id.eq_ignore_ascii_case(arg));
    let is_name = !meanings.iter().any(by_words);
    !meanings.is_empty() && (is_code || is_name)
}

/// The verdict on a query that was understood as a reply, and not as a name of several words.
fn reply(query: &str, meanings: &[Explanation]) -> Option<Verdict> {
    let verdict = classify(query.as_bytes());
    let read = Reply::parse(query.as_bytes());
    let by_codes = read.code().is_some() || read.enhanced_code().is_some();
    let by_words = verdict.evidence.kind == EvidenceKind::Rule
        && meanings.iter().any(|m| match m {
            Explanation::Rule(rule) => rule.id == verdict.evidence.id,
            Explanation::VendorCode(code) => code.id == verdict.evidence.id,
            _ => false,
        });
    (by_codes || by_words).then_some(verdict)
}

fn text(answer: &Answer<'_>) -> io::Result<()> {
    let mut page = Page::stdout();
    if let Some(verdict) = &answer.verdict {
        Report::default().add(&mut page, answer.query, verdict)?;
    }
    for (i, entry) in answer.explanations.iter().enumerate() {
        if i > 0 || answer.verdict.is_some() {
            page.line("")?;
        }
        entry.show(&mut page)?;
    }
    page.flush()
}

/// What to say where nothing is known.
fn nothing(query: &str) -> String {
    const ENOUGH: usize = 3;
    let near = near(query);
    let near: Vec<_> = near.iter().take(ENOUGH).map(|n| format!("`{n}`")).collect();
    let query = crate::output::page::plain(query);
    if near.is_empty() {
        format!("nothing is known about `{query}`; `smtpcodes codes` lists what there is")
    } else {
        format!("nothing is known about `{query}`; did you mean {}?", near.join(" or "))
    }
}

/// Names that are written nearly like this one, the nearest first.
fn near(query: &str) -> Vec<String> {
    /// From 0 for nothing in common to 1 for the same.
    const NEAR: f64 = 0.8;
    // A code with something behind it, such as the last number of `5.1.1.1`.
    let numbers: Vec<_> = query.split('.').take(3).collect();
    if query.split('.').count() > 3 && query.split('.').all(|n| n.parse::<u16>().is_ok()) {
        if let Ok(code) = numbers.join(".").parse::<EnhancedCode>() {
            return vec![code.to_string()];
        }
    }
    let kinds = [
        Kind::Categories,
        Kind::Actions,
        Kind::Providers,
        Kind::Blocklists,
        Kind::VendorCodes,
        Kind::Severities,
        Kind::Causes,
        Kind::Groups,
        Kind::Sides,
        Kind::Bounces,
        Kind::Rules,
        Kind::Commands,
    ];
    let ids = kinds.into_iter().flat_map(entries).map(|e| e.name);
    let names = Provider::ALL.iter().map(|p| p.name().to_owned());
    let tags = VendorCode::ALL.iter().flat_map(|v| v.tags).map(|t| (*t).to_owned());
    let labels = Vocabulary::ALL.iter().flat_map(|v| v.labels()).map(|l| l.label.to_owned());
    let codes = ReplyCode::known().map(|c| c.to_string());
    let folded = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
    let wanted = folded(query);
    let mut seen = HashSet::new();
    let mut found: Vec<_> = ids
        .chain(names)
        .chain(tags)
        .chain(labels)
        .chain(codes)
        .filter(|name| seen.insert(folded(name)))
        .map(|name| (strsim::jaro_winkler(&wanted, &folded(&name)), name))
        .filter(|(score, _)| *score >= NEAR)
        .collect();
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    found.into_iter().map(|(_, name)| name).collect()
}
