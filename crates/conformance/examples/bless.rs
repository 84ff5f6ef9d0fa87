//! Writes `cases.json`, the cases with the core's whole verdicts, and prints where they differ from
//! what is expected.
//!
//! ```text
//! cargo run -p smtpcodes-conformance --example bless [-- --check]
//! ```
//!
//! With `--check` nothing is written, and a stale file is a failure.

use std::process::ExitCode;
use std::{env, fs};

use smtpcodes_conformance::{JSON, load};

#[path = "../tests/derived.rs"]
mod derived;
#[path = "../tests/verdicts.rs"]
mod verdicts;

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let check = env::args().skip(1).any(|argument| argument == "--check");
    let mut cases = load()?;
    cases.extend(derived::cases());
    for case in &cases {
        let differences = verdicts::differences(case);
        let known = match (&case.known_wrong, differences.is_empty()) {
            (Some(_), true) => {
                println!("{}: right now: remove its `known_wrong`", case.id);
                continue;
            }
            (Some(_), false) => " (known)",
            (None, _) => "",
        };
        for (field, want, got) in differences {
            println!("{}{known}: {field}: want {want}, got {got}", case.id);
        }
    }
    let fresh = verdicts::document(&cases);
    let stale = fs::read_to_string(JSON).unwrap_or_default() != fresh;
    if check && stale {
        eprintln!("crates/conformance/cases.json is stale: run `cargo xtask codegen`");
        return Ok(ExitCode::FAILURE);
    }
    if stale {
        fs::write(JSON, fresh)?;
    }
    Ok(ExitCode::SUCCESS)
}
