//! How values are written in Rust.

use std::fmt::Display;

use crate::diagnostic::Position;
use crate::emit::record::Record;
use crate::emit::{camel, sentence};

/// A static array, a few items a line.
pub(super) fn array<T: Display>(
    out: &mut String,
    name: &str,
    item: &str,
    values: impl IntoIterator<Item = T>,
) {
    let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    line!(out, "pub(crate) static {name}: [{item}; {}] = [", values.len());
    let mut width = 0;
    for value in values {
        if width > 0 && width + value.len() > 110 {
            out.push('\n');
            width = 0;
        }
        width += value.len() + 1;
        out.push_str(&value);
        out.push(',');
    }
    line!(out, "\n];");
}

/// A literal.
pub(super) fn text(text: &str) -> String {
    format!("{:?}", text.trim_end())
}

pub(super) fn texts(all: &[(Position, String)]) -> String {
    slice(all.iter().map(|(_, t)| text(t)))
}

pub(super) fn slice<T: Display>(all: impl IntoIterator<Item = T>) -> String {
    let all: Vec<_> = all.into_iter().map(|one| one.to_string()).collect();
    format!("&[{}]", all.join(", "))
}

pub(super) fn option(value: Option<impl Display>) -> String {
    value.map_or_else(|| "None".to_owned(), |v| format!("Some({v})"))
}

pub(super) fn opt_text(value: &Option<String>) -> String {
    option(value.as_deref().map(text))
}

pub(super) fn variant(name: &str, id: &str) -> String {
    format!("{name}::{}", camel(id))
}

pub(super) fn opt_variant(name: &str, id: &Option<String>) -> String {
    option(id.as_deref().map(|id| variant(name, id)))
}

pub(super) fn advice(sender: &str, recipient: &str) -> Record {
    Record::named("Advice").with("sender", text(sender)).with("recipient", text(recipient))
}

/// Text as Markdown that means itself.
pub(super) fn doc(text: &str) -> String {
    let mut out = String::new();
    for c in sentence(text).chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '_' | '*' | '`' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
