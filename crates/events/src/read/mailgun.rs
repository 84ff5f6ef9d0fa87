//! Mailgun: an event in `event-data`, or bare, as its events API gives it.
//!
//! <https://documentation.mailgun.com/docs/mailgun/user-manual/events/webhooks>

use serde_json::Value;
use smtpcodes::{Provider, PseudoCode};

use super::Found;
use crate::EventKind;
use crate::json::{at, each, first, text};
use crate::label::Label;

pub(super) fn read(body: &Value, out: &mut Vec<Found>) {
    let items = body.get("items").unwrap_or(body);
    for item in each(items) {
        let event = item.get("event-data").unwrap_or(item);
        let Some(what) = text(event, &["event"]) else { continue };
        let severity = text(event, &["severity"]);
        let kind = match (what.as_str(), severity.as_deref()) {
            ("failed", Some("temporary")) => EventKind::Deferred,
            ("failed", _) => EventKind::Bounced,
            ("delivered", _) => EventKind::Delivered,
            ("rejected", _) => EventKind::Rejected,
            ("complained", _) => EventKind::Complaint,
            _ => EventKind::Other,
        };
        // What it calls permanent is what it will not try again, be the address alive or not.
        let hard = (severity.as_deref() == Some("temporary")).then_some(false);
        let (said, own) = at(event, &["delivery-status"]).map(status).unwrap_or_default();
        let (reply, sentence) = if own { (None, said) } else { (said, None) };
        out.push(Found {
            kind,
            recipient: text(event, &["recipient"]),
            message_id: text(event, &["message", "headers", "message-id"]),
            time: text(event, &["timestamp"]),
            label: Label { text: text(event, &["reason"]).or(severity), hard },
            reply,
            sentence,
        });
    }
}

/// What there is to classify, and whether Mailgun says it itself: a code, and a text that may or may not begin
/// with it.
fn status(status: &Value) -> (Option<String>, bool) {
    // 0 says that there was no reply.
    let code = text(status, &["code"]).filter(|code| code != "0");
    let enhanced = text(status, &["enhanced-code"]);
    let said = first(status, &["message", "description"]).unwrap_or_default();
    let own = code.as_deref().is_some_and(is_own);
    (join(code.as_deref(), enhanced.as_deref(), &said), own)
}

/// Whether a code is a number of Mailgun's own, which no server has said.
fn is_own(code: &str) -> bool {
    let Ok(code) = code.parse() else { return false };
    PseudoCode::by_code(code).any(|one| one.platform == Provider::Mailgun)
}

/// A text with its codes in front, which it may have there itself.
fn join(code: Option<&str>, enhanced: Option<&str>, said: &str) -> Option<String> {
    let rest = code.and_then(|code| behind(said, code));
    let bare = rest.unwrap_or(said);
    let enhanced = enhanced.filter(|enhanced| behind(bare, enhanced).is_none());
    let parts = match (rest, enhanced) {
        (Some(_), None) => [None, None, Some(said)],
        _ => [code, enhanced, Some(bare)],
    };
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What is behind a code at the start of a text, if it begins with this code and not with a longer number.
fn behind<'a>(text: &'a str, code: &str) -> Option<&'a str> {
    let rest = text.trim_start().strip_prefix(code)?;
    let goes_on = match rest.as_bytes() {
        [b'.', next, ..] => next.is_ascii_digit(),
        [next, ..] => next.is_ascii_alphanumeric(),
        [] => false,
    };
    (!goes_on).then(|| rest.trim_start_matches([' ', '-', ':']))
}
