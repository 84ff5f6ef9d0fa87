//! Arguments of `smtpcodes explain`.

use clap::Args;

use super::AnswerFormat;

/// Say what a code, a name or a whole reply means.
///
/// A query is a reply code (550), an enhanced status code (5.7.26, or X.7.26 for any class), a name
/// (user_unknown, suppress, gmail, spamhaus_zen), a provider's own code or tag (S3140, TSS04, ofr_506), a
/// number of a sending platform (605), another product's label (bad-mailbox), a host or a domain
/// (mx1.hotmail.com, gmail.com), or a whole reply. Says what it means, who must act, what to do, and where that is written.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes explain 550
  smtpcodes explain 550 5.1.1
  smtpcodes explain user_unknown mailbox_full
  smtpcodes explain S3140
  smtpcodes explain '452-4.2.2 The inbox is out of storage space'
  smtpcodes explain --format json 5.7.26

Where each argument is something by itself, a name, a code or a reply with
one, all are explained in turn. Otherwise they are the words of one text. What
begins with a hyphen stands behind `--`.

Exit code 1 if nothing is known about the query; in JSON, `explanations` is
empty then.")]
pub(crate) struct ExplainArgs {
    /// What to explain: names and codes in turn, or the words of one text
    #[arg(required = true, value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AnswerFormat,
}
