//! `smtpcodes events`.

use serde_json::{Value, json};
use smtpcodes::classify;

use crate::support::{Folder, ok, run, run_with};

const LISTED: &str = "554 5.7.1 blocked using zen.spamhaus.org";

fn bounce(recipient: &str, details: &str) -> Value {
    json!({"RecordType": "Bounce", "Type": "HardBounce", "Email": recipient, "MessageID": "m", "Details": details})
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

const POSTMARK: [&str; 5] = ["events", "--source", "postmark", "--format", "ndjson"];

#[test]
fn each_line_is_a_webhook() {
    let input = format!(
        "{}\n\n{}\r\n",
        bounce("a@example.org", LISTED),
        json!([bounce("b@example.org", "550 5.1.1 x"), bounce("c@example.org", "")])
    );
    let run = run_with(&POSTMARK, input.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let events = objects(&run.out);
    assert_eq!(
        events[0],
        json!({"source": "postmark", "kind": "bounced", "recipient": "a@example.org", "message_id": "m", "time": null,
               "label": "HardBounce", "label_category": "user_unknown", "label_disagrees": true, "reply": LISTED,
               "diagnostic": LISTED, "verdict": classify(LISTED.as_bytes())})
    );
    assert_eq!(events[1]["label_disagrees"], json!(false));
    assert_eq!((&events[2]["reply"], &events[2]["verdict"]["category"]), (&Value::Null, &json!("unknown")));
    assert_eq!(events.len(), 3);
}

#[test]
fn a_document_may_have_many_lines() {
    let folder = Folder::new();
    let body = json!([bounce("a@example.org", LISTED), bounce("b@example.org", LISTED)]);
    let file = folder.file("webhook.json", serde_json::to_string_pretty(&body).unwrap());
    let again = folder.file("again.json", serde_json::to_string_pretty(&body).unwrap());
    let out = ok(&[&POSTMARK[..], &[&file, &again]].concat());
    let recipients: Vec<_> = objects(&out).iter().map(|e| e["recipient"].clone()).collect();
    assert_eq!(recipients, ["a@example.org", "b@example.org", "a@example.org", "b@example.org"]);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_read() {
    let input = format!("{}\n{{\"Type\"\nnonsense\n{}", bounce("a", LISTED), bounce("b", LISTED));
    let run = run_with(&POSTMARK, input.as_bytes());
    assert_eq!((run.code, objects(&run.out).len()), (1, 2));
    let told: Vec<_> =
        run.err.lines().map(|l| l.split(": ").take(2).collect::<Vec<_>>().join(": ")).collect();
    assert_eq!(told, ["stdin:2: not JSON", "stdin:3: not JSON"]);

    let run = run_with(&POSTMARK, b"[{\n\"Type\": 1,\n");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.starts_with("stdin: not JSON: EOF"), "{}", run.err);

    let run = run_with(&POSTMARK, b"{\"Details\": \"\xff\", \"Type\": \"HardBounce\"}");
    assert_eq!((run.code, objects(&run.out)[0]["reply"].as_str()), (0, Some("\u{fffd}")));
}

#[test]
fn another_platforms_webhook_is_told() {
    let run = run_with(
        &["events", "--source", "mailgun", "--format", "ndjson"],
        bounce("a", LISTED).to_string().as_bytes(),
    );
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (1, "", "stdin: holds no event of mailgun\n"));
    let nothing = run_with(&POSTMARK, b"");
    assert_eq!((nothing.code, nothing.err.as_str()), (0, ""));
}

#[test]
fn the_source_must_be_one_of_ours() {
    let run = run(&["events", "--source", "nobody"]);
    assert_eq!(run.code, 2);
    for id in ["ses", "sendgrid", "postal"] {
        assert!(run.err.contains(id), "{}", run.err);
    }
    assert_eq!(self::run(&["events"]).code, 2);
}

#[test]
fn other_formats_hold_the_same() {
    let folder = Folder::new();
    let file = folder.file("webhook.json", bounce("a@example.org", LISTED).to_string());
    let csv = ok(&["events", "--source", "postmark", "--format", "csv", &file]);
    let rows: Vec<Vec<_>> = csv.lines().map(|l| l.split(',').collect()).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].len(), rows[1].len());
    let cell = |name: &str| rows[1][rows[0].iter().position(|c| *c == name).unwrap()];
    assert_eq!((cell("recipient"), cell("label_disagrees"), cell("time")), ("a@example.org", "true", ""));
    assert_eq!((cell("category"), cell("reply")), ("ip_blocklisted", LISTED));

    let text = ok(&["events", "--source", "postmark", &file]);
    assert!(text.contains(LISTED) && text.contains("bounced · a@example.org"), "{text}");
    assert!(text.contains("HardBounce (user_unknown), which the verdict contradicts"), "{text}");
}

#[test]
fn the_platforms_own_sentence_is_no_reply() {
    let dropped = r#"{"event": "dropped", "email": "a@example.org", "reason": "Bounced Address"}"#;
    let source = ["events", "--source", "sendgrid"];
    let run = run_with(&[&source[..], &["--format", "ndjson"]].concat(), dropped.as_bytes());
    let event = &objects(&run.out)[0];
    assert_eq!((&event["reply"], &event["diagnostic"]), (&Value::Null, &json!("Bounced Address")));
    assert_eq!(event["verdict"], json!(classify(b"Bounced Address")));
    assert!(run_with(&source, dropped.as_bytes()).out.contains("Bounced Address"));
}

#[test]
fn a_complaint_is_one_and_a_bounce_without_a_word_is_a_failure() {
    let input = json!([{"RecordType": "SpamComplaint"}, bounce("a@example.org", "")]);
    let events = objects(&run_with(&POSTMARK, input.to_string().as_bytes()).out);
    let judged = |event: &Value| {
        ["category", "bounce", "severity", "action"].map(|field| event["verdict"][field].clone())
    };
    assert_eq!(judged(&events[0]), ["complaint", "none", "unknown", "suppress"]);
    assert_eq!(judged(&events[1]), ["unknown", "soft", "permanent", "review"]);
    let text = run_with(&["events", "--source", "postmark"], input.to_string().as_bytes()).out;
    assert!(text.contains("complaint"), "{text}");
}

#[test]
fn own_rules_are_tried_first() {
    let folder = Folder::new();
    let rules = folder.file(
        "own.yaml",
        "rules:\n  - id: night-shift\n    match: [\"held for the night shift\"]\n    category: policy_rejected\n    \
         examples: [\"550 held for the night shift\"]\n",
    );
    let file =
        folder.file("webhook.json", bounce("a@example.org", "550 Held for the night shift").to_string());
    let out = ok(&["events", "--source", "postmark", "--format", "ndjson", "--rules", &rules, &file]);
    assert_eq!(objects(&out)[0]["verdict"]["evidence"]["id"], "night-shift");
    let bad = folder.file("bad.yaml", "rules: 5\n");
    let run = run(&["events", "--source", "postmark", "--rules", &bad, &file]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("bad.yaml:1:8: "), "{}", run.err);
}
