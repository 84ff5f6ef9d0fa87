//! Resend: an event with the words of SES.
//!
//! <https://resend.com/docs/webhooks/emails/bounced>

use serde_json::Value;

use super::{Found, ses};
use crate::Kind;
use crate::json::{at, each, items, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    for event in each(body) {
        let Some(what) = text(event, &["type"]) else { continue };
        let kind = match what.as_str() {
            "email.bounced" => Kind::Bounced,
            "email.delivered" => Kind::Delivered,
            "email.delivery_delayed" => Kind::Deferred,
            "email.complained" => Kind::Complaint,
            "email.failed" | "email.suppressed" => Kind::Rejected,
            _ => Kind::Other,
        };
        let bounce = at(event, &["data", "bounce"]).unwrap_or(&Value::Null);
        let found = |recipient| {
            let label = ses::bounce(bounce, ["type", "subType"]);
            Found {
                kind,
                recipient,
                message_id: text(event, &["data", "email_id"]),
                time: text(event, &["created_at"]),
                label: if label.text.is_some() {
                    label
                } else {
                    Label { text: Some(what.clone()), hard: None }
                },
                // The message is Resend's own sentence; what the server said comes beside it, if at all.
                reply: items(bounce, &["diagnosticCode"])
                    .first()
                    .and_then(Value::as_str)
                    .map(str::to_owned)
                    .or_else(|| text(bounce, &["diagnosticCode"]))
                    .or_else(|| text(bounce, &["message"])),
            }
        };
        match at(event, &["data", "to"]) {
            Some(Value::Array(all)) => out.extend(all.iter().map(|to| found(to.as_str().map(str::to_owned)))),
            Some(Value::String(to)) => out.push(found(Some(to.clone()))),
            _ => out.push(found(None)),
        }
    }
}
