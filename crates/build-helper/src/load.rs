//! YAML text to a tree in which every node knows its place, and a reader of its maps.

use std::collections::BTreeSet;

use granit_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

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

/// Lists and maps that may lie inside each other.
const MAX_DEPTH: usize = 32;

/// Parses YAML. What is no YAML at all is one mistake; everything else is found later, all at once.
pub fn load(text: &str, errors: &mut Diagnostics) -> Option<Node> {
    match Loader(Parser::new_from_str(text)).document() {
        Ok(root) => Some(root),
        Err((at, message)) => {
            errors.add(at, format!("not YAML: {message}"));
            None
        }
    }
}

/// What is wrong, and where.
type Wrong = (Position, String);

struct Loader<'t>(Parser<'t, granit_parser::StrInput<'t>>);

impl<'t> Loader<'t> {
    /// The only document of the text.
    fn document(&mut self) -> Result<Node, Wrong> {
        let mut root = None;
        loop {
            let (at, event) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                Event::StreamEnd => {
                    let nothing = || Node { at: Position::START, value: Value::Null };
                    return Ok(root.unwrap_or_else(nothing));
                }
                _ if root.is_some() => return Err((at, "a second document begins".to_owned())),
                event => root = Some(self.node(at, event, 0)?),
            }
        }
    }

    fn next(&mut self) -> Result<(Position, Event<'t>), Wrong> {
        match self.0.next_event() {
            Some(Ok((event, span))) => Ok((place(&span.start), event)),
            Some(Err(e)) => Err(wrong(&e)),
            None => Ok((Position::START, Event::StreamEnd)),
        }
    }

    /// The node that begins with `event`.
    fn node(&mut self, at: Position, event: Event<'t>, depth: usize) -> Result<Node, Wrong> {
        if depth > MAX_DEPTH {
            return Err((at, format!("lists and maps lie inside each other more than {MAX_DEPTH} deep")));
        }
        let value = match event {
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::SequenceStart(..) => {
                let mut list = Vec::new();
                loop {
                    match self.next()? {
                        (_, Event::SequenceEnd) => break Value::List(list),
                        (at, event) => list.push(self.node(at, event, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(..) => self.map(depth)?,
            _ => return Err((at, "anchors and aliases are not taken".to_owned())),
        };
        Ok(Node { at, value })
    }

    fn map(&mut self, depth: usize) -> Result<Value, Wrong> {
        let mut map = Vec::new();
        let mut seen = BTreeSet::new();
        loop {
            let (at, key) = match self.next()? {
                (_, Event::MappingEnd) => return Ok(Value::Map(map)),
                (at, Event::Scalar(key, ..)) => (at, key.into_owned()),
                (at, _) => return Err((at, "a key is text".to_owned())),
            };
            if !seen.insert(key.clone()) {
                return Err((at, format!("`{key}` stands here twice")));
            }
            let (from, event) = self.next()?;
            map.push((at, key, self.node(from, event, depth + 1)?));
        }
    }
}

fn place(at: &Marker) -> Position {
    Position { line: at.line() as u32, column: at.col() as u32 + 1 }
}

fn wrong(e: &ScanError) -> Wrong {
    (place(e.marker()), e.info())
}

/// What a scalar stands for: in quotes it is text (YAML 1.2, core schema).
fn scalar(text: &str, style: ScalarStyle) -> Value {
    match text {
        _ if style != ScalarStyle::Plain => Value::Text(text.to_owned()),
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number),
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
