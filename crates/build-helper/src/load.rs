//! YAML text to a tree in which every node knows its place, and a reader of its maps.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use crate::diagnostic::{Diagnostics, Position};

/// A node and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its first character.
    pub at: Position,
    /// What it is.
    pub value: Value,
}

/// What a node can be. Numbers keep to whole ones: everything else in `codes.yaml` is text.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing, or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file.
    Map(Vec<(Position, String, Node)>),
}

impl Value {
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

struct Raw(Value);

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Tree).map(Raw)
    }
}

struct Tree;

fn place(at: &serde_yaml::Location) -> Position {
    Position { line: at.line() as u32, column: at.column() as u32 }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a whole number, true or false, a list or a map")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Number(v))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Number(i64::try_from(v).unwrap_or(i64::MAX)))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Text(v.to_string()))
    }
    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Text(v.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Raw>>()? {
            list.push(Node { at: place(&item.referenced), value: item.value.0 });
        }
        Ok(Value::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some((key, item)) = items.next_entry::<Spanned<String>, Spanned<Raw>>()? {
            map.push((
                place(&key.referenced),
                key.value,
                Node { at: place(&item.referenced), value: item.value.0 },
            ));
        }
        Ok(Value::Map(map))
    }
}

/// Parses YAML. What is no YAML at all is one mistake; everything else is found later, all at once.
pub fn load(text: &str, errors: &mut Diagnostics) -> Option<Node> {
    // The file is trusted and larger than what the parser allows a stranger's.
    let options = serde_yaml::options! { budget: None };
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(root) => Some(Node { at: place(&root.referenced), value: root.value.0 }),
        Err(e) => {
            let at = e.location().map_or(Position { line: 1, column: 1 }, |l| place(&l));
            let message = e.to_string();
            let first = message.lines().next().unwrap_or("").trim_start_matches("error: ");
            // The place stands in front already.
            let first = if first.starts_with("line ") {
                first.split_once(": ").map_or(first, |(_, m)| m)
            } else {
                first
            };
            errors.add(at, format!("not YAML: {first}"));
            None
        }
    }
}

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

    /// A list of texts with their places.
    pub fn texts(&mut self, key: &'static str, errors: &mut Diagnostics) -> Vec<(Position, String)> {
        self.list(key).iter().filter_map(|n| as_text(n, errors).map(|t| (n.at, t))).collect()
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
