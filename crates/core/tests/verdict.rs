//! Verdicts as values, and batches of them.

use std::mem::size_of;

use smtpcodes::{
    Category, Classifier, Context, Provider, Rule, SharedClassifier, Verdict, classify, classify_batch,
    classify_with,
};

#[test]
fn a_verdict_stays_small() {
    assert!(size_of::<Verdict>() <= 64, "{}", size_of::<Verdict>());
}

#[test]
fn the_default_is_the_verdict_on_nothing() {
    assert_eq!(Verdict::default(), classify(b""));
    assert_eq!(Verdict::default(), classify(b" \r\n"));
}

/// Numbers behind the words change nothing of where the words of the reply begin.
#[test]
fn many_numbers_do_not_hide_the_first_words() {
    for numbers in ["1 2 3 4 5 6", "111 222 333 444 555 666"] {
        let reply = format!("Nicht 550 #5.1.0 Address rejected. {numbers}");
        assert_eq!(classify(reply.as_bytes()).category, Category::UserUnknown, "{reply}");
    }
}

#[test]
fn batches_equal_single_calls() {
    let replies: Vec<_> = Rule::ALL.iter().map(|r| r.example).collect();
    let mut verdicts = vec![Verdict::default(); replies.len()];
    assert_eq!(classify_batch(&replies, &mut verdicts), replies.len());
    for (reply, verdict) in replies.iter().zip(&verdicts) {
        assert_eq!(*verdict, classify(reply.as_bytes()));
    }
}

#[test]
fn a_batch_fills_what_there_is_room_for() {
    let mut two = [Verdict::default(); 2];
    let mut replies = ["452 4.2.2 a", "452 4.2.2 b", "452 4.2.2 c"].into_iter();
    assert_eq!(classify_batch(replies.by_ref(), &mut two), 2);
    assert_eq!(replies.next(), Some("452 4.2.2 c"), "what has no room is not taken");
    assert_eq!(classify_batch(["452 4.2.2 a"], &mut two), 1);
    assert_eq!(classify_batch([b"452 4.2.2 a"; 1], &mut []), 0);
}

#[test]
fn the_host_tells_the_provider_unless_the_caller_does() {
    let reply = b"550 5.5.0 no";
    let host = Context::new().remote_host("aspmx.l.google.com");
    assert_eq!(classify_with(reply, &host).provider, Some(Provider::Gmail));
    let named = Context::new().provider(Provider::Yahoo).remote_host("aspmx.l.google.com");
    assert_eq!(classify_with(reply, &named).provider, Some(Provider::Yahoo));
    assert_eq!(classify_with(reply, &host.provider(Provider::Yahoo)).provider, Some(Provider::Yahoo));
    assert_eq!(classify_with(reply, &Context::new().remote_host("mx.example.org")).provider, None);
}

#[test]
fn batches_take_contexts() {
    let gmail = Context::new().provider(Provider::Gmail);
    let mut verdicts = [Verdict::default(); 2];
    let replies = [("421 4.2.1 not now", gmail), ("421 4.2.1 not now", Context::new())];
    assert_eq!(Classifier::builtin().classify_batch_with(replies, &mut verdicts), 2);
    assert_eq!(verdicts[0].category, Category::RateLimited);
    assert_ne!(verdicts[0], verdicts[1]);
}

#[test]
fn classifiers_are_replaced_under_load() {
    let shared = SharedClassifier::default();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..2000 {
                    assert_eq!(shared.load().classify(b"452 4.2.2 a").category, Category::MailboxFull);
                }
            });
        }
        for _ in 0..200 {
            shared.replace(Classifier::builtin());
        }
    });
}
