//! An entry of any table as named fields: the one place where facts become text, JSON, YAML and CSV.

mod categories;
mod codes;
mod names;
mod value;

use std::borrow::Cow;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};
use smtpcodes::{Advice, Explanation};

use crate::output::page::Page;
use crate::output::style::{self, paint};

pub(crate) use codes::digit;
pub(crate) use value::Value;

/// An entry: what kind of thing it is, and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What it is: an id, as the other languages have it.
    pub(crate) kind: &'static str,
    /// What it is called; a field, too.
    pub(crate) name: String,
    /// What it is called by people; a field, too.
    pub(crate) title: String,
    /// What is most worth knowing besides: the third column of tables.
    pub(crate) note: String,
    fields: Vec<(&'static str, Value)>,
}

/// Fields that stand in the heading of an entry, as the first of all does, or that people need not know.
const NOT_TOLD: [&str; 3] = ["title", "name", "number"];

impl Entry {
    fn new(kind: &'static str, key: &'static str, name: impl Into<Value>) -> Self {
        let name = name.into();
        let fields = vec![(key, name.clone())];
        Self { kind, name: name.text(false), title: String::new(), note: String::new(), fields }
    }

    fn titled(mut self, key: &'static str, title: impl Into<Value>) -> Self {
        let title = title.into();
        self.title = title.text(false);
        self.fields.push((key, title));
        self
    }

    fn noted(mut self, key: &'static str, note: impl Into<Value>) -> Self {
        let note = note.into();
        self.note = note.text(false);
        self.fields.push((key, note));
        self
    }

    fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.fields.push((key, value.into()));
        self
    }

    fn advice(self, advice: Option<Advice>) -> Self {
        let parts =
            [("sender", advice.map(|a| a.sender).into()), ("recipient", advice.map(|a| a.recipient).into())];
        self.with("advice", Value::Parts(parts.into()))
    }

    /// All fields in their order, as columns have them: parts of fields have names such as `advice_sender`.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (Cow<'static, str>, &Value)> {
        self.fields.iter().flat_map(|(key, value)| match value {
            Value::Parts(parts) => {
                parts.iter().map(|(part, value)| (format!("{key}_{part}").into(), value)).collect()
            }
            value => vec![(Cow::from(*key), value)],
        })
    }

    /// For people, everything.
    pub(crate) fn show<W: Write>(&self, page: &mut Page<W>) -> io::Result<()> {
        let title = if self.title.is_empty() { String::new() } else { format!(": {}", self.title) };
        page.line(&format!(
            "{} {}",
            in_words(self.kind),
            paint(style::STRONG, format_args!("{}{title}", self.name))
        ))?;
        let parts = |(key, value): &'_ (&'static str, Value)| match value {
            Value::Parts(parts) => parts.iter().map(|(key, value)| (*key, value.text(true))).collect(),
            value => vec![(*key, value.text(true))],
        };
        let told = self.fields.iter().skip(1).filter(|(key, _)| !NOT_TOLD.contains(key)).flat_map(parts);
        let told: Vec<_> =
            told.filter(|(_, text)| !text.is_empty()).map(|(key, text)| (label(key), text)).collect();
        let column = told.iter().map(|(label, _)| label.len()).max().unwrap_or(0) + 2;
        for (label, text) in &told {
            page.labelled(2, column, label, text, anstyle::Style::new())?;
        }
        Ok(())
    }
}

/// What people call a kind.
fn in_words(kind: &str) -> Cow<'_, str> {
    match kind {
        "enhanced_code" | "enhanced_status" => "enhanced status code".into(),
        "vendor_code" => "provider's own code".into(),
        "pseudo_code" => "sending platform's number".into(),
        "blocklist" => "block list".into(),
        kind => kind.replace('_', " ").into(),
    }
}

/// What people call a field.
fn label(key: &str) -> String {
    match key {
        "popular" => "popular tables".to_owned(),
        key => key.strip_prefix("is_").unwrap_or(key).replace('_', " "),
    }
}

/// As an object: its kind and its fields.
impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.fields.len() + 1))?;
        map.serialize_entry("kind", self.kind)?;
        for (key, value) in &self.fields {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// What a query can mean; nothing for kinds of meaning that came after this program.
pub(crate) fn of(meaning: Explanation) -> Option<Entry> {
    Some(match meaning {
        Explanation::ReplyCode(it) => it.into(),
        Explanation::EnhancedCode(it) => it.into(),
        Explanation::EnhancedStatus(it) => it.into(),
        Explanation::VendorCode(it) => it.into(),
        Explanation::PseudoCode(it) => it.into(),
        Explanation::Rule(it) => it.into(),
        Explanation::Category(it) => categories::with_examples(it),
        Explanation::Severity(it) => it.into(),
        Explanation::Bounce(it) => it.into(),
        Explanation::Side(it) => it.into(),
        Explanation::Group(it) => it.into(),
        Explanation::Cause(it) => it.into(),
        Explanation::Action(it) => it.into(),
        Explanation::Provider(it) => it.into(),
        Explanation::Blocklist(it) => it.into(),
        Explanation::Command(it) => it.into(),
        Explanation::Label(vocabulary, it) => categories::label(vocabulary, it),
        _ => return None,
    })
}
