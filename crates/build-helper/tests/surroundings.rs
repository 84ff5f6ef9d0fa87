//! What stands around numbers and around the replies that somebody quotes, as the engine reads it from its tables.

use std::path::Path;
use std::sync::LazyLock;
use std::{fs, str};

use smtpcodes_build_helper::engine::codes::codes;
use smtpcodes_build_helper::engine::{Given, Tables, classify, frame};
use smtpcodes_build_helper::{Compiled, build};

fn tables() -> Tables<'static> {
    static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
        let read = |file: &str| {
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file)).unwrap()
        };
        build("codes.yaml", &(read("base.yaml") + &read("surroundings.yaml")))
            .unwrap_or_else(|e| panic!("{e}"))
            .1
    });
    COMPILED.tables()
}

/// The reply that is quoted in a text, given that it has the code 550.
fn quoted(text: &str) -> &str {
    let start = text.find("550").unwrap();
    &text[frame::reply(&tables(), text.as_bytes(), start..start + 3)]
}

#[test]
fn a_reply_ends_where_its_frame_goes_on() {
    for (text, want) in [
        ("550 User unknown (in reply to RCPT TO command)", "550 User unknown (in reply to RCPT TO command)"),
        ("host mx[192.0.2.1] said: 550 User unknown (in reply to RCPT TO command)", "550 User unknown"),
        ("reject: RCPT from mx: 550 no; FROM=<a@example.org> helo=<mx>", "550 no"),
        (r#"{"reason":"550 User unknown","tls":true}"#, "550 User unknown"),
        (r#"{"log":"{\"reason\":\"550 no\",\"tls\":true}"}"#, "550 no"),
        ("'550 user doesn't exist', 'b@example.org'", "550 user doesn't exist"),
        ("b,a@example.org,smtp;550 no, sorry,mx.example.org,bad-mailbox", "550 no, sorry"),
        (r#""diagnosticCode":"SMTP; 550 no","status":"5.1.1""#, "550 no"),
        (r#"{"code":550,"message":"550 no","tls":true}"#, "550 no"),
        (r#"{"code":550,"id":"1","message":"5.1.1 no such user","tls":true}"#, "5.1.1 no such user"),
        (r#"{"code":550,"id":"1","content":"Blocked","command":"RCPT TO"}"#, "Blocked"),
        ("recipients failed: a@example.org: no\nDetail: no such user SMTP code: 550", "no such user"),
        ("recipients failed: a@example.org: no such user SMTP code: 550", "no such user"),
        ("A1 31 Mon news\n(host mx said: 550 no (#5.1.1))\n   a@example.org", "550 no (#5.1.1)"),
        ("Failed to add recipient 'a@example.org'. no such user (Code: 550) in a.php", "no such user"),
        (
            r#"SMTP Error (550): Failed to add recipient "a@example.org" (5.1.1 no (here))."#,
            "5.1.1 no (here)",
        ),
        ("SMTPRecipientsRefused: {'a@example.org': (550, b'5.1.1 no')}", "5.1.1 no"),
        ("Error: 550 no such user\n    at SMTPConnection.send (index.js:1:2)", "550 no such user"),
        (r"Error: 550 no such user\n    at SMTPConnection.send (index.js:1:2)", "550 no such user"),
        ("said: 550 no\nreceived: from mx", "550 no"),
        (r"said: 550 no\nReceived: from mx", "550 no"),
        ("Error: 550 no such user\n   at System.Net.Mail.Send(MailAddress sender)", "550 no such user"),
        (
            "said: 550 listed\n    at list.example.org (see there)",
            "550 listed\n    at list.example.org (see there)",
        ),
        (r#"got code "550", with message "550-no", thrown"#, "550-no"),
        ("<a@example.org>\n    (reason: 550 no (sorry))\n", "550 no (sorry)"),
        ("<<< 550-no\n<<< 550 sorry\n>>> QUIT", "550-no\n<<< 550 sorry"),
        ("said: 550 no", "550 no"),
        ("'550 no", "550 no"),
    ] {
        assert_eq!(quoted(text), want, "{text}");
    }
}

#[test]
fn a_reply_without_a_code_begins_behind_what_announces_it() {
    for (text, want) in [
        ("host mx.example.org said: no such user (in reply to RCPT TO command)", "no such user"),
        ("host mx.example.org SAID: no such user", "no such user"),
        ("user: no said: ", ""),
        (
            "SMTP Error: The following recipients failed: a@example.org: not RFC compliant",
            "not RFC compliant",
        ),
        ("to=<a@example.org>, relay=none, status=bounced (no such user)", "status=bounced (no such user)"),
        ("to=<a@example.org>, mailer=esmtp, relay=mx.example.org., stat=User unknown", "stat=User unknown"),
        (
            "Traceback (most recent call last):\n  File \"a.py\", line 1, in to_user\nOSError: no route",
            "OSError: no route",
        ),
        ("somebody said no such user", "somebody said no such user"),
    ] {
        let reply = frame::reply(&tables(), text.as_bytes(), 0..0);
        assert_eq!(str::from_utf8(&text.as_bytes()[reply]), Ok(want), "{text}");
    }
}

#[test]
fn words_beside_a_number_say_whether_it_is_a_reply_code() {
    for (text, want) in [
        ("550 no such user", Some(550)),
        ("550 MB are too many", None),
        ("550 minutes, 550 no", Some(550)),
        ("550 messages are too many", Some(550)),
        ("more than 550 messages", None),
        ("the errorcode 510 came", Some(510)),
        ("the porter 510 came", None),
        (r#"{"response":"411 no"}"#, Some(411)),
        (r#"{"answer":"411 no"}"#, None),
        ("mx.example.org, port: 550 ", None),
        ("mx.example.org, harbour: 550 ", Some(550)),
        ("host, port: mx.example.org, 550; timeout -1", None),
        ("host, harbour: mx.example.org, 550; timeout -1", Some(550)),
        ("error: data 525, v1db1", None),
        ("Expected code 550", None),
        ("awaited code 550", None),
        ("unexpected code 550", Some(550)),
        ("expected, got code 550", None),
        ("expected but got 550", Some(550)),
        ("STARTTLS failed (code: 220, ready)", None),
        ("STARTTLS failed (code: 550, ready)", Some(550)),
        ("550 it returned an error -> 554 no such user", Some(554)),
        ("(550 it returned an error) (554 no such user)", Some(550)),
        ("mx.example.org <<< 550 no such user", Some(550)),
    ] {
        assert_eq!(codes(&tables(), text.as_bytes()).reply, want, "{text}");
    }
}

#[test]
fn words_before_three_numbers_say_whether_they_are_an_enhanced_status_code() {
    for (text, want) in [
        ("dsn_status=5.1.1", Some((5, 1, 1))),
        ("dsn_number=5.1.1", None),
        ("the user is 5.1.1", Some((5, 1, 1))),
        ("mail.example.org (Postfix 2.1.1", None),
        ("mail.example.org v 2.1.1", None),
        ("it failed, response: 2.1.1 ready", None),
        ("it failed, answer: 2.1.1 ready", Some((2, 1, 1))),
    ] {
        let code = codes(&tables(), text.as_bytes()).enhanced;
        assert_eq!(code.map(|code| (code.class, code.subject, code.detail)), want, "{text}");
    }
}

#[test]
fn words_join_the_parts_of_a_time() {
    for (text, want) in [
        ("450 try again in 1 hours 30 minutes", 5400),
        ("450 try again in 1 hours, 30 minutes", 5400),
        ("450 try again in 1 hours AND 30 minutes", 5400),
        ("450 try again in 1 hours и 30 minutes", 5400),
        ("450 try again in 1 hours or 30 minutes", 3600),
    ] {
        let decision = classify(&tables(), text.as_bytes(), Given::default());
        assert_eq!(decision.retry_after, Some(want), "{text}");
    }
}
