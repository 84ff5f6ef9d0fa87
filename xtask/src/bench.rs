//! `cargo xtask bench`: the benchmarks, each of which prints ratios of what it measured in one run.

use crate::run::{cargo, has, run};
use crate::{Outcome, node, python};

/// Runs the benchmarks one after the other: side by side they would disturb each other.
pub fn bench() -> Outcome {
    for package in ["smtpcodes", "smtpcodes-c", "smtpcodes-cli"] {
        run(&mut cargo(["bench", "--quiet", "-p", package]))?;
    }
    if has("python3") {
        python::bench()?;
    }
    if has("node") && has("npm") {
        node::bench()?;
    }
    Ok(())
}
