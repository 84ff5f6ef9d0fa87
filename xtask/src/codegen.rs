//! `cargo xtask codegen [--check]`: what is generated from `codes.yaml` and committed, as people review it.

use std::fs;

use smtpcodes_build_helper::{Model, build, emit};

use crate::Outcome;
use crate::run::{cargo, run};

/// A generated file and what makes it.
type Generated = (&'static str, fn(&Model) -> String);

const FILES: &[Generated] = &[
    ("codes.schema.json", |_| emit::schema::schema()),
    ("docs/codes.md", emit::markdown::page),
    ("bindings/c/src/codes.rs", emit::c::emit),
    ("bindings/node/codes.js", emit::node::common_js),
    ("bindings/node/codes.mjs", emit::node::module),
    ("bindings/node/codes.d.ts", emit::node::declarations),
    ("python/smtpcodes/_codes.py", emit::python::emit),
];

/// Writes the files, or compares them.
pub fn codegen(args: &[String]) -> Outcome {
    let check = args.iter().any(|a| a == "--check");
    let text = fs::read_to_string("codes.yaml")?;
    let (model, compiled) = build("codes.yaml", &text).map_err(|e| e.to_string())?;
    let mut stale = Vec::new();
    for (path, make) in FILES {
        let new = make(&model);
        if fs::read_to_string(path).is_ok_and(|old| old == new) {
            continue;
        }
        if check {
            stale.push(*path);
        } else {
            fs::write(path, new)?;
            println!("wrote {path}");
        }
    }
    // The conformance cases carry the core's verdicts, and xtask knows nothing of the core.
    let bless = ["run", "--quiet", "-p", "smtpcodes-conformance", "--example", "bless"];
    if check {
        if run(cargo(bless).args(["--", "--check"])).is_err() {
            stale.push("crates/conformance/cases.json");
        }
    } else {
        run(&mut cargo(bless))?;
        // Made of the sources of the library, one of which stands above; that it is fresh, its own test says.
        let header = ["test", "--quiet", "-p", "smtpcodes-c", "--test", "header", "the_header_is_fresh"];
        run(cargo(header).env("SMTPCODES_WRITE_HEADER", "1"))?;
    }
    if !stale.is_empty() {
        return Err(format!("stale: {}\nto mend it, run: cargo xtask codegen", stale.join(", ")).into());
    }
    let t = compiled.tables();
    let size = size_of_val(t.seeds) + size_of_val(t.words) + size_of_val(t.edges) + size_of_val(t.sets);
    println!(
        "{} generated files are fresh; {} rules, {} clauses, {} words and {} phrase nodes in {} kB",
        FILES.len(),
        t.rules.len(),
        t.clauses.len(),
        t.words.iter().filter(|w| w.hash != [0; 2]).count(),
        t.edges.len(),
        size / 1024,
    );
    Ok(())
}
