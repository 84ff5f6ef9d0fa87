//! `cargo xtask bench`: the benchmarks, and one table of what they say next to each other.

mod build;
mod figures;
mod start;
mod table;

use figures::Figures;
use table::{Bound, Row};

use crate::Outcome;
use crate::run::{cargo, has, run};
use crate::{node, python};

/// Runs the benchmarks one after the other: side by side they would disturb each other.
pub fn bench() -> Outcome {
    let mut figures = Figures::default();
    for package in ["smtpcodes", "smtpcodes-c", "smtpcodes-cli"] {
        run(&mut cargo(["bench", "--quiet", "-p", package]))?;
    }
    for group in ["core", "c", "serve"] {
        figures.of_criterion(group)?;
    }
    start::measure(&mut figures)?;
    build::measure(&mut figures)?;
    if has("python3") {
        python::bench(&figures::file("python.json")?)?;
        figures.of_pytest(&figures::file("python.json")?)?;
    }
    if has("node") && has("npm") {
        node::bench(&figures::file("node.json")?)?;
        figures.of_node(&figures::file("node.json")?)?;
    }
    println!("\n{}", table::text(&rows(), &figures));
    Ok(())
}

/// What is compared with what. The bounds are the project's goals.
fn rows() -> Vec<Row> {
    use Bound::{AtLeast, AtMost, None};
    vec![
        Row::faster(
            "classify",
            "core/classify",
            "a RegexSet, an 8th of phrases",
            "core/regex_set",
            AtLeast(100.0),
        ),
        Row::slower("classify", "core/classify", "a byte loop", "core/byte_loop", AtMost(3.0)),
        Row::slower("Shapes, of shapes it knows", "core/shapes", "a byte loop", "core/byte_loop", None),
        Row::more("start of a process, ms", "start/smtpcodes", "/bin/true", "start/true", AtMost(2.0)),
        Row::slower("a call from C", "c/call", "the Rust call", "c/rust", None),
        Row::slower("a request to `serve`", "serve/one_client", "the Rust call", "serve/rust", None),
        Row::faster(
            "Python: a column, all threads",
            "python/batch_of_arrow_all_threads",
            "a loop over re",
            "python/re_alternation_loop",
            AtLeast(100.0),
        ),
        Row::slower(
            "Python: a column, one thread",
            "python/batch_of_arrow",
            "the Rust core",
            "python/rust_core",
            AtMost(1.3),
        ),
        Row::faster("Node: classifyBatch", "node/classifyBatch", "classify", "node/loop", AtLeast(3.0)),
        Row::slower(
            "Node: classifyBatch, one thread",
            "node/classifyBatch, one thread",
            "the Rust core",
            "node/core",
            AtMost(2.0),
        ),
        Row::plain("libsmtpcodes.so, MB", "build/library", AtMost(4.0)),
        Row::plain("codes.yaml to built core, s", "build/core", AtMost(30.0)),
    ]
}
