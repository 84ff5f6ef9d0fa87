use crate::Severity;
use crate::axis::{Item, axis, texts};

axis!(Severity(u8), Item, "severity", "transient", Transient);
texts!(Severity);

impl Severity {
    /// Whether the server claimed a failure: [`Transient`](Self::Transient) or [`Permanent`](Self::Permanent).
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::Severity;
    ///
    /// assert!(Severity::Transient.is_failure());
    /// assert!(!Severity::Intermediate.is_failure());
    /// assert!(!Severity::Unknown.is_failure());
    /// ```
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::Transient | Self::Permanent)
    }

    /// What a first digit claims, be it of a reply code or of an enhanced status code.
    pub(crate) const fn of_digit(digit: u16) -> Self {
        match digit {
            2 => Self::Success,
            1 | 3 => Self::Intermediate,
            4 => Self::Transient,
            5 => Self::Permanent,
            _ => Self::Unknown,
        }
    }
}
