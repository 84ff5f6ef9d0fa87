//! Arguments of `smtpcodes rules` and of what it can do.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::AnswerFormat;

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

/// The name of the built-in rules.
pub(crate) const BUILTIN: &str = "builtin";

/// Find rules that cannot work as they are meant.
///
/// Errors: patterns that can never match, rules that lose their own examples to others (shadowed), rules
/// and patterns that are there twice. Warnings: patterns and rules that take in too much, and pairs of
/// rules of different categories between which only their order decides, if that retires an address and no
/// example says that it should.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes rules lint own.yaml
  smtpcodes rules lint own.yaml --broad 5 --all

Each finding is a line `FILE:LINE:COLUMN: error|warning: what`. Exit code 1
if there is an error.

Where two rules hold for an example or a counter-example, their order is
tested, and not warned of. An example on which both hold settles the others.
Pairs whose order retires no address are counted alone.")]
pub(crate) struct LintArgs {
    /// The file of rules; `-` is standard input
    #[arg(default_value = BUILTIN, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Warn of a rule that takes more than this percentage of the built-in examples of other categories
    #[arg(long, default_value_t = 1.0, value_name = "PERCENT")]
    pub(crate) broad: f64,
    /// List every pair of rules between which only their order decides and no example
    #[arg(long)]
    pub(crate) all: bool,
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
    /// The file of rules; `-` is standard input
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
text. A line of text without a reply code, an enhanced status code, and words
that a rule knows holds no reply, such as `connect from` and `removed` in a
log: it is counted apart, and is no part of any share.")]
pub(crate) struct CoverageArgs {
    /// Logs or replies; `-`, or none at all, is standard input
    #[arg(value_name = "LOG-OR-REPLIES", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// The rules to measure; `-` is standard input
    #[arg(long, default_value = BUILTIN, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: PathBuf,
    /// How many shapes of unknown replies to show
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) top: usize,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AnswerFormat,
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
    pub(crate) format: AnswerFormat,
}

/// Write rules in the form of another mail server.
///
/// KumoMTA: a file for its bounce classifier, our categories as its classes. ZoneMTA: a `bounces.txt`. Their
/// regular expressions can say less than our rules: what is lost is counted on standard error. Nothing retires
/// an address that a rule's `unless` would keep.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes rules export --format kumomta > smtpcodes.toml
  smtpcodes rules export --format zonemta own.yaml > config/bounces.txt
  smtpcodes rules export --format kumomta --language en,de,fr > smtpcodes.toml

Word classes become lists of their words, and patterns keep the alternatives
that the wanted languages can spell. KumoMTA compiles no more than 10 MiB of
expressions: beyond that, those are left out that serve the examples of the
rules least, and each further language takes room from the others.

What retires an address asks for a 5yz reply that does not also say to try
again. ZoneMTA's lines keep `unless` there; other rules are written without.
KumoMTA's expressions cannot say what must not hold: its classes that retire
addresses are lists of whole replies, each of which the rules recognise.")]
pub(crate) struct ExportArgs {
    /// The file of rules; `-` is standard input
    #[arg(default_value = BUILTIN, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Whose form
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// Languages whose words to write, as in `codes.yaml`; `all` for all
    #[arg(long, value_delimiter = ',', default_value = "en", value_name = "LANGUAGE")]
    pub(crate) language: Vec<String>,
}

/// Whose form rules are exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// TOML for KumoMTA's bounce classifier
    Kumomta,
    /// bounces.txt for ZoneMTA
    Zonemta,
}
