//! `smtpcodes explain`.

use std::collections::BTreeSet;

use serde_json::Value;
use smtpcodes::{Category, EnhancedStatus, ReplyCode, classify};

use crate::support::{ok, run};

fn kinds(args: &[&str]) -> Vec<(String, String)> {
    let mut all = vec!["explain", "--format", "json"];
    all.extend(args);
    let answer: Value = serde_json::from_str(&ok(&all)).unwrap();
    let name = |m: &Value| {
        ["id", "code", "label"]
            .iter()
            .find_map(|key| m.get(*key))
            .map(|n| n.to_string().replace('"', ""))
            .unwrap()
    };
    answer["explanations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["kind"].as_str().unwrap().to_owned(), name(m)))
        .collect()
}

/// Text without its line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn queries_of_every_kind() {
    for (query, kind, name) in [
        ("550", "reply_code", "550"),
        ("5.7.26", "enhanced_code", "5.7.26"),
        ("X.2.2", "enhanced_status", "X.2.2"),
        ("user_unknown", "category", "user_unknown"),
        ("user unknown", "category", "user_unknown"),
        ("S3140", "vendor_code", "outlook-s3140"),
        ("605", "pseudo_code", "605"),
        ("gmail", "provider", "gmail"),
        ("zen.spamhaus.org", "blocklist", "spamhaus_zen"),
        ("suppress", "action", "suppress"),
        ("hard", "bounce", "hard"),
        ("rcpt", "command", "rcpt"),
        ("mailboxfull", "label", "mailboxfull"),
        ("mx1.hotmail.com", "provider", "outlook"),
        ("gmail.com", "provider", "gmail"),
    ] {
        assert_eq!(kinds(&[query])[0], (kind.to_owned(), name.to_owned()), "{query}");
    }
}

/// As the other languages have them.
#[test]
fn fields_have_the_same_names_everywhere() {
    for (query, fields) in [
        ("550", "kind code title name severity category is_standard meaning popular advice source"),
        ("X.2.2", "kind code title name classes reply_codes category meaning popular advice source"),
        (
            "user_unknown",
            "kind id number title meaning group side cause is_hard action transient_action advice crosswalks \
             examples",
        ),
        ("gmail", "kind id number name provider_kind hosts domains markers postmaster"),
        ("spamhaus_zen", "kind id number name operator lists markers removal closed"),
        ("outlook-s3140", "kind id title provider code tags distinctive category meaning advice source date"),
        ("605", "kind code title platform category meaning advice source"),
        ("ip-on-named-list", "kind id category severity providers source example"),
        ("mailboxfull", "kind label vocabulary title relation category meaning source"),
    ] {
        let answer: Value = serde_json::from_str(&ok(&["explain", "--format", "json", query])).unwrap();
        let first = &answer["explanations"][0];
        let found: BTreeSet<_> = first.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(found, fields.split_whitespace().collect(), "{query}");
        if let Some(advice) = first.get("advice") {
            assert!(advice["sender"].is_string() && advice["recipient"].is_string(), "{query}");
        }
    }
    let answer: Value = serde_json::from_str(&ok(&["explain", "--format", "json", "599"])).unwrap();
    assert!(answer["explanations"][0]["advice"].is_null());
}

/// Programs get ids, people get words.
#[test]
fn people_read_kinds_as_words() {
    for (query, words) in [
        ("550", "reply code 550"),
        ("X.2.2", "enhanced status code X.2.2"),
        ("S3140", "provider's own code outlook-s3140"),
        ("605", "sending platform's number 605"),
        ("spamhaus_zen", "block list spamhaus_zen"),
        ("gmail", "provider gmail"),
    ] {
        let text = ok(&["explain", query]);
        assert!(text.starts_with(words), "{text}");
    }
}

#[test]
fn two_codes_give_both() {
    for args in [&["550", "5.1.1"][..], &["550 5.1.1"]] {
        let kinds = kinds(args);
        assert!(kinds.contains(&("reply_code".into(), "550".into())), "{kinds:?}");
        assert!(kinds.contains(&("enhanced_code".into(), "5.1.1".into())), "{kinds:?}");
    }
    assert_eq!(kinds(&["250", "550", "452"]).len(), 3);
}

#[test]
fn what_is_something_by_itself_is_explained_in_turn() {
    let names = |args: &[&str]| kinds(args).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    let in_turn = [names(&["user_unknown"]), names(&["mailbox_full"])].concat();
    assert_eq!(names(&["user_unknown", "mailbox_full"]), in_turn);
    assert_eq!(names(&["gmail", "S3140", "605"])[..2], ["gmail", "outlook-s3140"]);
    // One text: its first word is nothing by itself.
    assert!(names(&["mailbox", "is", "full"]).contains(&"mailbox_full".to_owned()));
    assert_eq!(names(&["user", "unknown"]), names(&["user unknown"]));
}

#[test]
fn options_may_stand_behind_the_query() {
    let answer: Value = serde_json::from_str(&ok(&["explain", "5.7.26", "--format", "json"])).unwrap();
    assert_eq!(answer["query"], "5.7.26");
    let words = ["explain", "--format", "json", "--", "550", "--format", "-", "unknown"];
    let answer: Value = serde_json::from_str(&ok(&words)).unwrap();
    assert_eq!(answer["query"], "550 --format - unknown");
}

#[test]
fn a_whole_reply_is_classified_and_explained() {
    let reply = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org";
    let answer: Value = serde_json::from_str(&ok(&["explain", "--format", "json", reply])).unwrap();
    assert_eq!(answer["verdict"], serde_json::to_value(classify(reply.as_bytes())).unwrap());
    assert!(answer["explanations"].as_array().unwrap().len() >= 4);
    let text = flat(&ok(&["explain", reply]));
    assert!(text.contains(Category::IpBlocklisted.title()) && text.contains("Spamhaus ZEN"), "{text}");
    // Words of a shell need no quotes.
    assert!(ok(&["explain", "mailbox", "is", "full"]).contains(Category::MailboxFull.title()));
    assert!(ok(&["explain", "smtp;", "550", "User", "unknown"]).contains(Category::UserUnknown.title()));
}

#[test]
fn every_code_gives_meaning_and_advice() {
    // One run for all of them: the words of a query that are codes are explained one by one.
    let codes: Vec<String> = ReplyCode::known().map(|c| c.to_string()).collect();
    let mut args = vec!["explain"];
    args.extend(codes.iter().map(String::as_str));
    let text = flat(&ok(&args));
    for code in ReplyCode::known() {
        let advice = code.advice().unwrap();
        let popular = code.popular().unwrap_or_default();
        for part in [code.meaning().unwrap(), popular, advice.sender, advice.recipient] {
            assert!(text.contains(&flat(part)), "{code}: {part}");
        }
    }
    let codes: Vec<String> =
        EnhancedStatus::ALL.iter().map(|s| s.with_class(s.classes[0]).unwrap().to_string()).collect();
    let mut args = vec!["explain"];
    args.extend(codes.iter().map(String::as_str));
    let text = flat(&ok(&args));
    for status in EnhancedStatus::ALL {
        for part in [
            status.meaning,
            status.popular.unwrap_or_default(),
            status.advice.sender,
            status.advice.recipient,
        ] {
            assert!(text.contains(&flat(part)), "{}: {part}", status.code);
        }
    }
}

#[test]
fn unregistered_codes_mean_what_their_digits_mean() {
    assert!(ok(&["explain", "599"]).contains("class meaning"));
    assert!(ok(&["explain", "5.7.999"]).contains("not registered"));
}

#[test]
fn what_is_unknown_is_said_with_a_proposal() {
    let run = run(&["explain", "user_unknwon"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("did you mean `user_unknown`"), "{}", run.err);
    let run = crate::support::run(&["explain", "%%%%%"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("smtpcodes codes"), "{}", run.err);
    assert_eq!(crate::support::run(&["explain"]).code, 2);
    let run = crate::support::run(&["explain", "5.1.1.1"]);
    assert!(run.err.contains("did you mean `5.1.1`?"), "{}", run.err);
    // Programs get an object all the same.
    let run = crate::support::run(&["explain", "--format", "json", "%%%%%"]);
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.code, 1);
    assert_eq!(answer, serde_json::json!({"query": "%%%%%", "verdict": null, "explanations": []}));
}
