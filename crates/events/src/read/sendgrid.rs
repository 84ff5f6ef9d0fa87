//! SendGrid's event webhook: a list of events.
//!
//! <https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event>

use serde_json::Value;

use super::Found;
use crate::EventKind;
use crate::json::{each, first, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    for event in each(body) {
        let Some(what) = text(event, &["event"]) else { continue };
        let kind = match what.as_str() {
            "bounce" | "blocked" => EventKind::Bounced,
            "deferred" => EventKind::Deferred,
            "delivered" => EventKind::Delivered,
            "dropped" => EventKind::Rejected,
            "spamreport" => EventKind::Complaint,
            _ => EventKind::Other,
        };
        // `bounce` puts the address on the suppression list; `blocked` and `expired` do not.
        let hard = match (kind, text(event, &["type"]).as_deref()) {
            (EventKind::Bounced, Some("bounce")) => Some(true),
            (EventKind::Bounced, Some("blocked" | "expired")) => Some(false),
            _ => None,
        };
        out.push(Found {
            kind,
            recipient: text(event, &["email"]),
            message_id: first(event, &["sg_message_id", "smtp-id"]),
            time: text(event, &["timestamp"]),
            label: Label { text: first(event, &["bounce_classification", "type"]).or(Some(what)), hard },
            reply: first(event, &["reason", "response", "status"]),
            sentence: None,
        });
    }
}
