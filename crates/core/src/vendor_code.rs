use crate::tables::VENDOR_CODES;
use crate::{Advice, Category, EnhancedCode, Provider};

/// What one provider means by an enhanced status code of its own, or by a tag in its replies.
///
/// # Example
///
/// ```
/// use smtpcodes::{Provider, VendorCode};
///
/// let code = VendorCode::by_tag("S3140").next().unwrap();
/// assert_eq!(code.provider, Provider::Outlook);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VendorCode {
    /// Its name: what evidence shows.
    pub id: &'static str,
    /// Whose it is.
    pub provider: Provider,
    /// The enhanced status code, or a range of them, as people write it; the class may be `X`.
    pub code: Option<&'static str>,
    /// The same in numbers: class (0 for any), subject, first and last detail.
    pub(crate) range: Option<(u8, u16, u16, u16)>,
    /// Spellings that mean the same; in any case of letters.
    pub tags: &'static [&'static str],
    /// Whether the tag alone proves provider and meaning, wherever it appears.
    pub distinctive: bool,
    /// A few words.
    pub title: &'static str,
    /// What the provider says, and what it tends to mean.
    pub meaning: &'static str,
    /// What it says the cause is; none where that is open.
    pub category: Option<Category>,
    /// What the sending side can do, where it is more than the advice of the category.
    pub sender: Option<&'static str>,
    /// The public page, or `seen in replies`.
    pub source: &'static str,
    /// When the page was read: year and month.
    pub date: Option<&'static str>,
}

impl VendorCode {
    /// All of them.
    pub const ALL: &'static [Self] = &VENDOR_CODES;

    /// The entry of this id.
    pub fn from_id(id: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|v| v.id == id)
    }

    /// The entries that have this tag, in any case of letters.
    pub fn by_tag(tag: &str) -> impl Iterator<Item = &'static Self> {
        Self::ALL.iter().filter(move |v| v.tags.iter().any(|t| t.eq_ignore_ascii_case(tag)))
    }

    /// The entries about this enhanced status code, of all providers.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{EnhancedCode, Provider, VendorCode};
    ///
    /// let code = EnhancedCode::new(5, 7, 606).unwrap();
    /// assert!(VendorCode::by_code(code).any(|v| v.provider == Provider::ExchangeOnline));
    /// ```
    pub fn by_code(code: EnhancedCode) -> impl Iterator<Item = &'static Self> {
        Self::ALL.iter().filter(move |v| v.holds(code))
    }

    /// What each side can do: what is known of this code, and else the advice of its category.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::VendorCode;
    ///
    /// let code = VendorCode::by_tag("S3140").next().unwrap();
    /// assert!(code.advice().sender.ends_with('.'));
    /// ```
    pub fn advice(&self) -> Advice {
        let general = self.category.unwrap_or(Category::Unknown).advice();
        Advice { sender: self.sender.unwrap_or(general.sender), ..general }
    }

    /// Whether its code, or range of codes, has this one.
    pub fn holds(&self, code: EnhancedCode) -> bool {
        self.range.is_some_and(|(class, subject, from, to)| {
            (class == 0 || class == code.class())
                && subject == code.subject()
                && (from..=to).contains(&code.detail())
        })
    }
}
