//! Parts of verdicts, as values of ClickHouse's types.

use std::borrow::Cow;

use smtpcodes::Verdict;

use crate::command::Part;

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Text(Cow<'static, str>),
    Number(u32),
    Flag(bool),
}

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
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::ReplyCode => "reply_code",
            Self::EnhancedCode => "enhanced_code",
            Self::Severity => "severity",
            Self::Bounce => "bounce",
            Self::Side => "side",
            Self::Action => "action",
            Self::Provider => "provider",
            Self::Blocklist => "blocklist",
            Self::RetryAfter => "retry_after",
            Self::Conflict => "conflict",
            Self::EvidenceKind => "evidence_kind",
            Self::EvidenceId => "evidence_id",
            Self::EvidenceStart => "evidence_start",
            Self::EvidenceEnd => "evidence_end",
            Self::Verdict => "verdict",
        }
    }

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

    /// Its value in a verdict; without a verdict there is none.
    pub(super) fn of(self, verdict: Option<&Verdict>) -> Value {
        let Some(v) = verdict else { return Value::Null };
        match self {
            Self::Category => v.category.id().into(),
            Self::ReplyCode => v.reply_code.map_or(Value::Null, |code| Value::Number(code.as_u16().into())),
            Self::EnhancedCode => v.enhanced_code.map_or(Value::Null, |code| code.to_string().into()),
            Self::Severity => v.severity.id().into(),
            Self::Bounce => v.bounce.id().into(),
            Self::Side => v.side.id().into(),
            Self::Action => v.action.id().into(),
            Self::Provider => v.provider.map_or(Value::Null, |provider| provider.id().into()),
            Self::Blocklist => v.blocklist.map_or(Value::Null, |list| list.id().into()),
            Self::RetryAfter => v.retry_after.map_or(Value::Null, Value::Number),
            Self::Conflict => Value::Flag(v.conflict),
            Self::EvidenceKind => v.evidence.kind.id().into(),
            Self::EvidenceId => v.evidence.id.into(),
            Self::EvidenceStart => Value::Number(v.evidence.start),
            Self::EvidenceEnd => Value::Number(v.evidence.end),
            // A verdict holds nothing that JSON could not.
            Self::Verdict => serde_json::to_string(v).map_or(Value::Null, Value::from),
        }
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}
