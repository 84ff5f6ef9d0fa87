use core::fmt;

use crate::engine::Decision;
use crate::engine::tables::NONE;
use crate::evidence::rule_id;
use crate::{
    Action, Blocklist, Bounce, Category, EnhancedCode, Evidence, EvidenceKind, Provider, ReplyCode, Severity,
    Side,
};

/// What a reply means: what the server claimed, what went wrong, whether the address is dead, whose side
/// the cause lies on, and the one thing to do next.
///
/// The five are kept apart because merging them is the classic mistake of bounce handling: a permanent
/// failure is not a dead address.
///
/// # Example
///
/// ```
/// use smtpcodes::{Action, Bounce, Severity, classify};
///
/// let verdict = classify(b"550 5.7.1 Service unavailable; client blocked using zen.spamhaus.org");
/// assert_eq!(verdict.severity, Severity::Permanent);
/// assert_eq!(verdict.bounce, Bounce::Soft, "the address may be fine");
/// assert_eq!(verdict.action, Action::RequestDelisting);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Verdict {
    /// The reply code, if the text has one.
    pub reply_code: Option<ReplyCode>,
    /// The enhanced status code, if the text has one.
    pub enhanced_code: Option<EnhancedCode>,
    /// What the server claimed.
    pub severity: Severity,
    /// What went wrong.
    pub category: Category,
    /// Whether the address is dead.
    pub bounce: Bounce,
    /// On whose side the cause lies.
    pub side: Side,
    /// What to do next.
    pub action: Action,
    /// Who wrote the reply, if that is known.
    pub provider: Option<Provider>,
    /// The block list that it names.
    pub blocklist: Option<Blocklist>,
    /// Seconds that it asks to wait: at least 1, at most a week.
    pub retry_after: Option<u32>,
    /// Whether the witnesses contradict each other: codes, wording, provider.
    pub conflict: bool,
    /// What decided.
    pub evidence: Evidence,
}

/// The verdict on an empty text: nothing is known.
impl Default for Verdict {
    fn default() -> Self {
        Self {
            reply_code: None,
            enhanced_code: None,
            severity: Severity::Unknown,
            category: Category::Unknown,
            bounce: Bounce::None,
            side: Side::None,
            action: Action::None,
            provider: None,
            blocklist: None,
            retry_after: None,
            conflict: false,
            evidence: Evidence::NONE,
        }
    }
}

impl Verdict {
    /// Whether mail failed, for now or for good.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::classify;
    ///
    /// assert!(classify(b"451 try again later").is_failure());
    /// assert!(!classify(b"250 2.0.0 Ok").is_failure());
    /// ```
    pub const fn is_failure(&self) -> bool {
        !matches!(self.bounce, Bounce::None)
    }

    /// Whether to stop mailing the address.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::classify;
    ///
    /// assert!(classify(b"550 5.1.1 Sorry").should_suppress());
    /// assert!(!classify(b"550 Sorry").should_suppress(), "a bare 550 says nothing");
    /// ```
    pub const fn should_suppress(&self) -> bool {
        matches!(self.action, Action::Suppress)
    }

    /// Whether to send the same message again later, without a change.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::classify;
    ///
    /// assert!(classify(b"421 4.3.2 Shutting down").is_retryable());
    /// assert!(!classify(b"552 5.3.4 Message too big").is_retryable());
    /// ```
    pub const fn is_retryable(&self) -> bool {
        let waits = matches!(self.action, Action::Retry | Action::Throttle);
        self.is_failure() && (waits || matches!(self.severity, Severity::Transient))
    }

    /// From what the engine decided by the built-in tables.
    #[inline]
    pub(crate) fn builtin(decision: &Decision) -> Self {
        Self::from_engine(decision, rule_id)
    }

    /// From what the engine decided; `rule_id` says which rule has a rank.
    #[inline]
    pub(crate) fn from_engine(decision: &Decision, rule_id: impl Fn(u16) -> Option<&'static str>) -> Self {
        // Numbers come from the tables, which hold no others: the fallbacks are never taken.
        let number = |n: u16| if n == NONE { None } else { Some(n) };
        Self {
            reply_code: decision.codes.reply.and_then(|c| ReplyCode::from_u16(c).ok()),
            enhanced_code: decision.codes.enhanced.and_then(EnhancedCode::from_engine),
            severity: Severity::from_number(decision.severity).unwrap_or(Severity::Unknown),
            category: Category::from_number(decision.category).unwrap_or(Category::Unknown),
            bounce: Bounce::from_number(decision.bounce).unwrap_or(Bounce::None),
            side: Side::from_number(decision.side).unwrap_or(Side::None),
            action: Action::from_number(decision.action).unwrap_or(Action::None),
            provider: number(decision.provider).and_then(Provider::from_number),
            blocklist: number(decision.blocklist).and_then(Blocklist::from_number),
            retry_after: decision.retry_after,
            conflict: decision.conflict,
            evidence: Evidence::from_engine(decision, rule_id),
        }
    }
}

/// One line for people.
///
/// # Example
///
/// ```
/// use smtpcodes::classify;
///
/// assert_eq!(
///     classify(b"452 4.2.2 Sorry").to_string(),
///     "452 4.2.2 mailbox_full: transient, soft bounce, side recipient, action retry, by enhanced_code 4.2.2",
/// );
/// ```
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.reply_code {
            write!(f, "{code} ")?;
        }
        if let Some(code) = self.enhanced_code {
            write!(f, "{code} ")?;
        }
        let bounce = match self.bounce {
            Bounce::None => "no bounce",
            Bounce::Soft => "soft bounce",
            Bounce::Hard => "hard bounce",
        };
        let Self { category, severity, side, action, .. } = self;
        write!(f, "{category}: {severity}, {bounce}, side {side}, action {action}")?;
        if let Some(provider) = self.provider {
            write!(f, ", provider {provider}")?;
        }
        if let Some(list) = self.blocklist {
            write!(f, ", block list {list}")?;
        }
        if let Some(seconds) = self.retry_after {
            write!(f, ", retry after {seconds} s")?;
        }
        if self.conflict {
            f.write_str(", conflict")?;
        }
        match self.evidence.kind {
            EvidenceKind::None => Ok(()),
            kind => write!(f, ", by {kind} {}", self.evidence.id),
        }
    }
}
