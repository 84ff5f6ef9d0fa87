//! A verdict as words that are found in logs, and taken apart by `extract` of Exim.

use std::fmt;

use smtpcodes::{EvidenceKind, Verdict};

/// As in `category=greylisted side=sender bounce=soft action=retry rule=greylisted retry_after=300`.
pub(super) struct Summary<'a>(pub(super) &'a Verdict);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Verdict { category, side, bounce, action, evidence, blocklist, retry_after, .. } = self.0;
        write!(f, "category={category} side={side} bounce={bounce} action={action}")?;
        if evidence.kind != EvidenceKind::None {
            write!(f, " {}={}", evidence.kind, evidence.id)?;
        }
        if let Some(list) = blocklist {
            write!(f, " blocklist={list}")?;
        }
        if let Some(seconds) = retry_after {
            write!(f, " retry_after={seconds}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_left_out() {
        let summary = |reply: &[u8]| Summary(&smtpcodes::classify(reply)).to_string();
        assert_eq!(
            summary(b"550 5.1.1"),
            "category=user_unknown side=recipient bounce=hard action=suppress enhanced_code=5.1.1"
        );
        assert_eq!(summary(b""), "category=unknown side=none bounce=none action=none");
        let listed = summary(b"554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org");
        assert!(listed.ends_with(" blocklist=spamhaus_zen"), "{listed}");
        let greylisted = summary(b"451 4.7.1 Greylisted, please try again in 5 minutes");
        assert!(greylisted.ends_with(" retry_after=300"), "{greylisted}");
    }
}
