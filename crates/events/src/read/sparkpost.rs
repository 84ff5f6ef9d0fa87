//! SparkPost: a list of events, each wrapped in `msys`.
//!
//! <https://developers.sparkpost.com/api/webhooks/>

use serde_json::Value;

use super::Found;
use crate::EventKind;
use crate::json::{each, first, text};
use crate::label::Label;

/// What it calls classes 10, 22 and so on; the hard ones by its own table.
const HARD: [&str; 3] = ["10", "30", "90"];

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    let items = body.get("results").unwrap_or(body);
    for item in each(items) {
        // One member, named after the kind of event: `message_event`, `track_event`.
        let wrapped = item.get("msys").and_then(Value::as_object).and_then(|msys| msys.values().next());
        let event = wrapped.unwrap_or(item);
        let Some(what) = text(event, &["type"]) else { continue };
        let kind = match what.as_str() {
            "bounce" | "out_of_band" => EventKind::Bounced,
            "delay" => EventKind::Deferred,
            "delivery" => EventKind::Delivered,
            "policy_rejection" | "generation_failure" | "generation_rejection" => EventKind::Rejected,
            "spam_complaint" => EventKind::Complaint,
            _ => EventKind::Other,
        };
        let class = text(event, &["bounce_class"]);
        let hard = class.as_deref().map(|class| HARD.contains(&class)).filter(|_| kind == EventKind::Bounced);
        out.push(Found {
            kind,
            recipient: first(event, &["rcpt_to", "raw_rcpt_to"]),
            message_id: text(event, &["message_id"]),
            time: text(event, &["timestamp"]),
            label: Label { text: class.or(Some(what)), hard },
            reply: first(event, &["raw_reason", "reason", "error_code"]),
            sentence: None,
        });
    }
}
