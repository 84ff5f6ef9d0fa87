//! An event: what a webhook reports, with our verdict on it.

use core::fmt;

use smtpcodes::{Category, Verdict};

use crate::EventSource;

/// What a platform reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// The receiving server took the message.
    Delivered,
    /// It will be tried again.
    Deferred,
    /// It failed for good.
    Bounced,
    /// The platform itself refused to send it.
    Rejected,
    /// The recipient called it spam.
    Complaint,
    /// Anything else: opened, clicked, and what comes next year.
    Other,
}

impl EventKind {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Delivered, Self::Deferred, Self::Bounced, Self::Rejected, Self::Complaint, Self::Other];

    /// Its name for programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Deferred => "deferred",
            Self::Bounced => "bounced",
            Self::Rejected => "rejected",
            Self::Complaint => "complaint",
            Self::Other => "other",
        }
    }

    /// The kind of this id.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes_events::EventKind;
    ///
    /// assert_eq!(EventKind::from_id("bounced"), Some(EventKind::Bounced));
    /// assert_eq!(EventKind::from_id("of no list"), None);
    /// ```
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

/// The id.
impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// A platform's report about one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryEvent {
    /// Whose report it is.
    pub source: EventSource,
    /// What it reports.
    pub kind: EventKind,
    /// About whom.
    pub recipient: Option<String>,
    /// The platform's id of the message.
    pub message_id: Option<String>,
    /// When, as the platform wrote it.
    pub time: Option<String>,
    /// The platform's own word for what happened.
    pub label: Option<String>,
    /// What that word means, where it means one category.
    pub label_category: Option<Category>,
    /// What the receiving server said, as far as the platform passes it on and tells it from its own words.
    pub reply: Option<String>,
    /// What was classified: the reply, or else the platform's own sentence. Evidence counts in it.
    pub diagnostic: Option<String>,
    /// The verdict on it. A complaint has the category of one, and where nothing was said, what failed is a failure of
    /// unknown category.
    pub verdict: Verdict,
    /// Whether the platform's word and the verdict on the reply contradict each other.
    pub label_disagrees: bool,
}
