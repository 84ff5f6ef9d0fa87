//! Which of ClickHouse's types the parts of verdicts have.

use smtpcodes::Verdict;

use crate::command::Part;
use crate::output::value::Value;

/// What values of a part are, but for NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `String`
    Text,
    /// `UInt16`
    Short,
    /// `UInt32`
    Number,
    /// `Bool`
    Flag,
}

impl Part {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::ReplyCode => Kind::Short,
            Self::RetryAfter | Self::EvidenceStart | Self::EvidenceEnd => Kind::Number,
            Self::Conflict => Kind::Flag,
            _ => Kind::Text,
        }
    }

    /// Whether a verdict can be without it.
    pub(super) fn is_optional(self) -> bool {
        matches!(
            self,
            Self::ReplyCode | Self::EnhancedCode | Self::Provider | Self::Blocklist | Self::RetryAfter
        )
    }

    /// What is answered: without a verdict, NULL.
    pub(super) fn answer(self, verdict: Option<&Verdict>) -> Value<'static> {
        verdict.map_or(Value::Null, |verdict| self.of(verdict))
    }
}
