//! Rules from a file, from a whole `codes.yaml`, or the built-in ones.

use std::path::Path;

use smtpcodes_build_helper::check::winner;
use smtpcodes_build_helper::engine::{Decision, Given, classify};
use smtpcodes_build_helper::{Compiled, Model, model, read_facts, read_rules};

use crate::command::BUILTIN;
use crate::failure::Failure;
use crate::input;

/// The facts that the program was built with.
const FACTS: &str = include_str!("../../codes.yaml");

/// Rules and all that they refer to.
pub(crate) struct Source {
    /// How messages call it.
    pub(crate) name: String,
    /// The rules, and the lists and concepts that they use.
    pub(crate) model: Model,
    /// The same as tables.
    pub(crate) compiled: Compiled,
    /// Whether they come before the built-in ones, and do not stand in their place.
    pub(crate) own: bool,
    /// As it was written.
    pub(crate) text: String,
}

impl Source {
    /// Reads and compiles rules. Their examples are not tried.
    ///
    /// # Errors
    /// A file that cannot be read, or every mistake in it but examples that are not won.
    pub(crate) fn load(path: &Path) -> Result<Self, Failure> {
        let builtin = path.as_os_str() == BUILTIN;
        let (name, text) = if builtin {
            ("codes.yaml".to_owned(), FACTS.to_owned())
        } else {
            (input::name(path), input::text(path)?)
        };
        // Only a whole file of facts has categories of its own.
        let own = !text.lines().any(|l| l.starts_with("categories:"));
        let built = if own { read_rules(FACTS, &name, &text) } else { read_facts(&name, &text) };
        let (model, compiled) = built.map_err(|e| Failure::Told(e.to_string()))?;
        Ok(Self { name, model, compiled, own, text })
    }

    /// What these rules make of a text; of an own file, before the built-in ones are asked.
    pub(crate) fn decide(&self, text: &str, given: Given<'_>) -> Decision {
        classify(&self.compiled.tables(), text.as_bytes(), given)
    }

    /// The id of the rule that wins a text.
    pub(crate) fn winner(&self, text: &str, given: Given<'_>) -> String {
        winner(&self.compiled, self.decide(text, given).evidence)
    }

    /// What is given where an example of a rule is tried: the first of its providers.
    pub(crate) fn given(&self, rule: &model::Rule) -> Given<'static> {
        let id = rule.providers.first().map(|(_, id)| id);
        let provider = self.model.providers.iter().find(|p| Some(&p.id) == id);
        let given = Given::default();
        Given { provider: provider.map_or(given.provider, |p| p.number), ..given }
    }
}
