//! SMTP replies, explained and classified: what a mail server meant, whose fault it is, what to do next.
//!
//! ```
//! use smtpcodes::{Action, Bounce, Category, Side, classify};
//!
//! let verdict = classify(b"550 5.1.1 rejected: 192.0.2.9 is listed at zen.spamhaus.org");
//!
//! assert_eq!(verdict.category, Category::IpBlocklisted); // not an unknown user, whatever 5.1.1 says
//! assert_eq!(verdict.bounce, Bounce::Soft); //              the address may be fine
//! assert_eq!(verdict.side, Side::Sender);
//! assert_eq!(verdict.action, Action::RequestDelisting);
//! assert!(verdict.conflict); //                             the code and the words disagree
//! ```
//!
//! # Verdicts
//!
//! A [`Verdict`] answers five questions about one reply, each by itself:
//!
//! | question | answer |
//! | --- | --- |
//! | what did the server claim? | [`Severity`] |
//! | what went wrong? | [`Category`] |
//! | is the address dead? | [`Bounce`] |
//! | whose side is the cause on? | [`Side`] |
//! | what is to be done? | [`Action`] |
//!
//! and says what decided: its [`Evidence`] names the rule or the code and the bytes of the reply that it
//! stands on. A reply that says too little is [`Category::Unknown`], never a guess, and an address is only
//! called dead ([`Bounce::Hard`]) on wording, a specific enhanced status code or the provider's documented
//! meaning, never on a bare `550`.
//!
//! [`classify`](classify()) needs the text alone. Who knows more says so in a [`Context`]: the host that replied, the
//! provider, the command, the sending IP address. [`classify_batch`](classify_batch()) fills a slice, [`classify_batch_with`](classify_batch_with()) with a context for each;
//! `Shapes` saves most of the work on replies that differ in nothing that matters, as those of a log do, and `Repeats` reads
//! none of them twice. `LineSplitter` and `LineJoiner` make replies of the lines of a log.
//!
//! # Tables
//!
//! The facts behind the verdicts are there to be read as well:
//!
//! ```
//! use smtpcodes::{Category, EnhancedCode, ReplyCode, Vocabulary};
//!
//! assert_eq!(ReplyCode::MAILBOX_UNAVAILABLE.as_u16(), 550);
//! let code: EnhancedCode = "5.7.26".parse()?;
//! assert_eq!(code.category(), Some(Category::EmailAuthFailed));
//! println!("{}", code.status().unwrap().meaning);
//! println!("{}", Category::EmailAuthFailed.advice().sender);
//! # Ok::<(), smtpcodes::InvalidEnhancedCode>(())
//! ```
//!
//! Codes are open: [`ReplyCode`] and [`EnhancedCode`] hold whatever is well-formed, and know more about
//! what is registered or met in practice. Our own lists are closed enums, each with an
//! `id` for programs and a `number` for other languages, neither of which ever changes its meaning.
//! [`explain`](explain()) finds what a text such as `550`, `5.7.26`, `S3140` or `user_unknown` can mean.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `std` (default) | `SharedClassifier`, to replace rules while other threads classify; `Shapes`, `Repeats`, `LineSplitter` and `LineJoiner`, for logs |
//! | `serde` | serialisation: axes as their ids, reply codes as numbers, enhanced status codes as text |
//! | `custom-rules` | `Classifier::with_rules`: rules of your own from YAML, tried before the built-in ones |
//!
//! Without features the crate needs no allocator and no operating system. With any of them, classifying
//! does not allocate.

// What the engine may use is the whole point: it runs in browsers, in databases, in kernels if need be.
#![no_std]
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![warn(clippy::std_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

mod action;
mod advice;
mod axis;
mod blocklist;
mod bounce;
mod category;
mod cause;
mod classifier;
mod command;
mod context;
mod crosswalk;
#[cfg(feature = "custom-rules")]
mod custom;
mod digit;
// The build helper runs the same source, and more of it.
#[allow(dead_code, unreachable_pub)]
mod engine;
mod enhanced_code;
mod enhanced_status;
mod evidence;
mod explain;
mod explanation_kind;
mod group;
mod help_url;
#[cfg(feature = "std")]
mod line_joiner;
#[cfg(feature = "std")]
mod line_splitter;
mod provider;
mod pseudo_code;
#[cfg(feature = "std")]
mod repeats;
mod reply;
mod reply_code;
mod rule;
mod severity;
#[cfg(feature = "std")]
mod shapes;
#[cfg(feature = "std")]
mod shared;
mod side;
#[cfg(feature = "std")]
mod slots;
mod tables;
mod vendor_code;
mod verdict;
mod vocabulary;

pub use advice::Advice;
pub use axis::UnknownId;
pub use blocklist::Listed;
pub use classifier::{Classifier, classify, classify_batch, classify_batch_with, classify_with};
pub use context::Context;
pub use crosswalk::Crosswalk;
#[cfg(feature = "custom-rules")]
pub use custom::{Mistake, RulesError};
pub use digit::Digit;
pub use enhanced_code::{EnhancedCode, EnhancedMeaning, InvalidEnhancedCode};
pub use enhanced_status::EnhancedStatus;
pub use evidence::{Evidence, EvidenceKind};
pub use explain::{Explanation, Explanations, explain};
pub use explanation_kind::ExplanationKind;
pub use help_url::help_url;
#[cfg(feature = "std")]
pub use line_joiner::{JoinedReply, LineJoiner};
#[cfg(feature = "std")]
pub use line_splitter::{Line, LineSplitter};
pub use provider::ProviderKind;
pub use pseudo_code::PseudoCode;
#[cfg(feature = "std")]
pub use repeats::Repeats;
pub use reply::{Lines, Reply, Text};
pub use reply_code::{InvalidReplyCode, ReplyCode};
pub use rule::Rule;
#[cfg(feature = "std")]
pub use shapes::Shapes;
#[cfg(feature = "std")]
pub use shared::SharedClassifier;
pub use tables::{
    Action, Blocklist, Bounce, Category, Cause, Command, Group, Provider, Severity, Side, Vocabulary,
};
pub use vendor_code::VendorCode;
pub use verdict::Verdict;
pub use vocabulary::{Label, Relation};

/// The page of the registry: its example is tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
