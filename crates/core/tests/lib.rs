//! The integration tests, one binary.

// The lint keeps the library free of std; tests run on it.
#![allow(clippy::std_instead_of_core)]

mod adversarial;
mod allocation;
mod axes;
mod codes;
#[cfg(feature = "custom-rules")]
mod custom_rules;
mod examples;
mod explain;
mod markers;
mod properties;
mod registry;
mod replies;
#[cfg(feature = "serde")]
mod serialisation;
mod verdict;
