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
use smtpcodes::{Bounce, Category, Classifier, Context, Evidence, Severity, Verdict};

use crate::json::whole_characters;
use crate::label::Label;
use crate::{DeliveryEvent, EventKind, EventSource, NotJson};

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
/// Bodies that hold several events, as lists or as lines, give them all, in their order. JSON that holds no event gives none.
///
/// # Errors
/// The body is not JSON, or ends within it: what it told is lost.
///
/// # Example
///
/// ```
/// use smtpcodes_events::{EventSource, from_event};
///
/// let body = br#"[{"event": "bounce", "email": "a@example.org", "reason": "550 5.1.1 no such user"}]"#;
/// let events = from_event(EventSource::Sendgrid, body)?;
/// assert_eq!(events[0].recipient.as_deref(), Some("a@example.org"));
/// assert!(events[0].verdict.should_suppress());
///
/// assert!(from_event(EventSource::Sendgrid, b"{}")?.is_empty());
/// assert!(from_event(EventSource::Sendgrid, &body[..20]).is_err());
/// # Ok::<(), smtpcodes_events::NotJson>(())
/// ```
pub fn from_event(source: EventSource, body: &[u8]) -> Result<Vec<DeliveryEvent>, NotJson> {
    from_event_with(source, body, &Classifier::builtin(), &Context::new())
}

/// The same, with a classifier of the caller's own, and what the caller knows about all events of the body.
///
/// # Errors
/// As for [`from_event`].
///
/// # Example
///
/// ```
/// use smtpcodes::{Classifier, Context, Provider};
/// use smtpcodes_events::{EventSource, from_event_with};
///
/// let body = br#"{"event": "hard_bounce", "reason": "421 4.2.1 slow down"}"#;
/// let context = Context::new().remote_host("gmail-smtp-in.l.google.com");
/// let events = from_event_with(EventSource::Brevo, body, &Classifier::builtin(), &context)?;
/// assert_eq!(events[0].verdict.provider, Some(Provider::Gmail));
/// # Ok::<(), smtpcodes_events::NotJson>(())
/// ```
pub fn from_event_with(
    source: EventSource,
    body: &[u8],
    classifier: &Classifier,
    context: &Context<'_>,
) -> Result<Vec<DeliveryEvent>, NotJson> {
    // Text that is not UTF-8 is not JSON; platforms that pass on what servers say send it all the same.
    let body = String::from_utf8_lossy(body);
    let body = whole_characters(&body);
    let mut values = serde_json::Deserializer::from_str(&body).into_iter::<Value>();
    let mut found = Vec::new();
    // Nothing at all is not JSON either.
    let first = values.next().unwrap_or_else(|| serde_json::from_str(""));
    for value in std::iter::once(first).chain(values) {
        let value = value.map_err(NotJson)?;
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
    Ok(found.into_iter().map(|found| event(source, found, classify)).collect())
}

fn event(source: EventSource, found: Found, classify: impl Fn(&str) -> Verdict) -> DeliveryEvent {
    let Found { kind, recipient, message_id, time, label, reply, sentence } = found;
    // To what the platform itself refused, no server has replied.
    let (reply, sentence) =
        if kind == EventKind::Rejected { (None, reply.or(sentence)) } else { (reply, sentence) };
    let label_category = label.category(source).map(|(category, _)| category);
    let diagnostic = reply.clone().or(sentence);
    let said = diagnostic.as_deref().map_or_else(Verdict::default, classify);
    DeliveryEvent {
        source,
        kind,
        recipient,
        message_id,
        time,
        // What the platform says of itself is no witness against it.
        label_disagrees: reply.is_some() && label.disagrees(source, &said),
        verdict: with_event(said, kind, label.hard),
        label: label.text,
        label_category,
        reply,
        diagnostic,
    }
}

/// The verdict on what was said, and what the event itself proves: a complaint is one whatever is said, and what
/// failed has failed, also where nobody says why.
fn with_event(said: Verdict, kind: EventKind, hard: Option<bool>) -> Verdict {
    let mut verdict = said;
    let category = match kind {
        EventKind::Complaint if said.category != Category::Complaint => {
            verdict.bounce = Bounce::None;
            verdict.evidence = Evidence::NONE;
            (verdict.blocklist, verdict.retry_after, verdict.conflict) = (None, None, false);
            Category::Complaint
        }
        EventKind::Bounced | EventKind::Deferred | EventKind::Rejected if says_nothing(&said) => {
            verdict.severity = match (kind, hard) {
                (EventKind::Deferred, _) => Severity::Transient,
                // A soft bounce may be either.
                (_, Some(false)) => Severity::Unknown,
                _ => Severity::Permanent,
            };
            verdict.bounce = Bounce::Soft;
            Category::Unknown
        }
        _ => return said,
    };
    verdict.category = category;
    verdict.side = category.side();
    verdict.action = category.action_on(verdict.severity);
    verdict
}

/// Whether there was no text, or a blank one: whatever else is said gives a failure or a code.
fn says_nothing(said: &Verdict) -> bool {
    !said.is_failure() && said.severity == Severity::Unknown && said.category == Category::Unknown
}
