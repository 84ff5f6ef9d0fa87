//! Arguments of `smtpcodes codes`.

use clap::{Args, ValueEnum};

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

/// The tables; the names that they have in JSON are understood, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Three digits that a server replies with
    #[value(alias = "reply_codes")]
    ReplyCodes,
    /// The registry of enhanced status codes
    #[value(alias = "enhanced_codes")]
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
    #[value(alias = "vendor_codes")]
    VendorCodes,
    /// Sending platforms' own numbers
    #[value(alias = "pseudo_codes")]
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
    #[value(alias = "reply_classes")]
    ReplyClasses,
    /// Second digits of reply codes
    #[value(alias = "second_digits")]
    SecondDigits,
    /// First numbers of enhanced status codes
    #[value(alias = "enhanced_classes")]
    EnhancedClasses,
    /// Second numbers of enhanced status codes
    Subjects,
}
