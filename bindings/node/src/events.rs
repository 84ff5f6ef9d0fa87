//! Webhooks of sending platforms.

use napi::bindgen_prelude::{Error, Result, Status, Uint8Array};
use napi_derive::napi;
use smtpcodes_events::{Event, Source};

use crate::text::to_utf16;
use crate::verdict::{Columns, ROW};

/// A report about one recipient.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct EventInfo {
    /// Whose report it is.
    pub source: &'static str,
    /// What it reports.
    pub kind: &'static str,
    /// About whom.
    pub recipient: Option<String>,
    /// The platform's id of the message.
    pub message_id: Option<String>,
    /// When, as the platform wrote it.
    pub time: Option<String>,
    /// The platform's own word.
    pub label: Option<String>,
    /// What that word means.
    pub label_category: Option<&'static str>,
    /// What the receiving server said.
    pub reply: Option<String>,
    /// Whether word and verdict contradict each other.
    pub label_disagrees: bool,
    /// The verdict, as columns of one row.
    pub columns: Uint8Array,
}

impl From<Event> for EventInfo {
    fn from(mut event: Event) -> Self {
        if let Some(reply) = &event.reply {
            to_utf16(&mut event.verdict, reply.as_bytes());
        }
        let mut row = vec![0; ROW];
        Columns::of_row(&mut row).write(0, &event.verdict);
        Self {
            source: event.source.id(),
            kind: event.kind.id(),
            recipient: event.recipient,
            message_id: event.message_id,
            time: event.time,
            label: event.label,
            label_category: event.label_category.map(smtpcodes::Category::id),
            reply: event.reply,
            label_disagrees: event.label_disagrees,
            columns: row.into(),
        }
    }
}

/// The events in the body of a webhook.
#[napi(catch_unwind)]
pub fn read_events(source: String, body: &[u8]) -> Result<Vec<EventInfo>> {
    let source: Source = source
        .parse()
        .map_err(|e| Error::new(Status::InvalidArg, format!("source: {e}, found {source:?}")))?;
    Ok(smtpcodes_events::read(source, body).into_iter().map(EventInfo::from).collect())
}
