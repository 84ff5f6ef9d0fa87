//! Whose webhook it is.

use core::fmt;
use core::str::FromStr;

use smtpcodes::Vocabulary;

/// Whose webhook it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventSource {
    /// Amazon SES, through SNS or event publishing.
    Ses,
    /// Twilio SendGrid's event webhook.
    Sendgrid,
    /// Mailgun.
    Mailgun,
    /// Postmark.
    Postmark,
    /// SparkPost.
    Sparkpost,
    /// Brevo, once Sendinblue.
    Brevo,
    /// Mailjet's event API.
    Mailjet,
    /// Resend.
    Resend,
    /// Postal, the open-source platform.
    Postal,
}

impl EventSource {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Ses,
        Self::Sendgrid,
        Self::Mailgun,
        Self::Postmark,
        Self::Sparkpost,
        Self::Brevo,
        Self::Mailjet,
        Self::Resend,
        Self::Postal,
    ];

    /// Its name for programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ses => "ses",
            Self::Sendgrid => "sendgrid",
            Self::Mailgun => "mailgun",
            Self::Postmark => "postmark",
            Self::Sparkpost => "sparkpost",
            Self::Brevo => "brevo",
            Self::Mailjet => "mailjet",
            Self::Resend => "resend",
            Self::Postal => "postal",
        }
    }

    /// The source of this id.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes_events::EventSource;
    ///
    /// assert_eq!(EventSource::from_id("ses"), Some(EventSource::Ses));
    /// assert_eq!(EventSource::from_id("nobody"), None);
    /// ```
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }

    /// The vocabulary that its labels belong to, if their meanings are known.
    pub(crate) const fn vocabulary(self) -> Option<Vocabulary> {
        match self {
            // Resend passes on what SES says.
            Self::Ses | Self::Resend => Some(Vocabulary::Ses),
            Self::Sendgrid => Some(Vocabulary::Sendgrid),
            Self::Mailgun => Some(Vocabulary::Mailgun),
            Self::Postmark => Some(Vocabulary::Postmark),
            Self::Sparkpost => Some(Vocabulary::Sparkpost),
            Self::Brevo | Self::Mailjet | Self::Postal => None,
        }
    }
}

/// The id.
impl fmt::Display for EventSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// From the id.
impl FromStr for EventSource {
    type Err = UnknownSource;

    fn from_str(id: &str) -> Result<Self, UnknownSource> {
        Self::from_id(id).ok_or(UnknownSource(()))
    }
}

/// A text that is no id of a [`EventSource`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownSource(());

impl fmt::Display for UnknownSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected one of ")?;
        for (i, source) in EventSource::ALL.iter().enumerate() {
            write!(f, "{}{source}", if i == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl core::error::Error for UnknownSource {}
