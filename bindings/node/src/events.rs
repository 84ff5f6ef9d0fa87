//! Webhooks of sending platforms.

use napi::bindgen_prelude::{Error, Result, Status};
use napi_derive::napi;
use smtpcodes_events::{Event, Source};

use crate::text::to_utf16;
use crate::verdict::Columns;

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
}

impl From<Event> for EventInfo {
    fn from(event: Event) -> Self {
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
        }
    }
}

/// The events in the body of a webhook, and their verdicts into the rows from 0 on, as far as there are rows.
#[napi(catch_unwind)]
pub fn read_events(
    source: String,
    body: &[u8],
    #[napi(ts_arg_type = "Uint8Array")] mut out: Columns<'_>,
) -> Result<Vec<EventInfo>> {
    let source: Source = source
        .parse()
        .map_err(|e| Error::new(Status::InvalidArg, format!("source: {e}, found {source:?}")))?;
    let events = smtpcodes_events::read(source, body);
    for (row, event) in events.iter().enumerate() {
        let mut verdict = event.verdict;
        if let Some(reply) = &event.reply {
            to_utf16(&mut verdict, reply.as_bytes());
        }
        out.write(row, &verdict);
    }
    Ok(events.into_iter().map(EventInfo::from).collect())
}
