//! What the loader takes and what it refuses.

use smtpcodes_conformance::read;

fn refusal(text: &str) -> String {
    read("x.toml", text).expect_err("the text is wrong").to_string()
}

const RIGHT: &str = r#"
[[case]]
id = "full"
reply = "552 5.2.2 Mailbox full"
provider = "gmail"
source = "own"
[case.verdict]
category = "mailbox_full"
reply_code = 552
conflict = false
absent = ["retry_after"]
"#;

#[test]
fn a_case_is_read_whole() {
    let cases = read("x.toml", RIGHT).unwrap();
    let case = &cases[0];
    assert_eq!((case.id.as_str(), case.source.as_str()), ("full", "own"));
    assert_eq!(case.context().known().collect::<Vec<_>>(), [("provider", "gmail")]);
    assert_eq!(case.verdict.fields["category"].as_str(), Some("mailbox_full"));
    assert_eq!(case.verdict.absent, ["retry_after"]);
    assert_eq!(case.verdict.wanted().count(), 4);
}

#[test]
fn mistakes_name_the_case() {
    let with = |from: &str, to: &str| refusal(&RIGHT.replace(from, to));
    assert_eq!(with("conflict = false", "fault = \"x\""), "x.toml: `full`: unknown field `fault`");
    assert_eq!(
        with("[\"retry_after\"]", "[\"category\"]"),
        "x.toml: `full`: `category` is expected and absent"
    );
    assert_eq!(with("552\n", "\"552\"\n"), "x.toml: `full`: `reply_code` cannot be \"552\"");
    assert!(with("provider = \"gmail\"", "vendor = \"gmail\"").contains("unknown field `vendor`"));
    assert!(with("source = \"own\"", "").contains("missing field `source`"));
}

#[test]
fn an_expectation_expects_something() {
    let text = "[[case]]\nid = \"x\"\nreply = \"550\"\nsource = \"own\"\n[case.verdict]\n";
    assert_eq!(refusal(text), "x.toml: `x`: nothing is expected");
}
