//! A value in a row.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    Number(u32),
    Flag(bool),
}

impl<'a> Value<'a> {
    /// As a cell of CSV; nothing is empty.
    pub(crate) fn cell(self) -> Cow<'a, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Text(text) => text,
            Self::Number(number) => number.to_string().into(),
            Self::Flag(flag) => flag.to_string().into(),
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Text(text) => to.serialize_str(text),
            Self::Number(number) => to.serialize_u32(*number),
            Self::Flag(flag) => to.serialize_bool(*flag),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
