use crate::tables::PSEUDO_CODES;
use crate::{Advice, Category, Provider};

/// A number that a sending platform reports where a reply code would stand, but which no server sent.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, PseudoCode};
///
/// let code = PseudoCode::by_code(605).next().unwrap();
/// assert_eq!(code.category, Category::Suppressed);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PseudoCode {
    /// The number.
    pub code: u16,
    /// Whose.
    pub platform: Provider,
    /// A few words.
    pub title: &'static str,
    /// What it says the cause is.
    pub category: Category,
    /// What the platform says, and what it tends to mean.
    pub meaning: &'static str,
    /// What the sending side can do.
    pub sender: &'static str,
    /// The public page, if there is one.
    pub source: Option<&'static str>,
}

impl PseudoCode {
    /// All of them.
    pub const ALL: &'static [Self] = &PSEUDO_CODES;

    /// What each side can do; the recipient, what its category says.
    pub const fn advice(&self) -> Advice {
        Advice { sender: self.sender, recipient: self.category.advice().recipient }
    }

    /// The entries of this number, of all platforms.
    pub fn by_code(code: u16) -> impl Iterator<Item = &'static Self> {
        Self::ALL.iter().filter(move |p| p.code == code)
    }
}
