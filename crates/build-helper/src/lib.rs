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

/// Loads, checks and compiles the text of a `codes.yaml`, and proves its examples.
///
/// # Errors
/// Every mistake that was found, each with its place.
pub fn build(name: &str, text: &str) -> Result<(Model, Compiled), Diagnostics> {
    proved(name, read_facts(name, text)?)
}

/// The same without trying any example.
///
/// # Errors
/// Every mistake but examples that are not won.
pub fn read_facts(name: &str, text: &str) -> Result<(Model, Compiled), Diagnostics> {
    let mut errors = Diagnostics::new(name);
    let model = model::read(text, &mut errors);
    finish(model, errors)
}

/// Checks and compiles somebody's own rules on top of the lists, concepts and codes of a `codes.yaml`, and proves their
/// examples.
///
/// The result holds their rules alone: neither the built-in ones nor tags of providers. Where none of
/// theirs decides, the built-in tables must be asked.
///
/// # Errors
/// Every mistake in their text, each with its place.
pub fn build_rules(base: &str, name: &str, text: &str) -> Result<(Model, Compiled), Diagnostics> {
    proved(name, read_rules(base, name, text)?)
}

/// The same without trying any example.
///
/// # Errors
/// Every mistake but examples that are not won.
pub fn read_rules(base: &str, name: &str, text: &str) -> Result<(Model, Compiled), Diagnostics> {
    let mut errors = Diagnostics::new(name);
    let own = model::RuleFile::read(text, &mut errors);
    let model = model::read(base, &mut errors).zip(own).map(|(model, own)| model.with_own(own));
    finish(model, errors)
}

fn finish(model: Option<Model>, mut errors: Diagnostics) -> Result<(Model, Compiled), Diagnostics> {
    let Some(model) = model else { return Err(errors) };
    check::check(&model, &mut errors);
    // Compiled even so: a mistake in a pattern should not wait until the others are mended.
    let compiled = compile::compile(&model, &mut errors);
    match compiled {
        Some(compiled) if errors.is_empty() => Ok((model, compiled)),
        _ => Err(errors),
    }
}

fn proved(name: &str, built: (Model, Compiled)) -> Result<(Model, Compiled), Diagnostics> {
    let mut errors = Diagnostics::new(name);
    check::examples(&built.0, &built.1, &mut errors);
    if errors.is_empty() { Ok(built) } else { Err(errors) }
}
