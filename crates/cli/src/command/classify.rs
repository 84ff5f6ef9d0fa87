//! Arguments of `smtpcodes classify`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::{OwnRules, VerdictFormat};

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
  remote_host  the host that replied, or its MX name, as logs write it:
               `mx.example.org[192.0.2.1]:25`
  provider     whose mail system it is (`smtpcodes codes providers`), by id,
               name or host
  command      what was replied to (`smtpcodes codes commands`), by id or as
               it is spoken: `MAIL FROM`, `RCPT TO:`, `end of DATA`
  sending_ip   the address that the message was sent from
All fields are passed through, and `verdict` is added. What these fields say
is used where it is understood, and ignored where it is not. CSV holds the
reply and the verdict alone. A line that is no such object, or too long, is
complained of, and exit code 1; in NDJSON, {\"line\":…,\"error\":…} stands in
its place.

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
    #[command(flatten)]
    pub(crate) own: OwnRules,
}

/// What input holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Input {
    /// Text, a reply a line; continuation lines are joined
    #[default]
    Lines,
    /// An object a line, with `reply` and what is known about it
    Ndjson,
}
