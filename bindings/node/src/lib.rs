//! The addon behind the npm package `smtpcodes`: it converts types, and leaves every decision to the core.
//!
//! Nothing here is public. `index.js` checks what callers pass, so that each function gets the types it
//! declares, and builds objects of the numbers that it gets back: creating an object property by property
//! through Node-API takes longer than classifying.

mod batch;
mod classify;
mod codes;
mod context;
mod events;
mod evidence_ids;
mod ids;
mod rules;
mod text;
mod verdict;
