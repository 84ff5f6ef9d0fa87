//! Mailgun: an event in `event-data`, or bare, as its events API gives it.
//!
//! <https://documentation.mailgun.com/docs/mailgun/user-manual/events/webhooks>

use serde_json::Value;

use super::Found;
use crate::Kind;
use crate::json::{at, each, first, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    let items = body.get("items").unwrap_or(body);
    for item in each(items) {
        let event = item.get("event-data").unwrap_or(item);
        let Some(what) = text(event, &["event"]) else { continue };
        let severity = text(event, &["severity"]);
        let kind = match (what.as_str(), severity.as_deref()) {
            ("failed", Some("temporary")) => Kind::Deferred,
            ("failed", _) => Kind::Bounced,
            ("delivered", _) => Kind::Delivered,
            ("rejected", _) => Kind::Rejected,
            ("complained", _) => Kind::Complaint,
            _ => Kind::Other,
        };
        // What it calls permanent is what it will not try again, be the address alive or not.
        let hard = (severity.as_deref() == Some("temporary")).then_some(false);
        out.push(Found {
            kind,
            recipient: text(event, &["recipient"]),
            message_id: text(event, &["message", "headers", "message-id"]),
            time: text(event, &["timestamp"]),
            label: Label { text: text(event, &["reason"]).or(severity), hard },
            reply: at(event, &["delivery-status"]).and_then(status),
        });
    }
}

/// The reply: a code, and a text that may or may not begin with it.
fn status(status: &Value) -> Option<String> {
    let said = first(status, &["message", "description"]);
    let codes = [text(status, &["code"]), text(status, &["enhanced-code"])];
    let mut parts: Vec<String> = Vec::new();
    for code in codes.into_iter().flatten() {
        // Mailgun's own numbers have no reply behind them; 0 says that there was none.
        if code != "0" && !said.as_ref().is_some_and(|said| said.contains(&code)) {
            parts.push(code);
        }
    }
    parts.extend(said);
    (!parts.is_empty()).then(|| parts.join(" "))
}
