//! The classifier's machine: text in, raw numbers out.
//!
//! Nothing here knows a fact about SMTP replies. Words, rules and codes come in as `Tables`, compiled
//! from `codes.yaml`; categories and providers are plain numbers. So the same source serves two crates:
//! the core runs it over the built-in tables, and the build helper runs it over tables that it has just
//! compiled, to prove that every example in `codes.yaml` is won by its own rule before any code is
//! generated.
//!
//! The way of a reply through the files: `escape` undoes escapes, those of a `form` too. A `pass` goes over the text: in `reading`, `mask` finds the
//! words of 64 bytes at a time, `address` how far what holds `@` or `://` reaches, `edges` where each word begins and ends,
//! `key` makes a number of it; beyond ASCII, `word` and `letter` tell words apart. `number` says what digits are, `codes`
//! picks those that are codes where they are `standing`, by what is `beside` them and whether they are an `amount`; each word
//! and number becomes an `item`. `phrases` walks the items through a trie, a `scan` holds which terms occur where, and `waits`
//! how long the text asks to wait. `frame` tells where a quoted reply ends, `rules` looks which rules hold, `cause` weighs the
//! witnesses, `decide` says what follows. A text with the `outline` (its `tokens` left out) or the `shape` of an earlier one
//! has its verdict: `memory` holds those. `tables` is what all of it reads, in rows of `terms`, `trie`, `clauses` and `lists`.

pub mod address;
pub mod amount;
pub mod beside;
pub mod bits;
pub mod cause;
pub mod clauses;
pub mod codes;
pub mod decide;
pub mod decision;
pub mod edges;
pub mod escape;
pub mod form;
pub mod frame;
pub mod item;
pub mod key;
pub mod letter;
pub mod lists;
pub mod mask;
pub mod memory;
pub mod number;
pub mod outline;
pub mod pass;
pub mod phrases;
pub mod reading;
pub mod rules;
pub mod scan;
pub mod shape;
pub mod standing;
pub mod tables;
pub mod terms;
pub mod tokens;
pub mod trie;
pub mod waits;
pub mod word;

pub use codes::{Codes, Enhanced};
pub use decide::classify;
pub use decision::{Decision, Evidence, Given};
pub use tables::Tables;

/// Bytes of a reply that are read; what follows is ignored. A reply line has at most 512 bytes
/// (RFC 5321 section 4.5.3.1.5), so this is room for dozens of lines.
pub const MAX_REPLY: usize = 16 * 1024;
/// Occurrences of concepts that are kept for one reply; later ones are ignored.
pub const MAX_FOUND: usize = 512;
/// Steps that looking for the words of rules may take for one reply, whatever its text.
pub const MAX_STEPS: u32 = 20_000;
/// Ways to say what rules recognise and what forbids them, in all: a pattern for each spelling that is more than words in
/// a row.
pub const MAX_CLAUSES: usize = 8 * 1024;
