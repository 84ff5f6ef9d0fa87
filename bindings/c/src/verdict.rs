//! Verdicts as C has them.

use smtpcodes::{EnhancedCode, EvidenceKind, ReplyCode, Verdict};

use crate::boundary::{self, Sized_};
use crate::codes::{
    smtpcodes_action_t, smtpcodes_blocklist_t, smtpcodes_bounce_t, smtpcodes_category_t,
    smtpcodes_provider_t, smtpcodes_severity_t, smtpcodes_side_t,
};
use crate::list::{List, number_or_0};
use crate::text::smtpcodes_text_t;

/// What kind of witness decided a verdict.
#[repr(C)]
pub enum smtpcodes_evidence_kind {
    /// Nothing said enough.
    SMTPCODES_EVIDENCE_KIND_NONE = 0,
    /// The wording, or a code or tag of the provider's own.
    SMTPCODES_EVIDENCE_KIND_RULE = 1,
    /// The enhanced status code.
    SMTPCODES_EVIDENCE_KIND_ENHANCED_CODE = 2,
    /// The reply code.
    SMTPCODES_EVIDENCE_KIND_REPLY_CODE = 3,
}

/// A value of `smtpcodes_evidence_kind`.
pub type smtpcodes_evidence_kind_t = u16;

/// An enhanced status code (RFC 3463). Where there is none, all three are 0.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct smtpcodes_enhanced_code_t {
    /// The class: 2, 4 or 5.
    pub class_: u16,
    /// What the status is about, 0 to 999.
    pub subject: u16,
    /// What exactly, 0 to 999.
    pub detail: u16,
}

impl From<Option<EnhancedCode>> for smtpcodes_enhanced_code_t {
    fn from(code: Option<EnhancedCode>) -> Self {
        code.map_or(Self::default(), |c| Self {
            class_: c.class().into(),
            subject: c.subject(),
            detail: c.detail(),
        })
    }
}

/// What a reply means. Set `size` before the call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_verdict_t {
    /// `sizeof(smtpcodes_verdict_t)`. Of an array, the first one's counts for all.
    pub size: usize,
    /// What decided: the id of a rule or of a provider's own code, or the code as text; else empty.
    pub evidence_id: smtpcodes_text_t,
    /// Seconds that the reply asks to wait, at least 1 and at most a week; -1 if it does not say.
    pub retry_after: i64,
    /// The first byte in the reply of what decided.
    pub evidence_start: u32,
    /// The byte behind its last.
    pub evidence_end: u32,
    /// The reply code; 0 if the text has none.
    pub reply_code: u16,
    /// The enhanced status code.
    pub enhanced_code: smtpcodes_enhanced_code_t,
    /// What the server claimed.
    pub severity: smtpcodes_severity_t,
    /// What went wrong.
    pub category: smtpcodes_category_t,
    /// Whether the address is dead.
    pub bounce: smtpcodes_bounce_t,
    /// On whose side the cause lies.
    pub side: smtpcodes_side_t,
    /// What to do next.
    pub action: smtpcodes_action_t,
    /// Who wrote the reply; 0 if that is not known.
    pub provider: smtpcodes_provider_t,
    /// The block list that it names; 0 if it names none.
    pub blocklist: smtpcodes_blocklist_t,
    /// What kind of witness decided.
    pub evidence_kind: smtpcodes_evidence_kind_t,
    /// Whether the witnesses contradict each other: codes, wording, provider.
    pub conflict: bool,
    /// Whether mail failed, for now or for good.
    pub is_failure: bool,
    /// Whether to stop mailing the address.
    pub should_suppress: bool,
    /// Whether to send the same message again later, without a change.
    pub is_retryable: bool,
}

// SAFETY: `size` is in front; it is never read by `read_sized`.
unsafe impl Sized_ for smtpcodes_verdict_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

/// The number of a kind of evidence.
pub(crate) const fn evidence_kind(kind: EvidenceKind) -> smtpcodes_evidence_kind_t {
    use smtpcodes_evidence_kind::*;

    (match kind {
        EvidenceKind::Rule => SMTPCODES_EVIDENCE_KIND_RULE,
        EvidenceKind::EnhancedCode => SMTPCODES_EVIDENCE_KIND_ENHANCED_CODE,
        EvidenceKind::ReplyCode => SMTPCODES_EVIDENCE_KIND_REPLY_CODE,
        _ => SMTPCODES_EVIDENCE_KIND_NONE,
    }) as smtpcodes_evidence_kind_t
}

impl From<Verdict> for smtpcodes_verdict_t {
    fn from(verdict: Verdict) -> Self {
        Self {
            size: size_of::<Self>(),
            evidence_id: match verdict.evidence.id {
                "" => smtpcodes_text_t::NONE,
                id => smtpcodes_text_t::new(id),
            },
            retry_after: verdict.retry_after.map_or(-1, i64::from),
            evidence_start: verdict.evidence.start,
            evidence_end: verdict.evidence.end,
            reply_code: verdict.reply_code.map_or(0, ReplyCode::as_u16),
            enhanced_code: verdict.enhanced_code.into(),
            severity: verdict.severity.as_number(),
            category: verdict.category.as_number(),
            bounce: verdict.bounce.as_number(),
            side: verdict.side.as_number(),
            action: verdict.action.as_number(),
            provider: number_or_0(verdict.provider),
            blocklist: number_or_0(verdict.blocklist),
            evidence_kind: evidence_kind(verdict.evidence.kind),
            conflict: verdict.conflict,
            is_failure: verdict.is_failure(),
            should_suppress: verdict.should_suppress(),
            is_retryable: verdict.is_retryable(),
        }
    }
}

/// The name for programs of a kind of evidence. Never freed. Empty (`NULL`, 0) for a number of no entry.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_evidence_kind_id(kind: smtpcodes_evidence_kind_t) -> smtpcodes_text_t {
    boundary::text(|| Some(EvidenceKind::ALL.iter().find(|one| evidence_kind(**one) == kind)?.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_evidence_has_a_number() {
        let mut numbers: Vec<_> = EvidenceKind::ALL.iter().map(|kind| evidence_kind(*kind)).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [0, 1, 2, 3]);
    }
}
