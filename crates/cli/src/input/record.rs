//! One line of NDJSON: a reply with what is known about it, and fields that are nobody's business.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use smtpcodes::{Command, Context, Provider};

/// The field that the verdict goes to.
pub(crate) const VERDICT: &str = "verdict";

/// An object, its values as they were written.
pub(crate) struct Record<'a> {
    fields: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Record<'a> {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn parse(line: &'a str) -> Result<Self, String> {
        serde_json::from_str(line).map_err(|e| {
            // Positions are of the line, which is named already.
            let text = e.to_string();
            let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
            let json = if e.is_data() { "" } else { "not JSON: " };
            format!("{json}column {}: {text}", e.column())
        })
    }

    /// All fields in their order, but for an old verdict.
    pub(crate) fn passed_through(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.fields.iter().filter(|(key, _)| key != VERDICT).map(|(key, value)| (&**key, *value))
    }

    /// The reply; bytes, as JSON text can hold halves of surrogate pairs.
    ///
    /// # Errors
    /// That there is none.
    pub(crate) fn reply(&self) -> Result<Vec<u8>, String> {
        let value = self.raw("reply").ok_or("expected a field `reply`")?;
        bytes(value).ok_or_else(|| "expected the field `reply` to be text".to_owned())
    }

    /// Calls `then` with what is known about the reply. What cannot be understood is left out.
    pub(crate) fn context<T>(&self, then: impl FnOnce(&Context<'_>) -> T) -> T {
        let host = self.text("remote_host");
        let mut context = Context::new();
        if let Some(host) = &host {
            context = context.remote_host(host);
        }
        if let Some(provider) = self.text("provider").and_then(|p| Provider::from_name(&p).ok()) {
            context = context.provider(provider);
        }
        if let Some(command) = self.text("command").and_then(|c| Command::from_name(&c).ok()) {
            context = context.command(command);
        }
        if let Some(ip) = self.text("sending_ip").and_then(|ip| ip.trim().parse::<IpAddr>().ok()) {
            context = context.sending_ip(ip);
        }
        then(&context)
    }

    /// Of a key that occurs twice, the last counts, as in every JSON reader.
    fn raw(&self, key: &str) -> Option<&'a RawValue> {
        self.fields.iter().rev().find(|(k, _)| k == key).map(|(_, value)| *value)
    }

    fn text(&self, key: &str) -> Option<String> {
        serde_json::from_str(self.raw(key)?.get()).ok()
    }
}

/// The bytes of a JSON string.
fn bytes(value: &RawValue) -> Option<Vec<u8>> {
    struct Bytes;

    impl Visitor<'_> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("text")
        }
        fn visit_bytes<E>(self, v: &[u8]) -> Result<Vec<u8>, E> {
            Ok(v.to_vec())
        }
    }

    if !value.get().starts_with('"') {
        return None;
    }
    serde_json::Deserializer::from_str(value.get()).deserialize_bytes(Bytes).ok()
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Record<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    fields.push((key, value));
                }
                Ok(Record { fields })
            }
        }

        from.deserialize_map(Fields)
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(v)))
            }
            fn visit_str<E>(self, v: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(v.to_owned())))
            }
        }

        from.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_object_is_told_from_what_is_no_json() {
        let told = |line| Record::parse(line).err().unwrap();
        assert!(told("nonsense").starts_with("not JSON: column 2: "), "{}", told("nonsense"));
        assert!(told("[1]").starts_with("column ") && told("[1]").contains("an object"), "{}", told("[1]"));
    }

    #[test]
    fn halves_of_surrogate_pairs_are_read() {
        let record = Record::parse(r#"{"reply":"550 \ud800 x","n":1.50}"#).unwrap();
        assert!(record.reply().unwrap().starts_with(b"550 "));
        let kept: Vec<_> = record.passed_through().map(|(k, v)| format!("{k}={v}")).collect();
        assert_eq!(kept, [r#"reply="550 \ud800 x""#, "n=1.50"]);
    }
}
