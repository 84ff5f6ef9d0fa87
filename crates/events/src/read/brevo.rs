//! Brevo: transactional webhooks.
//!
//! <https://developers.brevo.com/docs/transactional-webhooks>

use serde_json::Value;

use super::Found;
use crate::EventKind;
use crate::json::{each, first, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    for event in each(body) {
        let Some(what) = text(event, &["event"]) else { continue };
        // The same events are written in both ways, by webhook and by API.
        let (kind, hard) = match what.as_str() {
            "hard_bounce" | "hardBounces" | "hardBounce" => (EventKind::Bounced, Some(true)),
            "soft_bounce" | "softBounces" | "softBounce" => (EventKind::Bounced, Some(false)),
            "deferred" => (EventKind::Deferred, Some(false)),
            "delivered" => (EventKind::Delivered, None),
            "blocked" | "invalid_email" | "invalid" | "error" => (EventKind::Rejected, None),
            "spam" | "complaint" => (EventKind::Complaint, None),
            _ => (EventKind::Other, None),
        };
        out.push(Found {
            kind,
            recipient: text(event, &["email"]),
            message_id: first(event, &["message-id", "messageId"]),
            time: first(event, &["date", "ts_event", "ts"]),
            label: Label { text: Some(what), hard },
            reply: text(event, &["reason"]),
            sentence: None,
        });
    }
}
