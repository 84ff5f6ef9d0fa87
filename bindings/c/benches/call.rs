//! What the border costs: one call as C makes it, against the Rust call, over the same replies in one run.

use core::hint::black_box;
use core::mem::MaybeUninit;
use core::ptr;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use smtpcodes::{Rule, classify};
use smtpcodes_c::classify::{smtpcodes_classify, smtpcodes_classify_batch};
use smtpcodes_c::text::smtpcodes_text_t;
use smtpcodes_c::verdict::smtpcodes_verdict_t;

criterion_group!(benches, border);
criterion_main!(benches);

fn border(c: &mut Criterion) {
    let replies: Vec<_> = Rule::ALL.iter().map(|rule| rule.example.as_bytes()).collect();
    let mut group = c.benchmark_group("c");
    group.throughput(Throughput::Elements(replies.len() as u64));

    group.bench_function("rust", |b| {
        b.iter(|| {
            for reply in &replies {
                black_box(classify(black_box(reply)));
            }
        });
    });
    group.bench_function("call", |b| {
        let mut out = sized();
        b.iter(|| {
            for reply in &replies {
                // SAFETY: the lengths are right, and the verdict says its size.
                let result = unsafe {
                    smtpcodes_classify(black_box(reply.as_ptr()).cast(), reply.len(), ptr::null(), &mut out)
                };
                assert_eq!(result, 0);
                black_box(&out);
            }
        });
    });
    let texts: Vec<_> =
        replies.iter().map(|r| smtpcodes_text_t { data: r.as_ptr().cast(), length: r.len() }).collect();
    let mut verdicts = vec![sized(); texts.len()];
    group.bench_function("batch", |b| {
        b.iter(|| {
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
    });
    group.finish();
}

/// A verdict that says its size.
fn sized() -> smtpcodes_verdict_t {
    // SAFETY: it has pointers and integers, for which zeros are values.
    let mut out: smtpcodes_verdict_t = unsafe { MaybeUninit::zeroed().assume_init() };
    out.size = size_of::<smtpcodes_verdict_t>();
    out
}
