use crate::axis::{axis, texts};
use crate::{Action, Advice, Category, Cause, Crosswalk, Group, Severity, Side, Vocabulary};

/// What is known about a category.
pub(crate) struct CategoryRow {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) group: Group,
    pub(crate) side: Side,
    pub(crate) cause: Option<Cause>,
    pub(crate) hard: bool,
    pub(crate) action: Action,
    pub(crate) sticky: bool,
    pub(crate) advice: Advice,
    /// By vocabulary, in the order of their numbers.
    pub(crate) crosswalks: &'static [Crosswalk],
}

axis!(Category(u8), CategoryRow, "category", "mailbox_full", MailboxFull);
texts!(Category);

impl Category {
    /// The family that it belongs to.
    pub const fn group(self) -> Group {
        self.row().group
    }

    /// On whose side the cause lies.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Category, Side};
    ///
    /// assert_eq!(Category::UserUnknown.side(), Side::Recipient);
    /// assert_eq!(Category::IpBlocklisted.side(), Side::Sender);
    /// ```
    pub const fn side(self) -> Side {
        self.row().side
    }

    /// The common cause that it counts to, if it counts to one.
    pub const fn cause(self) -> Option<Cause> {
        self.row().cause
    }

    /// Whether it retires the address, unless the reply was transient.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::Category;
    ///
    /// assert!(Category::UserUnknown.is_hard());
    /// assert!(!Category::MailboxFull.is_hard(), "the address is alive");
    /// ```
    pub const fn is_hard(self) -> bool {
        self.row().hard
    }

    /// What to do on a permanent reply; see [`action_on`](Self::action_on).
    pub const fn action(self) -> Action {
        self.row().action
    }

    /// What to do on a reply of this severity: a transient failure is retried, unless its cause needs a
    /// repair all the same.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Action, Category, Severity};
    ///
    /// assert_eq!(Category::UserUnknown.action_on(Severity::Permanent), Action::Suppress);
    /// assert_eq!(Category::UserUnknown.action_on(Severity::Transient), Action::Retry);
    /// assert_eq!(Category::ReverseDns.action_on(Severity::Transient), Action::FixDns);
    /// ```
    pub const fn action_on(self, severity: Severity) -> Action {
        match (severity, self) {
            (Severity::Transient, Self::Unknown) => Action::Retry,
            (Severity::Transient, _) if !self.row().sticky && !matches!(self.group(), Group::Notice) => {
                Action::Retry
            }
            _ => self.row().action,
        }
    }

    /// What each side can do.
    pub const fn advice(self) -> Advice {
        self.row().advice
    }

    /// What another product calls it, and how their word compares.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Category, Relation, Vocabulary};
    ///
    /// let there = Category::MailboxFull.to_vocabulary(Vocabulary::Sisimai);
    /// assert_eq!((there.relation, there.label), (Relation::Exact, Some("mailboxfull")));
    /// ```
    pub const fn to_vocabulary(self, vocabulary: Vocabulary) -> Crosswalk {
        self.row().crosswalks[vocabulary.place()]
    }

    /// The category that another product's label means best, in any case of letters.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Category, Vocabulary};
    ///
    /// assert_eq!(Category::from_vocabulary(Vocabulary::Sisimai, "mailboxfull"), Some(Category::MailboxFull));
    /// assert_eq!(Category::from_vocabulary(Vocabulary::Sisimai, "onhold"), None);
    /// ```
    pub fn from_vocabulary(vocabulary: Vocabulary, label: &str) -> Option<Self> {
        vocabulary.label(label)?.category
    }
}
