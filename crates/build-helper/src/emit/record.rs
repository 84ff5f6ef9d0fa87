//! A record with named fields, as Rust and JavaScript both write it.

use std::fmt::{self, Display, Write};

/// `Name { field: value, … }`, or the same without a name.
pub(super) struct Record(String);

impl Record {
    /// An object of JavaScript.
    pub(super) fn new() -> Self {
        Self("{".to_owned())
    }

    /// A struct of Rust.
    pub(super) fn named(name: &str) -> Self {
        Self(format!("{name} {{"))
    }

    /// One more field, whose value is written already.
    pub(super) fn with(mut self, field: &str, value: impl Display) -> Self {
        let comma = if self.is_empty() { "" } else { "," };
        let _ = write!(self.0, "{comma} {field}: {value}");
        self
    }

    fn is_empty(&self) -> bool {
        // No value ends with a bracket that opens.
        self.0.ends_with('{')
    }
}

impl Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, if self.is_empty() { "}" } else { " }" })
    }
}
