//! The addon behind the npm package `smtpcodes`: it converts types, and leaves every decision to the core.
//!
//! Nothing here is public. `index.js` checks what callers pass, so that each function gets the types it
//! declares, and builds objects of the numbers that it gets back: creating an object property by property
//! through Node-API takes longer than classifying.

// Node calls what `#[napi]` exports, which has to be `pub` for that.
#![allow(unreachable_pub, reason = "exported by macro")]

mod batch;
mod classify;
mod codes;
mod context;
mod events;
mod evidence_ids;
mod ids;
mod judge;
mod lines;
mod parallel;
mod rules;
mod text;
mod verdict;
