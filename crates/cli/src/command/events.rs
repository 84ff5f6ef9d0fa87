//! Arguments of `smtpcodes events`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use smtpcodes_events::EventSource;

use super::{OwnRules, VerdictFormat};

/// Say of each webhook of a sending platform what it reports, and whether its own label is right.
///
/// Reads what platforms post: one JSON document a file, or one a line. `.gz` and `.zst` are read as they are.
/// The verdict is on what the receiving server said, or else on the platform's own sentence; without either its
/// category is unknown, whatever the label, but what bounced is a failure. A complaint is always one.
#[derive(Debug, Args)]
#[command(after_long_help = "\
NDJSON has an object for each recipient:
  source           whose webhook it is
  kind             delivered, deferred, bounced, rejected, complaint, other
  recipient        about whom
  message_id       the platform's id of the message
  time             as the platform wrote it
  label            the platform's own word for what happened
  label_category   what that word means, where it means one category
  label_disagrees  whether the word and the verdict contradict each other
  reply            what the receiving server said
  diagnostic       what was classified: the reply, or the platform's sentence
  verdict          as `smtpcodes classify` gives it
What a webhook does not say is null. A line that is not JSON is complained
of, and the others are read all the same. Check signatures before: that is
not done here.

Examples:
  smtpcodes events --source ses notification.json
  smtpcodes events --source sendgrid --format ndjson webhooks.ndjson \\
    | jq 'select(.label_disagrees)'
  smtpcodes events --source postmark --format csv webhooks.gz > events.csv")]
pub(crate) struct EventsArgs {
    /// Files to read; `-`, or none at all, is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Whose webhooks they are
    #[arg(long, value_parser = source())]
    pub(crate) source: EventSource,
    /// How to print events
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: VerdictFormat,
    #[command(flatten)]
    pub(crate) own: OwnRules,
}

/// The ids of platforms, so that they can be listed and completed.
fn source() -> impl TypedValueParser<Value = EventSource> {
    PossibleValuesParser::new(EventSource::ALL.iter().map(|source| source.id())).try_map(|id| id.parse())
}
