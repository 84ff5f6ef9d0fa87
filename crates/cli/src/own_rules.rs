//! The classifier that a command was asked for.

use smtpcodes::Classifier;

use crate::command::OwnRules;
use crate::failure::Failure;
use crate::input;

impl OwnRules {
    /// The built-in rules, behind those of the caller's file if there is one.
    pub(crate) fn classifier(&self) -> Result<Classifier, Failure> {
        let Some(file) = &self.rules else { return Ok(Classifier::builtin()) };
        let text = input::text(file)?;
        Classifier::with_rules(&text, &file.display().to_string()).map_err(|e| Failure::Told(e.to_string()))
    }
}
