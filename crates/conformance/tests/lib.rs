//! The integration tests, one binary.

mod cases;
mod derived;
mod documentation;
mod loader;
mod verdicts;
