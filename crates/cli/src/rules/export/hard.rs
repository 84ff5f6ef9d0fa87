//! What retires an address, and what takes that back: the one mistake that no export may make.

use smtpcodes_build_helper::Position;
use smtpcodes_build_helper::compile::TAKE_BACK;
use smtpcodes_build_helper::model::{Category, Model, Rule};

use super::regex::{Expression, Regex};

/// The severity of a reply that may be another one tomorrow.
pub(crate) const TRANSIENT: &str = "transient";

/// A category by its id.
pub(crate) fn category<'m>(model: &'m Model, id: &str) -> Option<&'m Category> {
    model.categories.iter().find(|c| c.item.id == id)
}

/// Whether a permanent reply of this category retires the address.
pub(crate) fn is_hard(model: &Model, category_id: &str) -> bool {
    category(model, category_id).is_some_and(|c| c.hard)
}

/// Whether a rule retires the address, where the reply is a permanent one.
pub(crate) fn retires(model: &Model, rule: &Rule) -> bool {
    is_hard(model, &rule.category) && rule.severity.as_deref() != Some(TRANSIENT)
}

/// The words that take it back, whatever the rule, and how long to wait.
pub(crate) fn taken_back(regex: &mut Regex<'_>) -> Vec<Expression> {
    let concept = |id: &str| (Position::default(), format!("{{{id}}}"));
    let said = regex.guards(&TAKE_BACK.map(concept)).unwrap_or_default();
    said.into_iter().chain(regex.wait()).collect()
}
