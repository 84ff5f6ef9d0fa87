//! The argument tree, and nothing else.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint, value_parser};
use clap_complete::Shell;
use smtpcodes_events::EventSource;

#[cfg(unix)]
use crate::serve::address::Address;

/// What a mail server meant, whose fault it is, and what to do next.
///
/// Reads SMTP replies, in any rendering that logs and bounces give them, and says what went wrong, whether
/// the address is dead, on whose side the cause lies and what to do next. Knows every reply code and
/// enhanced status code, what providers mean by theirs, block lists and their removal pages.
#[derive(Debug, Parser)]
#[command(
    name = "smtpcodes",
    version,
    max_term_width = 100,
    after_long_help = "\
Examples:
  smtpcodes explain 5.7.26
  smtpcodes explain '550 5.7.1 [192.0.2.1] is listed at zen.spamhaus.org'
  smtpcodes classify replies.txt
  smtpcodes classify --input ndjson --format ndjson < in.ndjson > out.ndjson
  smtpcodes events --source ses --format ndjson < webhooks.ndjson
  smtpcodes codes enhanced-codes --format csv > enhanced-codes.csv

Exit codes: 0 done; 1 something could not be done, the rest was; 2 wrong use."
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Explain(ExplainArgs),
    Classify(ClassifyArgs),
    Events(EventsArgs),
    Codes(CodesArgs),
    Rules(RulesArgs),
    #[cfg(unix)]
    Serve(ServeArgs),
    Udf(UdfArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Say what a code, a name or a whole reply means.
///
/// A query is a reply code (550), an enhanced status code (5.7.26, or X.7.26 for any class), a name
/// (user_unknown, suppress, gmail, spamhaus_zen), a provider's own code or tag (S3140, TSS04, ofr_506), a
/// number of a sending platform (605), another product's label (bad-mailbox), a host (mx1.hotmail.com), or
/// a whole reply. Says what it means, who must act, what to do, and where that is written.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes explain 550
  smtpcodes explain 550 5.1.1
  smtpcodes explain user_unknown
  smtpcodes explain S3140
  smtpcodes explain '452-4.2.2 The inbox is out of storage space'
  smtpcodes explain --format json 5.7.26

Exit code 1 if nothing is known about the query.")]
pub(crate) struct ExplainArgs {
    /// What to explain; several words are one query
    #[arg(required = true, allow_hyphen_values = true, value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ExplainFormat,
}

/// Say of each reply what went wrong, whose fault it is and what to do.
///
/// Reads files or standard input. `.gz` and `.zst` are read as they are. A file that cannot be read is
/// complained of, and the others are read all the same.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Input `lines`: a reply a line. Continuation lines belong together (550-… up
to 550 …), a line that begins with a blank belongs to the reply above, and an
empty line ends a reply.

Input `ndjson`: an object a line, with `reply` (which may hold line feeds)
and optionally
  remote_host  the host that replied, or its MX name
  provider     whose mail system it is (`smtpcodes codes providers`)
  command      what was replied to (`smtpcodes codes commands`)
  sending_ip   the address that the message was sent from
All fields are passed through, and `verdict` is added. What these fields say
is used where it is understood, and ignored where it is not. CSV holds the
reply and the verdict alone.

A line, and a reply of several lines, is read up to 1 MiB, and the verdict
goes by its first 16 KiB. Bytes that are not UTF-8 are replaced. Output is
flushed whenever input pauses.

Examples:
  smtpcodes classify replies.txt
  echo '550 5.1.1 User unknown' | smtpcodes classify
  echo '{\"reply\":\"421 4.7.0 [TSS04] Deferred\",\"provider\":\"yahoo\"}' \\
    | smtpcodes classify --input ndjson --format ndjson
  tail -f in.ndjson | smtpcodes classify --input ndjson --format ndjson
  smtpcodes classify --rules own.yaml --format csv replies.txt.gz")]
pub(crate) struct ClassifyArgs {
    /// Files to read; `-`, or none at all, is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// What the input holds
    #[arg(long, value_enum, default_value_t)]
    pub(crate) input: Input,
    /// How to print verdicts
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: VerdictFormat,
    /// Rules of your own, tried before the built-in ones
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: Option<PathBuf>,
}

/// Say of each webhook of a sending platform what it reports, and whether its own label is right.
///
/// Reads what platforms post: one JSON document a file, or one a line. `.gz` and `.zst` are read as they are.
/// The verdict is on what the receiving server said, or else on the platform's own sentence; without either it
/// is unknown, whatever the label.
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
    /// Rules of your own, tried before the built-in ones
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: Option<PathBuf>,
}

/// The ids of platforms, so that they can be listed and completed.
fn source() -> impl TypedValueParser<Value = EventSource> {
    PossibleValuesParser::new(EventSource::ALL.iter().map(|source| source.id())).try_map(|id| id.parse())
}

/// Print the tables themselves.
///
/// Without a kind: which tables there are; in JSON and YAML, all of them.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes codes
  smtpcodes codes enhanced-codes
  smtpcodes codes blocklists --format csv > blocklists.csv
  smtpcodes codes --format json > smtpcodes.json")]
pub(crate) struct CodesArgs {
    /// Which table
    #[arg(value_enum)]
    pub(crate) kind: Option<Kind>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TableFormat,
}

/// Work on rules: check them, measure them, compare them, hand them on.
///
/// A file of rules has the sections `rules` and, if wanted, `concepts`, as `codes.yaml` documents them; a
/// whole `codes.yaml` will do, too. Where a file may be left out, or is called `builtin`, the built-in
/// rules are meant.
#[derive(Debug, Args)]
#[command(after_long_help = "\
A file of rules:
  rules:
    - id: our-gateway-quarantine
      match: ['held for the night shift']
      category: policy_rejected
      examples: ['550 held for the night shift']

Examples:
  smtpcodes rules lint own.yaml
  smtpcodes rules test own.yaml
  smtpcodes rules coverage mail.log
  smtpcodes rules diff builtin own.yaml --on replies.txt
  smtpcodes rules export --format kumomta > smtpcodes.toml")]
pub(crate) struct RulesArgs {
    /// What to do with rules.
    #[command(subcommand)]
    pub(crate) command: RulesCommand,
}

/// What can be done with rules.
#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    Lint(LintArgs),
    Test(TestArgs),
    Coverage(CoverageArgs),
    Diff(DiffArgs),
    Export(ExportArgs),
}

/// Find rules that cannot work as they are meant.
///
/// Errors: patterns that can never match, rules that lose their own examples to others (shadowed), rules
/// and patterns that are there twice. Warnings: patterns and rules that take in too much, and pairs of
/// rules of different categories between which only their order decides.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes rules lint own.yaml
  smtpcodes rules lint own.yaml --broad 5

Each finding is a line `FILE:LINE:COLUMN: error|warning: what`. Exit code 1
if there is an error.")]
pub(crate) struct LintArgs {
    /// The file of rules
    #[arg(default_value = BUILTIN, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Warn of a rule that takes more than this percentage of the built-in examples of other categories
    #[arg(long, default_value_t = 1.0, value_name = "PERCENT")]
    pub(crate) broad: f64,
}

/// Run the examples and counter-examples that rules carry.
///
/// Each example must be won by its rule, and no counter-example may be.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes rules test
  smtpcodes rules test own.yaml

Each failure is a line `FILE:LINE:COLUMN: what`. Exit code 1 if there is one.")]
pub(crate) struct TestArgs {
    /// The file of rules
    #[arg(default_value = BUILTIN, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
}

/// Measure rules on your own log or replies.
///
/// Hits a rule, the share of replies that no rule and no code decides, and those replies by shape:
/// addresses, IP addresses, hosts, links, ids and numbers are masked, so that the shapes can be shown to
/// others.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes rules coverage replies.txt
  smtpcodes rules coverage --rules own.yaml --top 50 mail.log.gz
  smtpcodes rules coverage --format json events.ndjson

Lines that begin with `{` are read as NDJSON with a field `reply`, others as
text.")]
pub(crate) struct CoverageArgs {
    /// Logs or replies; `-`, or none at all, is standard input
    #[arg(value_name = "LOG-OR-REPLIES", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// The rules to measure
    #[arg(long, default_value = BUILTIN, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: PathBuf,
    /// How many shapes of unknown replies to show
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) top: usize,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ExplainFormat,
}

/// Show which verdicts change from one set of rules to another.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes rules diff builtin own.yaml --on replies.txt
  smtpcodes rules diff old/codes.yaml codes.yaml --on mail.log.gz --top 100

Lines that begin with `{` are read as NDJSON with a field `reply`, others as
text.")]
pub(crate) struct DiffArgs {
    /// The rules that are in use
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) old: PathBuf,
    /// The rules that are to come
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) new: PathBuf,
    /// Replies to compare on
    #[arg(long, required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) on: Vec<PathBuf>,
    /// How many replies to show of each change
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub(crate) top: usize,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ExplainFormat,
}

/// Write rules in the form of another mail server.
///
/// KumoMTA: a file for its bounce classifier, our categories as its classes. ZoneMTA: a `bounces.txt`. Their
/// regular expressions can say less than our rules: what is lost is counted on standard error.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes rules export --format kumomta > smtpcodes.toml
  smtpcodes rules export --format zonemta own.yaml > config/bounces.txt
  smtpcodes rules export --format kumomta --language en,de,fr > smtpcodes.toml

Word classes become lists of their words, and patterns keep the alternatives
that the wanted languages can spell. KumoMTA compiles no more than 10 MiB of
expressions: beyond that, those are left out that serve the examples of the
rules least, and each further language takes room from the others.")]
pub(crate) struct ExportArgs {
    /// The file of rules
    #[arg(default_value = BUILTIN, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Whose form
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// Languages whose words to write, as in `codes.yaml`; `all` for all
    #[arg(long, value_delimiter = ',', default_value = "en", value_name = "LANGUAGE")]
    pub(crate) language: Vec<String>,
}

/// Tell mail servers on this machine what replies mean.
///
/// Listens on Unix sockets and loopback addresses, and speaks on each of them the socketmap and the tcp_table
/// protocol of Postfix, for its delivery status filter, and lines `classify HOST REPLY`, for readsocket of
/// Exim. A status is answered with what the verdict adds to it; where there is nothing to add, or anything
/// goes wrong, the answer is `NOTFOUND`, and mail takes its way as if nobody had been asked. Stops on SIGTERM
/// and SIGINT, once what was asked is answered.
#[cfg(unix)]
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes serve --listen /run/smtpcodes/socket
  smtpcodes serve --listen 127.0.0.1:2526 --mode defer-sender-side

In main.cf of Postfix:
  smtp_delivery_status_filter = socketmap:unix:/run/smtpcodes/socket:status

By hand:
  postmap -q '5.1.1 User unknown' socketmap:unix:/run/smtpcodes/socket:status

A request has at most 64 KiB. Sockets that systemd hands over are served, too.")]
pub(crate) struct ServeArgs {
    /// Where to listen: the path of a Unix socket, or a loopback address with a port
    #[arg(long, value_name = "ADDRESS", value_hint = ValueHint::FilePath)]
    pub(crate) listen: Vec<Address>,
    /// What becomes of the status of a delivery
    #[arg(long, value_enum, default_value_t)]
    pub(crate) mode: ServeMode,
    /// How many clients are served at once; one more closes the connection that was silent longest
    #[arg(long, default_value_t = 256, value_name = "N", value_parser = value_parser!(u16).range(1..))]
    pub(crate) max_clients: u16,
    /// Rules of your own, tried before the built-in ones
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: Option<PathBuf>,
}

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
    /// Rules of your own, tried before the built-in ones
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: Option<PathBuf>,
}

/// Print a script that completes commands in your shell.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes completions bash > ~/.bash_completion
  smtpcodes completions zsh > ~/.zfunc/_smtpcodes
  smtpcodes completions fish > ~/.config/fish/completions/smtpcodes.fish")]
pub(crate) struct CompletionsArgs {
    /// Whose script
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Print the manual page, or write one for each command.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes man | man -l -
  smtpcodes man --into ~/.local/share/man/man1")]
pub(crate) struct ManArgs {
    /// A folder to write one page a command to
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) into: Option<PathBuf>,
}

/// The name of the built-in rules.
pub(crate) const BUILTIN: &str = "builtin";

/// What input holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Input {
    /// Text, a reply a line; continuation lines are joined
    #[default]
    Lines,
    /// An object a line, with `reply` and what is known about it
    Ndjson,
}

/// How verdicts are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictFormat {
    /// For people
    #[default]
    Text,
    /// An object a line
    Ndjson,
    /// A row a reply
    Csv,
}

/// How answers are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// How tables are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For people
    #[default]
    Text,
    /// A list of objects
    Json,
    /// The same as YAML
    Yaml,
    /// Rows, the first with the names of columns
    Csv,
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

/// Whose form rules are exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// TOML for KumoMTA's bounce classifier
    Kumomta,
    /// bounces.txt for ZoneMTA
    Zonemta,
}

/// What becomes of the status of a delivery.
#[cfg(unix)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ServeMode {
    /// The verdict stands behind its text
    #[default]
    Annotate,
    /// Besides, a permanent failure whose cause is on the sender's side becomes a transient one
    DeferSenderSide,
}

/// The tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Three digits that a server replies with
    ReplyCodes,
    /// The registry of enhanced status codes
    EnhancedCodes,
    /// What went wrong
    Categories,
    /// What to do next
    Actions,
    /// Whose mail system
    Providers,
    /// Lists of bad senders
    Blocklists,
    /// Providers' own codes and tags
    VendorCodes,
    /// Sending platforms' own numbers
    PseudoCodes,
    /// What recognises replies
    Rules,
    /// What a server claims
    Severities,
    /// The five common causes
    Causes,
    /// Labels of other products
    Vocabularies,
    /// Whether the address is dead
    Bounces,
    /// On whose side the cause lies
    Sides,
    /// Families of categories
    Groups,
    /// SMTP commands
    Commands,
    /// First digits of reply codes
    ReplyClasses,
    /// Second digits of reply codes
    SecondDigits,
    /// First numbers of enhanced status codes
    EnhancedClasses,
    /// Second numbers of enhanced status codes
    Subjects,
}
