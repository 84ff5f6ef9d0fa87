//! `smtpcodes rules`.

use serde_json::Value;
use smtpcodes::Rule;

use crate::support::{Folder, ok, run, run_with};

/// A rule file of these rules.
fn file(folder: &Folder, rules: &str) -> String {
    folder.file("own.yaml", format!("rules:\n{rules}"))
}

fn lint(rules: &str) -> (i32, String) {
    let folder = Folder::new();
    let file = file(&folder, rules);
    let run = run(&["rules", "lint", &file]);
    (run.code, format!("{}{}", run.out, run.err).replace(&file, "own.yaml"))
}

const GOBLINS: &str = "  - {id: own-goblins, match: ['goblins at the gate'], category: policy_rejected, examples: ['550 goblins at the gate']}\n";

const RETIRED: &str = "  - id: own-retired\n    match: ['(goblin|knight) has left']\n    category: mailbox_disabled\n    examples: ['550 the knight has left']\n";
const ELVES: &str = "  - id: own-elves\n    match: ['goblin *2 left']\n    category: greylisted\n    examples: ['450 elf or goblin left']\n";

#[test]
fn a_good_file_has_no_findings() {
    assert_eq!(lint(GOBLINS), (0, "1 rule: 0 errors, 0 warnings\n".to_owned()));
}

#[test]
fn lint_finds_what_cannot_work() {
    for (rules, code, want) in [
        // A rule behind one that takes all it could.
        (
            format!("{GOBLINS}  - id: own-late\n    match: ['goblins at']\n    category: policy_rejected\n    examples: ['550 goblins at the gate']\n"),
            1,
            "own.yaml:6:16: error: shadowed: rule `own-late` would recognise this example, but `own-goblins` comes first",
        ),
        (
            "  - id: own-x\n    match: ['goblins at the gate']\n    category: policy_rejected\n    examples: ['550 elves at the gate']\n".to_owned(),
            1,
            "own.yaml:5:16: error: never matches: no pattern of rule `own-x` holds for this example",
        ),
        // A guard that takes back what the pattern says.
        (
            "  - id: own-x\n    match: ['goblins at the gate', 'elves {mailbox} gone']\n    unless: ['{mailbox}']\n    category: policy_rejected\n    examples: ['550 goblins at the gate']\n".to_owned(),
            1,
            "own.yaml:3:36: error: never matches: pattern `elves {mailbox} gone` of rule `own-x`: `unless` forbids what it says: {mailbox}",
        ),
        (
            format!("{GOBLINS}  - id: own-again\n    match: ['goblins  at the gate', 'elves at the gate']\n    category: policy_rejected\n    examples: ['550 elves at the gate']\n"),
            1,
            "own.yaml:4:13: error: duplicate: pattern `goblins  at the gate` is in rule `own-goblins` already, line 2",
        ),
        (
            "  - id: own-x\n    match: ['unknown']\n    category: policy_rejected\n    examples: ['550 unknown']\n".to_owned(),
            0,
            "own.yaml:3:13: warning: over-broad: rule `own-x` takes every reply that says `unknown`",
        ),
        (
            "  - id: own-x\n    match: ['{mailbox}']\n    category: policy_rejected\n    examples: ['550 mailbox']\n".to_owned(),
            0,
            "own.yaml:2:5: warning: over-broad: rule `own-x` takes ",
        ),
        (
            "  - id: own-x\n    match: ['goblins at the gate']\n    category: policy_rejected\n    examples: ['550 goblins at the gate']\n    counter: ['550 no goblins at the gate']\n".to_owned(),
            1,
            "own.yaml:6:15: error: over-broad: rule `own-x` wins this counter-example",
        ),
        // An address would be retired that the other rule keeps, and no example says so.
        (
            format!("{RETIRED}{ELVES}"),
            0,
            "own.yaml:6:5: warning: ambiguous order: `own-retired` (mailbox_disabled) decides before `own-elves` (greylisted)",
        ),
        // What an example says is tested already.
        (
            format!("{RETIRED}{ELVES}").replace("['550 the knight", "['550 the goblin has left the gate', '550 the knight"),
            0,
            "2 rules: 0 errors, 0 warnings",
        ),
        // Where no address is at stake, a number is enough.
        (
            format!("{RETIRED}{ELVES}").replace("mailbox_disabled", "policy_rejected"),
            0,
            "1 more pair of rules decided by their order alone, no address at stake (--all lists them)",
        ),
        // What the compiler of rules refuses.
        (
            "  - id: own-x\n    match: ['{no_such_concept}']\n    category: policy_rejected\n    examples: ['550 x']\n".to_owned(),
            1,
            "own.yaml:3:13: ",
        ),
    ] {
        let (got, text) = lint(&rules);
        assert!(text.lines().any(|l| l.starts_with(want)), "want {want}\n{text}");
        assert_eq!(got, code, "{text}");
    }
}

/// So few that a new one is seen.
#[test]
fn the_built_in_rules_have_few_warnings() {
    let text = ok(&["rules", "lint"]);
    assert!(text.lines().count() < 40, "{text}");
    let all = ok(&["rules", "lint", "--all"]);
    assert!(all.lines().count() > text.lines().count() && !all.contains("more pair"), "{all}");
}

#[test]
fn a_concept_without_words_is_an_error() {
    let folder = Folder::new();
    let file = folder.file(
        "own.yaml",
        format!("concepts:\n  - {{id: own_empty, meaning: nothing, words: {{}}}}\nrules:\n{GOBLINS}"),
    );
    let run = run(&["rules", "lint", &file]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("concept `own_empty` has no words"), "{}", run.err);
}

#[test]
fn files_that_are_not_there_are_named() {
    for args in [
        &["rules", "lint", "/no/such.yaml"][..],
        &["rules", "test", "/no/such.yaml"],
        &["rules", "export", "--format", "zonemta", "/no/such.yaml"],
        &["rules", "coverage", "--rules", "/no/such.yaml"],
        &["rules", "diff", "builtin", "/no/such.yaml", "--on", "-"],
    ] {
        let run = run(args);
        assert_eq!(
            (run.code, run.out.as_str(), run.err.as_str()),
            (1, "", "/no/such.yaml: no such file\n"),
            "{args:?}"
        );
    }
    assert_eq!(run(&["rules", "coverage", "/no/such.log"]).code, 1);
}

#[test]
fn rules_can_come_through_a_pipe() {
    let rules = format!("rules:\n{GOBLINS}");
    let folder = Folder::new();
    let replies = folder.file("replies.txt", "550 goblins at the gate\n");
    for (args, want) in [
        (&["rules", "lint", "-"][..], "1 rule: 0 errors"),
        (&["rules", "test", "-"], "all right"),
        (&["rules", "coverage", "--rules", "-", &replies], "own-goblins"),
        (&["rules", "diff", "builtin", "-", "--on", &replies], "by own-goblins"),
        (&["classify", "--rules", "-", "--format", "ndjson", &replies], "own-goblins"),
    ] {
        let run = run_with(args, rules.as_bytes());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.contains(want), "{args:?}\n{}", run.out);
    }
    let run = run_with(&["rules", "lint", "-"], rules.replace("policy_rejected", "none_such").as_bytes());
    assert!(run.code == 1 && run.err.starts_with("stdin:2:"), "{}", run.err);
    for args in [
        &["classify", "--rules", "-"][..],
        &["classify", "--rules", "-", &replies, "-"],
        &["rules", "coverage", "--rules", "-"],
        &["rules", "diff", "builtin", "-", "--on", "-"],
        &["rules", "diff", "-", "-", "--on", &replies],
    ] {
        let run = run_with(args, rules.as_bytes());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains("cannot be read twice"), "{}", run.err);
    }
}

#[test]
fn examples_are_run() {
    let all = ok(&["rules", "test"]);
    assert!(
        all.starts_with(&format!("{} rules, ", Rule::ALL.len())) && all.ends_with(": all right\n"),
        "{all}"
    );
    let folder = Folder::new();
    let good = file(&folder, GOBLINS);
    assert_eq!(ok(&["rules", "test", &good]), "1 rule, 1 example, 0 counter-examples: all right\n");
    let bad = file(&folder, &GOBLINS.replace("550 goblins", "550 elves"));
    let run = run(&["rules", "test", &bad]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("won by no rule") && run.out.ends_with(": 1 wrong\n"), "{}", run.out);
}

#[test]
fn coverage_counts_and_masks() {
    let input = "550 5.1.1 User unknown\n550 5.1.1 User unknown\n452 4.2.2 x\n\
                 550 zork 192.0.2.1 of jo@example.org at q1w2e3\n550 zork 198.51.100.7 of al@example.net at a9b8\n\
                 {\"reply\":\"550 zork 2001:db8::1 of x@example.com at z1\"}\n";
    let run = run_with(&["rules", "coverage", "--format", "json"], input.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let c: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (c["replies"].as_u64(), c["by_rule"].as_u64(), c["by_code"].as_u64(), c["unknown"].as_u64()),
        (Some(6), Some(2), Some(1), Some(3))
    );
    assert_eq!((&c["unknown_share"], c["rules"][0]["hits"].as_u64()), (&Value::from(0.5), Some(2)));
    assert_eq!(
        c["shapes"],
        serde_json::json!([{"replies": 3, "shape": "550 zork <ip> of <address> at <id>"}])
    );
    assert_eq!(c["unused_rules"].as_u64(), Some(Rule::ALL.len() as u64 - 1));

    let run = run_with(&["rules", "coverage"], input.as_bytes());
    assert!(run.out.contains("50.0 %  unknown") && run.out.contains("<address>"), "{}", run.out);
    assert!(!run.out.contains("example."), "nothing personal: {}", run.out);
    let run = run_with(&["rules", "coverage"], b"{\"reply\":7}\n550 x\n");
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("stdin:1: "), "{}", run.err);
}

#[test]
fn lines_that_hold_no_reply_are_no_part_of_the_share() {
    let log = "Jan 31 10:00:00 mx postfix/smtpd[12]: connect from unknown[192.0.2.1]\n\
               Jan 31 10:00:01 mx postfix/qmgr[13]: 4F2A91B3: from=<a@example.com>, size=2750, nrcpt=1 (queue active)\n\
               Jan 31 10:00:02 mx postfix/smtp[14]: 4F2A91B3: to=<b@example.org>, relay=mx.example.org[192.0.2.2]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.2] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n\
               Jan 31 10:00:03 mx postfix/qmgr[13]: 4F2A91B3: removed\n\
               550 zork\n\
               {\"reply\":\"zork\"}\n";
    let run = run_with(&["rules", "coverage", "--format", "json"], log.as_bytes());
    let c: Value = serde_json::from_str(&run.out).unwrap();
    // What is called a reply is one.
    let number = |key: &str| c[key].as_u64().unwrap();
    assert_eq!(
        (number("replies"), number("no_reply"), number("by_rule"), number("unknown")),
        (3, 3, 1, 2),
        "{c}"
    );
    let run = run_with(&["rules", "coverage"], log.as_bytes());
    assert!(run.out.contains("3 replies") && run.out.contains("3  lines without a reply"), "{}", run.out);
}

#[test]
fn coverage_can_measure_own_rules() {
    let folder = Folder::new();
    let own = file(&folder, GOBLINS);
    let run =
        run_with(&["rules", "coverage", "--rules", &own, "--format", "json"], b"550 goblins at the gate");
    let c: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((c["rules"][0]["rule"].as_str(), c["unused_rules"].as_u64()), (Some("own-goblins"), Some(0)));
}

#[test]
fn diff_shows_what_changes() {
    let folder = Folder::new();
    let own = file(&folder, GOBLINS);
    let on = folder.file("on.txt", "550 goblins at the gate\n550 5.1.1 User unknown\n452 4.2.2 x\n");
    let out = ok(&["rules", "diff", "builtin", &own, "--on", &on, "--format", "json"]);
    let diff: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((diff["replies"].as_u64(), diff["changed"].as_u64()), (Some(3), Some(1)));
    let change = &diff["changes"][0];
    assert_eq!(
        (change["old"].as_str(), change["new"].as_str()),
        (Some("unknown soft review"), Some("policy_rejected soft review"))
    );
    assert_eq!(
        (change["examples"][0]["new_by"].as_str(), change["replies"].as_u64()),
        (Some("own-goblins"), Some(1))
    );
    let text = ok(&["rules", "diff", "builtin", &own, "--on", &on]);
    assert!(text.starts_with("1 of 3 verdicts change"), "{text}");
    assert!(ok(&["rules", "diff", "builtin", "builtin", "--on", &on]).starts_with("0 of 3"));
    assert_eq!(run(&["rules", "diff", "builtin", "builtin"]).code, 2);
}

/// A code that was read and says nothing is no evidence, whoever judges.
#[test]
fn diff_names_the_evidence_and_nothing_else() {
    let folder = Folder::new();
    let own = file(&folder, GOBLINS);
    let on = folder.file("on.txt", "550 nothing known\n550 5.1.1 x\n550 goblins at the gate\n");
    let text = ok(&["rules", "diff", "builtin", &own, "--on", &on]);
    assert!(text.starts_with("1 of 3 verdicts change; 0 stay the same by another rule"), "{text}");
    assert!(text.contains("by nothing → by own-goblins"), "{text}");
    // Both kinds of judges name the same evidence.
    let replies: String = Rule::ALL.iter().map(|r| format!("{}\n\n", r.example.replace('\n', " "))).collect();
    let on = folder.file("all.txt", format!("{replies}550 5.2.2 zork\n\n421 zork\n\n550 (S3140)\n"));
    let text = ok(&["rules", "diff", "builtin", &own, "--on", &on]);
    assert!(text.starts_with("0 of ") && text.contains("; 0 stay the same"), "{text}");
}

#[test]
fn a_whole_file_of_facts_stands_in_place_of_the_built_in_one() {
    let folder = Folder::new();
    let facts = folder.file("facts.yaml", include_str!("../codes.yaml"));
    let replies: String = Rule::ALL.iter().map(|r| format!("{}\n\n", r.example.replace('\n', " "))).collect();
    let on = folder.file("on.txt", replies);
    let text = ok(&["rules", "diff", "builtin", &facts, "--on", &on]);
    assert!(text.starts_with("0 of "), "{text}");
}

/// One mistake is found by looking names up, the other by compiling patterns: whoever mends one hears of both.
#[test]
fn every_command_tells_all_mistakes_at_once() {
    let folder = Folder::new();
    let own = file(
        &folder,
        "  - {id: own-x, match: ['{quarantin} & held'], category: policy_rejected, examples: ['550 held']}\n  - {id: own-y, match: ['welcome'], category: politeness, examples: ['220 Welcome']}\n",
    );
    let replies = folder.file("replies.txt", "550 no\n");
    for args in [
        &["classify", "--rules", &own, &replies][..],
        &["rules", "lint", &own],
        &["rules", "test", &own],
        &["rules", "coverage", "--rules", &own, &replies],
        &["rules", "export", "--format", "kumomta", &own],
        &["rules", "diff", "builtin", &own, "--on", &replies],
    ] {
        let run = run(args);
        let told = format!("{}{}", run.out, run.err);
        assert_eq!(run.code, 1, "{args:?}\n{told}");
        for mistake in [":2:25: unknown concept `quarantin`", ":3:47: unknown category `politeness`"] {
            assert!(told.contains(&format!("{own}{mistake}")), "{args:?}\n{told}");
        }
    }
}
