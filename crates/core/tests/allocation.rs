//! Classifying does not allocate.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use smtpcodes::{
    Classifier, Context, Provider, Reply, Rule, Verdict, classify, classify_with, explain, help_url,
};

thread_local! {
    /// Allocations of this thread.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that is ending has no counter any more, and none of our tests runs then.
        let _ = COUNT.try_with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

#[test]
fn the_counter_counts() {
    assert!(allocations(|| drop(std::hint::black_box(Box::new(1)))) > 0);
}

#[test]
fn nothing_allocates() {
    let long = "550 no such user ".repeat(5000);
    let context = Context::new().provider(Provider::Gmail).sending_ip([192, 0, 2, 1].into());
    let classifier = Classifier::builtin();
    let mut verdicts = [Verdict::default(); 16];
    let count = allocations(|| {
        for reply in Rule::ALL.iter().map(|r| r.example).chain([long.as_str(), "", "\u{fffd}\u{e9}"]) {
            let reply = reply.as_bytes();
            std::hint::black_box(classify(reply));
            std::hint::black_box(classify_with(reply, &context.remote_host("mx.google.com")));
            std::hint::black_box(help_url(reply));
            std::hint::black_box(Reply::parse(reply).lines().count());
            classifier.classify_batch([reply; 16], &mut verdicts);
        }
        std::hint::black_box(explain("550 5.1.1 no such user").count());
    });
    assert_eq!(count, 0);
}
