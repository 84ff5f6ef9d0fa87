//! Mailjet's event API: an event, or a list of them.
//!
//! <https://dev.mailjet.com/email/guides/webhooks/>

use serde_json::Value;

use super::Found;
use crate::EventKind;
use crate::json::{at, each, first, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    for event in each(body) {
        let Some(what) = text(event, &["event"]) else { continue };
        let hard = at(event, &["hard_bounce"]).and_then(Value::as_bool);
        let kind = match (what.as_str(), hard) {
            // A soft bounce is one that Mailjet tries again.
            ("bounce", Some(false)) => EventKind::Deferred,
            ("bounce", _) => EventKind::Bounced,
            ("blocked", _) => EventKind::Rejected,
            ("sent", _) => EventKind::Delivered,
            ("spam", _) => EventKind::Complaint,
            _ => EventKind::Other,
        };
        // Its own word is in two parts: what the error is about, and which.
        let label = match (text(event, &["error_related_to"]), text(event, &["error"])) {
            (Some(about), Some(error)) => format!("{about}/{error}"),
            (about, error) => about.or(error).unwrap_or(what),
        };
        out.push(Found {
            kind,
            recipient: text(event, &["email"]),
            message_id: first(event, &["Message_GUID", "MessageID"]),
            time: text(event, &["time"]),
            label: Label { text: Some(label), hard },
            reply: first(event, &["comment", "smtp_reply"]),
            sentence: None,
        });
    }
}
