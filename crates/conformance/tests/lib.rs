//! The integration tests, one binary.

mod cases;
mod documentation;
mod loader;
mod verdicts;
