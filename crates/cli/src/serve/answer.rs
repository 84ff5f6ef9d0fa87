//! What is answered: a summary of a verdict, or the status that a delivery gets.

use std::panic::{AssertUnwindSafe, catch_unwind};

use smtpcodes::{Category, Classifier, Context, EnhancedCode, Severity, Side, Verdict};

use super::summary::Summary;
use crate::command::ServeMode;

/// Knows the rules, and what to do with verdicts.
pub(super) struct Answerer {
    pub(super) classifier: Classifier,
    pub(super) mode: ServeMode,
}

impl Answerer {
    /// The status that a delivery gets instead of this one, which is an enhanced status code and a text;
    /// nothing where it stays as it is.
    pub(super) fn status(&self, status: &[u8]) -> Option<Vec<u8>> {
        let severity = code(status)?.severity();
        if severity == Severity::Success {
            return None;
        }
        let verdict = self.verdict(remote_host(status).unwrap_or(b""), status)?;
        if verdict.category == Category::Unknown {
            return None;
        }
        let mut new = status.to_vec();
        if self.mode == ServeMode::DeferSenderSide
            && severity == Severity::Permanent
            && verdict.side == Side::Sender
        {
            new[0] = b'4';
        }
        new.extend_from_slice(format!(" [smtpcodes: {}]", Summary(&verdict)).as_bytes());
        Some(new)
    }

    /// What a reply means, in a line.
    pub(super) fn summary(&self, host: &[u8], reply: &[u8]) -> Option<Vec<u8>> {
        let verdict = self.verdict(host, reply)?;
        Some(Summary(&verdict).to_string().into_bytes())
    }

    /// Whatever may go wrong here must not hold up mail.
    fn verdict(&self, host: &[u8], reply: &[u8]) -> Option<Verdict> {
        let context = match str::from_utf8(host) {
            Ok(host) if !host.is_empty() => Context::new().remote_host(host),
            _ => Context::new(),
        };
        catch_unwind(AssertUnwindSafe(|| self.classifier.classify_with(reply, &context))).ok()
    }
}

/// The enhanced status code that a status begins with.
fn code(status: &[u8]) -> Option<EnhancedCode> {
    let end = status.iter().position(|&b| b == b' ')?;
    str::from_utf8(&status[..end]).ok()?.parse().ok()
}

/// The host that a status of Postfix names, as in `5.1.1 host mx.example.org[192.0.2.1] said: …`.
fn remote_host(status: &[u8]) -> Option<&[u8]> {
    let mut words = status.split(|&b| b == b' ').skip(1);
    if words.next()? != b"host" {
        return None;
    }
    let host = words.next()?;
    Some(&host[..host.iter().position(|&b| b == b'[')?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(mode: ServeMode, status: &str) -> Option<String> {
        let answerer = Answerer { classifier: Classifier::builtin(), mode };
        answerer.status(status.as_bytes()).map(|new| String::from_utf8(new).unwrap())
    }

    const LISTED: &str = "5.7.1 host mx.example.org[192.0.2.5] said: 554 5.7.1 Service unavailable; Client \
                          host [192.0.2.1] blocked using zen.spamhaus.org (in reply to RCPT TO command)";
    const UNKNOWN: &str = "5.1.1 host mx.example.org[192.0.2.5] said: 550 5.1.1 User unknown (in reply to \
                           RCPT TO command)";
    const SPAM: &str = "5.7.1 host mx.example.org[192.0.2.5] said: 554 5.7.1 Message rejected as spam (in \
                        reply to end of DATA command)";

    #[test]
    fn annotating_leaves_the_class_alone() {
        for old in [LISTED, UNKNOWN, SPAM] {
            let new = status(ServeMode::Annotate, old).unwrap();
            let added = new.strip_prefix(old).unwrap();
            assert!(added.starts_with(" [smtpcodes: category=") && added.ends_with(']'), "{new}");
        }
    }

    #[test]
    fn only_what_is_the_senders_is_deferred() {
        let defer = |old| status(ServeMode::DeferSenderSide, old).unwrap();
        assert!(defer(LISTED).starts_with("4.7.1 host mx.example.org[192.0.2.5] said: 554 5.7.1 "));
        for old in [UNKNOWN, SPAM] {
            assert!(defer(old).starts_with(old), "{old}");
        }
        let waits = LISTED.replacen("5.7.1", "4.7.1", 1);
        assert!(defer(&waits).starts_with(&waits));
    }

    #[test]
    fn what_says_nothing_stays_as_it_is() {
        for same in [
            "2.0.0 250 2.0.0 Ok: queued as 4F2",
            "5.0.0 host mx.example.org[192.0.2.5] said: 550 mailbox unavailable (in reply to RCPT TO command)",
            "",
            "5.1.1",
            "nonsense about blocked using zen.spamhaus.org",
            "9.1.1 User unknown",
        ] {
            assert_eq!(status(ServeMode::DeferSenderSide, same), None, "{same}");
        }
    }

    #[test]
    fn the_host_tells_the_provider() {
        let googles = "5.7.29 host gmail-smtp-in.l.google.com[192.0.2.5] said: 550 5.7.29 see our guidelines";
        assert!(status(ServeMode::Annotate, googles).unwrap().contains("category=tls_failed"));
        assert_eq!(remote_host(b"4.4.1 connect to mx.example.org[192.0.2.5]:25: Connection refused"), None);
        assert_eq!(remote_host(b"5.1.1 host mx said"), None);
    }
}
