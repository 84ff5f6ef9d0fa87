//! The conformance cases: replies, what is known about them, and the verdict that they must get.
//!
//! `cases/*.toml` is reviewed by people: the fields of a verdict that follow from what a reply means.
//! `cases.json` is generated: the same replies with whole verdicts, byte for byte what every language
//! must give, and one case more for each rule, provider and block list. Only the first is edited;
//! `examples/bless.rs` writes the second.
//!
//! This crate knows nothing of the classifier. It reads cases, for whoever wants to run them:
//!
//! ```
//! let cases = smtpcodes_conformance::load().unwrap();
//! let greylisted = cases.iter().find(|case| case.id == "greylisting-180").unwrap();
//! assert_eq!(greylisted.verdict.fields["retry_after"].as_integer(), Some(180));
//! ```

mod case;
mod load;

pub use case::{Case, Context, Expected};
pub use load::{Mistake, load, read};

/// The folder of the cases.
pub const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");
/// The cases with whole verdicts, as every language's tests read them.
pub const JSON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases.json");

/// The README's examples in Rust are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
