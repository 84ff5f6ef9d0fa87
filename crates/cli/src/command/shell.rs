//! Arguments of `smtpcodes completions` and `smtpcodes man`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::Shell;

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
    /// A folder to write one page a command to; it is made if it is not there
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) into: Option<PathBuf>,
}
