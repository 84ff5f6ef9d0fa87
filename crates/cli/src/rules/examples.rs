//! `smtpcodes rules test`: the examples and counter-examples that rules carry.

use std::io::{self, Write};

use smtpcodes_build_helper::{Diagnostics, check};

use super::count;
use super::source::Source;
use crate::command::TestArgs;
use crate::failure::{Done, Failure};

/// Runs the command.
pub(crate) fn run(args: &TestArgs) -> Result<Done, Failure> {
    let source = Source::load(&args.file)?;
    let mut failed = Diagnostics::new(&source.name);
    check::examples(&source.model, &source.compiled, &mut failed);
    let mut out = io::stdout().lock();
    let failures = failed.sorted().len();
    if failures > 0 {
        writeln!(out, "{failed}")?;
    }
    let rules = &source.model.rules;
    let examples: usize = rules.iter().map(|r| r.examples.len()).sum();
    let counter: usize = rules.iter().map(|r| r.counter.len()).sum();
    let verdict = if failures == 0 { "all right".to_owned() } else { format!("{failures} wrong") };
    let (rules, examples) = (count(rules.len(), "rule"), count(examples, "example"));
    writeln!(out, "{rules}, {examples}, {}: {verdict}", count(counter, "counter-example"))?;
    Ok(if failures == 0 { Done::All } else { Done::Partly })
}
