//! Compiles `codes.yaml` into `OUT_DIR/tables.rs`, or prints every mistake with its place.

use std::path::Path;
use std::{env, fs, process};

use smtpcodes_build_helper::emit;

fn main() {
    println!("cargo::rerun-if-changed=codes.yaml");
    let text = fs::read_to_string("codes.yaml").unwrap_or_else(|e| fail(&format!("codes.yaml: {e}")));
    let (model, compiled) =
        smtpcodes_build_helper::build("codes.yaml", &text).unwrap_or_else(|e| fail(&e.to_string()));
    let out = env::var_os("OUT_DIR").unwrap_or_else(|| fail("OUT_DIR is not set"));
    let path = Path::new(&out).join("tables.rs");
    if let Err(e) = fs::write(&path, emit::rust::emit(&model, &compiled)) {
        fail(&format!("{}: {e}", path.display()));
    }
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    process::exit(1)
}
