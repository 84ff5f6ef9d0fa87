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
use smtpcodes::{Verdict, classify};

use crate::label::Label;
use crate::{Event, Kind, Source};

/// What a reader finds; the rest follows from it.
struct Found {
    kind: Kind,
    recipient: Option<String>,
    message_id: Option<String>,
    time: Option<String>,
    label: Label,
    reply: Option<String>,
}

/// The events in the body of a webhook.
///
/// Bodies that hold several events, as lists or as lines, give them all, in their order.
///
/// # Example
///
/// ```
/// use smtpcodes_events::{Source, read};
///
/// let body = br#"[{"event": "bounce", "email": "a@example.org", "reason": "550 5.1.1 no such user"}]"#;
/// let events = read(Source::Sendgrid, body);
/// assert_eq!(events[0].recipient.as_deref(), Some("a@example.org"));
/// assert!(events[0].verdict.should_suppress());
///
/// assert!(read(Source::Sendgrid, b"no JSON").is_empty());
/// ```
pub fn read(source: Source, body: &[u8]) -> Vec<Event> {
    // Text that is not UTF-8 is not JSON; platforms that pass on what servers say send it all the same.
    let body = String::from_utf8_lossy(body);
    let values = serde_json::Deserializer::from_str(&body).into_iter::<Value>();
    let mut found = Vec::new();
    for value in values.map_while(Result::ok) {
        match source {
            Source::Ses => ses::read(&value, &mut found),
            Source::Sendgrid => sendgrid::read(&value, &mut found),
            Source::Mailgun => mailgun::read(&value, &mut found),
            Source::Postmark => postmark::read(&value, &mut found),
            Source::Sparkpost => sparkpost::read(&value, &mut found),
            Source::Brevo => brevo::read(&value, &mut found),
            Source::Mailjet => mailjet::read(&value, &mut found),
            Source::Resend => resend::read(&value, &mut found),
            Source::Postal => postal::read(&value, &mut found),
        }
    }
    found.into_iter().map(|found| event(source, found)).collect()
}

fn event(source: Source, found: Found) -> Event {
    let Found { kind, recipient, message_id, time, label, reply } = found;
    let verdict = reply.as_deref().map_or_else(Verdict::default, |reply| classify(reply.as_bytes()));
    let label_disagrees = label.disagrees(source, &verdict);
    let label_category = label.category(source).map(|(category, _)| category);
    let label = label.text;
    Event {
        source,
        kind,
        recipient,
        message_id,
        time,
        label,
        label_category,
        reply,
        verdict,
        label_disagrees,
    }
}
