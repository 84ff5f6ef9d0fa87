//! Whole replies that retire an address, where nothing can be said of what must not hold.
//!
//! A set of expressions knows no "but not": beside the words that a pattern asks for, a reply may say anything. So what
//! retires an address is written word by word, and each of these replies has been asked about before: all examples, and
//! what patterns describe, in each form that the expression holds for.

use std::collections::BTreeMap;

use smtpcodes_build_helper::engine::Given;
use smtpcodes_build_helper::engine::decision::BOUNCE_HARD;
use smtpcodes_build_helper::model::Rule;

use super::trie::Trie;
use crate::rules::sample;
use crate::rules::source::Source;
use crate::rules::words::Languages;

/// Texts that are made of a pattern.
const TURNS: usize = 12;
/// What may stand before a text.
const CODES: [&str; 4] = ["550", "551", "553", "554"];
const ENHANCED: [&str; 3] = ["", "5.0.0 ", "5.1.1 "];
const INTRODUCTIONS: [&str; 3] =
    ["", "<user@example.com>: ", "<user@example.com>: Recipient address rejected: "];
/// The same as an expression.
const BEFORE: &str =
    r"^55[0134][ -](?:5\.(?:0\.0|1\.1) )?(?:<[!-;=?A-~]+@[!-;=?A-~]+>: (?:recipient address rejected: )?)?";
const ADDRESS: &str = "[!-?A-~]+@[!-?A-~]+";
const PUNCTUATION: &str = "[!-/:-@]";
const BRACKET: &str = r"[\[-`{-~]";
/// What may stand behind a reply.
const END: &str = r"[ !.]*$";

/// Replies by their class: those that hold behind whatever [`BEFORE`] may be, and those with codes of their own.
#[derive(Default)]
pub(crate) struct Whole {
    classes: BTreeMap<String, (Trie, Trie)>,
}

impl Whole {
    /// All that rules of these tell.
    pub(crate) fn of(source: &Source, rules: &[&Rule], languages: &Languages) -> Self {
        let mut out = Self::default();
        for rule in rules {
            for (_, reply) in &rule.examples {
                out.add(source, languages, reply, true);
            }
            for (_, pattern) in &rule.matches {
                for turn in 0..TURNS {
                    let text = sample::text(&source.model, languages, pattern, turn);
                    out.add(source, languages, &format!("550 {text}"), false);
                }
            }
        }
        out
    }

    /// The expressions of a class.
    pub(crate) fn of_class(&self, class: &str) -> Vec<String> {
        let Some((any, own)) = self.classes.get(class) else { return Vec::new() };
        let mut out = Vec::new();
        for (before, trie) in [(BEFORE, any), ("^", own)] {
            if !trie.is_empty() {
                out.push(format!("{before}{}{END}", trie.regex()));
            }
        }
        out
    }

    /// How long the expressions of a class are.
    pub(crate) fn len(&self, class: &str) -> usize {
        self.of_class(class).iter().map(String::len).sum()
    }

    /// The classes that have some.
    pub(crate) fn classes(&self) -> impl Iterator<Item = &str> {
        self.classes.keys().map(String::as_str)
    }

    /// Adds a reply if it retires its address; one that does so with its own codes alone only if `with_codes`.
    fn add(&mut self, source: &Source, languages: &Languages, reply: &str, with_codes: bool) {
        let reply = reply.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(class) = dead(source, &reply).filter(|_| reply.starts_with('5')) else { return };
        if !reply.chars().all(|c| c.is_ascii() || languages.may_have(&c.to_string())) {
            return;
        }
        let (codes, text) = apart(&reply);
        let all =
            CODES.iter().flat_map(|code| ENHANCED.iter().map(move |enhanced| format!("{code} {enhanced}")));
        let mut all =
            all.flat_map(|codes| INTRODUCTIONS.iter().map(move |before| format!("{codes}{before}{text}")));
        let (any, own) = self.classes.entry(class.clone()).or_default();
        if all.all(|reply| dead(source, &reply).as_ref() == Some(&class)) {
            any.add(&pieces(text));
        } else if with_codes && !codes.is_empty() {
            own.add(&pieces(&reply));
        }
    }
}

/// The category of a reply that retires its address.
fn dead(source: &Source, reply: &str) -> Option<String> {
    let decision = source.decide(reply, Given::default());
    let category = source.model.categories.iter().find(|c| c.item.number == u16::from(decision.category));
    category.filter(|_| decision.bounce == BOUNCE_HARD).map(|c| c.item.id.clone())
}

/// The codes that a reply begins with, and its text.
fn apart(reply: &str) -> (&str, &str) {
    let code = |word: &str| word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let words = reply.split_inclusive(' ').take(2).take_while(|word| code(word.trim_end()));
    reply.split_at(words.map(str::len).sum())
}

/// A reply in pieces of expressions: whatever address, whatever punctuation.
fn pieces(reply: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (i, word) in reply.trim_end_matches(['.', '!', ' ']).split(' ').enumerate() {
        if i > 0 {
            out.push(" ".to_owned());
        }
        if word.contains('@') {
            out.push(ADDRESS.to_owned());
            continue;
        }
        for c in word.chars() {
            out.push(match c {
                '!'..='/' | ':'..='@' => PUNCTUATION.to_owned(),
                c if c.is_ascii_punctuation() => BRACKET.to_owned(),
                c if c.is_ascii() => c.to_ascii_lowercase().to_string(),
                c => format!("(?u:{c})"),
            });
        }
    }
    out
}
