//! The classifier that a command was asked for.

use std::path::PathBuf;

use smtpcodes::Classifier;

use crate::command::OwnRules;
use crate::failure::Failure;
use crate::input;

impl OwnRules {
    /// The built-in rules, behind those of the caller's file if there is one; `files` are what the command reads besides.
    pub(crate) fn classifier(&self, files: Option<&[PathBuf]>) -> Result<Classifier, Failure> {
        let Some(file) = &self.rules else { return Ok(Classifier::builtin()) };
        input::once([file], files)?;
        let text = input::text(file)?;
        Classifier::with_rules(&text, &input::name(file)).map_err(|e| Failure::Told(e.to_string()))
    }
}
