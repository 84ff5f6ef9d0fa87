//! What shells and `man` ask for, and the program's own help.

use std::fs;

use crate::support::{Folder, ok, run};

#[cfg(unix)]
const COMMANDS: [&str; 7] = ["explain", "classify", "codes", "rules", "serve", "completions", "man"];
#[cfg(not(unix))]
const COMMANDS: [&str; 6] = ["explain", "classify", "codes", "rules", "completions", "man"];

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = ok(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell} {command}");
        }
        // The scripts of the others name commands and options only.
        if ["bash", "zsh"].contains(&shell) {
            assert!(script.contains("enhanced-codes"), "{shell} knows the tables");
        }
    }
    assert_eq!(run(&["completions", "tcsh"]).code, 2);
}

#[test]
fn there_are_manual_pages() {
    let page = ok(&["man"]);
    assert!(page.contains(".TH smtpcodes 1") && page.contains("classify"), "{page}");
    let folder = Folder::new();
    let into = folder.path().to_str().unwrap();
    assert_eq!(ok(&["man", "--into", into]), "");
    let mut names: Vec<_> =
        fs::read_dir(into).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for command in COMMANDS {
        assert!(names.contains(&format!("smtpcodes-{command}.1")), "{names:?}");
    }
    assert!(names.contains(&"smtpcodes-rules-lint.1".to_owned()), "{names:?}");
    let page = fs::read_to_string(folder.path().join("smtpcodes-classify.1")).unwrap();
    assert!(page.contains("Examples"), "{page}");
    assert_eq!(run(&["man", "--into", "/no/such/folder"]).code, 1);
}

#[test]
fn help_teaches() {
    for command in COMMANDS {
        let help = ok(&[command, "--help"]);
        assert!(help.contains("Examples:"), "{command}");
        assert!(help.contains(&format!("smtpcodes {command}")), "{command}");
    }
    for command in ["lint", "test", "coverage", "diff", "export"] {
        let help = ok(&["rules", command, "--help"]);
        assert!(help.contains(&format!("smtpcodes rules {command}")), "{command}");
    }
    assert!(ok(&["--help"]).contains("Exit codes"));
    assert_eq!(ok(&["--version"]), concat!("smtpcodes ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn wrong_use_is_exit_code_2() {
    for args in [
        &[][..],
        &["nonsense"],
        &["classify", "--format", "xml"],
        &["classify", "--no-such-option"],
        &["rules"],
    ] {
        let run = run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(!run.err.is_empty());
    }
}
