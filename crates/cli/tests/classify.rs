//! `smtpcodes classify`.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use serde_json::{Value, json};
use smtpcodes::{Command, Context, Provider, classify, classify_with};

use crate::support::{Folder, finish, ok, program, run, run_with};

/// Each line of NDJSON.
fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn verdict(reply: &str) -> Value {
    serde_json::to_value(classify(reply.as_bytes())).unwrap()
}

const NDJSON: [&str; 5] = ["classify", "--input", "ndjson", "--format", "ndjson"];
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/replies.txt");

#[test]
fn lines_become_replies() {
    let input = b"550-5.1.1 no\n550 5.1.1 such user\n\n452 4.2.2 full\n  folded\r\n421 bye";
    let run = run_with(&["classify", "--format", "ndjson"], input);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let replies = ["550-5.1.1 no\n550 5.1.1 such user", "452 4.2.2 full\n  folded", "421 bye"];
    let want: Vec<_> = replies.iter().map(|r| json!({"reply": r, "verdict": verdict(r)})).collect();
    assert_eq!(objects(&run.out), want);
}

#[test]
fn the_object_is_the_contracts() {
    let run = run_with(&["classify", "--format", "ndjson"], b"452 4.2.2 x");
    assert_eq!(
        run.out,
        "{\"reply\":\"452 4.2.2 x\",\"verdict\":{\"reply_code\":452,\"enhanced_code\":\"4.2.2\",\"severity\":\"transient\",\
         \"category\":\"mailbox_full\",\"bounce\":\"soft\",\"side\":\"recipient\",\"action\":\"retry\",\"provider\":null,\
         \"blocklist\":null,\"retry_after\":null,\"conflict\":false,\
         \"evidence\":{\"kind\":\"enhanced_code\",\"id\":\"4.2.2\",\"start\":4,\"end\":9}}}\n"
    );
}

#[test]
fn fields_are_passed_through_as_they_were() {
    let input = r#"{ "z": 1.50, "reply": "550 x", "a": {"b": [1e400, null]}, "verdict": "old", "\u00e9": "\ud800", "big": 12345678901234567890123 }"#;
    let run = run_with(&NDJSON, input.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let want = format!(
        "{{\"z\":1.50,\"reply\":\"550 x\",\"a\":{{\"b\": [1e400, null]}},\"é\":\"\\ud800\",\"big\":12345678901234567890123,\"verdict\":{}}}\n",
        serde_json::to_string(&classify(b"550 x")).unwrap()
    );
    assert_eq!(run.out, want);
}

#[test]
fn context_counts_where_it_is_understood() {
    let reply = "421 4.2.1 not now";
    let gmail = Context::new().provider(Provider::Gmail);
    let host = Context::new().remote_host("gmail-smtp-in.l.google.com");
    let data = Context::new().command(Command::Data);
    let ip = Context::new().sending_ip("192.0.2.1".parse().unwrap());
    let none = Context::new();
    for (fields, context) in [
        (json!({"provider": "gmail"}), &gmail),
        (json!({"remote_host": "gmail-smtp-in.l.google.com"}), &host),
        (json!({"command": "data"}), &data),
        (json!({"command": "DATA"}), &data),
        (json!({"sending_ip": "192.0.2.1"}), &ip),
        (json!({"provider": "of nobody", "command": 7, "sending_ip": "x", "remote_host": null}), &none),
    ] {
        let mut object = fields.clone();
        object["reply"] = reply.into();
        let run = run_with(&NDJSON, object.to_string().as_bytes());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{fields}");
        object["verdict"] = serde_json::to_value(classify_with(reply.as_bytes(), context)).unwrap();
        assert_eq!(objects(&run.out), [object]);
    }
}

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let folder = Folder::new();
    let file = folder.file(
        "in.ndjson",
        "{\"reply\":\"550 a\"}\n{\"reply\":\n[1]\n\n{\"reply\":7}\n{}\n{\"reply\":\"550 b\"}\n",
    );
    let mut args = NDJSON.to_vec();
    args.push(&file);
    let run = run(&args);
    assert_eq!(run.code, 1);
    // An object a line, so that both can be paired.
    let all = objects(&run.out);
    let replies: Vec<_> = all.iter().map(|o| o["reply"].as_str().unwrap_or("-")).collect();
    assert_eq!(replies, ["550 a", "-", "-", "-", "-", "550 b"]);
    assert_eq!(all[3], json!({"line": "{\"reply\":7}", "error": "expected the field `reply` to be text"}));
    let csv = crate::support::run(&["classify", "--input", "ndjson", "--format", "csv", &file]);
    assert_eq!((csv.code, csv.out.lines().count()), (1, 3), "a row a verdict, and the names");
    let places: Vec<_> =
        run.err.lines().map(|l| l.strip_prefix(&file).unwrap().split(' ').next().unwrap()).collect();
    assert_eq!(places, [":2:", ":3:", ":5:", ":6:"], "{}", run.err);
    assert!(run.err.contains("expected the field `reply` to be text"), "{}", run.err);
    assert!(run.err.contains("expected a field `reply`"), "{}", run.err);
}

#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    let folder = Folder::new();
    let good = folder.file("good.txt", "550 good\n");
    let binary = folder.file("binary", b"\x7fELF\0\0\0");
    let missing = folder.path().join("missing.txt").to_str().unwrap().to_owned();
    let directory = folder.path().to_str().unwrap().to_owned();
    let broken = folder.file("broken.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\0rubbish");
    for (file, message) in [
        (&missing, "no such file"),
        (&directory, "is a directory"),
        (&binary, "not a text file"),
        (&broken, ""),
    ] {
        let run = run(&["classify", "--format", "ndjson", file, &good]);
        assert_eq!(run.code, 1, "{file}");
        assert!(run.err.starts_with(&format!("{file}: {message}")), "{}", run.err);
        assert_eq!(objects(&run.out).len(), 1);
    }
}

#[test]
fn standard_input_has_a_name() {
    let folder = Folder::new();
    let file = folder.file("a.txt", "550 a\n");
    let run = run_with(&["classify", "--format", "ndjson", &file, "-"], b"550 b");
    assert_eq!((run.code, objects(&run.out).len()), (0, 2));
    let run = run_with(&NDJSON, b"{");
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("stdin:1: "), "{}", run.err);
}

#[test]
fn compressed_files_are_read_as_they_are() {
    let folder = Folder::new();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(b"550 a\n").unwrap();
    let mut twice = gzip.finish().unwrap();
    twice.extend(twice.clone());
    let compress =
        |text: &[u8]| ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest);
    // Two frames and one to skip between them.
    let frames =
        [&compress(b"550 a\n")[..], b"\x50\x2a\x4d\x18\x03\0\0\0abc", &compress(b"550 a\n")].concat();
    for (name, bytes) in [("a.gz", &twice), ("without-suffix", &twice), ("a.zst", &frames)] {
        let file = folder.file(name, bytes);
        let out = ok(&["classify", "--format", "ndjson", &file]);
        assert_eq!(objects(&out).len(), 2, "{name}");
        let run = run_with(&["classify", "--format", "ndjson"], bytes);
        assert_eq!((run.code, objects(&run.out).len()), (0, 2), "{name} through a pipe");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_replaced() {
    let run = run_with(&["classify", "--format", "ndjson"], b"550 \xff user unknown");
    assert_eq!(objects(&run.out)[0]["reply"], "550 \u{fffd} user unknown");
    let run = run_with(&NDJSON, b"{\"reply\":\"550 \xff\",\"x\":\"\xfe\"}");
    assert_eq!((run.code, &objects(&run.out)[0]["x"]), (0, &json!("\u{fffd}")));
}

#[test]
fn zero_bytes_are_bytes_like_any_other() {
    let input = b"550 5.1.1 User unknown\n\0\n550 5.1.1\0User unknown\n";
    let run = run_with(&["classify", "--format", "ndjson"], input);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let replies: Vec<_> = objects(&run.out).iter().map(|o| o["reply"].as_str().unwrap().to_owned()).collect();
    assert_eq!(replies, ["550 5.1.1 User unknown", "\0", "550 5.1.1\0User unknown"]);
    // Where it is no JSON, that line alone is complained of.
    let run = run_with(&NDJSON, b"{\"reply\":\"550 a\"}\n\0\n{\"reply\":\"550 b\"}\n");
    assert_eq!((run.code, run.err.lines().count()), (1, 1), "{}", run.err);
    assert!(run.err.starts_with("stdin:2: ") && run.out.contains("550 b"), "{}", run.err);
    for args in [&["rules", "coverage"][..], &["rules", "diff", "builtin", "builtin", "--on", "-"]] {
        let run = run_with(args, input);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    }
    // What cannot be text is told by what it is.
    let run = run_with(&["classify"], b"\xfd7zXZ\0\0\x04\xe6\xd6");
    assert_eq!(
        (run.code, run.err.as_str()),
        (1, "stdin: not a text file: it is compressed by xz; decompress it first\n")
    );
}

#[test]
fn a_line_of_100_mb_is_cut() {
    let line = vec![b'a'; 100 << 20];
    let run =
        run_with(&["classify", "--format", "ndjson"], &[b"550 5.1.1 ", &line[..], b"\n550 b\n"].concat());
    assert_eq!(run.code, 0);
    assert!(run.err.starts_with("stdin:1: the reply is longer than 1048576 bytes"), "{}", run.err);
    let all = objects(&run.out);
    assert_eq!((all.len(), &all[1]["reply"]), (2, &json!("550 b")));
    assert_eq!(all[0]["reply"].as_str().unwrap().len(), 1 << 20);

    let run = run_with(&NDJSON, &[b"{\"reply\":\"", &line[..], b"\"}\n{\"reply\":\"550 b\"}\n"].concat());
    let all = objects(&run.out);
    assert_eq!((run.code, all.len()), (1, 2));
    assert_eq!(all[0], json!({"line": null, "error": "the line is longer than 1048576 bytes"}));
    assert!(run.err.starts_with("stdin:1: the line is longer than 1048576 bytes"), "{}", run.err);
}

#[test]
fn what_is_there_is_shown_when_input_pauses() {
    for (args, first) in [
        (&["classify", "--format", "ndjson"][..], "550 5.1.1 User unknown\n"),
        (&NDJSON[..], "{\"reply\":\"550 5.1.1 User unknown\"}\n"),
    ] {
        let mut child = program().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        stdin.write_all(first.as_bytes()).unwrap();
        // Input stays open: without flushing, this would wait for ever.
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert_eq!(objects(&line)[0]["verdict"], verdict("550 5.1.1 User unknown"));
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn nobody_has_to_read_to_the_end() {
    let replies = b"550 5.1.1 User unknown\n".repeat(20_000);
    let folder = Folder::new();
    let file = folder.file("many.txt", &replies);
    for format in ["text", "ndjson", "csv"] {
        let mut child = program()
            .args(["classify", "--format", format, &file])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut some = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{format}");
    }
}

#[test]
fn csv_has_a_row_a_reply() {
    let run = run_with(&["classify", "--format", "csv"], b"550-5.1.1 a, \"b\"\n550 5.1.1 c\n\n250 ok\n");
    let (head, rows) = run.out.split_once('\n').unwrap();
    assert_eq!(
        head,
        "reply,reply_code,enhanced_code,severity,category,bounce,side,action,provider,blocklist,retry_after,conflict,\
         evidence_kind,evidence_id,evidence_start,evidence_end"
    );
    assert_eq!(
        rows,
        "\"550-5.1.1 a, \"\"b\"\"\n550 5.1.1 c\",550,5.1.1,permanent,user_unknown,hard,recipient,suppress,,,,false,\
         enhanced_code,5.1.1,4,9\n250 ok,250,,success,accepted,none,none,none,,,,false,reply_code,250,0,3\n"
    );
}

#[test]
fn own_rules_come_first() {
    let folder = Folder::new();
    let rules = "rules:\n  - id: own\n    match: ['goblins']\n    category: greylisted\n    examples: ['550 goblins']\n";
    let file = folder.file("own.yaml", rules);
    let args = ["classify", "--format", "ndjson", "--rules", &file];
    let run = run_with(&args, b"550 5.1.1 goblins\n452 4.2.2 x\n");
    let all = objects(&run.out);
    assert_eq!(all[0]["verdict"]["evidence"]["id"], "own");
    assert_eq!(all[1]["verdict"], verdict("452 4.2.2 x"));

    let bad = folder.file("bad.yaml", rules.replace("greylisted", "no_such"));
    let run = run_with(&["classify", "--rules", &bad], b"550");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert_eq!(run.err, format!("{bad}:4:15: unknown category `no_such`\n"));
    assert_eq!(run_with(&["classify", "--rules", "/no/such/file"], b"").code, 1);
}

#[test]
fn people_get_explanations_once_and_a_summary() {
    let input = b"550 5.1.1 User unknown\n550 5.1.1 No such user\n554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org\n";
    let run = run_with(&["classify"], input);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let category = smtpcodes::Category::UserUnknown;
    assert_eq!(run.out.matches(category.title()).count(), 2);
    let meaning = &category.meaning()[..40];
    assert_eq!(run.out.matches(meaning).count(), 1, "explained once");
    assert!(run.out.contains(", see 1"), "{}", run.out);
    assert!(run.out.contains("Spamhaus ZEN · removal: https://"), "{}", run.out);
    assert!(run.out.contains("3 replies"), "{}", run.out);
    assert!(run.out.lines().all(|l| l.chars().count() <= 80), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "no colour without a terminal");
    let one = run_with(&["classify"], b"550 x");
    assert!(!one.out.contains("replies"), "one reply needs no summary");
}

#[test]
fn colour_is_for_those_who_want_it() {
    let coloured = finish(program().arg("classify").env("CLICOLOR_FORCE", "1"), b"550 5.1.1 User unknown");
    assert!(coloured.out.contains('\u{1b}'));
    let plain = finish(
        program().arg("classify").env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"),
        b"550 5.1.1 User unknown",
    );
    assert!(!plain.out.contains('\u{1b}'), "{}", plain.out);
}

#[test]
fn replies_cannot_steer_the_terminal() {
    let run = finish(
        program().arg("classify").env("CLICOLOR_FORCE", "1"),
        b"550 \x1b[2J\x07 user \xe2\x80\xae unknown",
    );
    assert!(!run.out.contains("\u{1b}[2J") && !run.out.contains(['\u{7}', '\u{202e}']), "{:?}", run.out);
}

#[test]
fn lines_fit_the_width() {
    for (width, headlines) in [("50", false), ("100", true)] {
        let run = finish(program().args(["classify", EXAMPLES]).env("COLUMNS", width), b"");
        let most: usize = width.parse().unwrap();
        // Links and words are never broken; headlines and sums are one line each, whatever they hold.
        let word = |l: &str| l.split_whitespace().any(|word| word.chars().count() > most - 14);
        let may = |l: &str| {
            l.contains("://") || word(l) || (!headlines && (l.contains(" · ") || l.contains("replies  ")))
        };
        let long: Vec<_> = run.out.lines().filter(|l| l.chars().count() > most && !may(l)).collect();
        assert!(long.is_empty(), "{long:#?}");
    }
}

#[test]
fn the_examples_are_varied() {
    let all = objects(&ok(&["classify", "--format", "ndjson", EXAMPLES]));
    assert!(all.len() >= 40, "{}", all.len());
    let mut categories: Vec<_> = all.iter().map(|o| o["verdict"]["category"].as_str().unwrap()).collect();
    categories.sort_unstable();
    categories.dedup();
    assert!(categories.len() >= 20, "{categories:?}");
    assert!(all.iter().filter(|o| o["verdict"]["category"] == "unknown").count() <= 1);
}

#[test]
fn an_empty_input_is_no_failure() {
    for format in ["text", "ndjson"] {
        let run = run_with(&["classify", "--format", format], b"");
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    }
}
