//! Amazon SES: notifications through SNS, the same from queues and functions, and published events.
//!
//! <https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html>

use serde_json::Value;

use super::Found;
use crate::EventKind;
use crate::json::{first, items, text, whole_characters};
use crate::label::Label;

/// How many wrappings are taken off: SNS in SQS for a function has three.
const WRAPPINGS: u8 = 4;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    unwrap(body, WRAPPINGS, out);
}

/// What carries notifications wraps them: SNS and SQS as text, EventBridge as an object, functions as a list.
fn unwrap(body: &Value, wrappings: u8, out: &mut Vec<Found>) {
    let Some(wrappings) = wrappings.checked_sub(1) else { return };
    for record in items(body, &["Records"]) {
        unwrap(record.get("Sns").unwrap_or(record), wrappings, out);
    }
    if let Some(inner) = body.get("detail") {
        return unwrap(inner, wrappings, out);
    }
    if let Some(text) = ["Message", "body"].iter().find_map(|name| body.get(name)?.as_str()) {
        // Other messages of theirs, such as the question whether to subscribe, are prose.
        if let Ok(inner) = serde_json::from_str(&whole_characters(text)) {
            unwrap(&inner, wrappings, out);
        }
        return;
    }
    notification(body, out);
}

fn notification(body: &Value, out: &mut Vec<Found>) {
    let Some(what) = first(body, &["notificationType", "eventType"]) else { return };
    let message_id = text(body, &["mail", "messageId"]);
    let event = |kind, field: &str, recipient: &Value, label, reply| Found {
        kind,
        recipient: match recipient {
            Value::String(address) => Some(address.clone()),
            _ => first(recipient, &["emailAddress"]),
        },
        message_id: message_id.clone(),
        time: text(body, &[field, "timestamp"]).or_else(|| text(body, &["mail", "timestamp"])),
        label,
        reply,
        sentence: None,
    };
    match what.as_str() {
        "Bounce" => {
            let one = |who: &Value| {
                let label =
                    bounce(body.get("bounce").unwrap_or(&Value::Null), ["bounceType", "bounceSubType"]);
                let reply = first(who, &["diagnosticCode", "status"]);
                event(EventKind::Bounced, "bounce", who, label, reply)
            };
            out.extend(items(body, &["bounce", "bouncedRecipients"]).iter().map(one));
        }
        "Complaint" => {
            let one = |who: &Value| {
                let label = Label { text: text(body, &["complaint", "complaintFeedbackType"]), hard: None };
                event(EventKind::Complaint, "complaint", who, label, None)
            };
            out.extend(items(body, &["complaint", "complainedRecipients"]).iter().map(one));
        }
        "Delivery" => {
            let reply = text(body, &["delivery", "smtpResponse"]);
            let one =
                |who: &Value| event(EventKind::Delivered, "delivery", who, Label::default(), reply.clone());
            out.extend(items(body, &["delivery", "recipients"]).iter().map(one));
        }
        "DeliveryDelay" => {
            let one = |who: &Value| {
                let label = Label { text: text(body, &["deliveryDelay", "delayType"]), hard: Some(false) };
                let reply = first(who, &["diagnosticCode", "status"]);
                event(EventKind::Deferred, "deliveryDelay", who, label, reply)
            };
            out.extend(items(body, &["deliveryDelay", "delayedRecipients"]).iter().map(one));
        }
        "Reject" => {
            let label = || Label { text: text(body, &["reject", "reason"]), hard: None };
            let one = |who: &Value| event(EventKind::Rejected, "reject", who, label(), None);
            out.extend(items(body, &["mail", "destination"]).iter().map(one));
        }
        _ => {
            let one = |who: &Value| {
                event(EventKind::Other, "mail", who, Label { text: Some(what.clone()), hard: None }, None)
            };
            out.extend(items(body, &["mail", "destination"]).iter().map(one));
        }
    }
}

/// `Permanent/NoEmail` and the like. Only the permanent kind retires an address, and its subtype about SES's
/// own suppression list is about the platform, not the address.
pub(super) fn bounce(bounce: &Value, [kind, sub]: [&str; 2]) -> Label {
    let kind = text(bounce, &[kind]);
    let sub = text(bounce, &[sub]);
    let hard = match (kind.as_deref(), sub.as_deref()) {
        (Some("Permanent"), Some("Suppressed" | "OnAccountSuppressionList")) => None,
        (Some("Permanent"), _) => Some(true),
        (Some("Transient" | "Temporary"), _) => Some(false),
        _ => None,
    };
    let text = match (kind, sub) {
        (Some(kind), Some(sub)) => Some(format!("{kind}/{sub}")),
        (kind, sub) => kind.or(sub),
    };
    Label { text, hard }
}
