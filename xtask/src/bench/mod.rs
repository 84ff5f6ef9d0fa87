//! `cargo xtask bench`: the benchmarks, and one table of what they say next to each other.

mod build;
mod figures;
mod start;
mod table;

use figures::Figures;
use table::{Bound, Kind, Row};

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
    use Kind::{Faster, More, Plain, Slower};

    let row = |what, ours, kind, (against, theirs), bound| Row { what, ours, against, theirs, kind, bound };
    let byte_loop = ("a byte loop", "core/byte_loop");
    let regexes = ("a RegexSet, an 8th of phrases", "core/regex_set");
    let re = ("a loop over re", "python/re_alternation_loop");
    let nothing = ("", "");
    vec![
        row("classify", "core/classify", Faster, regexes, AtLeast(100.0)),
        row("classify", "core/classify", Slower, byte_loop, AtMost(3.0)),
        row("Shapes, of shapes it knows", "core/shapes", Slower, byte_loop, None),
        row("Repeats, of replies it knows", "core/repeats", Slower, byte_loop, None),
        row("start of a process, ms", "start/smtpcodes", More, ("/bin/true", "start/true"), AtMost(2.0)),
        row("a call from C", "c/call", Slower, ("the Rust call", "c/rust"), None),
        row("a request to `serve`", "serve/one_client", Slower, ("the Rust call", "serve/rust"), None),
        row("Python: a column, all threads", "python/batch_of_arrow_all_threads", Faster, re, AtLeast(100.0)),
        row(
            "Python: a column, one thread",
            "python/batch_of_arrow",
            Slower,
            ("the Rust core", "python/rust_core"),
            AtMost(1.3),
        ),
        row("Node: classifyBatch", "node/classifyBatch", Faster, ("classify", "node/loop"), AtLeast(3.0)),
        row(
            "Node: classifyBatch, one thread",
            "node/classifyBatch, one thread",
            Slower,
            ("the Rust core", "node/core"),
            AtMost(2.0),
        ),
        row("libsmtpcodes.so, MB", "build/library", Plain, nothing, AtMost(4.0)),
        row("codes.yaml to built core, s", "build/core", Plain, nothing, AtMost(30.0)),
    ]
}
