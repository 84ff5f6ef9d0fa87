//! Internal to `smtpcodes`: reads `codes.yaml`, checks it, and compiles it into tables.
//!
//! [`load`](load::load) gives the facts as a typed [`Model`], or every mistake with its line and column;
//! [`compile`](compile::compile) turns rules into the tables of the engine and proves each example;
//! [`emit`] writes them out for a language. Nothing here is a stable interface.

pub mod check;
pub mod compile;
pub mod diagnostic;
pub mod emit;
/// The classifier's machine, the same source as in the core (a link to its folder).
#[allow(missing_docs)]
pub mod engine;
pub mod load;
pub mod model;
pub mod pattern;

pub use compile::{Compiled, compile};
pub use diagnostic::{Diagnostics, Position};
pub use model::Model;

/// Loads, checks and compiles the text of a `codes.yaml`.
///
/// # Errors
/// Every mistake that was found, each with its place.
pub fn build(name: &str, text: &str) -> Result<(Model, Compiled), Diagnostics> {
    let mut errors = Diagnostics::new(name);
    let Some(model) = model::read(text, &mut errors) else { return Err(errors) };
    check::check(&model, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let compiled = compile::compile(&model, &mut errors);
    match compiled {
        Some(compiled) if errors.is_empty() => {
            check::examples(&model, &compiled, &mut errors);
            if errors.is_empty() { Ok((model, compiled)) } else { Err(errors) }
        }
        _ => Err(errors),
    }
}
