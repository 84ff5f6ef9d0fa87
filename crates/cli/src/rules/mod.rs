//! `smtpcodes rules`: tools for those who write rules.

mod coverage;
mod diff;
mod examples;
mod export;
mod judge;
mod lint;
mod mask;
mod replies;
mod sample;
mod source;
mod words;

use crate::command::RulesCommand;
use crate::failure::{Done, Failure};

/// Runs a command.
pub(crate) fn run(command: &RulesCommand) -> Result<Done, Failure> {
    match command {
        RulesCommand::Lint(args) => lint::run(args),
        RulesCommand::Test(args) => examples::run(args),
        RulesCommand::Coverage(args) => coverage::run(args),
        RulesCommand::Diff(args) => diff::run(args),
        RulesCommand::Export(args) => export::run(args),
    }
}

/// A number of things, as in `1 rule` and `2 rules`.
fn count(number: usize, one: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {one}{end}")
}
