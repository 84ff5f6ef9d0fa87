//! Postmark.
//!
//! <https://postmarkapp.com/developer/webhooks/bounce-webhook>

use serde_json::Value;

use super::Found;
use crate::EventKind;
use crate::json::{each, first, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    for event in each(body) {
        let label = text(event, &["Type"]);
        let record = text(event, &["RecordType"]);
        let kind = match (record.as_deref(), label.as_deref()) {
            (Some("SpamComplaint"), _) | (_, Some("SpamComplaint")) => EventKind::Complaint,
            (Some("Bounce") | None, Some("Transient")) => EventKind::Deferred,
            (
                Some("Bounce") | None,
                Some("AutoResponder" | "Subscribe" | "Unsubscribe" | "ChallengeVerification"),
            ) => EventKind::Other,
            (Some("Bounce"), _) | (None, Some(_)) => EventKind::Bounced,
            (Some("Delivery"), _) => EventKind::Delivered,
            (Some(_), _) => EventKind::Other,
            (None, None) => continue,
        };
        let hard = match label.as_deref() {
            Some("HardBounce" | "BadEmailAddress") => Some(true),
            Some("SoftBounce" | "Transient") => Some(false),
            _ => None,
        };
        out.push(Found {
            kind,
            recipient: first(event, &["Email", "Recipient"]),
            message_id: text(event, &["MessageID"]),
            time: first(event, &["BouncedAt", "DeliveredAt", "ReceivedAt", "ChangedAt"]),
            label: Label { text: label.or(record), hard },
            // `Description` is Postmark's own explanation of the type, the same for each.
            reply: text(event, &["Details"]),
            sentence: None,
        });
    }
}
