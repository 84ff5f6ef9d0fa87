use crate::Relation;

/// What another product calls a category of ours.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, Relation, Vocabulary};
///
/// let there = Category::MailboxFull.to_vocabulary(Vocabulary::Sisimai);
/// assert_eq!((there.relation, there.label), (Relation::Exact, Some("mailboxfull")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Crosswalk {
    /// How their word compares.
    pub relation: Relation,
    /// Their word; none if there is no counterpart.
    pub label: Option<&'static str>,
}
