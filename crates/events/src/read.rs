//! The readers, one file a platform, and what they share.

mod brevo;
mod mailgun;
mod mailjet;
mod postal;
mod postmark;
mod resend;
mod sendgrid;
mod ses;
mod sparkpost;

use serde_json::Value;
use smtpcodes::{Classifier, Context, Verdict};

use crate::label::Label;
use crate::{DeliveryEvent, EventKind, EventSource};

/// What a reader finds; the rest follows from it.
struct Found {
    kind: EventKind,
    recipient: Option<String>,
    message_id: Option<String>,
    time: Option<String>,
    label: Label,
    /// What the receiving server said.
    reply: Option<String>,
    /// What the platform says itself, where it does.
    sentence: Option<String>,
}

/// The events in the body of a webhook.
///
/// Bodies that hold several events, as lists or as lines, give them all, in their order.
///
/// # Example
///
/// ```
/// use smtpcodes_events::{EventSource, from_event};
///
/// let body = br#"[{"event": "bounce", "email": "a@example.org", "reason": "550 5.1.1 no such user"}]"#;
/// let events = from_event(EventSource::Sendgrid, body);
/// assert_eq!(events[0].recipient.as_deref(), Some("a@example.org"));
/// assert!(events[0].verdict.should_suppress());
///
/// assert!(from_event(EventSource::Sendgrid, b"no JSON").is_empty());
/// ```
pub fn from_event(source: EventSource, body: &[u8]) -> Vec<DeliveryEvent> {
    from_event_with(source, body, &Classifier::builtin(), &Context::new())
}

/// The same, with a classifier of the caller's own, and what the caller knows about all events of the body.
///
/// # Example
///
/// ```
/// use smtpcodes::{Classifier, Context, Provider};
/// use smtpcodes_events::{EventSource, from_event_with};
///
/// let body = br#"{"event": "hard_bounce", "reason": "421 4.2.1 slow down"}"#;
/// let context = Context::new().remote_host("gmail-smtp-in.l.google.com");
/// let events = from_event_with(EventSource::Brevo, body, &Classifier::builtin(), &context);
/// assert_eq!(events[0].verdict.provider, Some(Provider::Gmail));
/// ```
pub fn from_event_with(
    source: EventSource,
    body: &[u8],
    classifier: &Classifier,
    context: &Context<'_>,
) -> Vec<DeliveryEvent> {
    // Text that is not UTF-8 is not JSON; platforms that pass on what servers say send it all the same.
    let body = String::from_utf8_lossy(body);
    let values = serde_json::Deserializer::from_str(&body).into_iter::<Value>();
    let mut found = Vec::new();
    for value in values.map_while(Result::ok) {
        match source {
            EventSource::Ses => ses::read(&value, &mut found),
            EventSource::Sendgrid => sendgrid::read(&value, &mut found),
            EventSource::Mailgun => mailgun::read(&value, &mut found),
            EventSource::Postmark => postmark::read(&value, &mut found),
            EventSource::Sparkpost => sparkpost::read(&value, &mut found),
            EventSource::Brevo => brevo::read(&value, &mut found),
            EventSource::Mailjet => mailjet::read(&value, &mut found),
            EventSource::Resend => resend::read(&value, &mut found),
            EventSource::Postal => postal::read(&value, &mut found),
        }
    }
    let classify = |text: &str| classifier.classify_with(text.as_bytes(), context);
    found.into_iter().map(|found| event(source, found, classify)).collect()
}

fn event(source: EventSource, found: Found, classify: impl Fn(&str) -> Verdict) -> DeliveryEvent {
    let Found { kind, recipient, message_id, time, label, reply, sentence } = found;
    // To what the platform itself refused, no server has replied.
    let (reply, sentence) =
        if kind == EventKind::Rejected { (None, reply.or(sentence)) } else { (reply, sentence) };
    let label_category = label.category(source).map(|(category, _)| category);
    let diagnostic = reply.clone().or(sentence);
    let verdict = diagnostic.as_deref().map_or_else(Verdict::default, classify);
    DeliveryEvent {
        source,
        kind,
        recipient,
        message_id,
        time,
        // What the platform says of itself is no witness against it.
        label_disagrees: reply.is_some() && label.disagrees(source, &verdict),
        label: label.text,
        label_category,
        reply,
        diagnostic,
        verdict,
    }
}
