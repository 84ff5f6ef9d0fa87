//! `smtpcodes rules export`: what it writes works in the programs that it is for.

use std::collections::BTreeSet;

use regex::{Regex, RegexBuilder, RegexSetBuilder};
use smtpcodes::{Category, Rule};

use crate::support::{Folder, run};

fn export(format: &str, more: &[&str]) -> (String, String) {
    let mut args = vec!["rules", "export", "--format", format];
    args.extend(more);
    let run = run(&args);
    assert_eq!(run.code, 0, "{}", run.err);
    (run.out, run.err)
}

/// As both programs see a reply: one line.
fn line(reply: &str) -> String {
    reply.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a reply is in English, as far as its letters tell.
fn plain(reply: &str) -> bool {
    reply.is_ascii()
}

/// Which share of the examples that the format can know gets its category.
fn share(classify: impl Fn(&str) -> Option<String>) -> f64 {
    let of: Vec<_> = Rule::ALL.iter().filter(|r| r.providers.is_empty() && plain(r.example)).collect();
    let right = of.iter().filter(|r| classify(&line(r.example)).as_deref() == Some(r.category.id())).count();
    right as f64 / of.len() as f64
}

#[test]
fn kumomta_can_read_it() {
    let (text, lost) = export("kumomta", &[]);
    let file: toml::Table = text.parse().unwrap();
    let rules = file["rules"].as_table().unwrap();
    let mut patterns = Vec::new();
    // Tables of the reader are sorted; the file's own order is what counts.
    for class in text.lines().filter_map(|l| l.strip_suffix(" = [")) {
        assert!(Category::from_id(class).is_some(), "{class}");
        patterns.extend(rules[class].as_array().unwrap().iter().map(|p| (class, p.as_str().unwrap())));
    }
    // As KumoMTA builds it: all files together may have the 10 MiB that are the crate's default, and its own iana.toml
    // takes a quarter of one.
    let set = RegexSetBuilder::new(patterns.iter().map(|(_, p)| p))
        .size_limit((10 << 20) - (256 << 10))
        .build()
        .unwrap();
    let share = share(|reply| set.matches(reply).into_iter().next().map(|i| patterns[i].0.to_owned()));
    assert!(share > 0.7, "{share}");
    assert!(lost.contains("% are kept"), "{lost}");
    assert!(
        lost.contains("rules written without their `unless`") && lost.contains("known provider"),
        "{lost}"
    );
}

#[test]
fn zonemta_can_read_it() {
    let (text, lost) = export("zonemta", &[]);
    let mut rules: Vec<(Regex, String)> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        // As ZoneMTA reads it: at commas, and no more than the message may have one.
        let [regex, action, category, _message] = line.splitn(4, ',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        assert!(["defer", "reject"].contains(&action), "{line}");
        assert!(Category::from_id(category).is_some(), "{line}");
        // This crate knows no look-ahead, and says the same without.
        let regex = regex.strip_prefix("^(?=4)").map_or_else(|| regex.to_owned(), |rest| format!("^{rest}"));
        if regex.contains("(?=") {
            panic!("{line}");
        }
        let regex = RegexBuilder::new(&regex).case_insensitive(true).size_limit(1 << 28).build().unwrap();
        rules.push((regex, category.to_owned()));
    }
    let share = share(|reply| {
        rules.iter().find(|(regex, _)| regex.is_match(reply)).map(|(_, category)| category.clone())
    });
    assert!(share > 0.85, "{share}");
    let code = |reply: &str| rules.iter().find(|(regex, _)| regex.is_match(reply)).unwrap().1.clone();
    assert_eq!(code("452 4.2.2 zork"), "mailbox_full");
    assert_eq!(code("550 zork"), "unknown");
    assert!(!lost.is_empty());
}

#[test]
fn a_transient_reply_is_never_rejected_there() {
    let (text, _) = export("zonemta", &[]);
    let lines: Vec<_> = text.lines().filter(|l| !l.starts_with('#')).collect();
    for (i, line) in lines.iter().enumerate() {
        if line.contains(",reject,") && !line.starts_with("^5") {
            assert!(lines[i - 1].contains(",defer,"), "{line}");
        }
    }
}

#[test]
fn languages_can_be_chosen() {
    // By wording: the lines at the end go by codes.
    let knows = |languages: &str, reply: &str| {
        let (text, _) = export("zonemta", &["--language", languages]);
        let lines = text.lines().filter_map(|l| l.split_once(",reject,user_unknown,"));
        let mut regexes = lines.filter(|(regex, _)| !regex.starts_with('^')).map(|(regex, _)| regex);
        regexes.any(|r| {
            RegexBuilder::new(r).case_insensitive(true).size_limit(1 << 28).build().unwrap().is_match(reply)
        })
    };
    assert!(!knows("en", "550 Postfach existiert nicht"));
    assert!(knows("en,de", "550 Postfach existiert nicht"));
    assert!(knows("all", "550 邮箱 不存在"));
    // What rules say without naming a language goes by its letters.
    let letters = |languages: &str, format: &str| -> BTreeSet<char> {
        let (text, _) = export(format, &["--language", languages]);
        text.chars().filter(|c| !c.is_ascii()).collect()
    };
    assert!(letters("en", "kumomta").is_empty());
    let german = letters("en,de", "zonemta");
    assert!(german.contains(&'ä') && !german.contains(&'é') && !german.contains(&'н'), "{german:?}");
    assert_eq!(run(&["rules", "export", "--format", "kumomta", "--language", "xx"]).code, 2);
    assert_eq!(run(&["rules", "export"]).code, 2);
}

#[test]
fn own_rules_are_exported_alone() {
    let folder = Folder::new();
    let own = folder.file(
        "own.yaml",
        "rules:\n  - {id: own-x, match: ['goblins * gate'], when: {reply: [550-552], enhanced: [5.7.1]}, category: policy_rejected, examples: ['550 5.7.1 goblins at the gate']}\n",
    );
    let (text, lost) = export("kumomta", &[&own]);
    let rules: BTreeSet<_> = text.lines().filter(|l| l.starts_with("  '")).collect();
    assert_eq!(rules.len(), 1, "{text}");
    let file: toml::Table = text.parse().unwrap();
    let regex = Regex::new(file["rules"]["policy_rejected"][0].as_str().unwrap()).unwrap();
    for (reply, want) in [
        ("550 5.7.1 Goblins at the gate", true),
        ("552 5.7.1 see: goblins, the gate", true),
        ("553 5.7.1 goblins at the gate", false),
        ("550 5.7.2 goblins at the gate", false),
        ("550 5.7.1 hobgoblins at the gate", false),
        ("550 5.7.1 goblins a b c d e f gate", false),
    ] {
        assert_eq!(regex.is_match(reply), want, "{reply} {regex}");
    }
    assert_eq!(lost, "");
}
