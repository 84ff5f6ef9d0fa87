//! `cargo xtask codegen [--check]`: what is generated from `codes.yaml` and committed, as people review it.

use std::fs;

use smtpcodes_build_helper::{Model, build, emit};

use crate::Outcome;

/// A generated file and what makes it.
type Generated = (&'static str, fn(&Model) -> String);

const FILES: &[Generated] = &[
    ("codes.schema.json", |_| emit::schema::schema()),
    ("docs/codes.md", emit::markdown::page),
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
    if !stale.is_empty() {
        return Err(format!("stale: {}\nto mend it, run: cargo xtask codegen", stale.join(", ")).into());
    }
    let t = compiled.tables();
    let size = size_of_val(t.words) + size_of_val(t.edges) + size_of_val(t.sets) + size_of_val(t.filter);
    println!(
        "{} generated files are fresh; {} rules, {} clauses, {} words and {} phrase nodes in {} kB",
        FILES.len(),
        t.rules.len(),
        t.clauses.len(),
        t.words.iter().filter(|w| w.key.lo != 0).count(),
        t.edges.iter().filter(|e| e.key != 0).count(),
        size / 1024,
    );
    Ok(())
}
