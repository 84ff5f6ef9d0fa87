//! `smtpcodes rules`: tools for those who write rules.

use crate::command::RulesCommand;
use crate::failure::{Done, Failure};

/// Runs a command.
pub(crate) fn run(_command: &RulesCommand) -> Result<Done, Failure> {
    Ok(Done::All)
}
