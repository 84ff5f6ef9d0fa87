//! Patterns taken apart: operators, words, alternatives, concepts.

use std::collections::HashSet;

use smtpcodes_build_helper::compile::LISTS;
use smtpcodes_build_helper::model::Model;
use smtpcodes_build_helper::pattern;

/// A piece of a run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A word as written, or `<ip>` and its kin.
    Word(String),
    /// `{name}`
    Concept(String),
    /// `(a|b|)`
    Any(Vec<Vec<Node>>),
}

impl Node {
    /// Whether it may be absent.
    pub(crate) fn is_optional(&self) -> bool {
        matches!(self, Self::Any(all) if all.iter().any(|run| run.iter().all(Self::is_optional)))
    }
}

/// Reads a run of words. Text that the compiler has taken is read without loss.
pub(crate) fn run(text: &str) -> Vec<Node> {
    let mut out = Vec::new();
    for piece in pieces(text) {
        if let Some(name) = piece.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            out.push(Node::Concept(name.to_owned()));
        } else if let Some(inside) = in_brackets(piece) {
            out.push(Node::Any(choices(inside).into_iter().map(run).collect()));
        } else if piece.contains('(') {
            // Brackets inside a word: written out.
            let all = pattern::alternatives(piece).unwrap_or_default();
            out.push(Node::Any(all.iter().map(|one| run(one)).collect()));
        } else {
            out.push(Node::Word(piece.to_owned()));
        }
    }
    out
}

/// Pieces at blanks outside brackets; `{name}` stands alone.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0u32, 0);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '{' if depth == 0 => {
                out.push(&text[start..at]);
                start = at;
            }
            '}' if depth == 0 => {
                out.push(&text[start..end]);
                start = end;
            }
            c if depth == 0 && c.is_whitespace() => {
                out.push(&text[start..at]);
                start = end;
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    out.retain(|p| !p.trim().is_empty());
    out
}

/// What one pair of brackets around all of it holds.
fn in_brackets(piece: &str) -> Option<&str> {
    let inside = piece.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0i32;
    for c in inside.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth < 0 {
            return None;
        }
    }
    Some(inside)
}

/// The alternatives between brackets.
fn choices(inside: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0u32, 0);
    let mut out = Vec::new();
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                out.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&inside[start..]);
    out
}

/// How a part of a pattern stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// In this order, with up to so many words between.
    Then(u8),
    /// In either order, with up to so many words between.
    Near(u8),
    /// Anywhere.
    Anywhere,
}

/// A pattern, taken apart at its operators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// What stands between operators; the first link says nothing.
    pub(crate) parts: Vec<(Link, Vec<Node>)>,
    /// `^`
    pub(crate) at_start: bool,
    /// `$`
    pub(crate) at_end: bool,
}

/// Takes a pattern apart; the operators are those that `codes.yaml` documents.
pub(crate) fn split(text: &str) -> Split {
    let mut out = Split { parts: Vec::new(), at_start: false, at_end: false };
    let mut link = Link::Then(0);
    let mut words: Vec<&str> = Vec::new();
    let end = |link: Link, words: &mut Vec<&str>, parts: &mut Vec<(Link, Vec<Node>)>| {
        if !words.is_empty() {
            parts.push((link, run(&words.join(" "))));
            words.clear();
        }
    };
    for piece in pieces(text) {
        match (piece, operator(piece)) {
            ("^", _) => out.at_start = true,
            ("$", _) => out.at_end = true,
            (_, Some(next)) => {
                end(link, &mut words, &mut out.parts);
                link = next;
            }
            _ => words.push(piece),
        }
    }
    end(link, &mut words, &mut out.parts);
    out
}

fn operator(word: &str) -> Option<Link> {
    // Words that a gap has where the pattern does not say: as the compiler of patterns has it.
    const GAP: u8 = 5;
    const NEAR: u8 = 8;
    let count = |n: &str, default| if n.is_empty() { Some(default) } else { n.parse().ok() };
    if word == "&&" {
        Some(Link::Anywhere)
    } else if let Some(n) = word.strip_prefix('*') {
        count(n, GAP).map(Link::Then)
    } else {
        word.strip_prefix('&').and_then(|n| count(n, NEAR)).map(Link::Near)
    }
}

/// The languages whose words are wanted.
#[derive(Clone, Debug)]
pub(crate) enum Languages {
    /// Of every language.
    All,
    /// Of these.
    These {
        /// Their two letters.
        ids: Vec<String>,
        /// Their letters that are not ASCII.
        letters: HashSet<char>,
        /// Words that only other languages have, as far as the concepts tell.
        foreign: HashSet<String>,
    },
}

impl Languages {
    /// These languages, by their two letters.
    pub(crate) fn these(model: &Model, ids: &[String]) -> Self {
        let of = |wanted: bool| {
            let words = model.concepts.iter().flat_map(|c| &c.words);
            words.filter(move |(_, l, _)| (l.len() != 2 || ids.contains(l)) == wanted)
        };
        let own = of(true).filter(|(_, l, _)| ids.contains(l));
        let letters = own.flat_map(|(_, _, text)| text.chars().flat_map(char::to_lowercase));
        let words = |wanted| {
            let texts = of(wanted).flat_map(|(_, _, text)| text.split(|c: char| !c.is_alphanumeric()));
            texts.map(str::to_lowercase).collect::<HashSet<_>>()
        };
        let foreign = words(false).difference(&words(true)).cloned().collect();
        Self::These { ids: ids.to_vec(), letters: letters.filter(|c| !c.is_ascii()).collect(), foreign }
    }

    fn has(&self, language: &str) -> bool {
        match self {
            Self::All => true,
            // Names that belong to no language are in all of them.
            Self::These { ids, .. } => language.len() != 2 || ids.iter().any(|id| id == language),
        }
    }

    /// Whether a word that names no language may be of these: they write all its letters.
    pub(crate) fn may_have(&self, word: &str) -> bool {
        match self {
            Self::All => true,
            Self::These { letters, .. } => {
                word.chars().flat_map(char::to_lowercase).all(|c| c.is_ascii() || letters.contains(&c))
            }
        }
    }

    /// Whether a word is one that other languages alone have.
    pub(crate) fn is_foreign(&self, word: &str) -> bool {
        match self {
            Self::All => false,
            Self::These { foreign, .. } => foreign.contains(&word.to_lowercase()),
        }
    }
}

/// The texts of a concept, brackets and names of concepts still in them.
pub(crate) fn of_concept<'m>(model: &'m Model, id: &str, languages: &Languages) -> Vec<&'m str> {
    if let Some(place) = LISTS.iter().position(|list| *list == id) {
        let lists = model.blocklists.iter().filter(|b| (b.lists != "ip") == (place == 1));
        return lists.flat_map(|b| b.markers.iter().map(|(_, m)| m.as_str())).collect();
    }
    let words = model.concepts.iter().filter(|c| c.id == id).flat_map(|c| &c.words);
    words.filter(|(_, language, _)| languages.has(language)).map(|(_, _, text)| text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Node {
        Node::Word(text.to_owned())
    }

    #[test]
    fn patterns_are_taken_apart() {
        let Split { parts, at_start, at_end } = split("^ {a} *2 (b c|) {d} & e && (f|g (h|i)) $");
        assert!(at_start && at_end);
        let any = |all: Vec<Vec<Node>>| Node::Any(all);
        let concept = |name: &str| Node::Concept(name.to_owned());
        assert_eq!(
            parts,
            [
                (Link::Then(0), vec![concept("a")]),
                (Link::Then(2), vec![any(vec![vec![word("b"), word("c")], vec![]]), concept("d")]),
                (Link::Near(8), vec![word("e")]),
                (
                    Link::Anywhere,
                    vec![any(vec![
                        vec![word("f")],
                        vec![word("g"), any(vec![vec![word("h")], vec![word("i")]])]
                    ])]
                ),
            ]
        );
        assert_eq!(run("block(ed|s)"), [any(vec![vec![word("blocked")], vec![word("blocks")]])]);
        assert!(run("(a|)")[0].is_optional() && !run("(a|b)")[0].is_optional());
    }
}
