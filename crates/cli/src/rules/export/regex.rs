//! Patterns as regular expressions.

use std::collections::HashMap;

use smtpcodes_build_helper::model::{Model, Rule};
use smtpcodes_build_helper::pattern::{enhanced_range, reply_range};

use crate::rules::words::{Languages, Link, Node, of_concept, run, split};

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
const BETWEEN: &str = r"[ -/:-@\[-`{-~]+";
/// What may stand between two parts besides whole words.
const LOOSE: &str = r"[ -/:-@\[-`{-~]*";
/// What may stand where a word has punctuation inside.
const INSIDE: &str = r"[!-/:-@\[-`{-~]?";
const IP: &str = r"(?:[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|[0-9a-f]*:[0-9a-f:]*:[0-9a-f]*)";
const ADDRESS: &str = "[!-?A-~]+@[!-?A-~]+";

/// Writes regular expressions.
pub(crate) struct Regex<'m> {
    model: &'m Model,
    dialect: Dialect,
    languages: Languages,
    concepts: HashMap<String, Option<String>>,
}

impl<'m> Regex<'m> {
    pub(crate) fn new(model: &'m Model, dialect: Dialect, languages: Languages) -> Self {
        Self { model, dialect, languages, concepts: HashMap::new() }
    }

    /// A pattern with the codes that its rule asks for; nothing if it cannot be said.
    pub(crate) fn pattern(&mut self, rule: &Rule, text: &str) -> Option<String> {
        let split = split(text);
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
        let codes = codes(rule, split.at_start)?;
        let between = if codes.is_empty() || split.at_start { "" } else { self.anything() };
        let end = if split.at_end { format!("{LOOSE}$") } else { String::new() };
        Some(self.flagged(&format!("{codes}{between}{out}{end}")))
    }

    /// A provider's tag.
    pub(crate) fn tag(&self, tag: &str) -> String {
        self.flagged(&bounded(&word(tag)))
    }

    fn flagged(&self, text: &str) -> String {
        match self.dialect {
            // Without the letters that Unicode folds to ASCII ones, automata are half as large.
            Dialect::Rust if text.is_ascii() => format!("(?i-u){text}"),
            Dialect::Rust => format!("(?i){text}"),
            // The program ignores case by itself.
            Dialect::JavaScript => text.to_owned(),
        }
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
                let with = if i < first { format!("(?:{text}{BETWEEN})?") } else { format!("(?:{BETWEEN}{text})?") };
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
                "<sending_ip>" => None,
                text => Some(word(text)),
            },
            Node::Concept(id) => self.concept(id),
            Node::Any(all) => {
                let all: Vec<_> = all.iter().filter_map(|one| self.run(one)).collect();
                any(all)
            }
        }
    }

    fn concept(&mut self, id: &str) -> Option<String> {
        if let Some(known) = self.concepts.get(id) {
            return known.clone();
        }
        let words = of_concept(self.model, id, &self.languages);
        let all: Vec<_> = words.into_iter().filter_map(|text| self.run(&run(text))).collect();
        let text = any(all);
        self.concepts.insert(id.to_owned(), text.clone());
        text
    }
}

/// One of these.
fn any(mut all: Vec<String>) -> Option<String> {
    all.sort();
    all.dedup();
    match all.len() {
        0 => None,
        1 => all.pop(),
        _ => Some(format!("(?:{})", all.join("|"))),
    }
}

/// A word as written, its punctuation optional.
fn word(text: &str) -> String {
    let mut out = String::new();
    let mut punctuation = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if punctuation && !out.is_empty() {
                out.push_str(INSIDE);
            }
            punctuation = false;
            out.push(c);
        } else {
            punctuation = true;
        }
    }
    out
}

/// Not inside a longer word. Only where all words have ASCII edges: `\b` knows no others, and other scripts
/// may write words without gaps.
fn bounded(text: &str) -> String {
    if text.is_ascii() { format!(r"\b{text}\b") } else { text.to_owned() }
}

/// The codes that a rule asks for, in front of the text; nothing if a form of them is unknown.
fn codes(rule: &Rule, always: bool) -> Option<String> {
    if rule.reply.is_empty() && rule.enhanced.is_empty() {
        return Some(if always { format!(r"^(?:\d\d\d[ -])?(?:[245]\.\d+\.\d+ )?{LOOSE}") } else { String::new() });
    }
    let reply = if rule.reply.is_empty() {
        r"\d\d\d".to_owned()
    } else {
        let mut all = Vec::new();
        for (_, text) in &rule.reply {
            let (from, to) = reply_range(text)?;
            all.extend((from..=to).map(|c| c.to_string()));
        }
        format!("(?:{})", all.join("|"))
    };
    let enhanced = if rule.enhanced.is_empty() {
        r"(?:[245]\.\d+\.\d+ )?".to_owned()
    } else {
        let mut all = Vec::new();
        for (_, text) in &rule.enhanced {
            let range = enhanced_range(text)?;
            let class = if range.class == 0 { "[245]".to_owned() } else { range.class.to_string() };
            let details = if (range.from, range.to) == (0, 999) {
                r"\d+".to_owned()
            } else {
                let all: Vec<_> = (range.from..=range.to).map(|d| d.to_string()).collect();
                format!("(?:{})", all.join("|"))
            };
            all.push(format!(r"{class}\.{}\.{details}", range.subject));
        }
        format!(r"(?:{})\b *", all.join("|"))
    };
    Some(format!("^{reply}[ -]{enhanced}"))
}
