//! Rules from a file, from a whole `codes.yaml`, or the built-in ones.

use std::path::Path;

use smtpcodes::{Classifier, EvidenceKind};
use smtpcodes_build_helper::check::{self, winner};
use smtpcodes_build_helper::engine::{Decision, Given, classify};
use smtpcodes_build_helper::{Compiled, Diagnostics, Model, model, read_facts, read_rules};

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
    text: String,
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
            (path.display().to_string(), input::text(path)?)
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

    /// As a judge of replies.
    ///
    /// # Errors
    /// Every mistake, also examples that are not won.
    pub(crate) fn judge(self) -> Result<Judge, Failure> {
        if self.own {
            let own =
                Classifier::with_rules(&self.text, &self.name).map_err(|e| Failure::Told(e.to_string()))?;
            return Ok(Judge::Classifier(own));
        }
        let mut errors = Diagnostics::new(&self.name);
        check::examples(&self.model, &self.compiled, &mut errors);
        if errors.is_empty() {
            Ok(Judge::Facts(Box::new(self)))
        } else {
            Err(Failure::Told(errors.to_string()))
        }
    }
}

/// Something that decides about replies.
pub(crate) enum Judge {
    /// Own rules and the built-in ones.
    Classifier(Classifier),
    /// A whole file of facts.
    Facts(Box<Source>),
}

/// A verdict as ids, whoever made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) category: String,
    pub(crate) bounce: String,
    pub(crate) action: String,
    /// The rule or code that decided; empty if nothing did.
    pub(crate) by: String,
    /// Whether that is a rule.
    pub(crate) by_rule: bool,
}

impl Judge {
    /// The verdict on a reply.
    pub(crate) fn rule(&self, reply: &str) -> Ruling {
        match self {
            Self::Classifier(classifier) => {
                let v = classifier.classify(reply.as_bytes());
                Ruling {
                    category: v.category.to_string(),
                    bounce: v.bounce.to_string(),
                    action: v.action.to_string(),
                    by: v.evidence.id.to_owned(),
                    by_rule: v.evidence.kind == EvidenceKind::Rule,
                }
            }
            Self::Facts(facts) => {
                let d = facts.decide(reply, Given::default());
                let m = &facts.model;
                let id = |list: &[model::Item], n: u8| {
                    list.iter().find(|i| i.number == u16::from(n)).map(|i| i.id.clone()).unwrap_or_default()
                };
                let category = m.categories.iter().find(|c| c.item.number == u16::from(d.category));
                let rule = winner(&facts.compiled, d.evidence);
                let code = || {
                    let enhanced =
                        d.codes.enhanced.map(|e| format!("{}.{}.{}", e.class, e.subject, e.detail));
                    enhanced.or(d.codes.reply.map(|c| c.to_string())).unwrap_or_default()
                };
                Ruling {
                    category: category.map(|c| c.item.id.clone()).unwrap_or_default(),
                    bounce: id(&m.bounces, d.bounce),
                    action: id(&m.actions, d.action),
                    by_rule: !rule.is_empty(),
                    by: if rule.is_empty() { code() } else { rule },
                }
            }
        }
    }
}
