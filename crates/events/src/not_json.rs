//! What is no body of a webhook.

use core::fmt;

/// A body that is not JSON, or ends within it.
///
/// # Example
///
/// ```
/// use smtpcodes_events::{EventSource, from_event};
///
/// let error = from_event(EventSource::Ses, b"{").unwrap_err();
/// assert_eq!(error.to_string(), "not JSON: EOF while parsing an object at line 1 column 1");
/// ```
#[derive(Debug)]
pub struct NotJson(pub(crate) serde_json::Error);

impl fmt::Display for NotJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON: {}", self.0)
    }
}

impl core::error::Error for NotJson {}
