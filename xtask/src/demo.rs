//! `cargo xtask demo`: the program on the example replies, and what three codes mean.

use crate::Outcome;
use crate::run::{cargo, run};

/// Shows what the program does.
pub fn demo() -> Outcome {
    let program =
        |args: &[&str]| run(cargo(["run", "--quiet", "--release", "-p", "smtpcodes-cli", "--"]).args(args));
    program(&["classify", "examples/replies.txt"])?;
    for query in ["550", "5.7.26", "S3140"] {
        program(&["explain", query])?;
    }
    Ok(())
}
