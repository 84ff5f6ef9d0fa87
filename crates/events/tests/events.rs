//! Bodies as the platforms' documentation shows them, with addresses of example domains.

use smtpcodes::{Action, Bounce, Category, Evidence, Severity, Side, classify};
use smtpcodes_events::{DeliveryEvent, EventKind, EventSource, from_event};

const UNKNOWN_USER: &str = "550 5.1.1 no such user";
const LISTED: &str = "554 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org";

/// The events of a body.
fn read(source: EventSource, body: &[u8]) -> Vec<DeliveryEvent> {
    from_event(source, body).unwrap()
}

/// The only event of a body.
fn one(source: EventSource, body: &str) -> DeliveryEvent {
    let mut events = read(source, body.as_bytes());
    assert_eq!(events.len(), 1, "{source}: {body}");
    events.remove(0)
}

/// What most tests look at.
fn facts(event: &DeliveryEvent) -> (EventKind, Option<&str>, Option<&str>, Category, bool) {
    let DeliveryEvent { kind, recipient, label, verdict, label_disagrees, .. } = event;
    (*kind, recipient.as_deref(), label.as_deref(), verdict.category, *label_disagrees)
}

const A: Option<&str> = Some("a@example.org");

#[test]
fn ses() {
    let bounce = |sub: &str, diagnostic: &str| {
        format!(
            r#"{{"notificationType":"Bounce","mail":{{"messageId":"m-1","timestamp":"2026-01-31T10:00:00.000Z"}},
            "bounce":{{"bounceType":"Permanent","bounceSubType":"{sub}","timestamp":"2026-01-31T10:00:01.000Z",
            "bouncedRecipients":[{{"emailAddress":"a@example.org","action":"failed","status":"5.1.1","diagnosticCode":"smtp; {diagnostic}"}}]}}}}"#
        )
    };
    let event = one(EventSource::Ses, &bounce("NoEmail", UNKNOWN_USER));
    assert_eq!(
        facts(&event),
        (EventKind::Bounced, A, Some("Permanent/NoEmail"), Category::UserUnknown, false)
    );
    assert_eq!(event.label_category, Some(Category::UserUnknown));
    assert_eq!(event.message_id.as_deref(), Some("m-1"));
    assert_eq!(event.time.as_deref(), Some("2026-01-31T10:00:01.000Z"));

    let event = one(EventSource::Ses, &bounce("General", LISTED));
    assert_eq!(
        facts(&event),
        (EventKind::Bounced, A, Some("Permanent/General"), Category::IpBlocklisted, true)
    );
    assert_eq!(event.verdict.bounce, Bounce::Soft);

    // Through SNS the notification is text within text.
    let wrapped = serde_json::json!({"Type": "Notification", "Message": bounce("General", UNKNOWN_USER)});
    assert_eq!(one(EventSource::Ses, &wrapped.to_string()).verdict.category, Category::UserUnknown);
    // Functions get it in a list, from SNS or from a queue of SNS's; EventBridge has wrappings of its own.
    let bare: serde_json::Value = serde_json::from_str(&bounce("General", UNKNOWN_USER)).unwrap();
    for body in [
        serde_json::json!({"Records": [{"EventSource": "aws:sns", "Sns": wrapped}]}),
        serde_json::json!({"Records": [{"eventSource": "aws:sqs", "body": wrapped.to_string()}]}),
        serde_json::json!({"source": "aws.ses", "detail-type": "Email Bounced", "detail": bare}),
    ] {
        assert_eq!(
            one(EventSource::Ses, &body.to_string()).verdict.category,
            Category::UserUnknown,
            "{body}"
        );
    }
    let question = r#"{"Type":"SubscriptionConfirmation","Message":"You have chosen to subscribe"}"#;
    assert!(read(EventSource::Ses, question.as_bytes()).is_empty());
    // However often it is wrapped, reading ends.
    let mut deep = bare;
    for _ in 0..20 {
        deep = serde_json::json!({"detail": deep});
    }
    assert!(read(EventSource::Ses, deep.to_string().as_bytes()).is_empty());

    let delivery = r#"{"eventType":"Delivery","mail":{"messageId":"m"},
        "delivery":{"recipients":["a@example.org"],"smtpResponse":"250 2.6.0 Message received"}}"#;
    assert_eq!(
        facts(&one(EventSource::Ses, delivery)),
        (EventKind::Delivered, A, None, Category::Accepted, false)
    );

    let delay = r#"{"eventType":"DeliveryDelay","deliveryDelay":{"delayType":"MailboxFull",
        "delayedRecipients":[{"emailAddress":"a@example.org","status":"4.2.2","diagnosticCode":"452 4.2.2 over quota"}]}}"#;
    assert_eq!(
        facts(&one(EventSource::Ses, delay)),
        (EventKind::Deferred, A, Some("MailboxFull"), Category::MailboxFull, false)
    );

    let complaint = r#"{"notificationType":"Complaint","complaint":{"complaintFeedbackType":"abuse",
        "complainedRecipients":[{"emailAddress":"a@example.org"}]}}"#;
    assert_eq!(
        facts(&one(EventSource::Ses, complaint)),
        (EventKind::Complaint, A, Some("abuse"), Category::Complaint, false)
    );

    let reject = r#"{"eventType":"Reject","mail":{"destination":["a@example.org"]},"reject":{"reason":"Bad content"}}"#;
    assert_eq!(facts(&one(EventSource::Ses, reject)).0, EventKind::Rejected);
    let open = r#"{"eventType":"Open","mail":{"destination":["a@example.org"]},"open":{}}"#;
    assert_eq!(
        facts(&one(EventSource::Ses, open)),
        (EventKind::Other, A, Some("Open"), Category::Unknown, false)
    );
}

#[test]
fn sendgrid() {
    let body = format!(
        r#"[{{"event":"bounce","type":"bounce","email":"a@example.org","bounce_classification":"Invalid Address","status":"5.7.1","reason":"{LISTED}","timestamp":1769853600,"sg_message_id":"m"}},
            {{"event":"bounce","type":"blocked","email":"a@example.org","reason":"{UNKNOWN_USER}"}},
            {{"event":"deferred","email":"a@example.org","response":"451 4.7.1 greylisted, try again later"}},
            {{"event":"dropped","email":"a@example.org","reason":"Bounced Address"}},
            {{"event":"spamreport","email":"a@example.org"}},
            {{"event":"open","email":"a@example.org"}}]"#
    );
    let events = read(EventSource::Sendgrid, body.as_bytes());
    let found: Vec<_> = events.iter().map(facts).collect();
    assert_eq!(found[0], (EventKind::Bounced, A, Some("Invalid Address"), Category::IpBlocklisted, true));
    assert_eq!(found[1], (EventKind::Bounced, A, Some("blocked"), Category::UserUnknown, true));
    assert_eq!(found[2], (EventKind::Deferred, A, Some("deferred"), Category::Greylisted, false));
    assert_eq!(found[3].0, EventKind::Rejected);
    assert_eq!(found[4].0, EventKind::Complaint);
    assert_eq!(found[5].0, EventKind::Other);
    assert_eq!(events[0].time.as_deref(), Some("1769853600"));
    assert_eq!(events.len(), 6);
}

#[test]
fn mailgun() {
    let body = r#"{"signature":{},"event-data":{"event":"failed","severity":"permanent","reason":"bounce","timestamp":1769853600.5,
        "recipient":"a@example.org","message":{"headers":{"message-id":"m@example.com"}},
        "delivery-status":{"code":550,"message":"5.1.1 no such user","description":"","enhanced-code":"5.1.1"}}}"#;
    let event = one(EventSource::Mailgun, body);
    assert_eq!(facts(&event), (EventKind::Bounced, A, Some("bounce"), Category::UserUnknown, false));
    assert_eq!(event.reply.as_deref(), Some("550 5.1.1 no such user"));
    assert_eq!(event.message_id.as_deref(), Some("m@example.com"));

    let temporary = r#"{"event":"failed","severity":"temporary","reason":"greylisted","recipient":"a@example.org",
        "delivery-status":{"code":450,"message":"450 4.2.0 greylisted, come back in 300 seconds"}}"#;
    let event = one(EventSource::Mailgun, temporary);
    assert_eq!(facts(&event), (EventKind::Deferred, A, Some("greylisted"), Category::Greylisted, false));
    assert_eq!(event.verdict.retry_after, Some(300));

    // A code counts as told where the text begins with it, and nowhere else.
    let reply = |status: &str| {
        let body = format!(r#"{{"event":"failed","delivery-status":{status}}}"#);
        one(EventSource::Mailgun, &body).reply
    };
    for (status, expected) in [
        (r#"{"code":450,"message":"[id 14505] user unknown"}"#, "450 [id 14505] user unknown"),
        (r#"{"code":550,"message":"5501 is no code"}"#, "550 5501 is no code"),
        (r#"{"code":550,"message":"550-5.1.1 a\n550 5.1.1 b"}"#, "550-5.1.1 a\n550 5.1.1 b"),
        (r#"{"code":550,"enhanced-code":"5.1.1","message":"550-5.1.1 a"}"#, "550-5.1.1 a"),
        (r#"{"code":550,"enhanced-code":"5.1.1","message":"550: a"}"#, "550 5.1.1 a"),
        (r#"{"code":550,"enhanced-code":"5.1.1","message":"550 see 5.1.1"}"#, "550 5.1.1 see 5.1.1"),
        (r#"{"code":550,"enhanced-code":"5.1.1","message":"5.1.10 a"}"#, "550 5.1.1 5.1.10 a"),
        (r#"{"code":550,"enhanced-code":"5.1.1"}"#, "550 5.1.1"),
        (r#"{"code":550,"message":"550"}"#, "550"),
    ] {
        assert_eq!(reply(status).as_deref(), Some(expected), "{status}");
    }
    assert_eq!(reply(r#"{"code":0,"message":""}"#), None);

    let list = r#"{"items":[{"event":"delivered","recipient":"a@example.org"},{"event":"complained"}]}"#;
    let kinds: Vec<_> = read(EventSource::Mailgun, list.as_bytes()).iter().map(|e| e.kind).collect();
    assert_eq!(kinds, [EventKind::Delivered, EventKind::Complaint]);
}

#[test]
fn postmark() {
    let bounce = |label: &str, details: &str| {
        format!(
            r#"{{"RecordType":"Bounce","Type":"{label}","TypeCode":1,"Email":"a@example.org","MessageID":"m",
            "BouncedAt":"2026-01-31T10:00:00Z","Details":"{details}","Description":"The server was unable to deliver your message","CanActivate":true}}"#
        )
    };
    let event = one(EventSource::Postmark, &bounce("HardBounce", LISTED));
    assert_eq!(facts(&event), (EventKind::Bounced, A, Some("HardBounce"), Category::IpBlocklisted, true));
    let event = one(EventSource::Postmark, &bounce("HardBounce", UNKNOWN_USER));
    assert_eq!(facts(&event), (EventKind::Bounced, A, Some("HardBounce"), Category::UserUnknown, false));
    let event = one(EventSource::Postmark, &bounce("SoftBounce", UNKNOWN_USER));
    assert!(event.label_disagrees);
    let event = one(EventSource::Postmark, &bounce("DnsError", UNKNOWN_USER));
    assert!(event.label_disagrees, "the label stands for one category, and that is another one");
    assert_eq!(one(EventSource::Postmark, &bounce("Transient", "")).kind, EventKind::Deferred);
    assert_eq!(one(EventSource::Postmark, &bounce("AutoResponder", "")).kind, EventKind::Other);
    let delivered = r#"{"RecordType":"Delivery","Recipient":"a@example.org","Details":"250 2.0.0 Ok"}"#;
    assert_eq!(
        facts(&one(EventSource::Postmark, delivered)),
        (EventKind::Delivered, A, Some("Delivery"), Category::Accepted, false)
    );
    assert_eq!(one(EventSource::Postmark, r#"{"RecordType":"SpamComplaint"}"#).kind, EventKind::Complaint);
}

#[test]
fn sparkpost() {
    let body = format!(
        r#"[{{"msys":{{"message_event":{{"type":"bounce","bounce_class":"10","rcpt_to":"a@example.org","message_id":"m","timestamp":"1769853600","error_code":"550","raw_reason":"{UNKNOWN_USER}","reason":"550 5.1.1 ..."}}}}}},
            {{"msys":{{"message_event":{{"type":"delay","bounce_class":"22","rcpt_to":"a@example.org","reason":"452 4.2.2 mailbox full"}}}}}},
            {{"msys":{{"message_event":{{"type":"bounce","bounce_class":"10","rcpt_to":"a@example.org","raw_reason":"{LISTED}"}}}}}},
            {{"msys":{{"track_event":{{"type":"open","rcpt_to":"a@example.org"}}}}}}]"#
    );
    let events = read(EventSource::Sparkpost, body.as_bytes());
    let found: Vec<_> = events.iter().map(facts).collect();
    assert_eq!(found[0], (EventKind::Bounced, A, Some("10"), Category::UserUnknown, false));
    assert_eq!(found[1], (EventKind::Deferred, A, Some("22"), Category::MailboxFull, false));
    assert_eq!(found[2], (EventKind::Bounced, A, Some("10"), Category::IpBlocklisted, true));
    assert_eq!(found[3], (EventKind::Other, A, Some("open"), Category::Unknown, false));
}

#[test]
fn brevo() {
    let body = |event: &str, reason: &str| {
        format!(
            r#"{{"event":"{event}","email":"a@example.org","message-id":"<m>","date":"2026-01-31 10:00:00","reason":"{reason}"}}"#
        )
    };
    let event = one(EventSource::Brevo, &body("hard_bounce", LISTED));
    assert_eq!(facts(&event), (EventKind::Bounced, A, Some("hard_bounce"), Category::IpBlocklisted, true));
    let event = one(EventSource::Brevo, &body("soft_bounce", "452 4.2.2 mailbox full"));
    assert_eq!(facts(&event), (EventKind::Bounced, A, Some("soft_bounce"), Category::MailboxFull, false));
    assert_eq!(one(EventSource::Brevo, &body("blocked", "")).kind, EventKind::Rejected);
    assert_eq!(one(EventSource::Brevo, &body("deferred", "")).kind, EventKind::Deferred);
    assert_eq!(one(EventSource::Brevo, &body("unsubscribed", "")).kind, EventKind::Other);
}

#[test]
fn mailjet() {
    let body = format!(
        r#"[{{"event":"bounce","email":"a@example.org","time":1769853600,"Message_GUID":"m","blocked":false,"hard_bounce":true,"error_related_to":"recipient","error":"user unknown","comment":"{UNKNOWN_USER}"}},
            {{"event":"bounce","email":"a@example.org","hard_bounce":false,"error_related_to":"domain","error":"","comment":""}},
            {{"event":"blocked","email":"a@example.org","error_related_to":"mailjet","error":"preblocked"}},
            {{"event":"sent","email":"a@example.org","smtp_reply":"sent (250 2.0.0 OK)"}}]"#
    );
    let events = read(EventSource::Mailjet, body.as_bytes());
    let found: Vec<_> = events.iter().map(facts).collect();
    assert_eq!(
        found[0],
        (EventKind::Bounced, A, Some("recipient/user unknown"), Category::UserUnknown, false)
    );
    assert_eq!(found[1], (EventKind::Deferred, A, Some("domain"), Category::Unknown, false));
    assert_eq!(found[2], (EventKind::Rejected, A, Some("mailjet/preblocked"), Category::Unknown, false));
    assert_eq!((found[3].0, found[3].3), (EventKind::Delivered, Category::Accepted));
}

#[test]
fn resend() {
    let body = r#"{"type":"email.bounced","created_at":"2026-01-31T10:00:00.000Z","data":{"email_id":"m","to":["a@example.org"],
        "bounce":{"message":"The recipient's email address is on the suppression list","type":"Permanent","subType":"Suppressed"}}}"#;
    let event = one(EventSource::Resend, body);
    assert_eq!((event.kind, event.recipient.as_deref()), (EventKind::Bounced, A));
    assert_eq!(event.label.as_deref(), Some("Permanent/Suppressed"));
    assert_eq!(event.label_category, Some(Category::Suppressed));

    let coded = r#"{"type":"email.bounced","data":{"to":["a@example.org","b@example.org"],
        "bounce":{"type":"Permanent","subType":"General","diagnosticCode":["smtp; 550 5.1.1 no such user"]}}}"#;
    let events = read(EventSource::Resend, coded.as_bytes());
    assert_eq!(events.len(), 2);
    assert_eq!(events[1].verdict.category, Category::UserUnknown);
    let delayed = r#"{"type":"email.delivery_delayed","data":{"to":"a@example.org"}}"#;
    assert_eq!(one(EventSource::Resend, delayed).kind, EventKind::Deferred);

    // What it refuses itself has words of their own.
    let suppressed = r#"{"type":"email.suppressed","data":{"email_id":"m","to":["a@example.org"],"suppressed":{
        "message":"The address is on the account suppression list","type":"OnAccountSuppressionList"}}}"#;
    let event = one(EventSource::Resend, suppressed);
    let expected = (EventKind::Rejected, A, Some("OnAccountSuppressionList"), Category::Suppressed, false);
    assert_eq!(facts(&event), expected);
    let failed = r#"{"type":"email.failed","data":{"to":["a@example.org"],"failed":{"reason":"reached_daily_quota"}}}"#;
    let event = one(EventSource::Resend, failed);
    assert_eq!(
        facts(&event),
        (EventKind::Rejected, A, Some("reached_daily_quota"), Category::Unknown, false)
    );
    for what in ["email.sent", "email.scheduled", "email.opened", "email.clicked", "email.received"] {
        let event =
            one(EventSource::Resend, &format!(r#"{{"type":"{what}","data":{{"to":["a@example.org"]}}}}"#));
        assert_eq!(facts(&event), (EventKind::Other, A, Some(what), Category::Unknown, false));
    }
}

#[test]
fn postal() {
    let body = format!(
        r#"{{"event":"MessageDeliveryFailed","timestamp":1769853600.1,"payload":{{"status":"HardFail","details":"Permanent SMTP delivery error",
        "output":"{UNKNOWN_USER}","message":{{"id":12,"to":"a@example.org","message_id":"m"}}}}}}"#
    );
    let event = one(EventSource::Postal, &body);
    assert_eq!(facts(&event), (EventKind::Bounced, A, Some("HardFail"), Category::UserUnknown, false));
    assert_eq!(event.message_id.as_deref(), Some("m"));

    let soft = r#"{"status":"SoftFail","output":"450 4.2.0 greylisted","message":{"to":"a@example.org"}}"#;
    assert_eq!(
        facts(&one(EventSource::Postal, soft)),
        (EventKind::Deferred, A, Some("SoftFail"), Category::Greylisted, false)
    );
    let bounced =
        r#"{"event":"MessageBounced","payload":{"original_message":{"to":"a@example.org"},"bounce":{}}}"#;
    assert_eq!(
        facts(&one(EventSource::Postal, bounced)),
        (EventKind::Bounced, A, Some("MessageBounced"), Category::Unknown, false)
    );
}

/// A reply is what a server said. What the platform says itself is classified, too, but is no witness against
/// its own label.
#[test]
fn the_platforms_own_sentence_is_no_reply() {
    const SUPPRESSED: &str = "The recipient is on the suppression list";
    for (source, body) in [
        (
            EventSource::Resend,
            r#"{"type":"email.bounced","data":{"bounce":{"type":"Permanent","subType":"General","message":"The recipient is on the suppression list"}}}"#,
        ),
        (
            EventSource::Postal,
            r#"{"payload":{"status":"HardFail","output":"","details":"The recipient is on the suppression list"}}"#,
        ),
        (
            EventSource::Postal,
            r#"{"payload":{"status":"Held","output":"The recipient is on the suppression list"}}"#,
        ),
        (EventSource::Sendgrid, r#"{"event":"dropped","reason":"The recipient is on the suppression list"}"#),
        (EventSource::Brevo, r#"{"event":"blocked","reason":"The recipient is on the suppression list"}"#),
        (
            EventSource::Mailgun,
            r#"{"event":"failed","delivery-status":{"code":605,"message":"The recipient is on the suppression list"}}"#,
        ),
        (
            EventSource::Mailgun,
            r#"{"event":"failed","delivery-status":{"code":498,"message":"The recipient is on the suppression list"}}"#,
        ),
    ] {
        let event = one(source, body);
        assert_eq!((event.reply.as_deref(), event.label_disagrees), (None, false), "{body}");
        assert!(event.diagnostic.unwrap().ends_with(SUPPRESSED), "{body}");
        assert_eq!(event.verdict.category, Category::Suppressed, "{body}");
    }

    let both = r#"{"payload":{"status":"HardFail","output":"550 5.1.1 no such user","details":"Permanent SMTP delivery error"}}"#;
    let event = one(EventSource::Postal, both);
    assert_eq!(event.reply.as_deref(), Some(UNKNOWN_USER));
    assert_eq!(event.diagnostic, event.reply);

    let neither = one(EventSource::Postal, r#"{"payload":{"status":"HardFail"}}"#);
    assert_eq!((neither.reply, neither.diagnostic), (None, None));
}

/// Whatever the platform calls it, and whatever is said besides.
#[test]
fn a_complaint_is_one() {
    for (source, body) in [
        (
            EventSource::Ses,
            r#"{"notificationType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"a"}]}}"#,
        ),
        (EventSource::Sendgrid, r#"{"event":"spamreport"}"#),
        (EventSource::Mailgun, r#"{"event":"complained"}"#),
        (
            EventSource::Mailgun,
            r#"{"event":"complained","delivery-status":{"code":550,"message":"5.1.1 try again in 5 minutes"}}"#,
        ),
        (EventSource::Postmark, r#"{"RecordType":"SpamComplaint"}"#),
        (
            EventSource::Postmark,
            r#"{"RecordType":"Bounce","Type":"SpamComplaint","Details":"554 blocked using zen.spamhaus.org"}"#,
        ),
        (EventSource::Sparkpost, r#"{"msys":{"message_event":{"type":"spam_complaint"}}}"#),
        (EventSource::Brevo, r#"{"event":"spam"}"#),
        (EventSource::Mailjet, r#"{"event":"spam"}"#),
        (EventSource::Resend, r#"{"type":"email.complained","data":{}}"#),
    ] {
        let DeliveryEvent { kind, verdict, .. } = one(source, body);
        assert_eq!((kind, verdict.category), (EventKind::Complaint, Category::Complaint), "{body}");
        assert_eq!((verdict.bounce, verdict.side), (Bounce::None, Side::None), "{body}");
        assert!(verdict.should_suppress() && !verdict.is_failure() && !verdict.conflict, "{body}");
        assert_eq!(verdict.evidence, Evidence::NONE, "{body}");
        assert_eq!((verdict.blocklist, verdict.retry_after), (None, None), "{body}");
    }
}

/// Where nobody says why, a failure is one all the same, of nothing that would retire an address.
#[test]
fn what_failed_without_a_word_has_failed() {
    let permanent = (Severity::Permanent, Bounce::Soft, Action::Review);
    let transient = (Severity::Transient, Bounce::Soft, Action::Retry);
    let either = (Severity::Unknown, Bounce::Soft, Action::Review);
    let none = (Severity::Unknown, Bounce::None, Action::None);
    let ses = |kind: &str| {
        format!(
            r#"{{"notificationType":"Bounce","bounce":{{"bounceType":"{kind}","bounceSubType":"General","bouncedRecipients":[{{}}]}}}}"#
        )
    };
    for (source, body, expected) in [
        (EventSource::Ses, &*ses("Permanent"), permanent),
        (EventSource::Ses, &*ses("Undetermined"), permanent),
        (EventSource::Ses, &*ses("Transient"), either),
        (
            EventSource::Ses,
            r#"{"eventType":"Reject","mail":{"destination":["a"]},"reject":{"reason":"Bad content"}}"#,
            permanent,
        ),
        (EventSource::Ses, r#"{"eventType":"Open","mail":{"destination":["a"]}}"#, none),
        (EventSource::Sendgrid, r#"{"event":"bounce","type":"bounce"}"#, permanent),
        (EventSource::Sendgrid, r#"{"event":"bounce","type":"bounce","reason":" \n"}"#, permanent),
        (EventSource::Sendgrid, r#"{"event":"bounce","type":"blocked"}"#, either),
        (EventSource::Sendgrid, r#"{"event":"deferred"}"#, transient),
        (EventSource::Sendgrid, r#"{"event":"dropped"}"#, permanent),
        (EventSource::Sendgrid, r#"{"event":"unsubscribe"}"#, none),
        (EventSource::Sendgrid, r#"{"event":"delivered"}"#, none),
        (EventSource::Mailgun, r#"{"event":"failed","severity":"permanent"}"#, permanent),
        (EventSource::Mailgun, r#"{"event":"failed","severity":"temporary"}"#, transient),
        (EventSource::Mailgun, r#"{"event":"clicked"}"#, none),
        (EventSource::Postmark, r#"{"RecordType":"Bounce","Type":"HardBounce"}"#, permanent),
        (EventSource::Postmark, r#"{"RecordType":"Bounce","Type":"Unsubscribe"}"#, none),
        (EventSource::Brevo, r#"{"event":"hard_bounce","reason":""}"#, permanent),
        (EventSource::Brevo, r#"{"event":"soft_bounce"}"#, either),
        (EventSource::Mailjet, r#"{"event":"bounce","hard_bounce":false}"#, transient),
        (EventSource::Resend, r#"{"type":"email.bounced","data":{}}"#, permanent),
        (EventSource::Postal, r#"{"payload":{"status":"HardFail"}}"#, permanent),
    ] {
        let verdict = one(source, body).verdict;
        assert_eq!((verdict.severity, verdict.bounce, verdict.action), expected, "{body}");
        assert_eq!((verdict.category, verdict.side), (Category::Unknown, Side::None), "{body}");
        assert_eq!(verdict.evidence, Evidence::NONE, "{body}");
    }
    // What is said decides, also where it says little.
    let said = one(EventSource::Sendgrid, r#"{"event":"bounce","type":"bounce","reason":"550 Sorry"}"#);
    assert_eq!(said.verdict, classify(b"550 Sorry"));
}

/// As texts have them that were cut by UTF-16 units.
#[test]
fn half_a_character_does_no_harm() {
    let sendgrid = |reason: &str| format!(r#"[{{"event":"bounce","reason":"550 5.1.1 {reason}"}}]"#);
    for (reason, read) in [
        (r"\ud83d", "\u{fffd}"),
        (r"\ude00 x", "\u{fffd} x"),
        (r"\ud83d\ude00", "\u{1f600}"),
        (r"\uD83D\uD83D\uDE00\uDE00", "\u{fffd}\u{1f600}\u{fffd}"),
        (r"\\ud83d", r"\ud83d"),
        (r"\u00e4\ud83d\n", "\u{e4}\u{fffd}\n"),
    ] {
        let event = one(EventSource::Sendgrid, &sendgrid(reason));
        assert_eq!(event.reply.unwrap(), format!("550 5.1.1 {read}"), "{reason}");
    }
    let inner = r#"{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"diagnosticCode":"550 5.1.1 \ud83d"}]}}"#;
    let wrapped = serde_json::json!({"Type": "Notification", "Message": inner});
    assert_eq!(one(EventSource::Ses, &wrapped.to_string()).verdict.category, Category::UserUnknown);
    for odd in
        [r#"{"a":"\"#, r#"{"a":"\u"#, r#"{"a":"\ud8"#, r#"{"a":"\u+abc"}"#, r#""\é"#, r#"{"a":"\udé00"}"#]
    {
        assert!(from_event(EventSource::Ses, odd.as_bytes()).is_err(), "{odd}");
    }
}

/// What is missing is `None`: each field of each body is taken away, or made another type, in turn.
#[test]
fn missing_fields_do_no_harm() {
    let bodies = [
        (
            EventSource::Ses,
            r#"{"notificationType":"Bounce","mail":{"messageId":"m"},"bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"a","diagnosticCode":"d"}]}}"#,
        ),
        (
            EventSource::Sendgrid,
            r#"[{"event":"bounce","type":"bounce","email":"a","reason":"r","status":"s"}]"#,
        ),
        (
            EventSource::Mailgun,
            r#"{"event-data":{"event":"failed","severity":"permanent","recipient":"a","reason":"r","delivery-status":{"code":550,"message":"m"}}}"#,
        ),
        (EventSource::Postmark, r#"{"RecordType":"Bounce","Type":"HardBounce","Email":"a","Details":"d"}"#),
        (
            EventSource::Sparkpost,
            r#"[{"msys":{"message_event":{"type":"bounce","bounce_class":"10","rcpt_to":"a","raw_reason":"r"}}}]"#,
        ),
        (EventSource::Brevo, r#"{"event":"hard_bounce","email":"a","reason":"r"}"#),
        (
            EventSource::Mailjet,
            r#"[{"event":"bounce","email":"a","hard_bounce":true,"comment":"c","error":"e"}]"#,
        ),
        (
            EventSource::Resend,
            r#"{"type":"email.bounced","data":{"to":["a"],"bounce":{"type":"Permanent","subType":"General","message":"m"}}}"#,
        ),
        (
            EventSource::Postal,
            r#"{"event":"MessageDeliveryFailed","payload":{"status":"HardFail","output":"o","message":{"to":"a"}}}"#,
        ),
    ];
    assert_eq!(bodies.map(|(source, _)| source), *EventSource::ALL);
    for (source, body) in bodies {
        assert_eq!(read(source, body.as_bytes()).len(), 1, "{source}");
        let whole: serde_json::Value = serde_json::from_str(body).unwrap();
        let mut paths = Vec::new();
        walk(&whole, String::new(), &mut paths);
        for path in paths {
            for other in [
                serde_json::json!(null),
                serde_json::json!(7),
                serde_json::json!([[]]),
                serde_json::json!({"": {}}),
            ] {
                let mut changed = whole.clone();
                *changed.pointer_mut(&path).unwrap() = other;
                read(source, changed.to_string().as_bytes());
            }
        }
        for odd in ["null", "[]", "{}", "[[]]", "7", "\"x\"", "[{}]", "[]\n", "{}\r\n{}"] {
            assert!(read(source, odd.as_bytes()).is_empty(), "{source}: {odd}");
        }
        for cut in 0..body.len() {
            assert!(from_event(source, &body.as_bytes()[..cut]).is_err(), "{source}: cut off at {cut}");
        }
        for odd in ["", " \n", "{", "no JSON", "\u{feff}{}", "a=b&c=d", &format!("{body}\n{{")] {
            let told = from_event(source, odd.as_bytes()).unwrap_err().to_string();
            assert!(told.starts_with("not JSON: ") && told.contains(" at line "), "{source}: {odd}: {told}");
        }
        assert!(from_event(source, b"\xff\xfe{\"event\": \"\x80\"}").is_err());
        assert!(read(source, b"{\"who\": \"\x80\"}").is_empty(), "{source}: other bytes within text");
        let twice = format!("{body}\n{body}");
        assert_eq!(read(source, twice.as_bytes()).len(), 2, "{source}: several bodies, a line each");
    }
}

fn walk(value: &serde_json::Value, path: String, out: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(all) => {
            all.iter().for_each(|(name, v)| walk(v, format!("{path}/{name}"), out))
        }
        serde_json::Value::Array(all) => {
            all.iter().enumerate().for_each(|(i, v)| walk(v, format!("{path}/{i}"), out))
        }
        _ => {}
    }
    out.push(path);
}

#[test]
fn sources_have_ids() {
    for source in EventSource::ALL {
        assert_eq!(source.id().parse(), Ok(*source));
    }
    let error = "nobody".parse::<EventSource>().unwrap_err();
    assert!(error.to_string().starts_with("expected one of ses, sendgrid, "));
}
