//! Webhooks of sending platforms: what they report, what the receiving server said, and what it means.
//!
//! ```
//! use smtpcodes::{Bounce, Category};
//! use smtpcodes_events::{Kind, Source, read};
//!
//! let body = br#"{
//!     "RecordType": "Bounce", "Type": "HardBounce", "Email": "a@example.org",
//!     "Details": "smtp;554 5.7.1 blocked using zen.spamhaus.org"
//! }"#;
//! let event = &read(Source::Postmark, body)[0];
//!
//! assert_eq!(event.kind, Kind::Bounced);
//! assert_eq!(event.label.as_deref(), Some("HardBounce"));
//! assert_eq!(event.verdict.category, Category::IpBlocklisted);
//! assert_eq!(event.verdict.bounce, Bounce::Soft); // the address may be fine
//! assert!(event.label_disagrees);
//! ```
//!
//! Platforms change their webhooks without notice, and leave fields out. So nothing is an error here: what is
//! no event gives none, and what is missing, or of another type than documented, is `None`. The verdict is on
//! what the receiving server said and on nothing else; without that it is unknown, whatever the platform's
//! own word.

#![forbid(unsafe_code)]

mod event;
mod json;
mod label;
mod read;
mod source;

pub use event::{Event, Kind};
pub use read::read;
pub use source::{Source, UnknownSource};
