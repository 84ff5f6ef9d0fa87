use crate::Severity;
use crate::tables::{ENHANCED_CLASSES, REPLY_CLASSES, SECOND_DIGITS, SUBJECTS};

/// What a single digit of a code means: the first or second of a reply code, the class or the subject of
/// an enhanced status code.
///
/// # Example
///
/// ```
/// use smtpcodes::{Digit, ReplyCode};
///
/// let class = ReplyCode::MAILBOX_UNAVAILABLE.class_meaning().unwrap();
/// assert_eq!(class.digit, 5);
/// assert!(class.popular.is_some(), "popular tables explain it as if it were HTTP");
/// assert_eq!(Digit::SUBJECTS[1].title, "Addressing status");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Digit {
    /// The digit.
    pub digit: u16,
    /// A few words.
    pub title: &'static str,
    /// What it claims; only first digits claim something.
    pub severity: Option<Severity>,
    /// What the standard says.
    pub meaning: &'static str,
    /// What popular tables say instead, where that misleads.
    pub popular: Option<&'static str>,
    /// The standard.
    pub source: &'static str,
}

impl Digit {
    /// The first digits of reply codes.
    pub const REPLY_CLASSES: &'static [Self] = &REPLY_CLASSES;
    /// The second digits of reply codes.
    pub const SECOND_DIGITS: &'static [Self] = &SECOND_DIGITS;
    /// The classes of enhanced status codes.
    pub const ENHANCED_CLASSES: &'static [Self] = &ENHANCED_CLASSES;
    /// The subjects of enhanced status codes.
    pub const SUBJECTS: &'static [Self] = &SUBJECTS;

    pub(crate) fn find(list: &'static [Self], digit: u16) -> Option<&'static Self> {
        list.iter().find(|d| d.digit == digit)
    }
}
