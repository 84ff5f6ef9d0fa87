//! The ways in which programs write down a reply, each seen in the wild.

use smtpcodes::{Reply, classify};

/// Rendering, reply code, enhanced status code, text.
const RENDERINGS: [(&str, Option<u16>, Option<&str>, &str); 31] = [
    ("550-5.1.1 a\r\n550 5.1.1 b", Some(550), Some("5.1.1"), "a b"),
    ("550-5.1.1 a 550 5.1.1 b", Some(550), Some("5.1.1"), "a b"),
    (
        "5.1.1 host mx.example.org[192.0.2.1] said: 550 5.1.1 no user (in reply to RCPT TO command)",
        Some(550),
        Some("5.1.1"),
        "no user (in reply to RCPT TO command)",
    ),
    (
        r"SMTP error from remote mail server after RCPT TO:<a@b.example>: 550-5.1.1 one\n550 5.1.1 two",
        Some(550),
        Some("5.1.1"),
        "one two",
    ),
    (r"451 4.7.1 wait \\n451 4.7.1 please", Some(451), Some("4.7.1"), "wait please"),
    (r"550-5.1.1 one\r\n550 5.1.1 two", Some(550), Some("5.1.1"), "one two"),
    (r#"550 "5.1.1 line one\n5.1.1 line two""#, Some(550), Some("5.1.1"), "line one line two"),
    ("(550, b'5.6.0 Required headers not found')", Some(550), Some("5.6.0"), "Required headers not found"),
    ("{'a@b.example': (501, b'5.1.5 wrong')}", Some(501), Some("5.1.5"), "wrong"),
    ("Invalid login: 535-5.7.8 Username not accepted", Some(535), Some("5.7.8"), "Username not accepted"),
    ("Message failed: 450 later", Some(450), None, "later"),
    (
        r#"Expected response code "250" but got code "530", with message "530-5.7.0 log in""#,
        Some(530),
        Some("5.7.0"),
        "log in",
    ),
    ("Unexpected response 530 5.7.0 log in", Some(530), Some("5.7.0"), "log in"),
    (r#"{"event":"deferred","response":"400 try again later"}"#, Some(400), None, "try again later"),
    ("permanent: 5.7.1 no", None, Some("5.7.1"), "no"),
    ("smtp; 550 5.1.1 no user", Some(550), Some("5.1.1"), "no user"),
    ("DNS; Host not found", None, None, "DNS; Host not found"),
    ("X-Postfix; unknown user: \"a\"", None, None, "X-Postfix; unknown user: \"a\""),
    ("x-unix; input/output error", None, None, "x-unix; input/output error"),
    ("#5.1.0", None, Some("5.1.0"), "#5.1.0"),
    ("550 #5.1.0 Address rejected", Some(550), Some("5.1.0"), "Address rejected"),
    (r#"<host.example #5.0.0 smtp; 550 "Unknown User">"#, Some(550), Some("5.0.0"), "Unknown User"),
    (
        "5.1.0 - Unknown address error 550-'5.1.1 no such user ' (delivery attempts: 0)",
        Some(550),
        Some("5.1.1"),
        "no such user",
    ),
    (
        "452-4.2.2 The inbox is full.\r\n452 4.3.0 Try later.",
        Some(452),
        Some("4.2.2"),
        "The inbox is full. Try later.",
    ),
    ("552 4.2.2 over quota", Some(552), Some("4.2.2"), "over quota"),
    (
        "451 4.4.0 upstream said 250 ok, then closed",
        Some(451),
        Some("4.4.0"),
        "upstream said 250 ok, then closed",
    ),
    (
        "unable to get mx info: failed to get IPs from PTR record",
        None,
        None,
        "unable to get mx info: failed to get IPs from PTR record",
    ),
    ("the server refused it with error 550", Some(550), None, "the server refused it with error 550"),
    ("550 Messages from 192.0.2.1 are refused", Some(550), None, "Messages from 192.0.2.1 are refused"),
    ("552 recipients over the limit", Some(552), None, "recipients over the limit"),
    (
        "550-Verification failed for <a@b.example> 550-No Such User Here 550 Sender verify failed",
        Some(550),
        None,
        "Verification failed for <a@b.example> No Such User Here 550 Sender verify failed",
    ),
];

#[test]
fn renderings_are_read() {
    for (reply, code, enhanced, text) in RENDERINGS {
        let read = Reply::parse(reply.as_bytes());
        assert_eq!(read.code().map(u16::from), code, "{reply}");
        assert_eq!(read.enhanced_code().map(|c| c.to_string()).as_deref(), enhanced, "{reply}");
        assert_eq!(read.text().to_string(), text, "{reply}");
        assert_eq!(read.as_bytes(), reply.as_bytes());
        let verdict = classify(reply.as_bytes());
        assert_eq!(
            (verdict.reply_code, verdict.enhanced_code),
            (read.code(), read.enhanced_code()),
            "{reply}"
        );
    }
}

#[test]
fn numbers_that_are_no_codes() {
    for reply in [
        "550 Blocked: 5.9.123.45 is listed",
        "550 see https://example.org/why?ip=5.2.3.4",
        "550 Postfix 3.4.5 at your service",
        "550 Postfix 5.4.5 at your service",
        "550 version 5.1.1",
    ] {
        assert_eq!(Reply::parse(reply.as_bytes()).enhanced_code(), None, "{reply}");
    }
    for reply in [
        "blocked: 5.9.123.45",
        "took 550 seconds",
        "554.30",
        "550 bytes",
        "Too many recipients: 250 provided, 100 allowed",
        "you have sent 550 messages",
        "250 messages a day, no more",
        "12345",
        "1550",
        "5501",
        "port 587",
        "80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 525, v1db1",
    ] {
        assert_eq!(Reply::parse(reply.as_bytes()).code(), None, "{reply}");
    }
}

#[test]
fn bytes_beyond_utf8_do_no_harm() {
    let reply = b"550-5.1.1 bo\xeete inconnue\r\n550 5.1.1 \xff\xfe fin";
    let read = Reply::parse(reply);
    assert_eq!(read.enhanced_code().unwrap().to_string(), "5.1.1");
    assert_eq!(read.text().to_string(), "bo\u{fffd}te inconnue \u{fffd}\u{fffd} fin");
    assert!(read.lines().eq([&b"bo\xeete inconnue"[..], b"\xff\xfe fin"]));
}

#[test]
fn successes_are_no_failures() {
    for reply in ["", "250 2.1.5 Ok", "220 ready", "354 go ahead", "250-mx.example.org\r\n250 SIZE 550"] {
        assert!(!classify(reply.as_bytes()).is_failure(), "{reply}");
    }
}
