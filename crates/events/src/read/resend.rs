//! Resend: an event with the words of SES.
//!
//! <https://resend.com/docs/webhooks/emails/bounced>

use serde_json::Value;

use super::{Found, ses};
use crate::EventKind;
use crate::json::{at, each, items, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    for event in each(body) {
        let Some(what) = text(event, &["type"]) else { continue };
        let kind = match what.as_str() {
            "email.bounced" => EventKind::Bounced,
            "email.delivered" => EventKind::Delivered,
            "email.delivery_delayed" => EventKind::Deferred,
            "email.complained" => EventKind::Complaint,
            "email.failed" | "email.suppressed" => EventKind::Rejected,
            _ => EventKind::Other,
        };
        // What the event is about has the name of the event.
        let about = |name| at(event, &["data", name]);
        let (detail, label) = if let Some(bounce) = about("bounce") {
            (bounce, ses::bounce(bounce, ["type", "subType"]))
        } else if let Some(suppressed) = about("suppressed") {
            (suppressed, Label { text: text(suppressed, &["type"]), hard: None })
        } else if let Some(failed) = about("failed") {
            (failed, Label { text: text(failed, &["reason"]), hard: None })
        } else {
            (&Value::Null, Label::default())
        };
        let label = if label.text.is_some() { label } else { Label { text: Some(what), hard: None } };
        let found = |recipient| Found {
            kind,
            recipient,
            message_id: text(event, &["data", "email_id"]),
            time: text(event, &["created_at"]),
            label: label.clone(),
            reply: match items(detail, &["diagnosticCode"]) {
                [first, ..] => text(first, &[]),
                [] => text(detail, &["diagnosticCode"]),
            },
            sentence: text(detail, &["message"]),
        };
        match at(event, &["data", "to"]) {
            Some(Value::Array(all)) => out.extend(all.iter().map(|to| found(to.as_str().map(str::to_owned)))),
            Some(Value::String(to)) => out.push(found(Some(to.clone()))),
            _ => out.push(found(None)),
        }
    }
}
