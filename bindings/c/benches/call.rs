//! What the border costs: one call as C makes it, against the Rust call, over the same replies in one run.
//!
//! The shortest of several rounds counts: noise only ever adds.

use core::hint::black_box;
use core::mem::MaybeUninit;
use core::ptr;
use core::time::Duration;
use std::env;
use std::time::Instant;

use smtpcodes::{Rule, classify};
use smtpcodes_c::classify::{smtpcodes_classify, smtpcodes_classify_batch};
use smtpcodes_c::text::smtpcodes_text_t;
use smtpcodes_c::verdict::smtpcodes_verdict_t;

const ROUNDS: u32 = 200;

fn main() {
    // `cargo test --benches` only wants to know that it runs.
    let rounds = if env::args().any(|a| a == "--bench") { ROUNDS } else { 1 };
    let replies: Vec<_> = Rule::ALL.iter().map(|rule| rule.example.as_bytes()).collect();

    let rust = fastest(rounds, || {
        for reply in &replies {
            black_box(classify(black_box(reply)));
        }
    });
    let c = fastest(rounds, || {
        let mut out = sized();
        for reply in &replies {
            // SAFETY: the lengths are right, and the verdict says its size.
            let result = unsafe {
                smtpcodes_classify(black_box(reply.as_ptr()).cast(), reply.len(), ptr::null(), &mut out)
            };
            assert_eq!(result, 0);
            black_box(&out);
        }
    });
    let texts: Vec<_> =
        replies.iter().map(|r| smtpcodes_text_t { data: r.as_ptr().cast(), length: r.len() }).collect();
    let mut verdicts = vec![sized(); texts.len()];
    let batch = fastest(rounds, || {
        // SAFETY: both arrays have as many entries, and the first verdict says its size.
        let result = unsafe {
            smtpcodes_classify_batch(
                ptr::null(),
                black_box(texts.as_ptr()),
                ptr::null(),
                texts.len(),
                verdicts.as_mut_ptr(),
            )
        };
        assert_eq!(result, 0);
        black_box(&verdicts);
    });

    let bytes: usize = replies.iter().map(|r| r.len()).sum();
    println!("{} replies, {} bytes mean", replies.len(), bytes / replies.len());
    let per_reply = |time: Duration| time.as_secs_f64() * 1e9 / replies.len() as f64;
    for (name, time) in [("rust", rust), ("c", c), ("c_batch", batch)] {
        println!("{name:<8}{:>8.1} ns a reply", per_reply(time));
    }
    println!(
        "a call from C costs {:.2} times the Rust call ({:+.1} ns)",
        per_reply(c) / per_reply(rust),
        per_reply(c) - per_reply(rust),
    );
}

/// A verdict that says its size.
fn sized() -> smtpcodes_verdict_t {
    // SAFETY: it has pointers and integers, for which zeros are values.
    let mut out: smtpcodes_verdict_t = unsafe { MaybeUninit::zeroed().assume_init() };
    out.size = size_of::<smtpcodes_verdict_t>();
    out
}

fn fastest(rounds: u32, mut work: impl FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..rounds).map(once).min().unwrap_or_default()
}
