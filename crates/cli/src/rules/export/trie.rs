//! Many texts as one expression that shares their beginnings and, behind them, their ends: far smaller, and faster.

use std::collections::BTreeMap;

/// Texts by their first piece; a piece is a character or a class of them, written as an expression.
#[derive(Default)]
pub(crate) struct Trie {
    next: BTreeMap<String, Trie>,
    ends: bool,
}

impl Trie {
    /// Adds a text.
    pub(crate) fn add(&mut self, pieces: &[String]) {
        match pieces.split_first() {
            Some((first, rest)) => self.next.entry(first.clone()).or_default().add(rest),
            None => self.ends = true,
        }
    }

    /// Whether it holds no text.
    pub(crate) fn is_empty(&self) -> bool {
        self.next.is_empty()
    }

    /// One expression for all texts.
    pub(crate) fn regex(&self) -> String {
        // What goes on in the same way is written once.
        let mut by_rest: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (piece, rest) in &self.next {
            by_rest.entry(rest.regex()).or_default().push(piece);
        }
        let mut all: Vec<_> =
            by_rest.into_iter().map(|(rest, pieces)| format!("{}{rest}", any(&pieces))).collect();
        all.sort();
        match (all.as_slice(), self.ends) {
            ([], _) => String::new(),
            ([one], false) => one.clone(),
            (_, false) => format!("(?:{})", all.join("|")),
            (_, true) => format!("(?:{})?", all.join("|")),
        }
    }
}

/// One of these pieces.
fn any(pieces: &[&str]) -> String {
    match pieces {
        [one] => (*one).to_owned(),
        letters if letters.iter().all(|p| p.len() == 1) => match letters.concat().as_str() {
            "0123456789" => "[0-9]".to_owned(),
            letters => format!("[{letters}]"),
        },
        _ => format!("(?:{})", pieces.join("|")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_and_ends_are_shared() {
        let mut trie = Trie::default();
        for text in ["user", "users", "user id", "alias", "organised", "organized"] {
            trie.add(&text.chars().map(String::from).collect::<Vec<_>>());
        }
        assert_eq!(trie.regex(), "(?:alias|organi[sz]ed|user(?: id|s)?)");
    }
}
