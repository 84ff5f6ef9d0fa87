//! Parts of verdicts as values: what stands in the columns of CSV, and what ClickHouse is given.

use clap::ValueEnum;
use smtpcodes::Verdict;

use super::value::Value;
use crate::command::Part;

impl Part {
    /// All that a row has a column for, in the order of the verdict's fields.
    pub(crate) const COLUMNS: [Self; 15] = [
        Self::ReplyCode,
        Self::EnhancedCode,
        Self::Severity,
        Self::Category,
        Self::Bounce,
        Self::Side,
        Self::Action,
        Self::Provider,
        Self::Blocklist,
        Self::RetryAfter,
        Self::Conflict,
        Self::EvidenceKind,
        Self::EvidenceId,
        Self::EvidenceStart,
        Self::EvidenceEnd,
    ];

    /// As the argument that asks for it is written.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Its value in a verdict.
    pub(crate) fn of(self, v: &Verdict) -> Value<'static> {
        match self {
            Self::Category => v.category.id().into(),
            Self::ReplyCode => v.reply_code.map(|code| u32::from(code.as_u16())).into(),
            Self::EnhancedCode => v.enhanced_code.map(|code| code.to_string()).into(),
            Self::Severity => v.severity.id().into(),
            Self::Bounce => v.bounce.id().into(),
            Self::Side => v.side.id().into(),
            Self::Action => v.action.id().into(),
            Self::Provider => v.provider.map(|provider| provider.id()).into(),
            Self::Blocklist => v.blocklist.map(|list| list.id()).into(),
            Self::RetryAfter => v.retry_after.into(),
            Self::Conflict => v.conflict.into(),
            Self::EvidenceKind => v.evidence.kind.id().into(),
            Self::EvidenceId => v.evidence.id.into(),
            Self::EvidenceStart => v.evidence.start.into(),
            Self::EvidenceEnd => v.evidence.end.into(),
            // A verdict holds nothing that JSON could not.
            Self::Verdict => serde_json::to_string(v).ok().into(),
        }
    }
}
