//! Webhooks of sending platforms: what they report, what the receiving server said, and what it means.
//!
//! ```
//! use smtpcodes::{Bounce, Category};
//! use smtpcodes_events::{EventKind, EventSource, from_event};
//!
//! let body = br#"{
//!     "RecordType": "Bounce", "Type": "HardBounce", "Email": "a@example.org",
//!     "Details": "smtp;554 5.7.1 blocked using zen.spamhaus.org"
//! }"#;
//! let event = &from_event(EventSource::Postmark, body)?[0];
//!
//! assert_eq!(event.kind, EventKind::Bounced);
//! assert_eq!(event.label.as_deref(), Some("HardBounce"));
//! assert_eq!(event.verdict.category, Category::IpBlocklisted);
//! assert_eq!(event.verdict.bounce, Bounce::Soft); // the address may be fine
//! assert!(event.label_disagrees);
//! # Ok::<(), smtpcodes_events::NotJson>(())
//! ```
//!
//! Platforms change their webhooks without notice, and leave fields out. So JSON is never an error here: what is no event
//! gives none, and what is missing, or of another type than documented, is `None`. What is not JSON at all is an error, as a
//! body that was cut off tells of a bounce that is lost.
//!
//! The verdict is on what the receiving server said, or else on the platform's own sentence. Without either the category is
//! unknown, whatever the platform's own word; but what bounced or was refused is a failure that a person must look at, and
//! what was deferred one to try again. A complaint is a complaint, whatever is said.

#![forbid(unsafe_code)]

mod event;
mod json;
mod label;
mod not_json;
mod read;
mod source;

pub use event::{DeliveryEvent, EventKind};
pub use not_json::NotJson;
pub use read::{from_event, from_event_with};
pub use source::{EventSource, UnknownSource};
