//! The keys of a map, read one by one. Each mistake is told with its place, and reading goes on with what stands for
//! nothing, so that one mistake does not hide the next.

use std::collections::BTreeSet;

use super::{Node, Value};
use crate::diagnostic::{Diagnostics, Position};

/// Reads the keys of a map one by one, and complains about those that nobody asked for.
pub struct Fields<'a> {
    at: Position,
    items: &'a [(Position, String, Node)],
    asked: BTreeSet<&'static str>,
}

impl<'a> Fields<'a> {
    /// The keys of `node`, if it is a map.
    pub fn of(node: &'a Node, errors: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Map(items) => Some(Self { at: node.at, items, asked: BTreeSet::new() }),
            other => {
                errors.add(node.at, format!("expected a map, found {}", other.kind()));
                None
            }
        }
    }

    /// Where the map stands.
    pub fn at(&self) -> Position {
        self.at
    }

    /// The node of a key, if it is there.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.insert(key);
        self.items
            .iter()
            .find(|(_, k, _)| k == key)
            .map(|(_, _, n)| n)
            .filter(|n| !matches!(n.value, Value::Null))
    }

    /// Where a key's value stands, or the map.
    pub fn place(&self, key: &str) -> Position {
        self.items.iter().find(|(_, k, _)| k == key).map_or(self.at, |(_, _, n)| n.at)
    }

    fn missing(&self, key: &str, errors: &mut Diagnostics) {
        errors.add(self.at, format!("`{key}` is missing"));
    }

    /// Optional text; a number is read as its digits.
    pub fn opt_text(&mut self, key: &'static str, errors: &mut Diagnostics) -> Option<String> {
        let node = self.node(key)?;
        as_text(node, errors)
    }

    /// Text that must be there.
    pub fn text(&mut self, key: &'static str, errors: &mut Diagnostics) -> String {
        if self.node(key).is_none() {
            self.missing(key, errors);
        }
        self.opt_text(key, errors).unwrap_or_default()
    }

    /// An optional whole number.
    pub fn opt_number(&mut self, key: &'static str, max: i64, errors: &mut Diagnostics) -> Option<i64> {
        let node = self.node(key)?;
        match node.value {
            Value::Number(n) if (0..=max).contains(&n) => Some(n),
            Value::Number(n) => {
                errors.add(node.at, format!("expected a number from 0 to {max}, found {n}"));
                None
            }
            ref other => {
                errors.add(node.at, format!("expected a whole number, found {}", other.kind()));
                None
            }
        }
    }

    /// A whole number that must be there.
    pub fn number(&mut self, key: &'static str, max: i64, errors: &mut Diagnostics) -> i64 {
        if self.node(key).is_none() {
            self.missing(key, errors);
        }
        self.opt_number(key, max, errors).unwrap_or_default()
    }

    /// True or false; false where absent.
    pub fn flag(&mut self, key: &'static str, errors: &mut Diagnostics) -> bool {
        match self.node(key) {
            None => false,
            Some(Node { value: Value::Bool(b), .. }) => *b,
            Some(other) => {
                errors.add(other.at, format!("expected true or false, found {}", other.value.kind()));
                false
            }
        }
    }

    /// A list; empty where absent. One item alone may stand for a list of it.
    pub fn list(&mut self, key: &'static str) -> &'a [Node] {
        match self.node(key) {
            None => &[],
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => std::slice::from_ref(node),
        }
    }

    /// A list of whole numbers.
    pub fn numbers(&mut self, key: &'static str, max: u16, errors: &mut Diagnostics) -> Vec<u16> {
        let number = |node: &Node| match node.value {
            Value::Number(n) => u16::try_from(n).ok().filter(|n| *n <= max),
            _ => None,
        };
        let mut all = Vec::new();
        for node in self.list(key) {
            match number(node) {
                Some(number) => all.push(number),
                None => errors.add(node.at, format!("expected a whole number up to {max}")),
            }
        }
        all
    }

    /// A list of texts with their places.
    pub fn texts(&mut self, key: &'static str, errors: &mut Diagnostics) -> Vec<(Position, String)> {
        self.list(key).iter().filter_map(|n| as_text(n, errors).map(|t| (n.at, t))).collect()
    }

    /// The same with the blanks at their ends.
    pub fn verbatim(&mut self, key: &'static str, errors: &mut Diagnostics) -> Vec<(Position, String)> {
        let whole = |node: &Node, trimmed| match &node.value {
            Value::Text(text) => text.clone(),
            _ => trimmed,
        };
        self.list(key).iter().filter_map(|n| as_text(n, errors).map(|t| (n.at, whole(n, t)))).collect()
    }

    /// The entries of a map; empty where absent.
    pub fn entries(&mut self, key: &'static str, errors: &mut Diagnostics) -> &'a [(Position, String, Node)] {
        match self.node(key) {
            None => &[],
            Some(Node { value: Value::Map(items), .. }) => items,
            Some(other) => {
                errors.add(other.at, format!("expected a map, found {}", other.value.kind()));
                &[]
            }
        }
    }

    /// Complains about keys that were never asked for.
    pub fn finish(self, errors: &mut Diagnostics) {
        for (at, key, _) in self.items {
            if !self.asked.contains(key.as_str()) {
                let known: Vec<_> = self.asked.iter().copied().collect();
                errors.add(*at, format!("unknown key `{key}`, expected one of {}", known.join(", ")));
            }
        }
    }
}

/// Text, or a number as its digits.
pub fn as_text(node: &Node, errors: &mut Diagnostics) -> Option<String> {
    match &node.value {
        Value::Text(s) if s.trim().is_empty() => {
            errors.add(node.at, "expected text, found an empty one");
            None
        }
        Value::Text(s) => Some(s.trim_end().to_owned()),
        Value::Number(n) => Some(n.to_string()),
        other => {
            errors.add(node.at, format!("expected text, found {}", other.kind()));
            None
        }
    }
}
