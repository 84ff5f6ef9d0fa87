//! Rust for the core: its enums, what is known about each entry, and the tables of the engine.
//!
//! The text is included by `tables.rs` of the core and by nothing else. It names types that are written
//! by hand there (`Item`, `CategoryRow`, `EnhancedStatus`, ...): the machine owns the lists, people own
//! the types and their methods.

mod codes;
mod engine;
mod lists;
mod text;

use crate::compile::Compiled;
use crate::model::Model;

/// The whole text.
pub fn emit(model: &Model, compiled: &Compiled) -> String {
    let mut out = String::with_capacity(2 << 20);
    out.push_str("// Generated from codes.yaml by build.rs. Do not edit.\n\n");
    lists::emit(&mut out, model);
    codes::emit(&mut out, model);
    engine::emit(&mut out, model, compiled);
    out
}
