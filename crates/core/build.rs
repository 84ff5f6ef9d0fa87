//! Compiles `codes.yaml` into `OUT_DIR/tables.rs`, or prints every mistake with its place. Own rules at run time need the
//! facts once more as text: `OUT_DIR/base.deflate`.

use std::path::Path;
use std::{env, fs, process};

use smtpcodes_build_helper::emit;

fn main() {
    println!("cargo::rerun-if-changed=codes.yaml");
    let text = fs::read_to_string("codes.yaml").unwrap_or_else(|e| fail(&format!("codes.yaml: {e}")));
    let (model, compiled) =
        smtpcodes_build_helper::build("codes.yaml", &text).unwrap_or_else(|e| fail(&e.to_string()));
    let out = env::var_os("OUT_DIR").unwrap_or_else(|| fail("OUT_DIR is not set"));
    let write = |file: &str, content: &[u8]| {
        let path = Path::new(&out).join(file);
        fs::write(&path, content).unwrap_or_else(|e| fail(&format!("{}: {e}", path.display())));
    };
    write("tables.rs", emit::rust::emit(&model, &compiled).as_bytes());
    if env::var_os("CARGO_FEATURE_CUSTOM_RULES").is_some() {
        write("base.deflate", &miniz_oxide::deflate::compress_to_vec(base(&text).as_bytes(), 9));
    }
}

/// The facts without their rules, in whose place the caller's come, and without comments and paragraphs of prose.
fn base(text: &str) -> String {
    let mut kept = true;
    let mut prose = None;
    let mut base = String::from("rules: []\n");
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if prose.is_some_and(|key| indent > key || line.is_empty()) {
            continue;
        }
        prose = None;
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            kept = !line.starts_with("rules:");
        }
        if !kept || line.trim_start().starts_with('#') {
            continue;
        }
        if let Some(key) = line.strip_suffix(">-") {
            prose = Some(line.find(|c: char| c.is_ascii_lowercase()).unwrap_or(indent));
            base.push_str(key);
            base.push_str("Left out.\n");
            continue;
        }
        base.push_str(line);
        base.push('\n');
    }
    base
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    process::exit(1)
}
