//! How values are written in JavaScript.

use std::fmt::Display;

use crate::diagnostic::Position;
use crate::emit::record::Record;
use crate::model::Relation;

/// A string in JavaScript. JSON's are, since ES2019.
pub(super) fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

pub(super) fn maybe(value: &Option<String>) -> String {
    value.as_deref().map_or_else(|| "null".to_owned(), text)
}

pub(super) fn list<T: Display>(values: impl IntoIterator<Item = T>) -> String {
    let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    format!("[{}]", values.join(", "))
}

pub(super) fn texts(values: &[(Position, String)]) -> String {
    list(values.iter().map(|(_, v)| text(v)))
}

pub(super) fn advice(sender: &str, recipient: &str) -> Record {
    Record::new().with("sender", text(sender)).with("recipient", text(recipient))
}

pub(super) fn relation(relation: Relation) -> String {
    Relation::NAMES.iter().find(|(_, r)| *r == relation).map_or_else(String::new, |(name, _)| text(name))
}
