//! Postal.
//!
//! <https://docs.postalserver.io/developer/webhooks>

use serde_json::Value;

use super::Found;
use crate::EventKind;
use crate::json::{at, each, first, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    for event in each(body) {
        let what = text(event, &["event"]);
        let inside = event.get("payload").unwrap_or(event);
        let status = text(inside, &["status"]);
        let kind = match (status.as_deref(), what.as_deref()) {
            (Some("HardFail" | "Bounced"), _) | (_, Some("MessageDeliveryFailed" | "MessageBounced")) => {
                EventKind::Bounced
            }
            (Some("SoftFail"), _) | (_, Some("MessageDelayed")) => EventKind::Deferred,
            (Some("Sent"), _) | (_, Some("MessageSent")) => EventKind::Delivered,
            (Some("Held"), _) | (_, Some("MessageHeld")) => EventKind::Rejected,
            (None, None) => continue,
            _ => EventKind::Other,
        };
        // A bounce mail names the message that it is about.
        let message =
            at(inside, &["message"]).or_else(|| at(inside, &["original_message"])).unwrap_or(&Value::Null);
        // It calls all failures hard that it will not try again, be the address alive or not.
        let hard = (kind == EventKind::Deferred).then_some(false);
        out.push(Found {
            kind,
            recipient: text(message, &["to"]),
            message_id: first(message, &["message_id", "id"]),
            time: text(inside, &["timestamp"]).or_else(|| text(event, &["timestamp"])),
            label: Label { text: status.or(what), hard },
            reply: text(inside, &["output"]),
            sentence: text(inside, &["details"]),
        });
    }
}
