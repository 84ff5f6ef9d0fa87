//! The integration tests, one binary.

mod adversarial;
mod allocation;
mod axes;
mod codes;
#[cfg(feature = "custom-rules")]
mod custom_rules;
mod examples;
mod explain;
#[cfg(feature = "std")]
mod lines;
mod markers;
mod properties;
mod registry;
mod replies;
#[cfg(feature = "serde")]
mod serialisation;
mod verdict;
