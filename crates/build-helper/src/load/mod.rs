//! YAML text to a tree in which every node knows its place. [`Fields`] reads its maps.

mod fields;

use std::collections::BTreeSet;

use granit_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

pub use fields::{Fields, as_text};

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
