//! What shells and `man` ask for, and the program's own help.

use std::fs;

use crate::support::{Folder, ok, run};

/// The commands that the help of a command lists.
fn commands(of: &[&str]) -> Vec<String> {
    let help = ok(&[of, &["--help"]].concat());
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        // What it says of a command stands further right.
        let name = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '))?;
        name.split_whitespace().next().map(str::to_owned)
    });
    let names: Vec<_> = names.filter(|name| name != "help").collect();
    assert!(names.len() >= 5, "{help}");
    names
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = ok(&["completions", shell]);
        for command in commands(&[]) {
            assert!(script.contains(&command), "{shell} {command}");
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
    let into = folder.path().join("share/man1");
    let into = into.to_str().unwrap();
    assert_eq!(ok(&["man", "--into", into]), "");
    let mut names: Vec<_> =
        fs::read_dir(into).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for command in commands(&[]) {
        assert!(names.contains(&format!("smtpcodes-{command}.1")), "{names:?}");
    }
    assert!(names.contains(&"smtpcodes-rules-lint.1".to_owned()), "{names:?}");
    let page = fs::read_to_string(folder.path().join("share/man1/smtpcodes-classify.1")).unwrap();
    assert!(page.contains("Examples"), "{page}");
    let file = folder.file("file", "");
    let run = run(&["man", "--into", &file]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with(&format!("{file}: ")), "{}", run.err);
}

#[test]
fn help_teaches() {
    for command in commands(&[]) {
        let help = ok(&[&command, "--help"]);
        assert!(help.contains("Examples:"), "{command}");
        assert!(help.contains(&format!("smtpcodes {command}")), "{command}");
    }
    for command in commands(&["rules"]) {
        let help = ok(&["rules", &command, "--help"]);
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
