//! `smtpcodes rules export`: what it writes works in the programs that it is for.

use std::collections::BTreeSet;

use regex::{Regex, RegexBuilder, RegexSetBuilder};
use serde_json::Value;
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

/// What a program makes of a reply: its class, and whether it gives up.
type Classify<'a> = &'a dyn Fn(&str) -> Option<(String, bool)>;

/// As KumoMTA reads the file: the first class wins that an expression holds for.
fn kumomta(text: &str) -> impl Fn(&str) -> Option<(String, bool)> {
    let file: toml::Table = text.parse().unwrap();
    let rules = file["rules"].as_table().unwrap();
    let mut patterns: Vec<(String, String)> = Vec::new();
    // Tables of the reader are sorted; the file's own order is what counts.
    for class in text.lines().filter_map(|l| l.strip_suffix(" = [")) {
        assert!(Category::from_id(class).is_some(), "{class}");
        let all = rules[class].as_array().unwrap().iter();
        patterns.extend(all.map(|p| (class.to_owned(), p.as_str().unwrap().to_owned())));
    }
    // As KumoMTA builds it: all files together may have the 10 MiB that are the crate's default, and its own iana.toml
    // takes a quarter of one.
    let set = RegexSetBuilder::new(patterns.iter().map(|(_, p)| p))
        .size_limit((10 << 20) - (256 << 10))
        .build()
        .unwrap();
    move |reply| set.matches(reply).into_iter().next().map(|i| (patterns[i].0.clone(), true))
}

/// An expression of ZoneMTA's file: this crate knows no look-ahead, and says the same in parts, each from the start on.
struct Line {
    holds: Vec<Regex>,
    not: Vec<Regex>,
    action: String,
    category: String,
}

impl Line {
    fn read(line: &str) -> Self {
        // As ZoneMTA reads it: at commas, and no more than the message may have one.
        let [mut rest, action, category, _message] = line.splitn(4, ',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        assert!(["defer", "reject"].contains(&action), "{line}");
        assert!(Category::from_id(category).is_some(), "{line}");
        let build = |text: &str| {
            RegexBuilder::new(&format!("^(?:{text})"))
                .case_insensitive(true)
                .size_limit(1 << 30)
                .build()
                .unwrap()
        };
        let (mut holds, mut not) = (Vec::new(), Vec::new());
        rest = rest.strip_prefix('^').unwrap_or_else(|| panic!("{line}"));
        while let Some(ahead) = rest.strip_prefix("(?=").or(rest.strip_prefix("(?!")) {
            let end = end(ahead);
            if rest.starts_with("(?=") { &mut holds } else { &mut not }.push(build(&ahead[..end]));
            rest = &ahead[end + 1..];
        }
        assert!(!rest.contains("(?=") && !rest.contains("(?!"), "{line}");
        holds.push(build(rest));
        Self { holds, not, action: action.to_owned(), category: category.to_owned() }
    }

    fn is_for(&self, reply: &str) -> bool {
        self.holds.iter().all(|r| r.is_match(reply)) && !self.not.iter().any(|r| r.is_match(reply))
    }
}

/// Where the bracket closes that a text is inside of.
fn end(text: &str) -> usize {
    let (mut depth, mut class, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => class = false,
            _ if class => {}
            '[' => class = true,
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    panic!("{text}")
}

fn zonemta(text: &str) -> impl Fn(&str) -> Option<(String, bool)> {
    let lines: Vec<_> = text.lines().filter(|l| !l.starts_with('#')).map(Line::read).collect();
    move |reply| {
        let line = lines.iter().find(|line| line.is_for(reply))?;
        Some((line.category.clone(), line.action == "reject"))
    }
}

/// Of the conformance cases that go by the reply alone: addresses that the program retires though nothing says that they
/// are dead, and how many dead ones it finds.
fn retired(classify: Classify<'_>) -> (Vec<String>, usize) {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../conformance/cases.json")).unwrap();
    let hard = |class: &str| smtpcodes::Category::from_id(class).is_some_and(|c| c.is_hard());
    let (mut wrong, mut right) = (Vec::new(), 0);
    for case in cases.iter().filter(|c| c["context"].as_object().unwrap().is_empty()) {
        let reply = line(case["reply"].as_str().unwrap());
        let Some((class, true)) = classify(&reply) else { continue };
        match (hard(&class), case["verdict"]["bounce"] == "hard") {
            (true, true) => right += 1,
            (true, false) => wrong.push(format!("{class}: {reply}")),
            _ => {}
        }
    }
    (wrong, right)
}

#[test]
fn kumomta_can_read_it() {
    let (text, lost) = export("kumomta", &[]);
    let classify = kumomta(&text);
    let share = share(|reply| classify(reply).map(|(class, _)| class));
    assert!(share > 0.6, "{share}");
    assert!(lost.contains("% are kept") && lost.contains("known provider"), "{lost}");
    assert!(lost.contains("rules that retire the address written as whole replies alone"), "{lost}");
    assert!(lost.contains("without their `unless`, none of which retires an address"), "{lost}");
    // The worst that a file can do.
    let (wrong, right) = retired(&classify);
    assert_eq!(wrong, [""; 0]);
    assert!(right >= 25, "{right}");
    for (reply, class) in [
        ("550 5.1.1 <a@example.org>: Recipient address rejected: User unknown", Some("user_unknown")),
        ("550 User unknown, as your IP address has no name", None),
        ("450 4.1.1 User unknown", None),
    ] {
        let class = class.map(str::to_owned);
        let got = classify(reply).map(|(class, _)| class).filter(|c| class.is_some() || c == "user_unknown");
        assert_eq!(got, class, "{reply}");
    }
}

#[test]
fn zonemta_can_read_it() {
    let (text, lost) = export("zonemta", &[]);
    let classify = zonemta(&text);
    let share = share(|reply| classify(reply).map(|(category, _)| category));
    assert!(share > 0.75, "{share}");
    let got = |reply: &str| classify(reply).unwrap();
    assert_eq!(got("452 4.2.2 zork"), ("mailbox_full".to_owned(), false));
    assert_eq!(got("550 zork"), ("unknown".to_owned(), true));
    assert_eq!(got("550 5.1.1 User unknown"), ("user_unknown".to_owned(), true));
    assert!(!lost.is_empty());
    let (wrong, right) = retired(&classify);
    assert_eq!(wrong, [""; 0]);
    assert!(right >= 55, "{right}");
}

#[test]
fn a_transient_reply_is_never_rejected_there() {
    let (text, _) = export("zonemta", &[]);
    let lines: Vec<_> = text.lines().filter(|l| !l.starts_with('#')).collect();
    for (i, line) in lines.iter().enumerate() {
        let permanent = ["^5", "^(?=5)", "^(?:5"].iter().any(|start| line.starts_with(start));
        if line.contains(",reject,") && !permanent {
            assert!(lines[i - 1].contains(",defer,") && lines[i - 1].starts_with("^(?=4)"), "{line:.80}");
        }
        // What no reply can be.
        let start = line.strip_prefix("^(?=4)").map(|rest| rest.trim_start_matches("(?:"));
        assert!(!start.is_some_and(|rest| rest.starts_with('5')), "{line:.80}");
        assert!(!line.starts_with("^2"), "{line:.80}");
    }
}

#[test]
fn languages_can_be_chosen() {
    // By wording: the lines at the end go by codes.
    let knows = |languages: &str, reply: &str| {
        let (text, _) = export("zonemta", &["--language", languages]);
        let lines =
            text.lines().filter(|l| l.contains(",reject,user_unknown,") && !l.starts_with(r"^(?=5)\d"));
        lines.map(Line::read).any(|line| line.is_for(reply))
    };
    assert!(!knows("en", "550 Postfach existiert nicht"));
    assert!(knows("en,de", "550 Postfach existiert nicht"));
    // All languages make lines that take this crate too long.
    assert!(export("zonemta", &["--language", "all"]).0.contains("邮箱"));
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
