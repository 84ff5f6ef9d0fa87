//! Arguments of `smtpcodes udf`.

use clap::{Args, ValueEnum};

use super::OwnRules;

/// Classify for ClickHouse, as an executable user-defined function.
///
/// Reads rows of arguments from standard input and writes one value a row, until the input ends. What is
/// written is sent whenever more input is awaited, so that a pool of processes can be kept waiting.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Returned values and their types in ClickHouse:
  category, severity, bounce, side, action    String
  evidence_kind, evidence_id, verdict         String
  enhanced_code, provider, blocklist          Nullable(String)
  reply_code                                  Nullable(UInt16)
  retry_after                                 Nullable(UInt32)
  evidence_start, evidence_end                UInt32
  conflict                                    Bool
Several make a Tuple of them. `verdict` is the whole verdict as JSON. For a
reply that is NULL, all are NULL.

Examples:
  smtpcodes udf --format TabSeparated
  smtpcodes udf --format ArrowStream --chunk-header --return category,bounce
  smtpcodes udf --format RowBinary --arguments reply,remote_host

What ClickHouse must be told is in docs/clickhouse.md of the source.")]
pub(crate) struct UdfArgs {
    /// How rows come and go: the `format` of the function's configuration
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) format: UdfFormat,
    /// What the arguments of the function are, in their order
    #[arg(long, value_enum, value_delimiter = ',', default_value = "reply", value_name = "ARGUMENT")]
    pub(crate) arguments: Vec<Argument>,
    /// What the function returns
    #[arg(
        long = "return",
        value_enum,
        value_delimiter = ',',
        default_value = "category",
        value_name = "PART"
    )]
    pub(crate) parts: Vec<Part>,
    /// The number of rows precedes each chunk: `send_chunk_header` is 1 in the configuration
    #[arg(long)]
    pub(crate) chunk_header: bool,
    /// Every argument and every returned value is Nullable; only RowBinary must be told
    #[arg(long)]
    pub(crate) nullable: bool,
    #[command(flatten)]
    pub(crate) own: OwnRules,
}

/// How ClickHouse sends and takes rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UdfFormat {
    /// Text: a line a row, tabs between values
    #[value(name = "TabSeparated")]
    TabSeparated,
    /// Bytes: lengths before values
    #[value(name = "RowBinary")]
    RowBinary,
    /// Columns: an Arrow IPC stream a chunk
    #[value(name = "ArrowStream")]
    ArrowStream,
}

/// What an argument of a function says about a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Argument {
    /// The reply itself
    Reply,
    /// The host that replied, or its MX name
    RemoteHost,
    /// Whose mail system it is
    Provider,
    /// What was replied to
    Command,
    /// The address that the message was sent from
    SendingIp,
}

/// A part of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Part {
    /// What went wrong
    Category,
    /// Three digits
    ReplyCode,
    /// Class, subject and detail
    EnhancedCode,
    /// What the server claims
    Severity,
    /// Whether the address is dead
    Bounce,
    /// On whose side the cause lies
    Side,
    /// What to do next
    Action,
    /// Whose mail system replied
    Provider,
    /// The block list that is named
    Blocklist,
    /// Seconds to wait
    RetryAfter,
    /// Whether codes and words contradict each other
    Conflict,
    /// What kind of witness decided
    EvidenceKind,
    /// Which rule or code decided
    EvidenceId,
    /// Where it starts in the reply, in bytes
    EvidenceStart,
    /// Where it has ended
    EvidenceEnd,
    /// Everything, as JSON
    Verdict,
}
