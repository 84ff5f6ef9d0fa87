//! The npm package: addon built, types checked, tests run.

use crate::Outcome;
use crate::run::{program, run};

/// Builds and tests the addon. What it needs from the registry is in the lock file.
pub fn test() -> Outcome {
    let npm = |arguments: &[&str]| run(program("npm", arguments).current_dir("bindings/node"));
    npm(&["ci", "--no-audit", "--no-fund", "--silent"])?;
    npm(&["run", "--silent", "build"])?;
    npm(&["run", "--silent", "test:types"])?;
    npm(&["test", "--silent"])
}
