//! The argument tree, and nothing else: a file a command, and here what several have.

mod classify;
mod codes;
mod events;
mod explain;
mod rules;
#[cfg(unix)]
mod serve;
mod shell;
mod udf;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

pub(crate) use classify::{ClassifyArgs, Input};
pub(crate) use codes::{CodesArgs, Kind, TableFormat};
pub(crate) use events::EventsArgs;
pub(crate) use explain::ExplainArgs;
pub(crate) use rules::{
    BUILTIN, CoverageArgs, DiffArgs, ExportArgs, ExportFormat, LintArgs, RulesArgs, RulesCommand, TestArgs,
};
#[cfg(unix)]
pub(crate) use serve::{ServeArgs, ServeMode};
pub(crate) use shell::{CompletionsArgs, ManArgs};
pub(crate) use udf::{Argument, Part, UdfArgs, UdfFormat};

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
pub(crate) enum AnswerFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Rules of the caller's own.
#[derive(Debug, Args)]
pub(crate) struct OwnRules {
    /// Rules of your own, tried before the built-in ones; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: Option<PathBuf>,
}
