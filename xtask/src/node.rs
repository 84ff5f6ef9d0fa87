//! The npm package: addon built, types checked, tests run, packed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::Outcome;
use crate::run::{cargo, program, run};

/// What `npm run build` writes and git keeps.
const GENERATED: &[&str] = &["bindings/node/binding.js", "bindings/node/binding.d.ts"];

/// Builds and tests the addon. What it needs from the registry is in the lock file.
pub fn test() -> Outcome {
    let committed = generated()?;
    build()?;
    if generated()? != committed {
        return Err(format!("stale: {}; `npm run build` has written them anew", GENERATED.join(", ")).into());
    }
    run(&mut npm(&["run", "--silent", "test:types"]))?;
    // The test of the installed package runs the program as well; a debug build will do.
    run(&mut cargo(["build", "--quiet", "-p", "smtpcodes-cli"]))?;
    run(npm(&["test", "--silent"])
        .env(
            "SMTPCODES_PROGRAM",
            target()?.join("debug").join(format!("smtpcodes{}", env::consts::EXE_SUFFIX)),
        )
        .env("SMTPCODES_MEMORY_CALLS", "10000000"))
}

/// The tarballs of the package and of this platform's, into `dist/`.
pub fn dist() -> Outcome {
    build()?;
    run(&mut cargo(["build", "--quiet", "--release", "-p", "smtpcodes-cli"]))?;
    run(&mut npm(&["run", "--silent", "pack", "--", "../../dist"]))
}

/// The benchmark, which measures the Rust core in the same run; its figures go to a file as well.
pub fn bench(figures: &Path) -> Outcome {
    build()?;
    run(npm(&["run", "--silent", "bench"]).env("SMTPCODES_FIGURES", figures))
}

fn build() -> Outcome {
    run(&mut npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    run(&mut npm(&["run", "--silent", "build"]))
}

fn npm(arguments: &[&str]) -> Command {
    let mut npm = program("npm", arguments);
    npm.current_dir("bindings/node");
    npm
}

fn generated() -> std::io::Result<Vec<String>> {
    GENERATED.iter().map(fs::read_to_string).collect()
}

/// Where cargo builds.
fn target() -> std::io::Result<PathBuf> {
    std::path::absolute(env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from))
}
