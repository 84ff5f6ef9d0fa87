use core::fmt;
use core::num::NonZeroU16;
use core::str::FromStr;

use crate::tables::REPLY_CODES;
use crate::{Advice, Category, Digit, Severity};

/// A reply code: the three digits that begin an SMTP reply ([RFC 5321 section 4.2]).
///
/// Any number from 100 to 999 can be one, whether or not a standard defines it: servers send what they
/// like. The codes of the standards, and those met in practice, are constants and have texts.
///
/// [RFC 5321 section 4.2]: https://www.rfc-editor.org/rfc/rfc5321#section-4.2
///
/// # Example
///
/// ```
/// use smtpcodes::{ReplyCode, Severity};
///
/// let code: ReplyCode = "550".parse().unwrap();
/// assert_eq!(code, ReplyCode::MAILBOX_UNAVAILABLE);
/// assert_eq!(code.severity(), Severity::Permanent);
/// assert_eq!(code, 550);
///
/// let odd = ReplyCode::from_u16(571).unwrap();
/// assert!(!odd.is_standard());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplyCode(NonZeroU16);

/// What is known about a reply code.
pub(crate) struct ReplyCodeRow {
    pub(crate) code: ReplyCode,
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) category: Option<Category>,
    pub(crate) standard: bool,
    pub(crate) meaning: &'static str,
    pub(crate) popular: Option<&'static str>,
    pub(crate) advice: Advice,
    pub(crate) source: &'static str,
}

/// Not a reply code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidReplyCode {
    /// What was found, if it was a number.
    found: Option<u16>,
}

impl fmt::Display for InvalidReplyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a reply code of three digits, 100 to 999, found ")?;
        match self.found {
            Some(number) => write!(f, "{number}"),
            None => f.write_str("other text"),
        }
    }
}

impl core::error::Error for InvalidReplyCode {}

/// "100101102" and so on: every code as text.
const DIGITS: [u8; 2700] = {
    let mut all = [0; 2700];
    let mut code = 100;
    while code < 1000 {
        let at = (code - 100) * 3;
        all[at] = b'0' + (code / 100) as u8;
        all[at + 1] = b'0' + (code / 10 % 10) as u8;
        all[at + 2] = b'0' + (code % 10) as u8;
        code += 1;
    }
    all
};
static TEXT: &str = match core::str::from_utf8(&DIGITS) {
    Ok(text) => text,
    Err(_) => "",
};

impl ReplyCode {
    /// The code of this number.
    ///
    /// # Errors
    /// Where the number has not three digits.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::ReplyCode;
    ///
    /// assert_eq!(ReplyCode::from_u16(421), Ok(ReplyCode::SERVICE_NOT_AVAILABLE));
    /// let error = ReplyCode::from_u16(42).unwrap_err();
    /// assert_eq!(error.to_string(), "expected a reply code of three digits, 100 to 999, found 42");
    /// ```
    pub const fn from_u16(code: u16) -> Result<Self, InvalidReplyCode> {
        match NonZeroU16::new(code) {
            Some(number) if 100 <= code && code <= 999 => Ok(Self(number)),
            _ => Err(InvalidReplyCode { found: Some(code) }),
        }
    }

    /// A code that is known to be one.
    pub(crate) const fn constant(code: u16) -> Self {
        match Self::from_u16(code) {
            Ok(code) => code,
            Err(_) => panic!("not a reply code"),
        }
    }

    /// All codes that have a name and texts, in ascending order.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::ReplyCode;
    ///
    /// assert!(ReplyCode::known().all(|code| code.title().is_some()));
    /// ```
    pub fn known() -> impl Iterator<Item = Self> {
        REPLY_CODES.iter().map(|row| row.code)
    }

    /// The number.
    pub const fn as_u16(self) -> u16 {
        self.0.get()
    }

    /// The three digits.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::ReplyCode;
    ///
    /// assert_eq!(ReplyCode::MAILBOX_UNAVAILABLE.as_str(), "550");
    /// ```
    pub fn as_str(self) -> &'static str {
        let at = usize::from(self.as_u16() - 100) * 3;
        &TEXT[at..at + 3]
    }

    fn row(self) -> Option<&'static ReplyCodeRow> {
        let place = REPLY_CODES.binary_search_by_key(&self, |row| row.code).ok()?;
        Some(&REPLY_CODES[place])
    }

    /// The name of its constant, if it has one.
    pub fn name(self) -> Option<&'static str> {
        self.row().map(|row| row.name)
    }

    /// A few words, if it is known.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::ReplyCode;
    ///
    /// assert_eq!(ReplyCode::HELP_MESSAGE.title(), Some("Help message"));
    /// assert_eq!(ReplyCode::from_u16(999).unwrap().title(), None);
    /// ```
    pub fn title(self) -> Option<&'static str> {
        self.row().map(|row| row.title)
    }

    /// The standard's meaning, then what it tends to mean in practice; if it is known.
    pub fn meaning(self) -> Option<&'static str> {
        self.row().map(|row| row.meaning)
    }

    /// What popular tables mean by it, where that differs.
    pub fn popular(self) -> Option<&'static str> {
        self.row().and_then(|row| row.popular)
    }

    /// What each side can do, if it is known.
    pub fn advice(self) -> Option<Advice> {
        self.row().map(|row| row.advice)
    }

    /// Where it is defined, if it is known.
    pub fn source(self) -> Option<&'static str> {
        self.row().map(|row| row.source)
    }

    /// The category that the bare code, without any text, justifies.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Category, ReplyCode};
    ///
    /// assert_eq!(ReplyCode::MAILBOX_UNAVAILABLE.category(), None, "550 is sent for everything");
    /// assert_eq!(ReplyCode::from_u16(535).unwrap().category(), Some(Category::SmtpAuthFailed));
    /// ```
    pub fn category(self) -> Option<Category> {
        self.row().and_then(|row| row.category)
    }

    /// What its first digit claims.
    pub const fn severity(self) -> Severity {
        Severity::of_digit(self.as_u16() / 100)
    }

    /// What its first digit means, if the standard says.
    pub fn class_meaning(self) -> Option<&'static Digit> {
        Digit::find(Digit::REPLY_CLASSES, self.as_u16() / 100)
    }

    /// What its second digit means, if the standard says.
    pub fn second_digit_meaning(self) -> Option<&'static Digit> {
        Digit::find(Digit::SECOND_DIGITS, self.as_u16() / 10 % 10)
    }

    /// Whether it has a name and texts.
    pub fn is_known(self) -> bool {
        self.row().is_some()
    }

    /// Whether a standard defines it; others are only seen in practice or in popular tables.
    pub fn is_standard(self) -> bool {
        self.row().is_some_and(|row| row.standard)
    }

    /// 2yz: done.
    pub const fn is_success(self) -> bool {
        matches!(self.severity(), Severity::Success)
    }

    /// 3yz: the server waits for more. 1yz, which SMTP does not use, counts to it.
    pub const fn is_intermediate(self) -> bool {
        matches!(self.severity(), Severity::Intermediate)
    }

    /// 4yz: failed for now.
    pub const fn is_transient(self) -> bool {
        matches!(self.severity(), Severity::Transient)
    }

    /// 5yz: failed for good. That is about this attempt, not about the address.
    pub const fn is_permanent(self) -> bool {
        matches!(self.severity(), Severity::Permanent)
    }
}

impl fmt::Debug for ReplyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.as_u16(), f)
    }
}

/// The three digits.
impl fmt::Display for ReplyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for ReplyCode {
    type Err = InvalidReplyCode;

    fn from_str(text: &str) -> Result<Self, InvalidReplyCode> {
        Self::try_from(text.as_bytes())
    }
}

impl TryFrom<u16> for ReplyCode {
    type Error = InvalidReplyCode;

    fn try_from(code: u16) -> Result<Self, InvalidReplyCode> {
        Self::from_u16(code)
    }
}

impl TryFrom<&str> for ReplyCode {
    type Error = InvalidReplyCode;

    fn try_from(text: &str) -> Result<Self, InvalidReplyCode> {
        Self::try_from(text.as_bytes())
    }
}

/// Three digits and nothing else; to find the code of a whole reply there is [`Reply`](crate::Reply).
impl TryFrom<&[u8]> for ReplyCode {
    type Error = InvalidReplyCode;

    fn try_from(text: &[u8]) -> Result<Self, InvalidReplyCode> {
        match text {
            [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9'] => {
                Self::from_u16(text.iter().fold(0, |n, b| n * 10 + u16::from(b - b'0')))
            }
            _ => Err(InvalidReplyCode { found: None }),
        }
    }
}

impl From<ReplyCode> for u16 {
    fn from(code: ReplyCode) -> Self {
        code.as_u16()
    }
}

impl PartialEq<u16> for ReplyCode {
    fn eq(&self, other: &u16) -> bool {
        self.as_u16() == *other
    }
}

impl PartialEq<ReplyCode> for u16 {
    fn eq(&self, other: &ReplyCode) -> bool {
        *self == other.as_u16()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for ReplyCode {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u16(self.as_u16())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for ReplyCode {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_u16(u16::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}
