//! What is remembered of earlier replies gives the verdict that reading afresh does.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes::{Classifier, Context, Shapes, classify};

fuzz_target!(|replies: &[u8]| {
    let mut shapes = Shapes::new(Classifier::builtin());
    // The second half is like the first: its replies are recalled, or nearly.
    let replies = || replies.split(|b| *b == 0);
    for reply in replies().chain(replies()) {
        assert_eq!(shapes.classify_with(reply, &Context::new()), classify(reply));
    }
});
