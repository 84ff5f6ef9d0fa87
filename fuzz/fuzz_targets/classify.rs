//! Any bytes have a verdict that keeps the promises of the taxonomy.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes::{Bounce, Reply, Severity, Side, classify, help_url};

fuzz_target!(|text: &[u8]| {
    let verdict = classify(text);
    let evidence = verdict.evidence;
    assert!(evidence.start <= evidence.end && evidence.end as usize <= text.len());
    if verdict.bounce == Bounce::Hard {
        assert!(verdict.category.is_hard());
        assert_eq!(verdict.side, Side::Recipient);
        assert_ne!(verdict.severity, Severity::Transient);
    }
    let reply = Reply::parse(text);
    assert!(reply.lines().map(<[u8]>::len).sum::<usize>() <= text.len());
    assert!(help_url(text).is_none_or(|url| url.len() <= text.len()));
});
