use core::fmt;
use core::num::NonZeroU8;
use core::str::FromStr;

use crate::{Category, Digit, EnhancedStatus, Severity, engine};

/// An enhanced status code: class, subject and detail, as in `5.1.1` ([RFC 3463 section 2]).
///
/// Any code of class 2, 4 or 5 can be one, whether or not it is registered. [`status`](Self::status)
/// looks it up in the registry, which does not know classes: `4.2.2` and `5.2.2` are both `X.2.2`.
///
/// [RFC 3463 section 2]: https://www.rfc-editor.org/rfc/rfc3463#section-2
///
/// # Example
///
/// ```
/// use smtpcodes::{EnhancedCode, EnhancedStatus};
///
/// let code: EnhancedCode = "5.1.1".parse().unwrap();
/// assert_eq!((code.class(), code.subject(), code.detail()), (5, 1, 1));
/// assert_eq!(code.status(), Some(EnhancedStatus::BAD_DESTINATION_MAILBOX_ADDRESS));
/// assert_eq!(EnhancedStatus::BAD_DESTINATION_MAILBOX_ADDRESS.with_class(5), Ok(code));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnhancedCode {
    class: NonZeroU8,
    subject: u16,
    detail: u16,
}

/// Not an enhanced status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEnhancedCode(Fault);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Form,
    Class(u8),
    Part(u16),
}

impl fmt::Display for InvalidEnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Fault::Form => f.write_str("expected an enhanced status code such as 5.1.1, found other text"),
            Fault::Class(found) => write!(f, "expected class 2, 4 or 5, found {found}"),
            Fault::Part(found) => write!(f, "expected subject and detail of at most 999, found {found}"),
        }
    }
}

impl core::error::Error for InvalidEnhancedCode {}

impl EnhancedCode {
    /// The code of these three numbers.
    ///
    /// # Errors
    /// Where the class is not 2, 4 or 5, or another number is larger than 999.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::EnhancedCode;
    ///
    /// assert_eq!(EnhancedCode::new(4, 7, 650).unwrap().to_string(), "4.7.650");
    /// assert_eq!(EnhancedCode::new(3, 0, 0).unwrap_err().to_string(), "expected class 2, 4 or 5, found 3");
    /// ```
    pub const fn new(class: u8, subject: u16, detail: u16) -> Result<Self, InvalidEnhancedCode> {
        let Some(number) = NonZeroU8::new(class) else {
            return Err(InvalidEnhancedCode(Fault::Class(class)));
        };
        if !matches!(class, 2 | 4 | 5) {
            Err(InvalidEnhancedCode(Fault::Class(class)))
        } else if subject > 999 {
            Err(InvalidEnhancedCode(Fault::Part(subject)))
        } else if detail > 999 {
            Err(InvalidEnhancedCode(Fault::Part(detail)))
        } else {
            Ok(Self { class: number, subject, detail })
        }
    }

    pub(crate) fn from_engine(code: engine::Enhanced) -> Option<Self> {
        Self::new(code.class, code.subject, code.detail).ok()
    }

    /// 2, 4 or 5.
    pub const fn class(self) -> u8 {
        self.class.get()
    }

    /// What the status is about.
    pub const fn subject(self) -> u16 {
        self.subject
    }

    /// What exactly.
    pub const fn detail(self) -> u16 {
        self.detail
    }

    /// What its class claims.
    pub const fn severity(self) -> Severity {
        Severity::of_digit(self.class.get() as u16)
    }

    /// Its entry in the registry, if it is registered.
    pub fn status(self) -> Option<&'static EnhancedStatus> {
        EnhancedStatus::find(self.subject, self.detail)
    }

    /// Whether the registry has it.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::EnhancedCode;
    ///
    /// assert!(EnhancedCode::new(5, 7, 1).unwrap().is_registered());
    /// assert!(!EnhancedCode::new(5, 7, 606).unwrap().is_registered());
    /// ```
    pub fn is_registered(self) -> bool {
        self.status().is_some()
    }

    /// What its class means.
    pub fn class_meaning(self) -> Option<&'static Digit> {
        Digit::find(Digit::ENHANCED_CLASSES, self.class.get().into())
    }

    /// What its subject means, if the subject is registered.
    pub fn subject_meaning(self) -> Option<&'static Digit> {
        Digit::find(Digit::SUBJECTS, self.subject)
    }

    /// The best that can be said about it: of a code that is not registered, what its subject means.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{EnhancedCode, EnhancedMeaning};
    ///
    /// let registered = EnhancedCode::new(5, 7, 1).unwrap();
    /// assert!(matches!(registered.meaning(), EnhancedMeaning::Registered(_)));
    /// let private = EnhancedCode::new(5, 7, 606).unwrap();
    /// assert!(matches!(private.meaning(), EnhancedMeaning::Subject(_)));
    /// assert_eq!(private.meaning().to_string(), "not registered; its subject is: Security or policy status");
    /// ```
    pub fn meaning(self) -> EnhancedMeaning {
        match (self.status(), self.subject_meaning()) {
            (Some(status), _) => EnhancedMeaning::Registered(status),
            (None, Some(subject)) => EnhancedMeaning::Subject(subject),
            (None, None) => EnhancedMeaning::Unknown,
        }
    }

    /// The category that the code says by itself, if it says one.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Category, EnhancedCode};
    ///
    /// assert_eq!(EnhancedCode::new(5, 2, 2).unwrap().category(), Some(Category::MailboxFull));
    /// assert_eq!(EnhancedCode::new(5, 7, 1).unwrap().category(), None, "it is sent for everything");
    /// ```
    pub fn category(self) -> Option<Category> {
        self.status().and_then(|status| status.category)
    }

    /// Its text as evidence. Of a code that is not registered nothing but the class can decide: `2.0.0`.
    pub(crate) fn as_static_str(self) -> &'static str {
        let [two, four, five] = self.status().unwrap_or(EnhancedStatus::OTHER_UNDEFINED_STATUS).written;
        match self.class.get() {
            2 => two,
            4 => four,
            _ => five,
        }
    }
}

/// What is known about an enhanced status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnhancedMeaning {
    /// The code is registered.
    Registered(&'static EnhancedStatus),
    /// Only its subject is.
    Subject(&'static Digit),
    /// Neither is.
    Unknown,
}

/// The title; what is not registered is called so.
impl fmt::Display for EnhancedMeaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registered(status) => f.write_str(status.title),
            Self::Subject(subject) => write!(f, "not registered; its subject is: {}", subject.title),
            Self::Unknown => f.write_str("not registered"),
        }
    }
}

impl fmt::Debug for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// As in `5.1.1`.
impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// Three numbers of at most three digits, without leading zeros, and full stops between.
impl FromStr for EnhancedCode {
    type Err = InvalidEnhancedCode;

    fn from_str(text: &str) -> Result<Self, InvalidEnhancedCode> {
        let mut parts = text.split('.').map(part);
        match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten(), parts.next()) {
            (Some(class), Some(subject), Some(detail), None) => {
                let class = u8::try_from(class).map_err(|_| InvalidEnhancedCode(Fault::Form))?;
                Self::new(class, subject, detail)
            }
            _ => Err(InvalidEnhancedCode(Fault::Form)),
        }
    }
}

/// A number as RFC 3463 section 2 wants it.
pub(crate) fn part(text: &str) -> Option<u16> {
    let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits && (text == "0" || !text.starts_with('0')) { text.parse().ok() } else { None }
}

impl TryFrom<&str> for EnhancedCode {
    type Error = InvalidEnhancedCode;

    fn try_from(text: &str) -> Result<Self, InvalidEnhancedCode> {
        text.parse()
    }
}

impl TryFrom<&[u8]> for EnhancedCode {
    type Error = InvalidEnhancedCode;

    fn try_from(text: &[u8]) -> Result<Self, InvalidEnhancedCode> {
        core::str::from_utf8(text).map_err(|_| InvalidEnhancedCode(Fault::Form))?.parse()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for EnhancedCode {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for EnhancedCode {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        crate::axis::deserialize(from, "an enhanced status code such as 5.1.1", |text| text.parse().ok())
    }
}
