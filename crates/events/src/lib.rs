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
//! let event = &from_event(EventSource::Postmark, body)[0];
//!
//! assert_eq!(event.kind, EventKind::Bounced);
//! assert_eq!(event.label.as_deref(), Some("HardBounce"));
//! assert_eq!(event.verdict.category, Category::IpBlocklisted);
//! assert_eq!(event.verdict.bounce, Bounce::Soft); // the address may be fine
//! assert!(event.label_disagrees);
//! ```
//!
//! Platforms change their webhooks without notice, and leave fields out. So nothing is an error here: what is
//! no event gives none, and what is missing, or of another type than documented, is `None`. The verdict is on
//! what the receiving server said, or else on the platform's own sentence; without either it is unknown,
//! whatever the platform's own word.

#![forbid(unsafe_code)]

mod event;
mod json;
mod label;
mod read;
mod source;

pub use event::{DeliveryEvent, EventKind};
pub use read::{from_event, from_event_with};
pub use source::{EventSource, UnknownSource};
