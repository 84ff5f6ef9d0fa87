use crate::Explanation;
use crate::axis::ids;

/// The kind of thing that an [`Explanation`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ExplanationKind {
    /// A reply code, known or not.
    ReplyCode,
    /// An enhanced status code, registered or not.
    EnhancedCode,
    /// An entry of the registry of enhanced status codes, for any class.
    EnhancedStatus,
    /// A provider's own code or tag.
    VendorCode,
    /// A number that a sending platform reports instead of a reply code.
    PseudoCode,
    /// A rule of ours.
    Rule,
    /// What went wrong.
    Category,
    /// What the server claimed.
    Severity,
    /// Whether the address is dead.
    Bounce,
    /// On whose side the cause lies.
    Side,
    /// A family of categories.
    Group,
    /// One of the common causes.
    Cause,
    /// What to do next.
    Action,
    /// Whose mail system.
    Provider,
    /// A block list.
    Blocklist,
    /// An SMTP command.
    Command,
    /// Another product's label.
    Label,
}

impl ExplanationKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::ReplyCode,
        Self::EnhancedCode,
        Self::EnhancedStatus,
        Self::VendorCode,
        Self::PseudoCode,
        Self::Rule,
        Self::Category,
        Self::Severity,
        Self::Bounce,
        Self::Side,
        Self::Group,
        Self::Cause,
        Self::Action,
        Self::Provider,
        Self::Blocklist,
        Self::Command,
        Self::Label,
    ];

    /// Its name for programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ReplyCode => "reply_code",
            Self::EnhancedCode => "enhanced_code",
            Self::EnhancedStatus => "enhanced_status",
            Self::VendorCode => "vendor_code",
            Self::PseudoCode => "pseudo_code",
            Self::Rule => "rule",
            Self::Category => "category",
            Self::Severity => "severity",
            Self::Bounce => "bounce",
            Self::Side => "side",
            Self::Group => "group",
            Self::Cause => "cause",
            Self::Action => "action",
            Self::Provider => "provider",
            Self::Blocklist => "blocklist",
            Self::Command => "command",
            Self::Label => "label",
        }
    }
}

ids!(ExplanationKind, "kind of explanation", "vendor_code", VendorCode);

impl Explanation {
    /// What kind of thing it is about.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{ExplanationKind, explain};
    ///
    /// assert_eq!(explain("550").next().unwrap().kind(), ExplanationKind::ReplyCode);
    /// assert_eq!(explain("S3140").next().unwrap().kind().id(), "vendor_code");
    /// ```
    pub const fn kind(&self) -> ExplanationKind {
        match self {
            Self::ReplyCode(..) => ExplanationKind::ReplyCode,
            Self::EnhancedCode(..) => ExplanationKind::EnhancedCode,
            Self::EnhancedStatus(..) => ExplanationKind::EnhancedStatus,
            Self::VendorCode(..) => ExplanationKind::VendorCode,
            Self::PseudoCode(..) => ExplanationKind::PseudoCode,
            Self::Rule(..) => ExplanationKind::Rule,
            Self::Category(..) => ExplanationKind::Category,
            Self::Severity(..) => ExplanationKind::Severity,
            Self::Bounce(..) => ExplanationKind::Bounce,
            Self::Side(..) => ExplanationKind::Side,
            Self::Group(..) => ExplanationKind::Group,
            Self::Cause(..) => ExplanationKind::Cause,
            Self::Action(..) => ExplanationKind::Action,
            Self::Provider(..) => ExplanationKind::Provider,
            Self::Blocklist(..) => ExplanationKind::Blocklist,
            Self::Command(..) => ExplanationKind::Command,
            Self::Label(..) => ExplanationKind::Label,
        }
    }
}
