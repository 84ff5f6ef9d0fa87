//! A file of somebody's own rules.

use super::{Concept, Guard, Model, Rule, each};
use crate::diagnostic::Diagnostics;
use crate::load::{Fields, load};

/// The sections that such a file may have.
pub const RULE_FILE_SECTIONS: [&str; 3] = ["concepts", "guards", "rules"];

/// What it holds.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Word classes.
    pub concepts: Vec<Concept>,
    /// What several rules do not mean.
    pub guards: Vec<Guard>,
    /// Rules.
    pub rules: Vec<Rule>,
}

impl RuleFile {
    /// Reads one.
    pub fn read(text: &str, errors: &mut Diagnostics) -> Option<Self> {
        let root = load(text, errors)?;
        let mut f = Fields::of(&root, errors)?;
        let [concepts, guards, rules] = RULE_FILE_SECTIONS;
        let file = Self {
            concepts: each(&mut f, concepts, errors, Concept::read),
            guards: each(&mut f, guards, errors, Guard::read),
            rules: each(&mut f, rules, errors, Rule::read),
        };
        f.finish(errors);
        Some(file)
    }
}

impl Model {
    /// The same with somebody's own rules instead of all others. Its lists, concepts and guards are known to them.
    pub(crate) fn with_own(mut self, own: RuleFile) -> Self {
        self.proved_concepts = self.concepts.len();
        self.proved_guards = self.guards.len();
        self.concepts.extend(own.concepts);
        self.guards.extend(own.guards);
        self.rules = own.rules;
        self.rules.iter_mut().for_each(|rule| rule.unless.take(&self.guards));
        // Tags are rules to the compiler; a code without one still outweighs a generic rule of theirs.
        self.vendor_codes.retain(|v| v.tags.is_empty());
        self
    }
}
