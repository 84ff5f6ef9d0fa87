//! Words that may stand beside what retires an address, where nothing can be said of what must not.
//!
//! A set of expressions knows no "but not". So those that retire an address hold only for replies that say nothing else but
//! words of this list: words that such replies say often, and of which no guard can be made.

use std::collections::{BTreeSet, HashMap};

use smtpcodes_build_helper::compile::TAKE_BACK;
use smtpcodes_build_helper::engine::Given;
use smtpcodes_build_helper::engine::decision::BOUNCE_HARD;
use smtpcodes_build_helper::model::{Model, Rule};

use super::hard::retires;
use crate::rules::source::Source;
use crate::rules::words::{Languages, Node, of_concept, run, split};

/// More of them are said too seldom to be worth their room in each expression.
const MOST: usize = 60;

/// The words.
pub(crate) fn words(source: &Source) -> Vec<String> {
    let model = &source.model;
    let mut guards = Guards { model, said: said(source), known: HashMap::new(), forbidden: BTreeSet::new(), languages: Languages::these(model, &["en".to_owned()]) };
    let mut out: Vec<_> = guards.said.iter().map(|(word, count)| (*count, word.clone())).collect();
    // The most frequent first; of equals, in the order of the alphabet.
    out.sort_by(|(a, x), (b, y)| (b, x).cmp(&(a, y)));
    for concept in TAKE_BACK {
        let words = guards.concept(concept);
        guards.forbidden.extend(words);
    }
    for (_, guard) in model.rules.iter().filter(|r| retires(model, r)).flat_map(|r| &r.unless) {
        let parts: Vec<_> = split(guard).parts.iter().filter_map(|(_, run)| guards.run(run)).collect();
        let cheapest = parts.into_iter().min_by_key(|words| guards.cost(words));
        guards.forbidden.extend(cheapest.unwrap_or_default());
    }
    let words = out.into_iter().map(|(_, word)| word).filter(|word| !guards.forbidden.contains(word));
    words.take(MOST).collect()
}

/// How often replies that retire an address, among those that rules carry, say a word.
fn said(source: &Source) -> HashMap<String, usize> {
    let texts = source.model.rules.iter().flat_map(|r: &Rule| &r.examples).map(|(_, text)| text);
    let mut out = HashMap::new();
    for text in texts.filter(|text| source.decide(text, Given::default()).bounce == BOUNCE_HARD) {
        for word in text.split_whitespace().map(|w| w.trim_matches(|c: char| c.is_ascii_punctuation())) {
            if !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic()) {
                *out.entry(word.to_ascii_lowercase()).or_default() += 1;
            }
        }
    }
    out
}

/// Finds words without which guards cannot hold, those that cost least.
struct Guards<'m> {
    model: &'m Model,
    said: HashMap<String, usize>,
    known: HashMap<String, BTreeSet<String>>,
    forbidden: BTreeSet<String>,
    languages: Languages,
}

impl Guards<'_> {
    /// How much is lost with these words.
    fn cost(&self, words: &BTreeSet<String>) -> usize {
        words.iter().filter(|w| !self.forbidden.contains(*w)).filter_map(|word| self.said.get(word)).sum()
    }

    /// Of a run, one of its pieces has to be missing.
    fn run(&mut self, run: &[Node]) -> Option<BTreeSet<String>> {
        let pieces = run.iter().filter(|node| !node.is_optional());
        let all: Vec<_> = pieces.filter_map(|node| self.node(node)).collect();
        all.into_iter().min_by_key(|words| self.cost(words))
    }

    /// Nothing if it is no word that could be left out.
    fn node(&mut self, node: &Node) -> Option<BTreeSet<String>> {
        match node {
            // Such a text stands in no list.
            Node::Word(text) if text == "<ip>" => Some(BTreeSet::new()),
            Node::Word(text) if text.starts_with('<') => None,
            Node::Word(text) => {
                // Of a word with punctuation inside, any piece is enough.
                let pieces = text.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
                let pieces = pieces.map(|piece| BTreeSet::from([piece.to_lowercase()]));
                pieces.min_by_key(|piece| self.cost(piece))
            }
            Node::Concept(id) => Some(self.concept(id)),
            Node::Any(all) => {
                let mut out = BTreeSet::new();
                for one in all.iter().filter(|one| !one.is_empty()) {
                    out.extend(self.run(one)?);
                }
                Some(out)
            }
        }
    }

    /// Of a word class, each phrase has to be missing.
    fn concept(&mut self, id: &str) -> BTreeSet<String> {
        if let Some(known) = self.known.get(id) {
            return known.clone();
        }
        let phrases = of_concept(self.model, id, &self.languages);
        let out: BTreeSet<_> = phrases.into_iter().flat_map(|phrase| self.run(&run(phrase)).unwrap_or_default()).collect();
        self.known.insert(id.to_owned(), out.clone());
        out
    }
}
