//! What a field of an entry holds, and how it is told to people and to programs.

use serde::ser::{Serialize, Serializer};
use smtpcodes::{Action, Blocklist, Bounce, Category, Cause, Group, Provider, Severity, Side, Vocabulary};

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing is known.
    Null,
    /// A number.
    Number(u64),
    /// Whether it is so.
    Flag(bool),
    /// A code or running text.
    Text(String),
    /// The id of another entry, and its title for people.
    Id(&'static str, &'static str),
    /// Several of these.
    List(Vec<Value>),
    /// Named ones.
    Map(Vec<(&'static str, Value)>),
    /// The same, few and always the same: each has a paragraph or a column of its own.
    Parts(Vec<(&'static str, Value)>),
}

impl Value {
    /// In one cell or one paragraph; ids with their titles if `titles`.
    pub(crate) fn text(&self, titles: bool) -> String {
        match self {
            Self::Null => String::new(),
            Self::Number(n) => n.to_string(),
            Self::Flag(true) if titles => "yes".to_owned(),
            Self::Flag(false) if titles => "no".to_owned(),
            Self::Flag(flag) => flag.to_string(),
            Self::Text(text) => text.clone(),
            Self::Id(id, title) if titles && !title.is_empty() => format!("{id} ({title})"),
            Self::Id(id, _) => (*id).to_owned(),
            Self::List(all) => all.iter().map(|v| v.text(titles)).collect::<Vec<_>>().join("; "),
            Self::Map(all) | Self::Parts(all) => all
                .iter()
                .map(|(key, value)| match value {
                    Self::Map(pairs) => {
                        let pairs: Vec<_> =
                            pairs.iter().map(|(_, v)| v.text(titles)).filter(|t| !t.is_empty()).collect();
                        format!("{key}: {}", pairs.join(" "))
                    }
                    value => format!("{key}: {}", value.text(titles)),
                })
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Number(n) => to.serialize_u64(*n),
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::Text(text) => to.serialize_str(text),
            Self::Id(id, _) => to.serialize_str(id),
            Self::List(all) => to.collect_seq(all),
            // Nothing is known of any of them.
            Self::Parts(all) if all.iter().all(|(_, value)| *value == Self::Null) => to.serialize_unit(),
            Self::Map(all) | Self::Parts(all) => to.collect_map(all.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<u8> for Value {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<&[&str]> for Value {
    fn from(texts: &[&str]) -> Self {
        Self::List(texts.iter().map(|t| (*t).into()).collect())
    }
}

/// References to other entries.
macro_rules! ids {
    ($($name:ident: $title:ident),*) => {$(
        impl From<$name> for Value {
            fn from(one: $name) -> Self {
                Self::Id(one.id(), one.$title())
            }
        }
    )*};
}
ids!(Severity: title, Bounce: title, Side: title, Group: title, Cause: title, Action: title, Category: title,
     Provider: name, Blocklist: name, Vocabulary: title);
