//! Every mistake that the checks know, each in a small file beside the messages that it must give.
//!
//! `rejects/NAME.yaml` is added to `base.yaml`, and `rejects/NAME.txt` holds what must be said, with the
//! lines counted in `NAME.yaml`. `SMTPCODES_BLESS=1` writes what is said now; then read it.

use std::path::Path;
use std::{env, fs};

use smtpcodes_build_helper::build;

fn tests() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

#[test]
fn the_base_is_right() {
    let base = fs::read_to_string(tests().join("base.yaml")).unwrap();
    if let Err(errors) = build("base.yaml", &base) {
        panic!("{errors}");
    }
}

#[test]
fn each_mistake_is_named_with_its_place() {
    let base = fs::read_to_string(tests().join("base.yaml")).unwrap();
    let lines = base.lines().count() as u32;
    let mut files: Vec<_> =
        fs::read_dir(tests().join("rejects")).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "yaml"));
    files.sort();
    assert!(files.len() >= 25, "only {} files in rejects/", files.len());
    let mut wrong = String::new();
    for file in files {
        let added = fs::read_to_string(&file).unwrap();
        // A file that replaces sections of the base stands alone.
        let alone = added.starts_with("# alone\n");
        let text = if alone { added.clone() } else { format!("{base}{added}") };
        let errors =
            build("codes.yaml", &text).err().unwrap_or_else(|| panic!("{} is accepted", file.display()));
        let said: String = errors
            .sorted()
            .iter()
            .map(|(at, m)| {
                let line = if alone { at.line } else { at.line.saturating_sub(lines) };
                format!("{line}:{}: {m}\n", at.column)
            })
            .collect();
        let beside = file.with_extension("txt");
        if env::var_os("SMTPCODES_BLESS").is_some() {
            fs::write(&beside, &said).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if said != expected {
            wrong.push_str(&format!("{}\nexpected:\n{expected}said:\n{said}\n", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
