//! `cargo xtask`: what cargo alone cannot do for smtpcodes.

// A program has no public surface; `pub` here says what a file offers the others.
#![allow(unreachable_pub)]

mod bench;
mod c;
mod codegen;
mod demo;
mod mta;
mod node;
mod python;
mod run;
mod score;
mod test;
mod why;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
usage: cargo xtask COMMAND

  test [--rust | --distributed | --only NAME…]
                        the tests of all languages and of mail servers; --rust only those of the Rust
                        crates, --distributed also Apache Spark and ClickHouse. What cannot run here is
                        named and counted
  codegen [--check]     write what is generated from codes.yaml; --check only compares
  score FILE…           how many labelled replies (NDJSON) the rules get right, and every miss
  why TEXT              what the rules see in a reply, and which of them hold
  bench                 the table of speeds, as ratios measured side by side
  demo                  the program on the example replies
  install --prefix DIR  the C library: header, libraries, pkg-config file, CMake package
  dist c                tarball and Debian packages of the C library and the program, into dist/
  dist python           wheels and sources of the Python package, into dist/python/
  dist node             tarballs of the npm package and of this platform's, into dist/
  ci                    what continuous integration runs: test --distributed, which must change no file
";

/// What a command gives.
type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    // Paths below are relative to the workspace.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    if let Err(e) = std::env::set_current_dir(root) {
        eprintln!("{}: {e}", root.display());
        return ExitCode::FAILURE;
    }
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or(&[]);
    let outcome = match args.first().map(String::as_str) {
        Some("test") => test::test(rest),
        Some("codegen") => codegen::codegen(rest),
        Some("score") => score::score(rest),
        Some("why") => why::why(rest),
        Some("bench") => bench::bench(),
        Some("demo") => demo::demo(),
        Some("dist") => dist(rest),
        Some("install") => install(rest),
        Some("ci") => test::ci(),
        Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn install(args: &[String]) -> Outcome {
    let [flag, prefix] = args else { return Err("usage: cargo xtask install --prefix DIR".into()) };
    if flag != "--prefix" {
        return Err(format!("expected --prefix, found {flag}").into());
    }
    Ok(c::install(&c::Layout::new(std::path::absolute(prefix)?), true)?)
}

fn dist(args: &[String]) -> Outcome {
    let files = match args {
        [language] if language == "c" => c::dist(Path::new("dist"))?,
        [language] if language == "python" => python::dist(Path::new("dist/python"))?,
        [language] if language == "node" => return node::dist(),
        _ => return Err("usage: cargo xtask dist c | python | node".into()),
    };
    for file in files {
        println!("{}", file.display());
    }
    Ok(())
}
