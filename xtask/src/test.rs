//! `cargo xtask test`: every test of every language, one after the other.
//!
//! What a step needs and this machine lacks is named, and the step counted as skipped; everything that
//! can be installed without the system's package manager is installed into `.tools/`.

use std::process::Command;
use std::time::Instant;

use crate::run::{Skipped, cargo, has, run};
use crate::{Outcome, c, codegen, mta, node, python};
use Part::{Distributed, Languages, Rust};

/// One part of the tests.
struct Step {
    name: &'static str,
    /// Programs without which it cannot run.
    needs: &'static [&'static str],
    part: Part,
    test: fn() -> Outcome,
}

/// What the steps are asked for by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The crates of this workspace: `--rust` asks for no more.
    Rust,
    /// What other languages and mail servers see of them: part of the tests, unless less or more is asked for.
    Languages,
    /// What needs other people's systems, which are large: `--distributed` asks for these as well.
    Distributed,
}

const STEPS: &[Step] = &[
    Step { name: "fresh", needs: &[], part: Rust, test: || codegen::codegen(&["--check".to_owned()]) },
    Step { name: "format", needs: &[], part: Rust, test: || run(&mut cargo(["fmt", "--all", "--check"])) },
    Step { name: "lint", needs: &[], part: Rust, test: lint },
    Step { name: "rust", needs: &[], part: Rust, test: rust },
    Step { name: "no-std", needs: &[], part: Rust, test: no_std },
    Step { name: "docs", needs: &[], part: Rust, test: docs },
    Step { name: "fuzz", needs: &[], part: Rust, test: fuzz },
    Step { name: "package", needs: &[], part: Rust, test: package },
    Step { name: "c", needs: &["cc", "c++", "pkg-config"], part: Languages, test: c_library },
    Step { name: "mta", needs: &["cc"], part: Languages, test: mta::test },
    Step { name: "python", needs: &["python3"], part: Languages, test: python::test },
    Step { name: "node", needs: &["node", "npm"], part: Languages, test: node::test },
    Step { name: "distributed", needs: &["python3", "java"], part: Distributed, test: python::distributed },
];

/// Runs the steps, or those that are named.
pub fn test(args: &[String]) -> Outcome {
    let only = args.strip_prefix(&["--only".to_owned()][..]).unwrap_or(&[]);
    let part = match args {
        [] => Languages,
        [flag] if flag == "--rust" => Rust,
        [flag] if flag == "--distributed" => Distributed,
        _ if !only.is_empty() => Distributed,
        _ => return Err("usage: cargo xtask test [--rust | --distributed | --only NAME…]".into()),
    };
    for name in only {
        if !STEPS.iter().any(|s| s.name == name) {
            let names: Vec<&str> = STEPS.iter().map(|s| s.name).collect();
            return Err(format!("there is no step `{name}`, only {}", names.join(", ")).into());
        }
    }
    let (mut passed, mut failed, mut skipped) = (0, Vec::new(), 0);
    for step in
        STEPS.iter().filter(|s| s.part <= part && (only.is_empty() || only.iter().any(|o| o == s.name)))
    {
        let missing: Vec<&str> = step.needs.iter().copied().filter(|n| !has(n)).collect();
        if !missing.is_empty() {
            println!("skipped {}: {} is not installed", step.name, missing.join(", "));
            skipped += 1;
            continue;
        }
        println!("--- {}", step.name);
        let start = Instant::now();
        match (step.test)() {
            Ok(()) => {
                println!("passed {} in {:.0} s", step.name, start.elapsed().as_secs_f64());
                passed += 1;
            }
            Err(e) if e.is::<Skipped>() => {
                println!("skipped {}: {e}", step.name);
                skipped += 1;
            }
            Err(e) => {
                eprintln!("failed {}: {e}", step.name);
                failed.push(step.name);
            }
        }
    }
    println!("{passed} passed, {} failed, {skipped} skipped", failed.len());
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
}

/// All tests, and none of them may change a file of the repository.
pub fn ci() -> Outcome {
    let before = changes();
    test(&["--distributed".to_owned()])?;
    if changes() == before {
        return Ok(());
    }
    run(Command::new("git").args(["diff", "--stat"]))?;
    Err("the tests have changed files of the repository".into())
}

/// What git would commit; nothing where there is no repository.
fn changes() -> Vec<u8> {
    Command::new("git").arg("diff").output().map(|output| output.stdout).unwrap_or_default()
}

fn lint() -> Outcome {
    run(&mut cargo([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]))
}

fn rust() -> Outcome {
    run(&mut cargo(["test", "--quiet", "--workspace", "--all-features"]))
}

/// The core builds without std, and without any feature.
fn no_std() -> Outcome {
    run(&mut cargo(["test", "--quiet", "-p", "smtpcodes", "--no-default-features", "--lib"]))
}

fn docs() -> Outcome {
    run(cargo(["doc", "--quiet", "--workspace", "--no-deps", "--all-features"])
        .env("RUSTDOCFLAGS", "-D warnings"))
}

/// The C tests; which of the checkers are missing they say themselves.
fn c_library() -> Outcome {
    for line in c::test(false)? {
        println!("{line}");
    }
    Ok(())
}

/// The readers of foreign bytes compile for the fuzzer; they are a workspace of their own.
fn fuzz() -> Outcome {
    run(&mut cargo(["check", "--quiet", "--locked", "--manifest-path", "fuzz/Cargo.toml"]))
}

/// What is published carries all that it needs.
fn package() -> Outcome {
    let packages = [
        ("smtpcodes-build-helper", "src/engine/mod.rs"),
        ("smtpcodes", "codes.yaml"),
        ("smtpcodes-events", "src/lib.rs"),
        ("smtpcodes-cli", "codes.yaml"),
    ];
    for (package, needed) in packages {
        let output = cargo(["package", "--list", "--allow-dirty", "-p", package]).output()?;
        let list = String::from_utf8_lossy(&output.stdout).into_owned();
        for wanted in [needed, "README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            if !list.lines().any(|l| l == wanted) {
                return Err(format!("{package} would be published without {wanted}:\n{list}").into());
            }
        }
    }
    let mut all = cargo(["package", "--quiet", "--allow-dirty", "--no-verify"]);
    packages.iter().for_each(|(package, _)| {
        all.args(["-p", package]);
    });
    run(&mut all)
}
