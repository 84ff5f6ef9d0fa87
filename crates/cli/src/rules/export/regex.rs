//! Patterns as regular expressions.

use std::collections::HashMap;

use smtpcodes_build_helper::Position;
use smtpcodes_build_helper::compile::LISTS;
use smtpcodes_build_helper::model::{Model, Rule};

use super::codes::codes;
use super::merge::merge;
use super::trie::Trie;
use crate::rules::words::{Languages, Link, Node, Split, of_concept, run, split};

/// Whose regular expressions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The `regex` crate.
    Rust,
    /// JavaScript, without any comma: it ends a field of the file.
    JavaScript,
}

/// What separates words: ASCII punctuation and blanks. Classes of more characters, written hundreds of times,
/// would make the expressions too large to compile.
const BETWEEN: &str = "[ -/:-@]+";
/// What may stand between two parts besides whole words.
pub(super) const LOOSE: &str = r"[ -/:-@\[-`{-~]*";
/// What may stand where a word has punctuation inside.
const INSIDE: &str = "[!-/:-@_]?";
const IP: &str = r"(?:[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|[0-9a-f]*:[0-9a-f:]*:[0-9a-f]*)";
/// What no reply tells.
const SENDING_IP: &str = "<sending_ip>";
const ADDRESS: &str = "[!-?A-~]+@[!-?A-~]+";

/// A regular expression, and the patterns that it stands for, by their place in their list.
pub(crate) struct Expression {
    /// The codes that it asks for at the start of the reply; empty if it may hold anywhere.
    codes: String,
    pub(crate) text: String,
    pub(crate) patterns: Vec<usize>,
}

impl Expression {
    /// Whether it asks for no codes.
    pub(crate) fn is_free(&self) -> bool {
        self.codes.is_empty()
    }

    /// To be looked for.
    pub(crate) fn anywhere(&self) -> String {
        let Self { codes, text, .. } = self;
        if codes.is_empty() { text.clone() } else { format!("^{codes}{text}") }
    }

    /// To hold where the reply starts.
    pub(crate) fn at_start(&self) -> String {
        let Self { codes, text, .. } = self;
        if codes.is_empty() { format!(".*{text}") } else { format!("{codes}{text}") }
    }
}

/// Writes regular expressions.
pub(crate) struct Regex<'m> {
    model: &'m Model,
    dialect: Dialect,
    languages: Languages,
    concepts: HashMap<String, Option<String>>,
    /// Whether what is written retires an address. Then it asks for a permanent reply, and leaves out words of other
    /// languages that the wanted ones could write: what is said around them is not understood.
    strict: bool,
}

impl<'m> Regex<'m> {
    pub(crate) fn new(model: &'m Model, dialect: Dialect, languages: Languages) -> Self {
        Self { model, dialect, languages, concepts: HashMap::new(), strict: false }
    }

    /// The patterns of a rule with the codes that it asks for, and how many of them cannot be said.
    /// Those that retire an address have to be of the wanted languages without any doubt.
    pub(crate) fn matches(&mut self, rule: &Rule, hard: bool) -> (Vec<Expression>, usize) {
        self.strict = hard;
        let written = self.patterns(&rule.matches, Some(rule));
        self.strict = false;
        written
    }

    /// What must not hold where a rule does; nothing if that cannot be told from the reply alone. Words of languages
    /// that the patterns are not written in are no loss.
    pub(crate) fn guards(&mut self, unless: &[(Position, String)]) -> Option<Vec<Expression>> {
        if unless.iter().any(|(_, text)| text.contains(SENDING_IP)) {
            return None;
        }
        let all: Vec<_> = unless.iter().map(|(_, text)| split(text)).collect();
        // Beside `{sender}`, `{sender} * denied` forbids nothing more.
        let classes: Vec<_> = all.iter().filter_map(alone).collect();
        let says = |split: &Split, node: &Node| split.parts.iter().any(|(_, run)| run.contains(node));
        let needed = unless.iter().zip(&all).filter(|(_, split)| {
            classes.iter().all(|node| alone(split) == Some(*node) || !says(split, node))
        });
        let needed: Vec<_> = needed.map(|(text, _)| text.clone()).collect();
        Some(self.patterns(&needed, None).0)
    }

    /// A time to wait: the words that announce one, and a number.
    pub(crate) fn wait(&mut self) -> Option<Expression> {
        let announced = self.concept("wait_announced")?;
        let text = format!("{}{}[0-9]", bounded(&announced), self.gap(3));
        Some(Expression { codes: String::new(), text, patterns: Vec::new() })
    }

    /// Letters that no word is written in; nothing if every language is wanted.
    pub(crate) fn foreign_letters(&self) -> Option<String> {
        let Languages::These { letters, .. } = &self.languages else { return None };
        let mut letters: Vec<_> =
            letters.iter().flat_map(|c| [*c].into_iter().chain(c.to_uppercase())).collect();
        letters.sort_unstable();
        letters.dedup();
        let known: String = letters.into_iter().collect();
        Some(match self.dialect {
            Dialect::Rust => format!(r"(?u:[^\x00-\x7F{known}])"),
            Dialect::JavaScript => format!(r"[^\x00-\x7F{known}]"),
        })
    }

    /// Patterns behind the codes that a rule asks for, and how many of them cannot be said.
    fn patterns(&mut self, texts: &[(Position, String)], of: Option<&Rule>) -> (Vec<Expression>, usize) {
        let (can, cannot): (Vec<_>, Vec<_>) = texts
            .iter()
            .enumerate()
            .map(|(place, (_, text))| (split(text), vec![place]))
            .partition(|(split, _)| self.pattern(of, split).is_some());
        let merged = merge(merge(can, 1), 0);
        let written = merged.into_iter().filter_map(|(split, patterns)| {
            let (codes, text) = self.pattern(of, &split)?;
            Some(Expression { codes, text, patterns })
        });
        (written.collect(), cannot.len())
    }

    /// What the reply has to start with, and what stands behind it.
    fn pattern(&mut self, of: Option<&Rule>, split: &Split) -> Option<(String, String)> {
        let mut out = String::new();
        for (link, part) in &split.parts {
            // What may be absent need not be looked for.
            if part.iter().all(Node::is_optional) {
                continue;
            }
            let next = bounded(&self.run(part)?);
            out = match (out.is_empty(), link) {
                (true, _) => next,
                (false, Link::Then(gap)) => format!("{out}{}{next}", self.gap(*gap)),
                (false, Link::Near(gap)) => {
                    let gap = self.gap(*gap);
                    format!("(?:{out}{gap}{next}|{next}{gap}{out})")
                }
                (false, Link::Anywhere) => {
                    let any = self.anything();
                    format!("(?:{out}{any}{next}|{next}{any}{out})")
                }
            };
        }
        if out.is_empty() {
            return None;
        }
        let mut codes = codes(of, split.at_start, self.strict)?;
        if !codes.is_empty() && !split.at_start {
            codes.push_str(self.anything());
        }
        let end = if split.at_end { format!("{LOOSE}$") } else { String::new() };
        Some((codes, format!("{out}{end}")))
    }

    /// In the dialect's own way to take upper and lower case for the same.
    pub(crate) fn flagged(&self, text: &str) -> String {
        match self.dialect {
            // Without the letters that Unicode folds to ASCII ones, automata are half as large.
            Dialect::Rust => format!("(?i-u){text}"),
            // The program ignores case by itself.
            Dialect::JavaScript => text.to_owned(),
        }
    }

    /// Any of these tags of providers.
    pub(crate) fn tags(&self, tags: &[&str]) -> String {
        let mut trie = Trie::default();
        for tag in tags {
            let words: Vec<_> = tag.split_whitespace().map(|w| self.word(w)).collect();
            trie.add(&words.join(&BETWEEN.to_owned()));
        }
        bounded(&trie.regex())
    }

    /// Whatever, in any script.
    fn anything(&self) -> &'static str {
        match self.dialect {
            Dialect::Rust => "(?u:.*)",
            Dialect::JavaScript => ".*",
        }
    }

    /// Up to so many words.
    fn gap(&self, words: u8) -> String {
        const WORD: &str = "(?:[!-~]+ +)";
        if words == 0 {
            return BETWEEN.to_owned();
        }
        let gap = match self.dialect {
            Dialect::Rust => format!("{WORD}{{0,{words}}}"),
            Dialect::JavaScript => format!("{WORD}?").repeat(words.into()),
        };
        format!("{BETWEEN}{gap}{LOOSE}")
    }

    /// A run of words; nothing if one of its words cannot be said.
    fn run(&mut self, nodes: &[Node]) -> Option<String> {
        // Words that may be absent bring their separator with them, on the side of the first that may not.
        let first = nodes.iter().position(|n| !n.is_optional())?;
        let mut out = String::new();
        for (i, node) in nodes.iter().enumerate() {
            let text = self.node(node);
            if node.is_optional() {
                let Some(text) = text else { continue };
                let with =
                    if i < first { format!("(?:{text}{BETWEEN})?") } else { format!("(?:{BETWEEN}{text})?") };
                out.push_str(&with);
            } else {
                if i > first {
                    out.push_str(BETWEEN);
                }
                out.push_str(&text?);
            }
        }
        Some(out)
    }

    fn node(&mut self, node: &Node) -> Option<String> {
        match node {
            Node::Word(text) => match text.as_str() {
                "<ip>" => Some(IP.to_owned()),
                "<address>" => Some(ADDRESS.to_owned()),
                SENDING_IP => None,
                text if self.may_say(text) => Some(self.word(text).concat()),
                _ => None,
            },
            Node::Concept(id) => self.concept(id),
            Node::Any(all) => self.any(all),
        }
    }

    /// One of these runs.
    fn any(&mut self, all: &[Vec<Node>]) -> Option<String> {
        let mut trie = Trie::default();
        let mut rest = Vec::new();
        for one in all.iter().filter(|one| !one.is_empty()) {
            match self.pieces(one) {
                Some(pieces) => trie.add(&pieces),
                None => rest.extend(self.run(one)),
            }
        }
        if !trie.is_empty() {
            rest.push(trie.regex());
        }
        rest.sort();
        rest.dedup();
        match rest.len() {
            0 => None,
            1 => rest.pop(),
            _ => Some(format!("(?:{})", rest.join("|"))),
        }
    }

    /// The pieces of a run of mere words.
    fn pieces(&self, run: &[Node]) -> Option<Vec<String>> {
        let mut out = Vec::new();
        for (i, node) in run.iter().enumerate() {
            match node {
                Node::Word(text) if !text.starts_with('<') && self.may_say(text) => {
                    if i > 0 {
                        out.push(BETWEEN.to_owned());
                    }
                    out.extend(self.word(text));
                }
                _ => return None,
            }
        }
        Some(out)
    }

    fn may_say(&self, word: &str) -> bool {
        self.languages.may_have(word) && !(self.strict && self.languages.is_foreign(word))
    }

    /// The pieces of a word as written: its punctuation is optional, but for the dots of a name.
    fn word(&self, text: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut skipped = String::new();
        for c in text.chars() {
            if !c.is_alphanumeric() {
                skipped.push(c);
                continue;
            }
            if !out.is_empty() && !skipped.is_empty() {
                out.push(if skipped == "." { r"\." } else { INSIDE }.to_owned());
            }
            skipped.clear();
            // Upper and lower case are the same to both programs.
            out.push(match self.dialect {
                Dialect::Rust if !c.is_ascii() => format!("(?u:{c})"),
                _ => c.to_lowercase().collect(),
            });
        }
        out
    }

    fn concept(&mut self, id: &str) -> Option<String> {
        if let Some(known) = self.concepts.get(id) {
            return known.clone();
        }
        let mut words = of_concept(self.model, id, &self.languages);
        if LISTS.contains(&id) {
            // A name that begins with another name, such as one with its domain, says nothing more.
            let begins = |long: &str, short: &str| {
                long.len() > short.len()
                    && long.starts_with(short)
                    && !long[short.len()..].starts_with(char::is_alphanumeric)
            };
            let all = words.clone();
            words.retain(|long| !all.iter().any(|short| begins(long, short)));
        }
        let all: Vec<_> = words.into_iter().map(run).collect();
        let text = self.any(&all);
        self.concepts.insert(id.to_owned(), text.clone());
        text
    }
}

/// What a pattern asks for, if that is one word class and nothing else.
fn alone(split: &Split) -> Option<&Node> {
    match split.parts.as_slice() {
        [(_, run)] if !split.at_start && !split.at_end => match run.as_slice() {
            [node @ Node::Concept(_)] => Some(node),
            _ => None,
        },
        _ => None,
    }
}

/// Not inside a longer word. Only where all words have ASCII edges: `\b` knows no others, and other scripts
/// may write words without gaps.
fn bounded(text: &str) -> String {
    if text.is_ascii() { format!(r"\b{text}\b") } else { text.to_owned() }
}
