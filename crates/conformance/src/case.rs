//! A case: a reply, what is known about it, and what is expected of its verdict.

use serde::Deserialize;
use toml::{Table, Value};

/// A reply and what is expected of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Unique among all files.
    pub id: String,
    /// The text to classify.
    pub reply: String,
    /// The host that replied.
    pub remote_host: Option<String>,
    /// The id of the provider that replied.
    pub provider: Option<String>,
    /// The id of the SMTP command that was replied to.
    pub command: Option<String>,
    /// The address that the message was sent from.
    pub sending_ip: Option<String>,
    /// Where the reply, or its meaning, comes from.
    pub source: String,
    /// Why the classifier does not give this verdict yet. Such a case must fail: once it passes, the
    /// line has to go.
    pub known_wrong: Option<String>,
    /// What is expected.
    pub verdict: Expected,
}

/// What the caller knows besides the text.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The host that replied.
    pub remote_host: Option<&'a str>,
    /// The id of the provider that replied.
    pub provider: Option<&'a str>,
    /// The id of the SMTP command that was replied to.
    pub command: Option<&'a str>,
    /// The address that the message was sent from.
    pub sending_ip: Option<&'a str>,
}

impl Case {
    /// What the caller knows besides the text.
    pub fn context(&self) -> Context<'_> {
        Context {
            remote_host: self.remote_host.as_deref(),
            provider: self.provider.as_deref(),
            command: self.command.as_deref(),
            sending_ip: self.sending_ip.as_deref(),
        }
    }
}

impl<'a> Context<'a> {
    /// What is known, by name, in the order of the input of `smtpcodes classify`.
    pub fn known(self) -> impl Iterator<Item = (&'static str, &'a str)> {
        [
            ("remote_host", self.remote_host),
            ("provider", self.provider),
            ("command", self.command),
            ("sending_ip", self.sending_ip),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    }
}

/// The fields of a verdict that a case speaks about; the others may be as they like.
#[derive(Clone, Debug, Deserialize)]
pub struct Expected {
    /// Fields that must be absent, `null` in JSON. TOML has no word for it.
    #[serde(default)]
    pub absent: Vec<String>,
    /// Fields that must have this value.
    #[serde(flatten)]
    pub fields: Table,
}

/// A field that an expectation may name, and what may stand there. Which ids there are is left to whoever runs the cases.
type Field = (&'static str, fn(&Value) -> bool);

const FIELDS: [Field; 11] = [
    ("reply_code", Value::is_integer),
    ("enhanced_code", Value::is_str),
    ("severity", Value::is_str),
    ("category", Value::is_str),
    ("bounce", Value::is_str),
    ("side", Value::is_str),
    ("action", Value::is_str),
    ("provider", Value::is_str),
    ("blocklist", Value::is_str),
    ("retry_after", Value::is_integer),
    ("conflict", Value::is_bool),
];

impl Expected {
    /// What is wrong with the expectation itself, whatever the reply.
    pub(crate) fn mistakes(&self) -> impl Iterator<Item = String> {
        let fits = |name: &str| FIELDS.iter().find(|(known, _)| *known == name).map(|(_, fits)| fits);
        let names = self.absent.iter().chain(self.fields.keys());
        let unknown =
            names.filter(move |name| fits(name).is_none()).map(|name| format!("unknown field `{name}`"));
        let both = self
            .absent
            .iter()
            .filter(|name| self.fields.contains_key(*name))
            .map(|name| format!("`{name}` is expected and absent"));
        let kinds = self
            .fields
            .iter()
            .filter(move |(name, value)| fits(name).is_some_and(|fits| !fits(value)))
            .map(|(name, value)| format!("`{name}` cannot be {value}"));
        let empty =
            (self.fields.is_empty() && self.absent.is_empty()).then(|| "nothing is expected".to_owned());
        unknown.chain(both).chain(kinds).chain(empty)
    }

    /// What is wanted, field by field; `None` where it must be absent.
    pub fn wanted(&self) -> impl Iterator<Item = (&str, Option<&Value>)> {
        let absent = self.absent.iter().map(|name| (name.as_str(), None));
        self.fields.iter().map(|(name, value)| (name.as_str(), Some(value))).chain(absent)
    }
}
