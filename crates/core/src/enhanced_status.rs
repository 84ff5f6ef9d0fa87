use crate::enhanced_code::part;
use crate::tables::ENHANCED_CODES;
use crate::{Advice, Category, EnhancedCode, InvalidEnhancedCode, ReplyCode};

/// An entry of the registry of enhanced status codes: subject and detail, for whatever class.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, EnhancedStatus};
///
/// let full = EnhancedStatus::MAILBOX_FULL;
/// assert_eq!(full.code, "X.2.2");
/// assert_eq!(full.category, Some(Category::MailboxFull));
/// assert!(full.advice.sender.ends_with('.'));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EnhancedStatus {
    /// What the status is about.
    pub subject: u16,
    /// What exactly.
    pub detail: u16,
    /// As in `X.1.1`.
    pub code: &'static str,
    /// With each class: 2, 4 and 5.
    pub(crate) written: [&'static str; 3],
    /// The name of its constant.
    pub name: &'static str,
    /// The registry's title.
    pub title: &'static str,
    /// The classes that the registry gives it.
    pub classes: &'static [u8],
    /// The reply codes that the registry puts beside it.
    pub reply_codes: &'static [ReplyCode],
    /// The category that it says by itself, if it says one.
    pub category: Option<Category>,
    /// What it means, and what it tends to mean.
    pub meaning: &'static str,
    /// What popular tables and big providers mean instead.
    pub popular: Option<&'static str>,
    /// What each side can do.
    pub advice: Advice,
    /// The standard.
    pub source: &'static str,
}

impl EnhancedStatus {
    /// All of them, by subject and detail.
    pub const ALL: &'static [Self] = &ENHANCED_CODES;

    /// The entry of this subject and detail, if there is one.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::EnhancedStatus;
    ///
    /// assert_eq!(EnhancedStatus::find(2, 2), Some(EnhancedStatus::MAILBOX_FULL));
    /// assert_eq!(EnhancedStatus::find(2, 999), None);
    /// ```
    pub fn find(subject: u16, detail: u16) -> Option<&'static Self> {
        let place = Self::ALL.binary_search_by_key(&(subject, detail), |s| (s.subject, s.detail)).ok()?;
        Some(&Self::ALL[place])
    }

    /// The entry that is written so, as in `X.1.1`.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::EnhancedStatus;
    ///
    /// assert_eq!(EnhancedStatus::from_code("x.2.2"), Some(EnhancedStatus::MAILBOX_FULL));
    /// ```
    pub fn from_code(code: &str) -> Option<&'static Self> {
        let (subject, detail) = code.strip_prefix(['X', 'x'])?.strip_prefix('.')?.split_once('.')?;
        Self::find(part(subject)?, part(detail)?)
    }

    /// The code of this class.
    ///
    /// # Errors
    /// Where the class is not 2, 4 or 5.
    pub const fn with_class(&self, class: u8) -> Result<EnhancedCode, InvalidEnhancedCode> {
        EnhancedCode::new(class, self.subject, self.detail)
    }
}
