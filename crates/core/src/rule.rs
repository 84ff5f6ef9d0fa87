use crate::tables::RULES;
use crate::{Category, Provider, Severity};

/// A built-in rule that recognises a kind of reply, as far as people want to know it.
///
/// # Example
///
/// ```
/// use smtpcodes::{Rule, classify};
///
/// for rule in Rule::ALL.iter().filter(|r| r.providers.is_empty()) {
///     assert_eq!(classify(rule.example.as_bytes()).evidence.id, rule.id);
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Its name: what evidence shows.
    pub id: &'static str,
    /// What it says the cause is.
    pub category: Category,
    /// The severity that it means, where that is other than what the codes claim.
    pub severity: Option<Severity>,
    /// The providers of which one must be known; empty for any.
    pub providers: &'static [Provider],
    /// Where it is documented, if it is.
    pub source: Option<&'static str>,
    /// A reply that it recognises.
    pub example: &'static str,
}

impl Rule {
    /// All of them, the one that is tried first in front.
    pub const ALL: &'static [Self] = &RULES;

    /// The rule of this id.
    pub fn from_id(id: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|r| r.id == id)
    }
}
